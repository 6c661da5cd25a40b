// What happened to the Gegevensmagazijn over the years, each once more.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr auto kOne = "De pont vaart om negen uur.";
constexpr auto kOther = "De pont vaart om tien uur en om elf uur.";
constexpr std::size_t kCategories = 16;  // that are followed by default

TEST(KamerFaults, APollWithNothingNewIsOneRequestForEachCategoryOverOneConnection) {
  Kamer kamer;
  kamer.letter(kamer.dossier("19637"), 1, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-1"));
  const auto commits = kamer.world.commits();
  kamer.world.site().reset_counts();
  kamer.poll(hours(1));
  EXPECT_EQ(kamer.world.site().totals().requests, kCategories);
  EXPECT_EQ(kamer.world.site().totals().connections_opened, 1U);
  EXPECT_EQ(kamer.world.commits(), commits);
  expect_whole(kamer.world);
}

TEST(KamerFaults, DocumentsThatAreSentAgainGiveNoFetchNoCommitAndNoEvent) {
  const auto documents = reemitted(600);
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  for (std::size_t i = 1; i <= documents; ++i)
    kamer.letter(dossier, static_cast<int>(i), fmt::format("Dit is brief {}.", i));
  const auto timed = [&](const char* what, seconds at) {
    const auto begin = std::chrono::steady_clock::now();
    kamer.poll(at);
    const auto took = std::chrono::steady_clock::now() - begin;
    fmt::print("{}: {} documents in {} ms, {} requests\n", what, documents,
               std::chrono::duration_cast<std::chrono::milliseconds>(took).count(),
               kamer.world.site().totals().requests);
  };
  timed("first load", seconds(0));
  EXPECT_THAT(kamer.news(), SizeIs(documents));
  const auto commits = kamer.world.commits();
  kamer.register_.emit_all_again("Document");
  kamer.register_.emit_all_again("Kamerstukdossier");
  kamer.world.site().reset_counts();
  timed("sent again", hours(1));
  EXPECT_EQ(kamer.requests("/Resources"), 0U);
  EXPECT_EQ(kamer.requests("/Feed"), kCategories + (documents + 249) / 250 + 1)
      << "pages of documents, one of dossiers";
  EXPECT_EQ(kamer.world.commits(), commits);
  EXPECT_THAT(kamer.news(), IsEmpty());
}

TEST(KamerFaults, OneCategoryAt500LeavesTheOthersInTime) {
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  kamer.letter(dossier, 1, kOne);
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.register_.fail_category("Zaak", 500);
  kamer.letter(dossier, 2, kOne);
  for (int hour = 1; hour <= 5; ++hour) kamer.poll(hours(24 * hour), 7);
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-2"));
  EXPECT_THAT(row(kamer.world.state(), "select error from source_parts where source = 'kamer' and part = 'Zaak'"),
              HasSubstr("500"));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from source_parts where error <> ''"), "1");
  kamer.register_.fail_category("Zaak", 0);
  kamer.poll(hours(24 * 6));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from source_parts where error <> ''"), "0");
}

TEST(KamerFaults, AFileThatIsMissingForAMonthNeverLosesTheDocument) {
  Kamer kamer;
  const auto letter = kamer.letter(kamer.dossier("19637"), 1, kOne);
  kamer.register_.withhold_file(letter);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-1"));
  EXPECT_EQ(row(kamer.world.state(), "select title, dossier from v_documents"), "De veerpont, brief 1|19637");
  ASSERT_THAT(kamer.problems(), SizeIs(1));
  EXPECT_THAT(kamer.problems()[0], HasSubstr("kst-19637-1|its file can't be had"));
  // Asked for again after ten minutes, one hour, six, and every day.
  const auto asked = [&](seconds after) {
    kamer.world.site().reset_counts();
    kamer.poll(after);
    return kamer.requests("/Resources");
  };
  EXPECT_EQ(asked(minutes(5)), 0U);
  EXPECT_EQ(asked(minutes(11)), 1U);
  EXPECT_EQ(asked(minutes(50)), 0U);
  EXPECT_EQ(asked(minutes(80)), 1U);
  EXPECT_EQ(asked(hours(8)), 1U);
  EXPECT_EQ(asked(hours(20)), 0U);
  for (int day = 2; day <= 30; ++day) EXPECT_EQ(asked(hours(24 * day + 9)), 1U) << day;
  EXPECT_THAT(kamer.news(), IsEmpty());
  kamer.register_.release_file(letter);
  EXPECT_EQ(asked(hours(24 * 31 + 10)), 1U);
  EXPECT_THAT(kamer.news(), ElementsAre("document.revised kst-19637-1"));
  EXPECT_THAT(kamer.problems(), IsEmpty());
  EXPECT_EQ(asked(hours(24 * 40)), 0U);
  expect_whole(kamer.world);
}

TEST(KamerFaults, BytesOfAnotherLengthThanAnnouncedAreTakenOnceTheyAgreeWithThemselves) {
  Kamer kamer;
  const auto letter = kamer.letter(kamer.dossier("19637"), 1, kOne);
  kamer.register_.announce_length(letter, 17);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-1"));
  EXPECT_THAT(kamer.problems()[0], HasSubstr("where 17 were announced"));
  kamer.poll(minutes(11));
  EXPECT_THAT(kamer.news(), IsEmpty());
  kamer.poll(minutes(90));
  EXPECT_THAT(kamer.news(), ElementsAre("document.revised kst-19637-1"));
  EXPECT_THAT(kamer.problems()[0], HasSubstr("taken as they are"));
  kamer.world.site().reset_counts();
  kamer.poll(hours(24 * 3));
  EXPECT_EQ(kamer.requests("/Resources"), 0U);
  kamer.new_file(letter, kOther);
  kamer.poll(hours(24 * 4));
  EXPECT_THAT(kamer.news(), ElementsAre("document.revised kst-19637-1"));
  EXPECT_THAT(kamer.problems(), IsEmpty());
}

TEST(KamerFaults, ATombstoneWithdrawsAtOnceAndTheSameDocumentLaterIsRestored) {
  Kamer kamer;
  const auto letter = kamer.letter(kamer.dossier("19637"), 1, kOne);
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.register_.remove(letter);
  kamer.poll(hours(1));
  EXPECT_THAT(kamer.news(), ElementsAre("document.withdrawn kst-19637-1"));
  kamer.register_.odd_spelling(true);
  kamer.register_.emit_again(letter);
  kamer.poll(hours(2));
  EXPECT_THAT(kamer.news(), IsEmpty()) << "a tombstone that is sent again says nothing";
  kamer.register_.restore(letter);
  kamer.poll(hours(3));
  EXPECT_THAT(kamer.news(), ElementsAre("document.restored kst-19637-1"));
  expect_whole(kamer.world);
}

TEST(KamerFaults, WhatIsTakenBackForAPersonsSakeComesAgainWithoutTheNameUnderItsNumber) {
  Kamer kamer;
  const auto letter = kamer.letter(kamer.dossier("19637"), 1, "Veerman J. de Vries te Oosterhoven klaagt.");
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.register_.remove(letter);
  kamer.poll(hours(1));
  EXPECT_THAT(kamer.news(), ElementsAre("document.withdrawn kst-19637-1"));
  kamer.register_.restore(letter);
  kamer.new_file(letter, "Een veerman klaagt.");
  kamer.poll(hours(48));
  EXPECT_THAT(kamer.news(), ElementsAre("document.restored kst-19637-1"));
  EXPECT_THAT(row(kamer.world.state(), "select summary from events where kind = 'document.restored'"),
              HasSubstr("changed"));
  EXPECT_THAT(griffier(kamer.world.state(), {"show", "kst-19637-1"}).out, ::testing::Not(HasSubstr("de Vries")));
  expect_whole(kamer.world);
}

TEST(KamerFaults, ADateToBeginFromIsADayInAmsterdamWhateverTheClocksSay) {
  Kamer kamer("start = \"2024-07-01\"\nannounce_first = true\n");
  const auto dossier = kamer.dossier("19637");
  const auto at = [](int hour, int minute) {
    return std::chrono::sys_days(std::chrono::year(2024) / 6 / 30) + hours(hour) + minutes(minute);
  };
  kamer.register_.stride(7);
  for (int i = 1; i <= 700; ++i) {
    kamer.register_.clock(at(0, 0) + seconds(i));
    kamer.register_.add("Document", {{"soort", "Motie"}});  // places without a number
  }
  kamer.register_.clock(at(21, 30));  // 23:30 on the 30th in Amsterdam
  kamer.letter(dossier, 1, kOne);
  kamer.register_.clock(at(22, 30));  // half past midnight on the 1st
  kamer.letter(dossier, 2, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-2"));
  EXPECT_LE(kamer.requests("/Feed"), 48U + 2 * kCategories);
}

TEST(KamerFaults, BeginningNowTakesWhatComesFromNowOnAndFetchesWhatItRefersTo) {
  Kamer kamer("announce_first = true\n");
  const auto dossier = kamer.dossier("19637");
  const auto zaak = kamer.register_.add("Zaak", {{"nummer", "2024Z00077"}, {"termijn", "2024-10-15T00:00:00"}});
  for (int i = 1; i <= 300; ++i) kamer.letter(dossier, i, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), IsEmpty());
  kamer.letter(dossier, 301, kOne);
  kamer.register_.add("Document", {{"zaak", "ref:" + zaak},
                                   {"soort", "Schriftelijke vragen"},
                                   {"documentNummer", "2024D00999"},
                                   {"onderwerp", "Vragen over de pont"},
                                   {"kamer", "2"}});
  kamer.world.site().reset_counts();
  kamer.poll(hours(1));
  EXPECT_THAT(kamer.news(),
              UnorderedElementsAre("document.published kst-19637-301", "document.published kv-tk-2024Z00077"));
  EXPECT_EQ(kamer.requests("/Entiteiten"), 2U);
}

TEST(KamerFaults, AnOutageOfThreeDaysThenABurstLosesAndDoublesNothing) {
  constexpr int kBurst = 400;
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  kamer.letter(dossier, 1, kOne);
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.world.publisher().refuse(true);
  for (int i = 1; i <= 6; ++i) kamer.poll(hours(12 * i), 7);
  kamer.world.publisher().refuse(false);
  for (int i = 2; i <= kBurst + 1; ++i) kamer.letter(dossier, i, fmt::format("Dit is brief {}.", i));
  kamer.poll(hours(73));
  EXPECT_THAT(kamer.news(), SizeIs(kBurst));
  EXPECT_EQ(row(kamer.world.state(), "select count(*), sum(revisions) from v_documents"),
            fmt::format("{0}|{0}", kBurst + 1));
  expect_whole(kamer.world);
}

TEST(KamerFaults, KilledAtAnyMomentNothingIsLostAndNothingDoubled) {
  constexpr int kDocuments = 700;
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  for (int i = 1; i <= kDocuments; ++i) kamer.letter(dossier, i, fmt::format("Dit is brief {}.", i));
  // Between the pages of one category, whose entries lead on by their skiptokens ...
  for (const std::size_t page : {16U, 17U, 18U}) EXPECT_TRUE(kamer.world.once_killed_at(seconds(0), page));
  // ... and anywhere.
  std::mt19937 random(11);
  std::uniform_int_distribution<std::size_t> requests(1, 80);  // of over 700
  int killed = 0;
  for (int i = 0; i < 8; ++i) killed += kamer.world.once_killed_at(seconds(0), requests(random)) ? 1 : 0;
  EXPECT_GT(killed, 2);
  kamer.poll(seconds(0));
  EXPECT_EQ(row(kamer.world.state(), "select count(*), sum(revisions) from v_documents"),
            fmt::format("{0}|{0}", kDocuments));
  EXPECT_EQ(row(kamer.world.state(), "select count(*), count(distinct document_id) from v_events"),
            fmt::format("{0}|{0}", kDocuments));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from upstream_entities"), std::to_string(kDocuments + 1));
  expect_whole(kamer.world);
}

TEST(KamerFaults, RestrictedToADossierOnlyItsDocumentsAreFetchedAndWideningFetchesTheRestQuietly) {
  const std::string restricted = std::string(Kamer::kFromTheBeginning) + "dossiers = [\"19637\"]\n";
  Kamer kamer(restricted);
  const auto chosen = kamer.dossier("19637");
  const auto other = kamer.dossier("31865", "Begrotingen");
  for (int i = 1; i <= 5; ++i) kamer.letter(chosen, i, kOne);
  for (int i = 6; i <= 15; ++i) kamer.letter(other, i, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), SizeIs(5));
  EXPECT_EQ(kamer.requests("/Resources"), 5U);
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from upstream_entities"), "17");
  const auto told = kamer.world.delivered();

  kamer.configure(Kamer::kFromTheBeginning);
  kamer.world.site().reset_counts();
  kamer.letter(other, 16, kOne);
  kamer.poll(hours(1));
  EXPECT_EQ(kamer.requests("/Resources"), 11U);
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from v_documents"), "16");
  EXPECT_EQ(kamer.world.delivered(), told + 1) << "only what is new is told";
}

}  // namespace
}  // namespace griffier::tests
