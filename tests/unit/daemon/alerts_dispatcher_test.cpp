#include <gmock/gmock.h>
#include <sqlite3.h>

#include <boost/json.hpp>
#include <map>
#include <sstream>

#include "channel_support.h"
#include "daemon/alerts/dispatcher.h"
#include "store/registrar.h"

namespace griffier::daemon {
namespace {

using publications::Instant;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

const Instant kNow = publications::parse_iso_instant("2024-09-19T10:00:00Z").value();

// A real state directory, and channels that write files.
class DispatcherTest : public ChannelTest {
 protected:
  DispatcherTest() : registrar_(folder_ / "state", store::Open::read_write), log_(Severity::error, -1) {
    WatchConfig water;
    water.name = "water";
    watches_ = {water};
    channels_ = {file("regels")};
  }

  ChannelConfig file(const std::string& name) const {
    ChannelConfig made;
    made.name = name;
    made.kind = "file";
    made.path = folder_ / (name + ".jsonl");
    return made;
  }
  static ChannelConfig command(const std::string& name, const std::string& script) {
    ChannelConfig made;
    made.name = name;
    made.kind = "exec";
    made.command = {"/bin/sh", "-c", script};
    return made;
  }
  // A new document with one delivery for each event to each channel.
  void publish(const std::string& id, const std::vector<std::string>& to, Instant due = kNow, bool held = false,
               const std::vector<std::string>& kinds = {"document.published"}) {
    store::NewRevision revision;
    revision.document_id = id;
    revision.change = "new";
    revision.source = "import";
    revision.observed_at = kNow;
    revision.kind = "letter";
    revision.title = "Brief over het water";
    revision.text_markdown = "De dijk is vijf meter hoog.\n";
    revision.plain_text = "De dijk is vijf meter hoog.";
    revision.facts_json = "{}";
    revision.original = {"De dijk is vijf meter hoog.", "text/plain", "original.txt", ""};
    revision.text_sha256 = std::string(64, 'a');
    revision.pipeline = "extract 1, normalise 1";
    for (const auto& kind : kinds) {
      for (const auto& channel : to)
        revision.deliveries.push_back({revision.events.size(), "water", channel, "wie-" + channel, due, held});
      revision.events.push_back({kind, kind.starts_with("question") ? "kv-tk-2024Z90001" : "", id + ": " + kind});
    }
    const std::vector group{revision};
    registrar_.write(group);
  }
  Dispatcher dispatcher() {
    return {registrar_.record(),
            archive_reader(registrar_.record(), registrar_.archive()),
            watches_,
            channels_,
            operators_,
            log_};
  }
  std::vector<boost::json::object> lines(const std::string& channel) const {
    std::vector<boost::json::object> all;
    std::istringstream in(slurp(folder_ / (channel + ".jsonl")));
    for (std::string line; std::getline(in, line);) all.push_back(boost::json::parse(line).as_object());
    return all;
  }
  // As a process leaves them that dies while it sends.
  void say_that_all_are_being_sent() {
    char* error = nullptr;
    sqlite3_exec(registrar_.record().handle(),
                 "UPDATE deliveries SET state = 'sending', before_lease = 'queued', sent_ms = NULL, lease_ms = 1e15",
                 nullptr, nullptr, &error);
    ASSERT_EQ(error, nullptr) << error;
  }
  std::vector<store::DeliveryRow> rows(const std::string& state) {
    return store::Outbox(registrar_.record()).list(state, 0);
  }

  store::Registrar registrar_;
  Log log_;
  std::vector<WatchConfig> watches_;
  std::vector<ChannelConfig> channels_;
  std::vector<std::string> operators_;
};

TEST_F(DispatcherTest, SendsWhatIsDueOnceWithItsText) {
  publish("kst-99999-1", {"regels"});
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 1U);
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 0U);
  ASSERT_EQ(lines("regels").size(), 1U);
  EXPECT_EQ(lines("regels")[0].at("papers").at(0).at("excerpt").as_string(), "De dijk is vijf meter hoog.");
  ASSERT_EQ(rows("sent").size(), 1U);
  EXPECT_EQ(rows("sent")[0].attempts, 1);
}

