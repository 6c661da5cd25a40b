#include "fetchers/extract/docx_styles.h"

#include <algorithm>
#include <string_view>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

constexpr int kLongestChain = 16;        // of styles based on each other
constexpr std::size_t kLongestId = 256;  // bytes; Word's are numbers and names

struct RawStyle {
  ParagraphStyle own;
  std::optional<bool> bold;
  std::string base;
  bool has_list = false;
};

// What a style says about a switch, nothing where it leaves that to the style that it is based on.
std::optional<bool> switch_in(const pugi::xml_node& properties, std::string_view name) {
  const pugi::xml_node node = child_named(properties, name);
  return node ? std::optional(is_on(node)) : std::nullopt;
}

// "heading 2" in every language of Word; "Kop 2" in files of other programs.
int heading_level(std::string_view name) {
  for (const std::string_view begin : {"heading ", "kop ", "kop", "heading"}) {
    if (!name.starts_with(begin) || name.size() != begin.size() + 1) continue;
    const char digit = name[begin.size()];
    if (digit >= '1' && digit <= '9') return std::min(6, digit - '0');
  }
  return name == "title" || name == "titel" ? 1 : 0;
}

RawStyle read_style(const pugi::xml_node& node) {
  RawStyle style;
  const std::string name = to_lower(beginning(word_attribute(child_named(node, "name"), "val").value(), kLongestId));
  style.own.heading = heading_level(name);
  style.own.quote = name == "quote" || name == "citaat" || name == "intense quote";
  style.base = beginning(word_attribute(child_named(node, "basedOn"), "val").value(), kLongestId);
  const pugi::xml_node run = child_named(node, "rPr");
  style.bold = switch_in(run, "b");
  style.own.hidden = switch_in(run, "vanish");
  const pugi::xml_node properties = child_named(node, "pPr");
  const pugi::xml_node outline = child_named(properties, "outlineLvl");
  const int level = word_attribute(outline, "val").as_int(9);
  if (outline && level < 9 && style.own.heading == 0) style.own.heading = std::min(6, level + 1);
  if (const pugi::xml_node list = child_named(properties, "numPr")) {
    style.has_list = true;
    style.own.list = beginning(word_attribute(child_named(list, "numId"), "val").value(), kLongestId);
    style.own.level = word_attribute(child_named(list, "ilvl"), "val").as_int();
  }
  return style;
}

}  // namespace

pugi::xml_attribute word_attribute(const pugi::xml_node& node, std::string_view name) {
  pugi::xml_attribute other;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view full = attribute.name();
    if (full.size() < name.size() + 2 || !full.ends_with(name) || full[full.size() - name.size() - 1] != ':') continue;
    const std::string_view prefix = full.substr(0, full.size() - name.size() - 1);
    if (prefix == "w" || prefix == "m") return attribute;
    // Those of relations and of Word's later versions are namesakes.
    if (!other && prefix != "r" && !prefix.starts_with("w1") && !prefix.starts_with("xml")) other = attribute;
  }
  return other;
}

bool is_on_value(std::string_view value) {
  return value != "0" && value != "false" && value != "none" && value != "off";
}

bool is_on(const pugi::xml_node& node) { return node && is_on_value(word_attribute(node, "val").value()); }

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

DocxStyles::DocxStyles(const pugi::xml_node& root) {
  std::map<std::string, RawStyle> raw;
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) == "style")
      raw[beginning(word_attribute(node, "styleId").value(), kLongestId)] = read_style(node);
  }
  for (const auto& [id, style] : raw) {
    ParagraphStyle full = style.own;
    std::optional<bool> bold = style.bold;
    bool list = style.has_list;
    auto base = raw.find(style.base);
    for (int step = 0; step < kLongestChain && base != raw.end(); ++step) {
      if (full.heading == 0) full.heading = base->second.own.heading;
      if (!bold) bold = base->second.bold;
      if (!full.hidden) full.hidden = base->second.own.hidden;
      if (!list && base->second.has_list) {
        list = true;
        full.list = base->second.own.list;
        full.level = base->second.own.level;
      }
      base = raw.find(base->second.base);
    }
    full.bold = bold.value_or(false);
    styles_[id] = full;
  }
}

const ParagraphStyle& DocxStyles::of(const std::string& id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? none_ : found->second;
}

bool DocxStyles::hides(const pugi::xml_node& paragraph) const {
  const pugi::xml_node style = child_named(child_named(paragraph, "pPr"), "pStyle");
  return style && of(word_attribute(style, "val").value()).hidden.value_or(false);
}

}  // namespace griffier::fetchers
