#include "store/record/freshness.h"

#include "store/record/moment.h"
#include "store/record/parts.h"

namespace griffier::store {
namespace {

constexpr const char* kNotePart =
    "INSERT INTO source_parts(source, part, position, error, complete_ms, polled_ms, seen, remaining, load_seen,"
    " load_since_ms)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?5 IS NULL, ?7, 0), iif(?5 IS NULL, ?6, NULL))"
    " ON CONFLICT(source, part) DO UPDATE SET position = iif(excluded.position = '', position, excluded.position),"
    " error = excluded.error, complete_ms = coalesce(excluded.complete_ms, complete_ms),"
    " polled_ms = excluded.polled_ms, seen = seen + excluded.seen, remaining = excluded.remaining,"
    " load_seen = iif(?5 IS NULL, load_seen + ?7, 0),"
    " load_since_ms = iif(?5 IS NULL, coalesce(load_since_ms, ?6), NULL)";

}  // namespace

const char* const kFreshnessTables = R"(
CREATE TABLE source_parts(
  source TEXT NOT NULL,
  part TEXT NOT NULL,
  position TEXT NOT NULL,
  error TEXT NOT NULL,
  complete_ms INTEGER,
  polled_ms INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  remaining INTEGER,
  load_seen INTEGER NOT NULL,
  load_since_ms INTEGER,
  PRIMARY KEY(source, part)) WITHOUT ROWID;
CREATE TABLE source_problems(
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  document_id TEXT NOT NULL,
  what TEXT NOT NULL,
  tries INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  again_ms INTEGER NOT NULL,
  PRIMARY KEY(source, key)) WITHOUT ROWID;
CREATE VIEW v_problems AS
  SELECT source, key, document_id, what, tries,
         strftime('%Y-%m-%dT%H:%M:%SZ', since_ms / 1000, 'unixepoch') AS since,
         strftime('%Y-%m-%dT%H:%M:%SZ', again_ms / 1000, 'unixepoch') AS again_at, since_ms, again_ms
  FROM (SELECT source, key, document_id, what, tries, since_ms, again_ms FROM source_problems
        UNION ALL
        SELECT d.source, d.url, coalesce(v.document_id, ''), d.detail, d.seen, d.first_ms, d.again_ms
        FROM doubts d LEFT JOIN validators v ON v.source = d.source AND v.url = d.url);
)";

Freshness::Freshness(Record& record) : record_(record) {}

void Freshness::note_parts(const std::vector<PartRow>& parts) {
  if (parts.empty()) return;
  Transaction transaction(record_.handle());
  Statement note(record_.handle(), kNotePart);
  for (const auto& part : parts) {
    std::optional<std::int64_t> complete;
    if (part.complete_at) complete = milliseconds(*part.complete_at);
    note.with(part.source, part.name, part.position, part.error, complete, milliseconds(part.polled_at), part.seen,
              part.remaining)
        .run();
  }
  transaction.commit();
}

void Freshness::keep_problems(const std::string& source, const std::vector<ProblemRow>& problems) {
  Transaction transaction(record_.handle());
  Statement(record_.handle(), "DELETE FROM source_problems WHERE source = ?").with(source).run();
  Statement keep(record_.handle(),
                 "INSERT OR REPLACE INTO source_problems(source, key, document_id, what, tries, since_ms, again_ms)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (const auto& one : problems) {
    keep.with(source, one.key, one.document_id, one.what, one.tries, milliseconds(one.since),
              milliseconds(one.again_at))
        .run();
  }
  transaction.commit();
}

std::vector<PartRow> Freshness::parts() const {
  Statement query(record_.handle(),
                  "SELECT source, part, position, error, complete_ms, polled_ms, seen, remaining, load_seen,"
                  " load_since_ms FROM source_parts"
                  " ORDER BY source, part");
  std::vector<PartRow> rows;
  while (query.step()) {
    PartRow& row = rows.emplace_back();
    row.source = query.text(0);
    row.name = query.text(1);
    row.position = query.text(2);
    row.error = query.text(3);
    if (!query.is_null(4)) row.complete_at = instant(query.integer(4));
    row.polled_at = instant(query.integer(5));
    row.seen = query.integer(6);
    if (!query.is_null(7)) row.remaining = query.integer(7);
    row.load_seen = query.integer(8);
    if (!query.is_null(9)) row.load_since = instant(query.integer(9));
  }
  return rows;
}

std::vector<ProblemRow> Freshness::problems() const {
  Statement query(record_.handle(),
                  "SELECT source, key, document_id, what, tries, since_ms, again_ms FROM v_problems"
                  " ORDER BY since_ms, source, key");
  std::vector<ProblemRow> rows;
  while (query.step()) {
    ProblemRow& row = rows.emplace_back();
    row.source = query.text(0);
    row.key = query.text(1);
    row.document_id = query.text(2);
    row.what = query.text(3);
    row.tries = static_cast<int>(query.integer(4));
    row.since = instant(query.integer(5));
    row.again_at = instant(query.integer(6));
  }
  return rows;
}

}  // namespace griffier::store
