#include "daemon/pipeline/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "diff/compare.h"
#include "diff/render.h"
#include "publications/digest.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/questions.h"
#include "store/record/record.h"
#include "store/record/source_state.h"

namespace griffier::daemon {
namespace {

// A group is one pack and one transaction: large enough to share their cost, small enough to show progress and to lose
// little.
constexpr std::size_t kRevisionsPerGroup = 256;
constexpr std::size_t kBytesPerGroup = std::size_t{16} << 20;

// Another rendition of the same publication (a PDF beside the XML) never reads to the letter the same: words that
// differ in up to one in a hundred are the rendition's, not the publication's.
constexpr std::size_t kRenditionTolerance = 100;

std::size_t word_count(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

std::string new_words(const diff::Comparison& comparison, const publications::Text& after) {
  std::string text;
  for (const auto& paragraph : comparison.paragraphs) {
    if (paragraph.fate != diff::Fate::added && paragraph.fate != diff::Fate::changed) continue;
    text += after.blocks[paragraph.after].text;
    text += '\n';
  }
  return text;
}

std::string first_of(const std::string& title, const std::string& otherwise) {
  return title.empty() ? otherwise : title;
}

}  // namespace

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::created:
      return "new";
    case Outcome::revised:
      return "revised";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::refused:
      return "refused";
  }
  return "refused";
}

Intake::Intake(store::Registrar& registrar, std::vector<Subscription> subscriptions, Report report)
    : registrar_(registrar), subscriptions_(std::move(subscriptions)), report_(std::move(report)) {}

store::NewRevision Intake::revision_of(const ReadArrival& read, const std::string& document_id) const {
  const auto& arrival = read.arrival;
  const auto& reading = read.reading;
  store::NewRevision revision;
  revision.document_id = document_id;
  revision.source = arrival.source;
  revision.source_kind = arrival.source_kind;
  revision.source_url = arrival.url;
  revision.observed_at = arrival.observed_at;
  for (const auto& date : {reading.date, reading.received_on, reading.asked_on}) {
    if (!date) continue;
    revision.published_on = date;
    break;
  }
  revision.etag = arrival.etag;
  revision.last_modified = arrival.last_modified;
  revision.kind = reading.kind;
  revision.title = first_of(reading.title, first_of(reading.subject, document_id));
  revision.dossier = reading.dossier.value_or("");
  revision.dossier_number = reading.document_number_in_dossier.value_or("");
  revision.aliases = reading.aliases;
  revision.text_markdown = read.text_markdown;
  revision.facts_json = read.facts_json;
  revision.plain_text = publications::to_plain(read.text);
  revision.original.bytes = arrival.bytes;
  revision.original.media_type = read.media_type;
  if (fetchers::is_text(read.format)) revision.original.archive_name = fetchers::archive_name(read.format);
  revision.original.sha256 = read.body_sha256;
  revision.text_sha256 = read.text_sha256;
  revision.pipeline = pipeline_version();
  return revision;
}

void Intake::announce(store::NewRevision& revision, const publications::Reading& reading, const std::string& new_text) {
  if (revision.change == "rebaseline") return;
  auto& record = registrar_.record();
  const TextMatch text_match = [&record](const std::string& query, const std::string& title, const std::string& text) {
    return record.text_matches(query, title, text);
  };
  for (std::size_t index = 0; index < revision.events.size(); ++index) {
    const Matchable subject{revision, revision.events[index], reading, new_text};
    for (const auto& subscription : subscriptions_) {
      if (!matches(subscription.watch, subject, text_match)) continue;
      const auto due = due_at(subscription.watch, revision.observed_at);
      for (const auto& [channel, recipient] : subscription.recipients) {
        store::NewDelivery delivery;
        delivery.event = index;
        delivery.watch = subscription.watch.name;
        delivery.channel = channel;
        delivery.recipient = recipient;
        delivery.due_at = due.at;
        delivery.held = due.held;
        revision.deliveries.push_back(std::move(delivery));
      }
    }
  }
}

