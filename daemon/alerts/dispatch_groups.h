// Which deliveries go out as one message: papers, digests, retries, and the storm guard. Pure but for what it
// remembers.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "publications/instant.h"
#include "store/record/outbox.h"

namespace griffier::daemon {

// One message to be: deliveries of one watch to one recipient of one channel.
struct Group {
  std::string watch, channel, recipient;
  std::vector<store::LeasedDelivery> deliveries;
  // It was sent, or about to be, before; nobody may know whether it arrived.
  [[nodiscard]] bool known() const { return !deliveries.empty() && deliveries.front().message != 0; }
};

class Grouping {
 public:
  void set_watches(std::vector<WatchConfig> watches) { watches_ = std::move(watches); }
  // The watch of that name; one without filters when it is no longer there.
  [[nodiscard]] WatchConfig watch(const std::string& name) const;

  // A message that went out at `at` in an earlier process counts towards the storm guard.
  void remember(const store::DeliveryRow& sent, publications::Instant at);

  // Groups of what was leased for one channel: first the messages that are known, as they were, since other company
  // would give them another idempotency key. With `may_wait`, fresh alerts of a storm are kept here until its hour is
  // over.
  [[nodiscard]] std::vector<Group> take(std::vector<store::LeasedDelivery> leased, publications::Instant now,
                                        bool may_wait);
  // What waited and is due now; everything with `all`.
  [[nodiscard]] std::vector<Group> release(publications::Instant now, bool all);
  [[nodiscard]] std::optional<publications::Instant> next_release() const;
  [[nodiscard]] std::vector<std::int64_t> waiting() const;  // the deliveries that are kept here

 private:
  struct Track {                             // of one watch to one recipient
    std::deque<publications::Instant> sent;  // messages of the last hour
    publications::Instant storm_until{};
    Group waiting;
  };
  Track& track(const store::DeliveryRow& row);
  void take_fresh(std::vector<store::LeasedDelivery> rows, publications::Instant now, bool may_wait,
                  std::vector<Group>& groups);

  std::vector<WatchConfig> watches_;
  std::map<std::string, Track> tracks_;
};

}  // namespace griffier::daemon
