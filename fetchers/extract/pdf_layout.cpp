#include "fetchers/extract/pdf_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include "fetchers/extract/pdf_columns.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

constexpr double kHeadZone = 0.12;  // of the page's height
constexpr double kFootZone = 0.85;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What most of the letters have of a measure, in tenths of a point.
class Votes {
 public:
  void add(double value, std::size_t weight) { votes_[std::lround(value * 10)] += weight; }
  [[nodiscard]] double most() const {
    const auto best = std::max_element(votes_.begin(), votes_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == votes_.end() ? 0 : static_cast<double>(best->first) / 10;
  }

 private:
  std::map<long, std::size_t> votes_;
};

double find_body_height(const PdfDocument& document) {
  Votes votes;
  for (const PdfPage& page : document.pages) {
    for (const PdfLine& line : page.lines) votes.add(line.height, letters(line));
  }
  return votes.most();
}

bool in_zone(const PdfLine& line, const PdfPage& page) {
  return line.box.bottom < page.height * kHeadZone || line.box.top > page.height * kFootZone;
}

// What a running head or foot has in common on all pages: its text and height. One number in it may be the page's, the
// first or the last ("3 van 8", "Kamerstuk 39 911, nr. 12 3"); the others are the same on each, which those of two
// notes that happen to end alike are not.
std::array<std::string, 3> running_keys(const PdfLine& line) {
  const std::string text = line_text(line);
  const auto number_at = [&text](std::size_t begin) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    return std::pair(begin, end);
  };
  std::string place = std::to_string(std::lround(line.box.bottom / 3)) + ' ';
  std::array<std::string, 3> keys{place + text};
  std::size_t last = text.find_last_of("0123456789");
  if (last == std::string::npos) return keys;
  while (last > 0 && is_digit(text[last - 1])) --last;
  std::size_t key = 0;
  for (const std::size_t begin : {text.find_first_of("0123456789"), last}) {
    const auto [from, to] = number_at(begin);
    if (to - from > 4) continue;
    const long number = std::stol(text.substr(from, to - from)) - static_cast<long>(line.page);
    keys[++key] = place + text.substr(0, from) + '#' + std::to_string(number) + text.substr(to);
  }
  return keys;
}

using Pages = std::set<std::size_t>;

std::unordered_map<std::string, Pages> find_repeated(const PdfDocument& document) {
  std::unordered_map<std::string, Pages> pages;
  for (const PdfPage& page : document.pages) {
    for (const PdfLine& line : page.lines) {
      if (!in_zone(line, page)) continue;
      for (std::string& key : running_keys(line)) {
        if (!key.empty()) pages[std::move(key)].insert(line.page);
      }
    }
  }
  return pages;
}

// The pages that have the running head or foot that the line is; empty if it is none.
Pages running_on(const PdfLine& line, const std::unordered_map<std::string, Pages>& repeated, std::size_t count) {
  for (const std::string& key : running_keys(line)) {
    const auto found = repeated.find(key);
    if (found == repeated.end()) continue;
    if (found->second.size() >= 3 || (found->second.size() == 2 && count <= 3)) return found->second;
  }
  return {};
}

bool is_body(const PdfLine& line, double body) { return std::abs(line.height - body) < body * 0.08; }

// A chamber's number beside its name, set as high as four lines: an ornament.
bool is_ornament(const PdfLine& line, double body) {
  return line.height > body * 2.5 && line.words.size() == 1 && line.words.front().text.size() <= 2;
}

// Whether the line is the small number of a note, and so no page number.
bool is_note_number(const PdfLine& line, const PdfPage& page) {
  return std::any_of(page.lines.begin(), page.lines.end(),
                     [&line](const PdfLine& other) { return is_note_text(line, other); });
}

// Whether the line is a note that a small number stands before: on its own line beside it, or as its first word. Two
// notes at the foot of two pages may well have the same words, digits made equal.
bool is_numbered_note(const PdfLine& line, const PdfPage& page) {
  const PdfWord& first = line.words.front();
  const bool digits = std::all_of(first.text.begin(), first.text.end(), is_digit);
  if (digits && line.words.size() > 1) return first.box.bottom - first.box.top < line.height * 0.85;
  return std::any_of(page.lines.begin(), page.lines.end(), [&line](const PdfLine& other) {
    const std::string& number = other.words.front().text;
    const bool mark = other.words.size() == 1 && std::all_of(number.begin(), number.end(), is_digit);
    const double gap = line.box.left - other.box.right;
    return mark && gap > -1 && gap < line.height * 3 && other.height < line.height * 0.85 && beside(line, other);
  });
}

