#include "fetchers/extract/docx_math.h"

#include <string_view>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestPlain = 32;  // bytes of what needs no brackets

std::string in_brackets(const pugi::xml_node& part) { return bracketed(equation_text(part)); }

std::string raised(const char* sign, const pugi::xml_node& part) {
  const std::string text = in_brackets(part);
  return text.empty() ? text : sign + text;
}

std::string sign_of(const pugi::xml_node& properties, std::string_view name, const char* usual) {
  const pugi::xml_node sign = child_named(properties, name);
  return sign ? word_attribute(sign, "val").value() : usual;
}

// "(a|b)": what is between brackets, which are round where the file names none.
std::string delimited(const pugi::xml_node& node) {
  const pugi::xml_node properties = child_named(node, "dPr");
  std::string text = sign_of(properties, "begChr", "(");
  bool first = true;
  for (const pugi::xml_node part : node.children()) {
    if (local_name(part) != "e") continue;
    if (!first) text += sign_of(properties, "sepChr", "|");
    first = false;
    text += equation_text(part);
  }
  return text + sign_of(properties, "endChr", ")");
}

std::string structure_text(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  const auto part = [&node](std::string_view which) { return child_named(node, which); };
  if (name == "t") return node.child_value();
  if (name == "f") return in_brackets(part("num")) + '/' + in_brackets(part("den"));
  if (name == "sSup" || name == "sSub" || name == "sSubSup") {
    return in_brackets(part("e")) + raised("_", part("sub")) + raised("^", part("sup"));
  }
  if (name == "rad") return raised("", part("deg")) + "√(" + equation_text(part("e")) + ')';
  if (name == "d") return delimited(node);
  if (name == "nary") {
    const std::string sign = sign_of(part("naryPr"), "chr", "∫");
    return sign + raised("_", part("sub")) + raised("^", part("sup")) + ' ' + equation_text(part("e"));
  }
  if (name == "func") return equation_text(part("fName")) + ' ' + in_brackets(part("e"));
  if (name == "limLow") return equation_text(part("e")) + raised("_", part("lim"));
  if (name == "limUpp") return equation_text(part("e")) + raised("^", part("lim"));
  if (name.ends_with("Pr") || name == "del" || name == "moveFrom") return {};
  return equation_text(node);
}

}  // namespace

std::string bracketed(std::string text) {
  std::size_t at = 0;
  bool plain = text.size() <= kLongestPlain;
  while (plain && at < text.size()) {
    const char32_t point = next_point(text, at);
    plain = is_letter(point) || (point >= '0' && point <= '9');
  }
  return plain ? text : '(' + text + ')';
}

std::string equation_text(const pugi::xml_node& equation) {
  std::string text;
  for (const pugi::xml_node node : equation.children()) {
    if (node.type() == pugi::node_element) text += structure_text(node);
  }
  return text;
}

}  // namespace griffier::fetchers
