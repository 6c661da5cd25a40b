// The columns of a table on a PDF's page, told by where its cells stand: an empty cell leaves no trace but its place.
#pragma once

#include <cstddef>
#include <vector>

#include "fetchers/extract/pdf_layout.h"

namespace griffier::fetchers {

class TableColumns {
 public:
  TableColumns() = default;
  // Of the table whose first row is rows[first].
  TableColumns(const std::vector<PdfRow>& rows, std::size_t first);

  // The row's piece in each column, null where a cell is empty. Where the columns can't be told, or the row has more
  // pieces than there are, its pieces as they stand. The pointers are into the row.
  [[nodiscard]] std::vector<const PdfLine*> cells_of(const PdfRow& row) const;

 private:
  struct Span {
    double left = 0;
    double right = 0;
  };
  std::vector<Span> spans_;  // from left to right; empty where they can't be told
};

}  // namespace griffier::fetchers
