// A feed as a source: its items' pages or enclosures are the documents.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "fetchers/page/visit.h"
#include "fetchers/poll.h"

namespace griffier::fetchers {

// A class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class FeedOptions {
 public:
  FeedOptions(FetchSettings how, std::string address) : settings(std::move(how)), url(std::move(address)) {}

  FetchSettings settings;
  std::string url;
  std::string cursor;  // what the last complete or incomplete poll gave; empty at first
  bool force = false;  // ask again for what waits, due or not
  int parallel = 4;    // items of one host that stand in its line at once
};

// Fetches the feed conditionally, and the document of each item that is new or that the feed says is changed: its
// enclosure when that is a text document, else its page, else (without a link of its own) what the feed itself has of
// it.
//
// A document is known by the publisher's identifier ("kst-36600-VII-12"), else as "feed:<source>:<key>", where the key
// is made from its guid, or from its link, when it is first seen. Later it is recognised by its link or its guid,
// whatever its place, date and other names are now. Who leaves the feed is left alone. What could not be had stays in
// the cursor and is asked for at the next poll, then after 10 min, 1 h, 6 h and each day, whether the feed still has it
// or not; given up only when it left the feed and is absent (404, 410) for a week.
//
// An incomplete poll's cursor is to be kept too: it says what is still to be had. Throws what `sink` throws, and
// operation_aborted when cancelled; nothing of the poll is remembered then, and what the sink had is recognised by its
// address.
boost::asio::awaitable<PollOutcome> poll_feed(Engine& engine, FeedOptions options, KnownOf known, Sink sink);

}  // namespace griffier::fetchers
