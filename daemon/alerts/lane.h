// One channel on a thread of its own. Private to the dispatcher.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

// One message on its way, with the deliveries that it settles (none: word to the operator).
struct Parcel {
  Message message;
  std::string recipient;
  std::vector<std::int64_t> deliveries;
  int attempts = 1;  // this one included
  // Of word to an operator who named no channels: those that were found failing.
  std::set<std::string> passed{};
};
struct Settled {
  Parcel parcel;
  SendResult result;
};

// What lanes hand back, and what wakes whoever waits for it. Shared by all lanes; any thread.
class Settlements {
 public:
  void add(const std::string& channel, Settled settled);
  void add(const std::string& channel, std::vector<Settled> settled);  // taken together
  // All that came since the last call, by channel.
  [[nodiscard]] std::vector<std::pair<std::string, Settled>> take();
  // Blocks until there is something to take.
  void wait();
  std::function<void()> on_added;  // set before the first lane starts

 private:
  std::mutex mutex_;
  std::condition_variable added_;
  std::vector<std::pair<std::string, Settled>> settled_;
};

// Sends parcels one after the other, or several together where the channel takes them so. Made, fed and destroyed by
// one thread; destroying it cancels what is under way.
class Lane {
 public:
  Lane(std::string name, std::unique_ptr<Channel> channel, Settlements& settlements);
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  void send(Parcel parcel);
  // After two messages in a row found the channel down, the rest of what is queued here comes back untried. This ends
  // that.
  void try_again();
  // Ends what is under way; the thread ends when the lane is destroyed. What was not sent is then settled as a retry.
  void cancel() noexcept { channel_->cancel(); }
  [[nodiscard]] const Channel& channel() const { return *channel_; }

 private:
  void work();
  std::vector<SendResult> attempt(const std::vector<Parcel>& parcels);

  const std::string name_;
  const std::unique_ptr<Channel> channel_;
  Settlements& settlements_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Parcel> queue_;
  int down_in_a_row_ = 0;
  std::string down_error_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace griffier::daemon
