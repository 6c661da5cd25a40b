#include "store/record/outbox.h"

#include <fmt/format.h>

#include "publications/digest.h"
#include "store/record/entry.h"
#include "store/record/moment.h"
#include "store/record/parts.h"

namespace griffier::store {
namespace {

DeliveryRow read_delivery(const Statement& row) {
  DeliveryRow delivery;
  delivery.delivery_id = row.integer(0);
  delivery.event_id = row.text(1);
  delivery.watch = row.text(2);
  delivery.channel = row.text(3);
  delivery.recipient = row.text(4);
  delivery.state = row.text(5);
  delivery.attempts = static_cast<int>(row.integer(6));
  delivery.due_at = row.text(7);
  delivery.sent_at = row.text(8);
  delivery.last_error = row.text(9);
  return delivery;
}
constexpr int kDeliveryColumnCount = 10;

std::string idempotency_key(const DeliveryRow& row) {
  return publications::sha256_hex(fmt::format("{}\n{}\n{}\n{}", row.event_id, row.watch, row.channel, row.recipient))
      .substr(0, 32);
}

// Rows whose lease ran out come first: their message may have been on its way for longest. What belongs to none yet was
// not sent at all.
std::vector<std::int64_t> takeable(sqlite3* db, const std::string& channel, std::int64_t now, int limit) {
  std::vector<std::int64_t> ids;
  Statement expired(db,
                    "SELECT delivery_id FROM deliveries WHERE state = 'sending' AND lease_ms <= ?1"
                    " AND (?2 = '' OR channel = ?2) ORDER BY message IS NULL, message, lease_ms, delivery_id LIMIT ?3");
  expired.with(now, channel, limit);
  while (expired.step()) {
    ids.push_back(expired.integer(0));
  }
  Statement due(db,
                "SELECT delivery_id FROM deliveries WHERE state IN ('queued', 'held', 'retry') AND due_ms <= ?1"
                " AND (?2 = '' OR channel = ?2) ORDER BY due_ms, delivery_id LIMIT ?3");
  due.with(now, channel, limit - static_cast<int>(ids.size()));
  while (due.step()) {
    ids.push_back(due.integer(0));
  }
  return ids;
}

// Nearly always there is nothing, and that is found out without the lock of a writer.
bool anything_takeable(sqlite3* db, const std::string& channel, std::int64_t now) {
  Statement query(db,
                  "SELECT EXISTS(SELECT 1 FROM deliveries WHERE state = 'sending' AND lease_ms <= ?1"
                  " AND (?2 = '' OR channel = ?2))"
                  " OR EXISTS(SELECT 1 FROM deliveries WHERE state IN ('queued', 'held', 'retry') AND due_ms <= ?1"
                  " AND (?2 = '' OR channel = ?2))");
  return query.with(now, channel).step() && query.integer(0) != 0;
}

LeasedDelivery read_leased(sqlite3* db, std::int64_t delivery_id) {
  Statement query(db,
                  fmt::format("SELECT v.delivery_id, v.event_id, v.watch, v.channel, v.recipient, v.state,"
                              " v.attempts, v.due_at, v.sent_at, v.last_error, {}, {}, r.commit_id, x.message"
                              " FROM v_deliveries v JOIN deliveries x USING(delivery_id)"
                              " JOIN events e ON e.sequence = x.event LEFT JOIN documents d USING(document_key)"
                              " LEFT JOIN revisions r ON r.document_key = e.document_key AND r.revision = e.revision"
                              " WHERE v.delivery_id = ?",
                              kEventColumns, kDocumentColumns));
  LeasedDelivery leased;
  if (query.with(delivery_id).step()) {
    leased.row = read_delivery(query);
    leased.event = read_event(query, kDeliveryColumnCount);
    leased.document = read_document(query, kDeliveryColumnCount + kEventColumnCount);
    constexpr int kRest = kDeliveryColumnCount + kEventColumnCount + kDocumentColumnCount;
    leased.commit_id = query.text(kRest);
    leased.message = query.integer(kRest + 1);
    leased.idempotency_key = idempotency_key(leased.row);
  }
  return leased;
}

}  // namespace

void insert_deliveries(sqlite3* db, const std::vector<NewDelivery>& deliveries,
                       const std::vector<std::int64_t>& events) {
  if (deliveries.empty()) {
    return;
  }
  Statement insert(db,
                   "INSERT OR IGNORE INTO deliveries(event, watch, channel, recipient, state, due_ms)"
                   " VALUES(?, ?, ?, ?, ?, ?)");
  for (const NewDelivery& delivery : deliveries) {
    insert
        .with(events.at(delivery.event), delivery.watch, delivery.channel, delivery.recipient,
              delivery.held ? "held" : "queued", milliseconds(delivery.due_at))
        .run();
  }
}

Outbox::Outbox(Record& record) : record_(record) {}

std::vector<LeasedDelivery> Outbox::lease(const std::string& channel, publications::Instant now,
                                          std::chrono::seconds lease, int limit) {
  sqlite3* const db = record_.handle();
  std::vector<LeasedDelivery> leased;
  if (limit <= 0 || !anything_takeable(db, channel, milliseconds(now))) {
    return leased;
  }
  Transaction transaction(db);
  Statement mark(db,
                 "UPDATE deliveries SET before_lease = iif(state = 'sending', before_lease, state), state = 'sending',"
                 " attempts = attempts + 1, lease_ms = ? WHERE delivery_id = ?");
  for (const std::int64_t id : takeable(db, channel, milliseconds(now), limit)) {
    mark.with(milliseconds(now + lease), id).run();
    leased.push_back(read_leased(db, id));
  }
  transaction.commit();
  return leased;
}

void Outbox::put_together(const std::vector<std::vector<std::int64_t>>& messages) {
  if (messages.empty()) return;
  sqlite3* const db = record_.handle();
  Transaction transaction(db);
  Statement last(db, "SELECT coalesce(max(message), 0) FROM deliveries");
  std::int64_t number = last.step() ? last.integer(0) : 0;
  Statement put(db, "UPDATE deliveries SET message = ? WHERE delivery_id = ?");
  for (const auto& message : messages) {
    ++number;
    for (const std::int64_t id : message) put.with(number, id).run();
  }
  transaction.commit();
}

void Outbox::recall() {
  constexpr std::int64_t kRecalled = 0;
  Statement(record_.handle(),
            "UPDATE deliveries SET attempts = attempts - 1, lease_ms = ?1 WHERE state = 'sending' AND lease_ms > ?1")
      .with(kRecalled)
      .run();
}

void Outbox::sent(std::int64_t delivery_id, publications::Instant at) {
  Statement(record_.handle(),
            "UPDATE deliveries SET state = 'sent', sent_ms = ?, lease_ms = NULL, before_lease = NULL,"
            " last_error = NULL WHERE delivery_id = ?")
      .with(milliseconds(at), delivery_id)
      .run();
}

void Outbox::failed(std::int64_t delivery_id, const std::string& error, std::optional<publications::Instant> retry_at) {
  Statement query(record_.handle(),
                  "UPDATE deliveries SET state = iif(?1 IS NULL, 'dead', 'retry'), due_ms = coalesce(?1, due_ms),"
                  " lease_ms = NULL, before_lease = NULL, last_error = ?2 WHERE delivery_id = ?3");
  if (retry_at) {
    query.with(milliseconds(*retry_at), error, delivery_id).run();
  } else {
    query.with(std::nullopt, error, delivery_id).run();
  }
}

void Outbox::release(const std::vector<std::int64_t>& delivery_ids) {
  Transaction transaction(record_.handle());
  Statement give_back(record_.handle(),
                      "UPDATE deliveries SET state = coalesce(before_lease, 'queued'), attempts = attempts - 1,"
                      " lease_ms = NULL, before_lease = NULL WHERE delivery_id = ? AND state = 'sending'");
  for (const std::int64_t id : delivery_ids) {
    give_back.with(id).run();
  }
  transaction.commit();
}

std::vector<DeliveryRow> Outbox::list(const std::string& state, int limit) {
  Statement query(record_.handle(),
                  "SELECT delivery_id, event_id, watch, channel, recipient, state, attempts, due_at, sent_at,"
                  " last_error FROM v_deliveries WHERE ?1 = '' OR state = ?1 ORDER BY delivery_id DESC LIMIT ?2");
  query.with(state, limit > 0 ? limit : -1);
  std::vector<DeliveryRow> rows;
  while (query.step()) {
    rows.push_back(read_delivery(query));
  }
  return rows;
}

int Outbox::requeue(std::int64_t delivery_id, publications::Instant now) {
  Statement query(record_.handle(),
                  "UPDATE deliveries SET state = 'queued', attempts = 0, due_ms = ?1"
                  " WHERE iif(?2 = 0, state = 'dead', delivery_id = ?2 AND state IN ('dead', 'retry'))"
                  " RETURNING 1");
  query.with(milliseconds(now), delivery_id);
  int count = 0;
  while (query.step()) {
    ++count;
  }
  return count;
}

int Outbox::drop(std::int64_t delivery_id) {
  Statement query(record_.handle(),
                  "UPDATE deliveries SET state = 'dead', last_error = 'dropped by hand'"
                  " WHERE delivery_id = ? AND state IN ('queued', 'held', 'retry', 'dead') RETURNING 1");
  return query.with(delivery_id).step() ? (query.run(), 1) : 0;
}

std::optional<publications::Instant> Outbox::next_due() {
  Statement query(record_.handle(),
                  "SELECT min(at) FROM (SELECT min(due_ms) AS at FROM deliveries"
                  " WHERE state IN ('queued', 'held', 'retry')"
                  " UNION ALL SELECT min(lease_ms) FROM deliveries WHERE state = 'sending')");
  if (!query.step() || query.is_null(0)) {
    return std::nullopt;
  }
  return publications::Instant(std::chrono::milliseconds(query.integer(0)));
}

}  // namespace griffier::store
