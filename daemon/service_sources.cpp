// The sources of the daemon: how they are set up, polled, and folders watched.
#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/system/system_error.hpp>

#include "daemon/service_parts.h"
#include "fetchers/folder/watcher.h"
#include "fetchers/http/pace.h"
#include "fetchers/http/url.h"
#include "store/condition.h"
#include "store/record/source_state.h"

namespace griffier::daemon {

namespace asio = boost::asio;
using asio::awaitable;

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

}  // namespace griffier::daemon
