#include "fetchers/folder/watcher.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <fstream>
#include <optional>

namespace griffier::fetchers {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using std::chrono::milliseconds;

class FolderWatcherTest : public testing::Test {
 protected:
  FolderWatcherTest() { fs::create_directories(folder / "sub"); }
  ~FolderWatcherTest() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  // What changed() says when `act` is done shortly after it began; nullopt: it threw operation_aborted.
  std::optional<FolderNews> news_after(const std::function<void()>& act, milliseconds rescan = milliseconds(2000),
                                       bool cancel = false) {
    std::optional<FolderNews> news;
    asio::cancellation_signal signal;
    auto done = [&](std::exception_ptr failure, FolderNews result) {
      took = std::chrono::steady_clock::now() - began;
      if (!failure) news = result;
      timer.cancel();
    };
    began = std::chrono::steady_clock::now();
    auto waiting = watcher.changed(milliseconds(50), rescan);
    asio::co_spawn(io, std::move(waiting), asio::bind_cancellation_slot(signal.slot(), done));
    timer.expires_after(milliseconds(50));
    timer.async_wait([&](boost::system::error_code error) {
      if (error) return;
      act();
      if (cancel) signal.emit(asio::cancellation_type::terminal);
    });
    io.restart();
    io.run();
    return news;
  }
  void write(const fs::path& name) { std::ofstream(folder / name) << "x"; }

  fs::path folder = fs::temp_directory_path() / ("folder-watch-" + std::to_string(::getpid()));
  asio::io_context io{1};
  asio::steady_timer timer{io};
  FolderWatcher watcher{(fs::create_directories(folder / "sub"), io), folder};
  std::chrono::steady_clock::time_point began;
  std::chrono::steady_clock::duration took{};
};

TEST_F(FolderWatcherTest, TellsOfWrittenMovedAndDeletedFilesAtOnce) {
  EXPECT_TRUE(watcher.complete());
  EXPECT_EQ(news_after([this] { write("a.txt"); }), FolderNews::changed);
  EXPECT_LT(took, milliseconds(1000));
  EXPECT_EQ(news_after([this] { fs::rename(folder / "a.txt", folder / "sub/b.txt"); }), FolderNews::changed);
  EXPECT_EQ(news_after([this] { fs::remove(folder / "sub/b.txt"); }), FolderNews::changed);
}

TEST_F(FolderWatcherTest, SeesWhatHappenedBetweenCalls) {
  write("a.txt");
  EXPECT_EQ(news_after([] {}), FolderNews::changed);
  EXPECT_LT(took, milliseconds(1000));
}

TEST_F(FolderWatcherTest, WatchesFoldersThatComeLater) {
  EXPECT_EQ(news_after([this] { fs::create_directory(folder / "nieuw"); }), FolderNews::changed);
  EXPECT_EQ(news_after([this] { write("nieuw/c.txt"); }), FolderNews::changed);
}

TEST_F(FolderWatcherTest, SaysNothingOfHiddenAndPartialFilesUntilTheRescan) {
  EXPECT_EQ(news_after([this] { write(".x"), write("a.part"), write("b~"); }, milliseconds(300)), FolderNews::rescan);
  EXPECT_GE(took, milliseconds(300));
}

TEST_F(FolderWatcherTest, WaitsForAFolderThatComesBack) {
  EXPECT_EQ(news_after([this] { fs::remove_all(folder); }), FolderNews::changed);
  fs::create_directories(folder);
  EXPECT_EQ(news_after([] {}, milliseconds(200)), FolderNews::rescan);
  EXPECT_EQ(news_after([this] { write("a.txt"); }), FolderNews::changed);
}

TEST_F(FolderWatcherTest, EndsWhenCancelled) {
  EXPECT_EQ(news_after([] {}, milliseconds(60000), true), std::nullopt);
  EXPECT_LT(took, milliseconds(1000));
}

}  // namespace
}  // namespace griffier::fetchers
