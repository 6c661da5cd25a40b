// What `griffier read` makes of the recorded files, against what a careful reader found in them (../shared/truth).
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "tests/support/places.h"

namespace griffier {
namespace {

// The least share that must be right, in percent. It is the score that was reached: lower it for no change.
constexpr double kLeastScore = 99.9;

struct Output {
  std::string text;
  int status = -1;
};

Output run(const std::string& command) {
  Output output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4096> buffer{};
  while (const auto read = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.text.append(buffer.data(), read);
  output.status = pclose(pipe);
  return output;
}

// "... all fields 2995 / 2996 = 99.97 %" in the last line of the score.
double share_of(const std::string& text) {
  const auto fields = text.rfind("all fields");
  const auto equals = fields == std::string::npos ? fields : text.find('=', fields);
  return equals == std::string::npos ? 0 : std::stod(text.substr(equals + 1));
}

TEST(ReadingScore, OverTheRecordedFilesDoesNotFall) {
  const auto truth = std::filesystem::path(griffier::tests::source_dir()).parent_path() / "shared" / "truth";
  if (!std::filesystem::exists(truth / "score.py")) GTEST_SKIP() << "no ../shared here";
  const auto output =
      run("python3 '" + (truth / "score.py").string() + "' '" + griffier::tests::program() + "' --misses 2>&1");
  EXPECT_EQ(output.status, 0) << output.text;
  EXPECT_GE(share_of(output.text), kLeastScore) << output.text;
}

}  // namespace
}  // namespace griffier
