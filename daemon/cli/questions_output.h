// What the commands about questions share.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "daemon/cli/context.h"
#include "store/record/questions.h"

namespace griffier::daemon {

[[nodiscard]] publications::Date today();  // in Amsterdam
// Whole days; 0 when either is no date.
[[nodiscard]] int days_between(const std::string& from, const std::string& until);
[[nodiscard]] boost::json::value or_null(const std::string& text);
[[nodiscard]] boost::json::object to_json(const store::QuestionRow& row);
// "open", "postponed, 2/5", "answered 2024-11-18".
[[nodiscard]] std::string state_of(const store::QuestionSetRow& set);
// The row of questions that are owed while no paper that is kept prints them: without a number and text.
[[nodiscard]] store::QuestionRow unprinted_of(const store::QuestionSetRow& set);
// A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
[[nodiscard]] std::string csv_field(std::string text);

void print_statistics(Context& context, const std::vector<store::QuestionSetRow>& sets);

}  // namespace griffier::daemon
