#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "channel_support.h"

namespace griffier::daemon {
namespace {

class ExecChannelTest : public ChannelTest {
 protected:
  static std::unique_ptr<Channel> shell(const std::string& script, int seconds = 20) {
    ChannelConfig config;
    config.name = "bel";
    config.kind = "exec";
    config.command = {"/bin/sh", "-c", script};
    config.timeout = std::chrono::seconds(seconds);
    return make_channel(config);
  }
};

TEST_F(ExecChannelTest, GivesTheCommandTheJsonOnStandardInput) {
  const auto file = folder_ / "got";
  const auto result = shell("cat > '" + file.string() + "'")->send(message(), "/bin/sh");
  EXPECT_EQ(result.status, SendStatus::sent) << result.error;
  EXPECT_EQ(slurp(file), message().json);
}

TEST_F(ExecChannelTest, DoesNotMindACommandThatReadsNothing) {
  auto large = message();
  large.json.assign(2'000'000, 'x');
  EXPECT_EQ(shell("exit 0")->send(large, "").status, SendStatus::sent);
}

TEST_F(ExecChannelTest, TriesAgainWithTheLastLineOfStandardErrorAsTheReason) {
  const auto result = shell("echo eerst >&2; echo 'de bel is stuk' >&2; exit 75")->send(message(), "");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_FALSE(result.channel_down);
  EXPECT_EQ(result.error, "exit code 75: de bel is stuk");
  EXPECT_EQ(shell("exit 1")->send(message(), "").error, "exit code 1");
  EXPECT_EQ(shell("kill -9 $$")->send(message(), "").error, "killed by signal 9");
}

TEST_F(ExecChannelTest, KillsTheWholeGroupWhenTheTimeIsUp) {
  const auto file = folder_ / "pid";
  const auto begin = std::chrono::steady_clock::now();
  const auto result =
      shell("trap '' TERM; sleep 60 & echo $! > '" + file.string() + "'; wait; sleep 60", 1)->send(message(), "");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_EQ(result.error, "killed after 1 s");
  const auto child = std::stoi(slurp(file));
  for (int i = 0; i < 100 && ::kill(child, 0) == 0; ++i) {
    // Dead but not yet reaped counts as gone.
    if (slurp("/proc/" + std::to_string(child) + "/stat").find(") Z ") != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_LT(i, 99) << "the command's child outlived it";
  }
}

TEST_F(ExecChannelTest, EndsAtOnceWhenItIsCancelled) {
  const auto channel = shell("sleep 60");
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    channel->cancel();
  });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(channel->send(message(), "").status, SendStatus::retry);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  other.join();
}

TEST_F(ExecChannelTest, DoesNotHoldUpAStopForACommandThatIgnoresTheSignal) {
  // Cancelled while the command runs, and while it is given time to end after its own was up.
  for (const int seconds : {20, 1}) {
    const auto channel = shell("trap '' TERM; while :; do sleep 0.1; done", seconds);
    std::chrono::steady_clock::time_point cancelled;
    std::thread other([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(1'200));
      cancelled = std::chrono::steady_clock::now();
      channel->cancel();
    });
    EXPECT_EQ(channel->send(message(), "").status, SendStatus::retry);
    const auto end = std::chrono::steady_clock::now();
    other.join();
    EXPECT_LT(end - cancelled, std::chrono::milliseconds(900));
    EXPECT_GT(end, cancelled);
  }
}

TEST_F(ExecChannelTest, SurvivesACommandThatFloodsStandardError) {
  const auto result = shell("yes klacht | head -n 400000 >&2; exit 3")->send(message(), "");
  EXPECT_EQ(result.error, "exit code 3: klacht");
}

TEST_F(ExecChannelTest, SaysThatAProgramCannotBeStarted) {
  ChannelConfig config;
  config.kind = "exec";
  config.command = {"/nowhere/at/all"};
  const auto result = make_channel(config)->send(message(), "");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_THAT(result.error, testing::HasSubstr("/nowhere/at/all can't be started: No such file"));
}

}  // namespace
}  // namespace griffier::daemon
