// The footnotes of a PDF and their marks in its text.
#pragma once

#include <string>
#include <vector>

#include "fetchers/extract/notes.h"
#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/words.h"

namespace griffier::fetchers {

// Takes the notes at the foot of each page out of it, in the order of their numbers, which run on from 1. `body` is the
// height of the running text.
[[nodiscard]] std::vector<Footnote> take_pdf_notes(PdfDocument& document, double body, const WordList& words);

// A piece's text with the marks of the known notes as "[^n]".
[[nodiscard]] std::string marked_text(const PdfLine& line, const std::vector<Footnote>& notes);

// Whether two lines stand side by side: poppler may give a note's number and its text as two.
[[nodiscard]] bool beside(const PdfLine& a, const PdfLine& b);

}  // namespace griffier::fetchers
