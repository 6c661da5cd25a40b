#include "fetchers/http/quiet.h"

#include <algorithm>

namespace griffier::fetchers {
namespace {

using std::chrono::seconds;

constexpr seconds kFirstQuiet{60};
constexpr seconds kLongestQuiet{86'400};
constexpr std::size_t kForbiddenBurst = 5;
constexpr seconds kForbiddenWindow{300};
constexpr std::size_t kUnavailableAddresses = 3;
constexpr std::size_t kManyHosts = 1'024;

seconds backoff(int refusals) {
  seconds quiet = kFirstQuiet;
  for (int i = 1; i < refusals && quiet < kLongestQuiet; ++i) quiet *= 2;
  return std::min(quiet, kLongestQuiet);
}

}  // namespace

QuietHosts::Quiet QuietHosts::refused(Host& host, int status, std::optional<seconds> retry_after, Time now) {
  ++host.refusals;
  seconds quiet = retry_after.value_or(backoff(host.refusals));
  // One that says "at once" and refuses again isn't believed.
  if (retry_after && host.refusals > 1) quiet = std::max(quiet, std::min(backoff(host.refusals - 1), seconds(3'600)));
  host.quiet.until = std::max(host.quiet.until, now + quiet);
  host.quiet.status = status;
  host.quiet.whole_host = true;
  return host.quiet;
}

std::optional<QuietHosts::Quiet> QuietHosts::unavailable(Host& host, const std::string& address, seconds retry_after,
                                                         Time now) {
  std::erase_if(host.addresses, [now](const auto& item) { return item.second.until <= now; });
  Quiet& quiet = host.addresses[address];
  quiet.until = now + retry_after;
  quiet.status = 503;
  if (host.addresses.size() < kUnavailableAddresses) return std::nullopt;
  host.quiet.until = std::max(host.quiet.until, quiet.until);
  host.quiet.status = 503;
  host.quiet.whole_host = true;
  return host.quiet;
}

// Redirects may lead to any number of hosts that refuse; what is held against them lapses after a day.
void QuietHosts::forget_old(Time now) {
  std::erase_if(hosts_, [now](const auto& item) {
    const Host& host = item.second;
    const bool waiting = std::any_of(host.addresses.begin(), host.addresses.end(),
                                     [now](const auto& address) { return address.second.until > now; });
    const bool recent = !host.forbidden.empty() && host.forbidden.back() + kForbiddenWindow > now;
    return !waiting && !recent && host.quiet.until + kLongestQuiet <= now;
  });
}

std::optional<QuietHosts::Quiet> QuietHosts::answered(const std::string& name, const std::string& address, int status,
                                                      std::optional<seconds> retry_after, Time now) {
  if ((status >= 200 && status < 300) || status == 304) {
    if (const auto known = hosts_.find(name); known != hosts_.end()) {
      known->second.refusals = 0;
      known->second.forbidden.clear();
      known->second.addresses.erase(address);
      if (known->second.addresses.empty() && known->second.quiet.until <= now) hosts_.erase(known);
    }
    return std::nullopt;
  }
  if (hosts_.size() >= kManyHosts) forget_old(now);
  if (status == 429) return refused(hosts_[name], status, retry_after, now);
  if (status == 503 && retry_after) return unavailable(hosts_[name], address, *retry_after, now);
  if (status != 403) return std::nullopt;
  Host& host = hosts_[name];
  host.forbidden.push_back(now);
  while (host.forbidden.front() + kForbiddenWindow < now) host.forbidden.pop_front();
  if (host.forbidden.size() < kForbiddenBurst) return std::nullopt;
  host.forbidden.clear();
  return refused(host, status, retry_after, now);
}

void QuietHosts::keep(const std::string& name, const std::string& address, int status, Time until) {
  Host& host = hosts_[name];
  Quiet& quiet = address.empty() ? host.quiet : host.addresses[address];
  quiet.until = std::max(quiet.until, until);
  quiet.status = status;
  quiet.whole_host = address.empty();
}

std::optional<QuietHosts::Quiet> QuietHosts::until(const std::string& name, const std::string& address,
                                                   Time now) const {
  const auto known = hosts_.find(name);
  if (known == hosts_.end()) return std::nullopt;
  Quiet longest = known->second.quiet;
  if (const auto quiet = known->second.addresses.find(address);
      quiet != known->second.addresses.end() && quiet->second.until > longest.until)
    longest = quiet->second;
  if (longest.until <= now) return std::nullopt;
  return longest;
}

}  // namespace griffier::fetchers
