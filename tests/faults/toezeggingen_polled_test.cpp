// Promises to the Kamer as its register gives them: made, past their term, kept in part, kept, lapsed; each is told
// once.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "publications/instant.h"
#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PolledPromises : public ::testing::Test {
 protected:
  PolledPromises() {
    auto config = kamer_.world.folder().read("griffier.toml");
    config.resize(config.find("[[watch]]"));
    kamer_.world.folder().write(
        "griffier.toml", config +
                             "[[watch]]\nname = \"water\"\nchannels = [\"bestand\"]\nministries = [\"Water\"]\n"
                             "events = [\"toezegging.made\", \"toezegging.partly_fulfilled\", \"toezegging.fulfilled\","
                             " \"toezegging.lapsed\", \"toezegging.overdue\"]\n");
  }
  // Due so many days from now, as the register says it.
  std::string promise(const std::string& number, const std::string& office, int due_in) {
    const auto due = std::chrono::floor<days>(std::chrono::system_clock::now()) + days(due_in);
    return kamer_.register_.add(
        "Toezegging",
        {{"aanmaakdatum", "2024-11-05T10:00:00"},
         {"nummer", number},
         {"functie", "minister van " + office},
         {"status", "Openstaand"},
         {"datumNakoming", publications::iso_date(publications::Date(due)) + "T00:00:00"},
         {"tekst", "De minister stuurt de Kamer voor de zomer een overzicht van de veerdiensten (" + number + ")."}});
  }
  // What was told since the last poll, "kind number".
  std::vector<std::string> told_after(seconds when) {
    kamer_.poll(when);
    const auto lines = lines_of(kamer_.world.folder().read("alerts.jsonl"));
    std::vector<std::string> told;
    for (; seen_ < lines.size(); ++seen_) {
      const auto alert = boost::json::parse(lines[seen_]).as_object();
      for (const auto& paper : alert.at("papers").as_array())
        for (const auto& event : paper.at("events").as_array())
          told.push_back(std::string(event.at("kind").as_string()) + " " + std::string(event.at("set_id").as_string()));
      last_ = std::string(alert.at("subject").as_string()) + "\n" + std::string(alert.at("text").as_string());
    }
    return told;
  }

  Kamer kamer_;
  std::size_t seen_ = 0;
  std::string last_;  // alert, for people
};

TEST_F(PolledPromises, AreToldWhenMadeWhenTheirTermPassesAndWhenTheyAreKept) {
  const auto kept = promise("TZ202411-049", "Water en Wind", 30);
  promise("TZ202411-050", "Zuivel", 30);  // of another ministry
  EXPECT_THAT(told_after(seconds(0)), ElementsAre("toezegging.made TZ202411-049"));
  EXPECT_THAT(told_after(days(29)), ElementsAre());
  EXPECT_THAT(told_after(days(32)), ElementsAre("toezegging.overdue TZ202411-049"));
  EXPECT_THAT(last_, HasSubstr("Toezegging niet op tijd nagekomen"));
  EXPECT_THAT(last_, HasSubstr("overzicht van de veerdiensten"));
  EXPECT_THAT(told_after(days(33)), ElementsAre());
  kamer_.register_.change(kept, {{"status", "Deels Voldaan"}});
  EXPECT_THAT(told_after(days(40)), ElementsAre("toezegging.partly_fulfilled TZ202411-049"));
  kamer_.register_.change(kept, {{"status", "Voldaan"}});
  EXPECT_THAT(told_after(days(50)), ElementsAre("toezegging.fulfilled TZ202411-049"));
  EXPECT_THAT(rows(kamer_.world.state(), "select number, state, fulfilled_on is not null from v_toezeggingen"),
              ElementsAre("TZ202411-049|fulfilled|1", "TZ202411-050|open|0"));
  ASSERT_EQ(griffier(kamer_.world.state(), {"rebuild"}).exit_code, 0);
  EXPECT_THAT(told_after(days(60)), ElementsAre());
  expect_whole(kamer_.world);
}

TEST_F(PolledPromises, HaveAnotherTermAndLapse) {
  const auto lapsing = promise("TZ202411-051", "Water en Wind", 10);
  EXPECT_THAT(told_after(seconds(0)), ElementsAre("toezegging.made TZ202411-051"));
  EXPECT_THAT(told_after(days(12)), ElementsAre("toezegging.overdue TZ202411-051"));
  const auto later = std::chrono::floor<days>(std::chrono::system_clock::now()) + days(90);
  kamer_.register_.change(lapsing,
                          {{"datumNakoming", publications::iso_date(publications::Date(later)) + "T00:00:00"}});
  EXPECT_THAT(told_after(days(20)), ElementsAre());
  EXPECT_THAT(told_after(days(92)), ElementsAre("toezegging.overdue TZ202411-051"));
  kamer_.register_.change(lapsing, {{"status", "Vervallen"}});
  EXPECT_THAT(told_after(days(100)), ElementsAre("toezegging.lapsed TZ202411-051"));
  EXPECT_THAT(last_, HasSubstr("Toezegging vervallen"));
  EXPECT_THAT(told_after(days(200)), ElementsAre());
  expect_whole(kamer_.world);
}

TEST_F(PolledPromises, AreKeptByTheLetterThatTheRegisterNamesAlsoWhenItComesLater) {
  const auto kept = promise("TZ202411-053", "Water en Wind", 30);
  EXPECT_THAT(told_after(seconds(0)), ElementsAre("toezegging.made TZ202411-053"));
  kamer_.register_.change(kept, {{"status", "Voldaan"}, {"kamerbriefNakoming", "Kamerstuk 31865, nr. 7"}});
  EXPECT_THAT(told_after(days(2)), ElementsAre("toezegging.fulfilled TZ202411-053"));
  EXPECT_THAT(last_, HasSubstr("TZ202411-053: nagekomen met kst-31865-7 «De minister"));
  EXPECT_THAT(last_, ::testing::Not(HasSubstr("geen verschil")));
  EXPECT_THAT(griffier(kamer_.world.state(), {"diff", "TZ202411-053"}).out,
              HasSubstr("toezegging.status: Openstaand -> Voldaan\nkept_by: - -> kst-31865-7\n"));
  const auto letters = [this] {
    return rows(
        kamer_.world.state(),
        "select t.fulfilled_by, t.fulfilled_on = d.published_on from v_toezeggingen t left join v_documents d on"
        " d.document_id = t.fulfilled_by");
  };
  EXPECT_THAT(letters(), ElementsAre("kst-31865-7|"));
  kamer_.letter(kamer_.dossier("31865", "Veren"), 7, "De veerdiensten staan hieronder.");
  EXPECT_THAT(told_after(days(4)), ElementsAre());
  EXPECT_THAT(letters(), ElementsAre("kst-31865-7|1"));
  ASSERT_EQ(griffier(kamer_.world.state(), {"rebuild"}).exit_code, 0);
  EXPECT_THAT(letters(), ElementsAre("kst-31865-7|1"));
  expect_whole(kamer_.world);
}

TEST_F(PolledPromises, TakenBackAreNotOverdue) {
  const auto gone = promise("TZ202411-052", "Water en Wind", 10);
  EXPECT_THAT(told_after(seconds(0)), ElementsAre("toezegging.made TZ202411-052"));
  kamer_.register_.remove(gone);
  EXPECT_THAT(told_after(days(5)), ElementsAre());
  EXPECT_THAT(told_after(days(30)), ElementsAre());
}

}  // namespace
}  // namespace griffier::tests
