// Watched pages: many addresses, asked conditionally, each a document of its own.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "fetchers/page/visit.h"
#include "fetchers/poll.h"

namespace griffier::fetchers {

// A class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class PageOptions {
 public:
  PageOptions(FetchSettings how, std::vector<std::string> addresses)
      : settings(std::move(how)), urls(std::move(addresses)) {}

  FetchSettings settings;
  std::vector<std::string> urls;
  int parallel = 4;  // addresses of one host that stand in its line at once; the engine decides how many are in flight
};

// The documents that addresses stand for: "page:<source>" for a single one, else "page:<source>:<slug>". The same for
// the same set of addresses, whatever their order.
[[nodiscard]] std::map<std::string, std::string> page_document_ids(const std::string& source,
                                                                   const std::vector<std::string>& urls);

// Asks every address once, each host's at its own pace, and tells each outcome to `sink` as it comes; addresses that
// stand there twice are asked once. Complete when every address gave an answer that says something about its document:
// content, no change, absence, or suspicion. Throws what `sink` throws, and operation_aborted when cancelled; what was
// in flight then is stopped.
boost::asio::awaitable<PollOutcome> poll_pages(Engine& engine, PageOptions options, KnownOf known, Sink sink);

}  // namespace griffier::fetchers
