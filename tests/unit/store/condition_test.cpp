// A state directory of which a part is gone, empty or out of reach.
#include "store/condition.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "record_fixture.h"
#include "store/archive/archive.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::letter;
using testing::message_of;

class Condition : public ::testing::Test {
 protected:
  void SetUp() override {
    Registrar registrar(dir(), Open::read_write);
    const NewRevision revision = letter("kst-19637-3274", "De tolk kwam.");
    registrar.write({&revision, 1});
  }
  [[nodiscard]] const fs::path& dir() const { return folder_.path(); }
  void remove_database() {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      fs::remove(dir() / (std::string("griffier.db") + suffix));
    }
  }
  void expect_damage(std::string_view part) {
    for (const Open mode : {Open::read_only, Open::read_write}) {
      const std::string message = message_of<DamagedError>([&] { Registrar registrar(dir(), mode); });
      EXPECT_NE(message.find(part), std::string::npos) << message;
    }
  }
  Folder folder_;
};

TEST_F(Condition, ARecordWithoutItsArchiveIsDamageAndNoArchiveIsMade) {
  fs::remove_all(dir() / "archive.git");
  expect_damage("restore it from a backup");
  EXPECT_FALSE(fs::exists(dir() / "archive.git"));
  fs::create_directory(dir() / "archive.git");
  expect_damage("restore it from a backup");
  EXPECT_TRUE(fs::is_empty(dir() / "archive.git"));
}

TEST_F(Condition, AnEmptyDatabaseBesideAnArchiveIsDamageThatNamesTheRemedy) {
  remove_database();
  std::ofstream(dir() / "griffier.db").close();
  EXPECT_TRUE(is_blank(dir() / "griffier.db"));
  expect_damage("griffier rebuild");
  EXPECT_EQ(fs::file_size(dir() / "griffier.db"), 0U) << "left as it was found";
}

TEST_F(Condition, ADatabaseWithoutTablesBesideAnArchiveIsDamageThatNamesTheRemedy) {
  remove_database();
  Database(dir() / "griffier.db", Database::Mode::read_write).execute("PRAGMA page_size = 4096; VACUUM");
  EXPECT_GT(fs::file_size(dir() / "griffier.db"), 0U);
  EXPECT_TRUE(is_blank(dir() / "griffier.db"));
  expect_damage("griffier rebuild");
}

TEST_F(Condition, ADatabaseWithoutRevisionsBesideAnArchiveIsDamageThatNamesTheRemedy) {
  remove_database();
  Record(dir() / "griffier.db", false);
  EXPECT_FALSE(is_blank(dir() / "griffier.db"));
  expect_damage("griffier rebuild");
}

TEST_F(Condition, ADatabaseThatACrashLeftHalfMadeIsABeginning) {
  fs::remove_all(dir() / "archive.git");
  remove_database();
  const pid_t pid = ::fork();
  if (pid == 0) {
    sqlite3* db = nullptr;
    sqlite3_open((dir() / "griffier.db").c_str(), &db);
    // Pages that don't fit the cache go to the file before the end of the transaction: the journal must undo them.
    sqlite3_exec(
        db,
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2; CREATE TABLE t(x); DROP TABLE t; BEGIN;"
        "CREATE TABLE t(x); INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
        " SELECT randomblob(1000) FROM n;",
        nullptr, nullptr, nullptr);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  ASSERT_TRUE(fs::exists(dir() / "griffier.db-journal"));
  EXPECT_THROW((void)is_blank(dir() / "griffier.db"), std::exception);
  const Registrar begun(dir(), Open::read_write);
  EXPECT_TRUE(fs::exists(dir() / "archive.git/HEAD"));
}

TEST_F(Condition, AnEmptyDatabaseWithoutAnArchiveIsABeginning) {
  fs::remove_all(dir() / "archive.git");
  remove_database();
  std::ofstream(dir() / "griffier.db").close();
  EXPECT_NE(message_of<std::runtime_error>([&] { Registrar(dir(), Open::read_only); }).find("no record yet"),
            std::string::npos);
  EXPECT_EQ(Registrar(dir(), Open::read_write).record().head(), "");
}

TEST_F(Condition, WhatMayNotBeReadIsNamedAndIsNoDamage) {
  const fs::path object = fs::absolute(dir() / "archive.git" / "objects");
  fs::permissions(dir(), static_cast<fs::perms>(0755));
  require_readable(dir());
  fs::permissions(object, fs::perms::none);
  const bool root = ::geteuid() == 0;
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);  // root may read all
  }
  const std::string message = message_of<AccessError>([&] { require_readable(dir()); });
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  fs::permissions(object, fs::perms::owner_all);
  EXPECT_NE(message.find(object.string()), std::string::npos) << message;
}

}  // namespace
}  // namespace griffier::store
