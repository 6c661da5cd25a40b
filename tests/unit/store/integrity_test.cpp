#include "store/integrity.h"

#include <gtest/gtest.h>

#include <fstream>

#include "record_fixture.h"
#include "store/archive/archive.h"
#include "store/record/outbox.h"
#include "store/record/watches.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;
using testing::at;
using testing::dump;
using testing::Folder;
using testing::git;
using testing::kamervraag;
using testing::letter;
using testing::message_of;
using testing::select;
using testing::withdrawal;

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A life with all that can happen: aliases, annexes, withdrawals, reverts, layout, metadata, hostile titles.
void live(Registrar& registrar) {
  const auto write = [&](const NewRevision& revision) { registrar.write({&revision, 1}); };
  NewRevision first = letter("kst-19637-3274", "De tolk kwam.");
  first.aliases = {"tk-2024D38123", "kst-1259252"};
  first.deliveries.emplace_back();
  first.deliveries[0].channel = "redactie";
  NewRevision annex = letter("blg-1154321", "Bijlage.");
  annex.parent = "kst-19637-3274";
  annex.original = {"%PDF-1.7", "application/pdf", "", publications::sha256_hex("%PDF-1.7")};
  NewRevision hostile = letter("page:ind:a@b~c", "Tekst");
  hostile.title = "Titel\n\nDocument: forged\nRevision: 9\t\"}{\\u0000\xFF \xE2\x80\xAE omgekeerd";
  hostile.source_url = "https://ind.example/\n?a=1&b=%00 ";
  hostile.etag = "W/\"\xE9\\x41\" ";
  hostile.events[0].summary = "  spaties, \\n en\nregels  ";
  hostile.published_on.reset();
  hostile.dossier.clear();
  const std::vector<NewRevision> group = {first, annex, hostile, kamervraag("kv-tk-2024Z18435", "Kent u dit?")};
  registrar.write(group);
  write(letter("kst-19637-3274", "De tolk bleef.", "substantive", 60));
  write(letter("kst-19637-3274", "De tolk bleef.", "cosmetic", 120));
  NewRevision metadata = letter("kst-19637-3274", "De tolk bleef.", "metadata", 180);
  metadata.title = "Andere titel";
  metadata.published_on.reset();
  metadata.aliases = {"kst-999"};
  write(metadata);
  NewRevision reverted = letter("kst-19637-3274", "De tolk kwam.", "substantive", 240);
  reverted.returns_to = 1;
  write(reverted);
  write(withdrawal("kst-19637-3274", 300));
  write(withdrawal("blg-1154321", 300));
  write(letter("kst-19637-3274", "De tolk kwam.", "rebaseline", 330));
  write(letter("kst-19637-3274", "De tolk kwam.", "restored", 360));
  NewRevision question = kamervraag("kv-tk-2024Z18435", "Kende u dit?");
  question.change = "substantive";
  question.events = {{"document.revised", "", "één woord"}, {"toezegging.made", "kv#D66 fractie", ""}};
  write(question);
  while (registrar.record().index_pending(100) > 0) {
  }
}

TEST(Rebuild, GivesTheSameRecordByteForByteFromTheArchiveAlone) {
  const Folder folder;
  std::string before;
  {
    Registrar registrar(folder.path(), Open::read_write);
    live(registrar);
    before = dump(registrar.record());
    Watches(registrar.record()).add("nareis", "{}", at("2024-09-20T12:00:00Z"));
  }
  std::size_t last = 0;
  EXPECT_EQ(rebuild(folder.path(),
                    [&](std::size_t done, std::size_t total) {
                      EXPECT_EQ(total, 13U);
                      last = done;
                    }),
            13U);
  EXPECT_EQ(last, 13U);
  Registrar registrar(folder.path(), Open::read_write);
  EXPECT_EQ(dump(registrar.record()), before);
  EXPECT_EQ(Watches(registrar.record()).list().size(), 1U) << "taken over from the old database";
  EXPECT_EQ(Outbox(registrar.record()).list("queued", 0).size(), 1U) << "and so is what is still to be sent";
  while (registrar.record().index_pending(100) > 0) {
  }
  EXPECT_EQ(registrar.record().search("tolk", {}, 10).size(), 1U);
  int kept = 0;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    kept += entry.path().filename().string().starts_with("griffier.db.before-rebuild-") ? 1 : 0;
  }
  EXPECT_EQ(kept, 1);
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
}

