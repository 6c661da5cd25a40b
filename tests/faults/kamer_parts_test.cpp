// Parts that the register announces and that can't be had: what is had is recorded, what isn't is asked for again, and
// nothing takes the place of what another source gave.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/faults/both.h"
#include "tests/support/places.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kOne = "De pont vaart om negen uur.";

TEST(KamerParts, WhatStandsInForAFileNeverReplacesTheTextOfAnotherSource) {
  Both both;
  both.publish("kst-19637-1", 1, kOne);
  both.poll(seconds(0), "koop");
  EXPECT_THAT(both.kamer.news(), ElementsAre("document.published kst-19637-1"));
  const auto letter = both.kamer.letter(both.kamer.dossier("19637"), 1, kOne);
  both.kamer.register_.withhold_file(letter, 404);
  both.poll(hours(1), "kamer");
  EXPECT_THAT(both.kamer.news(), ::testing::Not(::testing::Contains("document.revised kst-19637-1")));
  EXPECT_THAT(both.shown("kst-19637-1"), HasSubstr("negen uur"));
  EXPECT_THAT(both.kamer.problems(), SizeIs(1));
  both.kamer.register_.release_file(letter);
  both.poll(hours(3), "kamer");
  EXPECT_THAT(both.kamer.news(), ::testing::Not(::testing::Contains("document.revised kst-19637-1")));
  EXPECT_THAT(both.kamer.problems(), IsEmpty());
  EXPECT_EQ(row(both.kamer.world.state(), "select count(*) from documents"), "1");
  expect_whole(both.kamer.world);
}

TEST(KamerParts, APaperThatIsRegisteredAnewUnderAnotherIdIsNotWithdrawn) {
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  const auto old = kamer.letter(dossier, 1, kOne);
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.register_.remove(old);
  const auto anew = kamer.letter(dossier, 1, kOne);
  kamer.poll(hours(1));
  EXPECT_THAT(kamer.news(), IsEmpty());
  kamer.register_.remove(anew);
  kamer.poll(hours(2));
  EXPECT_THAT(kamer.news(), ElementsAre("document.withdrawn kst-19637-1"));
  expect_whole(kamer.world);
}

TEST(KamerParts, WhatAWiderChoiceFoundEmptyIsToldWhenItIsFilled) {
  const std::string from_the_beginning = Kamer::kFromTheBeginning;
  Kamer kamer(from_the_beginning + "kinds = [\"Motie\"]\n");
  const auto dossier = kamer.dossier("19637");
  kamer.letter(dossier, 1, kOne);
  const auto place = kamer.letter(dossier, 2, kOne);
  const auto whole = kamer.register_.fields(place);
  kamer.register_.change(place, {{"documentNummer", ""}});
  kamer.poll(seconds(0));
  kamer.configure(from_the_beginning + "kinds = [\"Motie\", \"Brief regering\"]\n");
  kamer.poll(hours(1));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from documents"), "1");
  const auto delivered = kamer.world.delivered();
  kamer.register_.update(place, whole);
  kamer.poll(hours(2));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from documents"), "2");
  EXPECT_EQ(kamer.world.delivered(), delivered + 1) << "it is news";
  expect_whole(kamer.world);
}

TEST(KamerParts, AnEntityThatIsAwayForAWhileIsAskedForAgainAndTheDocumentIsThereMeanwhile) {
  Kamer kamer(std::string(Kamer::kFromTheBeginning) + "categories = [\"Document\"]\n");
  const auto dossier = kamer.dossier("19637");
  const auto address = "/SyncFeed/2.0/Entiteiten/" + dossier;
  const auto letter = kamer.letter(dossier, 1, kOne);
  kamer.world.site().serve(address, publisher::status(500));
  kamer.poll(seconds(0));
  ASSERT_THAT(kamer.news(), SizeIs(1)) << "without what is missing";
  ASSERT_THAT(kamer.problems(), SizeIs(1));
  EXPECT_THAT(kamer.problems()[0], HasSubstr("500"));
  kamer.world.site().reset_counts();
  kamer.poll(minutes(5));
  EXPECT_EQ(kamer.requests("/Entiteiten"), 0U);
  kamer.world.site().serve(address, publisher::status(404));
  kamer.world.site().reset_counts();
  kamer.poll(minutes(20));
  EXPECT_EQ(kamer.requests("/Entiteiten"), 1U);
  EXPECT_THAT(kamer.problems(), IsEmpty()) << "it will never be there";
  kamer.poll(hours(48));
  EXPECT_EQ(kamer.requests("/Entiteiten"), 1U);
  expect_whole(kamer.world);
}

class KamerRefusals : public ::testing::TestWithParam<int> {};

