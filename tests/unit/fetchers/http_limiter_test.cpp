#include "fetchers/http/limiter.h"

#include <gtest/gtest.h>

#include <set>

namespace griffier::fetchers {
namespace {

using namespace std::chrono_literals;
using Time = Limiter::Time;
using Ids = std::vector<Limiter::Id>;

constexpr Time kStart = Time() + 1000h;

HostPolicy policy(int parallel, std::chrono::milliseconds gap, int burst = 0, std::chrono::seconds window = 30s) {
  HostPolicy result;
  result.parallel = parallel;
  result.gap = gap;
  result.burst = burst;
  result.burst_window = window;
  return result;
}

TEST(Limiter, LetsOneRequestToAStrangersHostGoAtATime) {
  Limiter limiter(32);
  const auto first = limiter.enqueue("example.org", "a", kStart);
  const auto second = limiter.enqueue("example.org", "a", kStart);
  EXPECT_EQ(limiter.start(kStart), Ids{first});
  EXPECT_EQ(limiter.start(kStart + 1h), Ids{}) << "the first is still in flight";
  EXPECT_EQ(limiter.next_start(), std::nullopt);
  limiter.leave(first, kStart + 1h, 1h);
  EXPECT_EQ(limiter.start(kStart + 2h), Ids{second});
}

TEST(Limiter, KeepsTheGapBetweenStartsWithATenthOfJitter) {
  Limiter limiter(32);
  Time now = kStart;
  std::set<std::chrono::milliseconds> gaps;
  for (int i = 0; i < 50; ++i) {
    const auto id = limiter.enqueue("example.org", "a", now);
    ASSERT_TRUE(limiter.next_start());
    const Time at = *limiter.next_start();
    if (i > 0) {
      const auto gap = std::chrono::duration_cast<std::chrono::milliseconds>(at - now);
      EXPECT_GE(gap, 1000ms);
      EXPECT_LE(gap, 1100ms);
      gaps.insert(gap);
    }
    EXPECT_EQ(limiter.start(at - 1ms), Ids{});
    EXPECT_EQ(limiter.start(at), Ids{id});
    limiter.leave(id, at, 0ms);
    now = at;
  }
  EXPECT_GT(gaps.size(), 10U) << "it really differs";
}

TEST(Limiter, RestsAfterASlowAnswerAsLongAsItTook) {
  Limiter limiter(32);
  const auto slow = limiter.enqueue("example.org", "a", kStart);
  EXPECT_EQ(limiter.start(kStart), Ids{slow});
  const auto next = limiter.enqueue("example.org", "a", kStart);
  limiter.leave(slow, kStart + 5s, 5s);
  EXPECT_EQ(limiter.start(kStart + 9999ms), Ids{});
  EXPECT_EQ(limiter.start(kStart + 10s), Ids{next});
  limiter.leave(next, kStart + 200s, 190s);
  const auto last = limiter.enqueue("example.org", "a", kStart + 200s);
  EXPECT_EQ(limiter.start(kStart + 230s), Ids{last}) << "but no longer than half a minute";
}

TEST(Limiter, GivesAHostAsManyAtOnceAsItsPolicySays) {
  Limiter limiter(32);
  limiter.set_policy("example.org", policy(3, 0ms));
  Ids ids;
  for (int i = 0; i < 5; ++i) ids.push_back(limiter.enqueue("example.org", "a", kStart));
  EXPECT_EQ(limiter.start(kStart), Ids({ids[0], ids[1], ids[2]}));
  limiter.leave(ids[1], kStart, 10ms);
  EXPECT_EQ(limiter.start(kStart), Ids{ids[3]});
  EXPECT_EQ(limiter.in_flight(), 3);
}

TEST(Limiter, StartsNoMoreThanTheBurstInAnyWindow) {
  Limiter limiter(32);
  limiter.set_policy("zoek.example.org", policy(1, 0ms, 10, 30s));
  std::vector<Time> starts;
  Time now = kStart;
  for (int i = 0; i < 45; ++i) {
    const auto id = limiter.enqueue("zoek.example.org", "a", now);
    now = std::max(now, *limiter.next_start());
    ASSERT_EQ(limiter.start(now), Ids{id});
    starts.push_back(now);
    now += 100ms;
    limiter.leave(id, now, 100ms);
  }
  for (std::size_t i = 10; i < starts.size(); ++i) EXPECT_GE(starts[i] - starts[i - 10], 30s) << i;
  EXPECT_LT(starts[9] - starts[0], 2s) << "the burst itself isn't held up";
  EXPECT_LT(starts.back() - starts.front(), 130s) << "and no longer than needed";
}

TEST(Limiter, TakesTurnsBetweenSourcesThatShareAHost) {
  Limiter limiter(32);
  limiter.set_policy("example.org", policy(1, 0ms));
  Ids of_a, of_b;
  for (int i = 0; i < 3; ++i) of_a.push_back(limiter.enqueue("example.org", "a", kStart));
  for (int i = 0; i < 2; ++i) of_b.push_back(limiter.enqueue("example.org", "b", kStart));
  Ids order;
  for (int i = 0; i < 5; ++i) {
    const Ids started = limiter.start(kStart);
    ASSERT_EQ(started.size(), 1U);
    order.push_back(started[0]);
    limiter.leave(started[0], kStart, 0ms);
  }
  EXPECT_EQ(order, Ids({of_a[0], of_b[0], of_a[1], of_b[1], of_a[2]}));
}

TEST(Limiter, BoundsWhatIsInFlightOverAllHostsAndServesTheLongestWaitingHostFirst) {
  Limiter limiter(2);
  const auto a = limiter.enqueue("a.example", "s", kStart);
  const auto b = limiter.enqueue("b.example", "s", kStart);
  const auto c = limiter.enqueue("c.example", "s", kStart);
  const auto d = limiter.enqueue("d.example", "s", kStart + 1s);
  EXPECT_EQ(limiter.start(kStart + 1s), Ids({a, b}));
  EXPECT_EQ(limiter.next_start(), std::nullopt) << "no timer helps while all places are taken";
  limiter.leave(b, kStart + 2s, 0ms);
  EXPECT_EQ(limiter.start(kStart + 2s), Ids{c});
  limiter.leave(a, kStart + 3s, 0ms);
  EXPECT_EQ(limiter.start(kStart + 3s), Ids{d});
}

TEST(Limiter, DoesNotLetABusyHostStarveAnother) {
  Limiter limiter(1);
  limiter.set_policy("busy.example", policy(1, 0ms));
  limiter.set_policy("calm.example", policy(1, 0ms));
  for (int i = 0; i < 10; ++i) (void)limiter.enqueue("busy.example", "s", kStart);
  const auto running = limiter.start(kStart);
  ASSERT_EQ(running.size(), 1U);
  const auto calm = limiter.enqueue("calm.example", "s", kStart + 1ms);
  limiter.leave(running[0], kStart + 2ms, 0ms);
  EXPECT_EQ(limiter.start(kStart + 2ms), Ids{calm});
}

TEST(Limiter, ForgetsARequestThatIsGivenUpWhileItWaits) {
  Limiter limiter(32);
  const auto first = limiter.enqueue("example.org", "a", kStart);
  const auto second = limiter.enqueue("example.org", "a", kStart);
  const auto third = limiter.enqueue("example.org", "b", kStart);
  limiter.leave(first, kStart, 0ms);
  limiter.leave(third, kStart, 0ms);
  EXPECT_EQ(limiter.start(kStart), Ids{second});
  limiter.leave(second, kStart, 0ms);
  limiter.leave(second, kStart, 0ms);  // twice does nothing
  EXPECT_EQ(limiter.in_flight(), 0);
  EXPECT_EQ(limiter.next_start(), std::nullopt);
}

TEST(Limiter, LeavesAQuietHostAloneAndOnlyThat) {
  Limiter limiter(32);
  limiter.set_policy("example.org", policy(1, 0ms));
  const auto waiting = limiter.enqueue("example.org", "a", kStart);
  limiter.quiet("example.org", kStart + 5s);
  limiter.quiet("example.org", kStart + 2s);  // a shorter one doesn't shorten it
  const auto other = limiter.enqueue("example.com", "a", kStart);
  EXPECT_EQ(limiter.waiting("example.org"), Ids{waiting});
  EXPECT_EQ(limiter.start(kStart + 4999ms), Ids{other});
  EXPECT_EQ(limiter.next_start(), kStart + 5s);
  EXPECT_EQ(limiter.start(kStart + 5s), Ids{waiting});
}

TEST(Limiter, FindsThePolicyOfAHostWithAPort) {
  Limiter limiter(32);
  limiter.set_policy("example.org", policy(2, 0ms));
  limiter.set_policy("example.org:8080", policy(3, 0ms));
  for (int i = 0; i < 4; ++i) {
    (void)limiter.enqueue("example.org", "a", kStart);
    (void)limiter.enqueue("example.org:8443", "a", kStart);
    (void)limiter.enqueue("example.org:8080", "a", kStart);
  }
  EXPECT_EQ(limiter.start(kStart).size(), 2U + 2U + 3U);
}

TEST(Limiter, AppliesAPolicyThatChangesToThoseThatWait) {
  Limiter limiter(32);
  for (int i = 0; i < 4; ++i) (void)limiter.enqueue("example.org", "a", kStart);
  EXPECT_EQ(limiter.start(kStart).size(), 1U);
  limiter.set_policy("example.org", policy(3, 0ms));
  EXPECT_EQ(limiter.start(kStart + 2s).size(), 2U);
}

TEST(Limiter, NeedsNoPauseOnItsOwnMachine) {
  Limiter limiter(32);
  for (const char* host : {"127.0.0.1:8080", "localhost", "[::1]:99", "127.3.4.5"}) {
    const auto first = limiter.enqueue(host, "a", kStart);
    EXPECT_EQ(limiter.start(kStart), Ids{first});
    limiter.leave(first, kStart + 1ms, 1ms);
    const auto second = limiter.enqueue(host, "a", kStart + 1ms);
    EXPECT_EQ(limiter.start(kStart + 1ms), Ids{second}) << host;
    limiter.leave(second, kStart + 1ms, 1ms);
  }
  (void)limiter.enqueue("127.0.0.1.example.org", "a", kStart);
  (void)limiter.enqueue("127.0.0.1.example.org", "a", kStart);
  for (const auto id : limiter.start(kStart)) limiter.leave(id, kStart, 0ms);
  EXPECT_EQ(limiter.start(kStart + 1ms), Ids{}) << "a name that only looks like it gets manners";
}

TEST(Limiter, ForgetsHostsThatItHasNotSeenForLong) {
  Limiter limiter(32);
  for (int i = 0; i < 20'000; ++i) {
    const Time now = kStart + std::chrono::minutes(i);
    const auto id = limiter.enqueue("host" + std::to_string(i) + ".example", "a", now);
    ASSERT_EQ(limiter.start(now), Ids{id});
    limiter.leave(id, now, 10ms);
  }
  EXPECT_LE(limiter.hosts(), 1'024U);
}

}  // namespace
}  // namespace griffier::fetchers
