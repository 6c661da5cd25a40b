#include "store/record/source_state.h"

#include <fmt/format.h>

#include <map>

#include "store/record/entry.h"
#include "store/record/moment.h"
#include "store/record/parts.h"

namespace griffier::store {
namespace {

using publications::Instant;

// What an answer without a body doesn't say stays as it was.
constexpr const char* kRenewValidators =
    "INSERT INTO validators(source, url, document_id, etag, last_modified, body_sha256, media_type, bytes, checked_ms,"
    " whole_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT(source, url) DO UPDATE SET"
    " etag = iif(excluded.etag = '', etag, excluded.etag),"
    " last_modified = iif(excluded.last_modified = '', last_modified, excluded.last_modified),"
    " checked_ms = excluded.checked_ms, whole_ms = iif(excluded.whole_ms = 0, whole_ms, excluded.whole_ms)";

constexpr const char* kSelectValidators =
    "SELECT source, url, document_id, etag, last_modified, body_sha256, media_type, bytes, checked_ms, whole_ms,"
    " text_sha256, facts_sha256, revision FROM validators";

Validators read_validators(const Statement& query) {
  Validators row;
  row.source = query.text(0);
  row.url = query.text(1);
  row.document_id = query.text(2);
  row.etag = query.text(3);
  row.last_modified = query.text(4);
  row.body_sha256 = query.text(5);
  row.media_type = query.text(6);
  row.bytes = static_cast<std::size_t>(query.integer(7));
  row.checked_at = instant(query.integer(8));
  row.whole_at = instant(query.integer(9));
  row.text_sha256 = query.text(10);
  row.facts_sha256 = query.text(11);
  row.revision = static_cast<int>(query.integer(12));
  return row;
}

}  // namespace

SourceState::SourceState(Record& record) : record_(record) {}

void SourceState::configure(const std::vector<std::pair<std::string, std::string>>& name_and_kind, Instant now) {
  sqlite3* const db = record_.handle();
  Transaction transaction(db);
  std::map<std::string, std::string> known;  // state and kind, by name
  Statement all(db, "SELECT source, state || ' ' || kind FROM sources");
  while (all.step()) {
    known[all.text(0)] = all.text(1);
  }
  // A new source is due at once; so is one that comes back, with the cursor that it had. The cursor of another kind of
  // source means nothing here.
  Statement add(db,
                "INSERT INTO sources(source, kind, state, next_due_ms) VALUES(?1, ?2, 'waiting', ?3)"
                " ON CONFLICT(source) DO UPDATE SET"
                " cursor = iif(kind = excluded.kind, cursor, NULL),"
                " baseline_done = iif(kind = excluded.kind, baseline_done, 0),"
                " next_due_ms = iif(kind = excluded.kind AND state <> 'removed',"
                "                   coalesce(next_due_ms, excluded.next_due_ms), excluded.next_due_ms),"
                " state = iif(kind = excluded.kind AND state <> 'removed', state, 'waiting'),"
                " consecutive_failures = iif(kind = excluded.kind, consecutive_failures, 0),"
                " kind = excluded.kind");
  for (const auto& [name, kind] : name_and_kind) {
    add.with(name, kind, milliseconds(now)).run();
    known.erase(name);
  }
  Statement remove(db, "UPDATE sources SET state = 'removed', next_due_ms = NULL WHERE source = ?");
  for (const auto& [name, state] : known) {
    remove.with(name).run();
  }
  transaction.commit();
}

void SourceState::poll_succeeded(const std::string& source, Instant at, Instant next_due, const std::string& why) {
  Statement(record_.handle(),
            "UPDATE sources SET state = 'ok', last_ok_ms = ?, next_due_ms = ?, consecutive_failures = 0,"
            " last_error = NULL, next_why = ? WHERE source = ?")
      .with(milliseconds(at), milliseconds(next_due), why, source)
      .run();
}

void SourceState::poll_failed(const std::string& source, Instant /*at*/, Instant next_due, const std::string& why,
                              const std::string& error) {
  Statement(record_.handle(),
            "UPDATE sources SET state = 'failing', next_due_ms = ?, consecutive_failures = consecutive_failures + 1,"
            " last_error = ?, next_why = ? WHERE source = ?")
      .with(milliseconds(next_due), error, why, source)
      .run();
}

std::string SourceState::add_event(const std::string& source, const NewEvent& event, Instant at,
                                   const std::vector<NewDelivery>& deliveries) {
  sqlite3* const db = record_.handle();
  const std::string moment = publications::iso_instant(at);
  std::string id = fmt::format("source:{}@{}/{}", source, moment, event.kind);
  Transaction transaction(db);
  Statement add(db,
                "INSERT INTO events(event_id, at, at_ms, kind, summary) VALUES(?, ?, ?, ?, ?)"
                " ON CONFLICT(event_id) DO NOTHING RETURNING sequence");
  if (add.with(id, moment, milliseconds(at), event.kind, event.summary).step()) {
    insert_deliveries(db, deliveries, {add.integer(0)});
    add.run();
  }
  transaction.commit();
  return id;
}

std::vector<SourceRow> SourceState::due(Instant now) {
  Statement query(record_.handle(),
                  fmt::format("{} WHERE s.state <> 'removed' AND s.next_due_ms <= ? ORDER BY s.next_due_ms, s.source",
                              kSourceSelect));
  query.with(milliseconds(now));
  return read_sources(query);
}

std::optional<SourceRow> SourceState::source(const std::string& name) {
  Statement query(record_.handle(), fmt::format("{} WHERE s.source = ?", kSourceSelect));
  query.with(name);
  std::vector<SourceRow> rows = read_sources(query);
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::optional<Validators> SourceState::validators(const std::string& source, const std::string& url) {
  Statement query(record_.handle(), fmt::format("{} WHERE source = ? AND url = ?", kSelectValidators));
  return query.with(source, url).step() ? std::optional(read_validators(query)) : std::nullopt;
}

std::vector<Validators> SourceState::all_validators(const std::string& source) {
  Statement query(record_.handle(), fmt::format("{} WHERE source = ? ORDER BY url", kSelectValidators));
  query.with(source);
  std::vector<Validators> rows;
  while (query.step()) {
    rows.push_back(read_validators(query));
  }
  return rows;
}

std::optional<std::string> SourceState::other_address(const std::string& document_id, const std::string& source,
                                                      const std::string& url) {
  Statement query(record_.handle(),
                  "SELECT url FROM validators WHERE document_id = ? AND body_sha256 <> ''"
                  " AND NOT (source = ? AND url = ?) LIMIT 1");
  query.with(document_id, source, url);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

std::optional<publications::Instant> SourceState::last_change(const std::string& source) {
  Statement query(record_.handle(), "SELECT max(last_changed_at) FROM documents WHERE source = ?");
  query.with(source);
  return query.step() ? publications::parse_iso_instant(query.text(0)) : std::nullopt;
}

void SourceState::unchanged(const std::vector<Validators>& checked) {
  if (checked.empty()) {
    return;
  }
  sqlite3* const db = record_.handle();
  Transaction transaction(db);
  Statement renew(db, kRenewValidators);
  Statement settle(db, "DELETE FROM doubts WHERE source = ? AND url = ?");
  for (const Validators& one : checked) {
    renew
        .with(one.source, one.url, one.document_id, one.etag, one.last_modified, one.body_sha256, one.media_type,
              static_cast<std::int64_t>(one.bytes), milliseconds(one.checked_at), milliseconds(one.whole_at))
        .run();
    settle.with(one.source, one.url).run();
  }
  transaction.commit();
}

std::optional<Doubt> SourceState::doubt(const std::string& source, const std::string& url) {
  Statement query(record_.handle(),
                  "SELECT source, url, verdict, detail, body_sha256, seen, first_ms, last_ms, again_ms FROM doubts"
                  " WHERE source = ? AND url = ?");
  if (!query.with(source, url).step()) {
    return std::nullopt;
  }
  Doubt doubt;
  doubt.source = query.text(0);
  doubt.url = query.text(1);
  doubt.verdict = query.text(2);
  doubt.detail = query.text(3);
  doubt.body_sha256 = query.text(4);
  doubt.seen = static_cast<int>(query.integer(5));
  doubt.first_at = instant(query.integer(6));
  doubt.last_at = instant(query.integer(7));
  doubt.again_at = instant(query.integer(8));
  return doubt;
}

void SourceState::keep_doubt(const Doubt& doubt) {
  Statement(record_.handle(),
            "INSERT OR REPLACE INTO doubts(source, url, verdict, detail, body_sha256, seen, first_ms, last_ms,"
            " again_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .with(doubt.source, doubt.url, doubt.verdict, doubt.detail, doubt.body_sha256, doubt.seen,
            milliseconds(doubt.first_at), milliseconds(doubt.last_at), milliseconds(doubt.again_at))
      .run();
}

void SourceState::keep_quiet(const std::vector<Quiet>& asked, Instant now) {
  sqlite3* const db = record_.handle();
  Transaction transaction(db);
  Statement(db, "DELETE FROM quiet WHERE until_ms <= ?").with(milliseconds(now)).run();
  Statement keep(db, "INSERT OR REPLACE INTO quiet(place, status, until_ms) VALUES(?, ?, ?)");
  for (const Quiet& one : asked) {
    keep.with(one.place, one.status, milliseconds(one.until)).run();
  }
  transaction.commit();
}

std::vector<Quiet> SourceState::quiet(Instant now) {
  Statement query(record_.handle(), "SELECT place, status, until_ms FROM quiet WHERE until_ms > ? ORDER BY place");
  query.with(milliseconds(now));
  std::vector<Quiet> places;
  while (query.step()) {
    places.push_back({query.text(0), static_cast<int>(query.integer(1)), instant(query.integer(2))});
  }
  return places;
}

void SourceState::clear_doubt(const std::string& source, const std::string& url) {
  Statement(record_.handle(), "DELETE FROM doubts WHERE source = ? AND url = ?").with(source, url).run();
}

}  // namespace griffier::store
