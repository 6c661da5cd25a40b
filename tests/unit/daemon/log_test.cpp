#include "daemon/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace griffier::daemon {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;

// A log into a pipe, and what came out at its other end.
class LogTest : public testing::Test {
 protected:
  LogTest() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error("pipe");
  }
  ~LogTest() override {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ::close(ends_[0]);
    ::unsetenv("JOURNAL_STREAM");
  }
  std::string written() {
    ::close(ends_[1]);
    ends_[1] = -1;
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = ::read(ends_[0], buffer.data(), buffer.size())) > 0;)
      text.append(buffer.data(), static_cast<std::size_t>(count));
    return text;
  }
  std::array<int, 2> ends_{-1, -1};
};

TEST_F(LogTest, WritesTimeSeverityMessageAndFieldsOnOneLine) {
  const Log log(Severity::info, ends_[1]);
  log.info("poll finished", {{"source", "kamer"}, {"seen", "12"}});
  EXPECT_THAT(written(), MatchesRegex("20..-..-..T..:..:...*Z info poll finished source=kamer seen=12\n"));
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsSeverity) {
  const Log log(Severity::warning, ends_[1]);
  log.info("unheard");
  log.debug("unheard");
  log.warning("heard");
  EXPECT_THAT(written(), EndsWith("warning heard\n"));
}

TEST_F(LogTest, QuotesAndEscapesSoThatNoValueCanForgeALine) {
  const Log log(Severity::debug, ends_[1]);
  log.error("bad\nnews", {{"title", "a \"b\"\n2026-01-01 error forged"},
                          {"esc", "\x1b[31m"},
                          {"c1", "\xc2\x9b"},
                          {"bytes", "\xff\xc3"},
                          {"dutch", "geïnd"},
                          {"empty", ""}});
  const auto line = written();
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, HasSubstr("error bad\\nnews title=\"a \\\"b\\\"\\n2026-01-01 error forged\" esc=\\x1b[31m "
                              "c1=\\u009b bytes=\\xff\\xc3 dutch=geïnd empty=\"\""));
}

TEST_F(LogTest, CutsAValueThatWouldFillTheDisk) {
  const Log log(Severity::info, ends_[1]);
  log.info("long", {{"body", std::string(20'000, 'x')}});
  EXPECT_LT(written().size(), 5'000U);
}

TEST_F(LogTest, GivesTheJournalPrioritiesAndNoTime) {
  struct stat status {};
  ASSERT_EQ(::fstat(ends_[1], &status), 0);
  ::setenv("JOURNAL_STREAM", (std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino)).c_str(), 1);
  const Log log(Severity::info, ends_[1]);
  log.error("disk full");
  log.notice("started");
  EXPECT_EQ(written(), "<3>error disk full\n<5>notice started\n");
}

TEST_F(LogTest, GivesTheTimeWhenTheJournalIsSomewhereElse) {
  ::setenv("JOURNAL_STREAM", "1:2", 1);
  const Log log(Severity::info, ends_[1]);
  log.info("hello");
  EXPECT_THAT(written(), testing::StartsWith("20"));
}

TEST_F(LogTest, KeepsTheLinesOfThreadsApart) {
  const Log log(Severity::info, ends_[1]);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&log] {
      for (int n = 0; n < 50; ++n) log.info("line", {{"field", "value of some length"}});
    });
  for (auto& thread : threads) thread.join();
  const auto text = written();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 200);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    EXPECT_THAT(text.substr(at, end - at), EndsWith("info line field=\"value of some length\""));
    at = end + 1;
  }
}

}  // namespace
}  // namespace griffier::daemon
