// The lists of rechtspraak and open.overheid polled against publishers that speak their protocols.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fetchers/openoverheid/openbaarmakingen.h"
#include "fetchers/rechtspraak/uitspraken.h"
#include "publications/facts.h"
#include "tests/publisher/openoverheid.h"
#include "tests/publisher/rechtspraak.h"
#include "tests/unit/fetchers/listing_support.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;
using ::testing::HasSubstr;
using testing::ListingPoll;

class RechtspraakPoll : public ListingPoll {
 protected:
  RechtspraakPoll() {
    rig.publisher.site().otherwise([this](const publisher::Asked& asked) { return service.answer(asked); });
    options.base_url = url();
  }
  PollOutcome poll() { return ListingPoll::poll(rechtspraak_catalogue(options)); }
  publisher::Judgment judgment(int number, const std::string& updated,
                               const std::string& words = "De vordering wordt afgewezen.") {
    publisher::Judgment made;
    made.ecli = fmt::format("ECLI:NL:RBVER:2026:{}", number);
    made.court = "Rechtbank Verdam, kamer voor veren";
    made.date = "02-03-2026";
    made.zaaknummer = fmt::format("C/{}, C/{}", number, number + 1);
    made.updated = updated;
    made.xml = publisher::judgment_xml(made, {words});
    return made;
  }

  publisher::RechtspraakService service;
  RechtspraakOptions options;
};

TEST_F(RechtspraakPoll, ReadsTheIndexByModificationAndTakesBackWhatIsDeleted) {
  for (int i = 0; i < 40; ++i) service.put(judgment(i, fmt::format("2026-03-02T10:{:02}:00Z", i)));
  service.count_wrong_by(3);
  options.type = "uitspraak";
  options.creators = {"http://example.org/rechtbank"};
  auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.documents().size(), 40U);
  EXPECT_THAT(service.searches()[0], HasSubstr("return=DOC&type=uitspraak&creator=http%3A%2F%2Fexample.org"));
  EXPECT_THAT(service.searches()[0], HasSubstr("modified=2025-12-31T23%3A00%3A00&max=1000&sort=ASC"));
  const auto& facts = rig.told[0].facts;
  EXPECT_EQ(facts.at(names::kSender), "Rechtbank Verdam, kamer voor veren");
  EXPECT_EQ(facts.at(names::kKenmerk), "C/0, C/1");
  EXPECT_EQ(facts.at(names::kDate), "2026-03-02");

  service.count_wrong_by(0);
  auto gone = judgment(3, "2026-03-03T08:00:00Z");
  gone.deleted = "doc";
  service.put(gone);
  service.put(judgment(4, "2026-03-03T08:00:01Z", "De vordering wordt toegewezen."));
  outcome = poll();
  EXPECT_TRUE(outcome.complete);
  ASSERT_EQ(rig.told.size(), 2U);
  const auto back = std::find_if(rig.told.begin(), rig.told.end(), [](const Fetched& one) { return one.withdrawn; });
  ASSERT_NE(back, rig.told.end());
  EXPECT_EQ(back->document_id, "ECLI:NL:RBVER:2026:3");
  EXPECT_EQ(rig.revisions["ECLI:NL:RBVER:2026:4"], 2);
  EXPECT_TRUE(poll().complete);
  EXPECT_TRUE(rig.told.empty()) << "each once";
}

TEST_F(RechtspraakPoll, TakesNothingElseForAJudgment) {
  auto odd = judgment(1, "2026-03-02T10:00:00Z");
  odd.xml = "<?xml version=\"1.0\"?><fout>niets</fout>";
  service.put(odd);
  const auto outcome = poll();
  ASSERT_EQ(outcome.problems.size(), 1U);
  EXPECT_THAT(outcome.problems[0].what, HasSubstr("the answer is no judgment"));
  EXPECT_TRUE(rig.documents().empty());
}

class OpenOverheidPoll : public ListingPoll {
 protected:
  OpenOverheidPoll() : service(url()) {
    rig.publisher.site().otherwise([this](const publisher::Asked& asked) { return service.answer(asked); });
    options.base_url = url();
  }
  PollOutcome poll() { return ListingPoll::poll(openoverheid_catalogue(options)); }

