#include <algorithm>
#include <array>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {
namespace {

using publications::Instant;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// The Dutch clock as if it were UTC.
Instant local_of(Instant at) { return at + publications::amsterdam_offset(at); }

minutes time_of_day(Instant at) {
  const auto local = local_of(at);
  return std::chrono::floor<minutes>(local - std::chrono::floor<days>(local));
}

// The first moment from `from` on at which Dutch clocks show `time`. A time that is skipped in March comes an hour
// later by the clock; one that comes twice in October counts both times.
Instant next_at(Instant from, minutes time) {
  const auto today = std::chrono::floor<days>(local_of(from));
  for (int day = 0; day <= 2; ++day) {
    const Instant local = today + days(day) + time;
    bool shown = false;
    for (const auto offset : {hours(2), hours(1)}) {
      const Instant at = local - offset;
      if (publications::amsterdam_offset(at) != offset) continue;
      shown = true;
      if (at >= from) return at;
    }
    if (!shown && local - hours(1) >= from) return local - hours(1);
  }
  return from + days(1);
}

bool is_quiet(const QuietHours& quiet, Instant at) {
  const auto time = time_of_day(at);
  if (quiet.from < quiet.until) return time >= quiet.from && time < quiet.until;
  return time >= quiet.from || time < quiet.until;
}

}  // namespace

Due due_at(const WatchConfig& watch, Instant now) {
  Instant at = now;
  if (watch.digest.kind == Digest::Kind::hourly) at = std::chrono::ceil<hours>(now);
  if (watch.digest.kind == Digest::Kind::daily) at = next_at(now, watch.digest.at);
  if (watch.quiet && is_quiet(*watch.quiet, at)) at = next_at(at, watch.quiet->until);
  return {at, at > now};
}

std::optional<std::chrono::seconds> retry_wait(int attempts, double random) {
  constexpr std::array<int, 9> kWaits{30, 120, 600, 1'800, 7'200, 21'600, 43'200, 86'400, 86'400};  // seconds
  const auto index = static_cast<std::size_t>(std::max(attempts, 1) - 1);
  if (index >= kWaits.size()) return std::nullopt;
  const double jitter = 1.0 + 0.1 * std::clamp(random, 0.0, 1.0);
  return std::chrono::seconds(static_cast<long>(kWaits[index] * jitter));
}

}  // namespace griffier::daemon
