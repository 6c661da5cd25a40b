#include "fetchers/extract/odt_math.h"

#include <utility>

#include "fetchers/extract/docx_math.h"
#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/package.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostEquations = 500;
constexpr std::size_t kLongestName = 256;       // bytes of a part's name
constexpr std::size_t kLongestRepeated = 1024;  // bytes of an equation that is named more than once

// The element at a place among those of its parent, from 0.
pugi::xml_node part_of(const pugi::xml_node& node, int place) {
  for (const pugi::xml_node part : node.children()) {
    if (part.type() == pugi::node_element && place-- == 0) return part;
  }
  return {};
}

std::string attribute_or(const pugi::xml_node& node, const char* name, const char* usual) {
  const pugi::xml_attribute attribute = node.attribute(name);
  return beginning(attribute ? attribute.value() : usual, kLongestName);
}

std::string parts_below(const pugi::xml_node& node, std::string_view between) {
  std::string text;
  bool first = true;
  for (const pugi::xml_node part : node.children()) {
    if (part.type() != pugi::node_element) continue;
    if (!std::exchange(first, false)) text += between;
    text += mathml_text(part);
  }
  return text;
}

std::string raised(const char* sign, const pugi::xml_node& part) {
  const std::string text = bracketed(mathml_text(part));
  return text.empty() ? text : sign + text;
}

bool is_token(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  return name == "mi" || name == "mn" || name == "mo" || name == "mtext" || name == "ms";
}

bool is_root(const pugi::xml_node& node) { return local_name(node) == "math"; }

// The part of the package that an object in a frame names, empty for none.
std::string part_name(const pugi::xml_node& object) {
  std::string_view name = object.attribute("xlink:href").value();
  if (name.starts_with("./")) name.remove_prefix(2);
  if (name.empty() || name.size() > kLongestName) return {};
  return std::string(name) + (name.ends_with('/') ? "content.xml" : "/content.xml");
}

}  // namespace

std::string mathml_text(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  const auto part = [&node](int place) { return part_of(node, place); };
  const auto base = [&part] {
    const std::string text = mathml_text(part(0));
    return is_token(part(0)) ? text : bracketed(text);
  };
  if (is_token(node)) return text_below(node);
  if (name == "mfrac") return base() + '/' + bracketed(mathml_text(part(1)));
  if (name == "msup" || name == "mover") return base() + raised("^", part(1));
  if (name == "msub" || name == "munder") return base() + raised("_", part(1));
  if (name == "msubsup" || name == "munderover") return base() + raised("_", part(1)) + raised("^", part(2));
  if (name == "msqrt") return "√(" + parts_below(node, "") + ')';
  if (name == "mroot") return raised("", part(1)) + "√(" + mathml_text(part(0)) + ')';
  if (name == "mfenced") {
    return attribute_or(node, "open", "(") + parts_below(node, attribute_or(node, "separators", ",")) +
           attribute_or(node, "close", ")");
  }
  if (name == "mspace") return " ";
  if (name == "semantics") return mathml_text(part(0));
  if (name == "mtable") return parts_below(node, "; ");
  if (name == "mtr") return parts_below(node, ", ");
  if (name == "mphantom" || name == "annotation" || name == "annotation-xml") return {};
  return parts_below(node, "");
}

OdtEquations::OdtEquations(std::string_view package, const pugi::xml_node& content, const ExtractLimits& limits,
                           std::vector<std::string>& warnings) {
  find(content);
  if (equations_.empty()) return;
  try {
    read(package, limits);
  } catch (const ExtractError&) {
    warnings.emplace_back("an object in it (an equation or a chart) can't be read: text may be missing");
  }
}

void OdtEquations::find(const pugi::xml_node& parent) {
  for (const pugi::xml_node node : parent.children()) {
    const std::string name = local_name(node) == "object" ? part_name(node) : std::string();
    if (!name.empty() && equations_.size() < kMostEquations) equations_.try_emplace(name);
    find(node);
  }
}

void OdtEquations::read(std::string_view package, const ExtractLimits& limits) {
  std::vector<std::string> wanted;
  wanted.reserve(equations_.size());
  for (const auto& [name, text] : equations_) wanted.push_back(name);
  for (const auto& [name, part] : read_package(package, wanted, limits)) {
    const XmlDocument document(decode(part, declared_encoding(part)).text, limits);
    if (is_root(document.root())) equations_.at(name) = mathml_text(document.root());
  }
}

std::string OdtEquations::take(const pugi::xml_node& frame) {
  const pugi::xml_node object = child_named(frame, "object");
  if (!object) return {};
  if (const pugi::xml_node own = child_named(object, "math")) return mathml_text(own);
  const auto found = equations_.find(part_name(object));
  if (found == equations_.end()) return {};
  return found->second.size() > kLongestRepeated ? std::exchange(found->second, {}) : found->second;
}

}  // namespace griffier::fetchers
