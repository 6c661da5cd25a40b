#include "fetchers/extract/pdf_table.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostRows = 200;  // that are looked at

// The rows of the table from its first on: up to two that are single lines, between which a cell may go on.
std::vector<const PdfRow*> rows_of(const std::vector<PdfRow>& rows, std::size_t first) {
  std::vector<const PdfRow*> table;
  int single = 0;
  for (std::size_t at = first; at < rows.size() && at - first < kMostRows && single < 2; ++at) {
    if (rows[at].margin) continue;
    single = rows[at].pieces.size() < 2 ? single + 1 : 0;
    if (single == 0) table.push_back(&rows[at]);
  }
  return table;
}

// How many columns there are: as the heading has, if none has more, else as most rows have.
std::size_t count_of(const std::vector<const PdfRow*>& table) {
  std::map<std::size_t, std::size_t> counts;
  for (const PdfRow* row : table) ++counts[row->pieces.size()];
  if (counts.empty()) return 0;
  const std::size_t heading = table.front()->pieces.size();
  if (heading == counts.rbegin()->first) return heading;
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

TableColumns::TableColumns(const std::vector<PdfRow>& rows, std::size_t first) {
  const auto table = rows_of(rows, first);
  const std::size_t count = count_of(table);
  for (const PdfRow* row : table) {
    if (row->pieces.size() != count) continue;
    const bool begin = spans_.empty();
    spans_.resize(count);
    for (std::size_t column = 0; column < count; ++column) {
      const Box& box = row->pieces[column].box;
      Span& span = spans_[column];
      span = begin ? Span{box.left, box.right} : Span{std::min(span.left, box.left), std::max(span.right, box.right)};
    }
  }
  for (std::size_t column = 1; column < spans_.size(); ++column) {
    if (spans_[column].left > spans_[column - 1].right) continue;
    spans_.clear();  // rows of different tables
  }
}

std::vector<const PdfLine*> TableColumns::cells_of(const PdfRow& row) const {
  std::vector<const PdfLine*> as_they_stand;
  for (const PdfLine& piece : row.pieces) as_they_stand.push_back(&piece);
  if (row.pieces.size() >= spans_.size()) return as_they_stand;
  std::vector<const PdfLine*> cells(spans_.size());
  std::size_t from = 0;
  for (const PdfLine& piece : row.pieces) {
    const auto distance = [&piece](const Span& span) {
      return std::max({0.0, span.left - piece.box.right, piece.box.left - span.right});
    };
    const auto nearest =
        std::min_element(spans_.begin() + static_cast<std::ptrdiff_t>(std::min(from, spans_.size())), spans_.end(),
                         [&distance](const Span& a, const Span& b) { return distance(a) < distance(b); });
    if (nearest == spans_.end()) return as_they_stand;
    const auto column = static_cast<std::size_t>(nearest - spans_.begin());
    cells[column] = &piece;
    from = column + 1;
  }
  return cells;
}

}  // namespace griffier::fetchers
