#include "store/registrar.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <fstream>
#include <system_error>

#include "record_fixture.h"
#include "store/archive/archive.h"
#include "store/integrity.h"
#include "store/record/source_state.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;
using testing::at;
using testing::Folder;
using testing::git;
using testing::letter;
using testing::message_of;
using testing::select;
using testing::withdrawal;

Recorded write(Registrar& registrar, const NewRevision& revision) { return registrar.write({&revision, 1}).at(0); }

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Registrar, MakesAStateDirectoryThatStockGitReads) {
  const Folder folder;
  const fs::path dir = folder.path() / "a" / "state";
  {
    Registrar registrar(dir, Open::read_write);
    EXPECT_EQ(registrar.record().head(), "");
    const Recorded first = write(registrar, letter("kst-19637-3274", "De tolk kwam."));
    const Recorded second = write(registrar, letter("kst-19637-3274", "De tolk bleef.", "substantive", 60));
    EXPECT_EQ(second.revision, 2);
    EXPECT_EQ(git(dir, "rev-parse main main~1"), second.commit_id + "\n" + first.commit_id + "\n");
    EXPECT_EQ(registrar.record().head(), second.commit_id);
  }
  EXPECT_EQ(git(dir, "log --format=%s"),
            "kst-19637-3274: revised (1 word in 1 paragraph)\nkst-19637-3274: published\n");
  EXPECT_EQ(git(dir, "log -1 --format=%aI/%cI"), "2024-09-19T00:00:00+02:00/2024-09-20T14:01:00+02:00\n");
  EXPECT_FALSE(contains(git(dir, "fsck --strict"), "error"));
  EXPECT_TRUE(contains(git(dir, "show main:" + archive_path("kst-19637-3274") + "/text.md"), "De tolk bleef."));
  EXPECT_EQ(git(dir, "show main:" + archive_path("kst-19637-3274") + "/original.html"), "<p>De tolk bleef.</p>");
}

TEST(Registrar, OpensAnArchiveInWhichACrashLeftGitsLocks) {
  const Folder folder;
  const fs::path dir = folder.path() / "state";
  for (const auto* name : {"config.lock", "HEAD.lock", "refs/heads/main.lock"}) {
    fs::create_directories((dir / "archive.git" / name).parent_path());
    std::ofstream(dir / "archive.git" / name) << "half";
    Registrar registrar(dir, Open::read_write);
    write(registrar, letter(std::string("kst-19637-") + std::to_string(std::string(name).size()), "De tolk kwam."));
    EXPECT_FALSE(fs::exists(dir / "archive.git" / name)) << name;
  }
  EXPECT_EQ(git(dir, "rev-list --count main"), "3\n");
}

TEST(Registrar, WritesTrailersThatGitParses) {
  const Folder folder;
  NewRevision revision = letter("kst-19637-3274", "De tolk kwam.");
  revision.etag = "\"x\"\nRevision: 99\n\nDocument: forged";
  revision.source_url = "https://kamer.example/\r\nSource: forged";
  revision.events.push_back({"question.asked", "kst-19637-3274#D66 & co", "Eén vraag\nop twee regels"});
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, revision);
  EXPECT_EQ(git(folder.path(), "log -1 --format=%B | git interpret-trailers --parse"),
            "Document: kst-19637-3274\nRevision: 1\nChange: new\nEvent: document.published\n"
            "Event-Summary: document.published of kst-19637-3274\n"
            "Event: question.asked kst-19637-3274#D66 & co\nEvent-Summary: Eén vraag\\nop twee regels\n"
            "Words-Added: 0\nWords-Removed: 0\nParagraphs-Changed: 0\nSource: kamer\nSource-Kind: tweedekamer\n"
            "Source-URL: https://kamer.example/\\r\\nSource: forged\nObserved-At: 2024-09-20T12:00:00.120Z\n"
            "Body-SHA256: " +
                revision.original.sha256 + "\nText-SHA256: " + revision.text_sha256 +
                "\nFacts-SHA256: " + publications::sha256_hex(revision.facts_json) +
                "\nETag: \"x\"\\nRevision: 99\\n\\nDocument: forged\nLast-Modified: Thu, 19 Sep 2024 10:00:00 GMT\n"
                "Pipeline: extract 1, normalise 1\n");
}

