#include "daemon/pipeline/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "daemon/alerts/with_set.h"
#include "daemon/pipeline/identity.h"
#include "daemon/pipeline/namesake.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/questions.h"
#include "store/record/record.h"
#include "store/record/source_state.h"
#include "store/record/untold.h"

namespace griffier::daemon {
namespace {

// A group is one pack and one transaction: large enough to share their cost, small enough to show progress and to lose
// little.
constexpr std::size_t kRevisionsPerGroup = 256;
constexpr std::size_t kBytesPerGroup = std::size_t{16} << 20;

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

void Intake::announce(store::NewRevision& revision, const publications::Reading& reading, const std::string& new_text,
                      const QuestionSets& sets) {
  if (revision.change == "rebaseline") return;
  auto& record = registrar_.record();
  const TextMatch text_match = [&record](const std::string& query, const std::string& title, const std::string& text) {
    return record.text_matches(query, title, text);
  };
  for (std::size_t index = 0; index < revision.events.size(); ++index) {
    const auto set = sets.find(revision.events[index].set_id);
    std::optional<publications::Reading> completed;
    if (set != sets.end()) completed = with_set(reading, set->second);
    const Matchable subject{revision, revision.events[index], completed ? *completed : reading, new_text};
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

// What the paper does to questions stands in its events before it is written; the record comes to the same from the
// same facts (store/record/questions.h).
void Intake::add_question_events(Decision& decision) {
  auto& revision = *decision.revision;
  auto preview = store::preview_questions(registrar_.record(), revision.document_id, revision.change,
                                          revision.facts_json, revision.observed_at);
  decision.concerns = std::move(preview.concerns);
  decision.sets = std::move(preview.sets);
  if (!preview.corrected.empty() && !revision.events.empty())
    revision.events.front().summary += "; " + preview.corrected;
  for (auto& event : preview.events) revision.events.push_back(std::move(event));
}

// A decision looks at what is recorded: what the group holds on the same questions must be there first.
Intake::Decision Intake::decide_alone(ReadArrival& read) {
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
    const auto names = names_of(read);
    const auto in_group = [this](const auto& name) {
      return names_in_group_.contains(registrar_.record().resolve(name).value_or(name));
    };
    if (urls_in_group_.contains(read.arrival.url) || std::any_of(names.begin(), names.end(), in_group)) flush();
    if (is_named_after_another(registrar_, read)) read = read_whatever_its_name(std::move(read.arrival));
    if (is_nameless(read)) read.arrival.document_id = name_of_nameless(registrar_, read);
  }
  auto decision = decide_alone(read);
  if (decision.revision && !read.arrival.announce) {
    for (const auto& event : decision.revision->events)
      if (!event.set_id.empty()) quiet_sets_.insert(event.set_id);
  }
  const bool refused = decision.taken.outcome == Outcome::refused;
  if (!refused && read.arrival.announce) tell_untold(decision, read);
  if (!refused && !read.arrival.announce) note_quietly(decision, read);
  if (!refused && !read.arrival.url.empty()) remember_address(read, decision);
  gather(std::move(decision));
}

// One register's word alone is in the newest revision; of several, each one's is kept.
void Intake::remember_facts(const Arrival& arrival, const std::string& document_id) {
  if (!arrival.facts_count) return;
  store::Said said(registrar_.record());
  const auto before = said.facts(arrival.source, document_id);
  if (before ? *before == arrival.facts : !said.others_give(document_id, arrival.source)) return;
  said_.push_back({arrival.source, document_id, arrival.facts});
}

// What its address gave, and what was made of it.
void Intake::remember_address(const ReadArrival& read, const Decision& decision) {
  const auto& arrival = read.arrival;
  const auto& document_id = decision.taken.document_id;
  remember_facts(arrival, document_id);
  store::Validators validators;
  if (arrival.same_bytes) {
    const auto seen = store::SourceState(registrar_.record()).validators(arrival.source, arrival.url);
    if (!seen) return;
    validators = *seen;
  } else {
    validators.source = arrival.source;
    validators.url = arrival.url;
    validators.etag = arrival.etag;
    validators.last_modified = arrival.last_modified;
    validators.body_sha256 = read.body_sha256;
    if (!arrival.stand_in) validators.text_sha256 = read.text_sha256;  // the file itself is no correction of it
    validators.media_type = read.media_type;
    validators.bytes = arrival.bytes.size();
    validators.whole_at = arrival.observed_at;
  }
  validators.document_id = document_id;
  validators.revision = decision.agrees_with;
  validators.facts_sha256 = facts_hash(arrival);
  validators.checked_at = arrival.observed_at;
  validators_.push_back(std::move(validators));
  urls_in_group_.insert(arrival.url);
}

void Intake::withdraw(const std::string& known_as, const std::string& source, const std::string& source_kind,
                      const std::string& url, publications::Instant at, const std::string& reason, bool tell) {
  flush();  // what was found at other addresses must be known
  auto& record = registrar_.record();
  const auto document_id = record.resolve(known_as).value_or(known_as);
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
    std::vector<store::Questions::Passing> passings;
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
      carrier.events.push_back({one.kind, one.set_id, one.summary});
      QuestionSets sets;  // as it is now: the questions may have been passed on since they were asked
      if (const auto set = store::Untold(record).set(one.set_id)) sets.insert_or_assign(one.set_id, *set);
      if (!quiet_sets_.contains(one.set_id)) announce(carrier, reading, carrier.title, sets);
      passings.emplace_back(one, std::move(carrier.deliveries));
    }
    questions.note_overdue(passings, now);
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
    names_in_group_.insert(decision.revision->document_id);
    names_in_group_.insert(decision.revision->aliases.begin(), decision.revision->aliases.end());
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
  // Before the group, so that no crash loses it; it says nothing of what isn't recorded.
  store::Untold(registrar_.record()).note(std::exchange(quietly_, {}));
  // When this throws (the disk is full, another program holds the database), the group stays and is written next time.
  if (!group_.empty() || !progress_.empty() || !validators_.empty())
    recorded = registrar_.write(group_, progress_, validators_);
  store::Said(registrar_.record()).keep(std::exchange(said_, {}));  // an older word would only say known news again
  auto taken = std::exchange(taken_, {});
  group_.clear();
  progress_.clear();
  validators_.clear();
  names_in_group_.clear();
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
