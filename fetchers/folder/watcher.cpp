#include "fetchers/folder/watcher.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>

#include "fetchers/folder/folder.h"

namespace griffier::fetchers {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB |
                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr int kMostWatches = 4096, kDeepest = 32;
constexpr int kLongestSettling = 10;

int open_inotify() {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "inotify");
  return descriptor;
}

}  // namespace

struct FolderWatcher::Parts {
  Parts(asio::io_context& io, fs::path the_folder, bool all)
      : descriptor(io, open_inotify()), timer(io), folder(std::move(the_folder)), recursive(all) {
    watch_tree(folder, 0);
  }

  void watch_tree(const fs::path& at, int depth) {
    if (watches.size() >= kMostWatches || depth > kDeepest) {
      whole = false;
      return;
    }
    const int watch = ::inotify_add_watch(descriptor.native_handle(), at.c_str(), kEvents);
    if (watch < 0) {
      whole = whole && errno == ENOENT && at != folder;
      return;
    }
    watches[watch] = at;
    if (!recursive) return;
    std::error_code error;
    for (fs::directory_iterator entry(at, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code ignored;
      const bool counts = counts_as_document(entry->path().filename().string());
      if (counts && entry->is_directory(ignored) && !entry->is_symlink(ignored)) watch_tree(entry->path(), depth + 1);
    }
  }

  // Takes what the kernel has; true when it concerns a document.
  bool drain() {
    bool concerns = false;
    alignas(inotify_event) std::array<char, 16384> buffer{};
    for (;;) {
      const ssize_t got = ::read(descriptor.native_handle(), buffer.data(), buffer.size());
      if (got <= 0) return concerns;
      for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(got);) {
        inotify_event event{};
        std::memcpy(&event, buffer.data() + at, sizeof event);
        const std::string name = event.len > 0 ? buffer.data() + at + sizeof event : "";
        concerns = take(event, name) || concerns;
        at += sizeof event + event.len;
      }
    }
  }

  bool take(const inotify_event& event, const std::string& name) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) return overflowed = true;
    if ((event.mask & IN_IGNORED) != 0) {
      watches.erase(event.wd);
      return false;
    }
    if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0) return true;
    if (!counts_as_document(name)) return false;
    const bool folder_came = (event.mask & IN_ISDIR) != 0 && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
    if (folder_came && recursive)
      if (const auto parent = watches.find(event.wd); parent != watches.end()) watch_tree(parent->second / name, 1);
    // A file that was only created is empty still; its writing ends with an event of its own. A link has no writing.
    return event.mask != IN_CREATE || is_link(event.wd, name);
  }

  bool is_link(int watch, const std::string& name) const {
    const auto parent = watches.find(watch);
    std::error_code ignored;
    return parent != watches.end() &&
           (fs::is_symlink(parent->second / name, ignored) || fs::hard_link_count(parent->second / name, ignored) > 1);
  }

  // Waits until the descriptor has something, or until `deadline`; true: it has.
  asio::awaitable<bool> await_events(steady_clock::time_point deadline) {
    timer.expires_at(deadline);
    timer.async_wait([this](boost::system::error_code error) {
      // Check the state: a timer may complete with success after it was set anew.
      if (!error && timer.expiry() <= steady_clock::now()) descriptor.cancel();
    });
    const auto [error] =
        co_await descriptor.async_wait(asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
    timer.cancel();
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none)
      throw boost::system::system_error(asio::error::operation_aborted);
    co_return !error;
  }

  asio::posix::stream_descriptor descriptor;
  asio::steady_timer timer;
  fs::path folder;
  bool recursive, whole = true, overflowed = false;
  std::map<int, fs::path> watches;
};

FolderWatcher::FolderWatcher(asio::io_context& io, fs::path folder, bool recursive)
    : parts_(std::make_unique<Parts>(io, std::move(folder), recursive)) {}

FolderWatcher::~FolderWatcher() = default;

bool FolderWatcher::complete() const { return parts_->whole && !parts_->watches.empty(); }

asio::awaitable<FolderNews> FolderWatcher::changed(milliseconds settle, milliseconds rescan) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const auto until = steady_clock::now() + rescan;
  bool concerns = parts_->drain();
  while (!concerns && steady_clock::now() < until) {
    auto waiting = parts_->await_events(until);
    if (co_await std::move(waiting)) concerns = parts_->drain();
  }
  const auto latest = steady_clock::now() + settle * kLongestSettling;
  while (concerns && steady_clock::now() < latest) {
    auto waiting = parts_->await_events(std::min(latest, steady_clock::now() + settle));
    if (!co_await std::move(waiting)) break;
    parts_->drain();
  }
  co_await asio::this_coro::throw_if_cancelled(true);
  const bool lost = std::exchange(parts_->overflowed, false);
  // The folder itself may have come, or come back, meanwhile; and after an overflow new ones may be unwatched.
  if (lost || !concerns || parts_->watches.empty()) {
    parts_->whole = true;
    parts_->watch_tree(parts_->folder, 0);
  }
  co_return concerns && !lost ? FolderNews::changed : FolderNews::rescan;
}

}  // namespace griffier::fetchers
