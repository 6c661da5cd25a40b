// The way through one list, page by page, while it changes underfoot. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

#include "fetchers/listing/catalogue.h"

namespace griffier::fetchers {

// Positions shift when entries leave or move to the end while the pages are read. So each page begins a few entries
// before the end of the last one; when its first entry was not seen, something was skipped, and the walk goes back. As
// long as the list is sorted, the walk asks anew from the moment that it reached, so that positions stay small.
// Counts are never trusted: the last page is the one without a next position.
class Walk {
 public:
  // `catalogue` must outlive the walk.
  Walk(const Catalogue& catalogue, std::size_t query, std::optional<publications::Instant> since);
  // Only the end of the list, from a page on that another walk ended with.
  Walk(const Catalogue& catalogue, const ListingQuestion& tail);

  [[nodiscard]] const ListingQuestion& question() const { return question_; }
  // What question() was answered with; `page.error` is empty. Moves on, ends or fails.
  void take(const ListingPage& page);

  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const std::string& error() const { return error_; }  // the list makes no sense, one sentence
  [[nodiscard]] std::size_t seen() const { return all_.size(); }     // entries, each once
  [[nodiscard]] std::size_t pages() const { return pages_; }
  // All before this moment was seen: where the next walk may begin. None while the list is not sorted.
  [[nodiscard]] std::optional<publications::Instant> reached() const;
  [[nodiscard]] std::optional<publications::Instant> latest() const { return latest_; }  // moment of an entry
  [[nodiscard]] std::optional<std::size_t> remaining() const { return remaining_; }

 private:
  void look(const ListingPage& page);
  void go_on(const ListingPage& page, bool something_new);
  void fail(std::string error);

  const Catalogue& catalogue_;
  ListingQuestion question_;
  std::unordered_set<std::uint64_t> seen_, all_;  // seen_: since question_.since was last set
  std::optional<publications::Instant> latest_;
  std::optional<std::size_t> remaining_;
  std::optional<std::size_t> empty_from_;  // the list ends before, whatever its counts say
  std::size_t pages_ = 0, stale_ = 0;
  bool sorted_, ended_ = false;
  std::string error_;
};

}  // namespace griffier::fetchers
