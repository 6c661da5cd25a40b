#include "fetchers/extract/doc_print.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/notes.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/reflow.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

constexpr std::string_view kRule = "-----------------------";  // 23 dashes part notes and text boxes from the text

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

bool is_table_line(std::string_view line) {
  const std::string_view row = trim(line);
  return row.size() > 3 && row.front() == '|' && row.back() == '|' && row.find('|', 1) != row.size() - 1;
}

struct Cell {
  std::string text;
  std::string last;       // its last printed line
  std::size_t width = 0;  // bytes between the bars
};

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::string_view rest = trim(line).substr(1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    Cell cell;
    cell.text = fold(rest.substr(0, end));
    cell.last = cell.text;
    cell.width = end;
    cells.push_back(std::move(cell));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  return cells;
}

std::size_t first_word_size(std::string_view text) { return std::min(text.find(' '), text.size()); }

// Whether every filled cell of the line goes on with the one above it, whose last line had no room for the next word. A
// line without an empty cell is a row of its own, unless all of it begins in lower case.
bool goes_on(const std::vector<Cell>& row, const std::vector<Cell>& line) {
  if (row.size() != line.size()) return false;
  const bool all_lower =
      std::all_of(line.begin(), line.end(), [](const Cell& cell) { return is_lower(first_letter(cell.text)); });
  const bool some_empty = std::any_of(line.begin(), line.end(), [](const Cell& cell) { return cell.text.empty(); });
  if (!all_lower && !some_empty) return false;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (line[at].text.empty()) continue;
    const bool full = row[at].last.size() + 1 + first_word_size(line[at].text) > row[at].width;
    if (row[at].last.empty() || !full) return false;
  }
  return true;
}

class DocumentPrinter {
 public:
  DocumentPrinter(const WordList& words, BlockWriter& writer) : words_(words), writer_(writer) {}

  void write(const std::vector<std::string_view>& lines) {
    for (const std::string_view line : lines) {
      if (is_table_line(line)) {
        flush_paragraphs();
        take_table_line(cells_of(line));
        continue;
      }
      flush_row();
      writer_.begin_table();
      pending_.push_back({fold(line), false, false});
      pending_.push_back({});
    }
    flush_row();
    flush_paragraphs();
  }

 private:
  void take_table_line(std::vector<Cell> cells) {
    if (row_.empty() || !goes_on(row_, cells)) {
      flush_row();
      row_ = std::move(cells);
      return;
    }
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (cells[at].text.empty()) continue;
      append_line(row_[at].text, cells[at].text, words_);
      row_[at].last = cells[at].text;
    }
  }
  void flush_row() {
    std::string text;
    for (std::size_t at = 0; at < row_.size(); ++at) text += (at > 0 ? "\t" : "") + row_[at].text;
    writer_.add(BlockKind::table_row, text);
    row_.clear();
  }
  void flush_paragraphs() {
    write_paragraphs(pending_, words_, writer_);
    pending_.clear();
  }

  const WordList& words_;
  BlockWriter& writer_;
  std::vector<PrintedLine> pending_;
  std::vector<Cell> row_;
};

constexpr int kMostMissing = 100;  // notes without a mark, each of which costs a search of the whole text

// "[3] Kamerstuk …": the label and the text behind it.
std::pair<std::string, std::string_view> note_of(std::string_view line) {
  const std::size_t close = line.starts_with('[') ? line.find("] ") : std::string_view::npos;
  if (close == std::string_view::npos || close > 6 || close < 2) return {};
  return {std::string(line.substr(1, close - 1)), line.substr(close + 2)};
}

// The notes behind the last rule, empty when it parts something else.
std::vector<Footnote> read_notes(const std::vector<std::string_view>& lines) {
  std::vector<Footnote> notes;
  for (const std::string_view line : lines) {
    if (is_blank(line)) continue;
    auto [label, text] = note_of(line);
    if (!label.empty()) {
      notes.push_back({std::move(label), fold(text)});
    } else if (notes.empty()) {
      return {};
    } else {
      notes.back().text += ' ' + fold(line);
    }
  }
  return notes;
}

// Makes "[^3]" of the marks, which antiword prints as "[3]", in the order of the notes.
std::string with_marks(std::string text, const std::vector<Footnote>& notes) {
  std::string result;
  std::size_t from = 0;
  int missing = 0;
  for (const Footnote& note : notes) {
    const std::size_t at = text.find("[" + note.label + "]", from);
    if (at == std::string::npos) {
      if (++missing > kMostMissing) break;
      continue;
    }
    result.append(text, from, at + 1 - from);
    result += '^';
    from = at + 1;
  }
  result.append(text, from);
  return result;
}

}  // namespace

void write_printed_document(std::string_view output, const WordList& words, BlockWriter& writer) {
  std::vector<std::string_view> lines = lines_of(output);
  std::vector<Footnote> notes;
  const auto rule =
      std::find_if(lines.rbegin(), lines.rend(), [](std::string_view line) { return trim(line) == kRule; });
  std::string body(output);
  if (rule != lines.rend()) {
    const auto behind = rule.base();
    notes = read_notes({behind, lines.end()});
    const auto before = static_cast<std::size_t>((behind - 1)->data() - output.data());
    if (notes.empty()) {
      body.erase(before, (behind - 1)->size());  // text boxes, of which antiword tells no place
    } else {
      body = with_marks(body.substr(0, before), notes);
    }
  }
  DocumentPrinter(words, writer).write(lines_of(body));
  for (const Footnote& note : notes) writer.add(BlockKind::footnote, note.text, 0, note.label);
}

}  // namespace griffier::fetchers
