// The state of a set of questions: what its papers add up to, and what one more paper changed. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "publications/terms.h"
#include "store/record/questions_join.h"
#include "store/revision.h"

namespace griffier::store::questions {

struct LineRef {
  std::size_t claim = 0, line = 0;  // indices
};

struct QuestionState {
  std::string number;
  std::string state = "open";  // "open", "postponed", "answered", "withdrawn"
  std::string answered_on;
  std::optional<LineRef> question, answer;
};

struct SetState {
  Grouping grouping;
  // By paper that counts the questions in its own way: its numbers by those of the set.
  std::map<std::string, std::map<std::string, std::string>> renumbered;
  std::string zaaknummer, fractie, asker, addressed_to, subject, asked_on;
  publications::Term term;
  std::vector<QuestionState> questions;  // as numbered by the paper that asks, else by those that answer
  // That there are questions is known from papers that print none of them, such as a postponement: "open" or
  // "postponed", as long as nothing answers them or takes them back; else empty.
  std::string unprinted;
  [[nodiscard]] std::size_t unanswered() const;  // of the questions that are known by number
};

[[nodiscard]] SetState state_of(const std::vector<Claim>& claims, Grouping grouping,
                                const publications::TermRules& rules);

// A set as it was before the paper.
struct Before {
  std::string due_on;
  std::vector<std::pair<std::string, std::string>> questions;  // number, state
  std::vector<std::string> papers;
};

// What the paper of `claim` did to a set that it is a member of; `said` is what an earlier revision of that paper said.
[[nodiscard]] std::vector<NewEvent> events_of(const SetState& now, const std::optional<Before>& before,
                                              const Claim* claim, const Claim* said);

// "questions 1 and 2 of 3", "the question", "all 3 questions".
[[nodiscard]] std::string questions_in_words(const std::vector<std::string>& numbers, std::size_t of);

}  // namespace griffier::store::questions
