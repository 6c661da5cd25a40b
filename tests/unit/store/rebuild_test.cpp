// What a rebuild refuses, and what it takes over from the database that it replaces.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "record_fixture.h"
#include "store/archive/archive.h"
#include "store/integrity.h"
#include "store/record/outbox.h"
#include "store/record/source_state.h"
#include "store/record/upstream.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;
using testing::at;
using testing::Folder;
using testing::git;
using testing::letter;
using testing::message_of;
using testing::select;

class RebuildFrom : public ::testing::Test {
 protected:
  // Three letters of two sources, a poll behind each, and deliveries in every state.
  void SetUp() override {
    Registrar registrar(dir(), Open::read_write);
    SourceState state(registrar.record());
    state.configure({{"kamer", "tweedekamer"}, {"feed", "rss"}}, at("2024-09-20T11:00:00Z"));
    NewRevision first = letter("kst-19637-1", "Een.");
    for (const char* channel : {"queued", "retry", "dead", "sending", "sent"}) {
      NewDelivery& delivery = first.deliveries.emplace_back();
      delivery.watch = "nareis";
      delivery.channel = channel;
      delivery.recipient = "redactie";
    }
    NewRevision second = letter("kst-19637-2", "Twee.");
    second.deliveries.emplace_back().channel = "held";
    second.deliveries[0].held = true;
    second.deliveries[0].due_at = at("2030-01-01T00:00:00Z");
    NewRevision third = letter("kst-19637-3", "Drie.");
    third.source = "feed";
    third.source_kind = "rss";
    const std::vector<NewRevision> group = {first, second, third};
    const std::vector<SourceProgress> progress = {{"kamer", "tweedekamer", "skip-77", true}};
    Validators validators;
    validators.source = "kamer";
    validators.url = "https://kamer.example/1";
    validators.etag = "\"e1\"";
    validators.checked_at = at("2024-09-20T12:00:00Z");
    registrar.write(group, progress, {&validators, 1});
    state.poll_succeeded("kamer", at("2024-09-20T12:00:00Z"), at("2024-09-20T12:05:00Z"), "its interval");
    Doubt doubt;
    doubt.source = "kamer";
    doubt.url = "https://kamer.example/2";
    doubt.verdict = "gone";
    doubt.seen = 2;
    state.keep_doubt(doubt);
    state.keep_quiet({{"kamer.example:443", 429, at("2030-01-01T00:00:00Z")}}, at("2024-09-20T12:00:00Z"));
    NewDelivery told;
    told.channel = "operator";
    state.add_event("feed", {"source.failing", "", "feed fails"}, at("2024-09-20T13:00:00Z"), {told});
    state.add_event("feed", {"source.recovered", "", "feed is back"}, at("2024-09-20T14:00:00Z"), {});
    Statement(registrar.record().handle(),
              "UPDATE deliveries SET state = channel WHERE channel IN"
              " ('retry', 'dead', 'sending', 'sent')")
        .run();
    Statement(registrar.record().handle(),
              "UPDATE deliveries SET attempts = 3, last_error = 'no route', lease_ms = 5, before_lease = 'queued', "
              "message = 7"
              " WHERE channel = 'sending'")
        .run();
    // Numbers that a replay gives otherwise.
    Statement(registrar.record().handle(), "PRAGMA foreign_keys = OFF").run();
    Statement(registrar.record().handle(), "UPDATE deliveries SET event = event + 100").run();
    Statement(registrar.record().handle(), "UPDATE events SET sequence = sequence + 100").run();
  }
  [[nodiscard]] const fs::path& dir() const { return folder_.path(); }
  static std::string kept(Record& record) {
    std::string out;
    for (const char* table : {"sources ORDER BY source", "validators", "doubts", "quiet"}) {
      out += select(record.handle(), std::string("SELECT * FROM ") + table);
    }
    return out + select(record.handle(),
                        "SELECT delivery_id, event_id, watch, channel, recipient, x.state, attempts, due_ms, lease_ms,"
                        " before_lease, message, last_error FROM deliveries x JOIN events e ON e.sequence = x.event"
                        " WHERE x.state <> 'sent' ORDER BY delivery_id");
  }
  void break_database() {
    for (const char* suffix : {"-wal", "-shm"}) {
      fs::remove(dir() / (std::string("griffier.db") + suffix));
    }
    std::ofstream(dir() / "griffier.db") << std::string(8192, 'x');
  }
  Folder folder_;
};

