#include "daemon/service.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <csignal>
#include <exception>
#include <map>
#include <set>
#include <thread>

#include "daemon/cli/exit_code.h"
#include "daemon/http_settings.h"
#include "daemon/polling/poller.h"
#include "daemon/polling/run_on.h"
#include "fetchers/folder/watcher.h"
#include "fetchers/http/pace.h"
#include "fetchers/http/url.h"
#include "store/archive/archive.h"
#include "store/attest.h"
#include "store/record/source_state.h"

namespace griffier::daemon {
namespace {

namespace asio = boost::asio;
using asio::awaitable;

constexpr auto kTick = std::chrono::milliseconds(200);  // how late a due poll, an alert or the index may be
constexpr auto kMaintenance = std::chrono::hours(6);    // between two packings of the archive
constexpr int kIndexBatch = 200;                        // revisions a tick
constexpr std::size_t kPollsAtOnce = 64;
constexpr auto kMaintenanceLatest = std::chrono::hours(24);  // however busy it is
constexpr auto kAfterTrouble = std::chrono::seconds(10);     // until the record is tried again

fetchers::EngineOptions with_listener(fetchers::EngineOptions options, Service::OnAnswer on_answer) {
  options.on_answer = std::move(on_answer);
  return options;
}

unsigned reader_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

struct Service::Parts {
  Parts(App& the_app, OnAnswer on_answer)
      : app(the_app),
        clerk(1),
        readers(reader_threads()),
        engine(io, with_listener(engine_options(app.config().http), std::move(on_answer))),
        poller(app, app.config().http, engine, clerk, readers) {}
  ~Parts() {
    clerk.join();
    readers.join();
  }

  struct Running {
    asio::cancellation_signal cancel;
  };

  void configure_sources(const std::vector<SourceConfig>& configured);
  void register_sources();
  void keep_quiet();
  awaitable<void> poll_one(SourceConfig source, bool force, OnceReport& report);
  awaitable<void> poll_logged(SourceConfig source);
  void start(const SourceConfig& source);
  awaitable<void> watch_folder(SourceConfig source);
  void watch_folders();
  awaitable<void> loop();
  awaitable<void> rest();
  awaitable<std::vector<std::string>> tick();
  awaitable<std::vector<std::string>> tick_or_wait();
  awaitable<void> watch_signals(const Reload& reload);
  void stop();
  void fail(std::exception_ptr failure);
  awaitable<void> reload_with(const Reload& reload);
  void trouble(const std::exception& error, std::string_view what);
  void attest_daily();

