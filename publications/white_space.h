// White space and dashes as Dutch publications print them: besides ASCII the no-break, thin and other fixed spaces
// (U+00A0, U+2000..U+200A, U+202F) and the dashes U+2010..U+2015 and U+2212.
#pragma once

#include <cstddef>
#include <string_view>

namespace griffier::publications {

// The bytes of the one white-space character that `text` begins with; 0 if it begins with another.
[[nodiscard]] constexpr std::size_t one_white_space(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text[0];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c == '\xC2' && text.size() >= 2 && text[1] == '\xA0') return 2;
  if (c != '\xE2' || text.size() < 3 || text[1] != '\x80') return 0;
  const auto last = static_cast<unsigned char>(text[2]);
  return (last >= 0x80 && last <= 0x8A) || last == 0xAF ? 3 : 0;
}

// The bytes of all white space that `text` begins with.
[[nodiscard]] constexpr std::size_t white_space_length(std::string_view text) {
  std::size_t at = 0;
  while (const std::size_t one = one_white_space(text.substr(at))) at += one;
  return at;
}

// The bytes of the hyphen or dash that `text` begins with; 0 if it begins with another character.
[[nodiscard]] constexpr std::size_t one_dash(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '-') return 1;
  if (text[0] != '\xE2' || text.size() < 3) return 0;
  if (text[1] == '\x80') return text[2] >= '\x90' && text[2] <= '\x95' ? 3 : 0;
  return text[1] == '\x88' && text[2] == '\x92' ? 3 : 0;
}

// The bytes at the beginning that folding leaves as they are: printed ASCII, spaces one by one and none in front.
[[nodiscard]] constexpr std::size_t plain_run(std::string_view text) {
  bool space = true;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ' ' ? space : (c < ' ' || c == 0x7F)) break;  // bytes beyond ASCII are negative
    space = c == ' ';
  }
  return at;
}

}  // namespace griffier::publications
