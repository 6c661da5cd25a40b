// What `griffier read` makes of the recorded files, against what a careful reader found in them (../shared/truth).
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <sstream>
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

// Of one field whose items are a set: how many the reader gave, missed and made up.
struct Found {
  double right = 0, missed = 0, wrong = 0;
  [[nodiscard]] double precision() const { return right + wrong == 0 ? 0 : right / (right + wrong); }
  [[nodiscard]] double recall() const { return right + missed == 0 ? 0 : right / (right + missed); }
};

// From the score's table, "references   70 /  70", and its misses, "FILE: references: want None, got 'x'".
Found found_of(const std::string& text, const std::string& field) {
  Found found;
  std::istringstream lines(text);
  const auto miss = ": " + field + ": want ";
  for (std::string line; std::getline(lines, line);) {
    if (const auto at = line.find(miss); at != std::string::npos)
      (line.compare(at + miss.size(), 4, "None") == 0 ? found.wrong : found.missed) += 1;
    else if (line.starts_with(field + ' '))
      found.right = std::stod(line.substr(field.size()));
  }
  return found;
}

class ReadingScore : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto truth = std::filesystem::path(griffier::tests::source_dir()).parent_path() / "shared" / "truth";
    if (!std::filesystem::exists(truth / "score.py")) GTEST_SKIP() << "no ../shared here";
    static const Output kOutput =
        run("python3 '" + (truth / "score.py").string() + "' '" + griffier::tests::program() + "' --misses 2>&1");
    output_ = kOutput;
  }
  Output output_;
};

TEST_F(ReadingScore, OverTheRecordedFilesDoesNotFall) {
  EXPECT_EQ(output_.status, 0) << output_.text;
  EXPECT_GE(share_of(output_.text), kLeastScore) << output_.text;
}

TEST_F(ReadingScore, FindsTheReferencesAndNoOthers) {
  constexpr double kLeast = 0.98;
  for (const char* const field : {"references", "see_also", "dossiers"}) {
    const auto found = found_of(output_.text, field);
    EXPECT_GT(found.right, 0) << field;
    EXPECT_GE(found.precision(), kLeast) << field << '\n' << output_.text;
    EXPECT_GE(found.recall(), kLeast) << field << '\n' << output_.text;
  }
}

}  // namespace
}  // namespace griffier
