// What the archive doesn't say and the database that a rebuild replaces does.
#pragma once

#include <filesystem>

#include "store/record/sqlite.h"

namespace griffier::store {

// Takes over, from the closed database `old` of this program's version, the sources with their cursors, validators,
// doubts, quiet waits, and the deliveries that are not sent yet (of the events with the same ids), into `db`, in which
// the commits have been replayed. Each table on its own: what is damaged is left out. Returns whether the sources were
// taken over.
bool carry_over(Database& db, const std::filesystem::path& old);

// For when the sources can't be taken over: each source that the commits name has had its first complete poll. A new
// baseline would keep silent about all that was published meanwhile.
void assume_baselines(Database& db);

}  // namespace griffier::store
