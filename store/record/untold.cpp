#include "store/record/untold.h"

#include <chrono>

#include "store/record/entry.h"
#include "store/record/moment.h"
#include "store/record/sqlite.h"

namespace griffier::store {
namespace {

// How long before it is published a publication may be dated.
constexpr std::chrono::milliseconds kDatedBefore = std::chrono::days(30);

constexpr const char* kNote =
    "INSERT OR IGNORE INTO untold(source, document_id, revision)"
    " SELECT l.source, ?1, ?2 FROM live_sources l"
    " WHERE l.source <> ?3 AND EXISTS(SELECT 1 FROM sources WHERE source = ?3) AND (?4 IS NULL OR l.since_ms <= ?4)";

}  // namespace

const char* const kUntoldTables = R"(
CREATE TABLE live_sources(
  source TEXT PRIMARY KEY,
  since_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE untold(
  source TEXT NOT NULL,
  document_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY(source, document_id, revision)) WITHOUT ROWID;
CREATE INDEX untold_by_document ON untold(document_id);
)";

void Untold::goes_live(const std::string& source, publications::Instant at) {
  Statement(record_.handle(), "INSERT OR IGNORE INTO live_sources(source, since_ms) VALUES(?, ?)")
      .with(source, milliseconds(at))
      .run();
}

std::optional<publications::Instant> Untold::live_since(const std::string& source) {
  Statement query(record_.handle(), "SELECT since_ms FROM live_sources WHERE source = ?");
  if (!query.with(source).step()) return std::nullopt;
  return instant(query.integer(0));
}

void Untold::begins(const std::string& source) {
  Transaction transaction(record_.handle());
  Statement(record_.handle(), "DELETE FROM live_sources WHERE source = ?").with(source).run();
  Statement(record_.handle(), "DELETE FROM untold WHERE source = ?").with(source).run();
  transaction.commit();
}

void Untold::note(const std::vector<Quietly>& recorded) {
  if (recorded.empty()) return;
  Transaction transaction(record_.handle());
  Statement note(record_.handle(), kNote);
  for (const auto& one : recorded) {
    std::optional<std::int64_t> no_later;
    if (one.revision == 1 && one.published_on)
      no_later = milliseconds(publications::amsterdam_midnight(*one.published_on) + kDatedBefore);
    note.with(one.document_id, one.revision, one.source, no_later).run();
  }
  transaction.commit();
}

bool Untold::any_for(const std::string& source) {
  Statement query(record_.handle(), "SELECT 1 FROM untold WHERE source = ? LIMIT 1");
  return query.with(source).step();
}

std::vector<Quietly> Untold::awaited(const std::string& source, const std::vector<std::string>& documents) {
  std::vector<Quietly> found;
  Statement query(record_.handle(),
                  "SELECT revision FROM untold WHERE source = ? AND document_id = ? ORDER BY revision");
  for (const auto& id : documents) {
    query.with(source, id);
    while (query.step()) {
      Quietly& one = found.emplace_back();
      one.document_id = id;
      one.revision = static_cast<int>(query.integer(0));
    }
  }
  return found;
}

std::vector<std::pair<std::int64_t, NewEvent>> Untold::events_of(const Quietly& quietly) {
  Statement query(record_.handle(),
                  "SELECT e.sequence, e.kind, e.set_id, e.summary FROM events e JOIN documents d USING(document_key)"
                  " WHERE d.document_id = ? AND e.revision = ? ORDER BY e.sequence");
  query.with(quietly.document_id, quietly.revision);
  std::vector<std::pair<std::int64_t, NewEvent>> events;
  while (query.step()) events.emplace_back(query.integer(0), NewEvent{query.text(1), query.text(2), query.text(3)});
  return events;
}

std::optional<QuestionPreview::Set> Untold::set(const std::string& set_id) {
  Statement query(record_.handle(),
                  "SELECT zaaknummer, asker, fractie, addressed_to FROM question_sets WHERE set_id = ?");
  if (!query.with(set_id).step()) return std::nullopt;
  return QuestionPreview::Set{query.text(0), query.text(1), query.text(2), query.text(3)};
}

void Untold::told(const Quietly& quietly, const std::vector<std::pair<std::int64_t, NewEvent>>& events,
                  const std::vector<NewDelivery>& deliveries) {
  std::vector<std::int64_t> sequences;
  for (const auto& [sequence, event] : events) sequences.push_back(sequence);
  Transaction transaction(record_.handle());
  insert_deliveries(record_.handle(), deliveries, sequences);
  Statement(record_.handle(), "DELETE FROM untold WHERE document_id = ? AND revision <= ?")
      .with(quietly.document_id, quietly.revision)
      .run();
  transaction.commit();
}

}  // namespace griffier::store
