// The record of a chain of commits, made again.
#pragma once

#include <functional>
#include <string>

#include "store/archive/archive.h"
#include "store/record/entry.h"

namespace griffier::store {

struct Replay {
  bool with_texts = true;  // fill the search index's queue: not needed to compare records
  std::function<void(std::size_t, std::size_t)> progress;                                  // done, total; may be empty
  std::function<void(const CommitInfo&, const Entry&, const std::string& metadata)> each;  // may be empty
};

// Enters every commit from the root to `head` into an empty, migrated database, in transactions of its own. Returns
// the number of revisions. Throws DamagedError naming the first commit that can't be read or doesn't follow.
std::size_t replay(const Archive& archive, const std::string& head, Database& db, const Replay& how);

}  // namespace griffier::store
