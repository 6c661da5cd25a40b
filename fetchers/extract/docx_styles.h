// What the styles of a DOCX say about a paragraph or a run, and how its elements are asked.
#pragma once

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace griffier::fetchers {

struct ParagraphStyle {
  int heading = 0;  // 1..6, 0 for running text
  bool bold = false;
  bool quote = false;
  std::optional<bool> hidden;  // nothing where neither it nor a style that it is based on says so
  std::string list;            // the list's id, empty for none
  int level = 0;               // within the list
};

class DocxStyles {
 public:
  // The root of word/styles.xml, or an empty node.
  explicit DocxStyles(const pugi::xml_node& root);

  [[nodiscard]] const ParagraphStyle& of(const std::string& id) const;
  // Whether the style of a paragraph (w:p) hides it.
  [[nodiscard]] bool hides(const pugi::xml_node& paragraph) const;

 private:
  std::map<std::string, ParagraphStyle> styles_;
  ParagraphStyle none_;
};

// An attribute of WordprocessingML by its local name, whatever prefix the file gives that namespace: "val" for "w:val".
[[nodiscard]] pugi::xml_attribute word_attribute(const pugi::xml_node& node, std::string_view name);
// Whether a switch such as w:b is there and not off.
[[nodiscard]] bool is_on(const pugi::xml_node& node);
[[nodiscard]] bool is_on_value(std::string_view value);
[[nodiscard]] pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);

}  // namespace griffier::fetchers
