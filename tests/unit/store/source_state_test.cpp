#include "store/record/source_state.h"

#include <gtest/gtest.h>

#include "record_fixture.h"
#include "store/record/outbox.h"
#include "store/record/watches.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;

class Sources : public ::testing::Test {
 protected:
  Sources() : record_(folder_.path() / "griffier.db", false), state_(record_) {}
  std::vector<std::string> due(const char* now) {
    std::vector<std::string> names;
    for (const SourceRow& row : state_.due(at(now))) {
      names.push_back(row.source);
    }
    return names;
  }
  using Names = std::vector<std::string>;
  Folder folder_;
  Record record_;
  SourceState state_;
};

TEST_F(Sources, AreDueAtOnceWhenNewAndThenWhenTold) {
  state_.configure({{"kamer", "tweedekamer"}, {"ind", "page"}}, at("2024-09-20T12:00:00Z"));
  EXPECT_EQ(due("2024-09-20T12:00:00Z"), (Names{"ind", "kamer"}));
  EXPECT_EQ(state_.source("kamer")->state, "waiting");
  state_.poll_succeeded("kamer", at("2024-09-20T12:00:01Z"), at("2024-09-20T12:05:00.5Z"), "its interval");
  EXPECT_EQ(due("2024-09-20T12:05:00Z"), Names{"ind"});
  EXPECT_EQ(due("2024-09-20T12:05:00.5Z"), (Names{"ind", "kamer"}));
  EXPECT_EQ(state_.source("kamer")->state, "ok");
  EXPECT_EQ(state_.source("kamer")->last_ok_at, "2024-09-20T12:00:01Z");
  EXPECT_EQ(state_.source("kamer")->next_due_at, "2024-09-20T12:05:00.500Z");
  EXPECT_FALSE(state_.source("unknown"));
}

TEST_F(Sources, CountTheirFailuresUntilOnePollSucceeds) {
  state_.configure({{"kamer", "tweedekamer"}}, at("2024-09-20T12:00:00Z"));
  state_.poll_failed("kamer", at("2024-09-20T12:00:00Z"), at("2024-09-20T12:10:00Z"), "it failed", "HTTP 500");
  state_.poll_failed("kamer", at("2024-09-20T12:10:00Z"), at("2024-09-20T12:30:00Z"), "it failed", "HTTP 502");
  EXPECT_EQ(state_.source("kamer")->consecutive_failures, 2);
  EXPECT_EQ(state_.source("kamer")->state, "failing");
  EXPECT_EQ(state_.source("kamer")->last_error, "HTTP 502");
  EXPECT_EQ(due("2024-09-20T12:29:00Z"), Names{});
  state_.poll_succeeded("kamer", at("2024-09-20T12:30:00Z"), at("2024-09-20T12:35:00Z"), "its interval");
  EXPECT_EQ(state_.source("kamer")->consecutive_failures, 0);
  EXPECT_EQ(state_.source("kamer")->last_error, "");
}

TEST_F(Sources, KeepTheirHistoryWhenTheyAreNoLongerConfigured) {
  state_.configure({{"kamer", "tweedekamer"}, {"ind", "page"}}, at("2024-09-20T12:00:00Z"));
  state_.poll_succeeded("kamer", at("2024-09-20T12:00:00Z"), at("2024-09-20T12:05:00Z"), "its interval");
  Statement(record_.handle(), "UPDATE sources SET cursor = '42', baseline_done = 1 WHERE source = 'kamer'").run();
  state_.configure({{"ind", "page"}}, at("2024-09-20T13:00:00Z"));
  EXPECT_EQ(state_.source("kamer")->state, "removed");
  EXPECT_EQ(due("2024-09-21T12:00:00Z"), Names{"ind"});
  EXPECT_EQ(record_.sources().size(), 2U);
  state_.configure({{"ind", "page"}, {"kamer", "tweedekamer"}}, at("2024-09-20T14:00:00Z"));
  EXPECT_EQ(state_.source("kamer")->state, "waiting");
  EXPECT_EQ(state_.source("kamer")->cursor, "42");
  EXPECT_TRUE(state_.source("kamer")->baseline_done);
  EXPECT_EQ(state_.source("kamer")->last_ok_at, "2024-09-20T12:00:00Z");
  EXPECT_EQ(due("2024-09-20T14:00:00Z"), (Names{"ind", "kamer"}));
  // Under the same name another kind of source begins anew.
  state_.configure({{"kamer", "feed"}}, at("2024-09-20T15:00:00Z"));
  EXPECT_EQ(state_.source("kamer")->cursor, "");
  EXPECT_FALSE(state_.source("kamer")->baseline_done);
}

