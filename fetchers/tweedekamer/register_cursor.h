// What a poll of the register leaves for the next one: how far each category is, and which of them are left alone for
// a while because they failed beside others that didn't.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "fetchers/tweedekamer/register.h"

namespace griffier::fetchers {

// A category that failed while others were had.
struct BackOff {
  int failures = 0;  // in a row
  RegisterInstant until{};
  std::string error;  // of the last try, one sentence
};

struct RegisterCursor {
  Register::Positions positions;
  std::string choice;  // of documents, as it was printed
  std::map<std::string, BackOff> failing;
};

// Of text that is no cursor: an empty one.
[[nodiscard]] RegisterCursor read_register_cursor(const std::string& text);
[[nodiscard]] std::string print_register_cursor(const RegisterCursor& cursor);

// One more failure of a category of a source that is polled `every` so often: it is left out of no poll after the
// first, then of ever more, for a day at most. What the publisher asked for is kept when it is longer.
[[nodiscard]] BackOff one_more_failure(const BackOff& before, std::string error,
                                       std::optional<std::chrono::seconds> asked, std::chrono::seconds every,
                                       RegisterInstant now);
// Whether a category is not to be asked for now.
[[nodiscard]] bool is_left_alone(const BackOff& failing, RegisterInstant now);

}  // namespace griffier::fetchers
