// The tables and views of griffier.db, version by version (docs/formats.md).
#pragma once

#include "store/record/sqlite.h"

namespace griffier::store {

inline constexpr int kSchemaVersion = 2;

[[nodiscard]] int schema_version(Database& db);

// Brings the database to `target`, each step in its own transaction together with the version number. Throws
// std::runtime_error when the database is newer than this program knows, DamagedError when it isn't griffier's.
void migrate(Database& db, int target = kSchemaVersion);

// For readers, who can't migrate: throws std::runtime_error unless the database has exactly this program's version.
void require_current(Database& db);

}  // namespace griffier::store