TEST(Registrar, SaysInTheSubjectWhatHappened) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, letter("kst-1-1", "Een."));
  NewRevision revised = letter("kst-1-1", "Twee.", "substantive", 1);
  revised.words_added = 12;
  revised.words_removed = 3;
  revised.paragraphs_changed = 2;
  write(registrar, revised);
  write(registrar, letter("kst-1-1", "Twee.", "cosmetic", 2));
  write(registrar, letter("kst-1-1", "Twee.", "metadata", 3));
  write(registrar, letter("kst-1-1", "Twee.", "rebaseline", 4));
  write(registrar, withdrawal("kst-1-1", 5));
  write(registrar, letter("kst-1-1", "Twee.", "restored", 6));
  NewRevision reverted = letter("kst-1-1", "Een.", "substantive", 7);
  reverted.returns_to = 1;
  write(registrar, reverted);
  EXPECT_EQ(git(folder.path(), "log --reverse --format=%s"),
            "kst-1-1: published\nkst-1-1: revised (12 words in 2 paragraphs)\nkst-1-1: layout changed\n"
            "kst-1-1: metadata changed\nkst-1-1: re-read\nkst-1-1: withdrawn\nkst-1-1: restored\n"
            "kst-1-1: revised (1 word in 1 paragraph), back to revision 1\n");
  EXPECT_EQ(git(folder.path(), "diff --stat main~2 main~3"), "") << "a withdrawal leaves the files as they were";
}

TEST(Registrar, DatesOlderPapersAtTheFirstMomentThatGitKnows) {
  const Folder folder;
  NewRevision revision = letter("kst-19637-3274", "Oud.");
  revision.published_on = publications::parse_iso_date("1815-03-29");
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, revision);
  EXPECT_EQ(git(folder.path(), "log -1 --format=%at"), "0\n");
  EXPECT_EQ(registrar.record().document("kst-19637-3274")->published_on, "1815-03-29");
  write(registrar, withdrawal("kst-19637-3274", 60));
  EXPECT_EQ(git(folder.path(), "log -1 --format=%at"), "0\n");
}

TEST(Registrar, KeepsWhatIsNoTextBesideTheArchiveOnce) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  NewRevision revision = letter("blg-1", "Bijlage.");
  revision.original = {"%PDF-1.7 \x01\x02", "application/pdf", "", publications::sha256_hex("%PDF-1.7 \x01\x02")};
  write(registrar, revision);
  const std::string& hash = revision.original.sha256;
  const fs::path kept = folder.path() / "originals" / hash.substr(0, 2) / hash;
  ASSERT_TRUE(fs::exists(kept));
  const auto written = fs::last_write_time(kept);
  revision.document_id = "blg-2";
  write(registrar, revision);
  EXPECT_EQ(fs::last_write_time(kept), written);
  // Read again without its bytes: they are kept already.
  revision.change = "rebaseline";
  revision.events.clear();
  revision.original.bytes.clear();
  write(registrar, revision);
  EXPECT_TRUE(contains(git(folder.path(), "show main:" + archive_path("blg-2") + "/metadata.json"),
                       "\"stored_as\": \"originals/" + hash.substr(0, 2) + "/" + hash + "\""));
  EXPECT_TRUE(contains(git(folder.path(), "show main:" + archive_path("blg-2") + "/metadata.json"), "\"bytes\": 11"));
  revision.original.sha256 = std::string(64, 'a');
  EXPECT_THROW(write(registrar, revision), std::invalid_argument);
}

TEST(Registrar, RefusesWhatCantBeRecordedAndLeavesTheRecordAsItWas) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, letter("kst-1-1", "Een."));
  const std::string head = registrar.record().head();
  const std::vector<std::pair<const char*, std::function<void(NewRevision&)>>> spoilers = {
      {"an unsafe id", [](NewRevision& r) { r.document_id = "../etc"; }},
      {"an unknown change", [](NewRevision& r) { r.change = "improved"; }},
      {"facts that are no JSON", [](NewRevision& r) { r.facts_json = "{"; }},
      {"facts that are no object", [](NewRevision& r) { r.facts_json = "[]"; }},
      {"a withdrawal of what isn't there", [](NewRevision& r) { r.change = "withdrawn"; }},
      {"two events alike", [](NewRevision& r) { r.events.push_back(r.events[0]); }},
      {"a delivery without its event", [](NewRevision& r) { r.deliveries.emplace_back().event = 7; }},
      {"a name that leaves its folder", [](NewRevision& r) { r.original.archive_name = "original.x/../../y"; }},
      {"a name of another file", [](NewRevision& r) { r.original.archive_name = "text.md"; }},
      {"a hash that is none", [](NewRevision& r) { r.original.archive_name = "", r.original.sha256 = "../../x"; }},
      {"the same document twice", [](NewRevision& r) { r.document_id = "kst-1-2"; }},
  };
  for (const auto& [what, spoil] : spoilers) {
    std::vector<NewRevision> group = {letter("kst-1-2", "Twee."), letter("kst-1-3", "Drie.")};
    spoil(group[1]);
    EXPECT_THROW(registrar.write(group), std::invalid_argument) << what;
    EXPECT_EQ(registrar.record().head(), head) << what;
    EXPECT_EQ(registrar.record().counts().documents, 1) << what;
  }
}

