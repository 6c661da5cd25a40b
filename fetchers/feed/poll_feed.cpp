#include "fetchers/feed/poll_feed.h"

#include "fetchers/feed/feed_round.h"

namespace griffier::fetchers {

boost::asio::awaitable<PollOutcome> poll_feed(Engine& engine, FeedOptions options, KnownOf known, Sink sink) {
  FeedRound round(engine, options, known, sink);
  auto running = round.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::fetchers
