// What a publisher's list does over the months: late entries, thousands on one day, forms that never come, files that
// are refused, and lists that are followed from later on.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fetchers/officielebekendmakingen/bekendmakingen.h"
#include "tests/publisher/sru.h"
#include "tests/unit/fetchers/listing_support.h"

namespace griffier::fetchers {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ListingPoll;
using ::testing::SizeIs;

class SruLate : public ListingPoll {
 protected:
  SruLate() : service(url()) {
    rig.publisher.site().otherwise([this](const publisher::Asked& asked) { return service.answer(asked); });
    options.base_url = url("/sru");
  }
  PollOutcome poll() { return ListingPoll::poll(bekendmakingen_catalogue(options)); }
  publisher::SruItem item(const std::string& id, const std::string& modified, const std::string& dossier = "19637") {
    publisher::SruItem made;
    made.id = id;
    made.modified = modified;
    made.timestamp = fmt::format("{}T09:00:00.{}+02:00", modified, ++stamps_);
    made.elements = {
        {"title", "Over de pont", ""}, {"dossiernummer", dossier, ""}, {"publicatienaam", "Kamerstuk", ""}};
    made.files["xml"] = fmt::format(
        "<officiele-publicatie><kamerstuk><stuk><titel>Brief</titel><al>Stuk {} over de pont.</al></stuk></kamerstuk>"
        "</officiele-publicatie>",
        id);
    return made;
  }
  std::size_t searches_of_a_poll() {
    const auto before = service.queries().size();
    EXPECT_TRUE(poll().complete);
    return service.queries().size() - before;
  }

  publisher::SruService service;
  BekendmakingenOptions options;

 private:
  int stamps_ = 0;
};

TEST_F(SruLate, ARecordThatAppearsWeeksAfterItsDateIsFoundWithinAWeek) {
  service.put(item("kst-19637-1", "2026-05-19"));
  ASSERT_TRUE(poll().complete);
  service.put(item("kst-19637-2", "2026-05-01"));
  rig.now += hours(1);
  ASSERT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 1U) << "it is before what each poll looks back to";
  for (int day = 1; day <= 7; ++day) {
    rig.now += days(1);
    ASSERT_TRUE(poll().complete);
  }
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"kst-19637-1", "kst-19637-2"}));
  const auto asked = service.queries();
  EXPECT_EQ(std::count_if(asked.begin(), asked.end(),
                          [](const auto& query) { return query.find(">=2026-04-1") != std::string::npos; }),
            1)
      << "once a week";
}

TEST_F(SruLate, ARecordWithoutAnIdentifierIsAProblemUnderItsTitle) {
  service.put(item("kst-19637-1", "2026-05-20"));
  auto nameless = item("", "2026-05-20");
  nameless.elements[0].value = "Een stuk zonder nummer";
  service.put(nameless);
  auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  ASSERT_THAT(outcome.problems, SizeIs(1));
  EXPECT_THAT(outcome.problems[0].what, HasSubstr("without an identity"));
  const auto since = outcome.problems[0].since;
  rig.now += days(6);
  service.remove("");
  outcome = poll();
  ASSERT_THAT(outcome.problems, SizeIs(1)) << "it doesn't go by being out of sight";
  EXPECT_EQ(outcome.problems[0].since, since);
  rig.now += days(31);
  EXPECT_THAT(poll().problems, IsEmpty());
}

TEST_F(SruLate, APageOfNamelessRecordsAloneIsAnAnswer) {
  auto nameless = item("", "2026-05-20");
  service.put(nameless);
  const auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_THAT(outcome.problems, SizeIs(1));
}

TEST_F(SruLate, ThousandsOfOneDayAreNotListedAgainAtEveryPoll) {
  for (int i = 0; i < 1'500; ++i) service.put(item(fmt::format("kst-19637-{}", 10'000 + i), "2026-05-20"));
  EXPECT_GE(searches_of_a_poll(), 15U);
  rig.now += minutes(15);
  EXPECT_LE(searches_of_a_poll(), 2U);
  service.put(item("kst-19637-99999", "2026-05-20"));
  rig.now += minutes(15);
  EXPECT_LE(searches_of_a_poll(), 2U);
  EXPECT_TRUE(rig.documents().contains("kst-19637-99999")) << "what comes last is seen at once";
  service.put(item("kst-19637-10007", "2026-05-20"));  // again, in the middle
  rig.now += hours(3);
  EXPECT_GE(searches_of_a_poll(), 15U);
  EXPECT_EQ(rig.count(Verdict::not_modified), 1U);
  // The end is somewhere else, once some are gone.
  for (int i = 400; i < 1'500; ++i) service.remove(fmt::format("kst-19637-{}", 10'000 + i));
  service.put(item("kst-19637-10003", "2026-05-21"));
  rig.now += minutes(15);
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.count(Verdict::not_modified), 1U);
}

