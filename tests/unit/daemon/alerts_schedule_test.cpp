#include <gtest/gtest.h>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {
namespace {

using publications::Instant;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Instant at(const char* text) { return publications::parse_iso_instant(text).value(); }

WatchConfig with(Digest digest, std::optional<QuietHours> quiet = std::nullopt) {
  WatchConfig watch;
  watch.digest = digest;
  watch.quiet = quiet;
  return watch;
}
const Digest kImmediate{};
const Digest kHourly{Digest::Kind::hourly, {}};
Digest daily(int hour, int minute) { return {Digest::Kind::daily, minutes(hour * 60 + minute)}; }
const QuietHours kNight{hours(22), hours(7)};

std::string due(const WatchConfig& watch, const char* now) {
  return publications::iso_amsterdam(due_at(watch, at(now)).at);
}

TEST(DueAt, SendsAtOnceWithoutDigestAndQuietHours) {
  const auto now = at("2024-09-19T10:15:00.250Z");
  EXPECT_EQ(due_at(with(kImmediate), now).at, now);
  EXPECT_FALSE(due_at(with(kImmediate), now).held);
}

TEST(DueAt, HoldsAnHourlyDigestUntilTheFullHour) {
  EXPECT_EQ(due(with(kHourly), "2024-09-19T10:15:00Z"), "2024-09-19T13:00:00+02:00");
  EXPECT_TRUE(due_at(with(kHourly), at("2024-09-19T10:15:00Z")).held);
  EXPECT_FALSE(due_at(with(kHourly), at("2024-09-19T10:00:00Z")).held);
}

TEST(DueAt, HoldsADailyDigestUntilItsTimeOnTheDutchClock) {
  EXPECT_EQ(due(with(daily(7, 30)), "2024-09-19T05:00:00Z"), "2024-09-19T07:30:00+02:00");
  EXPECT_EQ(due(with(daily(7, 30)), "2024-09-19T05:31:00Z"), "2024-09-20T07:30:00+02:00");
  EXPECT_EQ(due(with(daily(7, 30)), "2024-01-10T06:29:00Z"), "2024-01-10T07:30:00+01:00");
}

TEST(DueAt, KeepsTheClockOverBothChangesOfSummerTime) {
  EXPECT_EQ(due(with(daily(7, 30)), "2024-03-30T08:00:00Z"), "2024-03-31T07:30:00+02:00");
  EXPECT_EQ(due(with(daily(7, 30)), "2024-10-26T08:00:00Z"), "2024-10-27T07:30:00+01:00");
  // 02:30 is skipped in March, and comes twice in October.
  EXPECT_EQ(due(with(daily(2, 30)), "2024-03-30T08:00:00Z"), "2024-03-31T03:30:00+02:00");
  EXPECT_EQ(due(with(daily(2, 30)), "2024-10-26T08:00:00Z"), "2024-10-27T02:30:00+02:00");
}

TEST(DueAt, HoldsThroughAQuietNightThatPassesMidnight) {
  const auto watch = with(kImmediate, kNight);
  EXPECT_EQ(due(watch, "2024-09-19T21:59:59+02:00"), "2024-09-19T21:59:59+02:00");
  EXPECT_EQ(due(watch, "2024-09-19T22:00:00+02:00"), "2024-09-20T07:00:00+02:00");
  EXPECT_EQ(due(watch, "2024-09-20T06:59:59+02:00"), "2024-09-20T07:00:00+02:00");
  EXPECT_EQ(due(watch, "2024-09-20T07:00:00+02:00"), "2024-09-20T07:00:00+02:00");
  EXPECT_TRUE(due_at(watch, at("2024-09-20T03:00:00+02:00")).held);
  EXPECT_FALSE(due_at(watch, at("2024-09-20T07:00:00+02:00")).held);
}

TEST(DueAt, EndsAQuietNightByTheClockWhenItIsLongerOrShorter) {
  const auto watch = with(kImmediate, kNight);
  EXPECT_EQ(due(watch, "2024-03-30T23:00:00+01:00"), "2024-03-31T07:00:00+02:00");
  EXPECT_EQ(due(watch, "2024-10-26T23:00:00+02:00"), "2024-10-27T07:00:00+01:00");
}

TEST(DueAt, EndsQuietHoursAlsoInTheHourThatComesTwice) {
  const auto watch = with(kImmediate, QuietHours{minutes(120), minutes(150)});
  EXPECT_EQ(due(watch, "2024-10-27T02:15:00+01:00"), "2024-10-27T02:30:00+01:00");
}

TEST(DueAt, KnowsQuietHoursWithinOneDay) {
  const auto watch = with(kImmediate, QuietHours{hours(12), hours(13)});
  EXPECT_EQ(due(watch, "2024-09-19T12:30:00+02:00"), "2024-09-19T13:00:00+02:00");
  EXPECT_EQ(due(watch, "2024-09-19T23:30:00+02:00"), "2024-09-19T23:30:00+02:00");
}

TEST(DueAt, MovesADigestOutOfTheQuietHours) {
  EXPECT_EQ(due(with(daily(6, 0), kNight), "2024-09-19T12:00:00+02:00"), "2024-09-20T07:00:00+02:00");
  EXPECT_EQ(due(with(kHourly, kNight), "2024-09-19T21:30:00+02:00"), "2024-09-20T07:00:00+02:00");
}

TEST(RetryWait, FollowsTheScheduleAndThenGivesUp) {
  EXPECT_EQ(retry_wait(1, 0), seconds(30));
  EXPECT_EQ(retry_wait(2, 0), minutes(2));
  EXPECT_EQ(retry_wait(3, 0), minutes(10));
  EXPECT_EQ(retry_wait(4, 0), minutes(30));
  EXPECT_EQ(retry_wait(5, 0), hours(2));
  EXPECT_EQ(retry_wait(6, 0), hours(6));
  EXPECT_EQ(retry_wait(7, 0), hours(12));
  EXPECT_EQ(retry_wait(8, 0), hours(24));
  EXPECT_EQ(retry_wait(9, 0), hours(24));
  EXPECT_EQ(retry_wait(10, 0), std::nullopt);
}

TEST(RetryWait, AddsAtMostATenth) {
  EXPECT_EQ(retry_wait(3, 0.5), seconds(630));
  EXPECT_LE(retry_wait(3, 0.999).value(), seconds(660));
}

}  // namespace
}  // namespace griffier::daemon
