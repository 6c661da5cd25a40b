// What a Record is made of; for the files of this folder only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record/dutch_words.h"
#include "store/record/query.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"

namespace griffier::store {

// Evaluates the search language over texts that aren't in the record: a full-text index in memory, of one text.
class Matcher {
 public:
  Matcher();
  [[nodiscard]] bool matches(const std::string& query, const std::string& title, const std::string& text);

 private:
  Database db_;
  std::map<std::string, std::string> parsed_;  // query -> FTS5 expression: watches ask the same thing each time
  std::string title_, text_;                   // what the index holds
  bool filled_ = false;
};

struct Record::Parts {
  Parts(const std::filesystem::path& file, Database::Mode mode) : db(file, mode) {}
  Database db;
  std::optional<Matcher> matcher;   // these two are made when first needed
  std::optional<DutchWords> words;  // of the texts that are indexed
};

// A condition on v_documents (named d) put together from constant fragments; all values are bound.
struct Where {
  std::string sql;
  std::vector<std::string> values;
  void add(const DocumentFilter& filter);  // appends " AND …"
  void add_list(std::string_view column, const std::vector<std::string>& any_of);
  void add_dossiers(const std::vector<std::string>& any_of);
  void add_people(const DocumentFilter& filter);
};

// The columns of a DocumentRow, of the table documents named d; reads them from `first` on.
inline constexpr std::string_view kDocumentColumns =
    "d.document_id, d.kind, d.title, d.dossier, d.dossier_number, d.published_on, d.first_seen_at, d.last_changed_at,"
    " d.revisions, d.state, d.source, d.url, d.parent";
inline constexpr int kDocumentColumnCount = 13;
[[nodiscard]] DocumentRow read_document(const Statement& row, int first = 0);

// sequence, event_id, at, kind, document_id, revision, set_id, summary; of events e and documents d.
inline constexpr std::string_view kEventColumns =
    "e.sequence, e.event_id, e.at, e.kind, d.document_id, e.revision, e.set_id, e.summary";
inline constexpr int kEventColumnCount = 8;
[[nodiscard]] EventRow read_event(const Statement& row, int first = 0);

// The columns of a SourceRow, of v_sources named v and sources named s.
inline constexpr std::string_view kSourceSelect =
    "SELECT v.source, v.kind, v.state, v.last_ok_at, v.next_due_at, v.consecutive_failures, v.cursor, v.documents,"
    " s.last_error, s.baseline_done, s.next_why FROM v_sources v JOIN sources s USING(source)";
[[nodiscard]] std::vector<SourceRow> read_sources(Statement& query);

}  // namespace griffier::store
