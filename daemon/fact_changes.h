// Which facts of a publication are others than before: what a change of its metadata is.
#pragma once

#include <string>
#include <vector>

#include "publications/reading.h"

namespace griffier::daemon {

struct FactChange {
  std::string name;           // as in metadata.json: "kenmerk", "due_on", "toezegging.status"
  std::string before, after;  // in one line; empty: not there
};

// In the order of a title page: what it is, its place, its people, its days. What the text says at length (questions,
// answers, references) is left to the difference of the texts. Pure.
[[nodiscard]] std::vector<FactChange> fact_changes(const publications::Reading& before,
                                                   const publications::Reading& now);
// All names that a change can have.
[[nodiscard]] std::vector<std::string> changeable_facts();

}  // namespace griffier::daemon
