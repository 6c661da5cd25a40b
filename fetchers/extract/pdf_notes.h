// The footnotes of a PDF and their marks in its text.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/pdf_columns.h"
#include "fetchers/extract/pdf_lines.h"
#include "fetchers/extract/words.h"

namespace griffier::fetchers {

// A note and the number that it is printed with, which a paper may begin anew on each page.
struct PdfNote {
  std::string number;
  std::size_t page = 0;
  std::string label;  // unique in the document: the number, or, where that is taken, the next one that is free
  std::string text;
};

class PdfNotes {
 public:
  PdfNotes() = default;
  explicit PdfNotes(std::vector<PdfNote> notes);

  // The note that a mark on a page stands for; null if there is none. The pointer is valid as long as this object.
  [[nodiscard]] const PdfNote* find(std::string_view number, std::size_t page) const;
  [[nodiscard]] auto begin() const { return notes_.begin(); }
  [[nodiscard]] auto end() const { return notes_.end(); }

 private:
  std::vector<PdfNote> notes_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> places_;  // of a number
};

// Takes the notes at the foot of each page, or of each column of prose, out of it, in the order of their numbers.
// `body` is the height of the running text in points.
[[nodiscard]] PdfNotes take_pdf_notes(PdfDocument& document, const ProseColumns& columns, double body,
                                      const WordList& words);

// Whether the line is the text of the note whose raised number stands alone in `number`: behind it, or below it where
// the first word had no room.
[[nodiscard]] bool is_note_text(const PdfLine& number, const PdfLine& line);

// A piece's text with the marks of the known notes as "[^n]".
[[nodiscard]] std::string marked_text(const PdfLine& line, const PdfNotes& notes);

}  // namespace griffier::fetchers
