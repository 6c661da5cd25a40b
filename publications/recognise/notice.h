// Mededelingen: a postponement and why, or what else became of the questions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "publications/reading.h"
#include "publications/recognise/question_header.h"

namespace griffier::publications::reader {

struct Notice {
  bool postpones = false;             // else answered by letter, withdrawn, ...
  std::optional<std::string> reason;  // the sentence that says why, or what became of the questions
  Asking asking;                      // who asked whom about what, by the notice's own words
  std::optional<Date> asked_on;
  std::optional<Date> due_on;  // the last day that a postponement tells for the answers
  std::optional<std::string> zaaknummer;
};

// `received`, when known, gives the year of a date such as "6 november jl.".
[[nodiscard]] Notice read_notice(std::string_view text, std::optional<Date> received);

// The text says that questions can't be answered in time.
[[nodiscard]] bool postpones_answers(std::string_view text);

// The text comes with answers, whatever it says of terms: "Hierbij zend ik u de antwoorden op de vragen van ...".
[[nodiscard]] bool hands_over_answers(std::string_view text);

}  // namespace griffier::publications::reader
