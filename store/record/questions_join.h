// Which papers belong to which set of questions. Pure, and the same whatever order the papers came in.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/record/questions_claims.h"

namespace griffier::store::questions {

enum class By : std::uint8_t { nothing, likeness, questions, header, aanhangsel, zaaknummer, hand, itself };
[[nodiscard]] std::string_view name(By by);  // "zaaknummer", "earlier Aanhangsel", "askers, subject and date" ...
[[nodiscard]] inline bool is_certain(By by) { return by > By::likeness; }

// How two papers are seen to concern the same questions.
[[nodiscard]] By relation(const Claim& a, const Claim& b);

// What people decided about a paper and a set.
struct Decisions {
  std::set<std::pair<std::string, std::string>> joined, split;  // paper, set id
};

struct Membership {
  std::size_t claim = 0;  // index
  By by = By::nothing;
};
struct Grouping {
  std::string set_id;
  std::vector<Membership> members;  // by paper
};

// Every asking paper has its set, and what is related to it joins it. Papers whose question paper isn't there form the
// set that it will join: named after their zaaknummer, else after the first of them.
[[nodiscard]] std::vector<Grouping> group(const std::vector<Claim>& claims, const Decisions& decisions);

}  // namespace griffier::store::questions
