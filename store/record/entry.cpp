#include "store/record/entry.h"

#include <fmt/format.h>

#include <stdexcept>

#include "store/record/joins.h"
#include "store/record/links.h"
#include "store/record/people.h"
#include "store/record/toezeggingen.h"

namespace griffier::store {
namespace {

struct Known {  // the document as it is before the entry
  std::int64_t key = 0;
  int revisions = 0;
};

Known known_document(Database& db, const std::string& document_id) {
  Borrowed query = db.use("SELECT document_key, revisions FROM documents WHERE document_id = ?");
  query->with(document_id);
  return query->step() ? Known{query->integer(0), static_cast<int>(query->integer(1))} : Known{};
}

// The day that a document is listed under: its publication, else the day it was first seen.
std::string first_seen_day(const Entry& entry) {
  return publications::iso_date(publications::amsterdam_date(entry.observed_at));
}

std::int64_t insert_document(Database& db, const Entry& entry, const std::string& at) {
  db.use(
        "INSERT INTO documents(document_id, kind, title, dossier, dossier_number, published_on, first_seen_at,"
        " last_changed_at, revisions, state, source, url, parent, sort_date)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 1, 'current', ?8, ?9, ?10, coalesce(?6, ?11))")
      ->with(entry.document_id, entry.kind, entry.title, null_if_empty(entry.dossier),
             null_if_empty(entry.dossier_number), null_if_empty(entry.published_on), at, entry.source,
             null_if_empty(entry.source_url), null_if_empty(entry.parent), first_seen_day(entry))
      .run();
  return db.last_row();
}

void update_document(Database& db, const Entry& entry, std::int64_t key, const std::string& at) {
  if (entry.is_withdrawal()) {
    db.use(
          "UPDATE documents SET state = 'withdrawn', revisions = revisions + 1, last_changed_at = ?, source = ?,"
          " url = coalesce(?, url) WHERE document_key = ?")
        ->with(at, entry.source, null_if_empty(entry.source_url), key)
        .run();
    return;
  }
  // Reading a document again with a newer program doesn't change it; neither that nor other facts bring it back when it
  // is withdrawn.
  const bool reread = entry.change == "rebaseline";
  const bool same_state = reread || entry.change == "metadata";
  db.use(
        "UPDATE documents SET kind = ?1, title = ?2, dossier = ?3, dossier_number = ?4, published_on = ?5,"
        " last_changed_at = iif(?6, last_changed_at, ?7), revisions = revisions + 1,"
        " state = iif(?13, state, 'current'), source = ?8, url = coalesce(?9, url), parent = ?10,"
        " sort_date = coalesce(?5, iif(published_on IS NULL, sort_date, ?11))"
        " WHERE document_key = ?12")
      ->with(entry.kind, entry.title, null_if_empty(entry.dossier), null_if_empty(entry.dossier_number),
             null_if_empty(entry.published_on), reread, at, entry.source, null_if_empty(entry.source_url),
             null_if_empty(entry.parent), first_seen_day(entry), key, same_state)
      .run();
}

void insert_revision(Database& db, const Entry& entry, std::int64_t key, const std::string& at) {
  std::string media_type = entry.media_type;
  if (entry.is_withdrawal()) {
    Borrowed last = db.use("SELECT media_type FROM revisions WHERE document_key = ? ORDER BY revision DESC LIMIT 1");
    last->with(key);
    media_type = last->step() ? last->text(0) : "";
  }
  db.use(
        "INSERT INTO revisions(document_key, revision, observed_at, commit_id, change, words_added, words_removed,"
        " paragraphs_changed, body_sha256, text_sha256, facts_sha256, media_type, source, source_kind, source_url,"
        " etag, last_modified, pipeline, returns_to)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      ->with(key, entry.revision, at, entry.commit_id, entry.change, entry.words_added, entry.words_removed,
             entry.paragraphs_changed, null_if_empty(entry.body_sha256), null_if_empty(entry.text_sha256),
             null_if_empty(entry.facts_sha256), null_if_empty(media_type), entry.source,
             null_if_empty(entry.source_kind), null_if_empty(entry.source_url), null_if_empty(entry.etag),
             null_if_empty(entry.last_modified), null_if_empty(entry.pipeline), entry.returns_to)
      .run();
}

}  // namespace

std::string event_id(const Entry& entry, const NewEvent& event) {
  return fmt::format("{}@{}/{}{}{}", entry.document_id, entry.revision, event.kind, event.set_id.empty() ? "" : "/",
                     event.set_id);
}

void set_recorded_head(Database& db, std::string_view commit_id) {
  db.use(
        "INSERT INTO archive_head(one, commit_id) VALUES(1, ?)"
        " ON CONFLICT(one) DO UPDATE SET commit_id = excluded.commit_id")
      ->with(commit_id)
      .run();
}

std::vector<std::int64_t> enter(Database& db, const Entry& entry) {
  const Known known = known_document(db, entry.document_id);
  if (entry.revision != known.revisions + 1 || (known.key == 0 && entry.is_withdrawal())) {
    throw std::invalid_argument(fmt::format("{}: revision {} ({}) doesn't follow revision {}", entry.document_id,
                                            entry.revision, entry.change, known.revisions));
  }
  const std::string at = publications::iso_instant(entry.observed_at);
  const std::int64_t key = known.key != 0 ? known.key : insert_document(db, entry, at);
  if (known.key != 0) {
    update_document(db, entry, key, at);
  }
  insert_revision(db, entry, key, at);
  std::vector<std::int64_t> sequences;
  for (const NewEvent& event : entry.events) {
    db.use(
          "INSERT INTO events(event_id, at, at_ms, kind, document_key, revision, set_id, summary)"
          " VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
        ->with(event_id(entry, event), at, entry.observed_at.time_since_epoch().count(), event.kind, key,
               entry.revision, null_if_empty(event.set_id), event.summary)
        .run();
    sequences.push_back(db.last_row());
  }
  if (!entry.is_withdrawal()) {
    enter_names(db, key, entry);
    enter_people(db, key, entry);
    enter_questions(db, entry);
    enter_toezeggingen(db, entry);
    enter_links(db, key, entry);
    enter_text(db, key, entry);
  } else {
    enter_labels(db, key);
  }
  return sequences;
}

}  // namespace griffier::store
