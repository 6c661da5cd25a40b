#include "fetchers/extract/odt_numbers.h"

#include <algorithm>
#include <string_view>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostStyles = 10'000;  // each takes more memory than its bytes in the file
constexpr std::size_t kLongestName = 256;    // bytes of a style's name that tell it from others
constexpr std::size_t kLongestAffix = 64;    // bytes of what stands around the number of a label
constexpr int kLongestChain = 16;            // of styles based on each other
constexpr int kMostCount = 1'000'000;

std::string_view number_format(std::string_view format) {
  if (format == "a") return "lowerLetter";
  if (format == "A") return "upperLetter";
  if (format == "i") return "lowerRoman";
  if (format == "I") return "upperRoman";
  return "decimal";
}

// The signs of the Symbol and Wingdings faces lie in the private use area.
std::string shown_bullet(const std::string& bullet) {
  std::size_t at = 0;
  if (bullet.empty()) return "•";
  const char32_t point = next_point(bullet, at);
  return point >= 0xE000 && point < 0xF900 ? "•" : bullet;
}

}  // namespace

std::string OdtNumbers::style_name(const pugi::xml_attribute& attribute) {
  return beginning(attribute.value(), kLongestName);
}

void OdtNumbers::read_levels(const pugi::xml_node& style, Levels& levels) {
  for (const pugi::xml_node node : style.children()) {
    const int number = node.attribute("text:level").as_int();
    if (number < 1 || number > static_cast<int>(kLevels)) continue;
    Level& own = levels.at(static_cast<std::size_t>(number - 1));
    const auto affix = [&node](const char* name) { return beginning(node.attribute(name).value(), kLongestAffix); };
    const std::string_view kind = local_name(node);
    own.is_bullet = kind != "list-level-style-number" && kind != "outline-level-style";
    own.bullet = fold(affix("text:bullet-char"));
    own.format = affix("style:num-format");
    own.prefix = affix("style:num-prefix");
    own.suffix = affix("style:num-suffix");
    own.pattern = affix("style:num-list-format");
    if (own.pattern.empty()) own.pattern = affix("loext:num-list-format");
    own.display = static_cast<std::size_t>(std::clamp(node.attribute("text:display-levels").as_int(1), 1, number));
    own.start = node.attribute("text:start-value").as_int(1);
  }
}

void OdtNumbers::note_paragraph_style(const pugi::xml_node& node) {
  ParagraphStyle& style = paragraphs_[style_name(node.attribute("style:name"))];
  style.parent = style_name(node.attribute("style:parent-style-name"));
  const pugi::xml_attribute list = node.attribute("style:list-style-name");
  style.says_list = static_cast<bool>(list);
  style.list = style_name(list);
}

void OdtNumbers::note_styles(const pugi::xml_node& root) {
  for (const pugi::xml_node group : root.children()) {
    for (const pugi::xml_node node : group.children()) {
      const std::string_view kind = local_name(node);
      if (kind == "list-style" && lists_.size() < kMostStyles) {
        read_levels(node, lists_[style_name(node.attribute("style:name"))]);
      } else if (kind == "outline-style") {
        outline_ = style_name(node.attribute("style:name"));
        if (outline_.empty()) outline_ = "Outline";
        read_levels(node, lists_[outline_]);
      } else if (kind == "style" && paragraphs_.size() < kMostStyles &&
                 std::string_view(node.attribute("style:family").value()) == "paragraph") {
        note_paragraph_style(node);
      }
    }
  }
}

const OdtNumbers::ParagraphStyle* OdtNumbers::naming_style(const pugi::xml_node& paragraph) const {
  auto found = paragraphs_.find(style_name(paragraph.attribute("text:style-name")));
  for (int step = 0; step < kLongestChain && found != paragraphs_.end(); ++step) {
    if (found->second.says_list) return &found->second;
    found = paragraphs_.find(found->second.parent);
  }
  return nullptr;
}

