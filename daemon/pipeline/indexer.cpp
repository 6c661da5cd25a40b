#include "daemon/pipeline/indexer.h"

#include <chrono>
#include <exception>

#include "store/record/record.h"

namespace griffier::daemon {
namespace {

// A tenth of a second, which is what the writer may have to wait. Each batch is a segment of the index, and many small
// ones cost more to merge.
constexpr int kBatch = 128;
constexpr auto kPause = std::chrono::milliseconds(5);

}  // namespace

Indexer::Indexer(const std::filesystem::path& database, const Log& log)
    : thread_([this, database, &log] { work(database, log); }) {}

Indexer::~Indexer() {
  stopping_ = true;
  thread_.join();
}

void Indexer::work(const std::filesystem::path& database, const Log& log) {
  try {
    store::Record record(database, false);
    while (!stopping_) {
      // A pause even when there is more: SQLite's lock is not fair, and the writer comes first.
      (void)record.index_pending(kBatch);
      std::this_thread::sleep_for(kPause);
    }
  } catch (const std::exception& error) {
    log.warning("indexing is put off", {{"reason", error.what()}});
  }
}

}  // namespace griffier::daemon
