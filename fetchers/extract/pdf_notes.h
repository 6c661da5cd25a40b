// The footnotes of a PDF and their marks in its text.
#pragma once

#include <string>
#include <vector>

#include "fetchers/extract/notes.h"
#include "fetchers/extract/pdf_columns.h"
#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/words.h"

namespace griffier::fetchers {

// Takes the notes at the foot of each page, or of each column of prose, out of it, in the order of their numbers, which
// run on from 1. `body` is the height of the running text.
[[nodiscard]] std::vector<Footnote> take_pdf_notes(PdfDocument& document, const ProseColumns& columns, double body,
                                                   const WordList& words);

// Whether the line is the text of the note whose raised number stands alone in `number`: behind it, or below it where
// the first word had no room.
[[nodiscard]] bool is_note_text(const PdfLine& number, const PdfLine& line);

// A piece's text with the marks of the known notes as "[^n]".
[[nodiscard]] std::string marked_text(const PdfLine& line, const std::vector<Footnote>& notes);

}  // namespace griffier::fetchers
