#include "fetchers/extract/html_notes.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace griffier::fetchers {

HtmlShape shape_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return HtmlShape::heading;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      return HtmlShape::list;
    case GUMBO_TAG_LI:
      return HtmlShape::item;
    case GUMBO_TAG_TR:
      return HtmlShape::row;
    case GUMBO_TAG_BLOCKQUOTE:
      return HtmlShape::quote;
    case GUMBO_TAG_BR:
      return HtmlShape::line_break;
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_UNKNOWN:
      return HtmlShape::inline_text;
    default:
      return HtmlShape::block;
  }
}

std::optional<std::string> mark_of(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  if (text.empty() || text.size() > 4) return std::nullopt;
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  return digits || text.find_first_not_of('*') == std::string_view::npos ? std::optional(std::string(text))
                                                                         : std::nullopt;
}

bool has_class(const GumboNode& node, std::initializer_list<std::string_view> words) {
  std::string_view names = attribute_of(node, "class");
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (std::find(words.begin(), words.end(), names.substr(0, end)) != words.end()) return true;
    names.remove_prefix(std::min(names.size(), end + 1));
  }
  return false;
}

PageNotes::PageNotes(const GumboNode& root) {
  std::vector<const GumboNode*> stack{&root};
  std::unordered_map<std::string_view, const GumboNode*> ids;
  std::vector<std::pair<std::string_view, std::string>> links;
  while (!stack.empty()) {
    const GumboNode& node = *stack.back();
    stack.pop_back();
    if (!is_element(node)) continue;
    if (const auto id = attribute_of(node, "id"); !id.empty()) ids.emplace(id, &node);
    const std::string_view target = attribute_of(node, "href");
    if (node.v.element.tag == GUMBO_TAG_A && target.starts_with('#') && target.size() > 1) {
      if (auto mark = mark_of(short_text_below(node).value_or(std::string())))
        links.emplace_back(target.substr(1), std::move(*mark));
    }
    const GumboVector& children = children_of(node);
    for (unsigned child = children.length; child > 0; --child) stack.push_back(&child_at(children, child - 1));
  }
  for (auto& [target, mark] : links) {
    const auto found = ids.find(target);
    // A note is a block with more text than its own number; what points back to the mark is none.
    if (found == ids.end() || shape_of(found->second->v.element.tag) == HtmlShape::inline_text) continue;
    const auto text = short_text_below(*found->second);
    if (text && text->size() <= mark.size() + 3) continue;
    labels_.emplace(found->second, mark);
    targets_.emplace(target);
  }
}

}  // namespace griffier::fetchers
