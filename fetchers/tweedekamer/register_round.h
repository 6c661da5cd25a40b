// One poll of the Tweede Kamer's register under way.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/tweedekamer/poll_tweedekamer.h"
#include "fetchers/tweedekamer/register_cursor.h"
#include "fetchers/tweedekamer/syncfeed.h"

namespace griffier::fetchers {

// Whether an answer says that nothing else of its host can be had now either.
[[nodiscard]] bool says_host_is_down(const Response& response, const Judgement& judgement);

// Lives in poll_tweedekamer's frame; what it is given must outlive it.
class RegisterRound {
 public:
  RegisterRound(Engine& engine, const TweedeKamerOptions& options, const Register& keeper, const Sink& sink,
                const Checkpoint& checkpoint);

  boost::asio::awaitable<PollOutcome> run();

 private:
  struct Answer {
    SyncPage page;
    std::string failure;                       // why there is no page, one sentence; empty: there is one
    int status = 0;                            // of a whole answer
    bool host_down = false;                    // nothing else of this host can be had now either
    std::optional<std::chrono::seconds> wait;  // that the publisher asked for
  };

  // Following categories (register_follow.cpp).
  boost::asio::awaitable<Answer> ask(std::string url);
  boost::asio::awaitable<void> note_refusal(std::string url, int status, Judgement judgement);
  [[nodiscard]] std::string feed_address(const std::string& category, const std::string& position) const;
  boost::asio::awaitable<void> follow_all();
  void note_failures();
  [[nodiscard]] std::string left_alone(const std::string& category) const;
  void note_down(const Answer& answer);
  boost::asio::awaitable<void> follow(Part& part, std::string position);
  boost::asio::awaitable<std::string> take_page(Part& part, std::string position, SyncPage page);
  void estimate(Part& part, const SyncPage& page);
  boost::asio::awaitable<std::optional<std::string>> find_start();
  boost::asio::awaitable<std::optional<std::string>> search(const std::string& category, RegisterInstant moment);
  boost::asio::awaitable<void> begin(const std::string& category, Register::Positions& positions);

  // Handing publications over (register_documents.cpp).
  boost::asio::awaitable<void> hand_over_all();
  boost::asio::awaitable<void> hand_over_batch(std::vector<RegisterWork>& works);
  boost::asio::awaitable<void> walk(std::vector<RegisterWork>& works, std::size_t& next);
  boost::asio::awaitable<bool> hand_over(RegisterWork& work);
  boost::asio::awaitable<bool> give(RegisterWork& work);
  boost::asio::awaitable<void> refused(RegisterWork& work, const std::string& why);
  boost::asio::awaitable<bool> take_file(RegisterWork& work);
  boost::asio::awaitable<void> give_file(RegisterWork& work, const Response& response);
  boost::asio::awaitable<void> give_facts(RegisterWork& work);
  boost::asio::awaitable<void> withdraw(RegisterWork& work);
  boost::asio::awaitable<void> fetch_missing(const std::vector<RegisterWork>& works);
  [[nodiscard]] bool can_be_had(const std::string& entity) const { return !out_of_reach_.contains(entity); }
  void note_missing(RegisterWork& work, int tries_before) const;
  [[nodiscard]] bool is_own(const std::string& url) const;
  [[nodiscard]] bool stops_all(const std::string& url, const Response& response, const Judgement& judgement) const;
  boost::asio::awaitable<Verdict> tell(const RegisterWork& work, Fetched fetched);
  boost::asio::awaitable<void> without_file(RegisterWork& work, std::string problem, bool asked);
  [[nodiscard]] std::string document_address(const JoinedPublication& publication) const;
  [[nodiscard]] std::string file_address(const JoinedPublication& publication) const;
  void had_file(RegisterWork& work) const;

  [[nodiscard]] std::string cursor() const;
  [[nodiscard]] std::vector<Part> parts_now() const;
  boost::asio::awaitable<PollOutcome> outcome();

  Engine& engine_;
  const TweedeKamerOptions& options_;
  const Register& keeper_;
  const Sink& sink_;
  const Checkpoint& checkpoint_;
  std::string base_;
  RegisterInstant now_;
  Register::Positions positions_;
  std::vector<Part> parts_;
  std::string known_choice_;                                           // of the poll before; empty: there was none
  std::string failure_;                                                // of handing over
  std::map<std::string, BackOff> failing_;                             // categories
  std::map<std::string, std::optional<std::chrono::seconds>> failed_;  // in this poll, with the wait that was asked for
  std::string down_because_;                                           // what the host that is down answered
  std::size_t fetched_ = 0, handed_ = 0, pages_ = 0;
  std::map<std::string, RegisterInstant> oldest_;    // moment of the first entry of each category in this poll
  std::size_t waiting_ = 0;                          // publications to be looked at, when that began
  std::size_t files_failed_ = 0;                     // in a row
  std::size_t unreadable_ = 0;                       // entries of feeds
  int unanswered_ = 0;                               // requests in a row
  std::map<std::string, std::string> out_of_reach_;  // entities that can't be had in this poll, with why not
  bool down_ = false;                                // the host: no more requests in this poll
  std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace griffier::fetchers
