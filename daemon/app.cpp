#include "daemon/app.h"

#include <fmt/format.h>

#include <csignal>
#include <random>

#include "daemon/watches.h"
#include "store/archive/archive.h"
#include "store/record/questions.h"
#include "store/record/watches.h"

namespace griffier::daemon {
namespace {

constexpr int kIndexBatch = 500;

// Each channel of each watch, with whom it reaches.
std::vector<Subscription> subscriptions_of(const std::vector<WatchConfig>& watches,
                                           const std::vector<ChannelConfig>& channels) {
  std::vector<Subscription> subscriptions;
  for (const auto& watch : watches) {
    Subscription subscription;
    subscription.watch = watch;
    for (const auto& name : watch.channels) {
      for (const auto& channel : channels) {
        if (channel.name != name) continue;
        for (auto& recipient : make_channel(channel)->recipients())
          subscription.recipients.emplace_back(name, std::move(recipient));
      }
    }
    subscriptions.push_back(std::move(subscription));
  }
  return subscriptions;
}

}  // namespace

App::App(Config config, const std::filesystem::path& state_dir, const Log& log, bool kept)
    : config_(std::move(config)), log_(log), kept_(kept), registrar_(state_dir, store::Open::read_write) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader of a channel's pipe may leave
  reconfigure(std::move(config_));
}

App::~App() = default;

void App::reconfigure(Config config) {
  if (shared_intake_) shared_intake_->flush();
  shared_intake_.reset();
  dispatcher_.reset();
  config_ = std::move(config);
  store::Questions(registrar_.record()).use_rules(config_.terms);
  dispatcher_ =
      std::make_unique<Dispatcher>(registrar_.record(), archive_reader(registrar_.record(), registrar_.archive()),
                                   watches(), config_.channels, config_.operator_channels, log_);
}

void App::refresh_watches() {
  std::string now_there;
  for (const auto& row : store::Watches(registrar_.record()).list())
    now_there += row.name + '\n' + row.definition + '\n';
  if (now_there == watches_seen_) return;
  watches_seen_ = std::move(now_there);
  if (shared_intake_) shared_intake_->flush();
  shared_intake_.reset();
  dispatcher_->set_watches(watches());
}

std::vector<WatchConfig> App::watches() {
  auto all = config_.watches;
  for (auto& added : recorded_watches(registrar_.record(), log_)) all.push_back(std::move(added));
  return all;
}

publications::Instant App::now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

double App::jitter() const {
  static thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_real_distribution<double>(-1.0, 1.0)(random);
}

Intake App::intake(Intake::Report report) {
  return Intake(registrar_, subscriptions_of(watches(), config_.channels), std::move(report));
}

Intake& App::shared_intake() {
  if (!shared_intake_) {
    shared_intake_ = std::make_unique<Intake>(intake([this](const Taken& taken) {
      if (taken.change.empty()) return;
      log_.info(kept_ ? "recorded" : "read, not kept", {{"document", taken.document_id},
                                                        {"revision", std::to_string(taken.revision)},
                                                        {"change", taken.change},
                                                        {"url", taken.url}});
    }));
  }
  return *shared_intake_;
}

void App::index_everything() {
  while (registrar_.record().index_pending(kIndexBatch) > 0) {
  }
}

void App::note_overdue() {
  const auto at = now();
  overdue_checked_at_ = at;
  shared_intake().note_overdue(at);
}

DeliveryCounts App::deliver_once() {
  note_overdue();
  return dispatcher_->deliver_due(now());
}

DeliveryCounts App::deliver_some() {
  // A term passes at midnight: looking for it every minute is soon enough.
  if (now() - overdue_checked_at_ >= std::chrono::minutes(1)) note_overdue();
  return dispatcher_->tick(now());
}

}  // namespace griffier::daemon
