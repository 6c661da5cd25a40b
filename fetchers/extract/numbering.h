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
  };
  struct Definition {
    std::array<Level, kLevels> levels;
    std::array<int, kLevels> counters{};
    std::array<bool, kLevels> running{};
  };
  struct List {
    std::string definition;
    std::map<int, int> restarts;  // level to its first number, until used
  };

  static void read_level(const pugi::xml_node& node, Level& level);
  [[nodiscard]] static std::string print(const Definition& definition, int level);

  std::map<std::string, Definition> definitions_;
  std::map<std::string, List> lists_;
};

}  // namespace griffier::fetchers
