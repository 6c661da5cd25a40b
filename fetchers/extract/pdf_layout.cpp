#include "fetchers/extract/pdf_layout.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/pdf_columns.h"
#include "fetchers/extract/pdf_feet.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/votes.h"

namespace griffier::fetchers {
namespace {

// A letter as high as some lines, at the beginning of a text, belongs to the word beside its top.
void join_drop_caps(PdfPage& page) {
  const auto is_cap = [](const PdfLine& line) {
    const std::string& text = line.words.front().text;
    return line.words.size() == 1 && text.size() <= 2 && is_upper(first_letter(text));
  };
  std::vector<bool> joined(page.lines.size());
  for (std::size_t at = 0; at < page.lines.size(); ++at) {
    const PdfLine& cap = page.lines[at];
    if (!is_cap(cap)) continue;
    const auto beside_top = std::find_if(page.lines.begin(), page.lines.end(), [&cap](const PdfLine& line) {
      const double gap = line.box.left - cap.box.right;
      return cap.height > line.height * 1.8 && gap > -2 && gap < line.height && line.box.top > cap.box.top - 1 &&
             line.box.top < cap.box.top + line.height && is_lower(first_letter(line.words.front().text));
    });
    if (beside_top == page.lines.end()) continue;
    beside_top->words.front().text.insert(0, cap.words.front().text);
    joined[at] = true;
  }
  std::size_t at = 0;
  std::erase_if(page.lines, [&](const PdfLine&) { return joined[at++]; });
}

double find_body_height(const PdfDocument& document) {
  Votes votes;
  for (const PdfPage& page : document.pages) {
    for (const PdfLine& line : page.lines) votes.add(line.height, letters(line));
  }
  return votes.most();
}

// Where the running text stands. Every line belongs to the column that begins last at or before it.
class Columns {
 public:
  Columns(const PdfDocument& document, double body) {
    std::map<long, std::size_t> starts;
    std::size_t total = 0;
    for (const PdfPage& page : document.pages) {
      for (const PdfLine& line : page.lines) {
        if (!is_body(line, body)) continue;
        starts[std::lround(line.box.left / 3)] += letters(line);
        total += letters(line);
      }
    }
    for (const auto& [start, weight] : starts) {
      const auto before = starts.find(start - 1);
      const std::size_t near = weight + (before == starts.end() ? 0 : before->second);
      if (near * 7 < total) continue;
      const double left = static_cast<double>(start) * 3 - 4;
      if (!columns_.empty() && left - columns_.back().left < 40) continue;
      columns_.push_back({left, left});
    }
    if (columns_.empty()) columns_.push_back({0, 0});
    set_right_edges(document, body);
  }

  [[nodiscard]] const Column& of(const PdfLine& line) const {
    const Column* found = &columns_.front();
    for (const Column& column : columns_) {
      if (column.left <= line.box.left + 1) found = &column;
    }
    return *found;
  }
  [[nodiscard]] double left() const { return columns_.front().left; }
  [[nodiscard]] double right() const {
    double right = 0;
    for (const Column& column : columns_) right = std::max(right, column.right);
    return right;
  }

 private:
  // The edge is where the widest lines end, a few that stick out apart.
  void set_right_edges(const PdfDocument& document, double body) {
    std::map<const Column*, std::vector<double>> ends;
    for (const PdfPage& page : document.pages) {
      for (const PdfLine& line : page.lines) {
        if (is_body(line, body)) ends[&of(line)].push_back(line.box.right);
      }
    }
    for (Column& column : columns_) {
      std::vector<double>& edge = ends[&column];
      if (edge.empty()) continue;
      std::sort(edge.begin(), edge.end());
      column.right = edge[edge.size() - 1 - edge.size() / 50];
    }
  }

