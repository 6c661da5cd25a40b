// What happens to the daemon itself: it is stopped, killed, and told to read its configuration anew.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <random>

#include "tests/faults/scenario.h"

namespace griffier::tests {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

std::string source(const std::string& name, const std::vector<std::string>& urls, const std::string& more = {}) {
  std::string list;
  for (const auto& url : urls) list += "\"" + url + "\", ";
  return fmt::format(
      "[[source]]\nname = \"{}\"\nkind = \"page\"\nevery = \"1s\"\nurls = [{}]\nallow_private = true\n"
      "announce_first = true\n{}\n",
      name, list, more);
}

constexpr int kHosts = 25;
constexpr int kPagesPerHost = 8;

std::string two_hundred_pages(const publisher::Publisher& publisher) {
  std::vector<std::string> urls;
  for (int host = 1; host <= kHosts; ++host)
    for (int i = 1; i <= kPagesPerHost; ++i)
      urls.push_back(publisher.url_on(fmt::format("127.0.0.{}", host), fmt::format("/{}-{}", host, i)));
  return source("veel", urls, fmt::format("parallel = {}\ngap = \"0s\"", kPagesPerHost));
}

// Seconds until the program had ended after SIGTERM; -1 if it didn't get as far as 200 transfers.
double seconds_to_stop(World& world) {
  const auto body = page("Deze pagina komt heel langzaam.");
  world.site().otherwise(
      [body](const publisher::Asked&) { return publisher::drip(body, 1, std::chrono::milliseconds(200)); });
  Background program(world.command({"run"}), world.folder().path() / "run.log");
  const auto all = [&world] {
    std::size_t in_flight = 0;
    for (const auto& [place, counts] : world.site().counts())
      if (place.rfind("//", 0) != 0) in_flight += counts.in_flight;
    return in_flight >= kHosts * kPagesPerHost;
  };
  if (!eventually(20, all)) return -1;
  const auto start = std::chrono::steady_clock::now();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(20), 0) << program.log();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(DaemonFaults, StopsWithinASecondInTheMiddleOfTwoHundredTransfers) {
  World world(two_hundred_pages, kHosts, "60s");
  double fastest = 60;
  // What else runs on the machine may slow one of them down.
  for (int i = 0; i < 3 && fastest > 1; ++i) {
    const double took = seconds_to_stop(world);
    ASSERT_GE(took, 0) << "two hundred transfers were never under way at once";
    fastest = std::min(fastest, took);
  }
  EXPECT_LT(fastest, 1);
  EXPECT_EQ(row(world.state(), "select count(*) from v_revisions"), "0") << "half a page was taken for a whole one";
  expect_whole(world);
}

TEST(DaemonFaults, KilledAtAnyMomentItGoesOnAndTellsEverythingOnce) {
  constexpr int kPages = 30;
  const auto urls = [](const publisher::Publisher& publisher) {
    std::vector<std::string> all;
    for (int i = 1; i <= kPages; ++i) all.push_back(publisher.url(fmt::format("/stuk-{}", i)));
    return source("stukken", all);
  };
  World world(urls, 1, "5s");
  std::mt19937 random(11);
  std::uniform_int_distribution<std::size_t> requests(1, kPages + 10);  // some of them of the next poll
  constexpr int kRounds = 8;
  for (int round = 1; round <= kRounds; ++round) {
    for (int i = 1; i <= kPages; ++i)
      world.site().serve(fmt::format("/stuk-{}", i), publisher::ok(page(fmt::format("Dit is versie {}.", round))));
    const auto enough = world.site().totals().requests + requests(random);
    Background program(world.command({"run"}), world.folder().path() / "run.log");
    ASSERT_TRUE(eventually(60, [&] { return world.site().totals().requests >= enough; })) << program.log();
    program.signal(SIGKILL);
    ASSERT_EQ(program.wait(10), 128 + SIGKILL) << program.log();
  }
  const auto ran = world.once(seconds(0));
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  expect_whole(world);
  EXPECT_EQ(row(world.state(), "select count(*) from v_documents"), std::to_string(kPages));
  const auto revisions = row(world.state(), "select count(*) from v_revisions");
  EXPECT_EQ(std::to_string(world.commits()), revisions);
  EXPECT_EQ(row(world.state(), "select count(*) from v_events where kind like 'document.%'"), revisions);
  EXPECT_EQ(row(world.state(),
                "select count(*), count(distinct event_id) from v_deliveries where event_id not like "
                "'source:%'"),
            revisions + "|" + revisions);
  EXPECT_EQ(row(world.state(), fmt::format("select count(*) from search_texts where body like '%versie {}%'", kRounds)),
            std::to_string(kPages));
}

TEST(DaemonFaults, ABrokenConfigurationChangesNothingAndIsNamedWithItsLine) {
  const auto one = [](const publisher::Publisher& publisher) { return source("een", {publisher.url("/een")}); };
  World world(one, 1, "5s");
  world.site().serve("/een", publisher::ok(page("Dit is een.")));
  Background program(world.command({"run"}), world.folder().path() / "run.log");
  const auto requests = [&world] { return world.site().count("/een").requests; };
  ASSERT_TRUE(eventually(20, [&] { return requests() >= 2; })) << program.log();
  world.folder().write("griffier.toml", "[[source]]\nname = \"een\"\nkind = \"page\"\nevry = \"1s\"\n");
  program.signal(SIGHUP);
  ASSERT_TRUE(eventually(20, [&] { return program.log().find("the old one stays") != std::string::npos; }))
      << program.log();
  EXPECT_THAT(program.log(), HasSubstr("griffier.toml:4"));
  EXPECT_THAT(program.log(), HasSubstr("evry"));
  const auto before = requests();
  EXPECT_TRUE(eventually(20, [&] { return requests() >= before + 2; })) << "polling went on no more";
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(20), 0);
}

