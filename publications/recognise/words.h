// Words, sentences and spellings: what every reader in this folder needs of running Dutch text. All functions are pure,
// safe on any bytes and linear in the length of their text.
#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "publications/ascii.h"

namespace griffier::publications::reader {

inline constexpr std::size_t npos = std::string_view::npos;

// Valid UTF-8 in NFC on one line: white space of every kind folded to single spaces, soft hyphens, zero-width
// characters and Markdown emphasis removed, bytes that are not UTF-8 replaced by U+FFFD, a spacing accent after a
// letter
// ("Kostic ´") put on it.
[[nodiscard]] std::string clean(std::string_view text);
// Without footnote marks "[^1]" and the space that one leaves before punctuation.
[[nodiscard]] std::string without_marks(std::string_view text);
// Letters and digits alone, ASCII letters in lower case: for comparing texts that differ in spacing and punctuation.
[[nodiscard]] std::string squash(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text);
// Removes any of `characters` (ASCII) and spaces at both ends.
[[nodiscard]] std::string_view trim_all(std::string_view text, std::string_view characters);

using ascii::is_digit;
[[nodiscard]] constexpr bool is_ascii_letter(char c) { return ascii::is_alpha(c); }
// Part of a word: an ASCII letter or digit or any byte of a character beyond ASCII.
[[nodiscard]] constexpr bool is_word_byte(char c) {
  return is_digit(c) || is_ascii_letter(c) || (static_cast<unsigned char>(c) & 0x80U) != 0;
}
[[nodiscard]] constexpr char lower(char c) { return ascii::to_lower(c); }
[[nodiscard]] std::string lower(std::string_view text);  // ASCII letters only
// The first letter (after quotes and brackets) is a capital.
[[nodiscard]] bool starts_with_capital(std::string_view text);

// ASCII case is ignored; the second argument is lower case.
[[nodiscard]] bool same(std::string_view text, std::string_view lowered);
[[nodiscard]] bool starts_with(std::string_view text, std::string_view lowered);
[[nodiscard]] bool ends_with(std::string_view text, std::string_view lowered);
[[nodiscard]] std::size_t find(std::string_view text, std::string_view lowered, std::size_t from = 0);
[[nodiscard]] bool has(std::string_view text, std::string_view lowered);
// The pairs of neighbouring characters that a text has, ASCII case ignored. It says at once of most phrases that the
// text can't hold them, each of which a search would read the whole text for.
class LetterPairs {
 public:
  explicit LetterPairs(std::string_view text);
  [[nodiscard]] bool may_hold(std::string_view phrase) const;

 private:
  std::bitset<1024> pairs_;
};
[[nodiscard]] bool has_any(std::string_view text, std::initializer_list<std::string_view> lowered);
// As find, at word boundaries.
[[nodiscard]] std::size_t find_word(std::string_view text, std::string_view lowered, std::size_t from = 0);
[[nodiscard]] bool has_word(std::string_view text, std::string_view lowered);

// Without a section's number in front: "II ", "3.1 ", "IV. ".
[[nodiscard]] std::string_view without_section_number(std::string_view text);

// Replaces every `from` by `to`.
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

// The sentences of a paragraph, in order, trimmed. Abbreviations, initials, ordinals, quotes and footnote marks after
// the full stop are known; a lost space ("beantwoord.De") still ends a sentence.
[[nodiscard]] std::vector<std::string_view> sentences(std::string_view paragraph);
// The last character that counts is a question mark: closing quotes, brackets and footnote marks after it don't.
[[nodiscard]] bool is_asked(std::string_view sentence);

}  // namespace griffier::publications::reader
