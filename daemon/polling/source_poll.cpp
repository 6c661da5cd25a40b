#include "daemon/polling/source_poll.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "daemon/config/publishers.h"
#include "daemon/polling/kamer.h"
#include "fetchers/feed/poll_feed.h"
#include "fetchers/folder/poll_folder.h"
#include "fetchers/listing/poll_listing.h"
#include "fetchers/page/page.h"
#include "fetchers/tweedekamer/poll_tweedekamer.h"

namespace griffier::daemon {
namespace {

using boost::asio::awaitable;

fetchers::FetchSettings settings_of(const SourcePoll& poll) {
  fetchers::FetchSettings settings;
  settings.source = poll.source->name;
  settings.allow_private = poll.source->allow_private;
  settings.proxy = poll.http.proxy;
  settings.connect_timeout = poll.http.connect_timeout;
  settings.timeout = poll.http.timeout;
  settings.max_bytes = poll.http.max_bytes;
  settings.unconditional = [known = poll.known, now = poll.now](const std::string& url) {
    const auto before = known(url);
    return before && now - before->whole_at > kBelieveNotModified;
  };
  return settings;
}

awaitable<fetchers::PollOutcome> poll_page_source(SourcePoll poll) {
  fetchers::PageOptions options(settings_of(poll), poll.source->urls);
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  auto polling = fetchers::poll_pages(*poll.engine, std::move(options), std::move(poll.known), std::move(poll.sink));
  co_return co_await std::move(polling);
}

awaitable<fetchers::PollOutcome> poll_feed_source(SourcePoll poll) {
  fetchers::FeedOptions options(settings_of(poll), poll.source->url);
  options.cursor = poll.cursor;
  options.force = poll.force;
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  auto polling = fetchers::poll_feed(*poll.engine, std::move(options), std::move(poll.known), std::move(poll.sink));
  co_return co_await std::move(polling);
}

awaitable<fetchers::PollOutcome> poll_kamer_source(SourcePoll poll) {
  fetchers::TweedeKamerOptions options(settings_of(poll));
  if (!poll.source->base_url.empty()) options.base_url = poll.source->base_url;
  if (!poll.source->categories.empty()) options.categories = poll.source->categories;
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  options.start = poll.source->start;
  options.choice = choice_of(*poll.source);
  options.every = poll.source->every;
  options.force = poll.force;
  options.cursor = poll.cursor;
  auto polling = fetchers::poll_tweedekamer(*poll.engine, std::move(options), std::move(poll.kamer_register),
                                            std::move(poll.sink), std::move(poll.checkpoint));
  co_return co_await std::move(polling);
}

awaitable<fetchers::PollOutcome> poll_folder_source(SourcePoll poll) {
  fetchers::FolderPoll request(poll.source->path, poll.readers->get_executor());
  request.cursor = poll.cursor;
  request.scan.max_bytes = poll.http.max_bytes;
  auto polling = fetchers::poll_folder(std::move(request), std::move(poll.sink));
  co_return co_await std::move(polling);
}

// The interfaces that are lists with documents behind them.
std::shared_ptr<const fetchers::Catalogue> catalogue_of(const SourceConfig& source) {
  if (source.kind == "officielebekendmakingen") return fetchers::bekendmakingen_catalogue(bekendmakingen_of(source));
  if (source.kind == "rechtspraak") return fetchers::rechtspraak_catalogue(rechtspraak_of(source));
  if (source.kind == "openoverheid") return fetchers::openoverheid_catalogue(openoverheid_of(source));
  return nullptr;
}

awaitable<fetchers::PollOutcome> poll_listing_source(SourcePoll poll,
                                                     std::shared_ptr<const fetchers::Catalogue> catalogue) {
  fetchers::ListingOptions options(settings_of(poll), std::move(catalogue));
  options.cursor = poll.cursor;
  options.force = poll.force;
  options.old = poll.baseline;
  options.start = poll.source->start;
  if (poll.source->overlap) options.overlap = *poll.source->overlap;
  if (poll.source->parallel) options.parallel = std::max(options.parallel, *poll.source->parallel);
  auto polling = fetchers::poll_listing(*poll.engine, std::move(options), std::move(poll.known), std::move(poll.sink),
                                        std::move(poll.checkpoint));
  co_return co_await std::move(polling);
}

}  // namespace

bool follows_register(std::string_view kind) {
  return kind == "tweedekamer" || kind == "officielebekendmakingen" || kind == "rechtspraak" || kind == "openoverheid";
}

awaitable<fetchers::PollOutcome> poll_source(SourcePoll poll) {
  const std::string kind = poll.source->kind;
  if (kind == "page") {
    auto polling = poll_page_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (kind == "feed") {
    auto polling = poll_feed_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (kind == "folder") {
    auto polling = poll_folder_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (kind == "tweedekamer") {
    auto polling = poll_kamer_source(std::move(poll));
    co_return co_await std::move(polling);
  }
  if (auto catalogue = catalogue_of(*poll.source)) {
    auto polling = poll_listing_source(std::move(poll), std::move(catalogue));
    co_return co_await std::move(polling);
  }
  fetchers::PollOutcome outcome;
  outcome.error = fmt::format("sources of kind '{}' can't be polled by this version", kind);
  co_return outcome;
}

}  // namespace griffier::daemon
