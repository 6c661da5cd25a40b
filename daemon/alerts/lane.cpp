#include "daemon/alerts/lane.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace griffier::daemon {

void Settlements::add(const std::string& channel, Settled settled) {
  std::vector<Settled> one;
  one.push_back(std::move(settled));
  add(channel, std::move(one));
}

void Settlements::add(const std::string& channel, std::vector<Settled> settled) {
  {
    const std::scoped_lock lock(mutex_);
    for (auto& one : settled) settled_.emplace_back(channel, std::move(one));
  }
  added_.notify_all();
  if (on_added) on_added();
}

std::vector<std::pair<std::string, Settled>> Settlements::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(settled_, {});
}

void Settlements::wait() {
  std::unique_lock lock(mutex_);
  added_.wait(lock, [this] { return !settled_.empty(); });
}

Lane::Lane(std::string name, std::unique_ptr<Channel> channel, Settlements& settlements)
    : name_(std::move(name)), channel_(std::move(channel)), settlements_(settlements), thread_([this] { work(); }) {}

Lane::~Lane() {
  channel_->cancel();
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
  for (auto& parcel : queue_)
    settlements_.add(name_, Settled{std::move(parcel), {SendStatus::retry, "stopped", false, {}}});
}

void Lane::send(Parcel parcel) {
  {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(parcel));
  }
  changed_.notify_all();
}

void Lane::try_again() {
  const std::scoped_lock lock(mutex_);
  down_in_a_row_ = 0;
}

void Lane::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (ending_) return;
    std::vector<Parcel> parcels;
    const auto most = std::max<std::size_t>(channel_->at_once(), 1);
    while (!queue_.empty() && parcels.size() < most) {
      if (!parcels.empty() && parcels.front().recipient != queue_.front().recipient) break;
      parcels.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    const bool down = down_in_a_row_ >= 2;
    lock.unlock();
    auto results = down ? std::vector<SendResult>(parcels.size(),
                                                  {SendStatus::retry, "not tried, since: " + down_error_, true, {}})
                        : attempt(parcels);
    lock.lock();
    for (const auto& result : results) {
      if (down) break;
      down_in_a_row_ = result.channel_down ? down_in_a_row_ + 1 : 0;
      if (result.channel_down) down_error_ = result.error;
    }
    lock.unlock();
    std::vector<Settled> settled;
    for (std::size_t i = 0; i < parcels.size(); ++i) settled.push_back({std::move(parcels[i]), std::move(results[i])});
    settlements_.add(name_, std::move(settled));
  }
}

std::vector<SendResult> Lane::attempt(const std::vector<Parcel>& parcels) {
  try {
    if (parcels.size() == 1) return {channel_->send(parcels.front().message, parcels.front().recipient)};
    std::vector<const Message*> messages;
    for (const auto& parcel : parcels) messages.push_back(&parcel.message);
    return channel_->send_together(messages, parcels.front().recipient);
  } catch (const std::exception& error) {
    return std::vector<SendResult>(parcels.size(), {SendStatus::retry, error.what(), true, {}});
  }
}

}  // namespace griffier::daemon