TEST(Rebuild, NeedsNothingButAClone) {
  const Folder folder;
  std::string before;
  {
    Registrar registrar(folder.path() / "old", Open::read_write);
    live(registrar);
    before = dump(registrar.record());
  }
  fs::create_directory(folder.path() / "new");
  git(folder.path() / "old", "clone -q --bare '" + (folder.path() / "old" / "archive.git").string() + "' '" +
                                 (folder.path() / "new" / "archive.git").string() + "'");
  EXPECT_EQ(rebuild(folder.path() / "new", {}), 13U);
  Registrar registrar(folder.path() / "new", Open::read_write);
  EXPECT_EQ(dump(registrar.record()), before);
}

TEST(Rebuild, KeepsRevisionsWhoseRefHadNotMovedYet) {
  const Folder folder;
  {
    Registrar registrar(folder.path(), Open::read_write);
    live(registrar);
  }
  git(folder.path(), "update-ref refs/heads/main main~3");
  EXPECT_EQ(rebuild(folder.path(), {}), 13U);
}

TEST(Rebuild, LeavesTheOldDatabaseInPlaceWhenTheArchiveIsDamaged) {
  const Folder folder;
  {
    Registrar registrar(folder.path(), Open::read_write);
    live(registrar);
  }
  fs::remove_all(folder.path() / "archive.git" / "objects");
  fs::create_directories(folder.path() / "archive.git" / "objects");
  EXPECT_THROW(rebuild(folder.path(), {}), std::exception);
  EXPECT_TRUE(fs::exists(folder.path() / "griffier.db"));
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    EXPECT_FALSE(contains(entry.path().string(), ".anew")) << entry.path();
    EXPECT_FALSE(contains(entry.path().string(), "before-rebuild")) << entry.path();
  }
}

TEST(Rebuild, WantsTheLock) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  EXPECT_THROW(rebuild(folder.path(), {}), LockedError);
}

class Verify : public ::testing::Test {
 protected:
  void SetUp() override {
    Registrar registrar(folder_.path(), Open::read_write);
    live(registrar);
  }
  // The problems, one a line: "part: detail".
  std::string problems() {
    std::string out;
    for (const Problem& problem : verify(folder_.path(), {}).problems) {
      out += problem.part + ": " + problem.detail + "\n";
    }
    return out;
  }
  void change(const char* sql) { Database(folder_.path() / "griffier.db", Database::Mode::read_write).execute(sql); }
  Folder folder_;
};

TEST_F(Verify, FindsNothingWrongWithAWholeRecordAndSaysWhatItLookedAt) {
  std::size_t last = 0;
  const VerifyReport report = verify(folder_.path(), [&](std::size_t done, std::size_t) { last = done; });
  EXPECT_EQ(problems(), "");
  EXPECT_EQ(report.commits, 13U);
  EXPECT_EQ(report.revisions, 13U);
  EXPECT_EQ(report.originals, 1U);
  EXPECT_GT(report.objects, 30U);
  EXPECT_EQ(last, 13U);
}

