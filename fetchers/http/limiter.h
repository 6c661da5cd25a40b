// Whose turn it is: how many requests a host gets and when. Pure, without timers or sockets; time is given to it.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "fetchers/http/engine.h"

namespace griffier::fetchers {

// Per host: at most `parallel` in flight; starts at least `gap` apart, with up to a tenth more at random; after an
// answer a rest as long as the answer took (shared by the parallel requests), so that a slow server isn't kept busy
// without end; at most `burst` starts in any `burst_window`; none while the host is quiet. Sources that share a host
// take turns; within a source it is first come, first served. Over all hosts at most `max_in_flight`; the host that has
// been ready longest goes first. One thread.
class Limiter {
 public:
  using Clock = std::chrono::steady_clock;
  using Time = Clock::time_point;
  using Id = std::uint64_t;

  explicit Limiter(int max_in_flight, std::uint64_t seed = 1);

  // `host` with or without port; one with port goes before one without.
  void set_policy(const std::string& host, HostPolicy policy);

  [[nodiscard]] Id enqueue(const std::string& host, const std::string& source, Time now);
  // Those that may start now, in order; they count as in flight from here on.
  [[nodiscard]] std::vector<Id> start(Time now);
  // When start() may give something by the passing of time alone; nullopt: not before something ends or is enqueued.
  [[nodiscard]] std::optional<Time> next_start() const;
  // The request ended, or is given up while waiting or in flight. `took`: how long the server needed; zero for one that
  // never reached it.
  void leave(Id id, Time now, std::chrono::milliseconds took);
  void quiet(const std::string& host, Time until);
  // Those that wait for a host, for when it has become quiet.
  [[nodiscard]] std::vector<Id> waiting(const std::string& host) const;

  [[nodiscard]] int in_flight() const { return in_flight_; }
  [[nodiscard]] std::size_t hosts() const { return hosts_.size(); }

 private:
  struct Host;
  struct Entry {
    Host* host = nullptr;
    std::string source;
    bool started = false;
    Time started_at{};
  };
  using Ready = std::pair<Time, std::uint64_t>;  // when, then the order of becoming so

  Host& host(const std::string& name);
  [[nodiscard]] HostPolicy policy_of(const std::string& name) const;
  void reschedule(Host& host, Time now);
  Id take(Host& host, Time now);
  void forget_idle(Time now);

  int max_in_flight_;
  int in_flight_ = 0;
  Id last_id_ = 0;
  std::uint64_t order_ = 0;
  std::mt19937_64 random_;
  std::map<std::string, HostPolicy> policies_;
  std::unordered_map<std::string, std::unique_ptr<Host>> hosts_;
  std::unordered_map<Id, Entry> entries_;
  std::map<Ready, Host*> ready_;  // hosts with someone waiting and a place free

 public:
  ~Limiter();
  Limiter(const Limiter&) = delete;
  Limiter& operator=(const Limiter&) = delete;
};

}  // namespace griffier::fetchers
