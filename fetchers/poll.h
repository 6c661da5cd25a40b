// What every source has in common: a poll takes what was known as a value, tells each thing it finds to a sink, and
// gives back what is to be remembered. It holds nothing between polls.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/http/engine.h"
#include "fetchers/http/verdict.h"

namespace griffier::fetchers {

// What the record remembers of one address; goes in.
struct Known {
  std::string url, document_id, etag, last_modified, body_sha256;
  std::size_t bytes = 0;
  std::string media_type;
  std::chrono::sys_time<std::chrono::milliseconds> whole_at{};  // when it last gave its bytes rather than a 304
};

// One address's outcome; comes out through the sink. `body` only with ok and suspicious.
struct Fetched {
  std::string url;          // the address watched
  std::string final_url;    // after redirects
  std::string document_id;  // the source's identity for it: "page:ind:nareis", "feed:nieuws:<key>"; the text may say
                            // who it really is
  std::string name;         // last part of the address, or of the file
  Judgement judgement;
  int status = 0;
  bool asked = true;  // false: no request was made, since the host wants to be left alone
  std::string body, media_type, etag, last_modified;
  bool withdrawn = false;  // the publisher took it back (a tombstone): believed at once, whatever the verdict
  bool same_bytes =
      false;  // with ok and no body: the bytes are those that this address last gave; only the facts are new
  bool stand_in = false;                     // the body only stands in for a file that could not be had
  bool baseline = false;                     // it was there before it was asked for: recorded in full, told to nobody
  std::map<std::string, std::string> facts;  // what the source says about it, named as in publications/facts.h
};

// Something a source told of that could not be had, or not as it was said to be. Asked for again on a schedule.
struct Problem {
  std::string key;          // what the source calls it: an address, an entity
  std::string document_id;  // empty: unknown
  std::string what;         // one sentence: "the file answers 404", "17 bytes came where 4211 were announced"
  int tries = 0;
  std::chrono::sys_time<std::chrono::milliseconds> since{}, again_at{};
};

// One part of a source that is followed on its own: a category, a query.
struct Part {
  std::string name;
  bool complete = false;                 // had to its end in this poll
  std::string error;                     // why not, one sentence; empty when there simply is more to come
  std::string position;                  // how far: a skiptoken, a date
  std::size_t seen = 0;                  // entries in this poll
  std::optional<std::size_t> remaining;  // as the publisher says or as can be estimated
  bool further = false;                  // it came further in this poll, to its end or not
};

struct PollOutcome {
  bool complete = false;  // every part of the poll was had
  std::string cursor;     // to be kept with the documents; empty: none
  std::string error;      // why it is not complete, one sentence
  std::optional<std::chrono::seconds> retry_after;
  std::size_t seen = 0, fetched = 0;
  std::size_t unsettled = 0;      // files of a folder that are still being written: left for the next poll
  std::vector<Part> parts;        // of a source that has several
  std::vector<Problem> problems;  // all that the source has now, those of earlier polls included
  bool knows_problems = false;    // `problems` is that list, even when it is empty
};

// Called for each outcome as it comes, on the io_context's thread; awaiting it is the back-pressure. Several calls may
// be awaiting at once, one per transfer in flight. `Known` by address is asked of the caller, so that a thousand
// addresses need no thousand copies.
// It gives back what became of it: the verdict that came, or another one (a suspicion that was confirmed is ok; content
// that could not be read is transient, and a source that remembers what it had asks for it again).
using Sink = std::function<boost::asio::awaitable<Verdict>(Fetched)>;
// Makes what the sink was given so far durable, together with the cursor: where the next poll goes on after a crash.
// `parts` are as in PollOutcome, for those who watch a long load.
using Checkpoint = std::function<boost::asio::awaitable<void>(std::string cursor, std::vector<Part> parts)>;
using KnownOf = std::function<std::optional<Known>(const std::string& url)>;

}  // namespace griffier::fetchers
