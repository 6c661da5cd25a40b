// How fresh each source is: the parts that it is followed by, how far each is, and what it told of that could not be
// had yet. What the daemon shows under `griffier sources`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/record/record.h"

namespace griffier::store {

struct PartRow {
  std::string source, name;
  std::string position;                              // how far: a skiptoken, a date
  std::string error;                                 // of the last poll; empty: none
  std::optional<publications::Instant> complete_at;  // when it was last had to its end
  publications::Instant polled_at{};
  std::int64_t seen = 0;                            // entries since it is followed
  std::int64_t load_seen = 0;                       // of them, since it was last complete
  std::optional<publications::Instant> load_since;  // when it began not to be complete
  std::optional<std::int64_t> remaining;            // entries still to come; unset: not known
};

struct ProblemRow {  // v_problems
  std::string source, key, document_id, what;
  int tries = 0;
  publications::Instant since{}, again_at{};
};

// The DDL of this part; schema.cpp runs it.
extern const char* const kFreshnessTables;

class Freshness {
 public:
  explicit Freshness(Record& record);  // borrows; writer thread only, but for the const functions

  // What a poll says of its parts: `complete_at` unset keeps what was, `seen` is added,
  // the load_ fields follow from both. In one transaction.
  void note_parts(const std::vector<PartRow>& parts);
  // Replaces the list of problems of a source, in one transaction.
  void keep_problems(const std::string& source, const std::vector<ProblemRow>& problems);

  [[nodiscard]] std::vector<PartRow> parts() const;
  // Oldest first; doubts about addresses are among them.
  [[nodiscard]] std::vector<ProblemRow> problems() const;

 private:
  Record& record_;
};

}  // namespace griffier::store
