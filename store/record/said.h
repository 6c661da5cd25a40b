// What each register said last of a document that several give: what makes it possible to see which of its facts are
// new, and to leave those of the others alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record/record.h"

namespace griffier::store {

// The DDL of this part; schema.cpp runs it.
extern const char* const kSaidTables;

struct SaidRow {
  std::string source, document_id;
  std::map<std::string, std::string> facts;  // by name (publications/facts.h)
};

class Said {
 public:
  explicit Said(Record& record) : record_(record) {}  // borrows; writer thread only

  // nullopt: not kept.
  [[nodiscard]] std::optional<std::map<std::string, std::string>> facts(const std::string& source,
                                                                        const std::string& document_id);
  // Whether another source gives the document as well.
  [[nodiscard]] bool others_give(const std::string& document_id, const std::string& source);
  // The commit of the newest revision that came of this source, but for withdrawals; nullopt: none did.
  [[nodiscard]] std::optional<std::string> last_commit_of(const std::string& document_id, const std::string& source);
  // In one transaction.
  void keep(const std::vector<SaidRow>& rows);

 private:
  Record& record_;
};

}  // namespace griffier::store
