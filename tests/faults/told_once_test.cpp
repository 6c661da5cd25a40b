// What two sources give is told once, whichever of them has it first and whichever is still in its baseline.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "publications/instant.h"
#include "tests/faults/both.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kOne = "De pont vaart om negen uur.";
constexpr auto kBeginning = "start = \"beginning\"\n";  // in a baseline: nothing is told of the first poll

class ToldOnce : public ::testing::Test {
 protected:
  void kamer_is_live() { both_.poll(seconds(0), "kamer"); }
  void letter(int number, const std::string& date) {
    if (dossier_.empty()) dossier_ = both_.kamer.dossier("19637");
    const auto id = both_.kamer.letter(dossier_, number, kOne);
    both_.kamer.register_.change(id, {{"datum", date + "T00:00:00"}});
    letters_.push_back(id);
  }

  Both both_{kBeginning, kBeginning};
  std::string dossier_;
  std::vector<std::string> letters_;
};

std::string today() {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return publications::iso_date(publications::amsterdam_date(now));
}

std::string printed_today() {
  static constexpr std::array kMonths{"januari", "februari", "maart",     "april",   "mei",      "juni",
                                      "juli",    "augustus", "september", "oktober", "november", "december"};
  const auto iso = today();
  return fmt::format("{} {} {}", std::stoi(iso.substr(8)), kMonths.at(std::stoul(iso.substr(5, 2)) - 1),
                     iso.substr(0, 4));
}

TEST_F(ToldOnce, ALetterThatABaselineHasFirstIsToldWhenTheSourceThatIsLiveBringsIt) {
  kamer_is_live();
  letter(1, today());
  both_.publish("kst-19637-1", 1, kOne, today());
  both_.poll(hours(1), "koop");
  EXPECT_THAT(both_.told(), IsEmpty()) << "a baseline tells nothing";
  both_.poll(hours(2), "kamer");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kst-19637-1"));
  for (const auto& id : letters_) both_.kamer.register_.emit_again(id);
  both_.publish("kst-19637-1", 1, kOne, today());
  both_.poll(hours(3), "kamer");
  both_.poll(hours(4), "koop");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kst-19637-1"));
  EXPECT_EQ(row(both_.kamer.world.state(), "select count(*) from v_events where kind = 'document.published'"), "1");
  expect_whole(both_.kamer.world);
}

TEST_F(ToldOnce, WhatWasToldIsNotToldAgainByABaseline) {
  kamer_is_live();
  letter(1, today());
  both_.publish("kst-19637-1", 1, kOne, today());
  both_.poll(hours(1), "kamer");
  both_.poll(hours(2), "koop");
  both_.poll(hours(3), "kamer");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kst-19637-1"));
}

TEST_F(ToldOnce, AChangeThatABaselineHasFirstIsToldWhenTheLiveSourceBringsTheSameWords) {
  kamer_is_live();
  letter(1, today());
  both_.poll(hours(1), "kamer");
  const std::string other = "De pont vaart voortaan om tien uur, om elf uur en om twaalf uur, en in de winter niet.";
  both_.publish("kst-19637-1", 1, other, today());
  both_.poll(hours(2), "koop");
  both_.kamer.register_.emit_again(letters_[0]);
  both_.poll(hours(3), "kamer");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kst-19637-1")) << "it still has the words of before";
  both_.kamer.new_file(letters_[0], other);
  both_.poll(hours(4), "kamer");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kst-19637-1", "document.revised kst-19637-1"));
  expect_whole(both_.kamer.world);
}

TEST_F(ToldOnce, ALetterThatWasToldIsNotToldAgainWhenWhatABaselineHasTurnsOutToBeIt) {
  kamer_is_live();
  // Known to the register under its own number alone, and to the other under one that says nothing of that.
  const auto id = both_.kamer.register_.add("Document", {{"soort", "Brief regering"},
                                                         {"documentNummer", "2026D00009"},
                                                         {"onderwerp", "De pont"},
                                                         {"datum", today() + "T00:00:00"}});
  both_.kamer.new_file(id, kOne);
  both_.poll(hours(1), "kamer");
  ASSERT_THAT(both_.told(), ElementsAre("document.published tk-2026D00009"));
  both_.publish("kst-19637-9", 9, kOne, today());
  both_.poll(hours(2), "koop");
  both_.kamer.register_.add("DocumentVersie",
                            {{"document", "ref:" + id}, {"versienummer", "1"}, {"externeidentifier", "kst-19637-9"}});
  both_.poll(hours(3), "kamer");
  EXPECT_EQ(row(both_.kamer.world.state(), "select count(*) from v_documents"), "1");
  EXPECT_EQ(both_.told().size(), 1U);
  both_.poll(hours(4), "koop");
  both_.kamer.register_.emit_again(id);
  both_.poll(hours(5), "kamer");
  EXPECT_EQ(both_.told().size(), 1U);
  EXPECT_EQ(row(both_.kamer.world.state(), "select count(*) from untold"), "0");
  expect_whole(both_.kamer.world);
}

