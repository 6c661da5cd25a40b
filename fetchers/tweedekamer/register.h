// How a poll of the Tweede Kamer's register keeps what it had: the seam between the fetcher and the record.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fetchers/poll.h"
#include "fetchers/tweedekamer/entity.h"
#include "fetchers/tweedekamer/join.h"

namespace griffier::fetchers {

using RegisterInstant = std::chrono::sys_time<std::chrono::milliseconds>;

// What became of a document or promise so far.
struct DocumentState {
  std::string entity;
  bool handed = false;      // it has been handed to the sink, and was not withdrawn since
  bool old = false;         // it was there before it was asked for: told to nobody
  bool quiet = false;       // what touched it last is old: that change is told to nobody
  std::string document_id;  // under which it was handed over
  std::string print;        // of what was handed over beside the file
  std::string file_print;   // of the file as it was announced when it was had
  std::string file_sha256;  // of the file that was handed over; empty: none
  std::uint64_t file_bytes = 0;
  std::string etag, last_modified;
  std::string seen_sha256;             // of bytes that were not believed
  int seen = 0;                        // how many times they came
  int tries = 0;                       // since the file can't be had
  std::string problem;                 // why not, one sentence; empty: none
  RegisterInstant since{};             // the first of those tries
  std::optional<RegisterInstant> due;  // when it is to be looked at again; nullopt: when something changes
};

struct RegisterWork {
  JoinedPublication publication;
  DocumentState state;
  bool settled = false;  // `state` is to be kept as it is now
};

// The binding to the record. Each function runs on the record's thread, in one transaction that is durable when it
// returns, and throws when the record can't be written.
struct Register {
  template <typename T>
  using Task = boost::asio::awaitable<T>;
  using Positions = std::map<std::string, std::string>;  // category to skiptoken

  std::function<Task<Positions>()> positions;
  // Keeps entities that differ from what is kept and marks the publications they are part of as to be looked at. With
  // `category`, `position` is how far it has been followed now. Gives back how many differed.
  std::function<Task<std::size_t>(std::vector<Entity> entities, std::string category, std::string position)> keep;
  // Marks every document and promise as to be looked at; those that were passed over and are wanted now are told to
  // nobody. What was still to be handed over stays the news that it is.
  std::function<Task<void>()> reconsider;
  // Joins publications that are due and settles those with nothing to do; gives at most `most` with something to do.
  // An empty list: none is left.
  std::function<Task<std::vector<RegisterWork>>(std::size_t most)> work;
  std::function<Task<void>(std::vector<DocumentState> states)> settle;
  // Entities that a document refers to but that can't be had: they aren't asked for again.
  std::function<Task<void>(std::vector<std::string> ids)> give_up;
  std::function<Task<std::vector<Problem>>()> problems;
  std::function<Task<std::size_t>()> waiting;  // publications that are due
};

// Whether something is to be done about a publication now: it is new or changed, or its file is to be asked for again.
[[nodiscard]] bool has_work(const JoinedPublication& publication, const DocumentState& state, const Choice& choice,
                            RegisterInstant now);

}  // namespace griffier::fetchers
