// The heads and feet of a PDF's pages: what is printed on each of them and belongs to none.
#pragma once

#include <map>
#include <string>

#include "fetchers/extract/pdf_lines.h"

namespace griffier::fetchers {

// Takes running heads and feet, page numbers, identities and ornaments out of the pages. What shares its row with text,
// as the cells of a table do, is text. `body` is the height of the running text in points; `facts` gets what heads and
// feet tell.
void drop_heads_and_feet(PdfDocument& document, double body, std::map<std::string, std::string>& facts);

// Whether the line is set as high as the running text.
[[nodiscard]] bool is_body(const PdfLine& line, double body);

}  // namespace griffier::fetchers