TEST_F(ToldOnce, WhatTwoBaselinesHaveIsNoNews) {
  letter(1, today());
  both_.publish("kst-19637-1", 1, kOne, today());
  both_.poll(hours(1), "koop");
  both_.poll(hours(2), "kamer");
  both_.poll(hours(3), "koop");
  EXPECT_THAT(both_.told(), IsEmpty());
}

TEST_F(ToldOnce, WhatIsOlderThanTheSourceAndComesAgainIsNoNews) {
  kamer_is_live();
  letter(1, "2019-03-04");
  both_.publish("kst-19637-1", 1, kOne, "2019-03-04");
  both_.poll(hours(1), "koop");
  both_.poll(hours(2), "kamer");
  EXPECT_THAT(both_.told(), IsEmpty());
}

TEST_F(ToldOnce, SourcesThatSayDifferentThingsAndNothingNewNeverReviseADocument) {
  for (int i = 1; i <= 12; ++i) letter(i, today());
  const auto publish = [&] {
    for (int i = 1; i <= 12; ++i)
      both_.publish(fmt::format("kst-19637-{}", i), i, kOne, "2026-02-03", fmt::format("Een andere titel {}", i));
  };
  publish();
  both_.poll(seconds(0), "kamer");
  both_.poll(hours(1), "koop");
  const auto commits = both_.kamer.world.commits();
  for (int round = 1; round <= 6; ++round) {
    for (const auto& id : letters_) both_.kamer.register_.emit_again(id);
    publish();
    both_.poll(hours(6 * round), "kamer");
    both_.poll(hours(6 * round + 1), "koop");
    EXPECT_EQ(both_.kamer.world.commits(), commits) << "round " << round;
  }
  // One fact of one source: one revision, and the other changes nothing about it.
  both_.kamer.register_.change(letters_[0], {{"kenmerkAfzender", "VEER-2026/7"}});
  for (int round = 7; round <= 10; ++round) {
    publish();
    both_.poll(hours(6 * round), round % 2 == 0 ? "koop" : "kamer");
    both_.poll(hours(6 * round + 1), round % 2 == 0 ? "kamer" : "koop");
  }
  EXPECT_EQ(both_.kamer.world.commits(), commits + 1);
  EXPECT_EQ(row(both_.kamer.world.state(), "select title from v_documents where document_id = 'kst-19637-1'"),
            "De veerpont, brief 1");
  expect_whole(both_.kamer.world);
}

TEST_F(ToldOnce, QuestionsOfABaselineAreToldWithTheirPaper) {
  kamer_is_live();
  publisher::SruItem item;
  item.id = "kv-tk-2026Z00077";
  item.modified = "2026-02-03";
  item.timestamp = "2026-02-03T09:00:00.1+02:00";
  item.elements = {{"title", "Vragen over de pont", ""},
                   {"publicatienaam", "Kamervragen zonder antwoord", ""},
                   {"vraagnummer", "2026Z00077", ""},
                   {"datumindiening", today(), ""},
                   {"creator", "Tweede Kamer der Staten-Generaal", ""}};
  const std::string paper = fmt::format(
      "<!doctype html><html><body><main><h1>Vragen van het lid Van Oosterhoven (Veerpartij) aan de Minister van Water "
      "over de pont (ingezonden {})</h1><p>Vraag 1</p><p>Vaart de pont bij hoog water?</p><p>Vraag "
      "2</p><p>Vaart de pont bij laag water?</p></main></body></html>",
      printed_today());
  item.files["html"] = paper;
  both_.service.put(item);
  const auto zaak = both_.kamer.register_.add("Zaak", {{"nummer", "2026Z00077"}});
  const auto id = both_.kamer.register_.add("Document", {{"zaak", "ref:" + zaak},
                                                         {"soort", "Schriftelijke vragen"},
                                                         {"documentNummer", "2026D00999"},
                                                         {"onderwerp", "Vragen over de pont"},
                                                         {"datum", today() + "T00:00:00"},
                                                         {"kamer", "2"}});
  both_.kamer.register_.file(id, paper, "text/html");
  both_.poll(hours(1), "koop");
  ASSERT_EQ(rows(both_.kamer.world.state(), "select kind from events order by sequence"),
            (std::vector<std::string>{"document.published", "question.asked"}));
  both_.poll(hours(2), "kamer");
  EXPECT_THAT(both_.told(), ElementsAre("document.published kv-tk-2026Z00077", "question.asked kv-tk-2026Z00077"));
}

}  // namespace
}  // namespace griffier::tests
