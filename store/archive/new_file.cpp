#include "store/archive/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace griffier::store {
namespace {

constexpr std::size_t kBuffer = 1U << 20U;

[[noreturn]] void fail(const std::string& doing, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), "archive: " + doing + " " + path.string());
}

}  // namespace

NewFile::NewFile(const std::filesystem::path& folder) {
  std::string pattern = (folder / (std::string(kTemporaryPrefix) + "XXXXXX")).string();
  descriptor_ = mkostemp(pattern.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail("create a file in", folder);
  path_ = pattern;
}

NewFile::~NewFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!path_.empty()) unlink(path_.c_str());
}

void NewFile::append(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kBuffer) flush();
}

void NewFile::flush() {
  overwrite(flushed_, buffer_);
  flushed_ += static_cast<off_t>(buffer_.size());
  buffer_.clear();
}

void NewFile::overwrite(off_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += written;
  }
}

std::string NewFile::read(off_t offset, std::size_t length) {
  flush();
  std::string bytes(length, '\0');
  std::size_t done = 0;
  while (done < length) {
    const ssize_t got = pread(descriptor_, bytes.data() + done, length - done, offset + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path_);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

void NewFile::sync() {
  flush();
  if (fsync(descriptor_) != 0) fail("sync", path_);
}

void NewFile::publish(const std::filesystem::path& path, bool locked) {
  // Who may look in is decided by the modes of the folders, which follow the umask.
  if (fchmod(descriptor_, locked ? 0444U : 0644U) != 0) fail("set the mode of", path_);
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) != 0) fail("close", path_);
  if (std::rename(path_.c_str(), path.c_str()) != 0) fail("name", path);
  path_.clear();
}

}  // namespace griffier::store