TEST(DaemonFaults, AGoodConfigurationStartsNewSourcesStopsRemovedOnesAndLeavesTheOthersInPeace) {
  const auto before = [](const publisher::Publisher& publisher) {
    return source("blijft", {publisher.url("/blijft")}) + source("gaat", {publisher.url("/gaat")});
  };
  World world(before, 1, "20s");
  world.site().serve("/blijft", publisher::after(publisher::ok(page("Dit blijft.")), milliseconds(1'500)));
  world.site().serve("/gaat", publisher::ok(page("Dit gaat.")));
  world.site().serve("/komt", publisher::ok(page("Dit komt.")));
  Background program(world.command({"run"}), world.folder().path() / "run.log");
  ASSERT_TRUE(eventually(20, [&] {
    return world.site().count("/blijft").in_flight == 1 && world.site().count("/gaat").requests >= 1;
  })) << program.log();
  world.configure(source("blijft", {world.publisher().url("/blijft")}) +
                  source("komt", {world.publisher().url("/komt")}));
  program.signal(SIGHUP);
  ASSERT_TRUE(eventually(20, [&] { return world.site().count("/komt").requests >= 2; })) << program.log();
  const auto gone = world.site().count("/gaat").requests;
  ASSERT_TRUE(eventually(20, [&] { return world.site().count("/blijft").requests >= 3; })) << program.log();
  EXPECT_EQ(world.site().count("/gaat").requests, gone) << "a removed source is polled no more";
  EXPECT_EQ(world.site().count("/blijft").conditional, world.site().count("/blijft").requests - 1)
      << "the transfer that was under way came to its end, and was asked for once";
  EXPECT_THAT(program.log(), HasSubstr("configuration reloaded"));
  EXPECT_THAT(program.log(), Not(HasSubstr("poll failed")));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(20), 0);
  EXPECT_EQ(rows(world.state(), "select source, state from v_sources order by source"),
            (std::vector<std::string>{"blijft|ok", "gaat|removed", "komt|ok"}));
  EXPECT_EQ(world.events(), std::vector<std::string>(3, "document.published"));
  expect_whole(world);
}

}  // namespace
}  // namespace griffier::tests
