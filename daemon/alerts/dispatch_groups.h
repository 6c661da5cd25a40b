// Which deliveries go out as one message: papers, digests, retries, and the storm guard. Pure but for what it
// remembers.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
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
};

class Grouping {
 public:
  void set_watches(std::vector<WatchConfig> watches) { watches_ = std::move(watches); }
  // The watch of that name; one without filters when it is no longer there.
  [[nodiscard]] WatchConfig watch(const std::string& name) const;

  // A message that went out at `at` in an earlier process counts towards the storm guard.
  void remember(const store::DeliveryRow& sent, publications::Instant at);

  // Deliveries that an earlier process was sending when it died. Nobody knows whether they arrived, so they go out once
  // more as they were: fresh ones that join them would give the message another idempotency key.
  void recall(const std::vector<std::int64_t>& deliveries) { recalled_.insert(deliveries.begin(), deliveries.end()); }

  // Groups of what was leased for one channel. With `may_wait`, alerts of a storm are kept here until its hour is over.
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
  std::set<std::int64_t> recalled_;
  std::map<std::string, Track> tracks_;
};

}  // namespace griffier::daemon
