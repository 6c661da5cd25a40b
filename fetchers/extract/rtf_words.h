// What the words of RTF begin or stand for.
#pragma once

#include <string_view>

namespace griffier::fetchers {

// What a group's text is for.
enum class RtfAim { text, skip, label, fonts, styles, style, info, title, author, code, form, entry, math };

// What the group is for that the word begins; text for a word that begins none.
[[nodiscard]] RtfAim rtf_aim(std::string_view word);
// Whether a group marked \* that begins with the word holds text for a reader all the same.
[[nodiscard]] bool is_read_when_starred(std::string_view word);
// Whether the group is the code of a field, a form in it, or an entry of a form's list.
[[nodiscard]] bool is_rtf_field_code(RtfAim aim);
// The character that the word stands for ("endash"), empty for none.
[[nodiscard]] std::string_view rtf_sign(std::string_view word);
// The level of headings that are in the style of that name, in lower case; 0 for another style.
[[nodiscard]] int rtf_heading_level(std::string_view style);

// The numbers of \u, which may name half a character.
class RtfUnicode {
 public:
  // The character, 0 when there is none yet.
  [[nodiscard]] char32_t point(int number);

 private:
  char32_t high_ = 0;  // the first half of a character beyond 16 bits
};

// Whether the word says how a paragraph looks, as far as that is read.
[[nodiscard]] bool is_rtf_paragraph_property(std::string_view word);

}  // namespace griffier::fetchers
