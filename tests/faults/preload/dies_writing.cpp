// Preloaded into the program: it dies, as if by kill -9, at a byte that the test chose. GRIFFIER_DIES_BELOW names a
// file, or a folder with a slash at its end; when GRIFFIER_DIES_AFTER bytes were written to it, or to files below it,
// the write that is under way ends there and so does the program. A kill from outside strikes there as well, now and
// then.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

namespace {

// Of the process. Made at the first write, which may come before the constructors of this library have run, and never
// destroyed, since others write until the end.
struct Fate {
  std::string below;
  std::mutex mutex;  // of what follows
  long left = 0;     // bytes
};

Fate* make_fate() {
  const char* below = std::getenv("GRIFFIER_DIES_BELOW");
  const char* after = std::getenv("GRIFFIER_DIES_AFTER");
  if (below == nullptr || after == nullptr) return nullptr;
  auto* fate = new Fate;
  fate->below = below;
  fate->left = std::atol(after);
  return fate;
}

bool is_below(int file, std::string_view below) {
  std::array<char, 4096> name{};
  const auto size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), name.data(), name.size());
  const std::string_view path(name.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return below.ends_with('/') ? path.starts_with(below) : path == below;
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// `write` writes that many of the bytes. One write at a time, so that nothing follows the last byte.
template <typename Write>
ssize_t write_until_death(int file, std::size_t size, Write write) {
  static Fate* const fate = make_fate();
  if (fate == nullptr || !is_below(file, fate->below)) return write(size);
  const std::scoped_lock lock(fate->mutex);
  const auto written = write(std::min(size, static_cast<std::size_t>(fate->left)));
  if (written > 0) fate->left -= written;
  if (fate->left <= 0) ::kill(::getpid(), SIGKILL);  // and never comes back from there
  return written;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  return write_until_death(file, size, [&](std::size_t most) { return real(file, bytes, most); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return write_until_death(file, size, [&](std::size_t most) { return real(file, bytes, most, at); });
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return write_until_death(file, size, [&](std::size_t most) { return real(file, bytes, most, at); });
}

}  // extern "C"
