// Whom a document concerns, for the filters of lists and of search: ministries, fracties, members and cases, as its
// facts name them and as the question sets do that it is a paper of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/record/entry.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"

namespace griffier::store {

// Part of schema version 1 (schema.cpp). What a set says of its papers is kept apart (of_set), since it changes with
// other documents. Names are few beside documents, so a filter reads those of its role and goes on by index.
inline constexpr const char* kPeopleTables = R"(
CREATE TABLE people(
  name_key INTEGER PRIMARY KEY,
  role TEXT NOT NULL CHECK(role IN ('fractie', 'member', 'ministry', 'zaak')),
  name TEXT NOT NULL,
  UNIQUE(role, name));
CREATE TABLE document_people(
  name_key INTEGER NOT NULL REFERENCES people,
  document_key INTEGER NOT NULL REFERENCES documents,
  of_set INTEGER NOT NULL,
  PRIMARY KEY(name_key, document_key, of_set)) WITHOUT ROWID;
CREATE INDEX document_people_by_document ON document_people(document_key, of_set);
)";

enum class PeopleRole { fractie, member, ministry, zaak };
[[nodiscard]] std::string_view name_of(PeopleRole role);

// The words of a name without case, accents and marks: "K.P. Piri" is "k p piri", "D66-fractie" as a fractie "d66".
// Empty if it has no letters or digits. Linear; a long text is cut.
[[nodiscard]] std::string people_words(PeopleRole role, std::string_view printed);

// A name in the search index: of a fractie or a case one label; of others a label a word, so that words which stand
// together in the name are a phrase of the index. `words`: of people_words.
[[nodiscard]] std::string people_labels(PeopleRole role, std::string_view words);
// All labels of a document. Within the caller's transaction.
[[nodiscard]] std::string people_labels_of(Database& db, std::int64_t document_key);

struct PeopleFilter {
  PeopleRole role;
  std::vector<std::string> any_of;  // as people write them, and the other names of these
};
[[nodiscard]] std::array<PeopleFilter, 4> people_filters(const DocumentFilter& filter);

// Puts what an entry's facts say in the place of what those of the revision before it said. Within the caller's
// transaction, before enter_questions and enter_text.
void enter_people(Database& db, std::int64_t document_key, const Entry& entry);
// The documents' question sets have changed: what these say of whom is taken over, and labels follow. Within the
// caller's transaction.
void enter_set_people(Database& db, const std::vector<std::string>& document_ids);

}  // namespace griffier::store