std::string OdtNumbers::list_style_of(const pugi::xml_node& paragraph) const {
  const ParagraphStyle* const style = naming_style(paragraph);
  return style == nullptr ? std::string() : style->list;
}

int& OdtNumbers::counter(const std::string& style, std::size_t level, const Levels& levels) {
  return counters_.try_emplace({style, level}, levels.at(level).start - 1).first->second;
}

int OdtNumbers::shown(const std::string& style, std::size_t level, const Levels& levels) const {
  const auto found = counters_.find({style, level});
  return found == counters_.end() ? levels.at(level).start : std::max(found->second, levels.at(level).start);
}

std::string OdtNumbers::heading_label(const pugi::xml_node& heading) {
  const ParagraphStyle* const own = naming_style(heading);
  const std::string& style = own == nullptr ? outline_ : own->list;
  const auto found = lists_.find(style);
  if (found == lists_.end() || heading.attribute("text:is-list-header").as_bool()) return {};
  const int wanted = heading.attribute("text:outline-level").as_int(1) - 1;
  const auto level = static_cast<std::size_t>(std::clamp(wanted, 0, static_cast<int>(kLevels) - 1));
  const Levels& levels = found->second;
  int& count = counter(style, level, levels);
  if (heading.attribute("text:restart-numbering").as_bool()) {
    count = heading.attribute("text:start-value").as_int(levels.at(level).start) - 1;
  }
  count = std::min(count + 1, kMostCount);
  for (std::size_t deeper = level + 1; deeper < kLevels; ++deeper) counters_.erase({style, deeper});
  return levels.at(level).is_bullet ? std::string() : print(style, level, levels);
}

void OdtNumbers::begin_list(const std::string& style, std::size_t level, bool goes_on) {
  if (!goes_on) counters_.erase({style, level});
}

std::string OdtNumbers::item_label(const std::string& style, std::size_t level, const pugi::xml_node& item) {
  const auto found = lists_.find(style);
  if (found == lists_.end()) return "•";
  int& count = counter(style, level, found->second);
  if (const pugi::xml_attribute start = item.attribute("text:start-value")) count = start.as_int(1) - 1;
  count = std::min(count + 1, kMostCount);
  return print(style, level, found->second);
}

std::string OdtNumbers::print(const std::string& style, std::size_t level, const Levels& levels) const {
  const Level& own = levels.at(level);
  if (own.is_bullet) return shown_bullet(own.bullet);
  if (own.format.empty()) return {};
  if (!own.pattern.empty()) return print_pattern(style, own, levels);
  std::string numbers;
  for (std::size_t at = level + 1 - std::min(own.display, level + 1); at <= level; ++at) {
    const Level& part = levels.at(at);
    if (part.is_bullet || part.format.empty()) continue;
    if (!numbers.empty()) numbers += '.';
    const int number = at == level ? counters_.at({style, at}) : shown(style, at, levels);
    numbers += format_number(number, number_format(part.format));
  }
  return fold(own.prefix + numbers + own.suffix);
}

// Replaces "%3%" by the number of the third level.
std::string OdtNumbers::print_pattern(const std::string& style, const Level& own, const Levels& levels) const {
  std::string label;
  std::size_t places = 0;  // of which each level has one
  const std::string& pattern = own.pattern;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::size_t end = pattern[at] == '%' ? pattern.find('%', at + 1) : std::string::npos;
    const std::string digits = end == std::string::npos ? std::string() : pattern.substr(at + 1, end - at - 1);
    if (digits.size() > 2 || !publications::ascii::all_digits(digits) || digits == "0" ||
        std::stoul(digits) > kLevels) {
      label += pattern[at];
      continue;
    }
    const std::size_t which = std::stoul(digits) - 1;
    const Level& part = levels.at(which);
    if (++places <= kLevels && !part.is_bullet && !part.format.empty()) {
      label += format_number(shown(style, which, levels), number_format(part.format));
    }
    at = end;
  }
  return fold(label);
}

}  // namespace griffier::fetchers
