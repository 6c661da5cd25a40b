// Full-text indexing beside the writing, for imports: it costs as much as all the rest, and another processor is idle.
#pragma once

#include <atomic>
#include <filesystem>
#include <thread>

#include "daemon/log.h"

namespace griffier::daemon {

// A thread with a database connection of its own, which takes short turns with the writer's. What it leaves undone is
// indexed later.
class Indexer {
 public:
  Indexer(const std::filesystem::path& database, const Log& log);
  ~Indexer();  // stops after the batch it is at
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

 private:
  void work(const std::filesystem::path& database, const Log& log);

  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace griffier::daemon
