#include "fetchers/xml/names.h"

#include <optional>
#include <string>

#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

// Of one element. Looking for a declaration costs as much for each element below it, and no publisher has so many.
constexpr int kMostAttributes = 64;

std::optional<std::string_view> declared_at(const pugi::xml_node& node, std::string_view declaration) {
  int looked_at = 0;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (attribute.name() == declaration) return attribute.value();
    if (++looked_at == kMostAttributes) break;
  }
  return std::nullopt;
}

}  // namespace

std::string_view namespace_of(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  const auto colon = name.find(':');
  const std::string declaration =
      colon == std::string_view::npos ? std::string("xmlns") : "xmlns:" + std::string(name.substr(0, colon));
  for (pugi::xml_node node = element; node; node = node.parent())
    if (const auto declared = declared_at(node, declaration)) return *declared;
  return {};
}

bool is_element(const pugi::xml_node& node, std::string_view name_space, std::string_view local) {
  if (node.type() != pugi::node_element || local_name(node) != local) return false;
  const auto own = namespace_of(node);
  // KOOP writes the same namespace with and without a slash at its end.
  const auto bare = [](std::string_view text) { return text.ends_with('/') ? text.substr(0, text.size() - 1) : text; };
  return own.empty() || bare(own) == bare(name_space);
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name_space, std::string_view local) {
  for (const pugi::xml_node child : parent.children())
    if (is_element(child, name_space, local)) return child;
  return {};
}

}  // namespace griffier::fetchers
