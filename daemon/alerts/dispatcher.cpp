#include "daemon/alerts/dispatcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "daemon/alerts/dispatch_groups.h"
#include "daemon/alerts/lane.h"
#include "daemon/alerts/message_parts.h"
#include "daemon/alerts/wording.h"
#include "publications/digest.h"
#include "store/record/sqlite.h"

namespace griffier::daemon {
namespace {

using publications::Instant;

// Longer than any batch takes: within a process nothing is leased twice, and a new process takes leases back at once.
constexpr std::chrono::hours kLease{6};
constexpr int kBatch = 20'000;          // so that a storm becomes one digest
constexpr std::size_t kInFlight = 8;    // messages rendered ahead of a channel, or twice what it takes at once
constexpr std::size_t kDetailed = 200;  // papers of one message that are read from the archive
constexpr int kRemembered = 2'000;      // deliveries looked at for the storm guard on start

struct Dead {
  std::string watch, recipient, subject, error;
};

Message operator_notice(const std::string& channel, const std::vector<Dead>& dead, Instant now) {
  Message message;
  message.watch = "operator";
  message.at = now;
  message.subject = wording::undelivered(dead.size(), channel);
  message.text = message.subject + "\n\n";
  std::string list;
  for (const auto& one : dead) {
    const auto line = one_line(wording::undelivered_one(one.watch, one.recipient, one.subject, one.error));
    message.text += "- " + line + "\n";
    list += "<li>" + escape_html(line) + "</li>\n";
    if (message.text.size() > 20'000) break;
  }
  message.text += fmt::format("\n{}\n", wording::kRemedy);
  message.html =
      fmt::format("<!DOCTYPE html>\n<html lang=\"{}\"><body><h2>{}</h2>\n<ul>\n{}</ul>\n<p>{}</p></body></html>\n",
                  wording::kLanguage, escape_html(message.subject), list, wording::kRemedy);
  message.idempotency_key =
      publications::sha256_hex(channel + "\n" + publications::iso_instant(now) + "\n" + message.text).substr(0, 32);
  message.json = boost::json::serialize(boost::json::object{{"id", message.idempotency_key},
                                                            {"type", "operator.notice"},
                                                            {"timestamp", publications::iso_instant(now)},
                                                            {"watch", message.watch},
                                                            {"subject", message.subject},
                                                            {"papers", boost::json::array()},
                                                            {"text", message.text}});
  return message;
}

}  // namespace

struct Dispatcher::Parts {
  // A channel with what waits for its lane.
  struct Route {
    std::unique_ptr<Lane> lane;
    std::deque<Group> pending;
    std::size_t in_flight = 0;
    [[nodiscard]] bool free() const { return pending.empty() && in_flight == 0; }
  };

  Parts(store::Record& to_record, ItemReader item_reader, const Log& to)
      : record(to_record), outbox(to_record), reader(std::move(item_reader)), log(to) {}

  void recall();
  DeliveryCounts step(Instant now, bool may_wait);
  DeliveryCounts collect(Instant now);
  DeliveryCounts settle(const std::string& channel, const Settled& settled, Instant now);
  void lease(Instant now, bool may_wait);
  DeliveryCounts lease_unknown(Instant now);
  void queue(std::vector<Group> groups);
  void feed(const std::string& name, Route& route, Instant now);
  std::vector<AlertItem> read(const Group& group);
  void tell_operator(Instant now);
  void pass_on(const Parcel& parcel, const std::string& channel);
  void send_word(const Message& message, std::set<std::string> passed);
  void stop() noexcept;
  [[nodiscard]] bool busy() const;

