// What is kept between polls is kept by whoever comes next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;

constexpr auto kOne = "De pont vaart om negen uur.";

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