  publisher::OpenOverheidService service;
  OpenOverheidOptions options;
};

TEST_F(OpenOverheidPoll, TakesNoDateFromWhatIsNone) {
  publisher::Disclosure one;
  one.id = "ver-1";
  one.title = "Besluit over de pont";
  one.published = "2026-05-0\xC3\x85";
  one.changed = "2026-05-01T09:00:00Z";
  one.file = "%PDF-1.4";
  service.put(one);
  (void)poll();
  ASSERT_EQ(rig.documents().size(), 1U);
  EXPECT_EQ(rig.told.front().facts.count(names::kDate), 0U);
}

TEST_F(OpenOverheidPoll, FollowsPublicationsAndTheirVersionsAsOneDocument) {
  for (int i = 0; i < 120; ++i) {
    publisher::Disclosure one;
    one.id = fmt::format("ver-{}", i);
    one.title = "Besluit over de pont";
    one.publisher = "ministerie van Veren";
    one.published = fmt::format("2026-04-{:02}", 1 + i / 10);
    one.changed = one.published + "T09:00:00.5Z";
    one.kind = "Woo-besluit";
    if (i == 1) one.parent = "ver-0";
    if (i != 5) one.file = fmt::format("%PDF-1.4 {}", i);
    service.put(one);
  }
  options.metadata = true;
  auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.documents().size(), 119U) << "one has no file";
  EXPECT_TRUE(outcome.problems.empty());
  const auto& first = *std::find_if(rig.told.begin(), rig.told.end(),
                                    [](const Fetched& one) { return one.document_id == "openoverheid:ver-1"; });
  EXPECT_EQ(first.facts.at(names::kParent), "openoverheid:ver-0");
  EXPECT_EQ(first.facts.at(names::kSoort), "Woo-besluit");
  EXPECT_EQ(first.facts.at(names::kSender), "ministerie van Veren");
  EXPECT_EQ(first.facts.at(names::kDate), "2026-04-01");

  // New versions of what was published before, with and without a new day of publication.
  publisher::Disclosure again;
  again.id = "ver-119";
  again.version = 2;
  again.published = "2026-05-01";
  again.changed = "2026-05-01T09:00:00Z";
  again.title = "Besluit over de pont";
  again.file = "%PDF-1.4 anders";
  service.put(again);
  again.id = "ver-7";
  again.published = "2026-04-01";
  again.changed = "2026-05-02T09:00:00Z";
  service.put(again);
  outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.told.size(), 2U);
  EXPECT_EQ(rig.revisions["openoverheid:ver-119"], 2);
  EXPECT_EQ(rig.revisions["openoverheid:ver-7"], 2);
  EXPECT_TRUE(poll().complete);
  EXPECT_TRUE(rig.told.empty());
}

TEST_F(OpenOverheidPoll, FindsEveryChangeWhenManyHaveOneMoment) {
  const auto change = [&](int count, int version, const std::string& moment) {
    for (int i = 0; i < count; ++i) {
      publisher::Disclosure one;
      one.id = fmt::format("ver-{}", i);
      one.version = version;
      one.title = "Besluit";
      one.published = "2026-04-01";
      one.changed = moment;
      one.file = fmt::format("%PDF-1.4 {} {}", i, version);
      service.put(one);
    }
  };
  change(130, 1, "2026-04-01T09:00:00Z");
  EXPECT_TRUE(poll().complete);
  change(120, 2, "2026-05-01T09:00:00Z");
  change(60, 3, "2026-05-03T09:00:00Z");
  const auto outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.told.size(), 120U);
}

TEST_F(OpenOverheidPoll, SaysThatAnAnswerIsNone) {
  rig.publisher.site().serve("/overheid/openbaarmakingen/api/v0/zoek",
                             publisher::ok("{\"fout\":1}", "application/json"));
  auto outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("no list 'resultaten'"));
}

}  // namespace
}  // namespace griffier::fetchers
