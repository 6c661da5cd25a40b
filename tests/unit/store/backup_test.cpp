#include "store/backup.h"

#include <gtest/gtest.h>

#include <fstream>

#include "record_fixture.h"
#include "store/archive/archive.h"
#include "store/integrity.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::git;
using testing::letter;
using testing::message_of;

class Backup : public ::testing::Test {
 protected:
  void SetUp() override {
    Registrar registrar(state(), Open::read_write);
    for (const char* id : {"kst-1-1", "kst-1-2", "kst-1-3"}) {
      const NewRevision revision = letter(id, "Een brief.");
      registrar.write({&revision, 1});
    }
    newest_ = registrar.record().head();
    before_ = registrar.archive().info(newest_).parents.at(0);
  }
  [[nodiscard]] fs::path state() const { return folder_.path() / "state"; }
  [[nodiscard]] fs::path copy() const { return folder_.path() / "copy"; }
  // As if the newest revision came after the database had been copied.
  void make_record_older() {
    Database db(state() / "griffier.db", Database::Mode::read_write);
    db.execute(
        "PRAGMA foreign_keys = OFF; DELETE FROM revisions WHERE revision_key = 3; DELETE FROM events WHERE sequence = "
        "3");
    db.use("UPDATE archive_head SET commit_id = ?")->with(before_).run();
  }
  Folder folder_;
  std::string newest_, before_;
};

TEST_F(Backup, IsAWholeStateDirectory) {
  const BackupReport report = backup(state(), copy());
  EXPECT_GT(report.files, 5U);
  EXPECT_TRUE(verify(copy(), {}).problems.empty());
  EXPECT_EQ(Registrar(copy(), Open::read_write).record().head(), newest_);
}

TEST_F(Backup, HasTheRefThatItsOwnDatabaseNames) {
  make_record_older();
  backup(state(), copy());
  EXPECT_EQ(git(copy(), "rev-parse main"), before_ + "\n");
  EXPECT_EQ(git(state(), "rev-parse main"), newest_ + "\n") << "the source stays as it is";
}

TEST_F(Backup, HasThatRefAlsoWhenRefsArePacked) {
  git(state(), "tag first main");
  git(state(), "pack-refs --all");
  make_record_older();
  backup(state(), copy());
  EXPECT_EQ(git(copy(), "rev-parse main first"), before_ + "\n" + newest_ + "\n");
  std::ifstream file(copy() / "archive.git" / "packed-refs");
  const std::string packed((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(packed.find("refs/heads/main"), std::string::npos) << packed;
  EXPECT_NE(packed.find("refs/tags/first"), std::string::npos) << packed;
}

TEST_F(Backup, HasNoRefWhenItsDatabaseNamesNoCommit) {
  Database(state() / "griffier.db", Database::Mode::read_write).execute("DELETE FROM archive_head");
  backup(state(), copy());
  EXPECT_EQ(Archive(copy() / "archive.git", false).head(), "");
}

TEST_F(Backup, OfARecordWhoseCommitIsMissingIsRefused) {
  Database(state() / "griffier.db", Database::Mode::read_write)
      .execute("UPDATE archive_head SET commit_id = '00112233445566778899aabbccddeeff00112233'");
  EXPECT_NE(message_of<DamagedError>([&] { backup(state(), copy()); }).find("00112233"), std::string::npos);
}

TEST_F(Backup, GoesOutsideTheStateDirectory) {
  for (const fs::path& inside : {state() / "backup", state() / "a" / ".." / "b", state() / "originals" / "x"}) {
    EXPECT_NE(message_of<std::runtime_error>([&] { backup(state(), inside); }).find("outside"), std::string::npos);
    EXPECT_FALSE(fs::exists(inside));
  }
  backup(state() / "", state().string() + "-2");  // beside it, though the name begins alike
}

TEST_F(Backup, GoesIntoAnEmptyDirectory) {
  fs::create_directory(copy());
  std::ofstream(copy() / "theirs") << "x";
  EXPECT_THROW(backup(state(), copy()), std::runtime_error);
}

}  // namespace
}  // namespace griffier::store
