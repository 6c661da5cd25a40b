#include "fetchers/extract/table_grid.h"

#include <algorithm>
#include <utility>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostColumns = 100;  // that spans make
constexpr std::size_t kMostRows = 10'000;

}  // namespace

void TableGrid::begin_row() {
  row_.clear();
  column_ = 0;
}

void TableGrid::put(std::string_view text) {
  if (column_++ > 0) row_ += '\t';
  row_ += text;
}

// The columns that a cell of a row above takes.
void TableGrid::fill_taken() {
  while (column_ < taken_.size() && taken_[column_] > 0) {
    --taken_[column_];
    put({});
  }
}

void TableGrid::add_cell(std::string_view text, CellSpan span, std::size_t column) {
  fill_taken();
  while (column_ < std::min(column, kMostColumns)) {
    if (column_ < taken_.size() && taken_[column_] > 0) --taken_[column_];
    put({});
  }
  const std::size_t first = column_;
  for (std::size_t at = 0; at < std::max<std::size_t>(span.columns, 1); ++at) {
    if (at > 0 && (column_ >= kMostColumns || (column_ < taken_.size() && taken_[column_] > 0))) break;
    put(at == 0 ? text : std::string_view());
  }
  if (span.rows < 2 || column_ > kMostColumns) return;
  if (taken_.size() < column_) taken_.resize(column_);
  const std::size_t below = std::min(span.rows, kMostRows) - 1;
  std::fill(taken_.begin() + static_cast<std::ptrdiff_t>(first), taken_.begin() + static_cast<std::ptrdiff_t>(column_),
            below);
}

std::string TableGrid::end_row() {
  std::size_t end = taken_.size();
  while (end > column_ && taken_[end - 1] == 0) --end;
  while (column_ < end) {
    if (taken_[column_] > 0) --taken_[column_];
    put({});
  }
  return std::move(row_);
}

std::size_t span_of(std::string_view value) {
  std::size_t number = 0;
  for (const char c : value.substr(0, 5)) {
    if (c < '0' || c > '9') break;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return std::max<std::size_t>(number, 1);
}

}  // namespace griffier::fetchers