TEST(Registrar, CursorAndValidatorsChangeWithTheRevisionsOrNotAtAll) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  SourceState sources(registrar.record());
  SourceProgress progress{"kamer", "tweedekamer", "cursor-1", true};
  Validators validators;
  validators.source = "kamer";
  validators.url = "https://kamer.example/1";
  validators.etag = "\"1\"";
  const NewRevision revision = letter("kst-1-1", "Een.");
  registrar.write({&revision, 1}, {&progress, 1}, {&validators, 1});
  EXPECT_EQ(sources.source("kamer")->cursor, "cursor-1");
  EXPECT_TRUE(sources.source("kamer")->baseline_done);
  EXPECT_EQ(sources.source("kamer")->documents, 1);
  EXPECT_EQ(sources.validators("kamer", validators.url)->etag, "\"1\"");

  progress.cursor = "cursor-2";
  progress.baseline_done = false;
  validators.etag = "\"2\"";
  registrar.after_step = [](const char* step) {
    if (std::string_view(step) == "objects") {
      throw std::runtime_error("stopped");
    }
  };
  const NewRevision next = letter("kst-1-2", "Twee.");
  EXPECT_THROW(registrar.write({&next, 1}, {&progress, 1}, {&validators, 1}), std::runtime_error);
  EXPECT_EQ(sources.source("kamer")->cursor, "cursor-1");
  EXPECT_EQ(sources.validators("kamer", validators.url)->etag, "\"1\"");
  registrar.after_step = nullptr;
  // A poll that brought nothing moves the cursor without a commit; an empty cursor leaves it.
  const std::string head = registrar.record().head();
  EXPECT_TRUE(registrar.write({}, {&progress, 1}, {&validators, 1}).empty());
  progress.cursor.clear();
  registrar.write({}, {&progress, 1});
  EXPECT_EQ(sources.source("kamer")->cursor, "cursor-2");
  EXPECT_TRUE(sources.source("kamer")->baseline_done);
  EXPECT_EQ(registrar.record().head(), head);
}

// Writes a group in a child that dies right after a step, as by kill -9.
void die_after(const fs::path& dir, const std::string& step) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Registrar registrar(dir, Open::read_write);
    registrar.after_step = [&](const char* now) {
      if (now == step) {
        ::_exit(9);
      }
    };
    const std::vector<NewRevision> group = {letter("kst-1-1", "Twee.", "substantive", 60), letter("kst-1-2", "Nieuw.")};
    registrar.write(group);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_EQ(WEXITSTATUS(status), 9);
}

class Crash : public ::testing::TestWithParam<const char*> {};

TEST_P(Crash, LeavesAWholeRecordThatTheNextStartTakesUp) {
  const Folder folder;
  { write(*std::make_unique<Registrar>(folder.path(), Open::read_write), letter("kst-1-1", "Een.")); }
  die_after(folder.path(), GetParam());
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty()) << "before the repair as well";

  Registrar registrar(folder.path(), Open::read_write);
  const bool exists = std::string_view(GetParam()) != "objects";
  EXPECT_EQ(registrar.record().counts().revisions, exists ? 3 : 1);
  EXPECT_EQ(registrar.record().counts().events, exists ? 3 : 1);
  EXPECT_EQ(git(folder.path(), "rev-parse main"), registrar.record().head() + "\n");
  EXPECT_EQ(git(folder.path(), "rev-list --count main"), exists ? "3\n" : "1\n");
  if (!exists) {
    write(registrar, letter("kst-1-1", "Twee.", "substantive", 60));
    EXPECT_EQ(registrar.record().document("kst-1-1")->revisions, 2);
  }
  const VerifyReport report = verify(folder.path(), {});
  EXPECT_TRUE(report.problems.empty());
  EXPECT_FALSE(contains(git(folder.path(), "fsck --strict"), "error"));
}
INSTANTIATE_TEST_SUITE_P(AtEachStep, Crash, ::testing::Values("objects", "transaction", "ref"),
                         [](const auto& test) { return std::string(test.param); });

