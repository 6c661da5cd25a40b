#include "fetchers/extract/html_tables.h"

#include <vector>

namespace griffier::fetchers {

PageTables::PageTables(const GumboNode& root) {
  std::vector<const GumboNode*> stack{&root};
  while (!stack.empty()) {
    const GumboNode& node = *stack.back();
    stack.pop_back();
    if (!is_element(node)) continue;
    const GumboVector& children = children_of(node);
    for (unsigned child = 0; child < children.length; ++child) stack.push_back(&child_at(children, child));
    if (node.v.element.tag != GUMBO_TAG_TABLE) continue;
    const GumboNode* row = node.parent;
    while (row != nullptr && (!is_element(*row) || row->v.element.tag != GUMBO_TAG_TR)) row = row->parent;
    // The rows further out are those of the table that holds this row.
    if (row != nullptr) frames_.insert(row);
  }
}

const GumboNode* table_of(const GumboNode& row) {
  const GumboNode* node = row.parent;
  while (node != nullptr && (!is_element(*node) || node->v.element.tag != GUMBO_TAG_TABLE)) node = node->parent;
  return node;
}

}  // namespace griffier::fetchers
