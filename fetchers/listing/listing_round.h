// One poll of a publisher's lists under way.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/listing/ledger.h"
#include "fetchers/listing/poll_listing.h"
#include "fetchers/listing/walk.h"

namespace griffier::fetchers {

// Lives in poll_listing's frame; what it is given must outlive it.
class ListingRound {
 public:
  ListingRound(Engine& engine, const ListingOptions& options, const KnownOf& known, const Sink& sink,
               const Checkpoint& checkpoint);

  boost::asio::awaitable<PollOutcome> run();

 private:
  // listing_follow.cpp has all that asks for lists.
  // What became of one form of a document.
  enum class Had { yes, absent, unreadable, failed };

  boost::asio::awaitable<void> follow(std::size_t query, const ListingQuery& asked);
  boost::asio::awaitable<std::optional<ListingQuestion>> walk_on(Walk& walk, QueryState& state);
  [[nodiscard]] bool looks_far_back(const QueryState& state) const;
  [[nodiscard]] bool end_will_do(std::size_t query, const QueryState& state) const;
  void note_walked(QueryState& state, const Walk& walk, const ListingQuestion& last) const;
  void forget_nameless();
  void note_part(const Walk& walk, const QueryState& state);
  boost::asio::awaitable<std::string> ask(const ListingQuestion& question, ListingPage& page);
  void note_page(const ListingPage& page, bool old);
  [[nodiscard]] bool is_news(const Listed& entry) const;
  void add_due();
  [[nodiscard]] FetchSettings settings_for(const std::string& url) const;
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> walk_line();
  boost::asio::awaitable<void> fetch(Owed owed);
  boost::asio::awaitable<std::string> add_metadata(Listed& listed);
  boost::asio::awaitable<Had> fetch_file(const Owed& owed, const ListedFile& file, std::string& what);
  boost::asio::awaitable<Had> tell(Fetched fetched, const Listed& listed, std::string& what);
  boost::asio::awaitable<void> tell_withdrawn(const Listed& listed);
  void settle(Owed owed, Had had, const std::string& what, bool better_owed);
  void note_host(const Fetched& fetched, bool answered);
  boost::asio::awaitable<void> keep(bool last);
  [[nodiscard]] QueryState& state_of(const ListingQuery& asked);
  [[nodiscard]] std::optional<publications::Instant> since_of(const QueryState& state) const;
  void advance(QueryState& state, const Walk& walk) const;
  [[nodiscard]] PollOutcome outcome() const;

  Engine& engine_;
  const ListingOptions& options_;
  const Catalogue& catalogue_;
  const KnownOf& known_;
  const Sink& sink_;
  const Checkpoint& checkpoint_;
  FetchSettings searching_;  // lists may take longer than files
  Ledger ledger_;
  std::string kept_;  // the ledger as it was last made durable
  std::chrono::sys_seconds now_;
  std::optional<publications::Instant> start_;
  std::deque<Owed> line_;  // to be fetched now
  std::vector<Part> parts_;
  std::optional<std::chrono::seconds> retry_after_;
  std::chrono::steady_clock::time_point kept_at_{};
  std::string down_;       // why no more documents are asked for; empty: they are
  std::string list_down_;  // the same of the lists
  bool followed_ = false;  // other lists, before this poll
  int failures_in_a_row_ = 0;
  std::size_t seen_ = 0, fetched_ = 0;
};

}  // namespace griffier::fetchers
