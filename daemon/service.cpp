#include "daemon/service.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <exception>

#include "daemon/cli/exit_code.h"
#include "daemon/polling/run_on.h"
#include "daemon/service_parts.h"
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

}  // namespace

void Service::Parts::fail(std::exception_ptr what) {
  if (!failure) failure = std::move(what);
  stop();
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
