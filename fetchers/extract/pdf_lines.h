// The lines of a PDF with their places, as `pdftotext -bbox-layout` prints them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

struct Box {  // points; y grows downwards
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

struct PdfWord {
  Box box;
  std::string text;
};

struct PdfLine {
  Box box;
  double height = 0;  // of most of its letters: stands for the size of the type
  std::vector<PdfWord> words;
  std::size_t page = 0;
};

struct PdfPage {
  double width = 0;
  double height = 0;
  std::vector<PdfLine> lines;  // in poppler's reading order
};

struct PdfDocument {
  std::vector<PdfPage> pages;
  std::map<std::string, std::string> facts;  // "title", "creator", "subject"
};

// Reads the output of pdftotext 22.12 and alike: one element a line.
[[nodiscard]] PdfDocument parse_pdf_lines(std::string_view output);

// Whether nothing stands between two words of a line of that height: poppler parts a word where its face changes.
[[nodiscard]] bool touches(const PdfWord& word, const PdfWord& next, double height);

// The words with spaces between, without marks.
[[nodiscard]] std::string line_text(const PdfLine& line);

}  // namespace griffier::fetchers
