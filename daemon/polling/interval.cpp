#include "daemon/polling/interval.h"

#include <fmt/format.h>

#include <algorithm>

namespace griffier::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kLongestBackOff = std::chrono::hours(24);
constexpr int kMostDoublings = 17;
constexpr int kShareOfQuietTime = 20;
constexpr double kJitter = 0.1;
constexpr minutes kDay = std::chrono::hours(24);

std::string printed(seconds wait) {
  if (wait < seconds(120)) return fmt::format("{} s", wait.count());
  if (wait < std::chrono::hours(2)) return fmt::format("{} min", wait.count() / 60);
  return fmt::format("{} h", wait.count() / 3600);
}

// The first moment from `at` on that lies within the hours.
publications::Instant within_hours(publications::Instant at, const QuietHours& hours) {
  const auto day = publications::amsterdam_date(at);
  const auto time = std::chrono::duration_cast<minutes>(at - publications::amsterdam_midnight(day));
  const bool inside =
      hours.from < hours.until ? time >= hours.from && time < hours.until : time >= hours.from || time < hours.until;
  if (inside) return at;
  const auto until_open = time < hours.from ? hours.from - time : hours.from + kDay - time;
  return at + until_open;
}

}  // namespace

NextPoll next_poll(const SourceConfig& source, const PollHistory& history, double jitter) {
  NextPoll next;
  seconds wait = source.every;
  next.why = "its interval of " + printed(wait);
  if (source.slowest && history.last_change) {
    const auto quiet = std::chrono::duration_cast<seconds>(history.now - *history.last_change);
    wait = std::clamp(quiet / kShareOfQuietTime, source.every, std::max(source.every, *source.slowest));
    if (wait > source.every) next.why = fmt::format("unchanged for {}, so every {}", printed(quiet), printed(wait));
  }
  if (history.failures > 0) {
    for (int i = 1; i < std::min(history.failures, kMostDoublings) && wait < kLongestBackOff; ++i) wait *= 2;
    wait = std::min(wait, std::max(kLongestBackOff, source.every));
    next.why = fmt::format("after {} failure{} in a row, {}", history.failures, history.failures == 1 ? "" : "s",
                           printed(wait));
  }
  const bool publishers = history.asked && *history.asked > wait;
  auto moved =
      milliseconds(static_cast<std::int64_t>(static_cast<double>(milliseconds(wait).count()) * kJitter * jitter));
  if (publishers) {
    wait = *history.asked;
    moved = std::max(moved, milliseconds(0));
    next.why = "the publisher asked to be left alone for " + printed(wait);
  }
  next.at = history.now + milliseconds(wait) + moved;
  if (source.hours) {
    const auto opened = within_hours(next.at, *source.hours);
    if (opened != next.at) next.why = "outside its hours";
    next.at = opened;
  }
  return next;
}

}  // namespace griffier::daemon
