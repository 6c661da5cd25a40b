// An HTML page as gumbo's tree, in memory of a bounded size that goes at once.
#pragma once

#include <gumbo.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// gumbo copies open formatting elements into each new paragraph and frees its tree by recursion, so a hostile page can
// cost it memory without end or the stack. Its memory therefore comes from blocks of ours, up to a limit, and the tree
// is never walked to be freed. Neither copied nor moved.
class HtmlTree {
 public:
  // Takes valid UTF-8. Throws ExtractError (too_large, timed_out) when the page costs more than any real one.
  HtmlTree(std::string text, const ExtractLimits& limits);
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;
  ~HtmlTree();

  // The html element, never null.
  [[nodiscard]] const GumboNode& root() const;

 private:
  struct Memory;
  static void* allocate(void* memory, std::size_t size);
  static void release(void* memory, void* block);

  std::string text_;
  std::unique_ptr<Memory> memory_;
  GumboOutput* output_ = nullptr;
};

[[nodiscard]] bool is_element(const GumboNode& node);
// The children of an element, none for other nodes.
[[nodiscard]] const GumboVector& children_of(const GumboNode& node);
[[nodiscard]] const GumboNode& child_at(const GumboVector& children, unsigned at);
// The element's name in lower case, of unknown ones as well.
[[nodiscard]] std::string tag_name(const GumboNode& node);
// The attribute's value, empty when it has none.
[[nodiscard]] std::string_view attribute_of(const GumboNode& node, const char* name);
[[nodiscard]] bool has_attribute(const GumboNode& node, const char* name);
// All text below the node, folded, scripts apart.
[[nodiscard]] std::string text_below(const GumboNode& node);
// The same where only a little text counts: nothing when there is more than a few lines of it.
[[nodiscard]] std::optional<std::string> short_text_below(const GumboNode& node);
// The character set that the page names in a meta element near its start, empty when it names none.
[[nodiscard]] std::string meta_charset(std::string_view bytes);

}  // namespace griffier::fetchers
