#include "store/record/outbox.h"

#include <gtest/gtest.h>

#include <utility>

#include "record_fixture.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;
using testing::letter;

NewDelivery delivery(const std::string& channel, const std::string& recipient, const char* due, bool held = false) {
  NewDelivery one;
  one.watch = "nareis";
  one.channel = channel;
  one.recipient = recipient;
  one.due_at = at(due);
  one.held = held;
  return one;
}

class Deliveries : public ::testing::Test {
 protected:
  Deliveries() : registrar_(folder_.path(), Open::read_write), outbox_(registrar_.record()) {
    NewRevision revision = letter("kst-19637-3274", "De tolk kwam.");
    revision.deliveries = {delivery("redactie", "a@krant.example", "2024-09-20T12:00:00Z"),
                           delivery("redactie", "b@krant.example", "2024-09-20T12:00:00.5Z"),
                           delivery("hook", "https://hook.example/", "2024-09-20T12:00:00Z"),
                           delivery("redactie", "c@krant.example", "2024-09-21T07:30:00Z", true)};
    recorded_ = registrar_.write({&revision, 1});
  }
  std::vector<std::string> leased(const std::string& channel, const char* now, int limit = 10) {
    std::vector<std::string> recipients;
    for (const LeasedDelivery& one : outbox_.lease(channel, at(now), std::chrono::seconds(60), limit)) {
      recipients.push_back(one.row.recipient);
    }
    return recipients;
  }
  std::string state_of(std::int64_t id) {
    for (const DeliveryRow& row : outbox_.list("", 0)) {
      if (row.delivery_id == id) {
        return row.state;
      }
    }
    return "none";
  }
  using Names = std::vector<std::string>;
  Folder folder_;
  Registrar registrar_;
  Outbox outbox_;
  std::vector<Recorded> recorded_;
};

TEST_F(Deliveries, AreLeasedWhenDueOldestFirstAndPerChannel) {
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:00Z"), Names{"a@krant.example"});
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:01Z"), Names{"b@krant.example"});
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:02Z"), Names{});
  EXPECT_EQ(leased("", "2024-09-20T12:00:02Z"), Names{"https://hook.example/"});
  EXPECT_EQ(leased("", "2024-09-20T12:00:02Z", 0), Names{});
  EXPECT_EQ(leased("redactie", "2024-09-21T07:30:00Z", 1), Names{"a@krant.example"}) << "its lease has run out";
}

TEST_F(Deliveries, CarryAllThatAMessageIsMadeOf) {
  const std::vector<LeasedDelivery> all =
      outbox_.lease("redactie", at("2024-09-20T12:00:00Z"), std::chrono::seconds(60), 1);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].row.state, "sending");
  EXPECT_EQ(all[0].row.attempts, 1);
  EXPECT_EQ(all[0].row.due_at, "2024-09-20T12:00:00Z");
  EXPECT_EQ(all[0].event.event_id, "kst-19637-3274@1/document.published");
  EXPECT_EQ(all[0].event.revision, 1);
  EXPECT_EQ(all[0].document.title, "Brief over kst-19637-3274");
  EXPECT_EQ(all[0].commit_id, recorded_[0].commit_id);
  EXPECT_EQ(
      all[0].idempotency_key,
      publications::sha256_hex("kst-19637-3274@1/document.published\nnareis\nredactie\na@krant.example").substr(0, 32));
}

TEST_F(Deliveries, ComeBackWhenALeaseRunsOutBeforeAnythingElse) {
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:00Z"), Names{"a@krant.example"});
  EXPECT_EQ(leased("redactie", "2024-09-20T12:01:00Z"), (Names{"a@krant.example", "b@krant.example"}));
  EXPECT_EQ(outbox_.list("sending", 0).size(), 2U);
}

TEST_F(Deliveries, AreSentOnceAndStaySent) {
  EXPECT_EQ(leased("hook", "2024-09-20T12:00:00Z").size(), 1U);
  outbox_.sent(3, at("2024-09-20T12:00:05Z"));
  EXPECT_EQ(outbox_.list("sent", 0).at(0).sent_at, "2024-09-20T12:00:05Z");
  EXPECT_EQ(leased("hook", "2024-09-30T12:00:00Z"), Names{});
  EXPECT_EQ(registrar_.record().counts().sent, 1);
}

TEST_F(Deliveries, AreRetriedUntilDeadAndThenByHand) {
  EXPECT_EQ(leased("hook", "2024-09-20T12:00:00Z").size(), 1U);
  outbox_.failed(3, "HTTP 503", at("2024-09-20T12:00:30Z"));
  EXPECT_EQ(state_of(3), "retry");
  EXPECT_EQ(leased("hook", "2024-09-20T12:00:29Z"), Names{});
  EXPECT_EQ(leased("hook", "2024-09-20T12:00:30Z").size(), 1U);
  outbox_.failed(3, "HTTP 404", std::nullopt);
  EXPECT_EQ(outbox_.list("dead", 0).at(0).last_error, "HTTP 404");
  EXPECT_EQ(outbox_.list("dead", 0).at(0).attempts, 2);
  EXPECT_EQ(leased("hook", "2024-09-30T12:00:00Z"), Names{});
  EXPECT_EQ(outbox_.requeue(0, at("2024-09-30T12:00:00Z")), 1);
  EXPECT_EQ(leased("hook", "2024-09-30T12:00:00Z").size(), 1U);
  EXPECT_EQ(outbox_.requeue(3, at("2024-09-30T12:00:00Z")), 0) << "on its way";
}