Intake::Decision Intake::decide(const ReadArrival& read) {
  Decision decision;
  auto& taken = decision.taken;
  taken.name = read.arrival.name;
  taken.url = read.arrival.url;
  taken.warnings = read.warnings;
  if (!read.refused.empty()) {
    taken.reason = read.refused;
    return decision;
  }
  auto& record = registrar_.record();
  const auto said = identity_of(read);
  taken.document_id = record.resolve(said).value_or(said);
  const auto last = record.last_revision(taken.document_id);
  const auto unchanged = [&](std::string reason) {
    taken.outcome = Outcome::unchanged;
    taken.revision = last ? last->revision : 0;
    taken.reason = std::move(reason);
    return decision;
  };
  if (last && !last->withdrawn) {
    if (last->body_sha256 == read.body_sha256 &&
        (last->pipeline == pipeline_version() || last->text_sha256 == read.text_sha256))
      return unchanged("the same bytes as revision " + std::to_string(last->revision));
    const auto seen = store::SourceState(record).validators(read.arrival.source, read.arrival.url);
    if (seen && seen->document_id == taken.document_id && seen->body_sha256 == read.body_sha256 &&
        last->pipeline == pipeline_version())
      return unchanged("nothing new at this address since it was last taken in");
  }

  auto revision = revision_of(read, taken.document_id);
  std::string new_text = revision.plain_text;
  if (!last) {
    revision.change = "new";
    revision.events.push_back({"document.published", "", taken.document_id + ": " + revision.title});
  } else {
    const auto old_markdown = registrar_.archive().read(last->commit_id, taken.document_id, "text.md").value_or("");
    const auto before = publications::from_markdown(old_markdown);
    const auto comparison = diff::compare(before, read.text);
    const bool same_format = last->media_type == read.media_type;
    const bool same_text = last->text_sha256 == read.text_sha256;
    const bool same_facts = last->facts_sha256 == publications::sha256_hex(read.facts_json);
    revision.words_added = comparison.words_added;
    revision.words_removed = comparison.words_removed;
    revision.paragraphs_changed = comparison.paragraphs_changed;
    new_text = new_words(comparison, read.text);
    if (last->withdrawn) {
      revision.change = "restored";
      revision.events.push_back(
          {"document.restored", "",
           taken.document_id + ": restored" +
               (comparison.change == diff::Change::none ? std::string(", unchanged")
                                                        : " with " + diff::summary(comparison) + " changed")});
    } else if (last->pipeline != pipeline_version() && last->body_sha256 == read.body_sha256) {
      revision.change = "rebaseline";
      revision.events.clear();
    } else if (!same_format && (comparison.change != diff::Change::substantive ||
                                (comparison.words_added + comparison.words_removed) * kRenditionTolerance <=
                                    word_count(revision.plain_text))) {
      return unchanged("another rendition with the same words as revision " + std::to_string(last->revision));
    } else if (same_text && !same_facts) {
      revision.change = "metadata";
      revision.events.push_back({"document.metadata_changed", "", taken.document_id + ": metadata changed"});
    } else if (same_text && read.format == fetchers::Format::html) {
      // What differs in the bytes lies outside the text: counters, tokens, advertisements.
      return unchanged("the same text as revision " + std::to_string(last->revision));
    } else if (comparison.change != diff::Change::substantive) {
      revision.change = "cosmetic";
      revision.events.push_back(
          {"document.revised", "", taken.document_id + ": layout changed, the words are the same"});
    } else {
      revision.change = "substantive";
      revision.returns_to = record.revision_with_text(taken.document_id, read.text_sha256);
      revision.events.push_back(
          {"document.revised", "",
           taken.document_id + ": revised, " + diff::summary(comparison) +
               (revision.returns_to ? fmt::format("; back to revision {}", *revision.returns_to) : "")});
    }
  }
  decision.revision = std::move(revision);
  add_question_events(decision, read);
  if (read.arrival.announce) announce(*decision.revision, read.reading, new_text);
  taken.outcome = last ? Outcome::revised : Outcome::created;
  taken.change = decision.revision->change;
  taken.events = decision.revision->events;
  return decision;
}

