// text.md of the archive: one block a line, so that git's own line tools (log -L, blame, diff) work on paragraphs.
#pragma once

#include <string>
#include <string_view>

#include "publications/text.h"

namespace griffier::publications {

// Every block becomes one line, blocks are separated by one empty line (list items and table rows follow each other
// without one), and the result ends in a newline unless there are no blocks. Characters that Markdown would read as
// structure at the start of a line are escaped with a backslash. Pure; any thread.
[[nodiscard]] std::string to_markdown(const Text& text);

// The inverse for whatever to_markdown wrote: from_markdown(to_markdown(t)) == t for every t whose texts are single
// lines. Lenient on Markdown written by others: an unknown construct is a paragraph, soft line breaks inside a
// paragraph are joined.
[[nodiscard]] Text from_markdown(std::string_view markdown);

// The words of the text alone, one block a line, no Markdown: for search and for people's terminals.
[[nodiscard]] std::string to_plain(const Text& text);

}  // namespace griffier::publications
