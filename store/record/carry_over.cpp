#include "store/record/carry_over.h"

#include <array>
#include <exception>

namespace griffier::store {
namespace {

constexpr const char* kSources =
    "INSERT INTO main.sources(source, kind, state, last_ok_ms, next_due_ms, consecutive_failures, cursor, last_error,"
    " next_why, baseline_done)"
    " SELECT source, kind, state, last_ok_ms, next_due_ms, consecutive_failures, cursor, last_error, next_why,"
    " baseline_done"
    " FROM old.sources";

// The event of a source isn't in any commit; it is needed when somebody is still to be told of it. Deliveries keep
// their ids, and those of sent ones aren't given out again.
constexpr std::array kTheRest = {
    "INSERT INTO main.validators(source, url, document_id, etag, last_modified, body_sha256, media_type, bytes,"
    " checked_ms, whole_ms, text_sha256, facts_sha256, revision)"
    " SELECT source, url, document_id, etag, last_modified, body_sha256, media_type, bytes, checked_ms, whole_ms,"
    " text_sha256, facts_sha256, revision FROM old.validators",
    "INSERT INTO main.doubts(source, url, verdict, detail, body_sha256, seen, first_ms, last_ms, again_ms)"
    " SELECT source, url, verdict, detail, body_sha256, seen, first_ms, last_ms, again_ms FROM old.doubts",
    "INSERT INTO main.live_sources(source, since_ms) SELECT source, since_ms FROM old.live_sources",
    "INSERT INTO main.untold(source, document_id, revision) SELECT source, document_id, revision FROM old.untold",
    "INSERT INTO main.said(document_id, source, facts) SELECT document_id, source, facts FROM old.said",
    "INSERT INTO main.quiet(place, status, until_ms) SELECT place, status, until_ms FROM old.quiet",
    "INSERT INTO main.source_parts(source, part, position, error, complete_ms, polled_ms, seen, remaining,"
    " load_seen, load_since_ms)"
    " SELECT source, part, position, error, complete_ms, polled_ms, seen, remaining, load_seen, load_since_ms"
    " FROM old.source_parts",
    "INSERT INTO main.source_problems(source, key, document_id, what, tries, since_ms, again_ms)"
    " SELECT source, key, document_id, what, tries, since_ms, again_ms FROM old.source_problems",
    // A term that passes makes no commit either.
    "INSERT OR IGNORE INTO main.events(event_id, at, at_ms, kind, document_key, set_id, summary)"
    " SELECT e.event_id, e.at, e.at_ms, e.kind, anew.document_key, e.set_id, e.summary"
    " FROM old.events e JOIN old.documents d USING(document_key) JOIN main.documents anew USING(document_id)"
    " WHERE e.revision IS NULL ORDER BY e.sequence",
    "INSERT OR IGNORE INTO main.events(event_id, at, at_ms, kind, set_id, summary)"
    " SELECT event_id, at, at_ms, kind, set_id, summary FROM old.events e"
    " WHERE document_key IS NULL"
    " AND EXISTS(SELECT 1 FROM old.deliveries d WHERE d.event = e.sequence AND d.state <> 'sent')"
    " ORDER BY sequence",
    // Events keep their places and numbers, so that who follows them goes on where they were; what is new comes last.
    "CREATE TEMP TABLE places AS SELECT anew.sequence AS was, coalesce(e.sequence,"
    " (SELECT coalesce(max(sequence), 0) FROM old.events) + row_number() OVER (ORDER BY anew.sequence)) AS place"
    " FROM main.events anew LEFT JOIN old.events e USING(event_id);"
    "UPDATE main.events SET sequence = -p.place FROM temp.places p WHERE p.was = events.sequence;"
    "UPDATE main.events SET sequence = -sequence;"
    "DROP TABLE temp.places;"
    "DELETE FROM main.sqlite_sequence WHERE name = 'events';"
    "INSERT INTO main.sqlite_sequence(name, seq) SELECT 'events', max("
    " coalesce((SELECT seq FROM old.sqlite_sequence WHERE name = 'events'), 0),"
    " coalesce((SELECT max(sequence) FROM main.events), 0))",
    "INSERT INTO main.deliveries(delivery_id, event, watch, channel, recipient, state, attempts, due_ms, lease_ms,"
    " before_lease, message, last_error)"
    " SELECT d.delivery_id, anew.sequence, d.watch, d.channel, d.recipient, d.state, d.attempts, d.due_ms, d.lease_ms,"
    " d.before_lease, d.message, d.last_error"
    " FROM old.deliveries d JOIN old.events e ON e.sequence = d.event"
    " JOIN main.events anew ON anew.event_id = e.event_id"
    " WHERE d.state <> 'sent' ORDER BY d.delivery_id",
    // Of a record before version 2, which knew no messages; nothing is left to do where the statement above was taken.
    "INSERT OR IGNORE INTO main.deliveries(delivery_id, event, watch, channel, recipient, state, attempts, due_ms,"
    " lease_ms, before_lease, last_error)"
    " SELECT d.delivery_id, anew.sequence, d.watch, d.channel, d.recipient, d.state, d.attempts, d.due_ms, d.lease_ms,"
    " d.before_lease, d.last_error"
    " FROM old.deliveries d JOIN old.events e ON e.sequence = d.event"
    " JOIN main.events anew ON anew.event_id = e.event_id"
    " WHERE d.state <> 'sent' ORDER BY d.delivery_id",
    "DELETE FROM main.sqlite_sequence WHERE name = 'deliveries'",
    "INSERT INTO main.sqlite_sequence(name, seq) SELECT name, seq FROM old.sqlite_sequence WHERE name = 'deliveries'",
};

// What a publisher's register holds.
constexpr std::array kUpstream = {
    "INSERT INTO main.upstream_entities(entity_key, source, entity, category, deleted, updated, data)"
    " SELECT entity_key, source, entity, category, deleted, updated, data FROM old.upstream_entities",
    "INSERT INTO main.upstream_references(to_entity, category, entity_key)"
    " SELECT to_entity, category, entity_key FROM old.upstream_references",
    "INSERT INTO main.upstream_documents(entity, source, document_id, handed, old, print, file_print, file_sha256,"
    " file_bytes, etag, last_modified, seen_sha256, seen, tries, problem, since_ms, due_ms, quiet)"
    " SELECT entity, source, document_id, handed, old, print, file_print, file_sha256, file_bytes, etag,"
    " last_modified, seen_sha256, seen, tries, problem, since_ms, due_ms, quiet FROM old.upstream_documents",
    "INSERT INTO main.upstream_positions(source, category, position)"
    " SELECT source, category, position FROM old.upstream_positions",
};

bool taken(Database& db, const char* sql) {
  try {
    db.execute(sql);
    return true;
  } catch (const std::exception&) {
    return false;  // damaged: the statement has been undone
  }
}

// A place in a register says that all before it is known. Where that was lost, the register is followed anew, and
// what is left of it goes: an entity that is there already is not looked at again.
void carry_upstream(Database& db) {
  bool all = true;
  for (const char* sql : kUpstream) all = all && taken(db, sql);
  if (all) {
    taken(db, "INSERT INTO main.upstream_given_up(source, entity) SELECT source, entity FROM old.upstream_given_up");
    return;
  }
  db.execute(
      "DELETE FROM main.upstream_references;"
      "DELETE FROM main.upstream_entities;"
      "DELETE FROM main.upstream_positions;"
      "UPDATE main.sources SET cursor = NULL WHERE kind = 'tweedekamer'");
}

}  // namespace

bool carry_over(Database& db, const std::filesystem::path& old) {
  try {
    Statement(db.handle(), "ATTACH ? AS old").with(old.string()).run();
  } catch (const std::exception&) {
    return false;
  }
  const bool sources = taken(db, kSources);
  for (const char* sql : kTheRest) {
    taken(db, sql);
  }
  carry_upstream(db);
  db.execute("DETACH old");
  return sources;
}

void assume_baselines(Database& db) {
  // With max(), SQLite takes the other columns from that row (lang_select.html, "bare columns").
  db.execute(
      "INSERT OR IGNORE INTO sources(source, kind, state, baseline_done)"
      " SELECT source, kind, 'waiting', 1 FROM"
      " (SELECT source, source_kind AS kind, max(revision_key) FROM revisions"
      "  WHERE source_kind IS NOT NULL AND source_kind <> 'import' GROUP BY source)");
}

}  // namespace griffier::store
