// Doubts that only time settles. An absence becomes a withdrawal, and a suspicious answer becomes content, only when it
// was seen several times over a while; one look never decides.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/http/verdict.h"
#include "store/record/source_state.h"

namespace griffier::daemon {

// How long an absence must last, and how often it must be seen.
struct ConfirmationRule {
  std::vector<std::chrono::seconds> waits;  // after the first sight, the second ...; the last one repeats
  int times = 3;
  std::chrono::seconds over{0};  // between the first and the confirming sight
};

// 404: after ten minutes, one hour, six hours, a day; three times over a day.
[[nodiscard]] const ConfirmationRule& absence_rule();
// 410: two times over an hour.
[[nodiscard]] const ConfirmationRule& gone_rule();
// A suspicious answer with the same bytes: three times over an hour. A page that is really so short must not wait long.
[[nodiscard]] const ConfirmationRule& suspicion_rule();
// A rule that a source sets for itself: `waits` in order, confirmed after the last.
[[nodiscard]] ConfirmationRule custom_rule(std::vector<std::chrono::seconds> waits);

struct Sight {
  std::string verdict;      // "gone" or "suspicious"
  std::string detail;       // one sentence
  std::string body_sha256;  // of a suspicious answer: other bytes are another suspicion
  publications::Instant at{};
  bool forced = false;  // our own waits are not kept: every sight counts, and only their number
};

struct Confirmation {
  bool confirmed = false;
  store::Doubt doubt;  // to be kept when not confirmed
};

// One more sight of something doubtful. A sight before the doubt's next look counts for nothing (looking more often
// proves no more). Pure.
[[nodiscard]] Confirmation confirm(const std::optional<store::Doubt>& before, const Sight& sight,
                                   const ConfirmationRule& rule);

// Whether so many addresses of one host vanished in one poll that it is one incident of the host, not so many
// withdrawals: a fifth of them, at least three.
[[nodiscard]] bool is_host_incident(std::size_t vanished, std::size_t addresses);

}  // namespace griffier::daemon
