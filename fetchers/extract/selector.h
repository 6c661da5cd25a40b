// A useful part of CSS selectors over an HTML tree: tag, .class, #id, [attr], [attr=value] (also ~=, ^=, $=, *=), the
// descendant and child combinators, and lists with commas. See Selectors Level 3.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {

class Selector {
 public:
  // Throws std::invalid_argument that names the selector and what is wrong with it.
  explicit Selector(std::string_view text);

  // Every element below `root` (and `root`) that matches, in one pass without recursion.
  void find(const GumboNode& root, std::unordered_set<const GumboNode*>& found) const;

 private:
  struct Condition {
    enum class Kind { tag, has, equals, word, prefix, suffix, part };
    Kind kind = Kind::tag;
    std::string name;
    std::string value;
  };
  struct Compound {
    std::vector<Condition> conditions;
    bool child_of_last = false;  // parted from the one before by ">"
  };
  using Complex = std::vector<Compound>;  // from the outermost in; at most 32

  class Parser;
  [[nodiscard]] static bool holds(const Condition& condition, const GumboNode& node);
  [[nodiscard]] static bool matches(const Compound& compound, const GumboNode& node);
  static void find_one(const Complex& complex, const GumboNode& root, std::unordered_set<const GumboNode*>& found);

  std::vector<Complex> alternatives_;
};

}  // namespace griffier::fetchers
