#include "daemon/alerts/dispatch_groups.h"

#include <algorithm>
#include <utility>

namespace griffier::daemon {
namespace {

constexpr std::chrono::hours kStorm{1};

// The fields of a key hold no newline: names are checked, recipients are single lines.
std::string key_of(const store::DeliveryRow& row) { return row.channel + "\n" + row.watch + "\n" + row.recipient; }

// Events of one revision go together; an event without a document goes alone.
std::string paper_of(const store::LeasedDelivery& delivery) {
  const auto& event = delivery.event;
  return event.document_id.empty() ? event.event_id : event.document_id + "@" + std::to_string(event.revision);
}

Group group_of(std::vector<store::LeasedDelivery> deliveries) {
  const auto& row = deliveries.front().row;
  return {row.watch, row.channel, row.recipient, std::move(deliveries)};
}

// Splits by a key, keeping the order of first appearance.
template <typename Key>
std::vector<std::vector<store::LeasedDelivery>> split(std::vector<store::LeasedDelivery> rows, Key key) {
  std::vector<std::vector<store::LeasedDelivery>> parts;
  std::map<std::string, std::size_t> places;
  for (auto& row : rows) {
    const auto [place, fresh] = places.emplace(key(row), parts.size());
    if (fresh) parts.emplace_back();
    parts[place->second].push_back(std::move(row));
  }
  return parts;
}

}  // namespace

WatchConfig Grouping::watch(const std::string& name) const {
  const auto found = std::find_if(watches_.begin(), watches_.end(), [&](const auto& one) { return one.name == name; });
  if (found != watches_.end()) return *found;
  WatchConfig gone;
  gone.name = name;
  return gone;
}

Grouping::Track& Grouping::track(const store::DeliveryRow& row) { return tracks_[key_of(row)]; }

void Grouping::remember(const store::DeliveryRow& sent, publications::Instant at) {
  auto& times = track(sent).sent;
  // The deliveries of one message were marked with one time.
  if (std::find(times.begin(), times.end(), at) == times.end()) times.push_back(at);
}

std::vector<Group> Grouping::take(std::vector<store::LeasedDelivery> leased, publications::Instant now, bool may_wait) {
  std::vector<Group> groups;
  std::vector<store::LeasedDelivery> known, fresh;
  for (auto& delivery : leased) (delivery.message != 0 ? known : fresh).push_back(std::move(delivery));
  for (auto& message : split(std::move(known), [](const auto& d) { return std::to_string(d.message); })) {
    const auto& row = message.front().row;
    if (row.attempts <= 1) track(row).sent.push_back(now);  // a process that died didn't count it
    groups.push_back(group_of(std::move(message)));
  }
  for (auto& part : split(std::move(fresh), [](const auto& d) { return key_of(d.row); }))
    take_fresh(std::move(part), now, may_wait, groups);
  return groups;
}

void Grouping::take_fresh(std::vector<store::LeasedDelivery> rows, publications::Instant now, bool may_wait,
                          std::vector<Group>& groups) {
  const auto config = watch(rows.front().row.watch);
  if (config.digest.kind != Digest::Kind::immediate) {
    groups.push_back(group_of(std::move(rows)));
    return;
  }
  auto& track = this->track(rows.front().row);
  track.sent.erase(std::remove_if(track.sent.begin(), track.sent.end(), [&](auto at) { return at <= now - kStorm; }),
                   track.sent.end());
  if (may_wait && now < track.storm_until) {
    if (track.waiting.deliveries.empty()) {
      track.waiting = group_of(std::move(rows));
    } else {
      auto& kept = track.waiting.deliveries;
      kept.insert(kept.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    return;
  }
  auto papers = split(rows, paper_of);
  if (track.sent.size() + papers.size() > static_cast<std::size_t>(config.storm)) {
    track.storm_until = now + kStorm;
    track.sent.push_back(now);
    groups.push_back(group_of(std::move(rows)));
    return;
  }
  for (auto& paper : papers) {
    track.sent.push_back(now);
    groups.push_back(group_of(std::move(paper)));
  }
}

std::vector<Group> Grouping::release(publications::Instant now, bool all) {
  std::vector<Group> groups;
  for (auto& [key, track] : tracks_) {
    if (track.waiting.deliveries.empty() || (!all && now < track.storm_until)) continue;
    track.sent.push_back(now);
    groups.push_back(std::exchange(track.waiting, {}));
  }
  return groups;
}

std::optional<publications::Instant> Grouping::next_release() const {
  std::optional<publications::Instant> next;
  for (const auto& [key, track] : tracks_)
    if (!track.waiting.deliveries.empty() && (!next || track.storm_until < *next)) next = track.storm_until;
  return next;
}

std::vector<std::int64_t> Grouping::waiting() const {
  std::vector<std::int64_t> ids;
  for (const auto& [key, track] : tracks_)
    for (const auto& delivery : track.waiting.deliveries) ids.push_back(delivery.row.delivery_id);
  return ids;
}

}  // namespace griffier::daemon
