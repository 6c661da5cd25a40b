#include "fetchers/extract/pdf_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kProse = 25;         // letters of a line that a table's cell seldom has
constexpr std::size_t kFewestPairs = 10;   // lines of prose with prose beside them, on a page that is filled
constexpr std::size_t kMostLines = 1'000;  // each is compared with each; a page of prose has some hundred
constexpr double kGrid = 3;                // points

using Places = std::vector<std::size_t>;

// Lines of prose that have prose beside them on the right, and where most of that begins.
struct Pairs {
  std::size_t count = 0;
  std::size_t prose = 0;   // lines of prose in all
  std::size_t across = 0;  // lines of prose that begin left of the edge and end right of it
  double edge = 0;         // points
};

// Whether no line of prose begins right of another's end, as on most pages.
bool is_one_column(const PdfPage& page, const Places& prose) {
  double last_begin = -std::numeric_limits<double>::infinity();
  double first_end = std::numeric_limits<double>::infinity();
  for (const std::size_t at : prose) {
    last_begin = std::max(last_begin, page.lines[at].box.left);
    first_end = std::min(first_end, page.lines[at].box.right);
  }
  return last_begin <= first_end;
}

Pairs find_pairs(const PdfPage& page, const Places& lines) {
  Pairs pairs;
  if (lines.size() > kMostLines) return pairs;
  Places prose;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(prose),
               [&page](std::size_t at) { return letters(page.lines[at]) >= kProse; });
  pairs.prose = prose.size();
  if (is_one_column(page, prose)) return pairs;
  std::map<long, std::size_t> edges;
  for (const std::size_t left : prose) {
    const PdfLine& line = page.lines[left];
    const auto right = std::find_if(prose.begin(), prose.end(), [&](std::size_t other) {
      return page.lines[other].box.left > line.box.right && beside(line, page.lines[other]);
    });
    if (right == prose.end()) continue;
    ++pairs.count;
    ++edges[std::lround(page.lines[*right].box.left / kGrid)];
  }
  const auto most =
      std::max_element(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == edges.end()) return pairs;
  pairs.edge = static_cast<double>(most->first) * kGrid;
  pairs.across = static_cast<std::size_t>(std::count_if(prose.begin(), prose.end(), [&](std::size_t at) {
    return page.lines[at].box.left < pairs.edge - 2 * kGrid && page.lines[at].box.right > pairs.edge + 2 * kGrid;
  }));
  return pairs;
}

// The left edge of the second column; 0 if the lines are one. Columns are told by many lines of prose with prose beside
// them, or, where the document has such columns, by a few with hardly a line across.
double second_edge(const PdfPage& page, const Places& lines, const std::vector<double>& known) {
  const Pairs pairs = find_pairs(page, lines);
  const bool most = pairs.count * 4 > lines.size() && pairs.count * 10 > pairs.prose * 3;
  const bool apart = pairs.count * 5 > lines.size() && pairs.across * 10 < pairs.prose;
  const bool filled = pairs.count >= kFewestPairs && (most || apart);
  const bool as_known =
      pairs.count >= 2 && pairs.across * 5 < pairs.prose &&
      std::any_of(known.begin(), known.end(), [&pairs](double edge) { return std::abs(edge - pairs.edge) <= kGrid; });
  return filled || as_known ? pairs.edge : 0;
}

// Parts what stands at the edge and right of it from the lines; empty, and the lines whole, if that leaves nothing.
Places part(const PdfPage& page, Places& lines, double edge) {
  const auto begin = std::stable_partition(lines.begin(), lines.end(),
                                           [&](std::size_t at) { return page.lines[at].box.left < edge - 2 * kGrid; });
  if (begin == lines.begin()) return {};
  Places right(begin, lines.end());
  lines.erase(begin, lines.end());
  return right;
}

Places all_of(const PdfPage& page) {
  Places places(page.lines.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

}  // namespace

std::size_t letters(const PdfLine& line) {
  std::size_t count = 0;
  for (const PdfWord& word : line.words) count += word.text.size();
  return count;
}

bool beside(const PdfLine& a, const PdfLine& b) {
  const double overlap = std::min(a.box.bottom, b.box.bottom) - std::max(a.box.top, b.box.top);
  return overlap > 0.4 * std::min(a.box.bottom - a.box.top, b.box.bottom - b.box.top);
}

std::vector<const PdfLine*> by_rows(std::vector<const PdfLine*> lines,
                                    bool (*same_row)(const PdfLine&, const PdfLine&)) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PdfLine* a, const PdfLine* b) { return a->box.bottom < b->box.bottom; });
  for (auto row = lines.begin(); row != lines.end();) {
    const auto end =
        std::find_if_not(row, lines.end(), [&](const PdfLine* line) { return line == *row || same_row(**row, *line); });
    std::stable_sort(row, end, [](const PdfLine* a, const PdfLine* b) { return a->box.left < b->box.left; });
    row = end;
  }
  return lines;
}

ProseColumns::ProseColumns(const PdfDocument& document) {
  std::vector<double> edges;
  for (const PdfPage& page : document.pages) {
    Places lines = all_of(page);
    for (double edge = second_edge(page, lines, {}); edge > 0; edge = second_edge(page, lines, {})) {
      edges.push_back(edge);
      lines = part(page, lines, edge);
    }
  }
  edges_ = std::move(edges);
}

std::vector<Places> ProseColumns::of(const PdfPage& page) const {
  std::vector<Places> columns(1, all_of(page));
  while (const double edge = second_edge(page, columns.back(), edges_)) {
    Places right = part(page, columns.back(), edge);
    if (right.empty()) break;
    columns.push_back(std::move(right));
  }
  return columns;
}

}  // namespace griffier::fetchers