TEST_F(RebuildFrom, APlaceInARegisterIsTakenOverOnlyWithAllThatLiesBeforeIt) {
  {
    Registrar registrar(dir(), Open::read_write);
    Transaction transaction(registrar.record().handle());
    Upstream upstream(registrar.record(), "kamer");
    upstream.put({"letter", "Document", false, "", "{}", {"dossier"}});
    upstream.touch("letter");
    upstream.keep_position("Document", "77");
    transaction.commit();
  }
  const auto counts = [&] {
    Registrar registrar(dir(), Open::read_write);
    return select(registrar.record().handle(),
                  "SELECT (SELECT count(*) FROM upstream_entities), (SELECT count(*) FROM upstream_references),"
                  " (SELECT count(*) FROM upstream_documents), (SELECT count(*) FROM upstream_positions),"
                  " (SELECT count(*) FROM sources WHERE cursor <> '')");
  };
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  EXPECT_EQ(counts(), "1|1|1|1|1\n");
  {
    Registrar registrar(dir(), Open::read_write);
    Statement(registrar.record().handle(), "DROP TABLE upstream_documents").run();
  }
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  EXPECT_EQ(counts(), "0|0|0|0|0\n");
}

TEST_F(RebuildFrom, AReadableDatabaseTakesOverWhatPollingRemembersAndWhatIsStillToBeSent) {
  std::string before;
  {
    Record record(dir() / "griffier.db", true);
    before = kept(record);
  }
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  Registrar registrar(dir(), Open::read_write);
  EXPECT_EQ(kept(registrar.record()), before);
  const auto rows = Outbox(registrar.record()).list("", 0);
  EXPECT_EQ(rows.size(), 6U) << "all but what was sent";
  EXPECT_EQ(select(registrar.record().handle(), "SELECT min(sequence) FROM events"), "101\n")
      << "events keep their numbers: who follows them goes on where they were";
  EXPECT_EQ(select(registrar.record().handle(), "SELECT kind FROM events WHERE document_key IS NULL"),
            "source.failing\n")
      << "the events of sources that somebody is still to be told of";
  EXPECT_EQ(select(registrar.record().handle(), "PRAGMA foreign_key_check"), "");
  EXPECT_EQ(SourceState(registrar.record()).source("kamer")->cursor, "skip-77");
  EXPECT_TRUE(verify(dir(), {}).problems.empty());
}

TEST_F(RebuildFrom, ADatabaseBeforeVersionTwoKeepsItsOutbox) {
  {
    Record record(dir() / "griffier.db", false);
    for (const char* sql :
         {"DROP INDEX deliveries_by_message", "ALTER TABLE deliveries DROP COLUMN message", "PRAGMA user_version = 1"})
      Statement(record.handle(), sql).run();
  }
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  Registrar registrar(dir(), Open::read_write);
  EXPECT_EQ(Outbox(registrar.record()).list("", 0).size(), 6U) << "all but what was sent";
}

TEST_F(RebuildFrom, ATakenOverOutboxGivesNoDeliveryIdTwice) {
  const std::string last = [&] {
    Record record(dir() / "griffier.db", true);
    return select(record.handle(), "SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'");
  }();
  rebuild(dir(), {});
  Record record(dir() / "griffier.db", true);
  EXPECT_EQ(select(record.handle(), "SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'"), last);
}

