#include "store/record/joins.h"

#include "store/record/parts.h"

namespace griffier::store {
namespace {

std::vector<std::string> texts(Statement& query) {
  std::vector<std::string> all;
  while (query.step()) all.push_back(query.text(0));
  return all;
}

// The key of a listed document with this id; 0: none.
std::int64_t listed(Database& db, const std::string& document_id) {
  Borrowed query = db.use("SELECT document_key FROM documents WHERE document_id = ? AND joined_into IS NULL");
  return query->with(document_id).step() ? query->integer(0) : 0;
}

bool is_denied(Database& db, std::int64_t key, const std::string& name) {
  Borrowed query = db.use("SELECT 1 FROM distinct_names WHERE document_key = ? AND name = ?");
  return query->with(key, name).step();
}

void join(Database& db, const Entry& entry, std::int64_t key, std::int64_t other, const std::string& other_id) {
  db.use("UPDATE documents SET joined_into = ?1 WHERE document_key = ?2 OR joined_into = ?2")->with(key, other).run();
  db.use("UPDATE validators SET document_id = ? WHERE document_id = ?")->with(entry.document_id, other_id).run();
  forget_text(db, other);
  forget_questions(db, other_id);  // what it asks and answers, the document that it is joined to says
}

void part(Database& db, std::int64_t key, const std::string& name) {
  db.use("INSERT OR IGNORE INTO distinct_names(document_key, name) VALUES(?, ?)")->with(key, name).run();
  db.use("DELETE FROM aliases WHERE alias = ? AND document_key = ?")->with(name, key).run();
  db.use("UPDATE documents SET joined_into = NULL WHERE document_id = ? AND joined_into = ?")->with(name, key).run();
  if (db.changes() == 0) return;
  // The addresses that it came from before lead to it again.
  db.use(
        "UPDATE validators SET document_id = ?1 WHERE (source, url) IN (SELECT r.source, r.source_url FROM revisions r"
        " JOIN documents d USING(document_key) WHERE d.document_id = ?1)")
      ->with(name)
      .run();
}

}  // namespace

const char* const kJoinTables = R"(
CREATE TABLE distinct_names(
  document_key INTEGER NOT NULL REFERENCES documents,
  name TEXT NOT NULL,
  PRIMARY KEY(document_key, name)) WITHOUT ROWID;
CREATE VIEW v_aliases AS
  SELECT a.alias, coalesce(j.document_id, d.document_id) AS document_id
  FROM aliases a JOIN documents d USING(document_key) LEFT JOIN documents j ON j.document_key = d.joined_into
  UNION
  SELECT d.document_id, j.document_id FROM documents d JOIN documents j ON j.document_key = d.joined_into;
)";

void enter_names(Database& db, std::int64_t document_key, const Entry& entry) {
  db.use("DELETE FROM distinct_names WHERE document_key = ?")->with(document_key).run();
  for (const std::string& name : entry.distinct_from) part(db, document_key, name);
  for (const std::string& alias : entry.aliases) {
    if (is_denied(db, document_key, alias)) continue;
    const std::int64_t other = listed(db, alias);
    if (other == document_key) continue;
    if (other != 0) {
      join(db, entry, document_key, other, alias);
      continue;
    }
    db.use(
          "INSERT OR IGNORE INTO aliases(alias, document_key) SELECT ?1, ?2 WHERE NOT EXISTS"
          " (SELECT 1 FROM documents WHERE document_id = ?1)")
        ->with(alias, document_key)
        .run();
  }
}

std::vector<std::string> Names::of(const std::string& document_id) {
  // As v_aliases has it, by way of the indexes: this is asked of every revision.
  Statement query(record_.handle(),
                  "WITH one(document_key) AS (SELECT document_key FROM documents WHERE document_id = ?)"
                  " SELECT a.alias FROM one JOIN aliases a USING(document_key)"
                  " UNION SELECT j.document_id FROM one JOIN documents j ON j.joined_into = one.document_key"
                  " UNION SELECT a.alias FROM one JOIN documents j ON j.joined_into = one.document_key"
                  "  JOIN aliases a ON a.document_key = j.document_key"
                  " ORDER BY 1");
  return texts(query.with(document_id));
}

std::vector<std::string> Names::joined_to(const std::string& document_id) {
  Statement query(record_.handle(),
                  "SELECT d.document_id FROM documents d JOIN documents j ON j.document_key = d.joined_into"
                  " WHERE j.document_id = ? ORDER BY d.document_id");
  return texts(query.with(document_id));
}

std::vector<std::string> Names::distinct_from(const std::string& document_id) {
  Statement query(record_.handle(),
                  "SELECT n.name FROM distinct_names n JOIN documents d USING(document_key) WHERE d.document_id = ?"
                  " ORDER BY n.name");
  return texts(query.with(document_id));
}

std::optional<std::string> Names::annex_with_bytes(const std::string& parent, const std::string& body_sha256,
                                                   const std::string& not_this) {
  Statement query(record_.handle(),
                  "SELECT d.document_id FROM documents d JOIN revisions r USING(document_key)"
                  " WHERE d.parent = ? AND d.joined_into IS NULL AND r.body_sha256 = ? AND d.document_id <> ?"
                  " ORDER BY d.document_key LIMIT 1");
  query.with(parent, body_sha256, not_this);
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace griffier::store
