// Prose that a page sets in columns side by side, each with its own footnotes.
#pragma once

#include <cstddef>
#include <vector>

#include "fetchers/extract/pdf_lines.h"

namespace griffier::fetchers {

// The letters of a line, in bytes of UTF-8, without the spaces between its words.
[[nodiscard]] std::size_t letters(const PdfLine& line);

// Whether two lines stand side by side: poppler may give a note's number and its text as two.
[[nodiscard]] bool beside(const PdfLine& a, const PdfLine& b);

// The lines row by row from above, each row from the left. A row is what `same_row` says of its uppermost line and
// another. The pointers are those that were given.
[[nodiscard]] std::vector<const PdfLine*> by_rows(std::vector<const PdfLine*> lines,
                                                  bool (*same_row)(const PdfLine&, const PdfLine&));

// Where a document's columns of prose begin. A page that is filled tells it, one with a few lines follows the others.
class ProseColumns {
 public:
  explicit ProseColumns(const PdfDocument& document);

  // The places in page.lines of what belongs to each column, from left to right and in the page's order within each.
  // All are one column where no prose stands beside other prose; what is as wide as the page belongs to the first.
  [[nodiscard]] std::vector<std::vector<std::size_t>> of(const PdfPage& page) const;

 private:
  std::vector<double> edges_;  // the left edges of second columns and further, in points
};

}  // namespace griffier::fetchers
