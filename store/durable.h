// Files that are on the disk when a function returns, and the lock that keeps a second writer out.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace griffier::store {

// Makes the names in a directory durable. Throws std::system_error naming it.
void sync_directory(const std::filesystem::path& dir);
// Creates a directory and its parents, durably.
void create_directories_durably(const std::filesystem::path& dir);
// Writes beside the file, syncs, renames over it, syncs the directory: the file is there whole or as it was. Throws
// std::system_error naming the file; the temporary one is removed.
void write_durably(const std::filesystem::path& file, std::string_view bytes);
// The whole file. Throws std::system_error naming it.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

// Where an original without a place in the archive is kept: "originals/ab/abcd…". `sha256` must be 64 lower-case
// hexadecimal digits, else std::invalid_argument.
[[nodiscard]] std::filesystem::path original_path(const std::filesystem::path& state_dir, std::string_view sha256);
// Keeps an original durably; one that is there already isn't written again.
void keep_original(const std::filesystem::path& state_dir, std::string_view sha256, std::string_view bytes);

// Holds STATE/lock for as long as it lives; the file holds the process id of the holder. The lock goes with the
// process, however it ends.
class StateLock {
 public:
  explicit StateLock(const std::filesystem::path& state_dir);  // throws LockedError, std::system_error
  ~StateLock();
  StateLock(const StateLock&) = delete;
  StateLock& operator=(const StateLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace griffier::store
