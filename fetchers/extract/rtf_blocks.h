// The paragraphs, rows, text boxes and notes of an RTF as blocks.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "fetchers/extract/office_text.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {

struct RtfParagraph {
  std::string text;  // lines of it parted by '\n'
  std::string label;
  std::size_t letters = 0;
  std::size_t bold_letters = 0;
  bool joined = false;  // with one before it, whose mark was deleted
  OfficeLook look;
};
using RtfParagraphs = std::vector<RtfParagraph>;

// Takes them in the order of the file. Boxes are written behind the paragraph or row that they are anchored in, notes
// at the end. The writer must outlive it.
class RtfBlocks {
 public:
  explicit RtfBlocks(BlockWriter& writer) : writer_(writer) {}

  // A paragraph outside tables: it ends the table before it.
  void add_paragraph(const RtfParagraph& paragraph);
  void add_cell(RtfParagraphs cell) { cells_.push_back(std::move(cell)); }
  // Ends a row whose last cell, if not empty, was not ended itself.
  void end_row(RtfParagraphs last);
  void add_box(RtfParagraphs box);
  void add_note(std::string label, std::string text) { notes_.emplace_back(std::move(label), std::move(text)); }
  void finish();

 private:
  void write(const RtfParagraph& paragraph);
  void write_boxes();

  BlockWriter& writer_;
  std::vector<RtfParagraphs> cells_;
  RtfParagraphs boxes_;
  std::vector<std::pair<std::string, std::string>> notes_;
};

}  // namespace griffier::fetchers
