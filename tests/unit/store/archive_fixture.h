// A temporary folder, an archive in it, and the real git program to look at it.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "store/archive/archive.h"

namespace griffier::store {

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "griffier-archive-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~ArchiveTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }

  [[nodiscard]] std::filesystem::path dir() const { return root_ / "archive.git"; }

  // Standard output and error of a shell command; its exit code is asserted to be 0.
  static std::string shell(const std::string& command, int expected = 0) {
    FILE* pipe = popen(("{ " + command + " ; } 2>&1").c_str(), "r");
    std::string out;
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), got);
    const int status = pclose(pipe);
    EXPECT_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -1, expected) << command << "\n" << out;
    return out;
  }
  [[nodiscard]] std::string git(const std::string& arguments) const {
    return shell("git --git-dir='" + dir().string() + "' " + arguments);
  }
  void expect_sound() const {
    const std::string out = git("fsck --strict --full --no-dangling --no-progress");
    EXPECT_EQ(out.find("error"), std::string::npos) << out;
    EXPECT_EQ(out.find("warning"), std::string::npos) << out;
  }
  [[nodiscard]] std::size_t count(const std::string& extension) const {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(dir() / "objects" / "pack")) {
      if (entry.path().extension() == extension) ++found;
    }
    return found;
  }
  [[nodiscard]] std::vector<std::filesystem::path> loose() const {
    std::vector<std::filesystem::path> files;
    for (const auto& folder : std::filesystem::directory_iterator(dir() / "objects")) {
      if (folder.path().filename().string().size() != 2) continue;
      for (const auto& file : std::filesystem::directory_iterator(folder.path())) files.push_back(file.path());
    }
    return files;
  }

  static NewCommit commit(const std::string& id, const std::string& text, int revision = 1) {
    NewCommit result;
    result.document_id = id;
    result.files = {{"text.md", text + "\n"}, {"metadata.json", "{\"id\": \"" + id + "\"}\n"}};
    result.message = id + ": revised\n\nDocument: " + id + "\nRevision: " + std::to_string(revision) + "\n";
    result.author_at = publications::Instant(std::chrono::seconds(1'700'000'000 + revision));
    result.committer_at = publications::Instant(std::chrono::seconds(1'710'000'000 + revision));
    return result;
  }

  std::filesystem::path root_;
};

}  // namespace griffier::store
