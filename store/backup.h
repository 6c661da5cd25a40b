// A copy of a state directory that is whole, made while a daemon writes to it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace griffier::store {

struct BackupReport {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;
};

// Copies the record (SQLite's backup API), then the archive and the originals that it names, into `directory`, which
// must be absent or empty and outside `state_dir`. Since objects are durable before the record names them, a copy in
// this order names nothing that it lacks; its ref is set to the commit that its record names. Throws
// std::runtime_error naming the path, DamagedError when the archive lacks that commit.
BackupReport backup(const std::filesystem::path& state_dir, const std::filesystem::path& directory);

}  // namespace griffier::store
