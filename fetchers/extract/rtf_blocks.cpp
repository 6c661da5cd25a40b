#include "fetchers/extract/rtf_blocks.h"

#include <algorithm>
#include <iterator>

#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

constexpr std::size_t kLayoutLetters = 800;  // a cell with more frames text, as in read_docx()
constexpr std::size_t kLayoutParagraphs = 4;

// A row that frames paragraphs is the page's layout: its cells are read as text.
bool is_layout(const std::vector<RtfParagraphs>& cells) {
  std::size_t filled = 0;
  for (const RtfParagraphs& cell : cells) {
    std::size_t letters = 0;
    for (const RtfParagraph& paragraph : cell) letters += paragraph.text.size();
    if (letters > kLayoutLetters || cell.size() > kLayoutParagraphs) return true;
    if (letters > 0) ++filled;
  }
  return filled < 2;
}

}  // namespace

void RtfBlocks::write(const RtfParagraph& paragraph) {
  write_office_paragraph(paragraph.text, paragraph.label, paragraph.look, writer_);
}

void RtfBlocks::write_boxes() {
  for (const RtfParagraph& box : std::exchange(boxes_, {})) write(box);
}

void RtfBlocks::add_paragraph(const RtfParagraph& paragraph) {
  end_row({});
  writer_.begin_table();
  write(paragraph);
  write_boxes();
}

void RtfBlocks::end_row(RtfParagraphs last) {
  std::vector<RtfParagraphs> cells = std::exchange(cells_, {});
  if (!last.empty()) cells.push_back(std::move(last));
  if (cells.empty()) return;
  if (is_layout(cells)) {
    for (const RtfParagraphs& cell : cells) {
      for (const RtfParagraph& paragraph : cell) write(paragraph);
    }
    return write_boxes();
  }
  std::string row;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    std::string text;
    for (const RtfParagraph& paragraph : cells[at]) text += ' ' + paragraph.label + ' ' + paragraph.text;
    if (at > 0) row += '\t';
    row += fold(text);
  }
  writer_.add(BlockKind::table_row, row);
  write_boxes();
}

void RtfBlocks::add_box(RtfParagraphs box) { std::move(box.begin(), box.end(), std::back_inserter(boxes_)); }

void RtfBlocks::finish() {
  end_row({});
  write_boxes();
  for (const auto& [label, text] : notes_) writer_.add(BlockKind::footnote, text, 0, label);
}

}  // namespace griffier::fetchers