TEST_P(KamerRefusals, OfOneFileLeaveTheOthersToBeHad) {
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  kamer.register_.withhold_file(kamer.letter(dossier, 1, kOne), GetParam());
  for (int i = 2; i <= 6; ++i) kamer.letter(dossier, i, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), SizeIs(6)) << "the first one without its file";
  EXPECT_THAT(kamer.problems(), ElementsAre(HasSubstr("kst-19637-1|its file can't be had")));
  expect_whole(kamer.world);
}

TEST(KamerParts, AFileThatAlwaysAsksToBeLeftAloneStopsTheOthersOnceAtMost) {
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  kamer.register_.withhold_file(kamer.letter(dossier, 1, kOne), 429);
  for (int i = 2; i <= 6; ++i) kamer.letter(dossier, i, kOne);
  kamer.poll(seconds(0), 7);
  kamer.poll(hours(24), 7);
  EXPECT_THAT(kamer.news(), ::testing::IsSupersetOf({"document.published kst-19637-2", "document.published kst-19637-3",
                                                     "document.published kst-19637-4", "document.published kst-19637-5",
                                                     "document.published kst-19637-6"}));
  kamer.poll(hours(48), 7);
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from v_documents"), "6") << "the first one without its file";
  EXPECT_THAT(kamer.problems(), ElementsAre(HasSubstr("kst-19637-1|its file can't be had")));
  expect_whole(kamer.world);
}

TEST(KamerParts, AChoiceThatWidensWhileTheFirstPollIsBrokenOffLosesNothingAndTellsNothing) {
  Kamer kamer("start = \"beginning\"\ndossiers = [\"19637\"]\n");
  const auto chosen = kamer.dossier("19637");
  const auto other = kamer.dossier("31865", "Begrotingen");
  for (int i = 1; i <= 4; ++i) kamer.letter(chosen, i, kOne);
  for (int i = 5; i <= 40; ++i) kamer.letter(other, i, kOne);
  EXPECT_TRUE(kamer.world.once_killed_at(seconds(0), 18));
  kamer.configure("start = \"beginning\"\n");
  EXPECT_TRUE(kamer.world.once_killed_at(hours(1), 25));
  EXPECT_TRUE(kamer.world.once_killed_at(hours(2), 22));
  kamer.poll(hours(3));
  EXPECT_EQ(row(kamer.world.state(), "select count(*), sum(revisions) from v_documents"), "40|40");
  EXPECT_EQ(kamer.world.delivered(), 0U);
  kamer.letter(other, 41, kOne);
  kamer.poll(hours(4));
  EXPECT_EQ(kamer.world.delivered(), 1U) << "what comes from now on is news";
  expect_whole(kamer.world);
}

TEST(KamerParts, WhatWaitsForItsFileWhenTheChoiceWidensIsTheNewsThatItWas) {
  const std::string chosen_kinds = "start = \"beginning\"\nkinds = [\"Brief regering\"]\n";
  Kamer kamer(chosen_kinds);
  const auto dossier = kamer.dossier("19637");
  const auto motion = kamer.register_.add("Document", {{"kamerstukdossier", "ref:" + dossier},
                                                       {"soort", "Motie"},
                                                       {"documentNummer", "2024D00900"},
                                                       {"onderwerp", "Motie over de pont"}});
  kamer.new_file(motion, kOne);
  kamer.poll(seconds(0));
  const auto letter = kamer.letter(dossier, 1, kOne);
  kamer.register_.withhold_file(letter, 429);
  kamer.poll(hours(1), 7);
  ASSERT_EQ(kamer.world.delivered(), 0U);
  kamer.register_.release_file(letter);
  kamer.configure("start = \"beginning\"\n");
  kamer.poll(hours(24));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from v_documents"), "2");
  EXPECT_EQ(kamer.world.delivered(), 1U) << "the letter, and not the motion of before";
  expect_whole(kamer.world);
}

std::string next_in_seconds(const Kamer& kamer, seconds after) {
  const auto now = std::chrono::system_clock::now() + after;
  return row(kamer.world.state(),
             fmt::format("select next_due_ms between {0} and {0} + 400000 from sources",
                         std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count()));
}

// Alerts of documents; a source that fails and recovers is told of as well.
std::string told_of_documents(const Kamer& kamer) {
  return row(kamer.world.state(),
             "select count(*) from deliveries d join events e on e.sequence = d.event where e.kind like 'document.%'");
}

std::size_t asked_for(Kamer& kamer, const std::string& category) {
  std::size_t count = 0;
  for (const auto& [place, counts] : kamer.world.site().counts())
    if (place.rfind("/SyncFeed/2.0/Feed?category=" + category, 0) == 0 &&
        (place.size() == 28 + category.size() || place[28 + category.size()] == '&'))
      count += counts.requests;
  return count;
}

