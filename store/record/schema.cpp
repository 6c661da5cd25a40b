#include "store/record/schema.h"

#include <fmt/format.h>

#include <vector>

#include "store/record/freshness.h"
#include "store/record/joins.h"
#include "store/record/links.h"
#include "store/record/people.h"
#include "store/record/said.h"
#include "store/record/search_tables.h"
#include "store/record/toezeggingen.h"
#include "store/record/untold.h"
#include "store/record/upstream.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

constexpr std::int64_t kApplicationId = 0x47524946;  // "GRIF"

constexpr const char* kTables1 = R"(
CREATE TABLE archive_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  commit_id TEXT NOT NULL);

CREATE TABLE documents(
  document_key INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  dossier TEXT,
  dossier_number TEXT,
  published_on TEXT,
  first_seen_at TEXT NOT NULL,
  last_changed_at TEXT NOT NULL,
  revisions INTEGER NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('current', 'withdrawn')),
  source TEXT NOT NULL,
  url TEXT,
  parent TEXT,
  sort_date TEXT NOT NULL,
  joined_into INTEGER REFERENCES documents);
CREATE INDEX documents_joined ON documents(joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX documents_by_date ON documents(sort_date, document_key);
CREATE INDEX documents_by_dossier ON documents(dossier) WHERE dossier IS NOT NULL;
CREATE INDEX documents_by_kind ON documents(kind, sort_date);
CREATE INDEX documents_by_source ON documents(source);
CREATE INDEX documents_by_parent ON documents(parent) WHERE parent IS NOT NULL;
CREATE INDEX documents_withdrawn ON documents(document_key) WHERE state = 'withdrawn';

CREATE TABLE aliases(
  alias TEXT PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents) WITHOUT ROWID;
CREATE INDEX aliases_by_document ON aliases(document_key);

CREATE TABLE revisions(
  revision_key INTEGER PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents,
  revision INTEGER NOT NULL,
  observed_at TEXT NOT NULL,
  commit_id TEXT NOT NULL UNIQUE,
  change TEXT NOT NULL CHECK(change IN
    ('new', 'substantive', 'cosmetic', 'metadata', 'withdrawn', 'restored', 'rebaseline')),
  words_added INTEGER NOT NULL,
  words_removed INTEGER NOT NULL,
  paragraphs_changed INTEGER NOT NULL,
  body_sha256 TEXT,
  text_sha256 TEXT,
  facts_sha256 TEXT,
  media_type TEXT,
  source TEXT NOT NULL,
  source_kind TEXT,
  source_url TEXT,
  etag TEXT,
  last_modified TEXT,
  pipeline TEXT,
  returns_to INTEGER,
  UNIQUE(document_key, revision));

CREATE TABLE events(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  document_key INTEGER REFERENCES documents,
  revision INTEGER,
  set_id TEXT,
  summary TEXT NOT NULL);
CREATE INDEX events_by_document ON events(document_key, revision);
CREATE INDEX events_by_time ON events(at_ms);
CREATE INDEX events_by_set ON events(set_id) WHERE set_id IS NOT NULL;

CREATE TABLE question_papers(
  paper_key INTEGER PRIMARY KEY,
  paper TEXT NOT NULL UNIQUE,
  document_id TEXT NOT NULL,
  role TEXT NOT NULL,
  zaken TEXT NOT NULL,
  kamer TEXT NOT NULL,
  asker TEXT NOT NULL,
  fractie TEXT NOT NULL,
  addressed_to TEXT NOT NULL,
  subject TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  on_date TEXT NOT NULL,
  given_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  letter TEXT NOT NULL,
  askers_key TEXT NOT NULL,
  see_also TEXT NOT NULL,
  contribution INTEGER NOT NULL,
  orally INTEGER NOT NULL);
CREATE INDEX question_papers_by_document ON question_papers(document_id);
CREATE TABLE question_keys(
  key TEXT NOT NULL,
  paper_key INTEGER NOT NULL REFERENCES question_papers,
  PRIMARY KEY(key, paper_key)) WITHOUT ROWID;
CREATE INDEX question_keys_by_paper ON question_keys(paper_key);
CREATE TABLE question_lines(
  line_key INTEGER PRIMARY KEY,
  paper_key INTEGER NOT NULL REFERENCES question_papers,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  asked INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  earlier INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  question_text TEXT,
  answer_text TEXT);
CREATE INDEX question_lines_by_paper ON question_lines(paper_key, position);
CREATE TABLE question_sets(
  set_key INTEGER PRIMARY KEY,
  set_id TEXT NOT NULL UNIQUE,
  zaaknummer TEXT,
  fractie TEXT,
  asker TEXT,
  addressed_to TEXT,
  subject TEXT,
  asked_on TEXT,
  due_on TEXT,
  term TEXT,
  questions INTEGER NOT NULL DEFAULT 0,
  unanswered INTEGER NOT NULL DEFAULT 0,
  postponed INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  answered_on TEXT,
  was_postponed INTEGER NOT NULL DEFAULT 0,
  noted_due TEXT);
CREATE INDEX question_sets_by_zaaknummer ON question_sets(zaaknummer) WHERE zaaknummer IS NOT NULL;
-- Holds all that a list of what is owed shows: its rows lie together, those of the table far apart.
CREATE INDEX question_sets_unanswered ON question_sets(due_on, set_id, zaaknummer, fractie, asker, addressed_to, subject,
  asked_on, term, questions, unanswered, postponed, withdrawn, answered_on, was_postponed, noted_due)
  WHERE unanswered > 0;
CREATE TABLE question_set_names(
  name TEXT PRIMARY KEY,
  set_key INTEGER NOT NULL REFERENCES question_sets) WITHOUT ROWID;
CREATE INDEX question_set_names_by_set ON question_set_names(set_key);
CREATE TABLE question_members(
  set_key INTEGER NOT NULL REFERENCES question_sets,
  paper_key INTEGER NOT NULL REFERENCES question_papers,
  joined_by TEXT NOT NULL,
  certain INTEGER NOT NULL,
  PRIMARY KEY(set_key, paper_key)) WITHOUT ROWID;
CREATE INDEX question_members_by_paper ON question_members(paper_key);
CREATE TABLE questions(
  question_key INTEGER PRIMARY KEY,
  set_key INTEGER NOT NULL REFERENCES question_sets,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('open', 'postponed', 'answered', 'withdrawn')),
  answered_on TEXT,
  question_line INTEGER REFERENCES question_lines,
  answer_line INTEGER REFERENCES question_lines,
  answer_document_key INTEGER REFERENCES documents,
  UNIQUE(set_key, position));
