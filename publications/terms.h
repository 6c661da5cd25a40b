// When an answer is due: the one place that knows the terms.
//
// Reglement van Orde van de Tweede Kamer: questions are answered within three weeks; a minister who can't says
// so within that term and has three weeks more. A term that the publisher gives takes the place of a computed one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::publications {

struct Recess {
  Date from{}, until{};  // both days included
  bool operator==(const Recess&) const = default;
};

struct TermRules {
  int weeks = 3;                 // after asking
  int postponed_weeks = 6;       // after asking, once postponed
  std::vector<Recess> recesses;  // days that don't count
  bool operator==(const TermRules&) const = default;
};

struct Asking {
  std::optional<Date> asked_on;
  std::optional<Date> given;  // the publisher's own term
  bool postponed = false;
  bool orally = false;  // answered in the question hour, or not at all
};

struct Term {
  std::optional<Date> due_on;
  std::string because;  // "three weeks after 2026-02-05", one phrase
};

// Without a date of asking and without a given term there is none. Pure.
[[nodiscard]] Term term_of(const Asking& asking, const TermRules& rules);

// "3 6 2026-07-04/2026-08-31", the form in the record, and back; nullopt for what isn't in that form, has fewer than
// one or more than 520 weeks, or a recess that ends before it begins.
[[nodiscard]] std::string to_string(const TermRules& rules);
[[nodiscard]] std::optional<TermRules> parse_term_rules(std::string_view text);
// "2026-07-04/2026-08-31".
[[nodiscard]] std::optional<Recess> parse_recess(std::string_view text);

}  // namespace griffier::publications
