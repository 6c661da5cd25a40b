#include <algorithm>
#include <cmath>
#include <future>
#include <mutex>
#include <system_error>

#include "fetchers/extract/child.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/ocr.h"
#include "fetchers/extract/pdf_layout.h"
#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/pdf_table.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/tool.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

// Rows to blocks: what belongs to one paragraph by place, size and the room that was left at the line's end.
class PdfWriter {
 public:
  PdfWriter(const PdfLayout& layout, const WordList& words, BlockWriter& writer)
      : layout_(layout), words_(words), writer_(writer) {}

  void run() {
    const std::vector<PdfRow>& rows = layout_.rows;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (rows[at].margin) {
        take_margin(rows[at]);
      } else if (continues_cells(rows[at])) {
        take_cell_lines(rows[at]);
      } else if (is_table_row(at)) {
        take_table_row(at);
      } else {
        take_row(rows[at]);
      }
    }
    flush();
    flush_margin();
    for (const PdfNote& note : layout_.notes) writer_.add(BlockKind::footnote, note.text, 0, note.label);
  }

 private:
  [[nodiscard]] bool is_multiple(std::size_t at) const {
    return at < layout_.rows.size() && layout_.rows[at].pieces.size() > 1 && !layout_.rows[at].margin;
  }

  // Two rows of pieces make a table; one alone is a label with its text, or a line set wide.
  [[nodiscard]] bool is_table_row(std::size_t at) const {
    const PdfRow& row = layout_.rows[at];
    if (row.pieces.size() >= 3) return true;
    if (row.pieces.size() < 2) return false;
    const std::string first = line_text(row.pieces.front());
    const auto item = list_label(first + " x");
    const bool label = first.ends_with(':') || row.pieces.front().box.left < row.column.left - 4 ||
                       (item && item->text_at == first.size() + 1);
    if (row.pieces.size() == 2 && label) return false;
    return is_multiple(at + 1) || (at > 0 && is_multiple(at - 1));
  }

  void take_margin(const PdfRow& row) {
    if (!margin_.empty()) margin_ += '\n';
    margin_ += line_text(row.pieces.front());
    if (paragraph_.empty()) flush_margin();
  }

  void take_table_row(std::size_t at) {
    const PdfRow& row = layout_.rows[at];
    if (cells_.empty()) columns_ = TableColumns(layout_.rows, at);
    flush();
    for (const PdfLine* piece : columns_.cells_of(row))
      cells_.push_back({piece, piece == nullptr ? std::string() : fold(marked_text(*piece, layout_.notes))});
    last_ = &row;
  }

  // A cell of the table row that is being read.
  struct Cell {
    const PdfLine* line = nullptr;  // its last one; null if it is empty
    std::string text;
  };

  [[nodiscard]] Cell* cell_above(const PdfLine& piece) {
    const auto found = std::find_if(cells_.begin(), cells_.end(), [&piece](const Cell& cell) {
      return cell.line != nullptr && std::abs(cell.line->box.left - piece.box.left) < 3;
    });
    return found == cells_.end() ? nullptr : &*found;
  }

  // Whether every piece of the row goes on with the cell above it: that was cut in a word, or ended in the middle of a
  // sentence while others beside it did not.
  [[nodiscard]] bool continues_cells(const PdfRow& row) {
    if (cells_.empty() || row.page != last_->page || row.pieces.size() > cells_.size()) return false;
    const double gap = row.bottom - last_->bottom;
    if (gap <= 0 || gap > std::max(layout_.pitch, last_->height) * 1.3) return false;
    bool cut = false;
    for (const PdfLine& piece : row.pieces) {
      const Cell* cell = cell_above(piece);
      if (cell == nullptr) return false;
      const bool last_cell = cell == &cells_.back();
      const double needed = piece.words.front().box.right - piece.words.front().box.left + piece.height * 0.25;
      const bool full = last_cell && cell->line->box.right + needed > row.column.right;
      const bool open = !ends_sentence(cell->text);
      if (!is_lower(first_letter(line_text(piece))) && !(full && open)) return false;
      cut = cut || (cell->text.size() > 1 && cell->text.back() == '-');
    }
    return cut || row.pieces.size() < cells_.size();
  }

  void take_cell_lines(const PdfRow& row) {
    for (const PdfLine& piece : row.pieces) {
      Cell* cell = cell_above(piece);
      append_line(cell->text, fold(marked_text(piece, layout_.notes)), words_);
      cell->line = &piece;
    }
    last_ = &row;
  }

  void flush_cells() {
    std::string cells;
    for (std::size_t at = 0; at < cells_.size(); ++at) cells += (at == 0 ? "" : "\t") + cells_[at].text;
    if (!cells_.empty()) writer_.add(BlockKind::table_row, cells);
    cells_.clear();
  }

  // A raised number that stands far enough from its word to be a piece of its own.
  [[nodiscard]] const PdfNote* note_of_lone_mark(const PdfLine& piece, const PdfRow& row) const {
    const bool raised = piece.words.size() == 1 && piece.height < row.height * 0.8 && &piece != &row.pieces.front();
    return raised ? layout_.notes.find(piece.words.front().text, piece.page) : nullptr;
  }

  void take_row(const PdfRow& row) {
    std::string text;
    for (const PdfLine& piece : row.pieces) {
      if (const PdfNote* note = note_of_lone_mark(piece, row)) {
        text += "[^" + note->label + "]";
        continue;
      }
      if (!text.empty()) text += ' ';
      text += marked_text(piece, layout_.notes);
    }
    if (text.empty()) return;
    flush_cells();
    if (!paragraph_.empty() && !continues(row, text)) flush();
    append_line(paragraph_, text, words_);
    last_ = &row;
    last_text_ = std::move(text);
  }

  // Whether the next line's first word would have had no room behind the last line.
  [[nodiscard]] bool is_full(const PdfRow& row) const {
    const PdfLine& last = last_->pieces.back();
    const PdfWord& word = row.pieces.front().words.front();
    const double needed = word.box.right - word.box.left + last.height * 0.25;
    return last.box.right + needed > last_->column.right - 1;
  }

  [[nodiscard]] bool continues(const PdfRow& row, const std::string& text) const {
    const char32_t first = first_letter(text);
    const bool lower = first != 0 && is_lower(first);
    const bool open = !ends_sentence(last_text_);
    const bool goes_on = lower && open;  // "... gegeven" "antwoorden"
    if ((!goes_on && question_heading(text)) || question_heading(last_text_)) return false;
    if (std::abs(row.height - last_->height) > last_->height * 0.07) return false;
    const bool cut = last_text_.size() > 1 && last_text_.back() == '-' && last_text_[last_text_.size() - 2] != ' ';
    const double gap = row.bottom - last_->bottom;
    const bool new_page = row.page != last_->page || gap < 0;
    if (!new_page && gap > layout_.pitch * (row.height / layout_.body_height) * 1.3) return false;
    // A label's text goes on under that text.
    const double text_left = last_->pieces.back().box.left;
    const bool under = std::abs(row.pieces.front().box.left - text_left) < row.height ||
                       std::abs(row.pieces.front().box.left - last_->pieces.front().box.left) < row.height ||
                       row.pieces.front().box.left < text_left;
    if (row.pieces.size() > 1 && row.pieces.front().box.left < row.pieces.back().box.left - 20) return false;
    // An item's text goes on behind its label.
    const double indent = row.pieces.front().box.left - last_->pieces.back().box.left;
    const auto hanging = [&] {
      return indent > 0 && indent < row.height * 6 &&
             (list_label(last_text_) || list_label(line_text(last_->pieces.back())));
    };
    if (!under && !new_page && !hanging()) return false;
    const auto label = list_label(text);
    if (label && (!open || !is_full(row))) return false;
    // "(Volksgezondheid, Welzijn en Sport" "– Jeugd)": a dash in a sentence, where no items stand above.
    if (label && label->dash && (last_text_.back() == ',' || list_label(paragraph_))) return false;
    if (cut) return true;
    if (new_page) return goes_on || is_full(row);
    if (is_full(row)) return true;
    // "24 april" and "artikel 3" are kept on one line, so the line before may end early.
    const bool number = text.front() >= '0' && text.front() <= '9' && !label;
    const double width = last_->column.right - last_->pieces.front().box.left;
    const bool wide = last_->pieces.back().box.right - last_->pieces.front().box.left > 0.6 * width;
    return open && (lower || ends_open(last_text_) || (number && wide));
  }

  void flush() {
    flush_cells();
    if (!paragraph_.empty()) {
      if (last_->height > layout_.body_height * 1.15 && paragraph_.size() < 200 && !question_heading(paragraph_)) {
        writer_.add(BlockKind::heading, paragraph_, last_->height > layout_.body_height * 1.5 ? 1 : 2);
      } else {
        writer_.add_printed(paragraph_);
      }
    }
    paragraph_.clear();
    flush_margin();
  }

  // Each line of a letterhead is a block: an address is no sentence.
  void flush_margin() {
    for (std::string_view rest = margin_; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      writer_.add(BlockKind::paragraph, rest.substr(0, end));
      rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    margin_.clear();
  }

  const PdfLayout& layout_;
  const WordList& words_;
  BlockWriter& writer_;
  std::string paragraph_;
  std::vector<Cell> cells_;  // of the table row that is being read
  TableColumns columns_;     // of its table
  const PdfRow* last_ = nullptr;
  std::string last_text_;
  std::string margin_;
};