CREATE INDEX questions_by_question_line ON questions(question_line);
CREATE INDEX questions_by_answer_line ON questions(answer_line);
CREATE TABLE question_decisions(
  paper TEXT NOT NULL,
  set_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK(verdict IN ('join', 'split')),
  decided_at TEXT NOT NULL,
  PRIMARY KEY(paper, set_id)) WITHOUT ROWID;
CREATE INDEX question_decisions_by_set ON question_decisions(set_id);
CREATE TABLE term_rules(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  rules TEXT NOT NULL);

CREATE TABLE watches(
  name TEXT PRIMARY KEY,
  definition TEXT NOT NULL,
  added_at TEXT NOT NULL);

CREATE TABLE deliveries(
  delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
  event INTEGER NOT NULL REFERENCES events,
  watch TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('queued', 'held', 'sending', 'sent', 'retry', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_ms INTEGER NOT NULL,
  lease_ms INTEGER,
  before_lease TEXT,
  sent_ms INTEGER,
  last_error TEXT,
  UNIQUE(event, watch, channel, recipient));
CREATE INDEX deliveries_due ON deliveries(due_ms, delivery_id) WHERE state IN ('queued', 'held', 'retry');
CREATE INDEX deliveries_leased ON deliveries(lease_ms, delivery_id) WHERE state = 'sending';
CREATE INDEX deliveries_by_state ON deliveries(state);

CREATE TABLE sources(
  source TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('waiting', 'ok', 'failing', 'removed')),
  last_ok_ms INTEGER,
  next_due_ms INTEGER,
  consecutive_failures INTEGER NOT NULL DEFAULT 0,
  cursor TEXT,
  last_error TEXT,
  next_why TEXT,
  baseline_done INTEGER NOT NULL DEFAULT 0);
CREATE TABLE validators(
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  document_id TEXT NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  checked_ms INTEGER NOT NULL,
  whole_ms INTEGER NOT NULL,
  text_sha256 TEXT,
  facts_sha256 TEXT,
  revision INTEGER,
  PRIMARY KEY(source, url)) WITHOUT ROWID;
CREATE INDEX validators_by_document ON validators(document_id);
CREATE TABLE quiet(
  place TEXT PRIMARY KEY,
  status INTEGER NOT NULL,
  until_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE doubts(
  source TEXT NOT NULL,
  url TEXT NOT NULL,
  verdict TEXT NOT NULL,
  detail TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  seen INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  again_ms INTEGER NOT NULL,
  PRIMARY KEY(source, url)) WITHOUT ROWID;
)";

// Moments that are compared are kept in milliseconds and shown as text.
constexpr const char* kViews1 = R"(
CREATE VIEW v_documents AS
  SELECT document_id, kind, title, dossier, dossier_number, published_on, first_seen_at, last_changed_at, revisions,
         state, source, url, parent
  FROM documents WHERE joined_into IS NULL;
CREATE VIEW v_revisions AS
  SELECT d.document_id, r.revision, r.observed_at, r.commit_id, r.change, r.words_added, r.words_removed,
         r.body_sha256, r.text_sha256, r.source_url
  FROM revisions r JOIN documents d USING(document_key);
