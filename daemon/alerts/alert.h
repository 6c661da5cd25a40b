// From an event to a message that a person reads, and the channels that carry it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/fact_changes.h"
#include "diff/compare.h"
#include "publications/reading.h"
#include "publications/text.h"
#include "store/record/outbox.h"
#include "store/revision.h"

namespace griffier::daemon {

// What a watch is matched against: one event of one revision with what was read of the document.
struct Matchable {
  const store::NewRevision& revision;
  const store::NewEvent& event;
  const publications::Reading& reading;
  std::string new_or_changed_text;  // the whole text of a new document; the added and changed paragraphs of a revision
};

// Full-text matching is the store's (Record::text_matches), handed in so that this stays pure.
using TextMatch = std::function<bool(const std::string& query, const std::string& title, const std::string& text)>;

// All given filters must match; a filter that is not given matches everything. Without `events`, a watch takes every
// kind but cosmetic and metadata changes.
[[nodiscard]] bool matches(const WatchConfig& watch, const Matchable& subject, const TextMatch& text_match);

// When a delivery made at `now` is due under the watch's digest and quiet hours (Dutch time), and whether that is a
// hold. Pure.
struct Due {
  publications::Instant at{};
  bool held = false;
};
[[nodiscard]] Due due_at(const WatchConfig& watch, publications::Instant now);

// A question beside its answer, as one group of numbers shares it.
struct Exchange {
  std::string heading;                 // "Vraag 3, 4 en 5"
  std::vector<std::string> questions;  // their texts
  std::string answer;                  // empty: none yet
};
// Everything that one message shows. One message may carry several events (a digest, or all events of one paper).
struct AlertItem {
  store::LeasedDelivery delivery;
  std::optional<diff::Comparison> comparison;  // of a revision, with the one before it
  std::string excerpt;                         // the first words of a new document
  publications::Reading reading;
  std::vector<FactChange> facts;    // of a change of metadata: those that are others than before
  std::vector<Exchange> exchanges;  // the questions that the event changed, and no others
  std::vector<std::string>
      links;  // publisher, archived revision ("griffier show ID@2"), difference ("griffier diff ID 1 2")
};
struct Message {
  std::string subject, text, html, json;  // json: one object with everything, what file, exec and webhook get
  std::string idempotency_key;
  std::string watch;
  publications::Instant at{};
  bool may_have_arrived = false;  // sent before, perhaps by a process that died, and not known to have arrived
};
[[nodiscard]] Message render_message(const WatchConfig& watch, const std::vector<AlertItem>& items,
                                     publications::Instant now);

enum class SendStatus { sent, retry, dead };
struct SendResult {
  SendStatus status = SendStatus::retry;
  std::string error;          // one sentence; empty when sent
  bool channel_down = false;  // retry: nothing got through at all, so that the next message would not either
  std::string dialogue;       // what was said, for `alerts test`
};

// One way to tell people. send() blocks for at most the channel's timeout; any thread, one call at a time.
class Channel {
 public:
  virtual ~Channel() = default;
  [[nodiscard]] virtual std::vector<std::string> recipients() const = 0;  // one delivery each
  virtual SendResult send(const Message& message, const std::string& recipient) = 0;
  // Up to so many messages to its one recipient are given to send_together(), when they wait; 1: one by one to send().
  [[nodiscard]] virtual std::size_t at_once() const { return 1; }
  // A result for each message, in order. Blocks as send() does.
  virtual std::vector<SendResult> send_together(const std::vector<const Message*>& messages,
                                                const std::string& recipient);
  // Ends a send() that is under way as soon as possible, as a retry, and every later one. From any thread.
  void cancel() noexcept { cancelled_ = true; }

 protected:
  [[nodiscard]] bool cancelled() const noexcept { return cancelled_; }

 private:
  std::atomic<bool> cancelled_{false};
};
[[nodiscard]] std::unique_ptr<Channel> make_channel(const ChannelConfig& config);

// The wait before attempt `attempts` + 1 (30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 12 h, 24 h, 24 h) with up to a tenth
// of jitter from `random` in [0,1); nullopt: dead.
[[nodiscard]] std::optional<std::chrono::seconds> retry_wait(int attempts, double random);

}  // namespace griffier::daemon
