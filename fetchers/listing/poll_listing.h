// A publisher's list as a source: what is new or changed on it is fetched.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "fetchers/listing/catalogue.h"
#include "fetchers/page/visit.h"
#include "fetchers/poll.h"

namespace griffier::fetchers {

// A class with a constructor for g++ 12.2's sake (see fetchers/http/engine.h).
class ListingOptions {
 public:
  ListingOptions(FetchSettings how, std::shared_ptr<const Catalogue> what)
      : settings(std::move(how)), catalogue(std::move(what)) {}

  FetchSettings settings;
  std::shared_ptr<const Catalogue> catalogue;
  std::string cursor;         // what an earlier poll gave; empty at first
  std::string start = "now";  // where a list that was not followed before begins: "now", "beginning" or a date
  std::chrono::seconds overlap = std::chrono::hours(48);  // asked for again at each poll
  bool force = false;                                     // ask again for what is owed, due or not
  bool old = false;                                       // what is found now was there before it was asked for
  int parallel = 4;                                       // documents that stand in their hosts' lines at once
};

// Each list is walked from where it was seen whole, less the overlap; what is on it under a stamp that isn't known is
// fetched, in the first of its forms that is there. A document that can't be had stays in the cursor and is asked for
// after 10 min, 1 h, 6 h, 1 d and each day, for good; one whose content can't be read after 30 days. `checkpoint` is
// called after each page whose documents were told, except that large cursors are kept every ten seconds at most.
//
// What appears later than `overlap` is found once a week, when each list is asked for from thirty days back. A window
// of more than ten pages (thousands that were sent again on one day) is walked whole every three hours, and in between
// from its last page on. A list that is new to a source which followed others is walked quietly: what it finds is told
// to nobody. A form that is preferred and isn't there is asked for during thirty days; then the one that is there will
// do.
//
// A list that fails leaves the others in time. When the documents' host refuses, or fails several times in a row, the
// poll ends there: it is not complete, and all that was listed is owed.
//
// The sink gets what came of a document: content, "not modified", what was withdrawn, a doubt about its content, an
// absence of what was had before, and a host's refusal. Other failures are `problems` of the outcome.
//
// Throws what `sink` and `checkpoint` throw, and operation_aborted when cancelled.
boost::asio::awaitable<PollOutcome> poll_listing(Engine& engine, ListingOptions options, KnownOf known, Sink sink,
                                                 Checkpoint checkpoint);

}  // namespace griffier::fetchers
