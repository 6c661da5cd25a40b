#include "daemon/fact_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/alerts/wording.h"

namespace griffier::daemon {
namespace {

using testing::ElementsAre;

std::vector<std::string> changes(const publications::Reading& before, const publications::Reading& now) {
  std::vector<std::string> lines;
  for (const auto& one : fact_changes(before, now)) lines.push_back(one.name + ": " + one.before + " -> " + one.after);
  return lines;
}

TEST(FactChanges, AreThoseOfTheTitlePage) {
  publications::Reading before;
  before.kind = "toezegging";
  before.kenmerk = "DIJK-1";
  before.askers = {{"Zeeman", "Polderpartij"}};
  before.toezegging.emplace().status = "Openstaand";
  EXPECT_THAT(changes(before, before), ElementsAre());
  auto now = before;
  now.kenmerk.reset();
  now.askers.push_back({"Duinker", ""});
  now.due_on = publications::parse_iso_date("2025-02-01");
  now.toezegging->status = "Voldaan";
  now.signatories = {{"Minister", "P. Pont", "Water en Wind"}};
  now.links = {{"kept_by", "kamerstuk", "kst-31415-77", "Kamerstuk 31415, nr. 77", -1}, {"refers", "", "x", "", 1}};
  now.references = {"kst-1-1"};
  EXPECT_THAT(changes(before, now),
              ElementsAre("kenmerk: DIJK-1 -> ", "askers: Zeeman (Polderpartij) -> Zeeman (Polderpartij); Duinker",
                          "signatories:  -> P. Pont, Minister Water en Wind", "due_on:  -> 2025-02-01",
                          "toezegging.status: Openstaand -> Voldaan", "kept_by:  -> kst-31415-77"));
}

TEST(FactChanges, HaveWordsInAlerts) {
  for (const auto& name : changeable_facts())
    EXPECT_NE(wording::changed_fact(name, "a", "b"), wording::changed_fact("no fact", "a", "b")) << name;
  EXPECT_EQ(wording::changed_fact("due_on", "2025-02-01", "2025-03-01"), "termijn: 1 februari 2025 → 1 maart 2025");
  EXPECT_EQ(wording::changed_fact("kenmerk", "", "X-1"), "kenmerk: X-1 (was er niet)");
  EXPECT_EQ(wording::changed_fact("due_on", "2025-02-01", ""), "termijn: vervallen (was 1 februari 2025)");
}

}  // namespace
}  // namespace griffier::daemon
