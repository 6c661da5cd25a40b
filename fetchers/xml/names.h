// Names in XML as namespaces have them: the prefix is the writer's own affair.
#pragma once

#include <pugixml.hpp>
#include <string_view>

namespace griffier::fetchers {

// The namespace of an element; empty: none. Source: Namespaces in XML 1.0, section 6.
[[nodiscard]] std::string_view namespace_of(const pugi::xml_node& element);
// An element of this namespace, or of none at all, with this local name.
[[nodiscard]] bool is_element(const pugi::xml_node& node, std::string_view name_space, std::string_view local);
// The first such child; an empty node: none.
[[nodiscard]] pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name_space,
                                      std::string_view local);

}  // namespace griffier::fetchers
