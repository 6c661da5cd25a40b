// A minister's letter about Kamervragen: the cover that says whose questions, and when they were asked.
#pragma once

#include <optional>
#include <string>

#include "publications/reading.h"
#include "publications/recognise/letter.h"
#include "publications/recognise/paper.h"
#include "publications/recognise/question_header.h"

namespace griffier::publications::reader {

struct Cover {
  Asking asking;
  std::optional<Date> asked_on;
  std::optional<std::string> zaaknummer;
  std::size_t end = 0;  // the first paragraph with a numbered heading
};

[[nodiscard]] Cover read_cover(const Paper& paper, const Letter& letter);

// Whether the paper has numbered questions and answers, or is a letter that postpones the answers to questions.
[[nodiscard]] bool has_questions_and_answers(const Paper& paper);
[[nodiscard]] bool is_postponing_letter(const Paper& paper, const Letter& letter);

}  // namespace griffier::publications::reader
