#include "fetchers/extract/odt_hidden.h"

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/odt_numbers.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostStyles = 10'000;  // each takes more memory than its bytes in the file
constexpr int kLongestChain = 16;            // of styles based on each other

bool is_true(const pugi::xml_attribute& attribute) { return std::string_view(attribute.value()) == "true"; }

}  // namespace

OdtHidden::OdtHidden(const pugi::xml_node& styles, const pugi::xml_node& content) {
  note(child_named(styles, "styles"), &Family::common);
  note(child_named(content, "styles"), &Family::common);
  note(child_named(content, "automatic-styles"), &Family::automatic);
}

void OdtHidden::note(const pugi::xml_node& group, std::map<std::string, Style> Family::*place) {
  for (const pugi::xml_node node : group.children()) {
    const std::string_view name = node.attribute("style:family").value();
    if (name != "paragraph" && name != "text") continue;
    std::map<std::string, Style>& known = (name == "text" ? texts_ : paragraphs_).*place;
    if (known.size() >= kMostStyles) continue;
    Style& style = known[OdtNumbers::style_name(node.attribute("style:name"))];
    style.parent = OdtNumbers::style_name(node.attribute("style:parent-style-name"));
    const pugi::xml_attribute display = child_named(node, "text-properties").attribute("text:display");
    if (display) style.hidden = std::string_view(display.value()) == "none";
  }
}

std::optional<bool> OdtHidden::resolve(const Family& family, const std::string& name) {
  const auto own = family.automatic.find(name);
  const Style* style = own == family.automatic.end() ? nullptr : &own->second;
  if (style != nullptr && style->hidden) return style->hidden;
  auto found = family.common.find(style == nullptr ? name : style->parent);
  for (int step = 0; step < kLongestChain && found != family.common.end(); ++step) {
    if (found->second.hidden) return found->second.hidden;
    found = family.common.find(found->second.parent);
  }
  return std::nullopt;
}

std::optional<bool> OdtHidden::by_style(const pugi::xml_node& node) const {
  const std::string_view name = local_name(node);
  const bool paragraph = name == "p" || name == "h";
  if (!paragraph && name != "span" && name != "a") return std::nullopt;
  const pugi::xml_attribute style = node.attribute("text:style-name");
  if (!style) return std::nullopt;
  return resolve(paragraph ? paragraphs_ : texts_, OdtNumbers::style_name(style));
}

bool OdtHidden::by_itself(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "hidden-text" || name == "hidden-paragraph") return is_true(node.attribute("text:is-hidden"));
  if (name != "section") return false;
  const std::string_view display = node.attribute("text:display").value();
  return display == "none" || (display == "condition" && is_true(node.attribute("text:is-hidden")));
}

bool OdtHidden::by_field(const pugi::xml_node& paragraph) {
  for (const pugi::xml_node node : paragraph.children()) {
    const std::string_view name = local_name(node);
    if (name == "hidden-paragraph" && by_itself(node)) return true;
    // Those hold paragraphs of their own.
    if (name == "note" || name == "annotation" || name == "text-box") continue;
    if (std::string_view(node.name()).starts_with("draw:")) continue;
    if (by_field(node)) return true;
  }
  return false;
}

}  // namespace griffier::fetchers
