// The parts of the daemon and how they work together. Private to service*.cpp.
#pragma once

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "daemon/http_settings.h"
#include "daemon/polling/poller.h"
#include "daemon/service.h"

namespace griffier::daemon {

struct Service::Parts {
  Parts(App& the_app, OnAnswer on_answer)
      : app(the_app),
        clerk(1),
        readers(std::max(1U, std::thread::hardware_concurrency())),
        engine(io, with_listener(engine_options(app.config().http), std::move(on_answer))),
        poller(app, app.config().http, engine, clerk, readers) {}
  ~Parts() {
    clerk.join();
    readers.join();
  }

  static fetchers::EngineOptions with_listener(fetchers::EngineOptions options, OnAnswer on_answer) {
    options.on_answer = std::move(on_answer);
    return options;
  }

  struct Running {
    boost::asio::cancellation_signal cancel;
  };

  void configure_sources(const std::vector<SourceConfig>& configured);
  void register_sources();
  void keep_quiet();
  boost::asio::awaitable<void> poll_one(SourceConfig source, bool force, OnceReport& report);
  boost::asio::awaitable<void> poll_logged(SourceConfig source);
  void start(const SourceConfig& source);
  boost::asio::awaitable<void> watch_folder(SourceConfig source);
  void watch_folders();
  boost::asio::awaitable<void> loop();
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<std::vector<std::string>> tick();
  boost::asio::awaitable<std::vector<std::string>> tick_or_wait();
  boost::asio::awaitable<void> watch_signals(const Reload& reload);
  void stop();
  void fail(std::exception_ptr failure);
  boost::asio::awaitable<void> reload_with(const Reload& reload);
  void trouble(const std::exception& error, std::string_view what);
  void attest_daily();

  App& app;
  boost::asio::io_context io;
  boost::asio::thread_pool clerk, readers;
  fetchers::Engine engine;
  Poller poller;
  std::vector<SourceConfig> sources;                         // the loop's own: the configuration belongs to the clerk
  std::map<std::string, std::shared_ptr<Running>> running;   // polls, by source
  std::map<std::string, std::shared_ptr<Running>> watching;  // folders, by source
  std::set<std::string> again;  // folders in which something happened while they were polled
  std::unique_ptr<boost::asio::steady_timer> pause;
  publications::Instant troubled_until{};
  bool stopping = false;
  std::exception_ptr failure;
  publications::Instant maintained_at{};
  std::optional<publications::Date> attested_on;
};

}  // namespace griffier::daemon
