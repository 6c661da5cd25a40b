// Which lines of a PDF are running text, which are heads, feet, margins and footnotes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/words.h"

namespace griffier::fetchers {

struct Column {
  double left = 0;
  double right = 0;
};

// A row of the page: the pieces of text that stand beside each other on one line.
struct PdfRow {
  std::vector<PdfLine> pieces;  // from left to right
  Column column;                // that its first piece in running text belongs to
  double height = 0;
  double top = 0;
  double bottom = 0;
  std::size_t page = 0;
  bool margin = false;  // beside the text: a letterhead's column
};

struct PdfLayout {
  std::vector<PdfRow> rows;
  PdfNotes notes;
  double body_height = 0;
  double pitch = 0;  // from line to line of running text
};

// Sorts the document's lines out. `facts` gets what heads and feet tell.
[[nodiscard]] PdfLayout lay_out(PdfDocument&& document, const WordList& words,
                                std::map<std::string, std::string>& facts);

}  // namespace griffier::fetchers