TEST(Registrar, ASecondWriterIsKeptOutAndToldWhoHoldsTheLock) {
  const Folder folder;
  {
    Registrar first(folder.path(), Open::read_write);
    const std::string message = message_of<LockedError>([&] { Registrar(folder.path(), Open::read_write); });
    EXPECT_TRUE(contains(message, "process " + std::to_string(::getpid()))) << message;
    const Registrar reader(folder.path(), Open::read_only);
  }
  const Registrar next(folder.path(), Open::read_write);
}

TEST(Registrar, AReaderCantWriteAndWantsAStateDirectoryThatIsThere) {
  const Folder folder;
  const fs::path dir = folder.path() / "none";
  EXPECT_TRUE(contains(message_of<std::runtime_error>([&] { Registrar(dir, Open::read_only); }), dir.string()));
  EXPECT_FALSE(fs::exists(dir));
  fs::create_directory(dir);
  EXPECT_TRUE(contains(message_of<std::runtime_error>([&] { Registrar(dir, Open::read_only); }), "holds no record"));
  EXPECT_TRUE(fs::is_empty(dir));
  { Registrar(dir, Open::read_write); }
  Registrar reader(dir, Open::read_only);
  EXPECT_EQ(reader.record().counts().documents, 0);
  const NewRevision revision = letter("kst-1-1", "Een.");
  EXPECT_THROW(reader.write({&revision, 1}), std::logic_error);
}

TEST(Registrar, NamesThePathThatCantBeMade) {
  const Folder folder;
  std::ofstream(folder.path() / "file") << "x";
  const fs::path dir = folder.path() / "file" / "state";
  const std::string message = message_of<std::system_error>([&] { Registrar(dir, Open::read_write); });
  EXPECT_TRUE(contains(message, (folder.path() / "file").string())) << message;
}

TEST(Registrar, AMissingDatabaseIsDamageAndNeverAnEmptyStart) {
  const Folder folder;
  { write(*std::make_unique<Registrar>(folder.path(), Open::read_write), letter("kst-1-1", "Een.")); }
  fs::remove(folder.path() / "griffier.db");
  for (const Open mode : {Open::read_only, Open::read_write}) {
    const std::string message = message_of<DamagedError>([&] { Registrar(folder.path(), mode); });
    EXPECT_TRUE(contains(message, "griffier rebuild")) << message;
    EXPECT_FALSE(fs::exists(folder.path() / "griffier.db"));
  }
  std::ofstream(folder.path() / "griffier.db").flush();  // an empty file is an empty database to SQLite
  EXPECT_TRUE(contains(message_of<DamagedError>([&] { Registrar(folder.path(), Open::read_write); }), "rebuild"));
}

TEST(Registrar, AHeadThatTheArchiveLacksIsDamage) {
  const Folder folder;
  { write(*std::make_unique<Registrar>(folder.path(), Open::read_write), letter("kst-1-1", "Een.")); }
  fs::remove_all(folder.path() / "archive.git");
  const std::string message = message_of<DamagedError>([&] { Registrar(folder.path(), Open::read_write); });
  EXPECT_TRUE(contains(message, "archive")) << message;
}

TEST(Registrar, AnOlderCopyOfTheDatabaseIsDamageAndTheArchiveKeepsWhatItHas) {
  const Folder folder;
  const fs::path file = folder.path() / "griffier.db";
  { write(*std::make_unique<Registrar>(folder.path(), Open::read_write), letter("kst-1-1", "Een.")); }
  fs::copy_file(file, folder.path() / "copy");
  { write(*std::make_unique<Registrar>(folder.path(), Open::read_write), letter("kst-1-2", "Twee.")); }
  fs::rename(folder.path() / "copy", file);
  EXPECT_TRUE(contains(message_of<DamagedError>([&] { Registrar(folder.path(), Open::read_write); }), "rebuild"));
  EXPECT_EQ(git(folder.path(), "rev-list --count main"), "2\n");
  EXPECT_EQ(rebuild(folder.path(), {}), 2U);
  Registrar registrar(folder.path(), Open::read_write);
  EXPECT_EQ(registrar.record().counts().documents, 2);
}

