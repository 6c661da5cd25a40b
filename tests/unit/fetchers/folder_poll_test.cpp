#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <fstream>

#include "fetchers/folder/poll_folder.h"

namespace griffier::fetchers {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using std::chrono::hours;

class FolderPollTest : public testing::Test {
 protected:
  FolderPollTest() { fs::create_directories(folder); }
  ~FolderPollTest() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  void write(const std::string& name, const std::string& text, std::chrono::seconds age) {
    std::ofstream(folder / name, std::ios::binary) << text;
    fs::last_write_time(folder / name, fs::file_time_type::clock::now() - age);
  }
  PollOutcome poll() {
    told.clear();
    FolderPoll what(folder, workers.get_executor());
    what.cursor = cursor;
    what.scan.max_bytes = 1000;
    what.scan.now = [this] { return now; };
    const Sink sink = [this](Fetched fetched) -> asio::awaitable<Verdict> { return take(std::move(fetched)); };
    PollOutcome outcome;
    std::exception_ptr failure;
    auto polling = poll_folder(std::move(what), sink);
    asio::co_spawn(io, std::move(polling), [&](std::exception_ptr error, PollOutcome got) {
      failure = error;
      outcome = std::move(got);
    });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
    cursor = outcome.cursor;
    return outcome;
  }
  asio::awaitable<Verdict> take(Fetched fetched) {
    if (fails) throw std::runtime_error("the disk is full");
    const Verdict verdict = fetched.judgement.verdict;
    told.push_back(std::move(fetched));
    co_return verdict;
  }

  fs::path folder = fs::temp_directory_path() / ("folder poll-" + std::to_string(::getpid()));
  asio::io_context io{1};
  asio::thread_pool workers{1};
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  std::string cursor;
  std::vector<Fetched> told;
  bool fails = false;
};

TEST_F(FolderPollTest, TellsEachFileOnceAndAgainWhenItsBytesChange) {
  write("brief.txt", "een", hours(2));
  PollOutcome outcome = poll();
  EXPECT_TRUE(outcome.complete);
  EXPECT_EQ(outcome.fetched, 1u);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].body, "een");
  EXPECT_EQ(told[0].name, "brief.txt");
  EXPECT_EQ(told[0].url,
            "file://" + (folder.parent_path() / "folder%20poll-").string() + std::to_string(::getpid()) + "/brief.txt");
  (void)poll();
  EXPECT_TRUE(told.empty());
  write("brief.txt", "twee", hours(1));
  (void)poll();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].body, "twee");
}

TEST_F(FolderPollTest, TellsAnAbsenceForTwoDaysAndAReturnWithItsBytes) {
  write("brief.txt", "een", hours(2));
  (void)poll();
  fs::remove(folder / "brief.txt");
  (void)poll();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].judgement.verdict, Verdict::gone);
  now += hours(24);
  (void)poll();
  EXPECT_EQ(told.size(), 1u) << "so that it can be confirmed over time";
  write("brief.txt", "een", hours(2));
  (void)poll();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].judgement.verdict, Verdict::ok) << "it may have been withdrawn meanwhile";
  EXPECT_EQ(told[0].body, "een");
  fs::remove(folder / "brief.txt");
  (void)poll();
  now += hours(49);
  (void)poll();
  EXPECT_EQ(told.size(), 1u);
  (void)poll();
  EXPECT_TRUE(told.empty());
}

TEST_F(FolderPollTest, SaysWhatIsTooLargeAndWaitsForWhatGrows) {
  write("groot.txt", std::string(2000, 'x'), hours(2));
  write("groeit.txt", "half", std::chrono::seconds(0));
  now = std::chrono::system_clock::now();
  const PollOutcome outcome = poll();
  EXPECT_TRUE(outcome.complete);
  EXPECT_EQ(outcome.retry_after, std::chrono::seconds(2));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].judgement.verdict, Verdict::transient);
  EXPECT_EQ(told[0].name, "groot.txt");
}

TEST_F(FolderPollTest, IsIncompleteWithoutItsFolderAndForgetsNothing) {
  write("brief.txt", "een", hours(2));
  (void)poll();
  fs::rename(folder, folder.string() + "-weg");
  const PollOutcome outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_NE(outcome.error.find("No such file"), std::string::npos) << outcome.error;
  EXPECT_TRUE(told.empty());
  fs::rename(folder.string() + "-weg", folder);
  EXPECT_TRUE(poll().complete);
  EXPECT_TRUE(told.empty());
}

TEST_F(FolderPollTest, RemembersNothingOfAPollWhoseSinkFailed) {
  write("brief.txt", "een", hours(2));
  fails = true;
  EXPECT_THROW((void)poll(), std::runtime_error);
  fails = false;
  (void)poll();
  EXPECT_EQ(told.size(), 1u);
}

}  // namespace
}  // namespace griffier::fetchers
