// Bytes of a publisher to UTF-8: byte order marks, declared character sets, and Windows-1252 for what is neither.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

struct Decoded {
  std::string text;                   // valid UTF-8 without byte order mark and without NUL
  std::vector<std::string> warnings;  // readable sentences
};

// `declared` is a character set's name as in a Content-Type or an XML declaration, empty when none is known. Text that
// is valid UTF-8 is read as that whatever is declared, since publishers declare ISO-8859-1 by habit.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view declared = {});

// Undoes one step too many: UTF-8 that was read as Windows-1252 and written as UTF-8 again ("Ã©" for "é"). Returns the
// text as it is when it can't have gone that way.
[[nodiscard]] std::string undo_double_encoding(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view bytes);
// Makes the numeric character references of XML that name no character (XML 1.0 section 4.1: surrogates, what lies
// beyond U+10FFFF) name U+FFFD, in as many bytes: pugixml would make bytes of them that are no UTF-8.
void repair_character_references(std::string& xml);
// The letter that a byte of Windows-1252 is, 0 for the few that are none.
[[nodiscard]] char32_t from_windows1252(unsigned char byte);
// Appends the code point, or U+FFFD for what is none.
void append_utf8(std::string& to, char32_t point);
// Decodes one code point at `at` of valid UTF-8 and moves `at` behind it.
[[nodiscard]] char32_t next_point(std::string_view text, std::size_t& at);
// Lower case for ASCII, Latin-1 and Latin Extended-A, the letters of Dutch papers and the names in them.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] bool is_letter(char32_t point);
[[nodiscard]] bool is_upper(char32_t point);
[[nodiscard]] bool is_lower(char32_t point);

}  // namespace griffier::fetchers
