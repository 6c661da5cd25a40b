// What comes late changes what a document is called and what is known of it, not its file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kOne = "De pont vaart om negen uur.";

TEST(KamerLate, AVersionThatComesLongAfterItsDocumentGivesItItsOfficialNumber) {
  Kamer kamer;
  const auto id = kamer.register_.add(
      "Document", {{"soort", "Brief regering"}, {"documentNummer", "2024D00009"}, {"onderwerp", "De pont"}});
  kamer.new_file(id, kOne);
  kamer.poll(seconds(0));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published tk-2024D00009"));
  kamer.register_.add("DocumentVersie",
                      {{"document", "ref:" + id}, {"versienummer", "1"}, {"externeidentifier", "kst-19637-9"}});
  kamer.poll(hours(24 * 40));
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from documents"), "1");
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from v_events where kind = 'document.published'"), "1");
  const auto shown = griffier(kamer.world.state(), {"show", "kst-19637-9"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("negen uur"));
  const auto again = griffier(kamer.world.state(), {"show", "tk-2024D00009"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  expect_whole(kamer.world);
}

TEST(KamerLate, ALateCaseAndDossierChangeTheFactsOfTheSameFile) {
  Kamer kamer;
  const auto zaak = kamer.register_.add("Zaak", {{"nummer", "2024Z00077"}});
  const auto id = kamer.register_.add("Document", {{"zaak", "ref:" + zaak},
                                                   {"soort", "Brief regering"},
                                                   {"documentNummer", "2024D00009"},
                                                   {"onderwerp", "De pont"}});
  kamer.new_file(id, kOne);
  kamer.poll(seconds(0));
  (void)kamer.news();
  kamer.world.site().reset_counts();
  kamer.register_.change(zaak, {{"termijn", "2024-11-01T00:00:00"}});
  kamer.poll(hours(1));
  EXPECT_THAT(kamer.news(), ElementsAre("document.metadata_changed tk-2024D00009"));
  EXPECT_EQ(kamer.requests("/Resources"), 0U) << "its bytes are there already";
  expect_whole(kamer.world);
}

TEST(KamerLate, ARebuildKeepsTheRegisterAndItsPlaces) {
  Kamer kamer;
  const auto dossier = kamer.dossier("19637");
  for (int i = 1; i <= 3; ++i) kamer.letter(dossier, i, kOne);
  kamer.poll(seconds(0));
  ASSERT_EQ(griffier(kamer.world.state(), {"rebuild"}).exit_code, 0);
  (void)kamer.news();
  kamer.world.site().reset_counts();
  kamer.poll(hours(1));
  EXPECT_EQ(kamer.world.site().totals().requests, 16U);
  EXPECT_THAT(kamer.news(), ElementsAre());
  EXPECT_EQ(row(kamer.world.state(), "select count(*) from upstream_entities"), "4");
}

TEST(KamerLate, APublisherThatAsksToBeLeftAloneIsLeftAloneByTheNextProcessToo) {
  Kamer kamer;
  kamer.letter(kamer.dossier("19637"), 1, kOne);
  kamer.world.site().serve("/SyncFeed/2.0/Feed", publisher::busy(429, "7200"));
  kamer.poll(seconds(0), 7);
  EXPECT_EQ(kamer.world.site().totals().requests, 1U);
  kamer.world.site().reset_counts();
  EXPECT_EQ(kamer.world.once(hours(1), {"--force"}).exit_code, 7);
  EXPECT_EQ(kamer.world.site().totals().requests, 0U);
  kamer.world.site().remove("/SyncFeed/2.0/Feed");
  kamer.poll(hours(3));
  EXPECT_THAT(kamer.news(), ElementsAre("document.published kst-19637-1"));
}

}  // namespace
}  // namespace griffier::tests
