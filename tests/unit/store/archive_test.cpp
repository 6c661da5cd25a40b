#include "store/archive/archive.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "store/registrar.h"
#include "tests/unit/store/archive_fixture.h"

namespace griffier::store {
namespace {

using testing::HasSubstr;

std::vector<NewCommit> many(int count, const std::string& mark = "") {
  std::vector<NewCommit> commits;
  for (int i = 0; i < count; ++i) {
    NewCommit commit;
    commit.document_id = "kst-" + std::to_string(19600 + i % 7) + "-" + std::to_string(i / 2 + 1);
    commit.files = {{"text.md", "Tekst " + std::to_string(i) + mark + "\n"}, {"metadata.json", "{}\n"}};
    commit.message = commit.document_id + ": revision " + std::to_string(i) + "\n";
    commit.author_at = commit.committer_at = publications::Instant(std::chrono::seconds(1'700'000'000 + i));
    commits.push_back(commit);
  }
  return commits;
}

void flip_byte(const std::filesystem::path& path, std::uintmax_t at) {
  std::filesystem::permissions(path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ 0x5A);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

TEST_F(ArchiveTest, IsABareRepositoryWithAnUnbornMain) {
  const Archive archive(dir(), true);
  EXPECT_EQ(archive.head(), "");
  EXPECT_EQ(git("symbolic-ref HEAD"), "refs/heads/main\n");
  EXPECT_EQ(git("rev-parse --is-bare-repository"), "true\n");
  EXPECT_EQ(git("config gc.auto"), "0\n");
  EXPECT_FALSE(std::filesystem::exists(dir() / "index"));
}

TEST_F(ArchiveTest, WritesOneCommitThatGitReads) {
  Archive archive(dir(), true);
  auto first = commit("kst-19637-3274", "Brief");
  first.author_at = publications::Instant(std::chrono::seconds(1'720'000'000));  // July: summer time
  const auto ids = archive.write("", std::vector{first});
  ASSERT_EQ(ids.size(), 1U);
  EXPECT_EQ(archive.head(), "") << "writing moves no ref";
  archive.set_head(ids[0]);
  EXPECT_EQ(archive.head(), ids[0]);
  expect_sound();
  EXPECT_EQ(git("show main:kst/19/637/3274/text.md"), "Brief\n");
  EXPECT_EQ(git("log -1 --format='%ai|%ci|%s|%(trailers:key=Document,valueonly)' main"),
            "2024-07-03 11:46:40 +0200|2024-03-09 17:00:01 +0100|kst-19637-3274: revised|kst-19637-3274\n\n");
  EXPECT_EQ(archive.read(ids[0], "kst-19637-3274", "text.md"), "Brief\n");
  EXPECT_EQ(archive.read(ids[0], "kst-19637-3274", "other.md"), std::nullopt);
  EXPECT_EQ(archive.read(ids[0], "kst-19637-1", "text.md"), std::nullopt);
  const auto info = archive.info(ids[0]);
  EXPECT_EQ(info.message, first.message);
  EXPECT_EQ(info.author_at, first.author_at);
  EXPECT_EQ(info.committer_at, first.committer_at);
  EXPECT_TRUE(info.parents.empty());
}

TEST_F(ArchiveTest, ClampsDatesBefore1970AndKeepsZeroBytesOutOfMessages) {
  Archive archive(dir(), true);
  auto old = commit("stb-1848-1", "Grondwet");
  old.author_at = publications::Instant(std::chrono::hours(-24 * 365 * 122));
  old.message = std::string("a\0b", 3);
  const auto id = archive.write("", std::vector{old}).at(0);
  archive.set_head(id);
  expect_sound();
  EXPECT_EQ(git("log -1 --format='%at %s' main"), "0 a b\n");
}

TEST_F(ArchiveTest, ReplacesAllFilesOfAFolderAndKeepsThemOnAWithdrawal) {
  Archive archive(dir(), true);
  auto one = commit("ah-tk-20242025-546", "eerst", 1), two = commit("ah-tk-20242025-546", "later", 2);
  two.files.pop_back();
  auto gone = two;
  gone.files.clear();
  gone.message = "withdrawn\n";
  const auto a = archive.write("", std::vector{one}).at(0);
  const auto b = archive.write(a, std::vector{two}).at(0);
  const auto c = archive.write(b, std::vector{gone}).at(0);
  archive.set_head(c);
  EXPECT_EQ(git("ls-tree -r --name-only main"), "ah-tk/20242025/05/546/text.md\n");
  EXPECT_EQ(archive.read(a, "ah-tk-20242025-546", "metadata.json"), one.files[1].bytes);
  EXPECT_EQ(archive.read(c, "ah-tk-20242025-546", "text.md"), "later\n");
  EXPECT_EQ(archive.info(c).parents, std::vector{b});
  EXPECT_EQ(git("log --stat --format=%s main -- ah-tk/20242025/05/546/metadata.json").substr(0, 7), "ah-tk-2");
}

TEST_F(ArchiveTest, WritesAWithdrawalAsTheVeryFirstCommit) {
  Archive archive(dir(), true);
  auto gone = commit("kst-1-1", "");
  gone.files.clear();
  archive.set_head(archive.write("", std::vector{gone}).at(0));
  expect_sound();
}

TEST_F(ArchiveTest, WritesAGroupAsOnePackThatGitAccepts) {
  Archive archive(dir(), true);
  const auto commits = many(600);
  const auto ids = archive.write("", commits);
  archive.set_head(ids.back());
  EXPECT_EQ(count(".pack"), 1U);
  EXPECT_EQ(count(".idx"), 1U);
  EXPECT_TRUE(loose().empty());
  expect_sound();
  shell("cd '" + dir().string() + "/objects/pack' && git index-pack --strict -o '" + root_.string() +
        "/again.idx' *.pack && cmp '" + root_.string() + "/again.idx' *.idx");
  EXPECT_THAT(shell("git verify-pack -v '" + dir().string() + "'/objects/pack/*.idx | grep -c '^chain length' "),
              testing::Not("0\n"))
      << "trees are written as differences";
  EXPECT_EQ(archive.read(ids[599], commits[599].document_id, "text.md"), "Tekst 599\n");
  EXPECT_EQ(archive.read(ids[10], commits[10].document_id, "text.md"), "Tekst 10\n");
  shell("git clone -q --bare '" + dir().string() + "' '" + root_.string() + "/clone.git' && git --git-dir='" +
        root_.string() + "/clone.git' fsck --strict --no-progress");
  EXPECT_EQ(git("rev-list --count main"), "600\n");
}

TEST_F(ArchiveTest, GivesTheSameIdsPackedAndLooseAndOnEveryMachine) {
  Archive packed(dir(), true), loose(root_ / "loose.git", true);
  const auto commits = many(40);
  const auto ids = packed.write("", commits);
  std::string parent;
  for (std::size_t i = 0; i < commits.size(); ++i) {
    parent = loose.write(parent, std::span(commits).subspan(i, 1)).at(0);
    ASSERT_EQ(parent, ids[i]);
  }
  const std::vector<std::string> again = packed.write("", commits);
  EXPECT_EQ(again, ids);
  EXPECT_EQ(count(".pack"), 1U) << "objects that are there are not written again";
}

TEST_F(ArchiveTest, AgreesWithGitsOwnTrees) {
  Archive archive(dir(), true);
  std::mt19937 random(5);
  std::vector<NewCommit> commits;
  const std::vector<std::string> ids{"kst-36600-VII-1", "kst-36600-1", "kst-36600-VI-2", "ah-tk-20242025-1",
                                     "page:a",          "page:a:b",    "page:a-b:c",     "ECLI:NL:HR:2024:1",
                                     "tk-2024D00001",   "feed:x:1",    "feed:x-y:1",     "kst-36600-A-12345",
                                     "kst-36600-A-12",  "file:a.txt",  "other.thing",    "kst-1259252"};
  for (int i = 0; i < 400; ++i) {
    commits.push_back(commit(ids[random() % ids.size()], "t" + std::to_string(random() % 5), i));
  }
  const auto written = archive.write("", commits);
  archive.set_head(written.back());
  expect_sound();
  // The same tree, made by git from the newest files of each document.
  shell("mkdir '" + root_.string() + "/w' && cd '" + root_.string() + "/w' && git init -q . && git --git-dir='" +
        dir().string() + "' archive main | tar x && git add -A -f . && test $(git write-tree) = $(git --git-dir='" +
        dir().string() + "' rev-parse 'main^{tree}')");
}

TEST_F(ArchiveTest, WalksFromTheRootToTheHead) {
  Archive archive(dir(), true);
  const auto ids = archive.write("", many(50));
  std::vector<std::string> walked;
  archive.walk(ids[40], [&](const CommitInfo& info) { walked.push_back(info.id); });
  EXPECT_EQ(walked, std::vector(ids.begin(), ids.begin() + 41));
  archive.walk("", [&](const CommitInfo&) { FAIL(); });
}

TEST_F(ArchiveTest, VerifiesEveryObjectOnce) {
  Archive archive(dir(), true);
  auto commits = many(60);
  const auto ids = archive.write("", commits);
  const auto last = archive.write(ids.back(), std::span(commits).subspan(0, 3)).back();
  archive.set_head(last);
  std::vector<std::string> problems;
  const std::size_t objects = archive.verify(last, [&](const std::string& p) { problems.push_back(p); });
  EXPECT_TRUE(problems.empty()) << problems.front();
  EXPECT_EQ(std::to_string(objects) + "\n", git("rev-list --objects main | wc -l"));
}

TEST_F(ArchiveTest, NamesEveryBrokenOrMissingObject) {
  std::string head;
  {
    Archive archive(dir(), true);
    for (const auto& c : many(5)) head = archive.write(head, std::vector{c}).at(0);
    archive.set_head(head);
  }
  const auto commits = many(5);
  const std::string blob = git("rev-parse main:" + archive_path(commits[1].document_id) + "/text.md").substr(0, 40);
  const std::string tree = git("rev-parse main:" + archive_path(commits[3].document_id)).substr(0, 40);
  const auto path = [&](const std::string& id) { return dir() / "objects" / id.substr(0, 2) / id.substr(2); };
  flip_byte(path(blob), std::filesystem::file_size(path(blob)) - 3);
  std::filesystem::remove(path(tree));
  const Archive archive(dir(), false);
  std::vector<std::string> problems;
  EXPECT_GT(archive.verify(head, [&](const std::string& p) { problems.push_back(p); }), 20U);
  EXPECT_THAT(problems, testing::UnorderedElementsAre(HasSubstr("blob " + blob + " is broken"),
                                                      HasSubstr("tree " + tree + " is missing")));
  EXPECT_THROW(std::ignore = archive.read(head, commits[1].document_id, "text.md"), DamagedError);
  EXPECT_THROW(std::ignore = archive.info(std::string(40, 'a')), DamagedError);
  EXPECT_FALSE(archive.has_commit(std::string(40, 'a')));
  EXPECT_THROW(std::ignore = archive.info("no id"), DamagedError);
}

TEST_F(ArchiveTest, SurvivesAnyDamageToAPackAndItsIndex) {
  std::string head;
  {
    Archive archive(dir(), true);
    head = archive.write("", many(30)).back();
    archive.set_head(head);
  }
  shell("cp -r '" + dir().string() + "' '" + root_.string() + "/whole.git'");
  std::mt19937 random(9);
  int found = 0;
  for (int round = 0; round < 60; ++round) {
    shell("rm -rf '" + dir().string() + "' && cp -r '" + root_.string() + "/whole.git' '" + dir().string() + "'");
    for (const auto& entry : std::filesystem::directory_iterator(dir() / "objects" / "pack")) {
      if ((entry.path().extension() == ".pack") != (round % 2 == 0)) continue;
      const auto size = entry.file_size();
      if (round % 5 == 0) {
        std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
        std::filesystem::resize_file(entry.path(), random() % size);
      } else {
        flip_byte(entry.path(), random() % size);
      }
    }
    try {
      Archive archive(dir(), true);
      std::size_t problems = 0;
      std::ignore = archive.verify(head, [&](const std::string&) { ++problems; });
      found += problems > 0 ? 1 : 0;
      archive.maintain();
    } catch (const std::runtime_error&) {
      ++found;
    }
  }
  EXPECT_GT(found, 30);
}

TEST_F(ArchiveTest, PacksLooseObjectsAndKeepsThoseThatNothingNames) {
  Archive archive(dir(), true);
  std::string head;
  for (const auto& c : many(60)) head = archive.write(head, std::vector{c}).at(0);
  archive.set_head(head);
  const auto unnamed = archive.write(head, std::vector{commit("kst-99999-1", "nog niet vastgelegd")}).at(0);
  const auto before = loose().size();
  archive.maintain();
  EXPECT_GT(before, 300U);
  EXPECT_TRUE(loose().empty());
  EXPECT_EQ(count(".pack"), 1U);
  EXPECT_TRUE(archive.has_commit(unnamed));
  EXPECT_EQ(archive.read(unnamed, "kst-99999-1", "text.md"), "nog niet vastgelegd\n");
  archive.set_head(unnamed);
  expect_sound();
  archive.maintain();
  EXPECT_EQ(count(".pack"), 1U);
}

TEST_F(ArchiveTest, KeepsFewPacksAndLosesNoObject) {
  Archive archive(dir(), true);
  const Archive reader(dir(), false);
  std::string head;
  std::vector<std::string> ids;
  std::string unnamed;
  for (int group = 0; group < 130; ++group) {
    const auto written = archive.write(head, many(8, " groep " + std::to_string(group)));
    ids.insert(ids.end(), written.begin(), written.end());
    head = ids.back();
    if (group == 20) unnamed = archive.write(head, many(9, " los")).back();
    ASSERT_LE(count(".pack"), 50U);
  }
  archive.set_head(head);
  archive.maintain();
  EXPECT_LE(count(".pack"), 12U);
  expect_sound();
  for (const auto& id : ids) ASSERT_TRUE(archive.has_commit(id) && reader.has_commit(id));
  EXPECT_TRUE(reader.has_commit(unnamed));
  std::size_t problems = 0;
  std::ignore = reader.verify(unnamed, [&](const std::string&) { ++problems; });
  std::ignore = archive.verify(head, [&](const std::string&) { ++problems; });
  EXPECT_EQ(problems, 0U);
  shell("cd '" + dir().string() + "/objects/pack' && for p in *.pack; do git index-pack --strict -o '" +
        root_.string() + "/x.idx' $p && rm -f '" + root_.string() + "/x.idx' || exit 1; done");
}

TEST_F(ArchiveTest, LeavesNothingBehindWhenTheDiskIsFull) {
  Archive archive(dir(), true);
  const auto head = archive.write("", many(10)).back();
  std::mt19937 random(1);
  std::string noise;
  for (int i = 0; i < 3'000'000; ++i) noise += static_cast<char>(random());
  auto group = many(10, " nieuw");
  group[5].files[0].bytes = noise;
  for (const bool packed : {true, false}) {
    const std::size_t files = loose().size();
    rlimit old{}, small{};
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 1'000'000;
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    std::string message;
    try {
      archive.write(head, packed ? std::span(group) : std::span(group).subspan(5, 1));
    } catch (const std::runtime_error& error) {
      message = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &old);
    EXPECT_THAT(message, HasSubstr("archive: write"));
    EXPECT_EQ(count(".pack"), 1U);
    EXPECT_EQ(loose().size(), files);
    EXPECT_EQ(shell("find '" + dir().string() + "' -name 'tmp_*' | wc -l"), "0\n");
  }
  archive.set_head(archive.write(head, group).back());
  expect_sound();
}

TEST_F(ArchiveTest, ClearsAwayWhatACrashLeftAndNeedsNoLockFile) {
  Archive(dir(), true).write("", many(1));
  std::ofstream(dir() / "objects" / "pack" / "tmp_griffier_abc") << "half";
  std::ofstream(dir() / "refs" / "heads" / "main.lock") << "";
  Archive archive(dir(), true);
  EXPECT_FALSE(std::filesystem::exists(dir() / "objects" / "pack" / "tmp_griffier_abc"));
  const auto head = archive.write("", many(1)).at(0);
  archive.set_head(head);
  EXPECT_EQ(archive.head(), head);
}

TEST_F(ArchiveTest, CompletesARepositoryThatWasLeftHalfMade) {
  { const Archive archive(dir(), true); }
  std::filesystem::remove(dir() / "HEAD");
  std::filesystem::remove(dir() / "config");
  Archive archive(dir(), true);
  archive.set_head(archive.write("", many(1)).at(0));
  EXPECT_EQ(git("symbolic-ref HEAD"), "refs/heads/main\n");
  EXPECT_EQ(git("config gc.auto"), "0\n");
  expect_sound();
}

TEST_F(ArchiveTest, SetsARefThatHoldsRubbish) {
  Archive archive(dir(), true);
  const auto head = archive.write("", many(1)).at(0);
  std::ofstream(dir() / "refs" / "heads" / "main") << std::string(41, '\0');
  EXPECT_THROW(std::ignore = archive.head(), DamagedError);
  archive.set_head(head);
  EXPECT_EQ(archive.head(), head);
}

TEST_F(ArchiveTest, RefusesWhatItCanNotKeep) {
  Archive archive(dir(), true);
  EXPECT_TRUE(archive.write("", {}).empty());
  for (const char* name : {"", "a/b", "..", ".git", "a\nb"}) {
    auto bad = commit("kst-1-1", "x");
    bad.files[0].name = name;
    EXPECT_THROW(archive.write("", std::vector{bad}), std::invalid_argument) << name;
  }
  auto twice = commit("kst-1-1", "x");
  twice.files[1].name = twice.files[0].name;
  EXPECT_THROW(archive.write("", std::vector{twice}), std::invalid_argument);
  EXPECT_THROW(archive.write("", std::vector{commit("../x", "x")}), std::invalid_argument);
  EXPECT_THROW(archive.write(std::string(40, '1'), std::vector{commit("kst-1-1", "x")}), DamagedError);
  EXPECT_THROW(archive.set_head(std::string(40, '1')), DamagedError);
  EXPECT_EQ(archive.head(), "");
  EXPECT_THROW(Archive(root_ / "absent", false), std::runtime_error);
}

TEST_F(ArchiveTest, NamesARepositoryOfAnotherUser) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  { const Archive archive(dir(), true); }
  shell("chown -R 12345 '" + dir().string() + "'");
  try {
    const Archive archive(dir(), false);
    FAIL() << "opened";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(dir().string() + " belongs to another user"));
  }
}

TEST_F(ArchiveTest, SharesTreesBetweenFoldersOfTheSameContent) {
  Archive archive(dir(), true);
  std::vector<NewCommit> commits;
  for (int i = 0; i < 6; ++i) {
    for (const std::string dossier : {"11111", "22222"}) {
      auto c = commit("kst-" + dossier + "-" + std::to_string(i + 1), "gelijk");
      c.files.pop_back();
      commits.push_back(c);
    }
  }
  archive.set_head(archive.write("", commits).back());
  expect_sound();
}

}  // namespace
}  // namespace griffier::store
