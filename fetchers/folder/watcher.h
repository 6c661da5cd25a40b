// Awaiting that something happens in a folder: inotify, with a rescan now and then, since file servers send no events
// and the kernel drops them when there are too many.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <memory>

namespace griffier::fetchers {

enum class FolderNews {
  changed,  // something was written, moved or deleted
  rescan,   // nothing was seen for a while, or too much to keep count
};

// Watches the folder and, unless told otherwise, those below it. All members on the io_context's thread.
class FolderWatcher {
 public:
  // Throws std::system_error when inotify can't be had. A folder that isn't there yet is waited for by rescans.
  FolderWatcher(boost::asio::io_context& io, std::filesystem::path folder, bool recursive = true);
  ~FolderWatcher();
  FolderWatcher(const FolderWatcher&) = delete;
  FolderWatcher& operator=(const FolderWatcher&) = delete;

  // Returns when something happened since the last call (or construction), once it has been quiet for `settle`, but
  // after ten times that at the latest; or when `rescan` has passed. Throws operation_aborted when cancelled. One call
  // at a time.
  boost::asio::awaitable<FolderNews> changed(std::chrono::milliseconds settle = std::chrono::milliseconds(500),
                                             std::chrono::milliseconds rescan = std::chrono::minutes(15));

  // Whether the kernel watches every folder; false when its limit is reached: then rescans alone find changes there.
  [[nodiscard]] bool complete() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::fetchers
