// One document, however many identities it comes under: aliases, documents that turn out to be one, and what people
// said they are not (docs/ARCHITECTURE.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/record/entry.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"

namespace griffier::store {

// The DDL of this part; schema.cpp runs it.
extern const char* const kJoinTables;

// Records the names of an entry's document, within the caller's transaction:
// - an alias that nobody has becomes this document's; whoever has one keeps it;
// - an alias that is a document of its own joins that document to this one: its history stays, it is listed no more,
// and
//   its names lead here;
// - what the entry is distinct from (the whole list, each time) is no name of it any more and can't become one, and
//   comes to itself again.
void enter_names(Database& db, std::int64_t document_key, const Entry& entry);

// What is known of names. Borrows the record; its thread.
class Names {
 public:
  explicit Names(Record& record) : record_(record) {}

  // Every other identity of a document, the ids of those joined to it included; sorted.
  [[nodiscard]] std::vector<std::string> of(const std::string& document_id);
  // The ids of the documents that are joined to it.
  [[nodiscard]] std::vector<std::string> joined_to(const std::string& document_id);
  // What it is known not to be; sorted.
  [[nodiscard]] std::vector<std::string> distinct_from(const std::string& document_id);
  // A listed document below the same main document that once had these very bytes, other than `not_this`.
  [[nodiscard]] std::optional<std::string> annex_with_bytes(const std::string& parent, const std::string& body_sha256,
                                                            const std::string& not_this);

 private:
  Record& record_;
};

}  // namespace griffier::store
