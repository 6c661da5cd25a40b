// A publisher's list polled against a publisher that speaks its protocol.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fetchers/officielebekendmakingen/bekendmakingen.h"
#include "publications/facts.h"
#include "tests/publisher/sru.h"
#include "tests/unit/fetchers/listing_support.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ListingPoll;

class SruPoll : public ListingPoll {
 protected:
  SruPoll() : service(url()) {
    rig.publisher.site().otherwise([this](const publisher::Asked& asked) { return service.answer(asked); });
    options.base_url = url("/sru");
  }
  PollOutcome poll() { return ListingPoll::poll(bekendmakingen_catalogue(options)); }

  static std::string text_of(const std::string& id, const std::string& words) {
    return fmt::format(
        "<officiele-publicatie><kamerstuk><stuk><titel>{}</titel><al>{}</al></stuk></kamerstuk></"
        "officiele-publicatie>",
        id, words);
  }
  publisher::SruItem item(const std::string& id, const std::string& modified, int edition = 1) {
    publisher::SruItem made;
    made.id = id;
    made.modified = modified;
    made.timestamp = fmt::format("{}T09:00:0{}+02:00", modified, edition);
    made.elements = {
        {"title", "Over de pont", ""}, {"dossiernummer", "19637", ""}, {"publicatienaam", "Kamerstuk", ""}};
    made.files["xml"] = text_of(id, fmt::format("Uitgave {}.", edition));
    return made;
  }
  void put_many(int count) {
    for (int i = 0; i < count; ++i)
      service.put(item(fmt::format("kst-19637-{}", i), fmt::format("2026-02-{:02}", 1 + i / 40)));
  }

  publisher::SruService service;
  BekendmakingenOptions options;
};

TEST_F(SruPoll, FetchesWhatIsListedAndThenNothingUntilSomethingChanges) {
  put_many(250);
  auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(outcome.seen, 250U);
  EXPECT_EQ(outcome.fetched, 250U);
  EXPECT_EQ(rig.documents().size(), 250U);
  ASSERT_EQ(outcome.parts.size(), 1U);
  EXPECT_TRUE(outcome.parts[0].complete);
  EXPECT_EQ(outcome.parts[0].position, "2026-02-07");
  EXPECT_EQ(outcome.parts[0].remaining, 0U);
  EXPECT_TRUE(outcome.knows_problems && outcome.problems.empty());
  EXPECT_GE(checkpoints.size(), 3U) << "one a page";
  EXPECT_EQ(rig.told[0].facts.at(names::kDossiers), "19637");

  const auto searches = service.queries().size();
  outcome = poll();
  EXPECT_TRUE(outcome.complete);
  EXPECT_TRUE(rig.told.empty());
  EXPECT_EQ(service.queries().size(), searches + 1);
  EXPECT_THAT(service.queries().back(), HasSubstr("dt.modified>=2026-02-05 sortBy"));

  service.put(item("kst-19637-7", "2026-02-07", 2));
  EXPECT_EQ(poll().fetched, 1U);
  EXPECT_EQ(rig.revisions["kst-19637-7"], 2);
}

TEST_F(SruPoll, TakesThousandsThatAreEmittedAgainForWhatTheyAre) {
  put_many(600);
  ASSERT_TRUE(poll().complete);
  for (int i = 0; i < 600; ++i) {
    auto again = item(fmt::format("kst-19637-{}", i), fmt::format("2026-02-{:02}", 1 + i / 40));
    again.modified = "2026-05-19";  // the same timestamp and the same file
    service.put(std::move(again));
  }
  const auto files = service.files_asked();
  const auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(outcome.seen, 600U);
  EXPECT_EQ(service.files_asked(), files);
  EXPECT_TRUE(rig.told.empty());

  // With other timestamps each is asked for, conditionally, and none is content.
  for (int i = 0; i < 600; ++i) {
    auto again = item(fmt::format("kst-19637-{}", i), "2026-05-20");
    service.put(std::move(again));
  }
  EXPECT_EQ(poll().fetched, 0U);
  EXPECT_EQ(rig.count(Verdict::not_modified), 600U);
}

TEST_F(SruPoll, GivesOtherFactsWithTheSameBytes) {
  service.put(item("kst-19637-1", "2026-02-01"));
  ASSERT_EQ(poll().fetched, 1U);
  auto moved = item("kst-19637-1", "2026-02-02", 1);
  moved.timestamp = "later";
  moved.elements.push_back({"ondernummer", "1", ""});
  service.put(moved);
  ASSERT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 1U);
  EXPECT_TRUE(rig.told[0].same_bytes);
  EXPECT_EQ(rig.told[0].judgement.verdict, Verdict::ok);
  EXPECT_EQ(rig.told[0].facts.at(names::kOndernummer), "1");
}