// Whether the line goes on with the one right above it, which no running foot is.
bool goes_on(const PdfLine& line, const PdfPage& page, const std::unordered_map<std::string, Pages>& repeated,
             std::size_t count) {
  return std::any_of(page.lines.begin(), page.lines.end(), [&](const PdfLine& above) {
    const double down = line.box.bottom - above.box.bottom;
    return down > line.height * 0.5 && down < line.height * 1.2 && std::abs(line.height - above.height) < 0.5 &&
           std::abs(line.box.left - above.box.left) < line.height * 3 && running_on(above, repeated, count).empty();
  });
}

void drop_heads_and_feet(PdfDocument& document, double body, std::map<std::string, std::string>& facts) {
  const auto repeated = find_repeated(document);
  const std::size_t count = document.pages.size();
  for (PdfPage& page : document.pages) {
    std::vector<PdfLine> kept;
    const auto is_dropped = [&](const PdfLine& line) {
      if (is_ornament(line, body)) return true;
      if (!in_zone(line, page)) return false;
      const std::string text = line_text(line);
      if (is_furniture(text, facts)) return true;
      if (is_page_number(text)) return !is_note_number(line, page);
      const bool foot = line.box.top > page.height * kFootZone;
      const Pages running = running_on(line, repeated, count);
      if (running.empty() || question_heading(text)) return false;  // two pages may well begin with an answer each
      const std::string_view unmarked = std::string_view(text).substr(0, text.find_last_not_of("0123456789 ,") + 1);
      if (is_body(line, body) && ends_sentence(unmarked)) return false;
      if (foot && (is_numbered_note(line, page) || goes_on(line, page, repeated, count))) return false;
      return foot || line.page > 0 || running.size() > count / 2 + 1;
    };
    // All are judged while all are there: a note's number is told by its neighbour.
    std::vector<bool> dropped;
    dropped.reserve(page.lines.size());
    for (const PdfLine& line : page.lines) dropped.push_back(is_dropped(line));
    kept.reserve(page.lines.size());
    for (std::size_t at = 0; at < page.lines.size(); ++at) {
      if (!dropped[at]) kept.push_back(std::move(page.lines[at]));
    }
    page.lines = std::move(kept);
  }
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

void add_rows(PdfPage& page, const ProseColumns& prose_columns, const Columns& columns, std::vector<PdfRow>& rows) {
  const std::size_t first = rows.size();
  const bool prose = prose_columns.of(page).size() > 1;  // read one after the other, in poppler's order
  if (!prose) {
    std::stable_sort(page.lines.begin(), page.lines.end(),
                     [](const PdfLine& a, const PdfLine& b) { return a.box.bottom < b.box.bottom - 0.5; });
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
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const PdfRow& a = rows[at - 1];
    const PdfRow& b = rows[at];
    const double gap = b.bottom - a.bottom;
    if (a.page == b.page && gap > body * 0.8 && gap < body * 2.5 && std::abs(b.height - body) < body * 0.08) {
      votes.add(gap, 1);
    }
  }
  const double most = votes.most();
  return most > 0 ? most : body * 1.2;
}

// The lines of a letterhead's column come back on each page, with the same text.
void drop_repeated_margins(std::vector<PdfRow>& rows) {
  std::set<std::string> seen;
  std::erase_if(rows, [&seen](const PdfRow& row) {
    if (!row.margin) return false;
    const std::string text = line_text(row.pieces.front());
    if (row.page == 0) {
      seen.insert(text);
      return false;
    }
    return seen.contains(text) || is_page_number(text) || !seen.insert(text).second;
  });
}

}  // namespace

PdfLayout lay_out(PdfDocument&& document, const WordList& words, std::map<std::string, std::string>& facts) {
  PdfLayout layout;
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
