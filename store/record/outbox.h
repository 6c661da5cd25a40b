// The outbox: deliveries from queued to sent or dead. Rows are inserted by Registrar::write in the transaction of their
// revision.
#pragma once

#include <string>
#include <vector>

#include "store/record/record.h"

namespace griffier::store {

// A delivery leased for sending, with all that a message is made of.
struct LeasedDelivery {
  DeliveryRow row;
  EventRow event;
  DocumentRow document;
  std::string commit_id;        // of the revision
  std::string idempotency_key;  // 32 hexadecimal digits, a function of (event, watch, channel, recipient) alone
  std::int64_t message = 0;     // that it was put into before; 0: none. It may have arrived
};

class Outbox {
 public:
  explicit Outbox(Record& record);  // borrows; writer thread only

  // Takes up to `limit` deliveries that are due for `channel` (all channels when empty), oldest first, marks them
  // sending until now + lease. Rows whose lease has expired come back first, in the order of their messages.
  [[nodiscard]] std::vector<LeasedDelivery> lease(const std::string& channel, publications::Instant now,
                                                  std::chrono::seconds lease, int limit);
  // Says which leased deliveries go out together, before any of them does: one list for each message, in the order in
  // which they are sent. So whoever sends them again, in whatever process, can send the same messages under the same
  // keys in the same order.
  void put_together(const std::vector<std::vector<std::int64_t>>& messages);
  // For when nobody sends any more: what is marked sending is to be taken first, and stays marked until it is, should
  // this process die as well. Their attempts are not counted.
  void recall();
  void sent(std::int64_t delivery_id, publications::Instant at);
  // `retry_at` empty: dead.
  void failed(std::int64_t delivery_id, const std::string& error, std::optional<publications::Instant> retry_at);
  // Gives leases back that were not used (a clean stop); attempts are not counted.
  void release(const std::vector<std::int64_t>& delivery_ids);

  [[nodiscard]] std::vector<DeliveryRow> list(const std::string& state, int limit);
  // By hand: dead or retry -> queued now; returns how many. 0 for `delivery_id`: all dead ones.
  int requeue(std::int64_t delivery_id, publications::Instant now);
  int drop(std::int64_t delivery_id);  // queued, held, retry or dead -> dead with "dropped by hand"
  [[nodiscard]] std::optional<publications::Instant> next_due();

 private:
  Record& record_;
};

}  // namespace griffier::store
