#include "fetchers/listing/poll_listing.h"

#include "fetchers/listing/listing_round.h"

namespace griffier::fetchers {

boost::asio::awaitable<PollOutcome> poll_listing(Engine& engine, ListingOptions options, KnownOf known, Sink sink,
                                                 Checkpoint checkpoint) {
  ListingRound round(engine, options, known, sink, checkpoint);
  auto running = round.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::fetchers
