// Which question of one paper is which of another that prints them as well, when the numbers needn't agree: those of a
// schriftelijk overleg are counted by us, and the Verslag may print one more or other words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/record/questions_claims.h"

namespace griffier::store::questions {

// By the numbers in `asked`, those in `printed`. Questions with the same words, once in each paper, are the same; what
// lies between two of these in both papers is so by its place when there is as much of it. Pure; n log n.
[[nodiscard]] std::map<std::string, std::string> align(const std::vector<Line>& asked,
                                                       const std::vector<Line>& printed);

}  // namespace griffier::store::questions
