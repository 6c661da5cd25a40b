// Files as publications: finding them below the paths that were given, and reading them whole.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace griffier::daemon {

inline constexpr std::size_t kLargestFile = std::size_t{32} << 20;  // bytes; larger ones are refused unread

struct FileBytes {
  std::string bytes;
  std::string error;  // one sentence without the file's name; empty when it was read
};
// Reads a regular file of at most kLargestFile bytes. Never throws.
[[nodiscard]] FileBytes read_file(const std::filesystem::path& file);

struct FoundFile {
  std::filesystem::path path;
  std::string name;   // relative to the folder that was given; the file name when a file was given
  std::string error;  // why it or the folder can't be read
};
// Every regular file below the given files and folders, in the byte order of their paths. Hidden files and folders (a
// leading dot) are left out; links are followed to files but not to folders.
[[nodiscard]] std::vector<FoundFile> find_files(const std::vector<std::filesystem::path>& paths);

}  // namespace griffier::daemon
