// Text and markup inside feed elements.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace griffier::fetchers {

// The character data right in an element, CDATA included, without that of its children.
[[nodiscard]] std::string own_text(const pugi::xml_node& node, std::size_t most);
// The children of an element as HTML, their prefixes dropped (XHTML in Atom is often written with one). Iterative:
// depth costs no stack. Cut at `most` bytes.
[[nodiscard]] std::string inner_html(const pugi::xml_node& node, std::size_t most);
// Character references resolved, tags dropped, white space collapsed: "Brief &amp; <b>bijlage</b>" is "Brief &
// bijlage".
[[nodiscard]] std::string plain_text(std::string_view html, std::size_t most);
// White space collapsed, ends trimmed, cut at a whole character.
[[nodiscard]] std::string collapsed(std::string_view text, std::size_t most);
[[nodiscard]] std::string escaped_html(std::string_view text);

}  // namespace griffier::fetchers
