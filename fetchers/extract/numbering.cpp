#include "fetchers/extract/numbering.h"

#include <algorithm>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {
namespace {

constexpr int kMostCount = 1'000'000;
constexpr std::size_t kMostDefinitions = 10'000;  // each takes more memory than its bytes in the file
constexpr std::size_t kLongestText = 256;         // bytes of a label's pattern, which is printed for every item

std::string roman(int number) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> kParts{{{1000, "m"},
                                                                            {900, "cm"},
                                                                            {500, "d"},
                                                                            {400, "cd"},
                                                                            {100, "c"},
                                                                            {90, "xc"},
                                                                            {50, "l"},
                                                                            {40, "xl"},
                                                                            {10, "x"},
                                                                            {9, "ix"},
                                                                            {5, "v"},
                                                                            {4, "iv"},
                                                                            {1, "i"}}};
  std::string result;
  if (number > 3999) return std::to_string(number);
  for (const auto& [value, letters] : kParts) {
    for (; number >= value; number -= value) result += letters;
  }
  return result;
}

std::string letters(int number) {
  // Word repeats the letter: z, aa, bb.
  const int letter = (number - 1) % 26;
  const int times = std::min((number - 1) / 26 + 1, 8);
  return std::string(static_cast<std::size_t>(times), static_cast<char>('a' + letter));
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

std::string value_of(const pugi::xml_node& node, const char* name = "w:val") { return node.attribute(name).value(); }

// The signs of the Symbol and Wingdings faces lie in the private use area.
std::string bullet(const std::string& text) {
  std::size_t at = 0;
  const std::string folded = fold(text);
  if (folded.empty()) return "•";
  const char32_t point = next_point(folded, at);
  return point >= 0xE000 && point < 0xF900 ? "•" : folded;
}

}  // namespace

std::string format_number(int number, std::string_view format) {
  if (number < 1 || format == "none") return format == "none" ? "" : std::to_string(number);
  if (format == "lowerLetter") return letters(number);
  if (format == "upperLetter") return upper(letters(number));
  if (format == "lowerRoman") return roman(number);
  if (format == "upperRoman") return upper(roman(number));
  return std::to_string(number);
}

void Numbering::read_level(const pugi::xml_node& node, Level& level) {
  if (const auto start = child_named(node, "start")) level.start = start.attribute("w:val").as_int(1);
  if (const auto format = child_named(node, "numFmt")) level.format = beginning(value_of(format), kLongestText);
  if (const auto text = child_named(node, "lvlText")) level.text = beginning(value_of(text), kLongestText);
}

Numbering::Numbering(const pugi::xml_node& root) {
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) == "abstractNum" && definitions_.size() < kMostDefinitions) {
      Definition& definition = definitions_[value_of(node, "w:abstractNumId")];
      for (const pugi::xml_node level : node.children()) {
        const int number = level.attribute("w:ilvl").as_int(-1);
        if (local_name(level) == "lvl" && number >= 0 && number < kLevels) {
          read_level(level, definition.levels.at(static_cast<std::size_t>(number)));
        }
      }
    } else if (local_name(node) == "num") {
      List& list = lists_[value_of(node, "w:numId")];
      list.definition = value_of(child_named(node, "abstractNumId"));
      for (const pugi::xml_node change : node.children()) {
        const auto start = child_named(change, "startOverride");
        if (start) list.restarts[change.attribute("w:ilvl").as_int()] = start.attribute("w:val").as_int(1);
      }
    }
  }
}

std::string Numbering::print(const Definition& definition, int level) {
  const Level& own = definition.levels.at(static_cast<std::size_t>(level));
  if (own.format == "bullet") return bullet(own.text);
  std::string result;
  for (std::size_t at = 0; at < own.text.size(); ++at) {
    const bool place =
        own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' && own.text[at + 1] <= '9';
    if (!place) {
      result += own.text[at];
      continue;
    }
    const auto which = static_cast<std::size_t>(own.text[++at] - '1');
    const int number = definition.running.at(which) ? definition.counters.at(which) : definition.levels.at(which).start;
    result += format_number(number, definition.levels.at(which).format);
  }
  return fold(result);
}

std::string Numbering::next_label(const std::string& id, int level) {
  const auto list = lists_.find(id);
  if (list == lists_.end() || level < 0 || level >= kLevels) return {};
  const auto found = definitions_.find(list->second.definition);
  if (found == definitions_.end()) return {};
  Definition& definition = found->second;
  const auto at = static_cast<std::size_t>(level);
  const auto restart = list->second.restarts.find(level);
  if (restart != list->second.restarts.end()) {
    definition.counters.at(at) = restart->second;
    list->second.restarts.erase(restart);
  } else if (!definition.running.at(at)) {
    definition.counters.at(at) = definition.levels.at(at).start;
  } else {
    definition.counters.at(at) = std::min(definition.counters.at(at) + 1, kMostCount);
  }
  definition.running.at(at) = true;
  for (std::size_t deeper = at + 1; deeper < kLevels; ++deeper) definition.running.at(deeper) = false;
  return print(definition, level);
}

}  // namespace griffier::fetchers
