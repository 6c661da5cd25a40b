// A file that appears under its name only when it is whole and on the disk.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace griffier::store {

// Written under a temporary name in a folder of the same file system; removed unless it is published. Every failure
// (disk full too) throws std::system_error naming the operation and the path.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& folder);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void append(std::string_view bytes);
  void overwrite(off_t offset, std::string_view bytes);  // bytes that were appended before
  [[nodiscard]] std::string read(off_t offset, std::size_t length);
  [[nodiscard]] off_t size() const { return flushed_ + static_cast<off_t>(buffer_.size()); }

  void flush();  // the content is with the system, not yet durable
  void sync();   // the content is durable, the name is not yet there
  // Gives the file its name, replacing one that has it, read-only when `locked`. The folder is the caller's to sync.
  void publish(const std::filesystem::path& path, bool locked);

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::string buffer_;
  off_t flushed_ = 0;
};

inline constexpr std::string_view kTemporaryPrefix = "tmp_griffier_";  // git's own programs clear away tmp_* in time

}  // namespace griffier::store
