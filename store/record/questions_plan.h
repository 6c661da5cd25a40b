// What one paper changes: the papers that it may concern read from the record, put together anew with it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/record/questions_life.h"
#include "store/record/sqlite.h"

namespace griffier::store::questions {

struct StoredSet {
  std::int64_t key = 0;
  std::string set_id;
  Before before;
  std::vector<std::string> names;      // former ids
  std::vector<std::string> noted_due;  // its terms that were told
};

struct Plan {
  std::vector<Claim> claims;      // of every paper concerned
  std::vector<std::string> mine;  // papers of the entry's document among them
  std::vector<std::string> gone;  // claims of that document that stand no more
  std::vector<SetState> sets;
  std::vector<StoredSet> stored;
  std::vector<int> successor;    // of each stored set, the index in `sets`; -1: none
  std::vector<int> predecessor;  // of each set, the index in `stored` of what it was; -1: new
  std::vector<NewEvent> events;
  std::string corrected;
  [[nodiscard]] bool empty() const { return claims.empty() && gone.empty(); }
};

// `anew`: the paper is read again by a newer program, so what it said before doesn't count.
[[nodiscard]] Plan plan(Database& db, const std::string& document_id, std::vector<Claim> claims, bool anew);

void store(Database& db, Plan& plan);

// Whether the paper is a member of the set.
[[nodiscard]] bool has_member(const Plan& plan, const SetState& set, const std::string& paper);

[[nodiscard]] publications::TermRules rules_of(Database& db);

}  // namespace griffier::store::questions