// Writes the blocks of the PDF's text and returns its number of pages. Throws ExtractError.
std::size_t read_pages(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  Tool tool;
  tool.argv = {"pdftotext", "-bbox-layout", "-enc", "UTF-8", "-", "-"};
  tool.package = "poppler-utils";
  tool.what = "PDF";
  // The word list is loaded while the first child works: that takes as long as a short PDF.
  static std::once_flag first;
  std::future<void> loading;
  std::call_once(first, [&loading] { loading = std::async(std::launch::async, [] { (void)WordList::installed(); }); });
  // Each word comes with its place, some ten times its own size.
  const ToolOutput output = run_tool(tool, bytes, limits, limits.text_bytes * 4);
  if (output.complaint.find("Error") != std::string::npos)
    extraction.warnings.push_back("the PDF is damaged, text may be missing: " + output.complaint);
  PdfDocument document = parse_pdf_lines(output.text);
  extraction.facts = std::move(document.facts);
  document.facts.clear();
  if (document.pages.empty()) {
    throw ExtractError(ExtractError::Reason::malformed, "the PDF is damaged: no page can be read");
  }
  const std::size_t pages = document.pages.size();
  const WordList& words = WordList::installed();
  if (words.empty()) extraction.warnings.emplace_back(kNoWordList);
  const PdfLayout layout = lay_out(std::move(document), words, extraction.facts);
  BlockWriter writer(extraction, limits);
  PdfWriter(layout, words, writer).run();
  promote_headings(extraction.text);
  return pages;
}

}  // namespace

void read_pdf(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  using Reason = ExtractError::Reason;
  if (bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos) {
    throw ExtractError(Reason::malformed, "it is no PDF: it does not begin with %PDF-");
  }
  const std::size_t pages = read_pages(bytes, limits, extraction);
  if (!extraction.text.blocks.empty()) return;
  const std::string scan = "the PDF holds no text: its " + std::to_string(pages) +
                           (pages == 1 ? " page is a picture" : " pages are pictures") + ", as a scan gives, or empty";
  if (!limits.ocr) throw ExtractError(Reason::no_text, scan + "; text recognition is not switched on ([extract] ocr)");
  try {
    read_pages(recognise_scan(bytes, limits), limits, extraction);
  } catch (const ExtractError& error) {
    throw ExtractError(error.reason(), scan + ", and text recognition failed: " + error.what());
  }
  require_text(extraction, scan + ", and text recognition found none either");
  extraction.warnings.emplace_back("the PDF is a scan that was read by text recognition: words may be misread");
}

}  // namespace griffier::fetchers
