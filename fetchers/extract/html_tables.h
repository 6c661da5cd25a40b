// Which tables of a page are its layout.
#pragma once

#include <unordered_set>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {

// The rows of a page that have a table in one of their cells. Refers to the tree.
class PageTables {
 public:
  explicit PageTables(const GumboNode& root);

  [[nodiscard]] bool frames(const GumboNode& row) const { return frames_.contains(&row); }

 private:
  std::unordered_set<const GumboNode*> frames_;
};

// The table that the row stands in, null when it stands in none.
[[nodiscard]] const GumboNode* table_of(const GumboNode& row);

}  // namespace griffier::fetchers
