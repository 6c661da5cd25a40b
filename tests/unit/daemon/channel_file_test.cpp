#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "channel_support.h"

namespace griffier::daemon {
namespace {

class FileChannelTest : public ChannelTest {
 protected:
  std::unique_ptr<Channel> channel(const std::filesystem::path& path) const {
    ChannelConfig config;
    config.name = "regels";
    config.kind = "file";
    config.path = path;
    config.timeout = std::chrono::seconds(1);
    return make_channel(config);
  }
};

TEST_F(FileChannelTest, AddsOneLineForEachMessage) {
  const auto file = folder_ / "alerts.jsonl";
  const auto to = channel(file);
  ASSERT_EQ(to->recipients().size(), 1U);
  EXPECT_EQ(to->send(message(), to->recipients()[0]).status, SendStatus::sent);
  EXPECT_EQ(to->send(message(), to->recipients()[0]).status, SendStatus::sent);
  EXPECT_EQ(slurp(file), message().json + "\n" + message().json + "\n");
}

TEST_F(FileChannelTest, BeginsANewLineAfterOneThatWasCutOff) {
  const auto file = write("alerts.jsonl", "{\"half");
  EXPECT_EQ(channel(file)->send(message(), "").status, SendStatus::sent);
  EXPECT_EQ(slurp(file), "{\"half\n" + message().json + "\n");
}

TEST_F(FileChannelTest, KeepsTheLinesOfSeveralWritersWhole) {
  const auto file = folder_ / "alerts.jsonl";
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i)
    writers.emplace_back([&] {
      const auto to = channel(file);
      for (int n = 0; n < 10; ++n) EXPECT_EQ(to->send(message(), "").status, SendStatus::sent);
    });
  for (auto& writer : writers) writer.join();
  std::string wanted;
  for (int n = 0; n < 40; ++n) wanted += message().json + "\n";
  EXPECT_EQ(slurp(file), wanted);
}

TEST_F(FileChannelTest, TriesAgainLaterWhenTheFolderIsNotThere) {
  const auto result = channel(folder_ / "none" / "alerts.jsonl")->send(message(), "");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_TRUE(result.channel_down);
  EXPECT_THAT(result.error, testing::HasSubstr("none/alerts.jsonl can't be opened: No such file"));
}

TEST_F(FileChannelTest, TriesAgainLaterWhenTheFileIsLockedForTooLong) {
  const auto file = write("alerts.jsonl", "");
  const int held = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  EXPECT_EQ(channel(file)->send(message(), "").status, SendStatus::retry);
  ::close(held);
  EXPECT_EQ(slurp(file), "");
}

TEST_F(FileChannelTest, TriesAgainLaterWhenTheDiskIsFull) {
  const auto result = channel("/dev/full")->send(message(), "");
  EXPECT_EQ(result.status, SendStatus::retry);
  EXPECT_THAT(result.error, testing::HasSubstr("No space left"));
}

}  // namespace
}  // namespace griffier::daemon