TEST_F(RebuildFrom, AnUnreadableDatabaseCountsEverySourceOfTheCommitsAsBeyondItsBaseline) {
  break_database();
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  Registrar registrar(dir(), Open::read_write);
  EXPECT_EQ(select(registrar.record().handle(), "SELECT source, kind, state, baseline_done FROM sources ORDER BY 1"),
            "feed|rss|waiting|1\nkamer|tweedekamer|waiting|1\n");
  SourceState state(registrar.record());
  state.configure({{"kamer", "tweedekamer"}, {"feed", "rss"}}, at("2024-09-21T11:00:00Z"));
  EXPECT_TRUE(state.source("kamer")->baseline_done);
  EXPECT_EQ(state.due(at("2024-09-21T11:00:00Z")).size(), 2U);
}

TEST_F(RebuildFrom, ABlankDatabaseIsNoReasonToRefuse) {
  fs::remove(dir() / "griffier.db-wal");
  fs::remove(dir() / "griffier.db-shm");
  fs::resize_file(dir() / "griffier.db", 0);
  const auto problems = verify(dir(), {}).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].detail.find("griffier rebuild"), std::string::npos) << problems[0].detail;
  EXPECT_EQ(rebuild(dir(), {}), 3U);
  EXPECT_TRUE(verify(dir(), {}).problems.empty());
}

TEST_F(RebuildFrom, AMissingArchiveIsRefusedAndTheDatabaseKept) {
  fs::remove_all(dir() / "archive.git");
  EXPECT_NE(message_of<DamagedError>([&] { rebuild(dir(), {}); }).find("is missing"), std::string::npos);
  EXPECT_FALSE(fs::exists(dir() / "archive.git"));
  EXPECT_EQ(Record(dir() / "griffier.db", true).counts().documents, 3);
}

TEST_F(RebuildFrom, AnArchiveThatIsEmptyOrOlderThanTheDatabaseIsRefusedAndTheDatabaseKept) {
  const std::string head = Record(dir() / "griffier.db", true).head();
  const fs::path older = dir() / "older.git";
  git(dir(), "branch older main~1");
  git(dir(), "clone -q --bare --single-branch --branch older --no-local '" + (dir() / "archive.git").string() + "' '" +
                 older.string() + "'");
  git(dir(), "--git-dir='" + older.string() + "' branch -m older main");
  fs::remove_all(dir() / "archive.git");
  { const Archive empty(dir() / "archive.git", true); }
  EXPECT_NE(message_of<DamagedError>([&] { rebuild(dir(), {}); }).find(head), std::string::npos);
  fs::remove_all(dir() / "archive.git");
  fs::rename(older, dir() / "archive.git");
  ASSERT_EQ(git(dir(), "rev-list --count main"), "2\n");
  EXPECT_NE(message_of<DamagedError>([&] { rebuild(dir(), {}); }).find(head), std::string::npos);
  EXPECT_EQ(Record(dir() / "griffier.db", true).counts().documents, 3);
}

TEST_F(RebuildFrom, AnEmptyArchiveBesideABrokenDatabaseIsRefused) {
  fs::remove_all(dir() / "archive.git");
  { const Archive empty(dir() / "archive.git", true); }
  break_database();
  EXPECT_THROW(rebuild(dir(), {}), DamagedError);
  EXPECT_EQ(fs::file_size(dir() / "griffier.db"), 8192U);
}

TEST_F(RebuildFrom, PermissionsAreNoDamageToVerify) {
  const fs::path file = dir() / "griffier.db";
  const bool root = ::geteuid() == 0;
  fs::permissions(dir(), static_cast<fs::perms>(0755));
  fs::permissions(file, fs::perms::none);
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);  // root may read all
  }
  const std::string unreadable = message_of<AccessError>([&] { static_cast<void>(verify(dir(), {})); });
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  fs::permissions(file, static_cast<fs::perms>(0644));
  EXPECT_NE(unreadable.find(file.string()), std::string::npos) << unreadable;
  if (!root) {
    return;
  }
  ASSERT_EQ(::seteuid(65534), 0);
  const std::string foreign = message_of<std::runtime_error>([&] {
    const auto report = verify(dir(), {});
    ADD_FAILURE() << "reported as " << report.problems.size() << " problems";
  });
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_NE(foreign.find("another user"), std::string::npos) << foreign;
}

}  // namespace
}  // namespace griffier::store
