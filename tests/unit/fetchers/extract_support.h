// What the tests of the readers share: a text as lines to compare, packages and PDFs made on the spot.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers::testing {

// One block a line: "P text", "H2 text", "L0[a.] text", "Q text", "A text", "T cell|cell" ("T1 cell|cell" where it
// begins another table than the row before it is of), "C text" (quote), "F[1] text".
[[nodiscard]] std::string lines_of(const publications::Text& text);
[[nodiscard]] std::string read(std::string_view bytes, Format format);

// A zip with the parts, stored in order.
[[nodiscard]] std::string make_package(const std::vector<std::pair<std::string, std::string>>& parts);
// A DOCX whose body is `body`, with the given further parts.
[[nodiscard]] std::string make_docx(const std::string& body,
                                    const std::vector<std::pair<std::string, std::string>>& parts = {});

// A piece of text on a page: points from the left and from the top, size of the type. Letters are Latin-1, with \x96
// for an en dash and \x92 for an apostrophe.
struct Piece {
  double left;
  double top;
  double size;
  std::string text;
};
[[nodiscard]] std::string make_pdf(const std::vector<std::vector<Piece>>& pages);

}  // namespace griffier::fetchers::testing