  App& app;
  asio::io_context io;
  asio::thread_pool clerk, readers;
  fetchers::Engine engine;
  Poller poller;
  std::vector<SourceConfig> sources;                         // the loop's own: the configuration belongs to the clerk
  std::map<std::string, std::shared_ptr<Running>> running;   // polls, by source
  std::map<std::string, std::shared_ptr<Running>> watching;  // folders, by source
  std::set<std::string> again;  // folders in which something happened while they were polled
  std::unique_ptr<asio::steady_timer> pause;
  publications::Instant troubled_until{};
  bool stopping = false;
  std::exception_ptr failure;
  publications::Instant maintained_at{};
  std::optional<publications::Date> attested_on;
};

void Service::Parts::configure_sources(const std::vector<SourceConfig>& configured) {
  sources = configured;
  for (const auto& source : sources) {
    if (!source.gap && !source.parallel) continue;
    auto addresses = source.urls;
    for (const auto* address : {&source.url, &source.base_url, &source.documents_url})
      if (!address->empty()) addresses.push_back(*address);
    for (const auto& address : addresses) {
      const auto web = fetchers::parse_web_address(address);
      if (!web) continue;
      auto policy = fetchers::stated_policy(web->name);
      if (source.gap) policy.gap = *source.gap;
      if (source.parallel) policy.parallel = *source.parallel;
      engine.set_policy(web->host, policy);
    }
  }
}

void Service::Parts::register_sources() {
  std::vector<std::pair<std::string, std::string>> names;
  for (const auto& source : app.config().sources) names.emplace_back(source.name, source.kind);
  store::SourceState(app.registrar().record()).configure(names, app.now());
}

// What publishers asked of an earlier process holds for this one.
void Service::Parts::keep_quiet() {
  for (const auto& quiet : store::SourceState(app.registrar().record()).quiet(app.now())) {
    fetchers::QuietPlace place;
    place.whole_host = quiet.place.find("://") == std::string::npos;
    place.host = quiet.place;
    if (const auto address = fetchers::parse_web_address(quiet.place); address && !place.whole_host)
      place.host = address->host;
    place.url = quiet.place;
    place.status = quiet.status;
    place.until = quiet.until;
    engine.keep_quiet(place);
  }
}

awaitable<void> Service::Parts::poll_one(SourceConfig source, bool force, OnceReport& report) {
  auto polling = poller.poll(source, force);
  const auto polled = co_await std::move(polling);
  ++report.sources;
  report.failed += polled.ok ? 0U : 1U;
  report.seen += polled.seen;
  report.fetched += polled.fetched;
  report.unsettled += polled.unsettled;
  report.problems += polled.problems;
  const auto seen = std::to_string(polled.seen);
  const auto fetched = std::to_string(polled.fetched);
  if (polled.ok)
    app.log().info("polled", {{"source", source.name}, {"seen", seen}, {"fetched", fetched}});
  else
    app.log().warning("poll failed",
                      {{"source", source.name}, {"seen", seen}, {"fetched", fetched}, {"reason", polled.error}});
}

awaitable<void> Service::Parts::poll_logged(SourceConfig source) {
  OnceReport report;
  auto polling = poll_one(std::move(source), false, report);
  co_await std::move(polling);
}

void Service::Parts::fail(std::exception_ptr what) {
  if (!failure) failure = std::move(what);
  stop();
}

void Service::Parts::start(const SourceConfig& source) {
  auto handle = std::make_shared<Running>();
  running.emplace(source.name, handle);
  const auto done = [this, name = source.name, handle](std::exception_ptr what) {
    running.erase(name);
    try {
      if (what) std::rethrow_exception(what);
    } catch (const store::DamagedError&) {
      return fail(what);
    } catch (const boost::system::system_error& error) {
      if (error.code() != asio::error::operation_aborted) trouble(error, "a poll could not be recorded");
    } catch (const std::exception& error) {
      trouble(error, "a poll could not be recorded");
    }
    const auto configured =
        std::find_if(sources.begin(), sources.end(), [&](const SourceConfig& s) { return s.name == name; });
    if (again.erase(name) > 0 && !stopping && configured != sources.end()) start(*configured);
  };
  asio::co_spawn(io, poll_logged(source), asio::bind_cancellation_slot(handle->cancel.slot(), done));
}

// A paper that is dropped in is taken in at once; the interval is for what inotify can't see.
awaitable<void> Service::Parts::watch_folder(SourceConfig source) {
  fetchers::FolderWatcher watcher(io, source.path);
  for (;;) {
    auto waiting = watcher.changed();
    const auto news = co_await std::move(waiting);
    if (news != fetchers::FolderNews::changed || stopping) continue;
    if (running.contains(source.name))
      again.insert(source.name);
    else
      start(source);
  }
}

void Service::Parts::watch_folders() {
  for (auto& [name, handle] : watching) handle->cancel.emit(asio::cancellation_type::terminal);
  watching.clear();
  for (const auto& source : sources) {
    if (source.kind != "folder") continue;
    auto handle = std::make_shared<Running>();
    watching.emplace(source.name, handle);
    const auto ended = [this, name = source.name, handle](std::exception_ptr what) {
      if (!what || stopping) return;
      try {
        std::rethrow_exception(what);
      } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted)
          app.log().warning("a folder is polled but not watched", {{"source", name}, {"reason", error.what()}});
      } catch (const std::exception& error) {
        app.log().warning("a folder is polled but not watched", {{"source", name}, {"reason", error.what()}});
      }
    };
    asio::co_spawn(io, watch_folder(source), asio::bind_cancellation_slot(handle->cancel.slot(), ended));
  }
}

// The record can't be written now: a full disk, another program that holds it. Nothing is lost by waiting.
void Service::Parts::trouble(const std::exception& error, std::string_view what) {
  if (app.now() >= troubled_until) app.log().error(what, {{"reason", error.what()}});
  troubled_until = app.now() + kAfterTrouble;
}

awaitable<std::vector<std::string>> Service::Parts::tick_or_wait() {
  auto ticking = tick();
  try {
    co_return co_await std::move(ticking);
  } catch (const store::DamagedError&) {
    throw;
  } catch (const std::exception& error) {
    trouble(error, "the record can't be written now, it is tried again");
  }
  co_return std::vector<std::string>();
}

void Service::Parts::attest_daily() {
  const auto day = publications::amsterdam_date(app.now());
  if (attested_on == day) return;
  store::attest(app.registrar(), app.now());
  attested_on = day;
}

awaitable<std::vector<std::string>> Service::Parts::tick() {
  const bool idle = running.empty();
  auto look = [this, idle] {
    auto& record = app.registrar().record();
    app.refresh_watches();
    app.shared_intake().flush();
    app.deliver_some();
    record.index_pending(kIndexBatch);
    std::vector<std::string> due;
    for (const auto& row : store::SourceState(record).due(app.now())) due.push_back(row.source);
    const auto since = app.now() - maintained_at;
    if ((since > kMaintenance && idle) || since > kMaintenanceLatest) {
      maintained_at = app.now();
      app.registrar().archive().maintain();
    }
    attest_daily();
    return due;
  };
  auto looking = run_on(clerk.get_executor(), std::move(look));
  co_return co_await std::move(looking);
}

