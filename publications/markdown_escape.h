// The escapes of text.md, each with its inverse: decode(encode(x)) == x for every x without line ends.
#pragma once

#include <string>
#include <string_view>

namespace griffier::publications::markdown {

// White space at both ends, which Markdown would drop.
[[nodiscard]] std::string encode_edges(std::string_view text);
[[nodiscard]] std::string decode_edges(std::string_view text);

// The edges, and whatever would be read as structure at the start of a line.
[[nodiscard]] std::string encode_line(std::string_view text);
[[nodiscard]] std::string decode_line(std::string_view text);

// A label that ends at `end`: a blank for a list item, ']' for a footnote. A blank in it is written "\s" or "\t".
[[nodiscard]] std::string encode_label(std::string_view label, char end);
// Reads a label up to the first unescaped `end`, which stays in `text`; false if there is none and one is `required`.
[[nodiscard]] bool take_label(std::string_view& text, char end, bool required, std::string& label);

// "| a | b |" for "a\tb", and back.
[[nodiscard]] std::string encode_row(std::string_view cells);
[[nodiscard]] std::string decode_row(std::string_view line);
// The line below the head of a table: cells of dashes with colons at most.
[[nodiscard]] bool is_delimiter_row(std::string_view line);

// The bytes of "12." or "3)" at the start, if at most nine digits and followed by a blank or nothing; else 0.
[[nodiscard]] std::size_t ordinal_length(std::string_view text);
// The number of '#' of a heading at the start: 1..6 followed by a blank or nothing; else 0.
[[nodiscard]] std::size_t heading_length(std::string_view text);

}  // namespace griffier::publications::markdown
