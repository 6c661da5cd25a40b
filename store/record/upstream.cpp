#include "store/record/upstream.h"

#include "store/record/sqlite.h"

namespace griffier::store {
namespace {

// When what is to be looked at as soon as possible is due: what was taken back after all that lives, since a paper that
// is registered anew has its old entry taken back in the same hour.
constexpr std::int64_t kLastOfAll = 1;

constexpr const char* kDocumentFields =
    " entity, document_id, handed, old, print, file_print, file_sha256, file_bytes, etag, last_modified, seen_sha256,"
    " seen, tries, problem, since_ms, due_ms, quiet";

publications::Instant moment(std::int64_t ms) { return publications::Instant(std::chrono::milliseconds(ms)); }

UpstreamDocument read_document(const Statement& row) {
  UpstreamDocument document;
  int column = 0;
  document.entity = row.text(column++);
  document.document_id = row.text(column++);
  document.handed = row.integer(column++) != 0;
  document.old = row.integer(column++) != 0;
  document.print = row.text(column++);
  document.file_print = row.text(column++);
  document.file_sha256 = row.text(column++);
  document.file_bytes = row.integer(column++);
  document.etag = row.text(column++);
  document.last_modified = row.text(column++);
  document.seen_sha256 = row.text(column++);
  document.seen = static_cast<int>(row.integer(column++));
  document.tries = static_cast<int>(row.integer(column++));
  document.problem = row.text(column++);
  document.since = moment(row.integer(column++));
  if (!row.is_null(column)) document.due = moment(row.integer(column));
  document.quiet = row.integer(++column) != 0;
  return document;
}

UpstreamEntity read_entity(const Statement& row) {
  UpstreamEntity entity;
  entity.id = row.text(0);
  entity.category = row.text(1);
  entity.deleted = row.integer(2) != 0;
  entity.updated = row.text(3);
  entity.data = row.text(4);
  return entity;
}

}  // namespace

const char* const kUpstreamTables = R"(
CREATE TABLE upstream_entities(
  entity_key INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  entity TEXT NOT NULL,
  category TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  updated TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE(entity, source));
CREATE TABLE upstream_references(
  to_entity TEXT NOT NULL,
  category TEXT NOT NULL,
  entity_key INTEGER NOT NULL REFERENCES upstream_entities,
  PRIMARY KEY(to_entity, category, entity_key)) WITHOUT ROWID;
CREATE INDEX upstream_references_by_entity ON upstream_references(entity_key);
CREATE TABLE upstream_positions(
  source TEXT NOT NULL,
  category TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY(source, category)) WITHOUT ROWID;
CREATE TABLE upstream_given_up(
  entity TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY(entity, source)) WITHOUT ROWID;
CREATE TABLE upstream_documents(
  entity TEXT NOT NULL,
  source TEXT NOT NULL,
  document_id TEXT NOT NULL,
  handed INTEGER NOT NULL,
  old INTEGER NOT NULL,
  print TEXT NOT NULL,
  file_print TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_bytes INTEGER NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  seen_sha256 TEXT NOT NULL,
  seen INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  problem TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  due_ms INTEGER,
  quiet INTEGER NOT NULL DEFAULT 0,
  UNIQUE(entity, source));
CREATE INDEX upstream_documents_due ON upstream_documents(source, due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX upstream_documents_troubled ON upstream_documents(source, since_ms) WHERE problem <> '';
)";

Upstream::Upstream(Record& record, std::string source) : db_(record.handle()), source_(std::move(source)) {}

Borrowed Upstream::use(const char* sql) {
  return Borrowed(statements_.try_emplace(sql, db_, std::string_view(sql)).first->second);
}

std::optional<UpstreamEntity> Upstream::find(const std::string& id) {
  const auto row =
      use("SELECT entity, category, deleted, updated, data FROM upstream_entities WHERE entity = ? AND source = ?");
  if (!row->with(id, source_).step()) return std::nullopt;
  return read_entity(*row);
}

std::vector<UpstreamEntity> Upstream::referring(const std::string& category, const std::string& id) {
  std::vector<UpstreamEntity> found;
  const auto row =
      use("SELECT e.entity, e.category, e.deleted, e.updated, e.data"
          " FROM upstream_references r JOIN upstream_entities e USING(entity_key)"
          " WHERE r.to_entity = ? AND r.category = ? AND e.source = ? ORDER BY e.entity");
  row->with(id, category, source_);
  while (row->step()) found.push_back(read_entity(*row));
  return found;
}

void Upstream::put(const UpstreamEntity& entity) {
  use("INSERT INTO upstream_entities(source, entity, category, deleted, updated, data) VALUES(?, ?, ?, ?, ?, ?)"
      " ON CONFLICT(entity, source) DO UPDATE SET category = excluded.category, deleted = excluded.deleted,"
      " updated = excluded.updated, data = excluded.data")
      ->with(source_, entity.id, entity.category, entity.deleted, entity.updated, entity.data)
      .run();
  std::int64_t key = 0;
  {
    const auto row = use("SELECT entity_key FROM upstream_entities WHERE entity = ? AND source = ?");
    if (row->with(entity.id, source_).step()) key = row->integer(0);
  }
  use("DELETE FROM upstream_references WHERE entity_key = ?")->with(key).run();
  for (const auto& to : entity.refers_to)
    use("INSERT OR IGNORE INTO upstream_references(to_entity, category, entity_key) VALUES(?, ?, ?)")
        ->with(to, entity.category, key)
        .run();
  use("DELETE FROM upstream_given_up WHERE entity = ? AND source = ?")->with(entity.id, source_).run();
}

std::map<std::string, std::string> Upstream::positions() {
  std::map<std::string, std::string> found;
  const auto row = use("SELECT category, position FROM upstream_positions WHERE source = ?");
  row->with(source_);
  while (row->step()) found[row->text(0)] = row->text(1);
  return found;
}

void Upstream::keep_position(const std::string& category, const std::string& position) {
  use("INSERT OR REPLACE INTO upstream_positions(source, category, position) VALUES(?, ?, ?)")
      ->with(source_, category, position)
      .run();
}

void Upstream::give_up(const std::string& id) {
  use("INSERT OR IGNORE INTO upstream_given_up(source, entity) VALUES(?, ?)")->with(source_, id).run();
}

bool Upstream::given_up(const std::string& id) {
  const auto row = use("SELECT 1 FROM upstream_given_up WHERE entity = ? AND source = ?");
  return row->with(id, source_).step();
}

UpstreamDocument Upstream::document(const std::string& entity) {
  static const std::string sql =
      std::string("SELECT") + kDocumentFields + " FROM upstream_documents WHERE entity = ? AND source = ?";
  const auto row = use(sql.c_str());
  if (row->with(entity, source_).step()) return read_document(*row);
  UpstreamDocument blank;
  blank.entity = entity;
  return blank;
}

void Upstream::keep(const UpstreamDocument& document) {
  std::optional<std::int64_t> due;
  if (document.due) due = document.due->time_since_epoch().count();
  use("INSERT OR REPLACE INTO upstream_documents(source, entity, document_id, handed, old, print, file_print,"
      " file_sha256, file_bytes, etag, last_modified, seen_sha256, seen, tries, problem, since_ms, due_ms, quiet)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      ->with(source_, document.entity, document.document_id, document.handed, document.old, document.print,
             document.file_print, document.file_sha256, document.file_bytes, document.etag, document.last_modified,
             document.seen_sha256, document.seen, document.tries, document.problem,
             document.since.time_since_epoch().count(), due, document.quiet)
      .run();
}

void Upstream::touch(const std::string& entity) {
  use("INSERT INTO upstream_documents(source, entity, document_id, handed, old, print, file_print, file_sha256,"
      " file_bytes, etag, last_modified, seen_sha256, seen, tries, problem, since_ms, due_ms)"
      " VALUES(?, ?, '', 0, 0, '', '', '', 0, '', '', '', 0, 0, '', 0,"
      " CASE WHEN EXISTS(SELECT 1 FROM upstream_entities WHERE entity = ? AND source = ? AND deleted = 1)"
      " THEN ? ELSE 0 END)"
      " ON CONFLICT(entity, source) DO UPDATE SET due_ms = excluded.due_ms, quiet = 0")
      ->with(source_, entity, entity, source_, kLastOfAll)
      .run();
}

void Upstream::touch_quietly(const std::string& entity) {
  const auto before = document(entity);
  touch(entity);
  // What is due already is due for something that is news.
  if (before.due && !before.quiet) return;
  use("UPDATE upstream_documents SET quiet = 1 WHERE entity = ? AND source = ?")->with(entity, source_).run();
}

void Upstream::touch_all(const std::string& category) {
  use("INSERT INTO upstream_documents(source, entity, document_id, handed, old, print, file_print, file_sha256,"
      " file_bytes, etag, last_modified, seen_sha256, seen, tries, problem, since_ms, due_ms)"
      " SELECT source, entity, '', 0, 1, '', '', '', 0, '', '', '', 0, 0, '', 0,"
      " CASE WHEN deleted = 1 THEN ? ELSE 0 END FROM upstream_entities WHERE source = ? AND category = ?"
      " ON CONFLICT(entity, source) DO UPDATE SET due_ms = excluded.due_ms,"
      " old = max(old, iif(due_ms IS NULL, 1 - handed, 0))")
      ->with(kLastOfAll, source_, category)
      .run();
}

void Upstream::touch_waiting() {
  use("UPDATE upstream_documents SET due_ms = 0 WHERE source = ? AND due_ms > ?")->with(source_, kLastOfAll).run();
}

std::vector<UpstreamDocument> Upstream::due(publications::Instant now, int most) {
  static const std::string sql = std::string("SELECT") + kDocumentFields +
                                 " FROM upstream_documents WHERE source = ? AND due_ms <= ?"
                                 " ORDER BY due_ms, rowid LIMIT ?";
  std::vector<UpstreamDocument> found;
  const auto row = use(sql.c_str());
  row->with(source_, now.time_since_epoch().count(), most);
  while (row->step()) found.push_back(read_document(*row));
  return found;
}

std::int64_t Upstream::count_due(publications::Instant now) {
  const auto row = use("SELECT count(*) FROM upstream_documents WHERE source = ? AND due_ms <= ?");
  return row->with(source_, now.time_since_epoch().count()).step() ? row->integer(0) : 0;
}

std::vector<UpstreamDocument> Upstream::troubled() {
  static const std::string sql =
      std::string("SELECT") + kDocumentFields +
      " FROM upstream_documents WHERE source = ? AND problem <> '' ORDER BY since_ms, entity";
  std::vector<UpstreamDocument> found;
  const auto row = use(sql.c_str());
  row->with(source_);
  while (row->step()) found.push_back(read_document(*row));
  return found;
}

}  // namespace griffier::store
