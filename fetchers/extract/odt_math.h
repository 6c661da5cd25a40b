// Equations of an ODT, which are objects of their own in its package (OpenDocument 1.3 part 3, 10.4.6.2), as text.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// What a MathML element shows in one line, as equation_text() of docx_math.h writes it: "(a+b)/c", "x^2", "√(n)".
// Recurses as deep as the elements are nested, which XmlDocument has bounded.
[[nodiscard]] std::string mathml_text(const pugi::xml_node& node);

class OdtEquations {
 public:
  // Reads the equations that `content`, the root of content.xml, names from the package. One that can't be read is left
  // out with a warning. `content` must outlive it.
  OdtEquations(std::string_view package, const pugi::xml_node& content, const ExtractLimits& limits,
               std::vector<std::string>& warnings);

  // The equation in a frame (draw:frame), empty for none. A long one is there once, whatever names it again.
  [[nodiscard]] std::string take(const pugi::xml_node& frame);

 private:
  void find(const pugi::xml_node& parent);
  void read(std::string_view package, const ExtractLimits& limits);

  std::map<std::string, std::string> equations_;  // by the name of their part
};

}  // namespace griffier::fetchers
