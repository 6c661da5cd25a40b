// A folder as a source of the whole program: what is dropped in, moved, taken away and put back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "tests/support/letters.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FolderSource : public ::testing::Test {
 protected:
  FolderSource() {
    fs::create_directories(in_);
    config_ = folder_.write("griffier.toml",
                            "[state]\ndir = \"state\"\n[[source]]\nname = \"postvak\"\nkind = \"folder\"\n"
                            "path = \"in\"\nevery = \"1h\"\nannounce_first = true\nconfirm = [\"1s\"]\n");
  }
  // As it was written an hour ago: a fresh file is still being written.
  void drop(const std::string& name, const std::string& content) {
    folder_.write("in/" + name, content);
    fs::last_write_time(in_ / name, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  Ran once(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"--config", config_.string(), "once"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return griffier(state_, arguments);
  }
  // Two looks, a second apart: what confirms an absence here.
  void look_twice() {
    EXPECT_EQ(once().exit_code, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_EQ(once().exit_code, 0);
  }
  std::vector<std::string> events() { return rows(state_, "select kind, document_id from v_events"); }

  TemporaryFolder folder_;
  fs::path in_ = folder_.path() / "in";
  fs::path state_ = folder_.path() / "state";
  fs::path config_;
};

TEST_F(FolderSource, SaysThatAFileThatIsStillBeingWrittenIsLeftForTheNextPoll) {
  drop("k1.txt", letter("926", kSentence));
  Ran ran;
  {
    // Written all the while, so that it is never at rest, however slow this machine is.
    std::jthread writer([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        fs::last_write_time(in_ / "k1.txt", fs::file_time_type::clock::now());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ran = once();
  }
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, HasSubstr("1 files are still being written"));
  EXPECT_THAT(events(), ElementsAre());
  drop("k1.txt", letter("926", kSentence));
  EXPECT_THAT(once().out, Not(HasSubstr("being written")));
  EXPECT_THAT(events(), ElementsAre("document.published|kst-31415-926"));
}

TEST_F(FolderSource, AMovedFileIsNoWithdrawal) {
  drop("k1.txt", letter("926", kSentence));
  EXPECT_EQ(once().exit_code, 0);
  fs::rename(in_ / "k1.txt", in_ / "k2.txt");
  look_twice();
  look_twice();
  EXPECT_THAT(events(), ElementsAre("document.published|kst-31415-926"));
}

TEST_F(FolderSource, AFileTakenAwayIsWithdrawnOnceConfirmedAndPutBackAsItWasIsRestored) {
  drop("k1.txt", letter("926", kSentence));
  drop("k2.txt", letter("927", kSentence));
  EXPECT_EQ(once().exit_code, 0);
  fs::remove(in_ / "k1.txt");
  look_twice();
  look_twice();
  drop("k1.txt", letter("926", kSentence));
  EXPECT_EQ(once().exit_code, 0);
  EXPECT_EQ(once().exit_code, 0);
  EXPECT_THAT(events(), ElementsAre("document.published|kst-31415-926", "document.published|kst-31415-927",
                                    "document.withdrawn|kst-31415-926", "document.restored|kst-31415-926"));
}

TEST_F(FolderSource, ForceDoesNotKeepOurOwnWaits) {
  drop("k1.txt", letter("926", kSentence));
  drop("k2.txt", letter("927", kSentence));
  EXPECT_EQ(once().exit_code, 0);
  fs::remove(in_ / "k1.txt");
  EXPECT_EQ(once().exit_code, 0);
  EXPECT_EQ(once().exit_code, 0);
  EXPECT_THAT(events(), Not(Contains(HasSubstr("withdrawn"))));
  EXPECT_EQ(once({"--force"}).exit_code, 0);
  EXPECT_THAT(events(), Contains("document.withdrawn|kst-31415-926"));
}

TEST_F(FolderSource, AFileThatCannotBeReadIsAProblemAndNoFailure) {
  drop("k1.txt", letter("926", kSentence));
  drop("leeg.pdf", "%PDF-1.7 but no more than that");
  const auto ran = once();
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("leeg.pdf"));
  EXPECT_THAT(events(), ElementsAre("document.published|kst-31415-926"));
}

TEST_F(FolderSource, TheDaemonTakesInWhatIsDroppedAtOnceAndNoticesWatchesAddedBesideIt) {
  const auto alerts = folder_.path() / "alerts.jsonl";
  std::ofstream(config_, std::ios::app) << "[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"" << alerts.string()
                                        << "\"\n";
  Background daemon({griffier::tests::program(), "--config", config_.string(), "run"}, folder_.path() / "log");
  // Until then a command that writes may meet the lock.
  ASSERT_TRUE(eventually(30, [&] { return daemon.log().find("polled") != std::string::npos; })) << daemon.log();
  const auto added = griffier(
      state_, {"--config", config_.string(), "watch", "add", "vloot", "--text", "garnalenvloot", "--channels", "log"});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  drop("k1.txt", letter("926", kSentence));
  EXPECT_TRUE(eventually(60, [&] {
    return fs::exists(alerts) && folder_.read("alerts.jsonl").find("kst-31415-926") != std::string::npos;
  })) << daemon.log();
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(5), 0) << daemon.log();
  EXPECT_EQ(griffier(state_, {"verify"}).exit_code, 0);
}

}  // namespace
}  // namespace griffier::tests
