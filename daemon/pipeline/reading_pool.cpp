#include "daemon/pipeline/reading_pool.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

namespace griffier::daemon {
namespace {

constexpr std::size_t kAheadPerThread = 16;  // results that may wait for their turn

// The shared state of the workers and the one who takes.
class Pool {
 public:
  Pool(const std::vector<FoundFile>& files, unsigned threads,
       const std::function<Arrival(const FoundFile&)>& arrival_of)
      : files_(files), arrival_of_(arrival_of), results_(files.size()), window_(kAheadPerThread * threads) {
    for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    room_.notify_all();
    for (auto& worker : workers_) worker.join();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  ReadArrival next() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return results_[taken_] != nullptr || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    ReadArrival result = std::move(*results_[taken_]);
    results_[taken_++].reset();
    lock.unlock();
    room_.notify_all();
    return result;
  }

 private:
  void work() {
    for (;;) {
      std::size_t index = 0;
      {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return ending_ || started_ == files_.size() || started_ < taken_ + window_; });
        if (ending_ || started_ == files_.size()) return;
        index = started_++;
      }
      std::unique_ptr<ReadArrival> result;
      std::exception_ptr failure;
      try {
        result = std::make_unique<ReadArrival>(read_one(files_[index]));
      } catch (const std::exception&) {  // out of memory and the like: the taker's to report
        failure = std::current_exception();
      }
      {
        const std::lock_guard lock(mutex_);
        if (failure) failure_ = failure;
        results_[index] = std::move(result);
      }
      ready_.notify_all();
      if (failure) return;
    }
  }

  ReadArrival read_one(const FoundFile& file) {
    Arrival arrival = arrival_of_(file);
    auto content = file.error.empty() ? read_file(file.path) : FileBytes{"", file.error};
    if (!content.error.empty()) {
      ReadArrival refused;
      refused.arrival = std::move(arrival);
      refused.refused = content.error;
      return refused;
    }
    arrival.bytes = std::move(content.bytes);
    return read_arrival(std::move(arrival));
  }

  const std::vector<FoundFile>& files_;
  const std::function<Arrival(const FoundFile&)>& arrival_of_;
  std::vector<std::unique_ptr<ReadArrival>> results_;  // by file; few are there at a time
  const std::size_t window_;
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::size_t started_ = 0, taken_ = 0;
  bool ending_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> workers_;
};

}  // namespace

void read_in_order(const std::vector<FoundFile>& files, unsigned threads,
                   const std::function<Arrival(const FoundFile&)>& arrival_of,
                   const std::function<void(ReadArrival)>& take, const std::function<bool()>& stop) {
  if (files.empty()) return;
  Pool pool(files, std::max(1U, threads), arrival_of);
  for (std::size_t i = 0; i < files.size() && !stop(); ++i) take(pool.next());
}

}  // namespace griffier::daemon
