#include <gtest/gtest.h>

#include <chrono>

#include "fetchers/http/limiter.h"
#include "fetchers/http/pace.h"

namespace griffier::fetchers {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Pace, KeepsTenRequestsInThirtySecondsWhereThePublisherSaysSo) {
  Limiter limiter(32);
  const auto begin = Limiter::Time() + std::chrono::hours(1);
  for (int i = 0; i < 40; ++i) static_cast<void>(limiter.enqueue("zoek.officielebekendmakingen.nl", "bron", begin));
  std::vector<Limiter::Time> starts;
  for (auto now = begin; now < begin + seconds(120); now += milliseconds(100))
    for (const auto id : limiter.start(now)) {
      starts.push_back(now);
      limiter.leave(id, now, milliseconds(20));
    }
  ASSERT_GE(starts.size(), 30U);
  for (std::size_t i = 10; i < starts.size(); ++i) EXPECT_GE(starts[i] - starts[i - 10], seconds(30)) << i;
}

TEST(Pace, LeavesOtherHostsToTheDefaults) {
  EXPECT_EQ(stated_policy("data.rechtspraak.nl").gap, seconds(1));
  EXPECT_EQ(stated_policy("data.rechtspraak.nl").burst, 0);
  EXPECT_EQ(stated_policy("127.0.0.1").gap, seconds(0));
}

}  // namespace
}  // namespace griffier::fetchers
