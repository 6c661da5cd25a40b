// What a printed line is, seen on its own: the heading of a question, an item of a list, the foot of a page.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "publications/text.h"

namespace griffier::fetchers {

// White space folded to single spaces and trimmed; no-break, thin and other spaces become plain ones; zero-width
// characters, soft hyphens and control characters go; ligatures become their letters, the text NFC.
[[nodiscard]] std::string fold(std::string_view text);
// The same for a line that others may follow: a soft hyphen at its end, where it parts a word, stays.
[[nodiscard]] std::string fold_line(std::string_view line);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] bool is_blank(std::string_view text);

// question for "Vraag 3, 4 en 5", answer for "Antwoord op vraag 2:" and "Antwoord", nothing for a sentence.
[[nodiscard]] std::optional<publications::BlockKind> question_heading(std::string_view line);
// "Vraag 3: Kunt u ...", "Antwoord op vraag 2 en 3: Ja.": a heading on the line of its text, told by the colon.
[[nodiscard]] bool has_run_in_heading(std::string_view line);

// The label at the start of a list item, "–", "a.", "12)", "(iii)", and where its text begins.
struct ListLabel {
  std::string label;
  std::size_t text_at = 0;
  bool dash = false;
};
[[nodiscard]] std::optional<ListLabel> list_label(std::string_view line);

// Whether the line belongs to the foot or head of a printed official publication: its identity, ISSN, place and year,
// "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1", a page number. What it tells goes to the facts
// ("document_id", "vergaderjaar").
[[nodiscard]] bool is_furniture(std::string_view line, std::map<std::string, std::string>& facts);
// Whether it is a line of the head that the first page of a Staatscourant has.
[[nodiscard]] bool is_courant_masthead(std::string_view line);
// "Pagina 3 van 8", "3/8", "- 3 -", "3".
[[nodiscard]] bool is_page_number(std::string_view line);
// "kst-19637-3274", "ah-tk-20232024-1314", "kv-tk-2024Z18438".
[[nodiscard]] bool is_document_id(std::string_view word);

// Whether the text ends as a sentence does, closing quotes, brackets and note marks apart.
[[nodiscard]] bool ends_sentence(std::string_view text);
// The first letter of the text, behind quotes and brackets, 0 when it begins with something else.
[[nodiscard]] char32_t first_letter(std::string_view text);

}  // namespace griffier::fetchers
