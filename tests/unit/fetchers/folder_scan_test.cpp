#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "fetchers/folder/folder.h"
#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

namespace fs = std::filesystem;

class FolderScan : public testing::Test {
 protected:
  FolderScan() { fs::create_directories(folder); }
  ~FolderScan() override {
    std::error_code ignored;
    fs::remove_all(root, ignored);
  }
  void write(const std::string& name, const std::string& text, std::chrono::seconds age = std::chrono::minutes(10)) {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << text;
    fs::last_write_time(folder / name, fs::file_time_type::clock::now() - age);
  }
  FolderChanges scan() {
    const KnownFile known_file = [this](const std::string& path) -> std::optional<FolderFile> {
      const auto found = known.find(path);
      return found == known.end() ? std::nullopt : std::optional(found->second);
    };
    std::vector<std::string> paths;
    for (const auto& [path, file] : known) paths.push_back(path);
    return scan_folder(folder, known_file, paths, options);
  }
  void remember(const FolderChanges& changes) {
    for (const auto* list : {&changes.fresh, &changes.changed, &changes.touched})
      for (const auto& file : *list) known[file.path] = file;
    for (const auto& path : changes.vanished) known.erase(path);
  }
  static std::vector<std::string> paths(const std::vector<FolderFile>& files) {
    std::vector<std::string> out;
    for (const auto& file : files) out.push_back(file.path);
    return out;
  }

  fs::path root = fs::temp_directory_path() / ("folder-scan-" + std::to_string(::getpid()));
  fs::path folder = root / "in";
  FolderOptions options;
  std::map<std::string, FolderFile> known;
};

using Paths = std::vector<std::string>;

TEST_F(FolderScan, TellsNewChangedTouchedAndVanishedApart) {
  write("b.txt", "twee");
  write("a/brief.txt", "een");
  FolderChanges changes = scan();
  EXPECT_TRUE(changes.complete);
  EXPECT_EQ(paths(changes.fresh), (Paths{"a/brief.txt", "b.txt"}));
  EXPECT_EQ(changes.fresh[0].sha256, publications::sha256_hex("een"));
  EXPECT_EQ(changes.fresh[0].size, 3u);
  remember(changes);

  changes = scan();
  EXPECT_TRUE(changes.fresh.empty() && changes.changed.empty() && changes.touched.empty() && changes.vanished.empty());
  EXPECT_EQ(changes.seen, 2u);

  write("b.txt", "drie", std::chrono::minutes(5));
  write("a/brief.txt", "een", std::chrono::minutes(4));
  changes = scan();
  EXPECT_EQ(paths(changes.changed), (Paths{"b.txt"}));
  EXPECT_EQ(paths(changes.touched), (Paths{"a/brief.txt"}));
  remember(changes);

  fs::remove(folder / "b.txt");
  changes = scan();
  EXPECT_EQ(changes.vanished, (Paths{"b.txt"}));
}

TEST_F(FolderScan, SkipsHiddenPartialAndUnfinishedFiles) {
  for (const char* name : {".verborgen", ".map/a.txt", "a.txt~", "b.pdf.part", "c.tmp", "d.crdownload", "~$brief.docx",
                           ".~lock.brief.odt#", "Thumbs.db"})
    write(name, "x");
  write("groeit.txt", "half", std::chrono::seconds(0));
  write("goed.txt", "heel");
  const FolderChanges changes = scan();
  EXPECT_EQ(paths(changes.fresh), (Paths{"goed.txt"}));
  EXPECT_EQ(changes.growing, (Paths{"groeit.txt"}));
  EXPECT_TRUE(changes.problems.empty());
}

TEST_F(FolderScan, TakesFilesWithATimeInTheFuture) {
  write("morgen.txt", "x", std::chrono::hours(-24));
  EXPECT_EQ(paths(scan().fresh), (Paths{"morgen.txt"}));
}

TEST_F(FolderScan, FollowsLinksInsideTheFolderOnly) {
  write("echt.txt", "x");
  std::ofstream(root / "geheim.txt") << "geheim";
  fs::create_symlink(folder / "echt.txt", folder / "binnen.txt");
  fs::create_symlink(root / "geheim.txt", folder / "buiten.txt");
  fs::create_symlink("/nergens", folder / "kapot.txt");
  fs::create_directory_symlink(folder, folder / "kring");
  fs::create_directory_symlink("/etc", folder / "etc");
  const FolderChanges changes = scan();
  EXPECT_TRUE(changes.complete);
  std::size_t plain = 0;
  for (const auto& path : paths(changes.fresh)) {
    EXPECT_EQ(path.find("etc"), std::string::npos) << path;
    EXPECT_EQ(path.find("buiten"), std::string::npos) << path;
    if (path == "echt.txt" || path == "binnen.txt") ++plain;
  }
  EXPECT_EQ(plain, 2u);
  EXPECT_LE(changes.fresh.size(), 4u) << "a circle of links ends";
  EXPECT_THROW((void)read_folder_file(folder, "buiten.txt", 100), std::runtime_error);
  EXPECT_THROW((void)read_folder_file(folder, "../geheim.txt", 100), std::runtime_error);
  EXPECT_EQ(read_folder_file(folder, "binnen.txt", 100), "x");
}

TEST_F(FolderScan, ReportsWhatIsTooLargeAndGoesOn) {
  options.max_bytes = 3;
  write("groot.txt", "veel te groot");
  write("zo-goed.txt", "ok");
  ASSERT_EQ(::mkfifo((folder / "pijp.txt").c_str(), 0600), 0);
  const FolderChanges changes = scan();
  EXPECT_EQ(paths(changes.fresh), (Paths{"zo-goed.txt"}));
  ASSERT_EQ(changes.problems.size(), 1u);
  EXPECT_EQ(changes.problems[0].path, "groot.txt");
  EXPECT_EQ(changes.problems[0].reason, "the file has 13 bytes, more than 3");
}

TEST_F(FolderScan, ReportsWhatItCannotReadAndGoesOn) {
  write("dicht.txt", "x");
  write("map/binnen.txt", "x");
  remember(scan());
  write("dicht.txt", "xy");
  write("zo-goed.txt", "x");
  fs::permissions(folder / "dicht.txt", fs::perms::none);
  fs::permissions(folder / "map", fs::perms::none);
  if (::access((folder / "dicht.txt").c_str(), R_OK) == 0) GTEST_SKIP() << "this user may read everything";
  const FolderChanges changes = scan();
  fs::permissions(folder / "map", fs::perms::owner_all);
  EXPECT_EQ(paths(changes.fresh), (Paths{"zo-goed.txt"}));
  EXPECT_EQ(changes.problems.size(), 2u);
  EXPECT_TRUE(changes.vanished.empty()) << "what can't be seen is not gone";
}

TEST_F(FolderScan, DoesNotTakeAMissingFolderForAnEmptyOne) {
  write("a.txt", "x");
  remember(scan());
  fs::rename(folder, root / "weg");
  const FolderChanges changes = scan();
  EXPECT_FALSE(changes.complete);
  EXPECT_TRUE(changes.vanished.empty());
  ASSERT_EQ(changes.problems.size(), 1u);
  EXPECT_EQ(changes.problems[0].path, "");
}

TEST_F(FolderScan, RefusesNamesThatAreNoText) {
  write("naam\xff.txt", "x");
  const FolderChanges changes = scan();
  EXPECT_TRUE(changes.fresh.empty());
  EXPECT_EQ(changes.problems.at(0).reason, "its name is not valid UTF-8");
}

}  // namespace
}  // namespace griffier::fetchers
