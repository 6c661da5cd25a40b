// From a configured source to the fetcher of its kind.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <string>

#include "daemon/config/config.h"
#include "fetchers/poll.h"
#include "fetchers/tweedekamer/register.h"
#include "publications/instant.h"

namespace griffier::daemon {

// A server that answers 304 for a changed document is found out once a week.
inline constexpr auto kBelieveNotModified = std::chrono::days(7);

// Whether sources of this kind follow a publisher's register: they come with metadata that counts as much as the text,
// and keep their own list of what could not be had.
[[nodiscard]] bool follows_register(std::string_view kind);

// What a poll needs; a class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class SourcePoll {
 public:
  SourcePoll(const SourceConfig& config, HttpConfig http_config, fetchers::Engine& the_engine,
             boost::asio::thread_pool& pool)
      : source(&config), http(std::move(http_config)), engine(&the_engine), readers(&pool) {}

  const SourceConfig* source;  // outlives the poll
  HttpConfig http;
  fetchers::Engine* engine;
  boost::asio::thread_pool* readers;  // for what blocks
  bool force = false;                 // our own waits are not kept
  bool baseline = false;              // what it finds is told to nobody
  std::string cursor;
  fetchers::KnownOf known;
  fetchers::Sink sink;
  fetchers::Checkpoint checkpoint;
  fetchers::Register kamer_register;  // of the kind "tweedekamer" (kamer.h)
  publications::Instant now{};
};

// Never throws for what a publisher does. Throws what the sink throws, and operation_aborted when cancelled.
boost::asio::awaitable<fetchers::PollOutcome> poll_source(SourcePoll poll);

}  // namespace griffier::daemon
