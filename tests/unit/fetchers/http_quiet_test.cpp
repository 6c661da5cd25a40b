#include "fetchers/http/quiet.h"

#include <gtest/gtest.h>

namespace griffier::fetchers {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr QuietHosts::Time kNow{std::chrono::hours(480'000)};
const std::string kHost = "example.org";
const std::string kPage = "https://example.org/a";

// Seconds of quiet left for the host's front page, which itself never answered anything; 0: none.
seconds quiet_of_host(const QuietHosts& quiet, QuietHosts::Time now = kNow) {
  const auto until = quiet.until(kHost, "https://example.org/", now);
  return until ? std::chrono::duration_cast<seconds>(until->until - now) : 0s;
}

TEST(QuietHosts, A429QuietsTheWholeHostForItsRetryAfter) {
  QuietHosts quiet;
  EXPECT_TRUE(quiet.answered(kHost, kPage, 429, 120s, kNow));
  EXPECT_EQ(quiet_of_host(quiet), 120s);
  EXPECT_EQ(quiet.until(kHost, kPage, kNow)->status, 429);
  EXPECT_FALSE(quiet.until(kHost, kPage, kNow + 120s));
  EXPECT_FALSE(quiet.until("example.com", kPage, kNow));
}

TEST(QuietHosts, A429WithoutRetryAfterDoublesFromAMinuteToADay) {
  QuietHosts quiet;
  auto now = kNow;
  seconds expected = 60s;
  for (int i = 0; i < 20; ++i) {
    quiet.answered(kHost, kPage, 429, std::nullopt, now);
    EXPECT_EQ(quiet_of_host(quiet, now), expected);
    now += expected;
    expected = std::min(expected * 2, seconds(86'400));
  }
  quiet.answered(kHost, kPage, 200, std::nullopt, now);
  quiet.answered(kHost, kPage, 429, std::nullopt, now);
  EXPECT_EQ(quiet_of_host(quiet, now), 60s) << "a good answer starts it afresh";
}

TEST(QuietHosts, DoesNotBelieveOneThatSaysAtOnceAndRefusesAgain) {
  QuietHosts quiet;
  quiet.answered(kHost, kPage, 429, 0s, kNow);
  EXPECT_EQ(quiet_of_host(quiet), 0s);
  quiet.answered(kHost, kPage, 429, 0s, kNow);
  EXPECT_EQ(quiet_of_host(quiet), 60s);
}

TEST(QuietHosts, A503WithRetryAfterQuietsItsAddressAndTheHostWhenThreeAskSo) {
  QuietHosts quiet;
  EXPECT_FALSE(quiet.answered(kHost, kPage, 503, 300s, kNow));
  EXPECT_EQ(quiet.until(kHost, kPage, kNow)->until, kNow + 300s);
  EXPECT_EQ(quiet_of_host(quiet), 0s);
  EXPECT_FALSE(quiet.answered(kHost, kPage, 503, 300s, kNow)) << "the same address again";
  EXPECT_FALSE(quiet.answered(kHost, kPage + "b", 503, 300s, kNow));
  EXPECT_TRUE(quiet.answered(kHost, kPage + "c", 503, 400s, kNow));
  EXPECT_EQ(quiet_of_host(quiet), 400s);
}

TEST(QuietHosts, A503WithoutRetryAfterQuietsNothing) {
  QuietHosts quiet;
  for (int i = 0; i < 10; ++i) quiet.answered(kHost, kPage + std::to_string(i), 503, std::nullopt, kNow);
  EXPECT_EQ(quiet_of_host(quiet), 0s);
  EXPECT_FALSE(quiet.until(kHost, kPage + "1", kNow));
}

TEST(QuietHosts, ABurstOf403CountsAsA429) {
  QuietHosts quiet;
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(quiet.answered(kHost, kPage, 403, std::nullopt, kNow + seconds(i)));
  const auto after = quiet.answered(kHost, kPage, 403, std::nullopt, kNow + 4s);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->status, 403);
  EXPECT_EQ(after->until, kNow + 64s);
}

TEST(QuietHosts, A403NowAndThenQuietsNothing) {
  QuietHosts quiet;
  for (int i = 0; i < 20; ++i) quiet.answered(kHost, kPage, 403, std::nullopt, kNow + seconds(100 * i));
  EXPECT_EQ(quiet_of_host(quiet, kNow + 2'000s), 0s) << "spread in time";
  for (int i = 0; i < 20; ++i) {
    quiet.answered(kHost, kPage, 403, std::nullopt, kNow + 9'000s);
    quiet.answered(kHost, kPage, i % 2 == 0 ? 200 : 304, std::nullopt, kNow + 9'000s);
  }
  EXPECT_EQ(quiet_of_host(quiet, kNow + 9'000s), 0s) << "between good answers";
}

TEST(QuietHosts, TellsAHostFromAnAddress) {
  QuietHosts quiet;
  quiet.answered(kHost, kPage, 503, 300s, kNow);
  EXPECT_FALSE(quiet.until(kHost, kPage, kNow)->whole_host);
  quiet.answered(kHost, kPage, 429, 600s, kNow);
  EXPECT_TRUE(quiet.until(kHost, kPage, kNow)->whole_host) << "the longer of the two";
}

}  // namespace
}  // namespace griffier::fetchers
