// What one poll of one source gathers on its way to the record. For poller.cpp and the files that it is made of.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app.h"
#include "daemon/polling/confirmation.h"
#include "daemon/polling/interval.h"
#include "daemon/polling/known_addresses.h"
#include "daemon/polling/poller.h"
#include "daemon/polling/source_poll.h"
#include "store/record/source_state.h"

namespace griffier::daemon {

// The host of an address; empty for files.
[[nodiscard]] std::string host_of(const std::string& url);

class Poller::Session {
 public:
  Session(Poller& poller, const SourceConfig& source, bool force) : poller_(poller), source_(source), force_(force) {}

  boost::asio::awaitable<PollReport> run();

 private:
  struct Start {
    KnownAddresses known;
    store::SourceRow row;
  };
  Start load();
  boost::asio::awaitable<fetchers::Verdict> take(fetchers::Fetched fetched);
  boost::asio::awaitable<fetchers::Verdict> admit(fetchers::Fetched fetched);
  boost::asio::awaitable<fetchers::Verdict> suspect(fetchers::Fetched fetched);
  boost::asio::awaitable<fetchers::Verdict> take_back(fetchers::Fetched fetched);
  boost::asio::awaitable<void> give_bytes(fetchers::Fetched& fetched);
  boost::asio::awaitable<void> checkpoint(std::string cursor, std::vector<fetchers::Part> parts);
  void settle(const fetchers::PollOutcome& outcome);
  void note_parts(const std::vector<fetchers::Part>& parts, publications::Instant now);
  void note_problems(const fetchers::PollOutcome& outcome);
  void tell_of_failure(publications::Instant now);
  void settle_absences(store::SourceState& state, publications::Instant now, std::size_t seen);
  void settle_absence(store::SourceState& state, const fetchers::Fetched& fetched, const ConfirmationRule& rule,
                      publications::Instant now);
  [[nodiscard]] bool announced(const std::string& url) const;
  Arrival arrival_of(fetchers::Fetched fetched) const;
  ConfirmationRule rule_for(const fetchers::Fetched& fetched) const;
  void note_failure(const fetchers::Fetched& fetched);
  boost::asio::awaitable<void> remember_quiet(std::string url);
  void note_change(const fetchers::Fetched& fetched) const;
  [[nodiscard]] bool vanished(const fetchers::Fetched& fetched) const;
  [[nodiscard]] std::optional<std::chrono::seconds> publishers_wait() const;
  [[nodiscard]] bool a_category_was_had(const fetchers::PollOutcome& outcome) const;
  [[nodiscard]] bool something_had(const fetchers::PollOutcome& outcome) const;
  [[nodiscard]] NextPoll next_due(const fetchers::PollOutcome& outcome, publications::Instant now) const;

  Poller& poller_;
  const SourceConfig& source_;
  const bool force_;
  Start start_;
  std::vector<store::Validators> unchanged_;
  std::vector<fetchers::Fetched> absent_;
  std::vector<std::string> admitted_;            // addresses whose doubts end once their content is recorded
  std::map<std::string, std::size_t> answered_;  // by host
  std::size_t failed_ = 0, had_ = 0;
  std::string first_failure_;
  std::map<std::string, std::size_t> told_;         // entries of each part that the record knows of
  std::optional<std::chrono::seconds> asked_wait_;  // until the first of the source's addresses may be asked again
  PollReport report_;
};

}  // namespace griffier::daemon
