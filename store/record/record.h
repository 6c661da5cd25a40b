// The SQLite record: documents, revisions, events, questions, watches, the outbox, sources (docs/formats.md, table by
// table).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/revision.h"

struct sqlite3;

namespace griffier::store {

struct QuestionPreview;  // questions.h

struct DocumentRow {  // v_documents
  std::string document_id, kind, title, dossier, dossier_number, published_on, first_seen_at, last_changed_at;
  int revisions = 0;
  std::string state, source, url, parent;
};
struct RevisionRow {  // v_revisions
  std::string document_id;
  int revision = 0;
  std::string observed_at, commit_id, change;
  std::int64_t words_added = 0, words_removed = 0;
  std::string body_sha256, text_sha256, source_url;
  std::string summary;  // of its first event; empty if none
};
struct EventRow {             // v_events
  std::int64_t sequence = 0;  // grows with each event; what --follow continues from
  std::string event_id, at, kind, document_id;
  int revision = 0;
  std::string set_id, summary;
};
struct DeliveryRow {  // v_deliveries
  std::int64_t delivery_id = 0;
  std::string event_id, watch, channel, recipient, state;
  int attempts = 0;
  std::string due_at, sent_at, last_error;
};
struct SourceRow {  // v_sources
  std::string source, kind, state, last_ok_at, next_due_at;
  int consecutive_failures = 0;
  std::string cursor;
  std::int64_t documents = 0;
  std::string last_error;
  bool baseline_done = false;
  std::string next_why;  // why it is due then, one phrase; empty before the first poll
};

struct DocumentFilter {
  std::vector<std::string> kinds, dossiers, ids, sources;
  std::string state, since, until;  // ISO dates on published_on, else first_seen_at
  int limit = 100;                  // 0: all
  std::vector<std::string> ministries, fracties, members, zaaknummers;  // as a watch takes them, and without accents
};
struct SearchHit {
  DocumentRow document;
  std::string snippet;  // with \x01 and \x02 around the words that matched
  double score = 0;
};
struct EventFilter {
  std::vector<std::string> kinds, documents;
  std::string since;  // ISO instant or date
  std::int64_t after_sequence = 0;
  int limit = 0;  // the newest so many; after a sequence number, the first so many; 0: all
};

struct Counts {
  std::int64_t documents = 0, withdrawn = 0, revisions = 0, events = 0, queued = 0, held = 0, sent = 0, retry = 0,
               dead = 0, to_index = 0;
};

// A full-text query that can't be understood. what() says where and what to write instead.
class QueryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// One open database. Not thread-safe: one object a thread; the writer's is the Registrar's.
class Record {
 public:
  Record(const std::filesystem::path& file, bool read_only);
  ~Record();
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  // --- reading ---
  [[nodiscard]] std::optional<LastRevision> last_revision(const std::string& document_id);
  // The canonical id of a document or alias ("kst-19637-3274" for "tk-2024D38123"); nullopt when unknown.
  [[nodiscard]] std::optional<std::string> resolve(const std::string& id_or_alias);
  [[nodiscard]] std::optional<DocumentRow> document(const std::string& document_id);
  [[nodiscard]] std::vector<DocumentRow> documents(const DocumentFilter& filter);
  [[nodiscard]] std::vector<RevisionRow> revisions(const std::string& document_id);
  // The earlier revision with this text, newest first; for reverts.
  [[nodiscard]] std::optional<int> revision_with_text(const std::string& document_id, const std::string& text_sha256);
  [[nodiscard]] std::vector<EventRow> events(const EventFilter& filter);
  [[nodiscard]] std::vector<SearchHit> search(const std::string& query, const DocumentFilter& filter, int limit);
  [[nodiscard]] std::vector<SourceRow> sources();
  [[nodiscard]] Counts counts();
  [[nodiscard]] std::string head();  // the commit that SQLite names as newest; empty when none

  // --- full text, of watches: does the text match a query in the search language? Throws QueryError. ---
  [[nodiscard]] bool text_matches(const std::string& query, const std::string& title, const std::string& text);

  // Indexes up to `batch` revisions that wait for it; returns how many are left. In its own transaction.
  std::int64_t index_pending(int batch);

  // For the parts of the store in this folder (outbox.h, sources.h, watches.h): the raw handle.
  [[nodiscard]] sqlite3* handle();

 private:
  friend class Registrar;
  friend class Questions;
  friend class Links;
  friend QuestionPreview preview_questions(Record& record, const std::string& document_id, const std::string& change,
                                           const std::string& facts_json, publications::Instant observed_at);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::store
