// What is remembered of a source's lists between polls: how far each was followed, what was had, and what is owed.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fetchers/listing/catalogue.h"

namespace griffier::fetchers {

// A document that could not be had yet, with all that is needed to ask again.
struct Owed {
  Listed listed;     // without its moment
  std::string what;  // why it is not there, one sentence
  int tries = 0;
  std::chrono::sys_seconds since{}, again_at{};
  bool old = false;  // it was there before it was asked for: told to nobody
};

// An entry without an identity, by what is known of it.
struct Nameless {
  std::chrono::sys_seconds first{}, last{};  // when it was seen
};

// Which documents were had, by key, with their stamp and facts: hashes, since only equality counts. The latest 150,000
// are kept; what was forgotten is asked for once more.
class Having {
 public:
  struct Print {
    std::string stamp, facts;
  };
  [[nodiscard]] const Print* find(const std::string& key) const;
  void remember(const std::string& key, const std::string& stamp, const Facts& facts);
  [[nodiscard]] std::size_t size() const { return prints_.size(); }

  [[nodiscard]] static std::string facts_print(const Facts& facts);
  [[nodiscard]] static std::string stamp_print(const std::string& stamp);

  // 28 characters for each.
  [[nodiscard]] std::string packed() const;
  void unpack(std::string_view packed);

 private:
  void put(const std::string& key_print, Print print);

  std::unordered_map<std::string, Print> prints_;
  std::deque<std::string> order_;  // oldest first
};

struct QueryState {
  std::string fingerprint, start;                // what was asked, from when
  std::optional<publications::Instant> floor;    // where it began, before which nothing is asked; none: the beginning
  std::optional<publications::Instant> since;    // all before was seen; none: nothing yet, from the beginning
  bool old = false;                              // what its first walk finds was there before it was asked for
  std::optional<publications::Instant> swept{};  // when it was last asked for from long before `since`
  // Of a walk over many pages: when it ended, and the question for its last page.
  std::optional<publications::Instant> walked{}, tail_since{};
  std::size_t tail_position = 0;
};

struct Ledger {
  std::map<std::string, QueryState> queries;  // by name
  Having having;
  std::map<std::string, Owed> owed;          // by key
  std::map<std::string, Nameless> nameless;  // by what is known of them
};

// "" and what is no ledger give an empty one: everything since `start` is listed again, and the record knows what it
// has.
[[nodiscard]] Ledger read_ledger(std::string_view text);
[[nodiscard]] std::string write_ledger(const Ledger& ledger);

// How long after so many failures a document is asked for again: 10 min, 1 h, 6 h, 1 d and each day.
[[nodiscard]] std::chrono::seconds owed_wait(int tries);

}  // namespace griffier::fetchers
