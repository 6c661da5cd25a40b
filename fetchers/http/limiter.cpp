#include "fetchers/http/limiter.h"

#include <algorithm>
#include <utility>

#include "fetchers/http/pace.h"
#include "fetchers/http/url.h"

namespace griffier::fetchers {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestRest{30'000};
constexpr std::size_t kManyHosts = 1'024;
constexpr std::chrono::minutes kIdle{60};

std::string without_port(const std::string& host) {
  const auto colon = host.rfind(':');
  const bool in_brackets = host.find(']', colon == std::string::npos ? 0 : colon) != std::string::npos;
  return colon == std::string::npos || in_brackets ? host : host.substr(0, colon);
}

std::string bare_name(const std::string& host) {
  std::string name = without_port(host);
  if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
  return name;
}

}  // namespace

struct Limiter::Host {
  std::string name;
  HostPolicy policy;
  int in_flight = 0;
  Time earliest{};  // by gap and rest
  Time quiet_until{};
  Time last_start{};
  std::deque<Time> starts;  // the last `burst` of them
  // In the order of their turns: the first is served and goes to the back.
  std::deque<std::pair<std::string, std::deque<Id>>> sources;
  std::optional<Ready> ready;  // the key in ready_
};

Limiter::Limiter(int max_in_flight, std::uint64_t seed) : max_in_flight_(std::max(1, max_in_flight)), random_(seed) {}
Limiter::~Limiter() = default;

HostPolicy Limiter::policy_of(const std::string& name) const {
  for (const std::string& key : {name, without_port(name)})
    if (const auto found = policies_.find(key); found != policies_.end()) return found->second;
  return stated_policy(bare_name(name));
}

void Limiter::set_policy(const std::string& host_name, HostPolicy policy) {
  policy.parallel = std::max(1, policy.parallel);
  policies_[host_name] = policy;
  for (auto& [name, known] : hosts_) {
    if (name != host_name && without_port(name) != host_name) continue;
    known->policy = policy_of(name);
    reschedule(*known, known->ready ? known->ready->first : Time::min());
  }
}

Limiter::Host& Limiter::host(const std::string& name) {
  auto& slot = hosts_[name];
  if (!slot) {
    slot = std::make_unique<Host>();
    slot->name = name;
    slot->policy = policy_of(name);
  }
  return *slot;
}

// Puts the host where it belongs in ready_, or takes it out.
void Limiter::reschedule(Host& host, Time now) {
  if (host.ready) ready_.erase(*host.ready);
  host.ready.reset();
  if (host.sources.empty() || host.in_flight >= host.policy.parallel) return;
  Time at = std::max({now, host.earliest, host.quiet_until});
  const auto burst = static_cast<std::size_t>(std::max(0, host.policy.burst));
  if (burst > 0 && host.starts.size() >= burst)
    at = std::max(at, host.starts[host.starts.size() - burst] + host.policy.burst_window);
  host.ready = Ready(at, ++order_);
  ready_.emplace(*host.ready, &host);
}

Limiter::Id Limiter::enqueue(const std::string& host_name, const std::string& source, Time now) {
  if (hosts_.size() >= kManyHosts) forget_idle(now);
  Host& to = host(host_name);
  const Id id = ++last_id_;
  auto queue = std::find_if(to.sources.begin(), to.sources.end(), [&](const auto& q) { return q.first == source; });
  if (queue == to.sources.end()) queue = to.sources.emplace(to.sources.end(), source, std::deque<Id>());
  queue->second.push_back(id);
  Entry& entry = entries_[id];
  entry.host = &to;
  entry.source = source;
  if (!to.ready) reschedule(to, now);
  return id;
}

Limiter::Id Limiter::take(Host& from, Time now) {
  auto turn = std::move(from.sources.front());
  from.sources.pop_front();
  const Id id = turn.second.front();
  turn.second.pop_front();
  if (!turn.second.empty()) from.sources.push_back(std::move(turn));

  ++from.in_flight;
  ++in_flight_;
  from.last_start = now;
  const auto gap = from.policy.gap;
  from.earliest =
      now + gap + milliseconds(gap.count() > 0 ? random_() % static_cast<std::uint64_t>(gap.count() / 10 + 1) : 0);
  if (from.policy.burst > 0) {
    from.starts.push_back(now);
    while (from.starts.size() > static_cast<std::size_t>(from.policy.burst)) from.starts.pop_front();
  }
  Entry& entry = entries_[id];
  entry.started = true;
  entry.started_at = now;
  return id;
}

std::vector<Limiter::Id> Limiter::start(Time now) {
  std::vector<Id> started;
  while (in_flight_ < max_in_flight_ && !ready_.empty() && ready_.begin()->first.first <= now) {
    Host& next = *ready_.begin()->second;
    started.push_back(take(next, now));
    reschedule(next, now);
  }
  return started;
}

std::optional<Limiter::Time> Limiter::next_start() const {
  if (in_flight_ >= max_in_flight_ || ready_.empty()) return std::nullopt;
  return ready_.begin()->first.first;
}

void Limiter::leave(Id id, Time now, milliseconds took) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  Host& of = *found->second.host;
  if (found->second.started) {
    --of.in_flight;
    --in_flight_;
    if (of.policy.gap.count() > 0)
      of.earliest = std::max(of.earliest, now + std::min(took, kLongestRest) / of.policy.parallel);
  } else {
    const auto queue = std::find_if(of.sources.begin(), of.sources.end(),
                                    [&](const auto& q) { return q.first == found->second.source; });
    std::erase(queue->second, id);
    if (queue->second.empty()) of.sources.erase(queue);
  }
  entries_.erase(found);
  // A host that was ready keeps its place in the order, unless there is nobody left or it must wait longer.
  if (!of.ready || of.sources.empty() || of.earliest > of.ready->first) reschedule(of, now);
}

void Limiter::quiet(const std::string& host_name, Time until) {
  Host& which = host(host_name);
  which.quiet_until = std::max(which.quiet_until, until);
  if (which.ready) reschedule(which, which.ready->first);
}

std::vector<Limiter::Id> Limiter::waiting(const std::string& host_name) const {
  std::vector<Id> ids;
  const auto found = hosts_.find(host_name);
  if (found == hosts_.end()) return ids;
  for (const auto& [source, queue] : found->second->sources) ids.insert(ids.end(), queue.begin(), queue.end());
  return ids;
}

// Redirects may lead to any number of hosts; those without anything to remember go.
void Limiter::forget_idle(Time now) {
  std::erase_if(hosts_, [now](const auto& item) {
    const Host& of = *item.second;
    return of.in_flight == 0 && of.sources.empty() && of.earliest <= now && of.quiet_until <= now &&
           of.last_start + kIdle <= now;
  });
}

}  // namespace griffier::fetchers
