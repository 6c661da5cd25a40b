#include "fetchers/extract/numbering.h"

#include <algorithm>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"
#include "publications/ascii.h"

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
  std::transform(text.begin(), text.end(), text.begin(), publications::ascii::to_upper);
  return text;
}

std::string value_of(const pugi::xml_node& node, std::string_view name = "val") {
  return word_attribute(node, name).value();
}

// *, †, ‡, §, and doubled from there on.
std::string note_sign(int number) {
  static constexpr std::array<std::string_view, 4> kSigns{"*", "†", "‡", "§"};
  std::string result;
  for (int times = std::min((number - 1) / 4 + 1, 8); times > 0; --times) {
    result += kSigns.at(static_cast<std::size_t>(number - 1) % 4);
  }
  return result;
}

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
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (format == "ordinal") return std::to_string(number) + "e";  // as Word writes it in Dutch
  if (format == "chicago") return note_sign(number);
  return std::to_string(number);
}

void Numbering::read_level(const pugi::xml_node& node, Level& level) {
  if (const auto start = child_named(node, "start")) level.start = word_attribute(start, "val").as_int(1);
  if (const auto format = child_named(node, "numFmt")) level.format = beginning(value_of(format), kLongestText);
  if (const auto text = child_named(node, "lvlText")) level.text = beginning(value_of(text), kLongestText);
  if (const auto restart = child_named(node, "lvlRestart")) level.restart = word_attribute(restart, "val").as_int(-1);
  level.legal = is_on(child_named(node, "isLgl"));
}

void Numbering::read_definition(const pugi::xml_node& node) {
  if (definitions_.size() >= kMostDefinitions) return;
  const std::string id = value_of(node, "abstractNumId");
  Definition& definition = definitions_[id];
  if (const auto style = child_named(node, "styleLink")) styles_[beginning(value_of(style), kLongestText)] = id;
  if (const auto style = child_named(node, "numStyleLink")) definition.style = beginning(value_of(style), kLongestText);
  for (const pugi::xml_node level : node.children()) {
    const int number = word_attribute(level, "ilvl").as_int(-1);
    if (local_name(level) == "lvl" && number >= 0 && number < kLevels) {
      read_level(level, definition.levels.at(static_cast<std::size_t>(number)));
    }
  }
}

void Numbering::read_list(const pugi::xml_node& node) {
  List& list = lists_[value_of(node, "numId")];
  list.definition = value_of(child_named(node, "abstractNumId"));
  for (const pugi::xml_node change : node.children()) {
    const int number = word_attribute(change, "ilvl").as_int();
    if (const auto start = child_named(change, "startOverride")) {
      list.restarts[number] = word_attribute(start, "val").as_int(1);
    }
    const auto level = child_named(change, "lvl");
    if (level && number >= 0 && number < kLevels && ++overrides_ <= kMostDefinitions) {
      read_level(level, list.levels[number] = Level{});
    }
  }
}

Numbering::Numbering(const pugi::xml_node& root) {
  for (const pugi::xml_node node : root.children()) {
    if (local_name(node) == "abstractNum") read_definition(node);
    if (local_name(node) == "num") read_list(node);
  }
}

// A definition may stand for that of a style, which another one is.
Numbering::Definition* Numbering::definition_of(const List& list) {
  auto found = definitions_.find(list.definition);
  if (found == definitions_.end()) return nullptr;
  if (found->second.style.empty()) return &found->second;
  const auto style = styles_.find(found->second.style);
  found = style == styles_.end() ? found : definitions_.find(style->second);
  return &found->second;
}

const Numbering::Level& Numbering::level_of(const List& list, const Definition& definition, std::size_t level) {
  const auto own = list.levels.find(static_cast<int>(level));
  return own == list.levels.end() ? definition.levels.at(level) : own->second;
}

std::string Numbering::print(const List& list, const Definition& definition, std::size_t level) {
  const Level& own = level_of(list, definition, level);
  if (own.format == "bullet") return bullet(own.text);
  std::string result;
  int places = 0;
  for (std::size_t at = 0; at < own.text.size(); ++at) {
    const bool place =
        own.text[at] == '%' && at + 1 < own.text.size() && own.text[at + 1] >= '1' && own.text[at + 1] <= '9';
    if (!place) {
      result += own.text[at];
      continue;
    }
    const auto which = static_cast<std::size_t>(own.text[++at] - '1');
    if (++places > kLevels) continue;  // each level has one number
    const Level& other = level_of(list, definition, which);
    const int number = definition.running.at(which) ? definition.counters.at(which) : other.start;
    result += format_number(number, own.legal ? "decimal" : other.format);
  }
  return fold(result);
}

std::string Numbering::next_label(const std::string& id, int level) {
  const auto found = lists_.find(id);
  if (found == lists_.end() || level < 0 || level >= kLevels) return {};
  List& list = found->second;
  Definition* const definition = definition_of(list);
  if (definition == nullptr) return {};
  const auto at = static_cast<std::size_t>(level);
  int& counter = definition->counters.at(at);
  const auto restart = list.restarts.find(level);
  if (restart != list.restarts.end()) {
    counter = restart->second;
    list.restarts.erase(restart);
  } else if (!definition->running.at(at)) {
    counter = level_of(list, *definition, at).start;
  } else {
    counter = std::min(counter + 1, kMostCount);
  }
  definition->running.at(at) = true;
  for (std::size_t deeper = at + 1; deeper < kLevels; ++deeper) {
    // Begins anew behind every level above it, behind some of them, or (0) never.
    const int restarts_behind = level_of(list, *definition, deeper).restart;
    if (restarts_behind < 0 || level < restarts_behind) definition->running.at(deeper) = false;
  }
  return print(list, *definition, at);
}

}  // namespace griffier::fetchers
