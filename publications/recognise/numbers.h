// Numbers of questions as people print them, alone and in groups, and the headings that carry them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::publications::reader {

// A group of question numbers at the start of `text`: "3", "3, 4 en 5", "2 t/m 6", "1 tot en met 5", "4-7", "2–4",
// "9 10 en 11", "1,2,3,4 en 5", "7, 8, en 9", "6 & 7", "3a en 3b". Ascending, each once; empty if there is none.
// `length` receives the number of bytes read. A number has at most three digits; a range at most 200 numbers.
[[nodiscard]] std::vector<int> read_group(std::string_view text, std::size_t* length = nullptr);

// "3,4,5".
[[nodiscard]] std::string group_text(const std::vector<int>& numbers);

enum class HeadingKind { question, answer, notice, explanation };

struct NumberedHeading {
  HeadingKind kind = HeadingKind::question;
  std::vector<int> numbers;  // empty for a bare "Vraag" or "Antwoord:", a Mededeling and a Toelichting
  std::string_view rest;     // what follows the heading in the same paragraph
};

// "Vraag 3, 4 en 5", "Vragen 2 t/m 6:", "Antwoord op vraag 2", "Antwoord vragen 1,2,3,4 en 5", "Antwoord op de vragen 4
// tot en met 7", "Beantwoording vraag 3", "Antwoord:", "Mededeling", "Toelichting: ..." at the start of a paragraph,
// with or without text behind. A sentence that begins so ("Antwoord 3 is juist", "Vraag 2 en 3 hangen samen") is none
// unless `marked`: the publisher marked the paragraph as a heading.
[[nodiscard]] std::optional<NumberedHeading> read_heading(std::string_view paragraph, bool marked = false);

// "12." or "12)" at the start of a paragraph with the number; `length` receives the bytes read with white space.
[[nodiscard]] std::optional<int> read_item_number(std::string_view paragraph, std::size_t* length = nullptr);

}  // namespace griffier::publications::reader
