#include "daemon/polling/confirmation.h"

#include <algorithm>
#include <numeric>

namespace griffier::daemon {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kIncidentShare = 5;  // one in five
constexpr std::size_t kIncidentLeast = 3;

}  // namespace

const ConfirmationRule& absence_rule() {
  static const ConfirmationRule rule{{minutes(10), hours(1), hours(6), hours(24)}, 3, hours(24)};
  return rule;
}

const ConfirmationRule& gone_rule() {
  static const ConfirmationRule rule{{minutes(10), hours(1)}, 2, hours(1)};
  return rule;
}

const ConfirmationRule& suspicion_rule() {
  static const ConfirmationRule rule{{minutes(10), minutes(50)}, 3, hours(1)};
  return rule;
}

ConfirmationRule custom_rule(std::vector<seconds> waits) {
  const auto times = static_cast<int>(waits.size()) + 1;
  const auto over = std::accumulate(waits.begin(), waits.end(), seconds(0));
  return {std::move(waits), times, over};
}

Confirmation confirm(const std::optional<store::Doubt>& before, const Sight& sight, const ConfirmationRule& rule) {
  Confirmation result;
  auto& doubt = result.doubt;
  const bool same = before && before->verdict == sight.verdict && before->body_sha256 == sight.body_sha256;
  if (same) {
    doubt = *before;
    doubt.detail = sight.detail;
    if (sight.at < doubt.again_at && !sight.forced) return result;
  } else {
    doubt.verdict = sight.verdict;
    doubt.detail = sight.detail;
    doubt.body_sha256 = sight.body_sha256;
    doubt.first_at = sight.at;
  }
  ++doubt.seen;
  doubt.last_at = sight.at;
  result.confirmed = doubt.seen >= rule.times && (sight.forced || sight.at - doubt.first_at >= rule.over);
  doubt.again_at = sight.at;
  if (!rule.waits.empty())
    doubt.again_at += rule.waits[std::min(static_cast<std::size_t>(doubt.seen), rule.waits.size()) - 1];
  return result;
}

bool is_host_incident(std::size_t vanished, std::size_t addresses) {
  return vanished >= kIncidentLeast && vanished * kIncidentShare >= addresses;
}

}  // namespace griffier::daemon
