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
  // One that a process which died was sending; `letter` makes its key, `words` its length.
  static Message recalled(char letter, std::size_t words = 40) {
    auto made = message();
    made.idempotency_key = std::string(32, letter);
    made.json = "{\"id\":\"" + made.idempotency_key + "\",\"text\":\"";
    for (std::size_t i = 0; i < words; ++i) made.json += "water ";
    made.json += "\"}";
    made.may_have_arrived = true;
    return made;
  }
  static std::string line(const Message& of) { return of.json + "\n"; }
  // Says that they were sent, in that order.
  static void tell(Channel& to, const std::vector<const Message*>& messages) {
    for (const auto& result : to.send_together(messages, "")) EXPECT_EQ(result.status, SendStatus::sent);
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

TEST_F(FileChannelTest, FinishesTheLineInWhichAProcessDiedWhereverItDied) {
  const auto first = recalled('a'), second = recalled('b'), third = recalled('c');
  const auto all = line(first) + line(second) + line(third);
  for (std::size_t size = 0; size <= all.size(); ++size) {
    const auto file = write("alerts.jsonl", "before\n" + all.substr(0, size));
    tell(*channel(file), {&first, &second, &third});
    ASSERT_EQ(slurp(file), "before\n" + all) << "cut off after " << size;
  }
}

TEST_F(FileChannelTest, FinishesItWhenItsMessageIsWrittenShorterOrLaterThanOthersNow) {
  const auto first = recalled('a'), second = recalled('b'), longer = recalled('b', 50);
  const auto file = write("alerts.jsonl", line(first) + longer.json);
  tell(*channel(file), {&first, &second});
  EXPECT_EQ(slurp(file), line(first) + line(second));
  write("alerts.jsonl", longer.json.substr(0, 60));
  tell(*channel(file), {&first, &second});
  EXPECT_EQ(slurp(file), line(second) + line(first)) << "whoever follows the file gets the rest of what it began with";
}

TEST_F(FileChannelTest, LeavesALineThatWasCutOffToItsMessage) {
  const auto first = recalled('a'), second = recalled('b');
  const auto cut_off = line(first) + second.json.substr(0, 50);
  const auto file = write("alerts.jsonl", cut_off);
  const auto to = channel(file);
  tell(*to, {&first});
  EXPECT_EQ(slurp(file), cut_off);
  tell(*to, {&second});
  EXPECT_EQ(slurp(file), line(first) + line(second));
}

TEST_F(FileChannelTest, TakesNoLineAwayThatIsNotItsOwnToWriteAgain) {
  const auto other = recalled('a'), recalled_one = recalled('b');
  auto fresh = recalled('a');
  fresh.may_have_arrived = false;
  const auto file = write("alerts.jsonl", other.json);  // its last byte was lost, or someone edited the file
  tell(*channel(file), {&recalled_one});
  EXPECT_EQ(slurp(file), line(other) + line(recalled_one));
  write("alerts.jsonl", other.json);
  tell(*channel(file), {&fresh});
  EXPECT_EQ(slurp(file), line(other) + line(fresh));
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