TEST_F(DispatcherTest, LeavesWhatIsNotDueYet) {
  publish("kst-99999-1", {"regels"}, kNow + minutes(5), true);
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 0U);
  EXPECT_EQ(dispatcher().deliver_due(kNow + minutes(5)).sent, 1U);
}

TEST_F(DispatcherTest, PutsAllEventsOfOnePaperInOneMessage) {
  publish("kst-99999-1", {"regels"}, kNow, false, {"document.published", "question.asked"});
  publish("kst-99999-2", {"regels"});
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 3U);
  ASSERT_EQ(lines("regels").size(), 2U);
  EXPECT_EQ(lines("regels")[0].at("papers").at(0).at("events").as_array().size(), 2U);
}

TEST_F(DispatcherTest, MakesOneMessageOfADigest) {
  watches_[0].digest.kind = Digest::Kind::hourly;
  for (int i = 1; i <= 5; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 5U);
  ASSERT_EQ(lines("regels").size(), 1U);
  EXPECT_EQ(lines("regels")[0].at("papers").as_array().size(), 5U);
}

TEST_F(DispatcherTest, TurnsAStormIntoOneDigest) {
  watches_[0].storm = 3;
  for (int i = 1; i <= 3; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  dispatcher().deliver_due(kNow);
  EXPECT_EQ(lines("regels").size(), 3U);
  // Another process within the hour knows what was sent before.
  for (int i = 4; i <= 9; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  dispatcher().deliver_due(kNow + minutes(30));
  ASSERT_EQ(lines("regels").size(), 4U);
  EXPECT_EQ(lines("regels")[3].at("papers").as_array().size(), 6U);
}

TEST_F(DispatcherTest, KeepsTheRestOfAStormUntilItsHourIsOver) {
  watches_[0].storm = 1;
  auto running = dispatcher();
  const auto run = [&](Instant now) {
    running.tick(now);
    while (running.next_release() ? false : !running.idle()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      running.tick(now);
    }
  };
  publish("kst-99999-1", {"regels"});
  publish("kst-99999-2", {"regels"});
  run(kNow);
  EXPECT_EQ(lines("regels").size(), 1U);
  publish("kst-99999-3", {"regels"});
  publish("kst-99999-4", {"regels"});
  run(kNow + minutes(10));
  EXPECT_EQ(lines("regels").size(), 1U);
  EXPECT_EQ(running.next_release(), kNow + hours(1));
  run(kNow + hours(1));
  ASSERT_EQ(lines("regels").size(), 2U);
  EXPECT_EQ(lines("regels")[1].at("papers").as_array().size(), 2U);
}

TEST_F(DispatcherTest, GivesBackOnStopWhatItStillKept) {
  watches_[0].storm = 1;
  {
    auto running = dispatcher();
    publish("kst-99999-1", {"regels"});
    publish("kst-99999-2", {"regels"});
    running.tick(kNow);
    publish("kst-99999-3", {"regels"});
    for (int i = 0; i < 1'000 && !running.next_release(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      running.tick(kNow);
    }
    ASSERT_TRUE(running.next_release());
  }
  EXPECT_TRUE(rows("sending").empty());
  ASSERT_EQ(rows("queued").size(), 1U);
  EXPECT_EQ(rows("queued")[0].attempts, 0);
}

TEST_F(DispatcherTest, TriesAFailedMessageAgainUnderTheSameKey) {
  channels_ = {command("bel", "cat >> '" + (folder_ / "bel.jsonl").string() + "'; echo >> '" +
                                  (folder_ / "bel.jsonl").string() + "'; exit 75")};
  publish("kst-99999-1", {"bel"}, kNow, false, {"document.published", "question.asked"});
  publish("kst-99999-2", {"bel"});
  const auto first = dispatcher().deliver_due(kNow);
  EXPECT_EQ(first.retried, 3U);
  EXPECT_EQ(dispatcher().deliver_due(kNow + seconds(20)).retried, 0U);
  EXPECT_EQ(dispatcher().deliver_due(kNow + seconds(40)).retried, 3U);
  const auto sent = lines("bel");
  ASSERT_EQ(sent.size(), 4U);
  std::vector<std::string> before{sent[0].at("id").as_string().c_str(), sent[1].at("id").as_string().c_str()};
  EXPECT_THAT(before, testing::UnorderedElementsAre(sent[2].at("id").as_string().c_str(),
                                                    sent[3].at("id").as_string().c_str()));
  for (const auto& row : rows("retry")) EXPECT_EQ(row.last_error, "exit code 75");
}

TEST_F(DispatcherTest, GivesUpAfterTheLastRetryAndTellsTheOperatorThroughAnotherChannel) {
  channels_ = {command("stuk", "exit 1"), file("regels")};
  publish("kst-99999-1", {"stuk"});
  auto now = kNow;
  DeliveryCounts total;
  for (int i = 0; i < 12; ++i, now += hours(30)) total += dispatcher().deliver_due(now);
  EXPECT_EQ(total.retried, 9U);
  EXPECT_EQ(total.dead, 1U);
  ASSERT_EQ(rows("dead").size(), 1U);
  ASSERT_EQ(lines("regels").size(), 1U);
  EXPECT_EQ(lines("regels")[0].at("type").as_string(), "operator.notice");
  EXPECT_THAT(std::string(lines("regels")[0].at("subject").as_string()), HasSubstr("niet bezorgd via stuk"));
}

TEST_F(DispatcherTest, TellsTheOperatorThroughTheFirstChannelThatWorks) {
  channels_ = {command("stuk", "exit 1"), command("ook-stuk", "exit 1"), file("regels"), file("niet-nodig")};
  publish("kst-99999-1", {"stuk"});
  auto now = kNow;
  for (int i = 0; i < 12; ++i, now += hours(30)) (void)dispatcher().deliver_due(now);
  ASSERT_EQ(rows("dead").size(), 1U);
  ASSERT_EQ(lines("regels").size(), 1U);
  EXPECT_EQ(lines("regels")[0].at("type").as_string(), "operator.notice");
  EXPECT_THAT(lines("niet-nodig"), testing::IsEmpty()) << "one that works is enough";
}

TEST_F(DispatcherTest, LetsNoFailingChannelHoldUpAnother) {
  channels_ = {command("traag", "sleep 30"), file("regels")};
  for (int i = 1; i <= 3; ++i) publish("kst-99999-" + std::to_string(i), {"traag", "regels"});
  const auto begin = std::chrono::steady_clock::now();
  {
    auto running = dispatcher();
    std::size_t sent = 0;
    for (int i = 0; i < 1'000 && sent < 3; ++i) {
      sent += running.tick(kNow).sent;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(sent, 3U);
  }
  // The stop cut the slow one short, and nothing of it is lost or counted.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(20));
  EXPECT_EQ(rows("queued").size(), 3U);
  for (const auto& row : rows("queued")) EXPECT_EQ(row.attempts, 0);
}

TEST_F(DispatcherTest, TakesBackWhatADeadProcessWasSending) {
  publish("kst-99999-1", {"regels"});
  ASSERT_EQ(store::Outbox(registrar_.record()).lease("regels", kNow, hours(6), 10).size(), 1U);
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 1U);
}

TEST_F(DispatcherTest, SendsADigestOfADeadProcessAgainUnderItsOwnKey) {
  channels_ = {command("regels", "(cat; echo) >> '" + (folder_ / "regels.jsonl").string() + "'")};
  watches_[0].digest.kind = Digest::Kind::hourly;
  for (int i = 1; i <= 3; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  ASSERT_EQ(dispatcher().deliver_due(kNow).sent, 3U);
  // The message arrived, and the process died before it could say so; meanwhile more became due.
  say_that_all_are_being_sent();
  publish("kst-99999-4", {"regels"});
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 4U);
  const auto sent = lines("regels");
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent[1].at("id"), sent[0].at("id"));
  EXPECT_NE(sent[2].at("id"), sent[0].at("id"));
  // And once more: two digests stay two.
  say_that_all_are_being_sent();
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 4U);
  const auto again = lines("regels");
  ASSERT_EQ(again.size(), 5U);
  EXPECT_EQ(again[3].at("id"), sent[1].at("id"));
  EXPECT_EQ(again[4].at("id"), sent[2].at("id"));
}