// What the paper does to questions stands in its events before it is written; the record comes to the same from the
// same facts (store/record/questions.h).
void Intake::add_question_events(Decision& decision, const ReadArrival& read) {
  auto& revision = *decision.revision;
  auto preview = store::preview_questions(registrar_.record(), revision.document_id, revision.change, read.facts_json,
                                          revision.observed_at);
  decision.concerns = std::move(preview.concerns);
  if (!preview.corrected.empty() && !revision.events.empty())
    revision.events.front().summary += "; " + preview.corrected;
  for (auto& event : preview.events) revision.events.push_back(std::move(event));
}

// A decision looks at what is recorded: what the group holds on the same questions must be there first.
Intake::Decision Intake::decide_alone(const ReadArrival& read) {
  auto decision = decide(read);
  const auto& concerns = decision.concerns;
  const bool shared = std::any_of(concerns.begin(), concerns.end(),
                                  [this](const auto& one) { return questions_in_group_.contains(one); });
  if (!shared) return decision;
  flush();
  return decide(read);
}

void Intake::take(ReadArrival read) {
  // A decision looks at what is recorded: an earlier one on the same document or address must be there first.
  if (read.refused.empty()) {
    const auto said = identity_of(read);
    const auto id = registrar_.record().resolve(said).value_or(said);
    if (documents_in_group_.contains(id) || urls_in_group_.contains(read.arrival.url)) flush();
  }
  auto decision = decide_alone(read);
  if (decision.revision && !read.arrival.announce) {
    for (const auto& event : decision.revision->events)
      if (!event.set_id.empty()) quiet_sets_.insert(event.set_id);
  }
  if (decision.taken.outcome != Outcome::refused && !read.arrival.url.empty()) {
    store::Validators validators;
    validators.source = read.arrival.source;
    validators.url = read.arrival.url;
    validators.document_id = decision.taken.document_id;
    validators.etag = read.arrival.etag;
    validators.last_modified = read.arrival.last_modified;
    validators.body_sha256 = read.body_sha256;
    validators.media_type = read.media_type;
    validators.bytes = read.arrival.bytes.size();
    validators.whole_at = read.arrival.observed_at;
    validators.checked_at = read.arrival.observed_at;
    validators_.push_back(std::move(validators));
    urls_in_group_.insert(read.arrival.url);
  }
  gather(std::move(decision));
}

void Intake::withdraw(const std::string& document_id, const std::string& source, const std::string& source_kind,
                      const std::string& url, publications::Instant at, const std::string& reason, bool tell) {
  flush();  // what was found at other addresses must be known
  auto& record = registrar_.record();
  const auto last = record.last_revision(document_id);
  const auto document = record.document(document_id);
  if (!last || !document || last->withdrawn) return;
  if (!url.empty()) {
    // Should it come back, even as it was, it is asked for in full: a 304 would hide that it is there again.
    store::Validators forgotten;
    forgotten.source = source;
    forgotten.url = url;
    forgotten.document_id = document_id;
    forgotten.checked_at = at;
    validators_.push_back(std::move(forgotten));
  }
  // A file that was moved, or a publication that another source gives as well, is still there.
  if (store::SourceState(record).other_address(document_id, source, url)) return;
  store::NewRevision revision;
  revision.document_id = document_id;
  revision.change = "withdrawn";
  revision.source = source;
  revision.source_kind = source_kind;
  revision.source_url = url;
  revision.observed_at = at;
  revision.published_on = publications::parse_iso_date(document->published_on);
  revision.kind = document->kind;
  revision.title = document->title;
  revision.dossier = document->dossier;
  revision.dossier_number = document->dossier_number;
  revision.parent = document->parent;
  revision.original.sha256 = last->body_sha256;
  revision.original.media_type = last->media_type;
  revision.text_sha256 = last->text_sha256;
  revision.pipeline = last->pipeline;
  revision.events.push_back({"document.withdrawn", "", document_id + ": withdrawn; " + reason});
  publications::Reading reading;
  reading.kind = document->kind;
  reading.title = document->title;
  if (!document->dossier.empty()) reading.dossiers = {document->dossier};
  if (tell) announce(revision, reading, document->title);
  Decision decision;
  decision.taken.url = url;
  decision.taken.document_id = document_id;
  decision.taken.outcome = Outcome::revised;
  decision.taken.change = revision.change;
  decision.taken.reason = reason;
  decision.taken.events = revision.events;
  decision.revision = std::move(revision);
  gather(std::move(decision));
}

