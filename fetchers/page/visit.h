// One address asked, judged, and told as an outcome: what pages and the items of feeds have in common.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "fetchers/poll.h"

namespace griffier::fetchers {

// How a source's requests are made.
struct FetchSettings {
  std::string source;  // its name
  bool allow_private = false;
  std::string proxy;
  std::chrono::milliseconds connect_timeout{10'000}, timeout{60'000};
  std::size_t max_bytes = std::size_t{32} << 20;
  // Whether an address is to be asked without validators this time (weekly, to find out whether 304s are true). Not
  // set: never.
  std::function<bool(const std::string& url)> unconditional;
  std::function<std::chrono::system_clock::time_point()> now;  // not set: the system's clock
};

[[nodiscard]] std::chrono::system_clock::time_point now_of(const FetchSettings& settings);

// The request for an address with what is known of it.
[[nodiscard]] Request request_for(const FetchSettings& settings, const std::string& url,
                                  const std::optional<Known>& known);

// Fetches and judges. The outcome has no document_id and no facts yet; its validators are those to be kept. Throws
// operation_aborted when cancelled. `settings` must outlive the call.
boost::asio::awaitable<Fetched> visit(Engine& engine, const FetchSettings& settings, std::string url,
                                      std::optional<Known> known);

}  // namespace griffier::fetchers