TEST_F(SruLate, AFormThatIsListedAndNeverThereIsGivenUpAfterAMonthForTheOneThatIs) {
  auto listed = item("kst-19637-1", "2026-05-20");
  listed.files["html"] = "<html><body><h1>Brief</h1><p>Stuk over de pont.</p></body></html>";
  service.put(listed);
  rig.publisher.site().serve("/frbr/officielepublicaties/x/y/kst-19637-1/1/xml/kst-19637-1.xml",
                             publisher::status(404));
  auto outcome = poll();
  ASSERT_THAT(rig.told, SizeIs(1));
  EXPECT_THAT(rig.told[0].url, EndsWith(".html"));
  ASSERT_THAT(outcome.problems, SizeIs(1));
  for (int day = 1; day < 30; ++day) {
    rig.now += days(1);
    outcome = poll();
    ASSERT_THAT(outcome.problems, SizeIs(1)) << day;
  }
  rig.now += days(2);
  EXPECT_THAT(poll().problems, IsEmpty());
  rig.now += days(2);
  const auto before = rig.publisher.site().totals().requests;
  EXPECT_THAT(poll().problems, IsEmpty());
  EXPECT_LE(rig.publisher.site().totals().requests - before, 1U) << "the search alone";
}

TEST_F(SruLate, AFileThatAnAnswerNamesOnAPrivateNetworkIsNotAskedForThoughTheSearchIsThere) {
  auto listed = item("kst-19637-1", "2026-05-20");
  listed.elsewhere = "http://127.0.0.2:9";
  service.put(listed);
  service.put(item("kst-19637-2", "2026-05-20"));
  const auto outcome = poll();
  ASSERT_THAT(outcome.problems, SizeIs(1));
  EXPECT_THAT(outcome.problems[0].what, HasSubstr("isn't reachable over the internet"));
  EXPECT_THAT(rig.documents(), ElementsAre("kst-19637-2"));
}

TEST_F(SruLate, AListThatIsFollowedLaterIsWalkedQuietlyAndExactlyOnceHoweverOftenThatIsBrokenOff) {
  options.query.dossiers = {"19637"};
  service.put(item("kst-19637-1", "2026-05-10"));
  ASSERT_TRUE(poll().complete);
  EXPECT_FALSE(rig.told.at(0).baseline);
  for (int i = 1; i <= 230; ++i)
    service.put(item(fmt::format("kst-31865-{}", i), fmt::format("2026-03-{:02}", 1 + i / 20), "31865"));
  options.query.dossiers = {"19637", "31865"};
  std::size_t quiet = 0;
  publisher::SruService::Faults down;
  down.search_status = 503;
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::size_t taken = 0;
    rig.on_sink = [&](const Fetched&) {
      if (++taken == 30) service.fail(down);
    };
    rig.now += minutes(20);
    static_cast<void>(poll());
    quiet += static_cast<std::size_t>(
        std::count_if(rig.told.begin(), rig.told.end(), [](const Fetched& one) { return one.baseline; }));
    service.fail({});
  }
  rig.on_sink = nullptr;
  rig.now += minutes(20);
  ASSERT_TRUE(poll().complete);
  quiet += static_cast<std::size_t>(
      std::count_if(rig.told.begin(), rig.told.end(), [](const Fetched& one) { return one.baseline; }));
  EXPECT_EQ(quiet, 230U);
  for (const auto& [document, revisions] : rig.revisions) EXPECT_EQ(revisions, 1) << document;
  service.put(item("kst-31865-999", "2026-05-20", "31865"));
  rig.now += minutes(20);
  ASSERT_TRUE(poll().complete);
  ASSERT_THAT(rig.told, SizeIs(1));
  EXPECT_FALSE(rig.told[0].baseline) << "what comes from now on is news";
}

}  // namespace
}  // namespace griffier::fetchers