TEST_F(Sources, ConfiguringAgainLeavesWhatIsDueAlone) {
  state_.configure({{"kamer", "tweedekamer"}}, at("2024-09-20T12:00:00Z"));
  state_.poll_succeeded("kamer", at("2024-09-20T12:00:00Z"), at("2024-09-20T18:00:00Z"), "its interval");
  state_.configure({{"kamer", "tweedekamer"}}, at("2024-09-20T13:00:00Z"));
  EXPECT_EQ(state_.source("kamer")->next_due_at, "2024-09-20T18:00:00Z");
  EXPECT_EQ(state_.source("kamer")->state, "ok");
}

TEST_F(Sources, KeepValidatorsByteForByte) {
  Validators one;
  one.source = "ind";
  one.url = "https://ind.example/p?a=1";
  one.document_id = "page:ind:p";
  one.etag = "W/\"\xE9 x\"";
  one.last_modified = "Thu, 19 Sep 2041 10:00:00 GMT";
  one.body_sha256 = std::string(64, 'a');
  one.checked_at = at("2024-09-20T12:00:00.25Z");
  state_.unchanged({one});
  one.etag = "\"y\"";
  Validators other = one;
  other.url = "https://ind.example/a";
  state_.unchanged({one, other});
  ASSERT_TRUE(state_.validators("ind", one.url));
  EXPECT_EQ(state_.validators("ind", one.url)->etag, "\"y\"");
  EXPECT_EQ(state_.validators("ind", one.url)->checked_at, one.checked_at);
  EXPECT_EQ(state_.all_validators("ind").size(), 2U);
  EXPECT_EQ(state_.all_validators("ind")[0].url, other.url);
  EXPECT_FALSE(state_.validators("kamer", one.url));
  one.etag = "W/\"\xE9 x\"";
  state_.unchanged({one});
  EXPECT_EQ(state_.validators("ind", one.url)->etag, "W/\"\xE9 x\"");
}

TEST_F(Sources, AnAnswerWithoutABodyRenewsValidatorsAndLeavesTheRest) {
  Validators one;
  one.source = "ind";
  one.url = "https://ind.example/p";
  one.document_id = "page:ind";
  one.etag = "\"a\"";
  one.last_modified = "Thu, 19 Sep 2024 10:00:00 GMT";
  one.body_sha256 = std::string(64, 'a');
  one.media_type = "text/html";
  one.bytes = 4'321;
  one.checked_at = one.whole_at = at("2024-09-20T12:00:00Z");
  state_.unchanged({one});
  Doubt doubt;
  doubt.source = one.source;
  doubt.url = one.url;
  doubt.verdict = "gone";
  state_.keep_doubt(doubt);
  Validators seen;
  seen.source = one.source;
  seen.url = one.url;
  seen.etag = "\"b\"";
  seen.checked_at = at("2024-09-20T13:00:00Z");
  state_.unchanged({seen});
  auto kept = state_.validators("ind", one.url);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->document_id, one.document_id);
  EXPECT_EQ(kept->etag, "\"b\"");
  EXPECT_EQ(kept->last_modified, one.last_modified);
  EXPECT_EQ(kept->body_sha256, one.body_sha256);
  EXPECT_EQ(kept->media_type, "text/html");
  EXPECT_EQ(kept->bytes, one.bytes);
  EXPECT_EQ(kept->whole_at, one.whole_at);
  EXPECT_EQ(kept->checked_at, seen.checked_at);
  EXPECT_FALSE(state_.doubt("ind", one.url));
  seen.whole_at = seen.checked_at;
  state_.unchanged({seen});
  EXPECT_EQ(state_.validators("ind", one.url)->whole_at, seen.checked_at);
}

