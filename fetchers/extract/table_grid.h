// The cells of a table's rows in their columns, where cells reach over columns and rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// How many columns and rows a cell takes; 1 and 1 of most. More than a table can have is cut off.
struct CellSpan {
  std::size_t columns = 1;
  std::size_t rows = 1;
};

// The text of a cell stands in the first column and row that it takes, the others are empty. Begin again for each table
// and each part of one (head, body): no cell reaches over them.
class TableGrid {
 public:
  void begin_row();
  // Puts the cell in the next free column, or in `column` (from 0) where that lies further on.
  void add_cell(std::string_view text, CellSpan span, std::size_t column = 0);
  // The row as a block has it: cells parted by tabs.
  [[nodiscard]] std::string end_row();

 private:
  void fill_taken();
  void put(std::string_view text);

  std::vector<std::size_t> taken_;  // by column, the rows below that a cell above reaches into
  std::string row_;
  std::size_t column_ = 0;
};

// The number that an attribute holds, 1 when it holds none.
[[nodiscard]] std::size_t span_of(std::string_view value);

}  // namespace griffier::fetchers
