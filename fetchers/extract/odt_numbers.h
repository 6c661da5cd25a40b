// Numbers and bullets of headings and lists as an office program shows them, which are no part of an ODT's text
// (OpenDocument 1.3 part 3, 16.30 to 16.35 and 19.880).
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>

namespace griffier::fetchers {

// The styles that number, and the counters while the text is read in order.
class OdtNumbers {
 public:
  static constexpr std::size_t kLevels = 10;

  // Takes the list styles, the numbering of headings and the paragraph styles of styles.xml or content.xml.
  void note_styles(const pugi::xml_node& root);

  // The number of the next heading (text:h), empty for one without. Counts it.
  [[nodiscard]] std::string heading_label(const pugi::xml_node& heading);
  // Begins a list at a level (from 0), unless it goes on with the numbers of the one before.
  void begin_list(const std::string& style, std::size_t level, bool goes_on);
  // The label of the next item; `item` may say with which number it begins. "•" where the style is not known.
  [[nodiscard]] std::string item_label(const std::string& style, std::size_t level, const pugi::xml_node& item);
  // The list style that a paragraph's style names, empty for none: for lists that name none themselves.
  [[nodiscard]] std::string list_style_of(const pugi::xml_node& paragraph) const;

  // The name of a style, short enough to be copied for each use.
  [[nodiscard]] static std::string style_name(const pugi::xml_attribute& attribute);

 private:
  struct Level {
    bool is_bullet = true;
    std::string bullet;
    std::string format;  // "1", "a", "i", "I", "A", empty for no number
    std::string prefix;
    std::string suffix;
    std::string pattern;      // "%1%.%2%)": where the numbers of which levels stand, empty in older files
    std::size_t display = 1;  // how many levels' numbers are shown
    int start = 1;
  };
  using Levels = std::array<Level, kLevels>;
  struct ParagraphStyle {
    std::string parent;
    std::string list;
    bool says_list = false;  // an empty one switches the numbers of a heading off
  };

  static void read_levels(const pugi::xml_node& style, Levels& levels);
  void note_paragraph_style(const pugi::xml_node& node);
  // The paragraph style in the chain of parents that names a list, null for none.
  [[nodiscard]] const ParagraphStyle* naming_style(const pugi::xml_node& paragraph) const;
  int& counter(const std::string& style, std::size_t level, const Levels& levels);
  [[nodiscard]] int shown(const std::string& style, std::size_t level, const Levels& levels) const;
  [[nodiscard]] std::string print(const std::string& style, std::size_t level, const Levels& levels) const;
  [[nodiscard]] std::string print_pattern(const std::string& style, const Level& own, const Levels& levels) const;

  std::map<std::string, Levels> lists_;
  std::map<std::string, ParagraphStyle> paragraphs_;
  std::string outline_;  // the style that numbers headings
  std::map<std::pair<std::string, std::size_t>, int> counters_;
};

}  // namespace griffier::fetchers
