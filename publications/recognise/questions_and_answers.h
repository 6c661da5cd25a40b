// Questions and answers under numbers, in whatever order and form a paper prints them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct QuestionsAndAnswers {
  std::vector<Question> questions;  // ascending as first printed, each number once
  std::vector<Answer> answers;      // as printed
  std::string toelichting;
  std::string notice;  // the text under a heading "Mededeling"
};

enum class Numbering {
  headings,  // "Vraag 1", "Antwoord op vraag 1"
  items,     // "1. Kunt u ...", "Antwoord:"
  brackets,  // "1) Kunt u ..."
  bare,      // "1 Kunt u ...", "1 - Kunt u ...", or a number alone on a line
  list,      // as items, and a number alone on a line as well
  none       // each paragraph that asks is a question
};

// How the questions from paragraph `from` on are numbered. `asking`: the paper is known to ask, so that paragraphs
// without any number count.
[[nodiscard]] Numbering numbering_of(const Paper& paper, std::size_t from);

// Reads from paragraph `from` on. `answers` says that the paper answers: then a question's further paragraphs that ask
// nothing are its answer when it has no other.
[[nodiscard]] QuestionsAndAnswers read_questions_and_answers(const Paper& paper, std::size_t from, Numbering numbering,
                                                             bool answers);

}  // namespace griffier::publications::reader