void Intake::source_event(const std::string& source, const store::NewEvent& event, publications::Instant at) {
  store::NewRevision carrier;  // what watches look at; no revision comes of it
  carrier.source = source;
  carrier.observed_at = at;
  carrier.events = {event};
  announce(carrier, publications::Reading(), event.summary);
  store::SourceState(registrar_.record()).add_event(source, event, at, carrier.deliveries);
}

void Intake::note_overdue(publications::Instant now) {
  constexpr int kBatch = 1000;
  flush();
  auto& record = registrar_.record();
  store::Questions questions(record);
  for (;;) {
    const auto overdue = questions.newly_overdue(publications::amsterdam_date(now), kBatch);
    for (const auto& one : overdue) {
      store::NewRevision carrier;  // what watches look at; no revision comes of it
      publications::Reading reading;
      carrier.document_id = one.document_id;
      carrier.observed_at = now;
      if (const auto document = record.document(one.document_id)) {
        carrier.kind = document->kind;
        carrier.title = document->title;
        carrier.dossier = document->dossier;
        carrier.source = document->source;
      }
      if (const auto last = record.last_revision(one.document_id))
        reading = reading_at(last->commit_id, one.document_id);
      carrier.events.push_back({"question.overdue", one.set_id, one.summary});
      if (!quiet_sets_.contains(one.set_id)) announce(carrier, reading, carrier.title);
      questions.note_overdue(one, now, carrier.deliveries);
    }
    if (overdue.size() < static_cast<std::size_t>(kBatch)) break;
  }
  quiet_sets_.clear();
}

publications::Reading Intake::reading_at(const std::string& commit, const std::string& document_id) {
  const auto metadata = registrar_.archive().read(commit, document_id, "metadata.json");
  if (!metadata) return {};
  const auto parsed = boost::json::parse(*metadata);
  const auto* facts = parsed.is_object() ? parsed.as_object().if_contains("facts") : nullptr;
  return facts != nullptr && facts->is_object() ? publications::reading_from_json(facts->as_object())
                                                : publications::Reading();
}

void Intake::gather(Decision decision) {
  if (decision.revision) {
    bytes_in_group_ += decision.revision->original.bytes.size() + decision.revision->text_markdown.size();
    documents_in_group_.insert(decision.revision->document_id);
    questions_in_group_.insert(decision.concerns.begin(), decision.concerns.end());
    group_.push_back(std::move(*decision.revision));
  }
  taken_.push_back(std::move(decision.taken));
  if (group_.size() >= kRevisionsPerGroup || bytes_in_group_ >= kBytesPerGroup ||
      taken_.size() >= 4 * kRevisionsPerGroup)
    flush();
}

void Intake::progress(store::SourceProgress progress) { progress_.push_back(std::move(progress)); }

void Intake::flush() {
  if (group_.empty() && progress_.empty() && validators_.empty() && taken_.empty()) return;
  std::vector<store::Recorded> recorded;
  // When this throws (the disk is full, another program holds the database), the group stays and is written next time.
  if (!group_.empty() || !progress_.empty() || !validators_.empty())
    recorded = registrar_.write(group_, progress_, validators_);
  auto taken = std::exchange(taken_, {});
  group_.clear();
  progress_.clear();
  validators_.clear();
  documents_in_group_.clear();
  questions_in_group_.clear();
  urls_in_group_.clear();
  bytes_in_group_ = 0;
  std::size_t next = 0;
  for (auto& one : taken) {
    if (!one.change.empty()) one.revision = recorded.at(next++).revision;
    if (report_) report_(one);
  }
}

}  // namespace griffier::daemon
