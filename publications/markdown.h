// text.md of the archive: one block a line, so that git's own line tools (log -L, blame, diff) work on paragraphs.
//
//   # ... ######           heading                      **Vraag 3, 4 en 5**    question
//   > ...                  quote                        __Antwoord 3__         answer
//   - ...                  list item labelled "–"       | a | b |              table row; below a table's first row
//   * ...                  list item without a label                           stands | --- | for Markdown viewers
//   1. ... or 1) ...       list item labelled so        [^1]: ...              footnote labelled 1
//   + a) ...               list item labelled "a)"      <!-- -->               paragraph without text
//
// Four spaces stand for one level of nesting. White space that a text begins or ends with is written as "&#32;" or
// "&#9;".
#pragma once

#include <string>
#include <string_view>

#include "publications/text.h"

namespace griffier::publications {

// Every block becomes one line, blocks are separated by one empty line (list items and the rows of one table follow
// each other without one), and the result ends in a newline unless there are no blocks. Characters that Markdown would
// read as structure at the start of a line are escaped with a backslash. Line ends inside a text become spaces; levels
// are kept within 1..6 (headings) and 0..20 (list items). Linear in the length of the text. Pure; any thread.
[[nodiscard]] std::string to_markdown(const Text& text);

// The inverse for whatever to_markdown wrote: from_markdown(to_markdown(t)) == t for every t whose texts are single
// lines. Lenient on Markdown written by others: an unknown construct is a paragraph, soft line breaks inside a
// paragraph are joined.
[[nodiscard]] Text from_markdown(std::string_view markdown);

// The words of the text alone, one block a line, no Markdown: for search and for people's terminals. Labels of list
// items and footnotes stand before their text; marks of footnotes and control characters are left out.
[[nodiscard]] std::string to_plain(const Text& text);

}  // namespace griffier::publications