  std::vector<Column> columns_;
};

PdfRow row_of(PdfLine line, const Columns& columns) {
  PdfRow row;
  row.column = columns.of(line);
  row.height = line.height;
  row.top = line.box.top;
  row.bottom = line.box.bottom;
  row.page = line.page;
  row.pieces.push_back(std::move(line));
  return row;
}

// What stands right of the text, or left of it with no text beside it, on a page's edge: a letterhead's column.
bool is_margin(const PdfLine& line, const Columns& columns) { return line.box.left > columns.right() + 3; }

void sort_by_rows(PdfPage& page) {
  std::vector<const PdfLine*> lines;
  for (const PdfLine& line : page.lines) lines.push_back(&line);
  std::vector<PdfLine> sorted;
  sorted.reserve(lines.size());
  for (const PdfLine* line : by_rows(std::move(lines), [](const PdfLine&a, const PdfLine&b) {
         return std::abs(a.box.bottom - b.box.bottom) <= 0.5;
       }))
    sorted.push_back(std::move(page.lines[static_cast<std::size_t>(line - page.lines.data())]));
  page.lines = std::move(sorted);
}

void add_rows(PdfPage& page, const ProseColumns& prose_columns, const Columns& columns, std::vector<PdfRow>& rows) {
  const std::size_t first = rows.size();
  const bool prose = prose_columns.of(page).size() > 1;  // read one after the other, in poppler's order
  if (!prose) {
    sort_by_rows(page);
  }
  for (PdfLine& line : page.lines) {
    if (!prose && is_margin(line, columns)) {
      rows.push_back(row_of(std::move(line), columns));
      rows.back().margin = true;
      continue;
    }
    // The row that it stands beside is among the last few: those in the margin may have come between.
    PdfRow* found = nullptr;
    for (std::size_t back = rows.size(); !prose && back > first && back + 8 > rows.size(); --back) {
      PdfRow& row = rows[back - 1];
      const PdfLine& piece = row.pieces.front();
      const bool apart = std::all_of(row.pieces.begin(), row.pieces.end(), [&line](const PdfLine& other) {
        return other.box.right <= line.box.left + 1 || other.box.left >= line.box.right - 1;
      });
      if (!row.margin && apart && beside(piece, line) &&
          std::abs(piece.box.bottom - line.box.bottom) < line.height * 0.5) {
        found = &row;
        break;
      }
    }
    if (found == nullptr) {
      rows.push_back(row_of(std::move(line), columns));
      continue;
    }
    found->height = std::max(found->height, line.height);
    found->top = std::min(found->top, line.box.top);
    found->bottom = std::max(found->bottom, line.box.bottom);
    found->pieces.push_back(std::move(line));
    std::sort(found->pieces.begin(), found->pieces.end(),
              [](const PdfLine& a, const PdfLine& b) { return a.box.left < b.box.left; });
  }
}

// What stands in the margin is read before the page's text, which it would interrupt.
void put_margins_first(std::vector<PdfRow>& rows, std::size_t first) {
  std::stable_partition(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                        [](const PdfRow& row) { return row.margin; });
}

double find_pitch(const std::vector<PdfRow>& rows, double body) {
  Votes votes;
  bool shown = false;  // by a line that goes on the one before
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const PdfRow& a = rows[at - 1];
    const PdfRow& b = rows[at];
    const double gap = b.bottom - a.bottom;
    if (a.page == b.page && gap > body * 0.8 && gap < body * 2.5 && std::abs(b.height - body) < body * 0.08) {
      // A line that begins with a small letter goes on the one before; short letters have more paragraphs than lines.
      const std::string& word = b.pieces.front().words.front().text;
      const bool goes_on = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
      votes.add(gap, goes_on ? 4 : 1);
      shown = shown || goes_on;
    }
  }
  const double most = votes.most();
  const bool paragraphs = !shown && most > body * 1.7;  // and nothing but paragraphs of one line
  return most > 0 && !paragraphs ? most : body * 1.2;
}

// The lines of a letterhead's column come back on each page, with the same text or with what the first page says in
// lines of its own ("Datum 11 mei 2031").
void drop_repeated_margins(std::vector<PdfRow>& rows) {
  std::string first_page;
  for (const PdfRow& row : rows) {
    if (row.page != 0) break;
    for (const PdfLine& piece : row.pieces) first_page += line_text(piece) + '\n';
  }
  std::set<std::string> seen;
  std::erase_if(rows, [&](const PdfRow& row) {
    if (!row.margin || row.page == 0) return false;
    const std::string text = line_text(row.pieces.front());
    return is_page_number(text) || first_page.find(text) != std::string::npos || !seen.insert(text).second;
  });
}

}  // namespace

PdfLayout lay_out(PdfDocument&& document, const WordList& words, std::map<std::string, std::string>& facts) {
  PdfLayout layout;
  for (PdfPage& page : document.pages) join_drop_caps(page);
  layout.body_height = find_body_height(document);
  drop_heads_and_feet(document, layout.body_height, facts);
  const ProseColumns prose(document);
  layout.notes = take_pdf_notes(document, prose, layout.body_height, words);
  const Columns columns(document, layout.body_height);
  for (PdfPage& page : document.pages) {
    const std::size_t first = layout.rows.size();
    add_rows(page, prose, columns, layout.rows);
    put_margins_first(layout.rows, first);
  }
  drop_repeated_margins(layout.rows);
  layout.pitch = find_pitch(layout.rows, layout.body_height);
  return layout;
}

}  // namespace griffier::fetchers