TEST_F(SruPoll, LosesNothingWhenPagesShiftAndCountsAreWrong) {
  put_many(300);
  publisher::SruService::Faults faults;
  faults.count_error = -250;
  faults.before_search = [this](publisher::SruService& it, std::size_t number) {
    for (int i = 0; i < 9; ++i)
      if (number < 20)
        it.put(item(fmt::format("kst-19637-{}", number * 13 + static_cast<std::size_t>(i)), "2026-05-20", 3));
  };
  service.fail(faults);
  const auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_GE(rig.documents().size(), 300U);
  for (int i = 0; i < 300; ++i) EXPECT_TRUE(rig.documents().contains(fmt::format("kst-19637-{}", i))) << i;
}

TEST_F(SruPoll, SaysWhatTheServiceSaysAndGoesOnLater) {
  put_many(3);
  publisher::SruService::Faults faults;
  faults.diagnostic = "unknown prefix dcterms";
  service.fail(faults);
  auto outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_EQ(outcome.error, "the search service says: unknown prefix dcterms");
  faults = {};
  faults.search_status = 500;
  service.fail(faults);
  outcome = poll();
  EXPECT_THAT(outcome.error, HasSubstr("/sru: HTTP 500"));
  faults = {};
  faults.search_status = 200;
  service.fail(faults);
  EXPECT_FALSE(poll().complete);
  faults = {};
  faults.same_page_again = faults.endless = true;
  service.fail(faults);
  outcome = poll();
  EXPECT_THAT(outcome.error, HasSubstr("again"));
  service.fail({});
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 3U);
}

TEST_F(SruPoll, FollowsEachDossierWithItsOwnFailures) {
  service.put(item("kst-19637-1", "2026-02-01"));
  auto other = item("kst-36600-VII-4", "2026-02-01");
  other.elements[1].value = "36600-VII";
  service.put(other);
  options.query.dossiers = {"36600-VII", "19637"};
  publisher::SruService::Faults faults;
  faults.failing_dossier = "36600-VII";
  service.fail(faults);
  auto outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("1 of 2 lists could not be had; 36600-VII"));
  ASSERT_EQ(outcome.parts.size(), 2U);
  EXPECT_FALSE(outcome.parts[0].complete);
  EXPECT_TRUE(outcome.parts[1].complete);
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"kst-19637-1"}));
  service.fail({});
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 2U);

  // A dossier that is followed from now on is had from the beginning of its time.
  auto third = item("kst-21501-08-9", "2026-01-03");
  third.elements[1].value = "21501-08";
  service.put(third);
  options.query.dossiers.push_back("21501-08");
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 3U);
}

TEST_F(SruPoll, AsksForAFileThatIsMissingForAMonthAndListsIt) {
  service.put(item("kst-19637-1", "2026-05-20"));
  service.put(item("kst-19637-2", "2026-05-20"));
  service.lose_files("kst-19637-1", true);
  auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  ASSERT_EQ(outcome.problems.size(), 1U);
  EXPECT_EQ(outcome.problems[0].key, "kst-19637-1");
  EXPECT_EQ(outcome.problems[0].tries, 1);
  EXPECT_THAT(outcome.problems[0].what, HasSubstr("an HTML page came where XML was expected"));
  EXPECT_EQ(rig.documents().size(), 1U) << "a page that says 404 is no content";
  const auto first = service.files_asked();
  rig.now += minutes(5);
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(service.files_asked(), first) << "not before its time";
  for (int day = 0; day < 30; ++day) {
    rig.now += hours(25);
    outcome = poll();
    EXPECT_TRUE(outcome.complete);
    ASSERT_EQ(outcome.problems.size(), 1U);
  }
  EXPECT_EQ(outcome.problems[0].tries, 31);
  EXPECT_LE(service.files_asked() - first, 32U);
  service.lose_files("kst-19637-1", false);
  rig.now += hours(25);
  outcome = poll();
  EXPECT_TRUE(outcome.problems.empty());
  EXPECT_EQ(rig.documents().size(), 2U);
}

TEST_F(SruPoll, TakesTheBestFormThereIsAndABetterOneWhenItComes) {
  options.documents_url = url("/zoek");
  auto early = item("kst-1234567", "2026-05-19");
  early.files = {{"pdf", "%PDF-1.4 een"}};
  service.put(early);
  ASSERT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 1U);
  EXPECT_THAT(rig.told[0].url, ::testing::EndsWith("/zoek/kst-1234567.pdf"));
  early.files["xml"] = text_of("kst-1234567", "gezet");
  early.timestamp = "later";
  service.put(early);
  ASSERT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 1U);
  EXPECT_THAT(rig.told[0].url, ::testing::EndsWith("/zoek/kst-1234567.xml"));
  EXPECT_EQ(rig.told[0].document_id, "kst-1234567");
}

