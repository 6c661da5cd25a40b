// Equations of a DOCX (Office MathML, ECMA-376 part 1, 22.1) as one line of text.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace griffier::fetchers {

// "(a+b)/c", "x^2", "√(n)": what stands in m:oMath or m:oMathPara, in the order in which it is read. Its signs and
// letters are all kept; how they are set is said with / ^ _ and brackets. Recurses as deep as the elements are nested.
[[nodiscard]] std::string equation_text(const pugi::xml_node& equation);

// A part that stands above, below or beside another, in brackets unless it is one letter, word or number.
[[nodiscard]] std::string bracketed(std::string text);

}  // namespace griffier::fetchers
