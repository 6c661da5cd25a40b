#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <thread>

#include "fetchers/extract/child.h"

namespace griffier::fetchers {
namespace {

using namespace std::chrono_literals;

ChildLimits tight() {
  ChildLimits limits;
  limits.wall = 10s;
  limits.cpu = 5s;
  limits.memory = std::size_t{256} << 20;
  return limits;
}

ChildResult shell(const std::string& script, const ChildLimits& limits = tight(), std::string_view input = {}) {
  return run_child({"bash", "-c", script}, input, limits);
}

TEST(Child, GetsItsInputAndItsOutputIsRead) {
  const ChildResult result = run_child({"cat"}, "een brief", tight());
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "een brief");
  EXPECT_EQ(result.err, "");
}

TEST(Child, TakesALargeInputThatItNeverReads) {
  const std::string large(std::size_t{8} << 20, 'x');
  EXPECT_EQ(run_child({"true"}, large, tight()).exit_code, 0);
}

TEST(Child, PassesALargeInputWhole) {
  const std::string large(std::size_t{8} << 20, 'x');
  EXPECT_EQ(run_child({"cat"}, large, tight()).out.size(), large.size());
}

TEST(Child, ReportsExitCodeAndStandardError) {
  const ChildResult result = shell("echo mis >&2; exit 3");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err, "mis\n");
}

TEST(Child, SeesABareEnvironment) {
  setenv("GRIFFIER_TEST_SECRET", "geheim", 1);
  const ChildResult result = run_child({"env"}, "", tight());
  unsetenv("GRIFFIER_TEST_SECRET");
  EXPECT_EQ(result.out.find("geheim"), std::string::npos);
  EXPECT_NE(result.out.find("LANG=C.UTF-8\n"), std::string::npos);
  EXPECT_NE(result.out.find("TMPDIR="), std::string::npos);
}

TEST(Child, HasOnlyItsStandardStreams) {
  EXPECT_EQ(
      run_child({"sh", "-c", "for f in 3 4 5 6 7 8 9 10; do [ -e /proc/$$/fd/$f ] && echo $f; done; true"}, "", tight())
          .out,
      "");
}

TEST(Child, ThatSleepsIsEndedByTheClock) {
  ChildLimits limits = tight();
  limits.wall = 1s;
  const auto start = std::chrono::steady_clock::now();
  const ChildResult result = run_child({"sleep", "60"}, "", limits);
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.exit_code, -1);
  EXPECT_EQ(result.signal, SIGKILL);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST(Child, ThatClosesItsOutputAndSleepsIsEndedByTheClock) {
  ChildLimits limits = tight();
  limits.wall = 1s;
  EXPECT_TRUE(shell("exec >&- 2>&-; exec sleep 60", limits).timed_out);
}

TEST(Child, ThatSpinsIsEndedByItsProcessorTime) {
  ChildLimits limits = tight();
  limits.cpu = 1s;
  limits.wall = 60s;  // of a machine with much else to do
  const ChildResult result = shell("while :; do :; done", limits);
  EXPECT_FALSE(result.timed_out);
  EXPECT_TRUE(result.signal == SIGXCPU || result.signal == SIGKILL) << result.signal;
}

TEST(Child, ThatWantsFourGigabytesFails) {
  const ChildResult result = run_child({"dd", "if=/dev/zero", "of=/dev/null", "bs=4G", "count=1"}, "", tight());
  EXPECT_FALSE(result.timed_out);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_NE(result.err.find("memory"), std::string::npos) << result.err;
}

TEST(Child, ThatWritesEndlesslyIsStoppedAtItsOutputLimit) {
  ChildLimits limits = tight();
  limits.output = 1 << 20;
  const ChildResult result = run_child({"yes"}, "", limits);
  EXPECT_TRUE(result.output_full);
  EXPECT_EQ(result.out.size(), limits.output);
}

TEST(Child, KeepsALittleOfEndlessErrors) {
  ChildLimits limits = tight();
  limits.wall = 2s;
  const ChildResult result = shell("yes >&2", limits);
  EXPECT_EQ(result.err.size(), std::size_t{64} << 10);
}

TEST(Child, CantWriteALargeFile) {
  ChildLimits limits = tight();
  limits.file_size = 1 << 16;
  EXPECT_EQ(shell("head -c 1000000 /dev/zero > \"$TMPDIR/f\"; stat -c %s \"$TMPDIR/f\"", limits).out, "65536\n");
}

TEST(Child, TakesItsTemporaryFolderWithIt) {
  const std::string folder = shell("echo x > \"$TMPDIR/f\"; printf %s \"$TMPDIR\"").out;
  ASSERT_FALSE(folder.empty());
  EXPECT_NE(access(folder.c_str(), F_OK), 0);
}

bool is_alive(pid_t pid) {
  for (int tries = 0; tries < 50; ++tries) {
    if (kill(pid, 0) != 0) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

// The grandchild may stay a zombie of an idle init in a container: its state then says so.
bool runs(pid_t pid) {
  if (!is_alive(pid)) return false;
  const ChildResult state = run_child({"cat", "/proc/" + std::to_string(pid) + "/stat"}, "", tight());
  return state.out.find(") Z ") == std::string::npos && !state.out.empty();
}

TEST(Child, TakesItsGrandchildWithItWhenItEnds) {
  const auto start = std::chrono::steady_clock::now();
  const ChildResult result = shell("sleep 300 & echo $!");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  ASSERT_FALSE(result.out.empty());
  EXPECT_FALSE(runs(std::stoi(result.out)));
}

TEST(Child, TakesItsGrandchildWithItWhenItIsEnded) {
  ChildLimits limits = tight();
  limits.wall = 1s;
  const ChildResult result = shell("sleep 300 & echo $!; sleep 300", limits);
  EXPECT_TRUE(result.timed_out);
  ASSERT_FALSE(result.out.empty());
  EXPECT_FALSE(runs(std::stoi(result.out)));
}

TEST(Child, CantLeaveItsGroup) {
  const ChildResult result = shell("setsid -w sleep 300; echo $?");
  EXPECT_NE(result.err.find("not permitted"), std::string::npos) << result.out << result.err;
}

TEST(Child, CantOpenASocket) {
  const ChildResult result = shell("echo x > /dev/udp/127.0.0.1/9 && echo open");
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("not permitted"), std::string::npos) << result.err;
}

TEST(Child, CanOpenASocketWhenItIsNotConfined) {
  EXPECT_EQ(run_child({"bash", "-c", "echo x > /dev/udp/127.0.0.1/9 && echo open"}, "", tight(), false).out, "open\n");
}

TEST(Child, ThatCantBeFoundIsAnErrorThatNamesIt) {
  try {
    (void)run_child({"griffier-no-such-program"}, "", tight());
    FAIL() << "ran";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_NE(std::string(error.what()).find("griffier-no-such-program"), std::string::npos);
  }
}

TEST(Child, ThatIsNoProgramIsAnError) { EXPECT_THROW((void)run_child({"/"}, "", tight()), std::system_error); }

TEST(Child, RunsFromManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&right, thread] {
      for (int round = 0; round < 10; ++round) {
        const std::string text = std::to_string(thread) + ":" + std::to_string(round);
        if (run_child({"cat"}, text, tight()).out == text) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 80);
}

}  // namespace
}  // namespace griffier::fetchers