TEST_F(Sources, WhoAskedToBeLeftAloneIsRememberedUntilThen) {
  const auto now = at("2024-09-20T12:00:00Z");
  state_.keep_quiet({{"ind.example:8080", 429, at("2024-09-20T12:10:00Z")},
                     {"https://ind.example/p", 503, at("2024-09-20T13:00:00Z")}},
                    now);
  ASSERT_EQ(state_.quiet(now).size(), 2U);
  EXPECT_EQ(state_.quiet(now)[1].place, "ind.example:8080");
  EXPECT_EQ(state_.quiet(now)[1].status, 429);
  ASSERT_EQ(state_.quiet(at("2024-09-20T12:10:00Z")).size(), 1U);
  state_.keep_quiet({{"https://ind.example/p", 503, at("2024-09-20T12:30:00Z")}}, at("2024-09-20T12:15:00Z"));
  ASSERT_EQ(state_.quiet(now).size(), 1U) << "the one whose time is over is forgotten";
  EXPECT_EQ(state_.quiet(now)[0].until, at("2024-09-20T12:30:00Z"));
}

TEST_F(Sources, KeepADoubtUntilItIsSettled) {
  const Doubt doubt{"ind",
                    "https://ind.example/p",
                    "missing",
                    "HTTP 404",
                    "",
                    2,
                    at("2024-09-20T12:00:00Z"),
                    at("2024-09-20T12:10:00Z"),
                    at("2024-09-20T13:10:00Z")};
  EXPECT_FALSE(state_.doubt("ind", doubt.url));
  state_.keep_doubt(doubt);
  const auto kept = state_.doubt("ind", doubt.url);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->verdict, "missing");
  EXPECT_EQ(kept->detail, "HTTP 404");
  EXPECT_EQ(kept->seen, 2);
  EXPECT_EQ(kept->first_at, doubt.first_at);
  EXPECT_EQ(kept->again_at, doubt.again_at);
  state_.clear_doubt("ind", doubt.url);
  EXPECT_FALSE(state_.doubt("ind", doubt.url));
}

TEST_F(Sources, TellWhatHappenedToThemOnce) {
  NewDelivery delivery;
  delivery.watch = "beheer";
  delivery.channel = "redactie";
  delivery.due_at = at("2024-09-20T12:00:00Z");
  const NewEvent event{"source.failing", "", "kamer fails since noon"};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(state_.add_event("kamer", event, at("2024-09-20T12:00:00Z"), {delivery}),
              "source:kamer@2024-09-20T12:00:00Z/source.failing");
  }
  EXPECT_EQ(testing::select(record_.handle(), "SELECT kind, document_id, revision, summary FROM v_events"),
            "source.failing|NULL|NULL|kamer fails since noon\n");
  const auto leased = Outbox(record_).lease("", at("2024-09-20T12:00:00Z"), std::chrono::seconds(60), 10);
  ASSERT_EQ(leased.size(), 1U);
  EXPECT_EQ(leased[0].event.kind, "source.failing");
  EXPECT_EQ(leased[0].document.document_id, "");
  EXPECT_EQ(leased[0].commit_id, "");
}

TEST_F(Sources, TenThousandUnchangedAddressesAreOneTransaction) {
  std::vector<Validators> all(10'000);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].source = "ind";
    all[i].url = "https://ind.example/" + std::to_string(i);
    all[i].checked_at = at("2024-09-20T12:00:00Z");
  }
  state_.unchanged(all);
  EXPECT_EQ(state_.all_validators("ind").size(), all.size());
}

TEST_F(Sources, WatchesAddedAtRunTimeStayUntilRemoved) {
  Watches watches(record_);
  watches.add("nareis", R"({"text":"nareis"})", at("2024-09-20T12:00:00Z"));
  watches.add("opvang", R"({"text":"opvang"})", at("2024-09-20T12:00:01Z"));
  watches.add("nareis", R"({"text":"nareis OR gezin"})", at("2024-09-21T12:00:00Z"));
  ASSERT_EQ(watches.list().size(), 2U);
  EXPECT_EQ(watches.list()[0].name, "nareis");
  EXPECT_EQ(watches.find("nareis")->definition, R"({"text":"nareis OR gezin"})");
  EXPECT_EQ(watches.find("nareis")->added_at, "2024-09-20T12:00:00Z");
  EXPECT_TRUE(watches.remove("nareis"));
  EXPECT_FALSE(watches.remove("nareis"));
  EXPECT_FALSE(watches.find("nareis"));
}

}  // namespace
}  // namespace griffier::store