CREATE VIEW v_questions AS
  SELECT s.set_id, s.zaaknummer, q.number, s.fractie, s.asker, s.addressed_to, s.asked_on, s.due_on, q.state,
         q.answered_on, a.document_id AS answer_document_id, asked.question_text, answer.answer_text
  FROM question_sets s JOIN questions q USING(set_key)
    LEFT JOIN question_lines asked ON asked.line_key = q.question_line
    LEFT JOIN question_lines answer ON answer.line_key = q.answer_line
    LEFT JOIN documents a ON a.document_key = q.answer_document_key;
CREATE VIEW v_renditions AS
  SELECT document_id, source, url, media_type, bytes, body_sha256, text_sha256, revision,
         strftime('%Y-%m-%dT%H:%M:%SZ', checked_ms / 1000, 'unixepoch') AS checked_at
  FROM validators WHERE body_sha256 <> '';
CREATE VIEW v_events AS
  SELECT e.event_id, e.at, e.kind, d.document_id, e.revision, e.set_id, e.summary
  FROM events e LEFT JOIN documents d USING(document_key);
CREATE VIEW v_deliveries AS
  SELECT x.delivery_id, e.event_id, x.watch, x.channel, x.recipient, x.state, x.attempts,
         strftime('%Y-%m-%dT%H:%M:%S', x.due_ms / 1000, 'unixepoch') ||
           CASE x.due_ms % 1000 WHEN 0 THEN 'Z' ELSE printf('.%03dZ', x.due_ms % 1000) END AS due_at,
         strftime('%Y-%m-%dT%H:%M:%S', x.sent_ms / 1000, 'unixepoch') ||
           CASE x.sent_ms % 1000 WHEN 0 THEN 'Z' ELSE printf('.%03dZ', x.sent_ms % 1000) END AS sent_at,
         x.last_error
  FROM deliveries x JOIN events e ON e.sequence = x.event;
CREATE VIEW v_sources AS
  SELECT s.source, s.kind, s.state,
         strftime('%Y-%m-%dT%H:%M:%S', s.last_ok_ms / 1000, 'unixepoch') ||
           CASE s.last_ok_ms % 1000 WHEN 0 THEN 'Z' ELSE printf('.%03dZ', s.last_ok_ms % 1000) END AS last_ok_at,
         strftime('%Y-%m-%dT%H:%M:%S', s.next_due_ms / 1000, 'unixepoch') ||
           CASE s.next_due_ms % 1000 WHEN 0 THEN 'Z' ELSE printf('.%03dZ', s.next_due_ms % 1000) END AS next_due_at,
         s.consecutive_failures, s.cursor,
         (SELECT count(*) FROM documents d WHERE d.source = s.source) AS documents
  FROM sources s;
)";

// Which deliveries went out as one message.
constexpr const char* kMessages2 = R"(
ALTER TABLE deliveries ADD COLUMN message INTEGER;
CREATE INDEX deliveries_by_message ON deliveries(message) WHERE message IS NOT NULL;
)";

struct Step {
  int to;
  std::vector<const char*> sql;
};
// One entry a version, never edited once released: databases in the field have run them. Parts of the record that stand
// on their own bring their tables with them.
const std::vector<Step>& steps() {
  static const std::vector<Step> all = {
      Step{1,
           {kTables1, kJoinTables, kFreshnessTables, kLinkTables, kSearchTables, kToezeggingTables, kUpstreamTables,
            kUntoldTables, kSaidTables, kPeopleTables, kViews1, kLinkViews, kToezeggingViews}},
      Step{2, {kMessages2}},
  };
  return all;
}

std::int64_t number(Database& db, const char* pragma) {
  Statement statement(db.handle(), pragma);
  return statement.step() ? statement.integer(0) : 0;
}

void require_ours(Database& db, int version) {
  if (version > kSchemaVersion) {
    throw std::runtime_error(
        fmt::format("{} was written by a newer griffier (schema {}, this program knows {}); use that version or newer",
                    db.file().string(), version, kSchemaVersion));
  }
  const bool foreign = version == 0 ? number(db, "SELECT count(*) FROM sqlite_schema") != 0
                                    : number(db, "PRAGMA application_id") != kApplicationId;
  if (foreign) {
    throw DamagedError(
        fmt::format("{} is not a database of griffier; move it away and run `griffier rebuild`", db.file().string()));
  }
}

}  // namespace

int schema_version(Database& db) { return static_cast<int>(number(db, "PRAGMA user_version")); }

void migrate(Database& db, int target) {
  require_ours(db, schema_version(db));
  for (const Step& step : steps()) {
    if (step.to > target || schema_version(db) >= step.to) {
      continue;
    }
    Transaction transaction(db.handle());
    for (const char* sql : step.sql) {
      db.execute(sql);
    }
    db.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, step.to).c_str());
    transaction.commit();
  }
}

void require_current(Database& db) {
  const int version = schema_version(db);
  require_ours(db, version);
  if (version < kSchemaVersion) {
    throw std::runtime_error(fmt::format(
        "{} has schema {} of an older griffier and this program needs {}; run a command that writes, such as "
        "`griffier once`, to bring it up to date",
        db.file().string(), version, kSchemaVersion));
  }
}

}  // namespace griffier::store
