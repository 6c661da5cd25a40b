// What Intake decides on one arrival (the order stands in docs/ARCHITECTURE.md).
#include <fmt/format.h>

#include <algorithm>

#include "daemon/pipeline/carry.h"
#include "daemon/pipeline/identity.h"
#include "daemon/pipeline/intake.h"
#include "diff/compare.h"
#include "diff/render.h"
#include "publications/digest.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/joins.h"
#include "store/record/record.h"
#include "store/record/source_state.h"
#include "store/repeat.h"

namespace griffier::daemon {
namespace {

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

// Few enough words differ for the difference to be the form's.
bool within_tolerance(const diff::Comparison& comparison, const std::string& text) {
  return (comparison.words_added + comparison.words_removed) * kRenditionTolerance <= word_count(text);
}

void add_all(std::vector<std::string>& to, const std::vector<std::string>& names) {
  for (const auto& name : names)
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

}  // namespace

std::string facts_hash(const Arrival& arrival) {
  if (!arrival.facts_count) return {};
  std::string all;
  for (const auto& [name, value] : arrival.facts) all += fmt::format("{}={}\n{}\n", name, value.size(), value);
  return publications::sha256_hex(all);
}

store::NewRevision Intake::revision_of(const ReadArrival& read, const std::string& document_id) {
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
  if (reading.parent) revision.parent = registrar_.record().resolve(*reading.parent).value_or(*reading.parent);
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

// What is known of the document an arrival belongs to.
struct Intake::Before {
  Whose whose;
  std::optional<store::LastRevision> last;
  std::optional<store::Validators> seen;  // what its address gave before, of this document

  [[nodiscard]] bool same_bytes_here(const ReadArrival& read) const {
    return seen && seen->body_sha256 == read.body_sha256;
  }
  // Whether the newest revision is itself what stood in for the file at this address.
  [[nodiscard]] bool last_stands_in() const {
    return last && seen && seen->text_sha256.empty() && seen->body_sha256 == last->body_sha256;
  }
  // Whether a register says something else than it did; the first time that it speaks of a known document, it does not.
  [[nodiscard]] bool other_facts(const ReadArrival& read) const {
    return read.arrival.facts_count && seen && !seen->facts_sha256.empty() &&
           seen->facts_sha256 != facts_hash(read.arrival);
  }
};

Intake::Before Intake::before(const ReadArrival& read) {
  auto& record = registrar_.record();
  Before before;
  before.whose = whose(record, read);
  before.last = record.last_revision(before.whose.document_id);
  before.seen = store::SourceState(record).validators(read.arrival.source, read.arrival.url);
  if (before.seen && record.resolve(before.seen->document_id) != before.whose.document_id) before.seen.reset();
  return before;
}

// The document in the form that is recorded, with the facts that are new.
ReadArrival Intake::with_recorded_bytes(const ReadArrival& read, const std::string& document_id) {
  auto original = registrar_.last_original(document_id);
  if (!original) return read;
  Arrival arrival = read.arrival;
  arrival.bytes = std::move(original->bytes);
  arrival.declared_type = std::move(original->media_type);
  return read_arrival(std::move(arrival));
}

Intake::Decision Intake::decide(ReadArrival& read) {
  Decision decision;
  auto& taken = decision.taken;
  taken.name = read.arrival.name;
  taken.url = read.arrival.url;
  taken.warnings = read.warnings;
  if (!read.refused.empty()) {
    taken.reason = read.refused;
    return decision;
  }
  const auto before = this->before(read);
  taken.document_id = before.whose.document_id;
  if (!before.last) {
    auto revision = revision_of(read, taken.document_id);
    revision.change = "new";
    revision.events.push_back({"document.published", "", taken.document_id + ": " + revision.title});
    const auto text = revision.plain_text;
    conclude(decision, before, std::move(revision), read, text);
    return decision;
  }
  const auto& last = *before.last;
  if (before.same_bytes_here(read)) decision.agrees_with = before.seen->revision;
  bool news_of_the_same = false;  // other facts about what another form of it was recorded from
  if (!last.withdrawn) {
    const bool same_pipeline = last.pipeline == pipeline_version();
    if (last.body_sha256 == read.body_sha256 && (same_pipeline || last.text_sha256 == read.text_sha256) &&
        !before.other_facts(read)) {
      unchanged(decision, before, "the same bytes as revision " + std::to_string(last.revision), read);
      return decision;
    }
    if (before.same_bytes_here(read) && same_pipeline) {
      if (!before.other_facts(read)) {
        unchanged(decision, before, "nothing new at this address since it was last taken in", read);
        return decision;
      }
      news_of_the_same = last.body_sha256 != read.body_sha256;
    }
  }
  // What only stands in for the text never takes its place.
  if (news_of_the_same || (read.arrival.stand_in && !before.last_stands_in())) {
    auto again = with_recorded_bytes(read, taken.document_id);
    compare(decision, before, again);
  } else {
    compare(decision, before, read);
  }
  return decision;
}

// What several registers say of one publication, each with its own words.
void Intake::settle_facts(const Before& before, ReadArrival& read) {
  if (!read.arrival.facts_count) return;
  const auto& last = *before.last;
  const auto& id = before.whose.document_id;
  const bool same_source = last.source == read.arrival.source;
  store::Said said(registrar_.record());
  const auto earlier = said.facts(read.arrival.source, id);
  if (same_source && !earlier) return;  // it alone has spoken
  // What another version of the pipeline read in the text is read anew.
  const bool same_text = last.text_sha256 == read.text_sha256 && last.pipeline == pipeline_version();
  const auto recorded = reading_at(last.commit_id, id);
  std::optional<publications::Reading> then;
  if (earlier) {
    Arrival arrival = read.arrival;
    arrival.facts = *earlier;
    then = read_arrival(std::move(arrival)).reading;
  } else if (const auto commit = said.last_commit_of(id, read.arrival.source)) {
    then = reading_at(*commit, id);
  }
  if (then)
    read.reading = with_its_news(recorded, *then, read.reading, same_text);
  else
    carry_place(recorded, same_text, read.reading);
  read.facts_json = publications::to_sorted_lines(publications::to_json(read.reading));
}

// The revision since the one that its address agreed with that a changed text is nearest to. The one that it agreed
// with itself: it changed on its own, and doesn't catch up with what others brought.
int Intake::nearest_revision(const Before& before, const ReadArrival& read) {
  constexpr int kRevisionsLookedAt = 8;
  const int since = before.seen->revision, newest = before.last->revision;
  const auto& id = before.whose.document_id;
  int nearest = newest;
  std::optional<std::size_t> least;
  for (const auto& one : registrar_.record().revisions(id)) {
    if (one.revision != since && (one.revision < since || one.revision <= newest - kRevisionsLookedAt)) continue;
    const auto markdown = registrar_.archive().read(one.commit_id, id, "text.md");
    if (!markdown) continue;
    const auto apart = diff::compare(publications::from_markdown(*markdown), read.text);
    const auto words = apart.words_added + apart.words_removed;
    // Of those that are as near, its own, else the last one.
    if (least && (words > *least || (words == *least && nearest == since))) continue;
    least = words;
    nearest = one.revision;
  }
  return nearest;
}

// Decides between nothing and the kinds of revision of a document that is known.
void Intake::compare(Decision& decision, const Before& before, ReadArrival& read) {
  const auto& last = *before.last;
  const auto& id = before.whose.document_id;
  settle_facts(before, read);
  auto revision = revision_of(read, id);
  const auto old_markdown = registrar_.archive().read(last.commit_id, id, "text.md").value_or("");
  const auto comparison = diff::compare(publications::from_markdown(old_markdown), read.text);
  const bool substantive = comparison.change == diff::Change::substantive;
  const bool same_format = last.media_type == read.media_type;
  const bool same_text = last.text_sha256 == read.text_sha256;
  const bool same_facts = last.facts_sha256 == publications::sha256_hex(read.facts_json);
  // What one source gives in one format is one rendition; what its address gave before tells a correction of it from
  // what only sets it apart from others.
  const bool same_rendition =
      same_format && (last.source == read.arrival.source || last.source_url == read.arrival.url);
  const bool changed_here = before.seen && !before.seen->text_sha256.empty() &&
                            before.seen->text_sha256 != read.text_sha256 && before.seen->media_type == read.media_type;
  if (changed_here && before.seen->revision < last.revision) decision.agrees_with = nearest_revision(before, read);
  const bool corrected = changed_here && decision.agrees_with <= before.seen->revision;
  const bool forms_differ = !same_format || read.arrival.facts_count;
  revision.words_added = comparison.words_added;
  revision.words_removed = comparison.words_removed;
  revision.paragraphs_changed = comparison.paragraphs_changed;
  const auto event = [&](const char* kind, const std::string& what) {
    revision.events.push_back({kind, "", id + ": " + what});
  };
  if (last.withdrawn) {
    revision.change = "restored";
    event("document.restored", comparison.change == diff::Change::none
                                   ? "restored, unchanged"
                                   : "restored with " + diff::summary(comparison) + " changed");
  } else if (last.pipeline != pipeline_version() && last.body_sha256 == read.body_sha256) {
    revision.change = "rebaseline";
  } else if (!same_rendition && !before.other_facts(read) &&
             (!substantive || (forms_differ && !corrected && within_tolerance(comparison, revision.plain_text)))) {
    unchanged(decision, before, "another rendition with the same words as revision " + std::to_string(last.revision),
              read);
    return;
  } else if (same_text && !same_facts) {
    revision.change = "metadata";
    event("document.metadata_changed", "metadata changed");
  } else if (same_text && (read.format == fetchers::Format::html || last.body_sha256 == read.body_sha256)) {
    // What differs in the bytes lies outside the text: counters, tokens, advertisements.
    unchanged(decision, before, "the same text as revision " + std::to_string(last.revision), read);
    return;
  } else if (!substantive) {
    revision.change = "cosmetic";
    event("document.revised", "layout changed, the words are the same");
  } else {
    revision.change = "substantive";
    revision.returns_to = registrar_.record().revision_with_text(id, read.text_sha256);
    event("document.revised",
          "revised, " + diff::summary(comparison) +
              (revision.returns_to ? fmt::format("; back to revision {}", *revision.returns_to) : ""));
  }
  if (revision.change != "metadata" && revision.change != "rebaseline") decision.agrees_with = 0;
  conclude(decision, before, std::move(revision), read, new_words(comparison, read.text));
}

// No revision comes of it, unless it brings names that the document did not have.
void Intake::unchanged(Decision& decision, const Before& before, std::string reason, const ReadArrival& read) {
  decision.taken.outcome = Outcome::unchanged;
  decision.taken.revision = before.last ? before.last->revision : 0;
  decision.taken.reason = std::move(reason);
  if (before.whose.aliases.empty()) return;
  auto revision = store::repeat_of(registrar_, before.whose.document_id);
  revision.observed_at = read.arrival.observed_at;
  revision.source_kind = read.arrival.source_kind;
  revision.events.push_back(
      {"document.metadata_changed", "", before.whose.document_id + ": also known as " + joined(before.whose.aliases)});
  const auto title = revision.title;
  conclude(decision, before, std::move(revision), read, title);
}

// Names, questions and deliveries of a revision that is to be.
void Intake::conclude(Decision& decision, const Before& before, store::NewRevision revision, const ReadArrival& read,
                      const std::string& new_text) {
  auto& taken = decision.taken;
  store::Names names(registrar_.record());
  if (before.last) {
    add_all(revision.aliases, names.of(before.whose.document_id));
    revision.distinct_from = names.distinct_from(before.whose.document_id);
  }
  add_all(revision.aliases, before.whose.aliases);
  if (!before.whose.joins.empty() && !revision.events.empty())
    revision.events.front().summary += fmt::format("; {} is the same publication", joined(before.whose.joins));
  decision.revision = std::move(revision);
  add_question_events(decision);
  if (read.arrival.announce) announce(*decision.revision, read.reading, new_text, decision.sets);
  taken.outcome = before.last ? Outcome::revised : Outcome::created;
  taken.change = decision.revision->change;
  taken.events = decision.revision->events;
}

}  // namespace griffier::daemon
