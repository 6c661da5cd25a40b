// What a poll adds up to.
#pragma once

#include "fetchers/poll.h"

namespace griffier::fetchers {

// Counts an outcome's verdict. What could not be had makes the poll incomplete; its reason is kept when it is the
// first.
class Tally {
 public:
  explicit Tally(std::size_t expected) : expected_(expected) {}

  void add(const Fetched& fetched);
  // `what` is the plural of what was asked: "addresses", "items".
  [[nodiscard]] PollOutcome outcome(const std::string& what) const;

 private:
  std::size_t expected_, seen_ = 0, bodies_ = 0, failed_ = 0;
  std::string first_reason_;
  std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace griffier::fetchers
