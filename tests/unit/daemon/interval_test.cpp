#include "daemon/polling/interval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace griffier::daemon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;

SourceConfig source_every(seconds every) {
  SourceConfig source;
  source.every = every;
  return source;
}

PollHistory at(const char* moment) {
  PollHistory history;
  history.now = *publications::parse_iso_instant(moment);
  return history;
}

TEST(NextPoll, IsItsIntervalWithATenthOfJitter) {
  const auto history = at("2024-09-19T10:00:00Z");
  EXPECT_EQ(next_poll(source_every(minutes(10)), history, 0).at - history.now, minutes(10));
  EXPECT_EQ(next_poll(source_every(minutes(10)), history, -1).at - history.now, minutes(9));
  EXPECT_EQ(next_poll(source_every(minutes(10)), history, 1).at - history.now, minutes(11));
}

TEST(NextPoll, SlowsDownWithASourceThatDoesNotChangeAndIsClamped) {
  auto source = source_every(minutes(5));
  source.slowest = hours(2);
  auto history = at("2024-09-19T10:00:00Z");
  history.last_change = history.now - minutes(30);
  EXPECT_EQ(next_poll(source, history, 0).at - history.now, minutes(5));
  history.last_change = history.now - hours(10);
  EXPECT_EQ(next_poll(source, history, 0).at - history.now, minutes(30));
  EXPECT_THAT(next_poll(source, history, 0).why, HasSubstr("unchanged for 10 h"));
  history.last_change = history.now - hours(24 * 365);
  EXPECT_EQ(next_poll(source, history, 0).at - history.now, hours(2));
}

TEST(NextPoll, BacksOffToADayAndNeverStops) {
  auto history = at("2024-09-19T10:00:00Z");
  const std::pair<int, seconds> expected[] = {
      {1, minutes(10)}, {2, minutes(20)}, {3, minutes(40)}, {9, hours(24)}, {1000, hours(24)}};
  for (const auto& [failures, wait] : expected) {
    history.failures = failures;
    EXPECT_EQ(next_poll(source_every(minutes(10)), history, 0).at - history.now, wait) << failures;
  }
  history.failures = 3;
  EXPECT_EQ(next_poll(source_every(hours(48)), history, 0).at - history.now, hours(48));
}

TEST(NextPoll, KeepsAPublishersWaitWhenItIsLongerAndNeverComesBeforeIt) {
  auto history = at("2024-09-19T10:00:00Z");
  history.failures = 1;
  history.asked = hours(3);
  EXPECT_EQ(next_poll(source_every(minutes(10)), history, -1).at - history.now, hours(3));
  history.asked = seconds(5);
  EXPECT_EQ(next_poll(source_every(minutes(10)), history, 0).at - history.now, minutes(10));
}

TEST(NextPoll, WaitsForItsHoursInDutchTime) {
  auto source = source_every(minutes(10));
  source.hours = QuietHours{hours(7), hours(20)};
  // 20:55 in the Netherlands: the next morning at seven, which is 05:00 UTC in summer and 06:00 in winter.
  EXPECT_EQ(next_poll(source, at("2024-09-19T18:55:00Z"), 0).at,
            *publications::parse_iso_instant("2024-09-20T05:00:00Z"));
  EXPECT_EQ(next_poll(source, at("2024-12-19T19:55:00Z"), 0).at,
            *publications::parse_iso_instant("2024-12-20T06:00:00Z"));
  EXPECT_EQ(next_poll(source, at("2024-09-19T02:00:00Z"), 0).at,
            *publications::parse_iso_instant("2024-09-19T05:00:00Z"));
  EXPECT_EQ(next_poll(source, at("2024-09-19T10:00:00Z"), 0).at,
            *publications::parse_iso_instant("2024-09-19T10:10:00Z"));
  source.hours = QuietHours{hours(22), hours(6)};
  EXPECT_EQ(next_poll(source, at("2024-09-19T21:00:00Z"), 0).at,
            *publications::parse_iso_instant("2024-09-19T21:10:00Z"));
}

}  // namespace
}  // namespace griffier::daemon