awaitable<void> Service::Parts::loop() {
  pause = std::make_unique<asio::steady_timer>(io);
  sd_notify(0, "READY=1\nSTATUS=watching");
  while (!stopping) {
    auto ticking = tick_or_wait();
    const auto due = co_await std::move(ticking);
    sd_notify(0, "WATCHDOG=1");  // earned: the record has just answered
    if (app.now() < troubled_until) {
      co_await rest();
      continue;
    }
    for (const auto& name : due) {
      if (stopping || running.size() >= kPollsAtOnce) break;
      const auto source =
          std::find_if(sources.begin(), sources.end(), [&](const SourceConfig& s) { return s.name == name; });
      if (source != sources.end() && !running.contains(name)) start(*source);
    }
    if (stopping) break;
    co_await rest();
  }
}

awaitable<void> Service::Parts::rest() {
  pause->expires_after(kTick);
  boost::system::error_code cancelled;
  auto waiting = asio::redirect_error(asio::use_awaitable, cancelled);
  co_await pause->async_wait(waiting);
}

void Service::Parts::stop() {
  stopping = true;
  if (pause) pause->cancel();
  for (const auto* tasks : {&running, &watching})
    for (const auto& [name, handle] : *tasks) handle->cancel.emit(asio::cancellation_type::terminal);
}

awaitable<void> Service::Parts::reload_with(const Reload& reload) {
  try {
    auto config = reload();
    configure_sources(config.sources);
    const auto configured = [this](const std::string& name) {
      return std::any_of(sources.begin(), sources.end(),
                         [&](const SourceConfig& source) { return source.name == name; });
    };
    for (const auto& [name, handle] : running)
      if (!configured(name)) handle->cancel.emit(asio::cancellation_type::terminal);
    watch_folders();
    const auto count = std::to_string(config.sources.size());
    auto apply = [this, config = std::move(config)]() mutable {
      app.reconfigure(std::move(config));
      register_sources();
    };
    auto applying = run_on(clerk.get_executor(), std::move(apply));
    co_await std::move(applying);
    app.log().notice("configuration reloaded; [state] and [http] hold from the next start", {{"sources", count}});
  } catch (const std::exception& error) {
    app.log().error("configuration not reloaded, the old one stays", {{"reason", error.what()}});
  }
}

awaitable<void> Service::Parts::watch_signals(const Reload& reload) {
  asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  for (;;) {
    auto waiting = signals.async_wait(asio::use_awaitable);
    const int signal = co_await std::move(waiting);
    if (signal == SIGHUP) {
      sd_notify(0, "RELOADING=1");
      auto reloading = reload_with(reload);
      co_await std::move(reloading);
      sd_notify(0, "READY=1");
      continue;
    }
    app.log().notice("stopping", {{"signal", signal == SIGTERM ? "SIGTERM" : "SIGINT"}});
    sd_notify(0, "STOPPING=1");
    // A second signal ends the process at once.
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    stop();
    co_return;
  }
}

Service::Service(App& app, OnAnswer on_answer) : parts_(std::make_unique<Parts>(app, std::move(on_answer))) {}
Service::~Service() = default;

OnceReport Service::once(const std::string& only, bool force) {
  auto& parts = *parts_;
  auto& app = parts.app;
  parts.configure_sources(app.config().sources);
  parts.register_sources();
  parts.keep_quiet();
  OnceReport report;
  bool found = only.empty();
  for (const auto& source : parts.sources) {
    if (!only.empty() && source.name != only) continue;
    found = true;
    asio::co_spawn(parts.io, parts.poll_one(source, force, report), [&parts](std::exception_ptr what) {
      if (what) parts.fail(what);
    });
  }
  if (!found) throw UsageError(fmt::format("no source is named '{}'", only));
  parts.io.run();
  parts.clerk.join();
  if (parts.failure) std::rethrow_exception(parts.failure);
  app.shared_intake().flush();
  app.index_everything();
  report.deliveries = app.deliver_once();
  app.registrar().archive().maintain();
  parts.attest_daily();
  return report;
}

void Service::run(const Reload& reload) {
  auto& parts = *parts_;
  parts.configure_sources(parts.app.config().sources);
  parts.register_sources();
  parts.keep_quiet();
  parts.maintained_at = parts.app.now();
  parts.watch_folders();
  asio::co_spawn(parts.io, parts.watch_signals(reload), asio::detached);
  asio::co_spawn(parts.io, parts.loop(), [&parts](std::exception_ptr what) {
    if (what) parts.fail(what);
    parts.stop();
  });
  while (!parts.stopping || !parts.running.empty()) {
    if (parts.io.run_one() == 0) break;
  }
  parts.clerk.join();
  if (parts.failure) std::rethrow_exception(parts.failure);
  parts.app.shared_intake().flush();
  parts.app.log().notice("stopped");
}

}  // namespace griffier::daemon