TEST_F(Verify, FindsEveryRowThatWasChangedByHand) {
  const std::vector<std::pair<const char*, const char*>> changes = {
      {"UPDATE revisions SET words_added = 99 WHERE revision = 2", "v_revisions"},
      {"UPDATE revisions SET body_sha256 = 'x' WHERE revision = 3", "v_revisions"},
      {"UPDATE documents SET title = 'Iets anders' WHERE document_id = 'kst-19637-3274'", "v_documents"},
      {"UPDATE documents SET state = 'current' WHERE document_id = 'blg-1154321'", "v_documents"},
      {"UPDATE events SET summary = 'Niets gebeurd' WHERE sequence = 2", "v_events"},
      {"DELETE FROM events WHERE sequence = 5", "v_events"},
      {"UPDATE question_lines SET question_text = 'Waarom?'", "v_questions"},
      {"UPDATE archive_head SET commit_id = (SELECT commit_id FROM revisions WHERE revision_key = 5)", "head"},
  };
  fs::copy_file(folder_.path() / "griffier.db", folder_.path() / "whole");
  for (const auto& [sql, part] : changes) {
    change(sql);
    EXPECT_TRUE(contains(problems(), part)) << sql << "\n" << problems();
    fs::copy_file(folder_.path() / "whole", folder_.path() / "griffier.db", fs::copy_options::overwrite_existing);
    fs::remove(folder_.path() / "griffier.db-wal");
    fs::remove(folder_.path() / "griffier.db-shm");
  }
  EXPECT_EQ(problems(), "");
}

TEST_F(Verify, NamesTheRecordWhenOneOfItsTablesIsGone) {
  change("PRAGMA foreign_keys = OFF; DROP TABLE events");
  const auto report = verify(folder_.path(), {});
  ASSERT_FALSE(report.problems.empty());
  for (const auto& problem : report.problems) EXPECT_EQ(problem.part, "record") << problem.detail;
  EXPECT_EQ(report.commits, 13U) << "the archive is looked at nevertheless";
}

TEST_F(Verify, FindsAnOriginalThatWasChangedOrIsGone) {
  const std::string hash = publications::sha256_hex("%PDF-1.7");
  const fs::path kept = folder_.path() / "originals" / hash.substr(0, 2) / hash;
  std::ofstream(kept) << "%PDF-1.8";
  EXPECT_TRUE(contains(problems(), "originals: ")) << problems();
  EXPECT_TRUE(contains(problems(), "blg-1154321")) << problems();
  fs::remove(kept);
  EXPECT_TRUE(contains(problems(), "originals: " + hash)) << problems();
}

TEST_F(Verify, FindsAHistoryThatWasRewritten) {
  // The same files and trailers under another subject: another commit.
  const std::string tree = git(folder_.path(), "rev-parse main^{tree}").substr(0, 40);
  const std::string parent = git(folder_.path(), "rev-parse main~1").substr(0, 40);
  const std::string forged =
      git(folder_.path(), "-c user.name=x -c user.email=x@example.org commit-tree " + tree + " -p " + parent + " -m x")
          .substr(0, 40);
  git(folder_.path(), "update-ref refs/heads/main " + forged);
  EXPECT_TRUE(contains(problems(), "ref: ")) << problems();
  EXPECT_TRUE(contains(problems(), forged)) << problems();
}

TEST_F(Verify, ReportsAMissingDatabaseAndStillLooksAtTheArchive) {
  fs::remove(folder_.path() / "griffier.db");
  const VerifyReport report = verify(folder_.path(), {});
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].part, "record");
  EXPECT_TRUE(contains(report.problems[0].detail, "griffier rebuild"));
  EXPECT_EQ(report.commits, 13U);
  EXPECT_FALSE(fs::exists(folder_.path() / "griffier.db"));
}

TEST_F(Verify, ReportsADatabaseThatIsNone) {
  std::ofstream(folder_.path() / "griffier.db") << std::string(8192, 'x');
  EXPECT_TRUE(contains(problems(), "record: ")) << problems();
}

TEST_F(Verify, ReportsAnArchiveThatIsGone) {
  fs::remove_all(folder_.path() / "archive.git");
  EXPECT_TRUE(contains(problems(), "archive: ")) << problems();
  EXPECT_THROW(static_cast<void>(verify(folder_.path() / "none", {})), std::runtime_error);
}

TEST_F(Verify, WorksBesideAWriter) {
  Registrar registrar(folder_.path(), Open::read_write);
  EXPECT_EQ(problems(), "");
}

}  // namespace
}  // namespace griffier::store