  store::Record& record;
  store::Outbox outbox;
  ItemReader reader;
  const Log& log;
  Grouping grouping;
  Settlements settlements;
  std::map<std::string, Route> routes;
  std::vector<std::string> order, operators;  // names of channels
  std::map<std::string, std::vector<Dead>> dead;
  std::set<std::string> passed_on;  // words to the operator that a channel could not bring
  std::mt19937 random{std::random_device{}()};
};

// An earlier process may have died while sending: its leases are taken back, and what it sent counts for the storm
// guard.
void Dispatcher::Parts::recall() {
  outbox.recall();
  for (const auto& row : outbox.list("sent", kRemembered))
    if (const auto at = publications::parse_iso_instant(row.sent_at)) grouping.remember(row, *at);
}

bool Dispatcher::Parts::busy() const {
  return std::any_of(routes.begin(), routes.end(), [](const auto& route) { return !route.second.free(); });
}

DeliveryCounts Dispatcher::Parts::step(Instant now, bool may_wait) {
  auto counts = collect(now);
  const bool all_free = !busy();
  lease(now, may_wait);
  if (all_free) counts += lease_unknown(now);
  queue(grouping.release(now, !may_wait));
  for (auto& [name, route] : routes) feed(name, route, now);
  return counts;
}

DeliveryCounts Dispatcher::Parts::collect(Instant now) {
  DeliveryCounts counts;
  const auto taken = settlements.take();
  if (!taken.empty()) {
    store::Transaction transaction(record.handle());  // one for all: each costs a write to the disk
    for (const auto& [channel, settled] : taken) {
      --routes.at(channel).in_flight;
      counts += settle(channel, settled, now);
    }
    transaction.commit();
  }
  tell_operator(now);
  return counts;
}

DeliveryCounts Dispatcher::Parts::settle(const std::string& channel, const Settled& settled, Instant now) {
  const auto& [parcel, result] = settled;
  const auto count = parcel.deliveries.size();
  const Log::Fields fields{{"channel", channel},
                           {"watch", parcel.message.watch},
                           {"recipient", parcel.recipient},
                           {"subject", parcel.message.subject},
                           {"error", result.error}};
  if (result.status == SendStatus::sent) {
    for (const auto id : parcel.deliveries) outbox.sent(id, now);
    log.info("alert sent", {{"channel", channel},
                            {"watch", parcel.message.watch},
                            {"recipient", parcel.recipient},
                            {"subject", parcel.message.subject}});
    return {count, 0, 0};
  }
  if (count == 0) {  // word to the operator is not kept: the log has it
    log.warning("the operator could not be told", fields);
    pass_on(parcel, channel);
    return {};
  }
  const auto wait = result.status == SendStatus::retry
                        ? retry_wait(parcel.attempts, std::uniform_real_distribution<>(0, 1)(random))
                        : std::nullopt;
  const auto again = wait ? std::optional<Instant>(now + *wait) : std::nullopt;
  for (const auto id : parcel.deliveries) outbox.failed(id, result.error, again);
  if (again) {
    log.warning("alert not sent, to be tried again", fields);
    return {0, count, 0};
  }
  log.error("alert is dead", fields);
  dead[channel].push_back({parcel.message.watch, parcel.recipient, parcel.message.subject, result.error});
  return {0, 0, count};
}

void Dispatcher::Parts::lease(Instant now, bool may_wait) {
  for (const auto& name : order) {
    auto& route = routes.at(name);
    if (!route.free()) continue;
    route.lane->try_again();
    queue(grouping.take(outbox.lease(name, now, kLease, kBatch), now, may_wait));
  }
}

// Deliveries for a channel that the configuration no longer has: they wait and come to an end as if it were down.
DeliveryCounts Dispatcher::Parts::lease_unknown(Instant now) {
  DeliveryCounts counts;
  std::vector<std::int64_t> known;
  for (const auto& delivery : outbox.lease("", now, kLease, kBatch)) {
    const auto& row = delivery.row;
    if (routes.count(row.channel) != 0) {
      known.push_back(row.delivery_id);
      continue;
    }
    Settled settled;
    settled.parcel.message.watch = row.watch;
    settled.parcel.message.subject = wording::summary(delivery.event);
    settled.parcel.recipient = row.recipient;
    settled.parcel.deliveries = {row.delivery_id};
    settled.parcel.attempts = row.attempts;
    settled.result.error = fmt::format("there is no channel '{}' in the configuration", row.channel);
    counts += settle(row.channel, settled, now);
  }
  if (!known.empty()) outbox.release(known);
  tell_operator(now);
  return counts;
}

void Dispatcher::Parts::queue(std::vector<Group> groups) {
  // Known ones as well: those that were retried come behind others now, and another process must keep to that order.
  std::vector<std::vector<std::int64_t>> messages;
  for (const auto& group : groups) {
    auto& ids = messages.emplace_back();
    for (const auto& delivery : group.deliveries) ids.push_back(delivery.row.delivery_id);
  }
  outbox.put_together(messages);
  for (auto& group : groups) routes.at(group.channel).pending.push_back(std::move(group));
}

void Dispatcher::Parts::feed(const std::string& name, Route& route, Instant now) {
  const auto most = std::max(kInFlight, 2 * route.lane->channel().at_once());
  while (!route.pending.empty() && route.in_flight < most) {
    const Group group = std::move(route.pending.front());
    route.pending.pop_front();
    Parcel parcel;
    parcel.recipient = group.recipient;
    for (const auto& delivery : group.deliveries) {
      parcel.deliveries.push_back(delivery.row.delivery_id);
      parcel.attempts = std::max(parcel.attempts, delivery.row.attempts);
    }
    ++route.in_flight;
    try {
      parcel.message = render_message(grouping.watch(group.watch), read(group), now);
      parcel.message.may_have_arrived = group.known();
      route.lane->send(std::move(parcel));
    } catch (const std::exception& error) {
      settlements.add(name, Settled{std::move(parcel),
                                    {SendStatus::retry, fmt::format("can't be written: {}", error.what()), false, {}}});
    }
  }
}

std::vector<AlertItem> Dispatcher::Parts::read(const Group& group) {
  std::vector<AlertItem> items;
  // Papers with their first item; what an event changed of a set of questions is its own.
  std::map<std::tuple<std::string, int, std::string>, std::size_t> seen;
  for (const auto& delivery : group.deliveries) {
    const auto& event = delivery.event;
    const std::tuple paper(event.document_id, event.revision,
                           event.kind.starts_with("question.") ? event.kind + event.set_id : std::string());
    const auto known = seen.find(paper);
    AlertItem item;
    if (known != seen.end()) {
      item = items[known->second];
    } else if (seen.size() < kDetailed) {
      try {
        item = reader(delivery);
      } catch (const std::exception& error) {
        log.warning("an alert goes out without its text", {{"document", event.document_id}, {"error", error.what()}});
      }
      seen.emplace(paper, items.size());
    }
    item.delivery = delivery;
    items.push_back(std::move(item));
  }
  return items;
}

// Word to an operator who named no channels goes on to the next one, until one works.
void Dispatcher::Parts::pass_on(const Parcel& parcel, const std::string& channel) {
  if (!operators.empty() || parcel.passed.empty()) return;
  if (!passed_on.insert(channel + "\n" + parcel.message.idempotency_key).second) return;  // for another recipient
  auto passed = parcel.passed;
  passed.insert(channel);
  send_word(parcel.message, std::move(passed));
}

// By the first channel that was not found failing.
void Dispatcher::Parts::send_word(const Message& message, std::set<std::string> passed) {
  const auto next = std::find_if(order.begin(), order.end(), [&](const auto& name) { return !passed.contains(name); });
  if (next == order.end()) {
    log.warning("there is no other channel to tell the operator", {{"subject", message.subject}});
    return;
  }
  auto& route = routes.at(*next);
  for (const auto& recipient : route.lane->channel().recipients()) {
    Parcel word;
    word.message = message;
    word.recipient = recipient;
    word.passed = passed;
    ++route.in_flight;
    route.lane->send(std::move(word));
  }
}

void Dispatcher::Parts::tell_operator(Instant now) {
  for (const auto& [failing, list] : std::exchange(dead, {})) {
    if (operators.empty()) {
      send_word(operator_notice(failing, list, now), {failing});
      continue;
    }
    auto names = operators;
    names.erase(std::remove(names.begin(), names.end(), failing), names.end());
    if (names.empty()) log.warning("there is no other channel to tell the operator", {{"channel", failing}});
    const auto message = operator_notice(failing, list, now);
    for (const auto& name : names) {
      auto& route = routes.at(name);
      for (const auto& recipient : route.lane->channel().recipients()) {
        ++route.in_flight;
        route.lane->send({message, recipient, {}, 1, {}});
      }
    }
  }
}

void Dispatcher::Parts::stop() noexcept {
  try {
    std::vector<std::int64_t> unused = grouping.waiting();
    for (auto& [name, route] : routes)
      for (const auto& group : route.pending)
        for (const auto& delivery : group.deliveries) unused.push_back(delivery.row.delivery_id);
    for (auto& [name, route] : routes) route.lane->cancel();
    for (auto& [name, route] : routes) route.lane.reset();
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    for (const auto& [channel, settled] : settlements.take()) {
      if (settled.result.status == SendStatus::sent) {
        for (const auto id : settled.parcel.deliveries) outbox.sent(id, now);
      } else {
        unused.insert(unused.end(), settled.parcel.deliveries.begin(), settled.parcel.deliveries.end());
      }
    }
    if (!unused.empty()) outbox.release(unused);
  } catch (const std::exception& error) {
    // The next start takes the leases back.
    log.error("the outbox could not be left in order", {{"error", error.what()}});
  }
}

Dispatcher::Dispatcher(store::Record& record, ItemReader reader, std::vector<WatchConfig> watches,
                       std::vector<ChannelConfig> channels, std::vector<std::string> operator_channels, const Log& log)
    : parts_(std::make_unique<Parts>(record, std::move(reader), log)) {
  parts_->settlements.on_added = [this] {
    if (on_finished) on_finished();
  };
  parts_->grouping.set_watches(std::move(watches));
  parts_->operators = std::move(operator_channels);
  for (const auto& channel : channels) {
    parts_->order.push_back(channel.name);
    parts_->routes[channel.name].lane =
        std::make_unique<Lane>(channel.name, make_channel(channel), parts_->settlements);
  }
  parts_->recall();
}

Dispatcher::~Dispatcher() { parts_->stop(); }

DeliveryCounts Dispatcher::deliver_due(Instant now) {
  auto counts = parts_->step(now, false);
  while (parts_->busy()) {
    parts_->settlements.wait();
    counts += parts_->step(now, false);
  }
  return counts;
}

DeliveryCounts Dispatcher::tick(Instant now) { return parts_->step(now, true); }

bool Dispatcher::idle() const { return !parts_->busy() && parts_->grouping.waiting().empty(); }

std::optional<Instant> Dispatcher::next_release() const { return parts_->grouping.next_release(); }

void Dispatcher::set_watches(std::vector<WatchConfig> watches) { parts_->grouping.set_watches(std::move(watches)); }

}  // namespace griffier::daemon
