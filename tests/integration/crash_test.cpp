// kill -9 at any moment: after the next start nothing is lost, doubled or half-written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "daemon/pipeline/intake.h"
#include "store/integrity.h"
#include "tests/support/letters.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;

// `folder` is where the file stands: two versions of a letter in two places are both there at every import.
daemon::ReadArrival arrival(const std::string& folder, const std::string& number, const std::string& sentence) {
  daemon::Arrival arrived;
  arrived.bytes = letter(number, sentence);
  arrived.name = number + ".txt";
  arrived.source = arrived.source_kind = "import";
  arrived.url = "file:///" + folder + "/" + arrived.name;
  arrived.observed_at = publications::Instant(std::chrono::milliseconds(1'740'000'000'000));
  return daemon::read_arrival(std::move(arrived));
}

// Writes two groups in a child process that kills itself after the `step`-th step of the write path. Returns whether it
// got that far.
bool write_and_die(const fs::path& state, int step) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    int steps = 0;
    store::Registrar registrar(state, store::Open::read_write);
    registrar.after_step = [&](const char*) {
      if (++steps == step) ::kill(::getpid(), SIGKILL);
    };
    daemon::Intake intake(registrar, {}, nullptr);
    for (const auto* number : {"1", "2", "3"}) intake.take(arrival("first", number, kSentence));
    intake.flush();
    intake.take(arrival("second", "2", "De vloot is verkocht."));
    intake.flush();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFSIGNALED(status);
}

void expect_whole(const fs::path& state, const std::string& where) {
  // Opening for writing repairs; afterwards git, SQLite and the ref agree.
  { const store::Registrar repaired(state, store::Open::read_write); }
  EXPECT_EQ(griffier(state, {"status"}).exit_code, 0) << where;
  const auto ran = griffier(state, {"verify"});
  EXPECT_EQ(ran.exit_code, 0) << where << ": " << ran.out << ran.err;
  const auto recorded = rows(state, "select commit_id from v_revisions order by commit_id");
  if (recorded.empty()) return;
  auto commits = git(state, {"rev-list", "main"});
  std::sort(commits.begin(), commits.end());
  EXPECT_EQ(commits, recorded) << where;
}

TEST(Crash, BetweenAnyTwoStepsOfTheWritePathTheRecordIsWholeAndTheRestFollows) {
  for (int step = 1; step <= 10; ++step) {
    const TemporaryFolder folder;
    const auto state = folder.path() / "state";
    const auto where = "killed after step " + std::to_string(step);
    const bool died = write_and_die(state, step);
    if (died) expect_whole(state, where);
    ASSERT_FALSE(write_and_die(state, 1'000)) << where;
    expect_whole(state, where + ", then written again");
    EXPECT_EQ(row(state, "select count(*), sum(revisions) from v_documents"), "3|4") << where;
    EXPECT_EQ(row(state, "select count(*), count(distinct event_id) from v_events"), "4|4") << where;
    if (!died) {
      EXPECT_GT(step, 5) << "the write path has fewer steps than expected";
      return;
    }
  }
}

TEST(Crash, AnImportKilledAtAnyMomentGoesOnWhereItWas) {
  constexpr int kLetters = 400;
  constexpr int kKills = 12;
  const TemporaryFolder folder;
  const auto state = folder.path() / "state";
  for (int i = 1; i <= kLetters; ++i)
    folder.write("in/" + std::to_string(i) + ".txt", letter(std::to_string(i), kSentence));
  const std::vector<std::string> argv{griffier::tests::program(), "--state", state.string(), "import",
                                      (folder.path() / "in").string()};
  int killed = 0;
  for (int i = 0; i < kKills; ++i) {
    Background import(argv, folder.path() / "log");
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + 23 * i));
    import.signal(SIGKILL);
    killed += import.wait(10) == 128 + SIGKILL ? 1 : 0;
    if (fs::exists(state / "griffier.db")) expect_whole(state, "kill " + std::to_string(i));
  }
  EXPECT_GT(killed, 2) << "the imports ended before they could be killed";
  ASSERT_EQ(run(argv).exit_code, 0);
  expect_whole(state, "after the whole import");
  EXPECT_EQ(row(state, "select count(*), sum(revisions) from v_documents"),
            std::to_string(kLetters) + "|" + std::to_string(kLetters));
  EXPECT_EQ(row(state, "select count(*) from v_events"), std::to_string(kLetters));
}

TEST(Crash, TwoInstancesNeverWriteToOneRecord) {
  const TemporaryFolder folder;
  const auto state = folder.path() / "state";
  const store::Registrar first(state, store::Open::read_write);
  const auto ran = griffier(state, {"import", folder.write("brief.txt", letter("1", kSentence)).string()});
  EXPECT_EQ(ran.exit_code, 6);
  EXPECT_THAT(ran.err, ::testing::HasSubstr(std::to_string(::getpid())));
}

}  // namespace
}  // namespace griffier::tests
