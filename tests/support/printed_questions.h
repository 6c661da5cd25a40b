// Papers of a made-up year of questions (tests/unit/store/question_year.h) as they are printed.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "tests/unit/store/question_year.h"

namespace griffier::tests {

// The typeset form of a paper.
[[nodiscard]] std::string printed(const store::testing::YearPaper& paper, const store::testing::Year& year);

// In an alert, a question of such a paper has no answer, or its own.
void expect_own_answer(const boost::json::object& pair);

}  // namespace griffier::tests
