// One poll of one feed under way.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/feed/cursor.h"
#include "fetchers/feed/feed.h"
#include "fetchers/feed/identity.h"
#include "fetchers/feed/poll_feed.h"
#include "fetchers/page/tally.h"

namespace griffier::fetchers {

// Lives in poll_feed's frame; what it is given must outlive it.
class FeedRound {
 public:
  FeedRound(Engine& engine, const FeedOptions& options, const KnownOf& known, const Sink& sink);

  boost::asio::awaitable<PollOutcome> run();

 private:
  // One document to be had.
  struct Errand {
    std::size_t entry = 0;  // in the cursor
    std::string url, print, inline_body;
    std::map<std::string, std::string> facts;
  };
  // Those of one host, in order.
  struct Lane {
    std::vector<const Errand*> errands;
    std::size_t next = 0;
  };

  boost::asio::awaitable<void> fetch_feed();
  void keep_validators(const Fetched& fetched, const std::string& body_sha256, std::size_t bytes);
  void read_feed(const Fetched& fetched);
  void add_if_changed(const PlacedItem& placed);
  void list_first(const std::vector<PlacedItem>& placed);
  void add_pending();
  boost::asio::awaitable<void> run_errands();
  boost::asio::awaitable<void> walk(Lane& lane);
  [[nodiscard]] Fetched from_feed(const Errand& errand) const;
  void settle(const Errand& errand, const Judgement& judgement, bool asked);
  // Without a new feed nothing is known of who left it.
  [[nodiscard]] bool feed_unchanged() const { return feed_.format == FeedFormat::none; }
  void forget_the_oldest();
  [[nodiscard]] PollOutcome outcome();

  Engine& engine_;
  const FeedOptions& options_;
  const KnownOf& known_;
  const Sink& sink_;
  FeedCursor cursor_;
  Feed feed_;
  std::chrono::sys_seconds now_;
  std::vector<Errand> errands_;
  std::vector<Lane> lanes_;
  std::size_t listed_ = 0;  // so many entries of the cursor stand in the feed
  Tally tally_{0};
  bool feed_failed_ = false;
  std::string problem_;
  std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace griffier::fetchers
