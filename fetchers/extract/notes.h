// Footnotes in printed lines: they stand between the lines of the text where a page ends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/words.h"

namespace griffier::fetchers {

struct PrintedLine {
  std::string text;         // without surrounding white space; empty for a blank line
  bool page_start = false;  // the first line of a page
  bool indented = false;
};

struct Footnote {
  std::string label;
  std::string text;
};

// Takes the footnotes out of the lines, page by page, and turns their marks in the text before them into "[^n]" where
// the mark is certain: the numbers follow each other, each stands behind a word or a sign of its page.
[[nodiscard]] std::vector<Footnote> take_footnotes(std::vector<PrintedLine>& lines, const WordList& words);

// Marks the first place at or after `from` where number `n` stands as a mark ("genomen?1"): returns the position behind
// it, or npos when there is none.
[[nodiscard]] std::size_t find_mark(std::string_view text, int number, std::size_t from);

}  // namespace griffier::fetchers
