// What a baseline recorded without telling, told when a source that was live then brings it (docs/ARCHITECTURE.md).
#include <algorithm>
#include <string_view>

#include "daemon/pipeline/intake.h"
#include "publications/markdown.h"
#include "store/archive/archive.h"
#include "store/record/joins.h"
#include "store/record/record.h"
#include "store/record/source_state.h"
#include "store/record/untold.h"
#include "store/repeat.h"

namespace griffier::daemon {
namespace {

// Whether this address gives what it gave before: that is no news from it.
bool gives_the_same(store::Record& record, const ReadArrival& read) {
  const auto seen = store::SourceState(record).validators(read.arrival.source, read.arrival.url);
  return seen && seen->body_sha256 == read.body_sha256;
}

}  // namespace

void Intake::note_quietly(const Decision& decision, const ReadArrival& read) {
  if (!decision.revision) return;
  const std::string& change = decision.revision->change;
  if (change != "new" && change != "substantive" && change != "restored") return;
  store::Quietly quietly;
  quietly.document_id = decision.taken.document_id;
  quietly.source = read.arrival.source;
  quietly.published_on = decision.revision->published_on;
  if (const auto last = registrar_.record().last_revision(quietly.document_id)) quietly.revision = last->revision + 1;
  quietly_.push_back(std::move(quietly));
}

void Intake::tell_untold(const Decision& decision, const ReadArrival& read) {
  store::Untold untold(registrar_.record());
  if (!untold.any_for(read.arrival.source)) return;
  const auto& id = decision.taken.document_id;
  auto names = store::Names(registrar_.record()).of(id);
  names.insert(names.begin(), id);
  if (decision.revision)  // what it is about to join is it, too
    for (const auto& alias : decision.revision->aliases)
      if (std::find(names.begin(), names.end(), alias) == names.end()) names.push_back(alias);
  const auto awaited = untold.awaited(read.arrival.source, names);
  const bool same = !awaited.empty() && gives_the_same(registrar_.record(), read);
  for (const auto& quietly : awaited) {
    // Another document that turns out to be this one has been told as this one.
    if (quietly.document_id != id) {
      untold.told(quietly, {}, {});
      continue;
    }
    // Of a document that it knew, it brings the news only with the very words of the revision.
    const bool brings = quietly.revision == 1 || (decision.taken.outcome == Outcome::unchanged && !same);
    if (brings) tell_late(quietly, read);
  }
}

void Intake::tell_late(const store::Quietly& quietly, const ReadArrival& read) {
  auto& record = registrar_.record();
  store::Untold untold(record);
  const auto events = untold.events_of(quietly);
  if (events.empty()) return;
  const auto& id = quietly.document_id;
  auto carrier = store::repeat_of(registrar_, id);  // what watches look at; no revision comes of it
  carrier.change = quietly.revision == 1 ? "new" : "substantive";
  carrier.source = read.arrival.source;
  carrier.observed_at = read.arrival.observed_at;
  carrier.events.clear();
  QuestionSets sets;
  for (const auto& [sequence, event] : events) {
    carrier.events.push_back(event);
    if (event.set_id.empty()) continue;
    if (const auto set = untold.set(event.set_id)) sets.insert_or_assign(event.set_id, *set);
  }
  const auto last = record.last_revision(id);
  const auto reading = last ? reading_at(last->commit_id, id) : publications::Reading();
  const auto text = carrier.plain_text;
  announce(carrier, reading, text, sets);
  untold.told(quietly, events, carrier.deliveries);
}

}  // namespace griffier::daemon
