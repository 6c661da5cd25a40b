// What the styles of an ODT hide (text:display, OpenDocument 1.3 part 3, 20.341).
#pragma once

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace griffier::fetchers {

class OdtHidden {
 public:
  // The roots of styles.xml and content.xml, or empty nodes. Of styles.xml only what both files use: its automatic
  // styles are for heads and feet of pages, and content.xml has others of the same names.
  OdtHidden(const pugi::xml_node& styles, const pugi::xml_node& content);

  // Whether the style of a paragraph, a heading or a span hides (or shows) what stands in it; nothing where neither it
  // nor those that it is based on say so, and for every other element: those have styles of other families.
  [[nodiscard]] std::optional<bool> by_style(const pugi::xml_node& node) const;
  // Whether an element hides itself: a section, or a field of hidden text.
  [[nodiscard]] static bool by_itself(const pugi::xml_node& node);
  // Whether a field in the paragraph hides all of it (text:hidden-paragraph). Recurses as deep as elements are nested.
  [[nodiscard]] static bool by_field(const pugi::xml_node& paragraph);

 private:
  struct Style {
    std::optional<bool> hidden;
    std::string parent;
  };
  struct Family {
    std::map<std::string, Style> common;
    std::map<std::string, Style> automatic;
  };

  void note(const pugi::xml_node& group, std::map<std::string, Style> Family::*place);
  [[nodiscard]] static std::optional<bool> resolve(const Family& family, const std::string& name);

  Family paragraphs_;
  Family texts_;
};

}  // namespace griffier::fetchers
