#include "publications/terms.h"

#include <gtest/gtest.h>

namespace griffier::publications {
namespace {

Date day(const char* iso) { return parse_iso_date(iso).value(); }
std::string due(const Asking& asking, const TermRules& rules = {}) {
  const auto term = term_of(asking, rules);
  return (term.due_on ? iso_date(*term.due_on) : "none") + "; " + term.because;
}

TEST(Terms, AnAnswerIsDueThreeWeeksAfterAsking) {
  EXPECT_EQ(due({day("2026-02-05"), {}, false}), "2026-02-26; three weeks after 2026-02-05");
}

TEST(Terms, APostponementPutsTheTermAtSixWeeksAfterAsking) {
  EXPECT_EQ(due({day("2026-02-05"), {}, true}), "2026-03-19; six weeks after 2026-02-05, being postponed");
}

TEST(Terms, ThePublishersTermTakesThePlaceOfAComputedOne) {
  EXPECT_EQ(due({day("2026-02-05"), day("2026-04-01"), true}), "2026-04-01; given by the paper or its publisher");
}

TEST(Terms, WithoutADateOfAskingThereIsNone) { EXPECT_EQ(due({}), "none; no date of asking is known"); }

TEST(Terms, DaysOfRecessDoNotCount) {
  TermRules rules;
  rules.recesses = {{day("2026-02-14"), day("2026-02-22")}};
  EXPECT_EQ(due({day("2026-02-05"), {}, false}, rules),
            "2026-03-07; three weeks after 2026-02-05, 9 days of recess not counted");
  EXPECT_EQ(due({day("2026-03-01"), {}, false}, rules), "2026-03-22; three weeks after 2026-03-01");
  // Asked during the recess: counting begins after it.
  EXPECT_EQ(due({day("2026-02-21"), {}, false}, rules),
            "2026-03-15; three weeks after 2026-02-21, 1 day of recess not counted");
}

TEST(Terms, RecessesThatOverlapAreCountedOnceAndPushEachOther) {
  TermRules rules;
  rules.recesses = {{day("2026-02-20"), day("2026-02-24")},
                    {day("2026-02-14"), day("2026-02-22")},
                    {day("2026-03-08"), day("2026-03-09")}};
  // 21 days from the 5th, 11 days of the first two together: 9 March, which is recess again.
  EXPECT_EQ(due({day("2026-02-05"), {}, false}, rules),
            "2026-03-11; three weeks after 2026-02-05, 13 days of recess not counted");
}

TEST(Terms, RulesComeBackFromTheirTextForm) {
  TermRules rules{4, 8, {{day("2026-07-04"), day("2026-08-31")}}};
  EXPECT_EQ(to_string(rules), "4 8 2026-07-04/2026-08-31");
  EXPECT_EQ(parse_term_rules(to_string(rules)), rules);
  EXPECT_EQ(parse_term_rules(""), TermRules());
  for (const char* wrong : {"0 6", "3 x", "3 6 2026-07-04", "3 6 2026-08-31/2026-07-04", "521 6"})
    EXPECT_FALSE(parse_term_rules(wrong)) << wrong;
}

}  // namespace
}  // namespace griffier::publications
