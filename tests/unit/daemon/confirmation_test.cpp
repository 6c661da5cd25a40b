#include "daemon/polling/confirmation.h"

#include <gtest/gtest.h>

namespace griffier::daemon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const publications::Instant kStart{std::chrono::milliseconds(1'700'000'000'000)};

Sight gone_at(publications::Instant at) { return {"gone", "404", "", at}; }

// The moment of the confirming sight when the address is looked at every `step`; nullopt within four days.
std::optional<std::chrono::milliseconds> confirmed_after(std::chrono::milliseconds step, const ConfirmationRule& rule) {
  std::optional<store::Doubt> doubt;
  for (auto at = kStart; at < kStart + hours(96); at += step) {
    const auto result = confirm(doubt, gone_at(at), rule);
    if (result.confirmed) return at - kStart;
    doubt = result.doubt;
  }
  return std::nullopt;
}

TEST(Confirmation, OneLookNeverDecides) {
  EXPECT_FALSE(confirm(std::nullopt, gone_at(kStart), absence_rule()).confirmed);
}

TEST(Confirmation, AnAbsenceLastsADayHoweverOftenItIsLookedAt) {
  for (const auto step : {minutes(1), minutes(5), minutes(60), minutes(24 * 60)}) {
    const auto after = confirmed_after(step, absence_rule());
    ASSERT_TRUE(after) << step.count();
    EXPECT_GE(*after, hours(24)) << step.count();
  }
}

TEST(Confirmation, A410IsConfirmedWithinTwoHoursButNotWithinOne) {
  const auto after = confirmed_after(minutes(5), gone_rule());
  ASSERT_TRUE(after);
  EXPECT_GE(*after, hours(1));
  EXPECT_LE(*after, hours(2));
}

TEST(Confirmation, LookingBeforeTheNextLookCountsForNothing) {
  const auto first = confirm(std::nullopt, gone_at(kStart), absence_rule());
  EXPECT_EQ(first.doubt.again_at, kStart + minutes(10));
  const auto early = confirm(first.doubt, gone_at(kStart + minutes(9)), absence_rule());
  EXPECT_EQ(early.doubt.seen, 1);
  const auto later = confirm(first.doubt, gone_at(kStart + minutes(10)), absence_rule());
  EXPECT_EQ(later.doubt.seen, 2);
  EXPECT_EQ(later.doubt.again_at, kStart + minutes(10) + hours(1));
}

TEST(Confirmation, OtherBytesAreAnotherSuspicion) {
  const Sight one{"suspicious", "empty", "aa", kStart};
  const Sight other{"suspicious", "far smaller", "bb", kStart + hours(2)};
  const auto first = confirm(std::nullopt, one, suspicion_rule());
  const auto second = confirm(first.doubt, other, suspicion_rule());
  EXPECT_EQ(second.doubt.seen, 1);
  EXPECT_EQ(second.doubt.first_at, kStart + hours(2));
}

TEST(Confirmation, ASourceMaySetItsOwnWaits) {
  const auto rule = custom_rule({seconds(1)});
  const auto first = confirm(std::nullopt, gone_at(kStart), rule);
  EXPECT_FALSE(first.confirmed);
  EXPECT_TRUE(confirm(first.doubt, gone_at(kStart + seconds(1)), rule).confirmed);
}

TEST(Confirmation, AFifthOfAHostVanishingAtOnceIsOneIncident) {
  EXPECT_FALSE(is_host_incident(1, 1));
  EXPECT_FALSE(is_host_incident(2, 4));
  EXPECT_TRUE(is_host_incident(3, 15));
  EXPECT_FALSE(is_host_incident(3, 16));
  EXPECT_TRUE(is_host_incident(50, 100));
}

}  // namespace
}  // namespace griffier::daemon
