// The Tweede Kamer's SyncFeed as a source: categories of entities are followed, joined into documents, and their files
// fetched.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/page/visit.h"
#include "fetchers/poll.h"
#include "fetchers/tweedekamer/join.h"
#include "fetchers/tweedekamer/register.h"

namespace griffier::fetchers {

inline constexpr const char* kSyncFeedAddress = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0";

// What the part of a poll is called that hands publications over.
inline constexpr const char* kFilesPart = "files";

// The categories that are followed unless others are named: what documents and promises are made of, and what happened
// to them.
[[nodiscard]] const std::vector<std::string>& default_categories();

// All that the publisher has, as far as is known.
[[nodiscard]] const std::vector<std::string_view>& known_categories();

// A class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class TweedeKamerOptions {
 public:
  explicit TweedeKamerOptions(FetchSettings how) : settings(std::move(how)) {}

  FetchSettings settings;
  std::string base_url = kSyncFeedAddress;  // without a slash at its end
  std::vector<std::string> categories = default_categories();
  std::string start = "now";        // of a category that was never followed: "now", "beginning" or a date, "2024-09-17"
  Choice choice;                    // of the documents whose files are fetched and that are recorded
  std::string cursor;               // what the last poll gave; empty at first
  std::chrono::seconds every{300};  // how often it is polled: a category that fails is left out of ever more polls
  bool force = false;               // our own waits are not kept
  int parallel = 2;                 // documents under way at once; requests of one host keep to its policy all the same
};

// One poll. Each category is followed page by page from its own skiptoken, which is kept together with what the page
// held; one that fails leaves the others in time, and is itself asked for ever less often while others are had. Then
// the publications that anything touched are handed to `sink`, each under one address, with their file when it can be
// had and as their metadata alone when it can't; the file is asked for again after ten minutes, an hour, six, and every
// day for as long as the document is there. A tombstone is handed over as withdrawn.
//
// `start`: skiptokens are one sequence over all categories, and a feed that is asked for from a token gives what comes
// after it. The token for a moment is searched by halving, with at most 48 requests, in the first category that has
// entries; the others begin at the same token.
//
// A poll with nothing new makes one request for each category. Throws what `sink`, `checkpoint` and the register throw,
// and operation_aborted when cancelled.
boost::asio::awaitable<PollOutcome> poll_tweedekamer(Engine& engine, TweedeKamerOptions options, Register keeper,
                                                     Sink sink, Checkpoint checkpoint);

}  // namespace griffier::fetchers