TEST(KamerParts, ACategoryThatFailsBacksOffAloneAndKeepsNeitherTheOthersNorTheEndOfTheBaselineWaiting) {
  Kamer kamer("start = \"beginning\"\nevery = \"5m\"\n");
  const auto dossier = kamer.dossier("19637");
  kamer.letter(dossier, 1, kOne);
  kamer.register_.fail_category("Zaak", 500);
  for (int poll = 0; poll < 12; ++poll) {
    kamer.poll(minutes(6 * poll), 7);
    EXPECT_EQ(next_in_seconds(kamer, minutes(6 * poll)), "1") << "poll " << poll;
  }
  EXPECT_GE(asked_for(kamer, "Document"), 12U);
  EXPECT_GE(asked_for(kamer, "Zaak"), 3U);
  EXPECT_LE(asked_for(kamer, "Zaak"), 6U);
  EXPECT_EQ(row(kamer.world.state(), "select baseline_done from sources"), "1");
  kamer.letter(dossier, 2, kOne);
  kamer.poll(minutes(75), 7);
  EXPECT_EQ(told_of_documents(kamer), "1") << "what comes beside it is news in time";
  EXPECT_THAT(row(kamer.world.state(), "select error from source_parts where part = 'Zaak'"), HasSubstr("HTTP 500"));
  kamer.register_.fail_category("Zaak", 0);
  EXPECT_EQ(kamer.world.once(minutes(80), {"--force"}).exit_code, 0);
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from source_parts where error <> ''"), "0");
  EXPECT_EQ(row(kamer.world.state(), "select instr(cursor, 'failing') from sources"), "0");
  expect_whole(kamer.world);
}

TEST(KamerParts, WhatACategoryHeldThatFailedAllThroughTheBaselineIsToldToNobodyWhenItComes) {
  Kamer kamer("start = \"beginning\"\nevery = \"5m\"\n");
  const auto dossier = kamer.dossier("19637");
  for (int i = 1; i <= 3; ++i) kamer.letter(dossier, i, kOne);
  kamer.register_.fail_category("Document", 500);
  for (int poll = 0; poll < 4; ++poll) kamer.poll(minutes(6 * poll), 7);
  ASSERT_EQ(row(kamer.world.state(), "select baseline_done from sources"), "1");
  kamer.register_.fail_category("Document", 0);
  kamer.poll(hours(24));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from v_documents"), "3");
  EXPECT_EQ(told_of_documents(kamer), "0");
  kamer.letter(dossier, 4, kOne);
  kamer.poll(hours(25));
  EXPECT_EQ(told_of_documents(kamer), "1") << "it is had now: what comes is news";
  expect_whole(kamer.world);
}

TEST(KamerParts, EventsOfOnePollGoByTheMomentInTheirOrderAlsoWhenOnePaperTakesLongToRead) {
  Kamer kamer(std::string(Kamer::kFromTheBeginning) + "parallel = 4\n");
  const auto dossier = kamer.dossier("19637");
  std::string long_one;
  for (int i = 0; i < 20'000; ++i) long_one += fmt::format("Dit is zin {} van de brief over de veerpont. ", i);
  kamer.letter(dossier, 1, long_one);
  for (int i = 2; i <= 12; ++i) kamer.letter(dossier, i, kOne);
  kamer.poll(seconds(0));
  const auto moments = rows(kamer.world.state(), "select printf('%020d', at_ms) from events order by sequence");
  EXPECT_THAT(moments, SizeIs(12));
  EXPECT_TRUE(std::is_sorted(moments.begin(), moments.end()));
}

TEST(KamerParts, TheConfigurationThatIsShownNamesTheCategoriesThatAreFollowed) {
  std::ifstream file(source_dir() + "/conf/griffier.toml");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto from = text.find("#categories = [");
  ASSERT_NE(from, std::string::npos);
  const auto shown = text.substr(from, text.find(']', from) - from);
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '"'), 32) << "sixteen";
  Kamer kamer;
  kamer.poll(seconds(0));
  for (const auto& part : rows(kamer.world.state(), "select part from source_parts where part <> 'files'"))
    EXPECT_THAT(shown, HasSubstr('"' + part + '"'));
}

TEST(KamerParts, AHostThatCannotBeHadIsNamedWithTheReason) {
  Kamer kamer;
  kamer.world.configure(
      "[[source]]\nname = \"kamer\"\nkind = \"tweedekamer\"\nbase_url = \"http://register.invalid/SyncFeed/2.0\"\n");
  kamer.poll(seconds(0), 7);
  EXPECT_THAT(row(kamer.world.state(), "select last_error from sources"), HasSubstr("http://register.invalid/"));
  const auto shown = griffier(kamer.world.state(), {"sources", "--problems"});
  EXPECT_THAT(shown.out, HasSubstr("register.invalid"));
  EXPECT_THAT(shown.out, ::testing::Not(HasSubstr("nothing is missing")));
}

INSTANTIATE_TEST_SUITE_P(KamerParts, KamerRefusals, ::testing::Values(401, 403));

}  // namespace
}  // namespace griffier::tests
