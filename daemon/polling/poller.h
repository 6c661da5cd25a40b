// One poll of one source, from its interface to the record: what it finds is read, doubted or taken in, and its
// progress is kept with it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <string>

#include "daemon/app.h"
#include "fetchers/http/engine.h"

namespace griffier::daemon {

struct PollReport {
  bool ok = false;    // every part of the poll was had
  std::string error;  // why not, one sentence
  std::size_t seen = 0, fetched = 0, revisions = 0, problems = 0;
  std::size_t unsettled = 0;  // files that are still being written: left for the next poll
};

// Runs on the loop's thread; the record is touched on the clerk's executor alone.
class Poller {
 public:
  Poller(App& app, HttpConfig http, fetchers::Engine& engine, boost::asio::thread_pool& clerk,
         boost::asio::thread_pool& readers);

  // Polls once, due or not, and plans the next poll. With `force`, our own waits are not kept. Throws only what ends
  // the process (the record can't be written).
  boost::asio::awaitable<PollReport> poll(SourceConfig source, bool force = false);

 private:
  class Session;
  App& app_;
  const HttpConfig http_;
  fetchers::Engine& engine_;
  boost::asio::thread_pool& clerk_;
  boost::asio::thread_pool& readers_;
};

}  // namespace griffier::daemon
