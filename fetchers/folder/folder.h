// A folder that people drop papers in: what is new in it, changed, gone, or can't be read.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// A file as it was when it was last taken in. `path` is relative to the folder, with '/'.
struct FolderFile {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  // since the epoch
  std::string sha256;
  bool operator==(const FolderFile&) const = default;
};

struct FolderProblem {
  std::string path;    // relative; empty: the folder itself
  std::string reason;  // one sentence
};

struct FolderChanges {
  std::vector<FolderFile> fresh;    // not known before
  std::vector<FolderFile> changed;  // other bytes than before
  std::vector<FolderFile> touched;  // same bytes, other time: nothing but what is remembered changes
  std::vector<std::string> vanished;
  std::vector<std::string> growing;  // being written; to be looked at again soon
  std::vector<FolderProblem> problems;
  std::size_t seen = 0;   // files that count
  bool complete = false;  // false: the folder could not be read through, and `vanished` is empty for that reason
};

struct FolderOptions {
  bool recursive = true;
  // A file whose last change is younger than this is still being written.
  std::chrono::milliseconds settle{1000};
  std::uint64_t max_bytes = std::uint64_t{32} << 20;  // larger ones are a problem, not a document
  std::size_t max_files = 200'000;
  int max_depth = 32;
  std::function<std::chrono::system_clock::time_point()> now;  // not set: the system's clock
};

using KnownFile = std::function<std::optional<FolderFile>(const std::string& path)>;

// Looks through `folder`. Only a file whose size or time differs from what is known is read for its hash. Skipped:
// hidden ones, "*~", "*.part", "*.tmp", "*.crdownload", "~$*", lock files of office programs, whatever is neither a
// file nor a folder, and symbolic links that lead out of the folder. In the order of their paths. A file that can't be
// read is a problem and neither vanished nor changed. Blocking; any thread; throws nothing for what the file system
// does.
//
// `known_paths` are all that were there before, for what vanished.
[[nodiscard]] FolderChanges scan_folder(const std::filesystem::path& folder, const KnownFile& known,
                                        const std::vector<std::string>& known_paths,
                                        const FolderOptions& options = FolderOptions());

// Whether a file of that name counts; the last part of a path.
[[nodiscard]] bool counts_as_document(std::string_view name);

// The bytes of a file below the folder. Throws std::system_error, or std::runtime_error when it has more than
// `max_bytes` by now, or is no plain file in the folder any more.
[[nodiscard]] std::string read_folder_file(const std::filesystem::path& folder, const std::string& path,
                                           std::uint64_t max_bytes);

}  // namespace griffier::fetchers
