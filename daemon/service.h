// The daemon at work: polls what is due, delivers what is due, keeps house; until it is asked to stop.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "daemon/app.h"
#include "fetchers/http/engine.h"

namespace griffier::daemon {

struct OnceReport {
  std::size_t sources = 0, failed = 0, seen = 0, fetched = 0, problems = 0;
  std::size_t unsettled = 0;  // files that are still being written: left for the next poll
  DeliveryCounts deliveries;
};

// Runs its own loop on the calling thread, with a thread for the record and some for reading.
class Service {
 public:
  // `on_answer` is told of every answer of a publisher (fetchers/http/engine.h).
  using OnAnswer = std::function<void(const std::string& url, const fetchers::Response& response)>;
  explicit Service(App& app, OnAnswer on_answer = nullptr);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Every source (or the one named), due or not; then deliveries once. Throws UsageError for an unknown name.
  OnceReport once(const std::string& only, bool force);
  // Until SIGTERM or SIGINT. SIGHUP calls `reload`, which gives the new configuration, or throws to keep the old one.
  using Reload = std::function<Config()>;
  void run(const Reload& reload);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::daemon
