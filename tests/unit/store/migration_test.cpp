#include <gtest/gtest.h>

#include <fstream>

#include "record_fixture.h"
#include "store/record/schema.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

using testing::Folder;
using testing::select;

std::string why(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Migration, EveryVersionIsReachedFromEveryEarlierOne) {
  for (int from = 0; from <= kSchemaVersion; ++from) {
    const Folder folder;
    Database db(folder.path() / "griffier.db", Database::Mode::read_write);
    register_search(db.handle());
    migrate(db, from);
    EXPECT_EQ(schema_version(db), from);
    migrate(db);
    EXPECT_EQ(schema_version(db), kSchemaVersion);
    EXPECT_EQ(select(db.handle(), "PRAGMA integrity_check"), "ok\n");
    require_current(db);
  }
}

TEST(Migration, VersionOneHasTheTablesThatWereReleased) {
  const Folder folder;
  Database db(folder.path() / "griffier.db", Database::Mode::read_write);
  register_search(db.handle());
  migrate(db, 1);
  // clang-format off
  const std::vector<std::string> tables = {
      "aliases",
      "archive_head",
      "deliveries",
      "distinct_names",
      "document_people",
      "documents",
      "doubts",
      "events",
      "links",
      "live_sources",
      "people",
      "question_decisions",
      "question_keys",
      "question_lines",
      "question_members",
      "question_papers",
      "question_set_names",
      "question_sets",
      "questions",
      "quiet",
      "revisions",
      "said",
      "search_index",
      "search_pending",
      "search_texts",
      "search_words",
      "source_parts",
      "source_problems",
      "sources",
      "term_rules",
      "toezegging_letters",
      "toezeggingen",
      "untold",
      "upstream_documents",
      "upstream_entities",
      "upstream_given_up",
      "upstream_positions",
      "upstream_references",
      "validators",
      "watches",
  };
  // clang-format on
  std::string expected;
  for (const auto& table : tables) expected += table + "\n";
  EXPECT_EQ(select(db.handle(),
                   "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                   " AND name NOT LIKE 'search_index_%' ORDER BY name"),
            expected);
}

TEST(Migration, ViewsKeepTheirColumnsAndTheirOrder) {
  const Folder folder;
  Record record(folder.path() / "griffier.db", false);
  const std::vector<std::pair<std::string, std::string>> views = {
      {"v_documents",
       "document_id,kind,title,dossier,dossier_number,published_on,first_seen_at,last_changed_at,revisions,state,"
       "source,url,parent"},
      {"v_revisions",
       "document_id,revision,observed_at,commit_id,change,words_added,words_removed,body_sha256,text_sha256,source_"
       "url"},
      {"v_questions",
       "set_id,zaaknummer,number,fractie,asker,addressed_to,asked_on,due_on,state,answered_on,answer_document_id,"
       "question_text,answer_text"},
      {"v_events", "event_id,at,kind,document_id,revision,set_id,summary"},
      {"v_deliveries", "delivery_id,event_id,watch,channel,recipient,state,attempts,due_at,sent_at,last_error"},
      {"v_sources", "source,kind,state,last_ok_at,next_due_at,consecutive_failures,cursor,documents"},
      {"v_aliases", "alias,document_id"},
      {"v_renditions", "document_id,source,url,media_type,bytes,body_sha256,text_sha256,revision,checked_at"},
      {"v_links", "document_id,position,relation,kind,target,target_document_id,printed,block"},
      {"v_problems", "source,key,document_id,what,tries,since,again_at,since_ms,again_ms"},
  };
  for (const auto& [view, columns] : views) {
    EXPECT_EQ(select(record.handle(), "SELECT group_concat(name, ',') FROM pragma_table_info('" + view + "')"),
              columns + "\n");
  }
}

TEST(Migration, ANewerDatabaseIsRefusedAndLeftAlone) {
  const Folder folder;
  const auto file = folder.path() / "griffier.db";
  {
    Record record(file, false);
    Statement(record.handle(), "PRAGMA user_version = 999").run();
  }
  for (const bool read_only : {false, true}) {
    const std::string message = why([&] { Record record(file, read_only); });
    EXPECT_NE(message.find("newer griffier"), std::string::npos) << message;
    EXPECT_NE(message.find(file.string()), std::string::npos) << message;
  }
}

TEST(Migration, AnotherProgramsDatabaseIsRefused) {
  const Folder folder;
  const auto file = folder.path() / "griffier.db";
  {
    Database db(file, Database::Mode::read_write);
    db.execute("CREATE TABLE theirs(x)");
  }
  EXPECT_THROW(Record(file, false), DamagedError);
}

TEST(Migration, AFileThatIsNoDatabaseIsDamageThatNamesTheRemedy) {
  const Folder folder;
  const auto file = folder.path() / "griffier.db";
  std::ofstream(file) << std::string(8192, 'x');
  const std::string message = why([&] { Record record(file, false); });
  EXPECT_NE(message.find("file is not a database"), std::string::npos) << message;
  EXPECT_NE(message.find("griffier rebuild"), std::string::npos) << message;
  EXPECT_THROW(Record(file, false), DamagedError);
}

TEST(Migration, TheWriterIsDurableAndItsSchemaUntrusted) {
  const Folder folder;
  Record record(folder.path() / "griffier.db", false);
  EXPECT_EQ(select(record.handle(), "PRAGMA journal_mode"), "wal\n");
  EXPECT_EQ(select(record.handle(), "PRAGMA synchronous"), "2\n");
  EXPECT_EQ(select(record.handle(), "PRAGMA foreign_keys"), "1\n");
  EXPECT_EQ(select(record.handle(), "PRAGMA trusted_schema"), "0\n");
}

}  // namespace
}  // namespace griffier::store
