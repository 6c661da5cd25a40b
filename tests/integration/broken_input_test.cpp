// Broken input: a clear message, the documented exit code, and the rest goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/letters.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class BrokenInput : public ::testing::Test {
 protected:
  // Imports a folder with the bad file between two good letters: the letters must come in whatever the file is.
  Ran import_with(const std::string& name, const std::string& content) {
    folder_.write("in/a.txt", letter("1", kSentence));
    if (!name.empty()) folder_.write("in/" + name, content);
    folder_.write("in/z.txt", letter("2", kSentence));
    return griffier(state_, {"import", (folder_.path() / "in").string()});
  }
  void expect_letters_are_in() {
    EXPECT_EQ(row(state_, "select count(*) from v_documents where document_id in ('kst-31415-1', 'kst-31415-2')"), "2");
    EXPECT_EQ(griffier(state_, {"verify"}).exit_code, 0);
  }

  TemporaryFolder folder_;
  fs::path state_ = folder_.path() / "state";
};

TEST_F(BrokenInput, InvalidUtf8IsReadAndWarnedAbout) {
  const auto ran = import_with("b.txt", "Besluit over caf\xE9s en co\xF6peraties.\n");
  EXPECT_EQ(ran.exit_code, 0);
  expect_letters_are_in();
  EXPECT_THAT(griffier(state_, {"show", "file:b.txt"}).out, HasSubstr("cafés en coöperaties"));
}

TEST_F(BrokenInput, A200MegabyteFileIsRefusedUnread) {
  folder_.write("in/groot.txt", "");
  fs::resize_file(folder_.path() / "in/groot.txt", std::uintmax_t{200} << 20);
  const auto ran = import_with("", "");
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, HasSubstr("groot.txt"));
  EXPECT_THAT(ran.out, HasSubstr("too large"));
  expect_letters_are_in();
}

TEST_F(BrokenInput, AnXmlWithAMillionNestedElementsIsRefused) {
  std::string xml = "<?xml version=\"1.0\"?>";
  for (int i = 0; i < 1'000'000; ++i) xml += "<a>";
  for (int i = 0; i < 1'000'000; ++i) xml += "</a>";
  const auto ran = import_with("diep.xml", xml);
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, HasSubstr("refused   diep.xml"));
  expect_letters_are_in();
}

TEST_F(BrokenInput, AnEntityBombDoesNotGoOff) {
  std::string xml = "<?xml version=\"1.0\"?><!DOCTYPE k [<!ENTITY a \"lol\">";
  for (char c = 'b'; c <= 'k'; ++c) {
    xml += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) xml += std::string("&") + static_cast<char>(c - 1) + ";";
    xml += "\">";
  }
  const auto ran =
      import_with("bom.xml", xml + "]><officiele-publicatie><kamerstuk>&k;</kamerstuk></officiele-publicatie>");
  EXPECT_EQ(ran.exit_code, 0);
  expect_letters_are_in();
}

TEST_F(BrokenInput, AFolderThatCannotBeReadIsNamed) {
  fs::create_directories(folder_.path() / "in/dicht");
  fs::permissions(folder_.path() / "in/dicht", fs::perms::none);
  if (::geteuid() == 0) {
    // Root reads everything: a loop of links stands for what can't be read.
    fs::create_symlink("lus", folder_.path() / "in/lus");
    EXPECT_EQ(import_with("", "").exit_code, 0);
    expect_letters_are_in();
    return;
  }
  const auto ran = import_with("", "");
  EXPECT_THAT(ran.out, HasSubstr("dicht"));
  EXPECT_THAT(ran.out, HasSubstr("cannot be read"));
  expect_letters_are_in();
}

TEST_F(BrokenInput, AFullDiskLosesNothingAndGoesOnOnceThereIsSpace) {
  const auto disk = folder_.path() / "disk";
  fs::create_directories(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=6m") != 0) GTEST_SKIP() << "no file system can be mounted here";
  for (int i = 0; i < 400; ++i) {
    std::string noise;
    for (int word = 0; word < 1500; ++word) noise += " w" + std::to_string((word * 7919 + i * 104729) % 1'000'003);
    folder_.write("veel/" + std::to_string(i) + ".txt", letter(std::to_string(i + 1), noise));
  }
  const auto state = disk / "state";
  const auto full = griffier(state, {"import", (folder_.path() / "veel").string()});
  EXPECT_EQ(full.exit_code, 1) << full.out;
  EXPECT_THAT(full.err, ::testing::AnyOf(HasSubstr("No space left"), HasSubstr("disk is full"), HasSubstr("full")))
      << full.err;
  ASSERT_EQ(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=512m"), 0);
  EXPECT_EQ(griffier(state, {"verify"}).exit_code, 0);
  EXPECT_EQ(griffier(state, {"import", (folder_.path() / "veel").string()}).exit_code, 0);
  EXPECT_EQ(row(state, "select count(*), sum(revisions) from v_documents"), "400|400");
  EXPECT_EQ(griffier(state, {"verify"}).exit_code, 0);
  ::umount(disk.c_str());
}

TEST_F(BrokenInput, ADamagedDatabaseIsExitCode5AndNamesTheRemedy) {
  import_with("", "");
  {
    std::fstream file(state_ / "griffier.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0);
    file << std::string(8192, 'x');
  }
  for (const auto* command : {"status", "documents", "verify"})
    EXPECT_EQ(griffier(state_, {command}).exit_code, 5) << command;
  const auto ran = griffier(state_, {"import", (folder_.path() / "in").string()});
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.err, HasSubstr("rebuild"));
  EXPECT_EQ(griffier(state_, {"rebuild"}).exit_code, 0);
  expect_letters_are_in();
}

TEST_F(BrokenInput, ADamagedArchiveIsExitCode5AndNamesTheObject) {
  import_with("", "");
  // Any object that the head needs: overwrite the biggest file below objects/.
  fs::path biggest;
  for (const auto& entry : fs::recursive_directory_iterator(state_ / "archive.git/objects"))
    if (entry.is_regular_file() && entry.path().extension() != ".idx" &&
        (biggest.empty() || entry.file_size() > fs::file_size(biggest)))
      biggest = entry.path();
  ASSERT_FALSE(biggest.empty());
  fs::permissions(biggest, fs::perms::owner_write, fs::perm_options::add);
  {
    std::fstream file(biggest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(biggest) / 2));
    file << "damage here";
  }
  const auto ran = griffier(state_, {"verify"});
  EXPECT_EQ(ran.exit_code, 5) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("archive"));
}

TEST_F(BrokenInput, AnUnknownConfigurationKeyIsExitCode4WithLineAndNearestKey) {
  const auto config = folder_.write(
      "griffier.toml",
      "[state]\ndir = \"state\"\n[[source]]\nname = \"map\"\nkind = \"folder\"\npath = \"in\"\nevry = \"5m\"\n");
  const auto ran = run({griffier::tests::program(), "--config", config.string(), "check-config"});
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.err, HasSubstr(":7: unknown key 'evry' (did you mean 'every'?)"));
}

TEST_F(BrokenInput, WrongUseIsExitCode2) {
  EXPECT_EQ(run({griffier::tests::program()}).exit_code, 2);
  EXPECT_EQ(run({griffier::tests::program(), "documenten"}).exit_code, 2);
  EXPECT_EQ(griffier(state_, {"events", "--since", "gisteren"}).exit_code, 2);
  import_with("", "");
  const auto ran = griffier(state_, {"search", "\"zonder einde"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_EQ(ran.err.find("SQL"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace griffier::tests
