// Takes what is due from the outbox to the channels: groups, digests, the storm guard, retries, and word to the
// operator.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/alerts/alert.h"
#include "daemon/config/config.h"
#include "daemon/log.h"
#include "publications/instant.h"
#include "store/record/outbox.h"

namespace griffier::store {
class Archive;
}

namespace griffier::daemon {

struct DeliveryCounts {  // deliveries, which may be more than messages
  std::size_t sent = 0, retried = 0, dead = 0;
  DeliveryCounts& operator+=(const DeliveryCounts& other) {
    sent += other.sent;
    retried += other.retried;
    dead += other.dead;
    return *this;
  }
};

// Makes what a message shows of a delivery. Called on the thread that owns the record; what it throws is logged, and
// the alert goes out without a difference.
using ItemReader = std::function<AlertItem(const store::LeasedDelivery&)>;
// The reader for production: texts and facts from the archive at the revision and the one before it. Borrows both.
[[nodiscard]] ItemReader archive_reader(store::Record& record, const store::Archive& archive);

// Every channel sends on a thread of its own, so that a slow or dead one holds up no other. All members are called on
// the one thread that owns the record; channel threads never touch it.
class Dispatcher {
 public:
  // What was being sent when an earlier process ended is queued again (the lock of the state directory says that nobody
  // else sends). Borrows everything but the configurations.
  Dispatcher(store::Record& record, ItemReader reader, std::vector<WatchConfig> watches,
             std::vector<ChannelConfig> channels, std::vector<std::string> operator_channels, const Log& log);
  // Stops: sending is cut short, and what was not sent is queued again without counting as an attempt.
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  // Everything due at `now` is tried once; returns when all channels are done. For `once` and `import`.
  DeliveryCounts deliver_due(publications::Instant now);

  // For `run`: writes down what channels finished since the last call, hands what is due to channels that are free, and
  // returns at once. Call it again when `on_finished` was called, when the outbox is next due, and after writing.
  DeliveryCounts tick(publications::Instant now);
  // Called from channel threads whenever a message is done, to wake the loop that calls tick(). Set before the first
  // tick.
  std::function<void()> on_finished;
  // Nothing is being sent and nothing waits for its turn here.
  [[nodiscard]] bool idle() const;
  // The moment at which an alert that the storm guard keeps here is due; nullopt when it keeps none.
  [[nodiscard]] std::optional<publications::Instant> next_release() const;

  // Watches were added or removed at run time.
  void set_watches(std::vector<WatchConfig> watches);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::daemon
