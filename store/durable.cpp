#include "store/durable.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "store/registrar.h"

namespace griffier::store {
namespace {

[[noreturn]] void fail(std::string_view doing, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), fmt::format("{} {}", doing, path.string()));
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, std::string_view doing)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {  // NOLINT: open is variadic
    if (number_ < 0) {
      fail(doing, path);
    }
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      fail("writing", path);
    }
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
}

}  // namespace

void sync_directory(const std::filesystem::path& dir) {
  const Descriptor descriptor(dir, O_RDONLY | O_DIRECTORY, "opening the directory");
  if (::fsync(descriptor.number()) != 0) {
    fail("syncing the directory", dir);
  }
}

void create_directories_durably(const std::filesystem::path& dir) {
  if (std::filesystem::is_directory(dir)) {
    return;
  }
  const std::filesystem::path parent = dir.has_parent_path() ? dir.parent_path() : ".";
  if (dir.has_filename()) {
    create_directories_durably(parent);
    if (::mkdir(dir.c_str(), 0755) != 0 && errno != EEXIST) {
      fail("creating the directory", dir);
    }
    if (!std::filesystem::is_directory(dir)) {
      throw std::system_error(ENOTDIR, std::generic_category(), dir.string());
    }
    sync_directory(parent);
  } else {
    create_directories_durably(parent);  // a trailing slash
  }
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path temporary = file.string() + fmt::format(".{}.tmp", ::getpid());
  try {
    const Descriptor descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC, "creating");
    write_all(descriptor.number(), bytes, temporary);
    if (::fsync(descriptor.number()) != 0) {
      fail("syncing", temporary);
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
      fail("renaming to", file);
    }
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_directory(file.parent_path());
}

std::string read_file(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY, "opening");
  std::string bytes;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = ::read(descriptor.number(), buffer.data(), buffer.size());
    if (count < 0 && errno != EINTR) {
      fail("reading", file);
    }
    if (count == 0) {
      return bytes;
    }
    bytes.append(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  }
}

std::filesystem::path original_path(const std::filesystem::path& state_dir, std::string_view sha256) {
  const bool is_hash = sha256.size() == 64 && std::all_of(sha256.begin(), sha256.end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                       });
  if (!is_hash) {
    throw std::invalid_argument(fmt::format("“{}” is not a SHA-256 in hexadecimal", sha256));
  }
  return state_dir / "originals" / sha256.substr(0, 2) / sha256;
}

void keep_original(const std::filesystem::path& state_dir, std::string_view sha256, std::string_view bytes) {
  const std::filesystem::path path = original_path(state_dir, sha256);
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) {
    return;
  }
  create_directories_durably(path.parent_path());
  write_durably(path, bytes);
}

StateLock::StateLock(const std::filesystem::path& state_dir) {
  const std::filesystem::path path = state_dir / "lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);  // NOLINT: open is variadic
  if (descriptor_ < 0) {
    fail("opening the lock", path);
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    std::array<char, 32> text{};
    const ssize_t size = ::pread(descriptor_, text.data(), text.size(), 0);
    ::close(descriptor_);
    if (reason != EWOULDBLOCK) {
      errno = reason;
      fail("locking", path);
    }
    std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    holder.erase(std::find_if(holder.begin(), holder.end(), [](char c) { return c < '0' || c > '9'; }), holder.end());
    throw LockedError(fmt::format("{} is in use by another griffier{}; stop it first, or wait until it is done",
                                  state_dir.string(), holder.empty() ? "" : " (process " + holder + ")"));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  // The text is for people; the lock holds without it, so a full disk is no reason to fail here.
  if (::ftruncate(descriptor_, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor_, pid.data(), pid.size(), 0);
  }
}

StateLock::~StateLock() {
  [[maybe_unused]] const int emptied = ::ftruncate(descriptor_, 0);
  ::close(descriptor_);
}

}  // namespace griffier::store
