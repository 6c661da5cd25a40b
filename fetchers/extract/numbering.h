// Numbers and bullets of lists as an office program shows them, which are no part of a file's text.
#pragma once

#include <array>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace griffier::fetchers {

// 3 as "3", "c", "C", "iii" or "III" by the format's name in ECMA-376 17.18.59, "" for "none".
[[nodiscard]] std::string format_number(int number, std::string_view format);

// The lists of a DOCX: its numbering part and the counters while the text is read in order.
class Numbering {
 public:
  // The root of word/numbering.xml, or an empty node when the file has no lists. The document must outlive this object.
  explicit Numbering(const pugi::xml_node& root);

  // The label of the next paragraph of list `id` at `level` (0..8), as printed; empty when the list is unknown.
  [[nodiscard]] std::string next_label(const std::string& id, int level);

 private:
  static constexpr int kLevels = 9;
  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::string text;
    int restart = -1;    // the level (from 1) behind which it begins anew, 0 for none, -1 for every one above it
    bool legal = false;  // all its numbers in digits, whatever their own formats
  };
  struct Definition {
    std::array<Level, kLevels> levels;
    std::array<int, kLevels> counters{};
    std::array<bool, kLevels> running{};
    std::string style;  // whose numbering it stands for, empty for its own
  };
  struct List {
    std::string definition;
    std::map<int, int> restarts;  // level to its first number, until used
    std::map<int, Level> levels;  // those that differ from the definition
  };

  static void read_level(const pugi::xml_node& node, Level& level);
  void read_definition(const pugi::xml_node& node);
  void read_list(const pugi::xml_node& node);
  [[nodiscard]] Definition* definition_of(const List& list);
  [[nodiscard]] static const Level& level_of(const List& list, const Definition& definition, std::size_t level);
  [[nodiscard]] static std::string print(const List& list, const Definition& definition, std::size_t level);

  std::map<std::string, Definition> definitions_;
  std::map<std::string, std::string> styles_;  // a numbering style to its definition
  std::size_t overrides_ = 0;
  std::map<std::string, List> lists_;
};

}  // namespace griffier::fetchers