TEST_F(DispatcherTest, SendsAStormOfADeadProcessAgainAsItWasWhenItsHourIsOver) {
  channels_ = {command("regels", "(cat; echo) >> '" + (folder_ / "regels.jsonl").string() + "'")};
  watches_[0].storm = 3;
  for (int i = 1; i <= 5; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  ASSERT_EQ(dispatcher().deliver_due(kNow).sent, 5U);
  say_that_all_are_being_sent();
  watches_[0].storm = 30;
  EXPECT_EQ(dispatcher().deliver_due(kNow + hours(2)).sent, 5U);
  const auto sent = lines("regels");
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].at("id"), sent[0].at("id"));
}

TEST_F(DispatcherTest, AddsNoLineToAFileThatADeadProcessAdded) {
  for (int i = 1; i <= 100; ++i) publish("kst-99999-" + std::to_string(i), {"regels"});
  watches_[0].storm = 1000;
  ASSERT_EQ(dispatcher().deliver_due(kNow).sent, 100U);
  const auto before = lines("regels");
  ASSERT_EQ(before.size(), 100U);
  // The last line was cut off by the death, two did not make it to the file at all.
  auto whole = slurp(folder_ / "regels.jsonl");
  for (int i = 0; i < 3; ++i) whole.resize(whole.rfind('\n', whole.size() - 2) + 1);
  write("regels.jsonl", whole + "{\"id\":\"" + std::string(before[97].at("id").as_string()) + "\",\"wat");
  say_that_all_are_being_sent();
  { const auto dies_before_it_sends = dispatcher(); }
  EXPECT_EQ(dispatcher().deliver_due(kNow).sent, 100U);
  EXPECT_EQ(rows("sent").size(), 100U);
  std::map<std::string, int> times;
  std::istringstream in(slurp(folder_ / "regels.jsonl"));
  for (std::string line; std::getline(in, line);) ++times[std::string(boost::json::parse(line).at("id").as_string())];
  EXPECT_EQ(times.size(), 100U);
  for (const auto& [id, count] : times) EXPECT_EQ(count, 1) << id;
}

TEST_F(DispatcherTest, SaysThatAChannelIsNoLongerConfigured) {
  publish("kst-99999-1", {"weg", "regels"});
  const auto counts = dispatcher().deliver_due(kNow);
  EXPECT_EQ(counts.sent, 1U);
  EXPECT_EQ(counts.retried, 1U);
  ASSERT_EQ(rows("retry").size(), 1U);
  EXPECT_THAT(rows("retry")[0].last_error, HasSubstr("there is no channel 'weg'"));
}

TEST_F(DispatcherTest, SendsAnAlertAlsoWhenItsTextCannotBeRead) {
  publish("kst-99999-1", {"regels"});
  Dispatcher broken(
      registrar_.record(), [](const store::LeasedDelivery&) -> AlertItem { throw std::runtime_error("damaged"); },
      watches_, channels_, {}, log_);
  EXPECT_EQ(broken.deliver_due(kNow).sent, 1U);
}

}  // namespace
}  // namespace griffier::daemon
