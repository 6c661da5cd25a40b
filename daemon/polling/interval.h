// When a source is polled next, and why then. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/config/config.h"
#include "publications/instant.h"

namespace griffier::daemon {

// What the next poll depends on.
struct PollHistory {
  publications::Instant now{};
  std::optional<publications::Instant> last_change;  // of any of its documents
  int failures = 0;                                  // in a row, the last poll included
  std::optional<std::chrono::seconds> asked;         // what the publisher asked to be left alone for
};

struct NextPoll {
  publications::Instant at{};
  std::string why;  // one phrase: "its interval of 5 min"
};

// - The interval is `every`. With `slowest`, a source that did not change for long is polled less: once in a twentieth
// of the time for which nothing
//   changed, between `every` and `slowest`.
// - Failures in a row double it, to a day at most; a source is never given up.
// - A publisher's wait is kept when it is longer.
// - With `hours` (Dutch time), a poll that would come outside them waits until they begin.
// - `jitter` in [-1, 1] moves it by up to a tenth, so that many sources don't go in step; never before what a publisher
// asked.
[[nodiscard]] NextPoll next_poll(const SourceConfig& source, const PollHistory& history, double jitter);

}  // namespace griffier::daemon
