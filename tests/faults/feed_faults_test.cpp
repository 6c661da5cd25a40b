// A feed that is renumbered, reordered, backdated and out of order for a while: no item twice, and none lost.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/faults/scenario.h"

namespace griffier::tests {
namespace {

constexpr int kItems = 500;

struct FeedItems {
  int count = kItems;
  std::string guids = "eerste";
  int year = 2024;
  unsigned shuffled = 0;  // 0: in order
};

std::string feed(World& world, const FeedItems& items) {
  std::vector<int> order;
  for (int i = 1; i <= items.count; ++i) order.push_back(i);
  if (items.shuffled != 0) std::shuffle(order.begin(), order.end(), std::mt19937(items.shuffled));
  std::string xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Nieuws van de pont</title>\n";
  for (const int i : order)
    xml += fmt::format(
        "<item><title>Bericht {0}</title><link>{1}</link><guid isPermaLink=\"false\">{2}-{0}</guid>"
        "<pubDate>{3:02} Sep {4} 10:{5:02}:00 GMT</pubDate></item>\n",
        i, world.publisher().url(fmt::format("/bericht-{}", i)), items.guids, 1 + i % 28, items.year, i % 60);
  return xml + "</channel></rss>\n";
}

void serve_feed(World& world, const FeedItems& items) {
  world.site().serve("/feed", publisher::ok(feed(world, items), "application/rss+xml"));
}

void serve_items(World& world, int from, int to) {
  for (int i = from; i <= to; ++i)
    world.site().serve(fmt::format("/bericht-{}", i), publisher::ok(page(fmt::format("Dit is bericht {}.", i))));
}

std::string feed_source(const publisher::Publisher& publisher) {
  return fmt::format(
      "[[source]]\nname = \"nieuws\"\nkind = \"feed\"\nurl = \"{}\"\nallow_private = true\nparallel = 8\ngap = "
      "\"0s\"\n",
      publisher.url("/feed"));
}

std::string documents(const World& world) {
  return row(world.state(), "select count(*), count(distinct url), sum(revisions) from v_documents");
}

std::string items(int count) { return fmt::format("{0}|{0}|{0}", count); }

TEST(FeedFaults, AFeedThatIsReorderedBackdatedAndRenumberedGivesNoItemTwiceAndLosesNone) {
  World world(feed_source, 1, "5s");
  serve_items(world, 1, kItems);
  serve_feed(world, {});
  auto ran = world.once(seconds(0));
  ASSERT_EQ(ran.exit_code, 0) << ran.err.substr(0, 2'000);
  EXPECT_EQ(documents(world), items(kItems));
  EXPECT_EQ(world.delivered(), 0U) << "the first complete poll is told to nobody";

  // Another order, other guids, a year earlier; and three that are new.
  serve_items(world, kItems + 1, kItems + 3);
  serve_feed(world, {kItems + 3, "tweede", 2023, 7});
  world.site().reset_counts();
  EXPECT_EQ(world.once(hours(1)).exit_code, 0);
  EXPECT_EQ(documents(world), items(kItems + 3));
  EXPECT_EQ(world.delivered(), 3U);
  EXPECT_EQ(world.site().count("/bericht-1").requests, 0U) << "nothing is said to have changed";
  EXPECT_EQ(world.site().totals().requests, 4U);

  // The feed can't be had once, while two more appear.
  serve_items(world, kItems + 4, kItems + 5);
  const auto whole = feed(world, {kItems + 5, "derde", 2025, 8});
  world.site().serve("/feed", publisher::truncated(whole, whole.size() / 2));
  EXPECT_EQ(world.once(hours(2)).exit_code, 7);
  EXPECT_EQ(documents(world), items(kItems + 3));

  // Then it can, and the page of one can't.
  serve_feed(world, {kItems + 5, "derde", 2025, 8});
  world.site().serve(fmt::format("/bericht-{}", kItems + 4), publisher::status(500));
  EXPECT_EQ(world.once(hours(3)).exit_code, 7);
  EXPECT_EQ(documents(world), items(kItems + 4));

  // The feed has forgotten everything but its newest; the one that is owed is had all the same.
  serve_items(world, kItems + 4, kItems + 4);
  serve_feed(world, {1, "vierde", 2025, 0});
  EXPECT_EQ(world.once(hours(4)).exit_code, 0);
  EXPECT_EQ(documents(world), items(kItems + 5));
  EXPECT_EQ(world.delivered(), 5U);
  EXPECT_EQ(row(world.state(), "select count(*) from v_events where kind <> 'document.published'"), "0");
  expect_whole(world);
}

TEST(FeedFaults, AFirstPollThatIsKilledAgainAndAgainGivesEveryItemOnce) {
  World world(feed_source, 1, "5s");
  serve_items(world, 1, kItems);
  serve_feed(world, {});
  std::mt19937 random(3);
  std::uniform_int_distribution<std::size_t> requests(1, 70);  // of the 501
  int killed = 0;
  for (int i = 0; i < 6; ++i) killed += world.once_killed_at(seconds(0), requests(random)) ? 1 : 0;
  EXPECT_GT(killed, 0);
  const auto ran = world.once(seconds(0));
  ASSERT_EQ(ran.exit_code, 0) << ran.err.substr(0, 2'000);
  EXPECT_EQ(documents(world), items(kItems));
  EXPECT_EQ(row(world.state(), "select count(*), count(distinct document_id) from v_events"),
            fmt::format("{0}|{0}", kItems));
  expect_whole(world);
}

TEST(FeedFaults, AFeedThatAsksToBeLeftAloneIsLeftAloneByTheNextProcessToo) {
  World world(feed_source, 1, "5s");
  serve_items(world, 1, 3);
  serve_feed(world, {3});
  ASSERT_EQ(world.once(seconds(0)).exit_code, 0);
  world.site().serve("/feed", publisher::busy(503, "3600"));
  EXPECT_EQ(world.once(hours(1)).exit_code, 7);
  serve_items(world, 4, 4);
  serve_feed(world, {4});
  world.site().reset_counts();
  EXPECT_EQ(world.once(hours(1) + minutes(30), {"--force"}).exit_code, 7);
  EXPECT_EQ(world.site().totals().requests, 0U) << "not even --force is stronger than the publisher";
  EXPECT_EQ(world.once(hours(2) + minutes(1)).exit_code, 0);
  EXPECT_EQ(documents(world), items(4));
}

}  // namespace
}  // namespace griffier::tests