TEST_F(Deliveries, GiveBackLeasesThatWereNotUsed) {
  EXPECT_EQ(leased("redactie", "2024-09-21T07:30:00Z").size(), 3U);
  outbox_.release({1, 2, 4});
  EXPECT_EQ(state_of(1), "queued");
  EXPECT_EQ(state_of(4), "held");
  EXPECT_EQ(outbox_.list("queued", 0).at(0).attempts, 0);
  outbox_.release({1});
  EXPECT_EQ(outbox_.list("", 0).back().attempts, 0);
}

// A process that dies before it sends what it recalled leaves it for the next one to recall.
TEST_F(Deliveries, OfADeadProcessAreRecalledUntilTheyAreTakenAndNotCounted) {
  outbox_.recall();
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:01Z").size(), 2U);
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:01Z"), Names{});
  outbox_.recall();
  outbox_.recall();
  const auto again = outbox_.lease("redactie", at("2024-09-20T12:00:01Z"), std::chrono::seconds(60), 10);
  ASSERT_EQ(again.size(), 2U) << "before its lease has run out";
  EXPECT_EQ(again[0].row.attempts, 1);
  outbox_.sent(again[0].row.delivery_id, at("2024-09-20T12:00:02Z"));
  outbox_.recall();
  EXPECT_EQ(leased("redactie", "2024-09-20T12:00:01Z"), Names{again[1].row.recipient});
}

TEST_F(Deliveries, StayInTheMessageAndTheOrderInWhichTheyWereToBeSent) {
  const auto taken = [&](const char* now) {
    std::vector<std::pair<std::int64_t, std::int64_t>> all;
    for (const auto& one : outbox_.lease("redactie", at(now), std::chrono::seconds(60), 10))
      all.emplace_back(one.row.delivery_id, one.message);
    return all;
  };
  using Taken = decltype(taken(""));
  EXPECT_EQ(taken("2024-09-20T12:00:01Z"), (Taken{{1, 0}, {2, 0}}));
  outbox_.recall();
  EXPECT_EQ(taken("2024-09-20T12:00:01Z"), (Taken{{1, 0}, {2, 0}})) << "died before anything was sent";
  outbox_.put_together({{2}, {1}});
  outbox_.recall();
  EXPECT_EQ(taken("2024-09-21T07:30:00Z"), (Taken{{2, 1}, {1, 2}, {4, 0}}));
  outbox_.put_together({{4}});
  outbox_.sent(1, at("2024-09-21T07:30:00Z"));
  outbox_.failed(2, "HTTP 503", at("2024-09-21T07:30:30Z"));
  outbox_.recall();
  EXPECT_EQ(taken("2024-09-21T07:30:30Z"), (Taken{{4, 3}, {2, 1}}));
}

TEST_F(Deliveries, CanBeDroppedByHand) {
  EXPECT_EQ(outbox_.drop(1), 1);
  EXPECT_EQ(state_of(1), "dead");
  EXPECT_EQ(outbox_.list("dead", 0).at(0).last_error, "dropped by hand");
  EXPECT_EQ(outbox_.drop(99), 0);
  EXPECT_EQ(outbox_.requeue(1, at("2024-09-20T12:00:00Z")), 1);
}

TEST_F(Deliveries, SayWhenTheNextOneIsDue) {
  EXPECT_EQ(outbox_.next_due(), at("2024-09-20T12:00:00Z"));
  EXPECT_EQ(leased("", "2024-09-20T12:00:01Z").size(), 3U);
  EXPECT_EQ(outbox_.next_due(), at("2024-09-20T12:01:01Z")) << "when the leases run out";
  for (const std::int64_t id : {1, 2, 3, 4}) {
    outbox_.sent(id, at("2024-09-20T12:00:05Z"));
  }
  EXPECT_EQ(outbox_.next_due(), std::nullopt);
}

TEST_F(Deliveries, OfOneEventToOneRecipientAreOne) {
  NewRevision revision = letter("kst-19637-3275", "Nieuw.");
  revision.deliveries = {delivery("redactie", "a@krant.example", "2024-09-20T12:00:00Z"),
                         delivery("redactie", "a@krant.example", "2024-09-20T13:00:00Z")};
  registrar_.write({&revision, 1});
  EXPECT_EQ(outbox_.list("", 0).size(), 5U);
}

}  // namespace
}  // namespace griffier::store
