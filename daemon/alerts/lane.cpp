#include "daemon/alerts/lane.h"

#include <exception>
#include <utility>

namespace griffier::daemon {

void Settlements::add(std::string channel, Settled settled) {
  {
    const std::scoped_lock lock(mutex_);
    settled_.emplace_back(std::move(channel), std::move(settled));
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
  for (auto& parcel : queue_) settlements_.add(name_, {std::move(parcel), {SendStatus::retry, "stopped", false, {}}});
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
    Parcel parcel = std::move(queue_.front());
    queue_.pop_front();
    const bool down = down_in_a_row_ >= 2;
    lock.unlock();
    SendResult result =
        down ? SendResult{SendStatus::retry, "not tried, since: " + down_error_, true, {}} : attempt(parcel);
    lock.lock();
    if (!down) {
      down_in_a_row_ = result.channel_down ? down_in_a_row_ + 1 : 0;
      if (result.channel_down) down_error_ = result.error;
    }
    lock.unlock();
    settlements_.add(name_, {std::move(parcel), std::move(result)});
  }
}

SendResult Lane::attempt(const Parcel& parcel) {
  try {
    return channel_->send(parcel.message, parcel.recipient);
  } catch (const std::exception& error) {
    return {SendStatus::retry, error.what(), true, {}};
  }
}

}  // namespace griffier::daemon