TEST(Registrar, ATornOrStaleRefIsSetToWhatTheRecordNames) {
  const Folder folder;
  std::string head;
  {
    Registrar registrar(folder.path(), Open::read_write);
    write(registrar, letter("kst-1-1", "Een."));
    write(registrar, letter("kst-1-2", "Twee."));
    head = registrar.record().head();
  }
  git(folder.path(), "update-ref refs/heads/main main~1");
  { Registrar(folder.path(), Open::read_write); }
  EXPECT_EQ(git(folder.path(), "rev-parse main"), head + "\n");
  std::ofstream(folder.path() / "archive.git" / "refs" / "heads" / "main", std::ios::trunc).flush();
  { Registrar(folder.path(), Open::read_write); }
  EXPECT_EQ(git(folder.path(), "rev-parse main"), head + "\n");
}

TEST(Registrar, ARevisionWhoseRefCouldntMoveExistsAndTheNextWriteMovesIt) {
  const Folder folder;
  const fs::path ref = folder.path() / "archive.git" / "refs" / "heads" / "main";
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, letter("kst-1-1", "Een."));
  fs::remove(ref);
  fs::create_directories(ref);
  std::ofstream(ref / "in-the-way") << "x";
  EXPECT_ANY_THROW(registrar.archive().set_head(registrar.record().head()));
  write(registrar, letter("kst-1-2", "Twee."));
  EXPECT_EQ(registrar.record().counts().documents, 2);
  fs::remove_all(ref);
  write(registrar, letter("kst-1-3", "Drie."));
  EXPECT_EQ(git(folder.path(), "rev-parse main"), registrar.record().head() + "\n");
  EXPECT_EQ(git(folder.path(), "rev-list --count main"), "3\n");
}

TEST(Registrar, ADamagedDatabaseIsNamedWithItsRemedy) {
  const Folder folder;
  {
    Registrar registrar(folder.path(), Open::read_write);
    std::vector<NewRevision> group;
    for (int i = 0; i < 50; ++i) {
      group.push_back(letter("kst-1-" + std::to_string(i), "Een."));
    }
    registrar.write(group);
  }
  std::fstream file(folder.path() / "griffier.db", std::ios::in | std::ios::out | std::ios::binary);
  for (std::streamoff page = 2; page < 30; ++page) {
    file.seekp(page * 4096);
    file << std::string(2048, '\x5a');
  }
  file.close();
  const std::string message = message_of<DamagedError>([&] { Registrar(folder.path(), Open::read_write); });
  EXPECT_TRUE(contains(message, "griffier.db")) << message;
  EXPECT_TRUE(contains(message, "griffier rebuild")) << message;
  EXPECT_FALSE(verify(folder.path(), {}).problems.empty());
  EXPECT_EQ(rebuild(folder.path(), {}), 50U);
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
}

TEST(Registrar, AFullDiskLeavesTheRecordAsItWasAndTheNextAttemptWorks) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, letter("kst-1-1", "Een."));
  const std::string head = registrar.record().head();
  const std::string pages = select(registrar.record().handle(), "PRAGMA page_count");
  Statement(registrar.record().handle(), "PRAGMA max_page_count = " + pages).run();
  const NewRevision big = letter("kst-1-2", std::string(200'000, 'x'));
  std::error_code code;
  try {
    registrar.write({&big, 1});
  } catch (const std::system_error& error) {
    code = error.code();
    EXPECT_TRUE(contains(error.what(), "griffier.db")) << error.what();
  }
  EXPECT_EQ(code, std::errc::no_space_on_device);
  EXPECT_EQ(registrar.record().head(), head);
  EXPECT_EQ(registrar.record().counts().documents, 1);
  EXPECT_EQ(git(folder.path(), "rev-parse main"), head + "\n");
  Statement(registrar.record().handle(), "PRAGMA max_page_count = 1000000").run();
  write(registrar, big);
  EXPECT_EQ(registrar.record().counts().documents, 2);
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
}

TEST(Registrar, TextsThatAreNoUtf8AreKeptWithReplacements) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  NewRevision revision = letter("kst-1-1", "caf\xE9");
  revision.title = std::string("Caf\xE9 \0 en meer", 14);
  revision.facts_json = "{\"title\":\"caf\xE9\"}";
  write(registrar, revision);
  EXPECT_EQ(registrar.record().document("kst-1-1")->title, "Caf\xEF\xBF\xBD \xEF\xBF\xBD en meer");
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
}

}  // namespace
}  // namespace griffier::store
