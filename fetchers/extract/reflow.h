// Paragraphs out of printed lines.
#pragma once

#include <string_view>
#include <vector>

#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/notes.h"
#include "fetchers/extract/words.h"
#include "fetchers/extract/writer.h"
#include "publications/text.h"

namespace griffier::fetchers {

inline constexpr std::string_view kNoWordList =
    "the Dutch word list (package wdutch) is not installed: hyphens at line ends are judged without it";

// An estimate of how wide the text is set in a proportional face, in thousandths of an em.
[[nodiscard]] int set_width(std::string_view text);

// Joins the lines to paragraphs and writes them as blocks: blank lines, headings of questions and list labels part
// them, and so does a line that ends although the next word would have fitted.
// The first form measures the width that the lines were set to, the second is told.
void write_paragraphs(const std::vector<PrintedLine>& lines, const WordList& words, BlockWriter& writer);
void write_paragraphs(const std::vector<PrintedLine>& lines, int width, const WordList& words, BlockWriter& writer);
// The width that the lines were set to, as set_width() counts, or more than any page has when they are not wrapped.
[[nodiscard]] int measured_width(const std::vector<PrintedLine>& lines);

// Whether the text begins in lower case, behind quotes and brackets; an address doesn't.
[[nodiscard]] bool begins_lower(std::string_view text);
// Whether the text ends with a word that nothing ends with ("van", "de"): the next line goes on.
[[nodiscard]] bool ends_open(std::string_view text);

// Makes headings of short paragraphs that are no sentence and stand right before one that is.
void promote_headings(publications::Text& text);

}  // namespace griffier::fetchers
