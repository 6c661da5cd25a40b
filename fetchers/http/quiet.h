// Which hosts and addresses asked to be left alone, and until when. Pure; time is given to it.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace griffier::fetchers {

// 429 quiets the whole host: for its Retry-After, else for a minute that doubles with each 429 in a row, to a day. Five
// answers of 403 within five minutes, with no good one between, count as a 429. 503 with Retry-After quiets its
// address, and the host once three addresses asked so. An answer with content forgets what was held against the host.
// One thread.
class QuietHosts {
 public:
  using Time = std::chrono::system_clock::time_point;
  struct Quiet {
    Time until{};
    int status = 0;           // 429, 403 or 503: why
    bool whole_host = false;  // not only the address
  };

  // `host` as in WebAddress, `address` the whole address. Returns the moment until which the host (not only the
  // address) is quiet now because of this answer.
  std::optional<Quiet> answered(const std::string& host, const std::string& address, int status,
                                std::optional<std::chrono::seconds> retry_after, Time now);
  [[nodiscard]] std::optional<Quiet> until(const std::string& host, const std::string& address, Time now) const;

  // Takes over what an earlier process was told; an empty `address` is the whole host.
  void keep(const std::string& host, const std::string& address, int status, Time until);

 private:
  struct Host {
    Quiet quiet;
    int refusals = 0;            // 429s in a row
    std::deque<Time> forbidden;  // recent 403s
    std::map<std::string, Quiet> addresses;
  };

  Quiet refused(Host& host, int status, std::optional<std::chrono::seconds> retry_after, Time now);
  void forget_old(Time now);
  std::optional<Quiet> unavailable(Host& host, const std::string& address, std::chrono::seconds retry_after, Time now);

  std::unordered_map<std::string, Host> hosts_;
};

}  // namespace griffier::fetchers
