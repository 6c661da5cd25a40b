// One revision as SQLite records it. Everything in an entry can be read back from its commit, which is why a rebuild
// gives the same record.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "publications/instant.h"
#include "store/record/sqlite.h"
#include "store/revision.h"

namespace griffier::store {

struct Entry {
  std::string document_id;
  int revision = 0;
  std::string commit_id;
  std::string change;
  std::string source, source_kind, source_url;
  publications::Instant observed_at{};
  std::string etag, last_modified;
  std::string body_sha256, text_sha256, facts_sha256;
  std::string pipeline;
  std::size_t words_added = 0, words_removed = 0, paragraphs_changed = 0;
  std::optional<int> returns_to;
  std::vector<NewEvent> events;

  // From metadata.json; of no meaning for a withdrawal, which leaves the document's description as it was.
  std::string kind, title, dossier, dossier_number, parent, published_on, media_type;
  std::vector<std::string> aliases, distinct_from;
  std::vector<QuestionDecision> question_decisions;
  boost::json::object facts;
  std::string plain_text;  // for the search index

  [[nodiscard]] bool is_withdrawal() const { return change == "withdrawn"; }
};

// "kst-19637-3274@2/document.revised", with "/<set_id>" when the event has one.
[[nodiscard]] std::string event_id(const Entry& entry, const NewEvent& event);

// Records an entry within the caller's transaction; returns the sequence numbers of its events. The entry's revision
// must follow the document's last one, else std::invalid_argument.
std::vector<std::int64_t> enter(Database& db, const Entry& entry);

// Puts deliveries in the outbox within the caller's transaction. `events` are sequence numbers, by NewDelivery::event;
// a delivery that is there already stays as it is.
void insert_deliveries(sqlite3* db, const std::vector<NewDelivery>& deliveries,
                       const std::vector<std::int64_t>& events);

// Sets the commit that is the record's newest.
void set_recorded_head(Database& db, std::string_view commit_id);

// What an entry's paper says about questions, from its facts (questions.cpp). Within the caller's transaction.
void enter_questions(Database& db, const Entry& entry);
// A document whose papers say nothing about questions any more. Within the caller's transaction; no events come of it.
void forget_questions(Database& db, const std::string& document_id);

// Puts the text of an entry in the queue for the search index (search_index.cpp). Within the caller's transaction, after
// the document's row is up to date.
void enter_text(Database& db, std::int64_t document_key, const Entry& entry);
// A document that searches don't find any more. Within the caller's transaction.
void forget_text(Database& db, std::int64_t document_key);
// Puts the document's text in that queue again when the kind, dossier, source or day of its row is another than indexed.
void enter_labels(Database& db, std::int64_t document_key);

}  // namespace griffier::store
