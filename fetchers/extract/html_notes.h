// What the elements of a page are for a reader, and its footnotes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {

enum class HtmlShape { inline_text, block, heading, list, item, row, quote, line_break };

[[nodiscard]] HtmlShape shape_of(GumboTag tag);

// Whether the element's class names one of the words.
[[nodiscard]] bool has_class(const GumboNode& node, std::initializer_list<std::string_view> words);

// "1", "12", "*", "[3]" as a mark: what stands between the brackets.
[[nodiscard]] std::optional<std::string> mark_of(std::string_view text);

// The marks of the page and the elements that they point to: a short number in a link within the page.
class PageNotes {
 public:
  explicit PageNotes(const GumboNode& root);

  [[nodiscard]] const std::string* label_of(const GumboNode& node) const {
    const auto found = labels_.find(&node);
    return found == labels_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool is_target(std::string_view id) const { return targets_.contains(id); }

 private:
  std::unordered_map<const GumboNode*, std::string> labels_;
  std::unordered_set<std::string_view> targets_;
};

}  // namespace griffier::fetchers