TEST_F(SruPoll, FetchesAnnexesThatOnlyTheirMainDocumentNamesAndMoreFactsWhereItLacksThem) {
  options.documents_url = url("/zoek");
  options.metadata = true;
  auto main = item("kst-19637-4", "2026-05-19");
  main.elements.push_back({"bijlage", "blg-77001", ""});
  main.metadata_xml =
      "<metadata_gegevens><metadata name=\"OVERHEIDop.ondernummer\" content=\"4\"/><metadata name=\"DC.title\" "
      "content=\"Iets anders\"/></metadata_gegevens>";
  service.put(main);
  auto annex = item("blg-77001", "2020-01-01");
  annex.files = {{"pdf", "%PDF-1.4 bijlage"}};
  service.put(annex);
  ASSERT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 2U);
  const auto by_id = [&](const std::string& id) {
    return *std::find_if(rig.told.begin(), rig.told.end(), [&](const Fetched& one) { return one.document_id == id; });
  };
  EXPECT_EQ(by_id("blg-77001").facts.at(names::kParent), "kst-19637-4");
  EXPECT_EQ(by_id("kst-19637-4").facts.at(names::kOndernummer), "4");
  EXPECT_EQ(by_id("kst-19637-4").facts.at(names::kTitle), "Over de pont") << "the search goes first";
}

TEST_F(SruPoll, AsksAgainForTheFactsThatAFailureKeptBack) {
  options.documents_url = url("/zoek");
  options.metadata = true;
  auto main = item("kst-19637-4", "2026-05-19");
  main.metadata_xml =
      "<metadata_gegevens><metadata name=\"OVERHEIDop.vraagnummer\" content=\"2026Z00017\"/></metadata_gegevens>";
  service.put(main);
  rig.publisher.site().serve("/zoek/kst-19637-4/metadata.xml", publisher::status(500));
  auto outcome = poll();
  ASSERT_EQ(rig.told.size(), 1U) << "the publication itself does not wait";
  EXPECT_EQ(rig.told[0].facts.count(names::kZaaknummers), 0U);
  ASSERT_EQ(outcome.problems.size(), 1U);
  EXPECT_THAT(outcome.problems[0].what, HasSubstr("metadata.xml"));
  rig.publisher.site().remove("/zoek/kst-19637-4/metadata.xml");
  rig.now += hours(1);
  outcome = poll();
  EXPECT_TRUE(outcome.problems.empty());
  ASSERT_FALSE(rig.told.empty());
  EXPECT_EQ(rig.told.back().facts.at(names::kZaaknummers), "2026Z00017");
}

TEST_F(SruPoll, StopsAskingAHostThatFailsAndOwesTheRest) {
  put_many(60);
  for (int i = 0; i < 60; ++i)
    rig.publisher.site().serve(fmt::format("/frbr/officielepublicaties/x/y/kst-19637-{0}/1/xml/kst-19637-{0}.xml", i),
                               publisher::status(502));
  auto outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("HTTP 502"));
  EXPECT_EQ(outcome.problems.size(), 60U);
  EXPECT_LT(rig.publisher.site().totals().requests, 20U);
  for (int i = 0; i < 60; ++i)
    rig.publisher.site().remove(fmt::format("/frbr/officielepublicaties/x/y/kst-19637-{0}/1/xml/kst-19637-{0}.xml", i));
  rig.now += hours(72);
  outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.documents().size(), 60U);
  EXPECT_TRUE(outcome.problems.empty());
}

TEST_F(SruPoll, GoesOnFromItsLastCheckpoint) {
  put_many(300);
  ASSERT_TRUE(poll().complete);
  ASSERT_GE(checkpoints.size(), 3U);
  cursor = checkpoints[1];
  const auto files = service.files_asked();
  EXPECT_TRUE(poll().complete);
  EXPECT_LE(service.files_asked() - files, 200U) << "what came before the checkpoint is not asked for again";
  for (const auto& [document, revisions] : rig.revisions) EXPECT_EQ(revisions, 1) << document;
}

TEST_F(SruPoll, BeginsNowWhenAskedTo) {
  start = "now";
  put_many(30);
  service.put(item("kst-19637-900", "2026-05-20"));
  ASSERT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"kst-19637-900"}));
  rig.now += hours(48);
  service.put(item("kst-19637-901", "2026-05-19"));
  service.put(item("kst-19637-902", "2026-05-21"));
  ASSERT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"kst-19637-900", "kst-19637-902"}));
}

}  // namespace
}  // namespace griffier::fetchers
