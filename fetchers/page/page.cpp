#include "fetchers/page/page.h"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <set>

#include "fetchers/http/url.h"
#include "fetchers/page/address.h"
#include "fetchers/page/tally.h"
#include "fetchers/page/task_group.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

// The addresses of one host, in order. Several coroutines take from it; all live on one thread.
struct Lane {
  std::vector<std::string> urls;
  std::size_t next = 0;
};

struct Round {
  Engine& engine;
  const PageOptions& options;
  const KnownOf& known;
  const Sink& sink;
  std::map<std::string, std::string> documents;
  Tally tally;
};

std::vector<Lane> lanes_of(const std::map<std::string, std::string>& documents, const std::vector<std::string>& urls) {
  std::map<std::string, Lane> by_host;
  std::set<std::string> seen;
  for (const auto& url : urls) {
    if (!documents.contains(url) || !seen.insert(url).second) continue;
    const auto address = parse_web_address(url);
    by_host[address ? address->host : std::string()].urls.push_back(url);
  }
  std::vector<Lane> lanes;
  for (auto& [host, lane] : by_host) lanes.push_back(std::move(lane));
  return lanes;
}

asio::awaitable<void> walk(Lane& lane, Round& round) {
  while (lane.next < lane.urls.size()) {
    const std::string url = lane.urls[lane.next++];
    auto visiting = visit(round.engine, round.options.settings, url, round.known(url));
    Fetched fetched = co_await std::move(visiting);
    fetched.document_id = round.documents.at(url);
    fetched.facts["url"] = url;
    round.tally.add(fetched);
    auto telling = round.sink(std::move(fetched));
    co_await std::move(telling);
  }
}

}  // namespace

std::map<std::string, std::string> page_document_ids(const std::string& source, const std::vector<std::string>& urls) {
  auto names = unique_slugs(urls);
  for (auto& [url, name] : names) name = names.size() == 1 ? "page:" + source : "page:" + source + ":" + name;
  return names;
}

asio::awaitable<PollOutcome> poll_pages(Engine& engine, PageOptions options, KnownOf known, Sink sink) {
  auto documents = page_document_ids(options.settings.source, options.urls);
  std::vector<Lane> lanes = lanes_of(documents, options.urls);
  const std::size_t expected = documents.size();
  Round round{engine, options, known, sink, std::move(documents), Tally(expected)};
  const auto executor = co_await asio::this_coro::executor;
  TaskGroup group(executor);
  for (auto& lane : lanes) {
    const auto walkers = std::min(lane.urls.size(), static_cast<std::size_t>(std::max(1, options.parallel)));
    for (std::size_t i = 0; i < walkers; ++i) group.spawn(walk(lane, round));
  }
  auto ending = group.wait();
  co_await std::move(ending);
  co_return round.tally.outcome("addresses");
}

}  // namespace griffier::fetchers
