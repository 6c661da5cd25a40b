// The second half of the pipeline: an arrival that has been read meets the record. Decides whether it is new, a
// revision or nothing at all, which events that makes and whom they are told to, and writes groups of decisions through
// the Registrar.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "daemon/alerts/alert.h"
#include "daemon/config/config.h"
#include "daemon/pipeline/arrival.h"
#include "store/record/questions.h"
#include "store/record/said.h"
#include "store/record/untold.h"
#include "store/registrar.h"

namespace griffier::daemon {

enum class Outcome { created, revised, unchanged, refused };
[[nodiscard]] std::string_view name(Outcome outcome);  // "new", "revised", "unchanged", "refused"

struct Taken {
  std::string name;  // the arrival's
  std::string url;
  std::string document_id;
  Outcome outcome = Outcome::refused;
  std::string change;  // of a revision: "new", "substantive", "cosmetic" ...
  int revision = 0;    // 0 when refused
  std::string reason;  // why refused, or what is remarkable; one sentence
  std::vector<std::string> warnings;
  std::vector<store::NewEvent> events;
};

// To whom a recipient list belongs: each channel of a watch with its recipients.
struct Subscription {
  WatchConfig watch;
  std::vector<std::pair<std::string, std::string>> recipients;  // channel, recipient
};

// A fingerprint of what a register says about a publication; empty for what comes from no register.
[[nodiscard]] std::string facts_hash(const Arrival& arrival);

// Uses the Registrar on the calling thread only.
class Intake {
 public:
  // Outcomes come in the order of take(), each after its group is durable.
  using Report = std::function<void(const Taken&)>;
  Intake(store::Registrar& registrar, std::vector<Subscription> subscriptions, Report report);

  // Decides on one arrival; it is written with its group. A failure to write throws and loses the group, never more.
  void take(ReadArrival read);
  // A document whose absence is confirmed, or that the publisher took back. No event when it is unknown or withdrawn
  // already.
  void withdraw(const std::string& document_id, const std::string& source, const std::string& source_kind,
                const std::string& url, publications::Instant at, const std::string& reason, bool announce);
  // Something that happened to a source itself; told to the watches that name this kind of event. Written at once.
  void source_event(const std::string& source, const store::NewEvent& event, publications::Instant at);
  // Records question.overdue for every set whose term has passed before `now`, once for each term, and tells it to the
  // watches; sets that came with a baseline are recorded without telling. Writes what was gathered first.
  void note_overdue(publications::Instant now);
  // What must become true together with the group that is being gathered.
  void progress(store::SourceProgress progress);
  // Writes what was gathered. Called by take() when the group is full.
  void flush();

 private:
  struct Decision {
    Taken taken;
    std::optional<store::NewRevision> revision;
    int agrees_with = 0;                // the revision that the address gives in its own way; 0: the newest
    std::vector<std::string> concerns;  // of questions: what other papers of the group mustn't touch
    std::map<std::string, store::QuestionPreview::Set> sets;  // that the events are of
  };
  using QuestionSets = std::map<std::string, store::QuestionPreview::Set>;
  struct Before;
  // decide.cpp
  Decision decide(ReadArrival& read);
  Before before(const ReadArrival& read);
  ReadArrival with_recorded_bytes(const ReadArrival& read, const std::string& document_id);
  void compare(Decision& decision, const Before& before, ReadArrival& read);
  void settle_facts(const Before& before, ReadArrival& read);
  int nearest_revision(const Before& before, const ReadArrival& read);
  void unchanged(Decision& decision, const Before& before, std::string reason, const ReadArrival& read);
  void conclude(Decision& decision, const Before& before, store::NewRevision revision, const ReadArrival& read,
                const std::string& new_text);

  Decision decide_alone(ReadArrival& read);
  void add_question_events(Decision& decision);
  store::NewRevision revision_of(const ReadArrival& read, const std::string& document_id);
  void announce(store::NewRevision& revision, const publications::Reading& reading, const std::string& new_text,
                const QuestionSets& sets = {});
  // untold.cpp
  void note_quietly(const Decision& decision, const ReadArrival& read);
  void tell_untold(const Decision& decision, const ReadArrival& read);
  void tell_late(const store::Quietly& quietly, const ReadArrival& read);

  [[nodiscard]] publications::Reading reading_at(const std::string& commit, const std::string& document_id);
  void gather(Decision decision);

  store::Registrar& registrar_;
  std::vector<Subscription> subscriptions_;
  Report report_;
  std::vector<store::NewRevision> group_;
  std::vector<store::SourceProgress> progress_;
  std::vector<store::Validators> validators_;
  std::vector<store::Quietly> quietly_;
  std::vector<store::SaidRow> said_;
  std::vector<Taken> taken_;
  void remember_address(const ReadArrival& read, const Decision& decision);
  void remember_facts(const Arrival& arrival, const std::string& document_id);
  std::unordered_set<std::string> names_in_group_, urls_in_group_;
  std::unordered_set<std::string> questions_in_group_;
  std::unordered_set<std::string> quiet_sets_;  // came with a baseline
  std::size_t bytes_in_group_ = 0;
};

}  // namespace griffier::daemon
