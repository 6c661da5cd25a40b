// What commands do beside a running daemon, and what they say of wrong use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json/parse.hpp>

#include "tests/support/letters.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Commands : public ::testing::Test {
 protected:
  std::filesystem::path configure(const std::string& more = "") const {
    return folder_.write("griffier.toml", "[state]\ndir = \"" + state_.string() +
                                              "\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"" +
                                              (folder_.path() / "alerts.jsonl").string() + "\"\n" + more);
  }
  Ran run_with(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--config", (folder_.path() / "griffier.toml").string()});
    return griffier(state_, std::move(arguments));
  }
  // A daemon that has opened its record.
  std::unique_ptr<Background> daemon() const {
    std::filesystem::create_directories(folder_.path() / "in");
    configure("[[source]]\nname = \"map\"\nkind = \"folder\"\npath = \"" + (folder_.path() / "in").string() + "\"\n");
    auto started =
        std::make_unique<Background>(std::vector<std::string>{griffier::tests::program(), "--config",
                                                              (folder_.path() / "griffier.toml").string(), "run"},
                                     folder_.path() / "daemon.log");
    EXPECT_TRUE(eventually(10, [&] { return run_with({"sources"}).out.find("map") != std::string::npos; }))
        << started->log();
    return started;
  }
  void keep(int letters) const {
    for (int i = 1; i <= letters; ++i)
      (void)folder_.write("letters/" + std::to_string(i) + ".txt", letter(std::to_string(i), kSentence));
    const auto ran = griffier(state_, {"import", (folder_.path() / "letters").string()});
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
};

TEST_F(Commands, ChangeWatchesAndDeliveriesWhileTheDaemonRuns) {
  const auto running = daemon();
  const auto added = run_with({"watch", "add", "vis", "--channels", "log", "--text", "garnalen"});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  EXPECT_EQ(rows(state_, "SELECT name FROM watches"), std::vector<std::string>{"vis"});
  EXPECT_EQ(run_with({"watch", "remove", "vis"}).exit_code, 0);
  EXPECT_EQ(run_with({"alerts", "retry", "all"}).exit_code, 1);  // there is none, and no lock in the way
  EXPECT_EQ(run_with({"alerts", "drop", "7"}).exit_code, 1);
  EXPECT_TRUE(running->running());
}

TEST_F(Commands, MakeARecordForAWatchAndForNothingElse) {
  configure();
  const auto retried = run_with({"alerts", "retry", "all"});
  EXPECT_EQ(retried.exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(state_ / "griffier.db"));
  const auto added = run_with({"watch", "add", "vis", "--channels", "log"});
  EXPECT_EQ(added.exit_code, 0) << added.err;
  EXPECT_EQ(run_with({"verify"}).exit_code, 0);
}

TEST_F(Commands, RefuseAWatchThatTheConfigurationWouldRefuse) {
  configure();
  const auto bad_event = run_with({"watch", "add", "vis", "--channels", "log", "--events", "document.publishd"});
  EXPECT_EQ(bad_event.exit_code, 2);
  EXPECT_THAT(bad_event.err, AllOf(HasSubstr("there is no event kind 'document.publishd'"),
                                   HasSubstr("did you mean 'document.published'?")));
  const auto bad_dossier = run_with({"watch", "add", "vis", "--channels", "log", "--dossiers", "abc"});
  EXPECT_EQ(bad_dossier.exit_code, 2);
  EXPECT_THAT(bad_dossier.err, HasSubstr("'abc' is no dossier number"));
  const auto bad_kind = run_with({"watch", "add", "vis", "--channels", "log", "--kinds", "lettre"});
  EXPECT_EQ(bad_kind.exit_code, 2);
  EXPECT_THAT(bad_kind.err, AllOf(HasSubstr("there is no kind 'lettre'"), HasSubstr("did you mean 'letter'?")));
  EXPECT_EQ(run_with({"watch", "add", "brief", "--channels", "log", "--kinds", "brief,kst,ah-tk"}).exit_code, 0);
  EXPECT_THAT(run_with({"--json", "watch", "list"}).out, HasSubstr("\"letter\",\"kst\",\"ah-tk\""));
  EXPECT_EQ(run_with({"watch", "add", "vis", "--channels", "fax"}).exit_code, 2);
  EXPECT_EQ(run_with({"watch", "add", "vis", "--channels", "log", "--sources", "nergens"}).exit_code, 2);
  EXPECT_EQ(run_with({"watch", "add", "vis", "--channels", "log", "--text", "\"open"}).exit_code, 2);
  EXPECT_EQ(run_with({"watch", "add", "vis", "--channels", "log", "--dossiers", "36 600 VII"}).exit_code, 0);
  EXPECT_THAT(run_with({"--json", "watch", "list"}).out, HasSubstr("36600-VII"));
}

TEST_F(Commands, RefuseAKindThatThereIsNot) {
  configure();
  keep(1);
  for (const auto& wrong : std::vector<std::vector<std::string>>{
           {"documents", "--kind", "lettre"}, {"search", "kind:lettre vloot"}, {"events", "--kind", "document.new"}}) {
    const auto ran = run_with(wrong);
    EXPECT_EQ(ran.exit_code, 2) << wrong[0];
    EXPECT_THAT(ran.err, AllOf(HasSubstr("there is no"), HasSubstr("kind"))) << wrong[0];
  }
  EXPECT_THAT(run_with({"documents", "--kind", "brief"}).out, HasSubstr("kst-31415-1"));
  EXPECT_THAT(run_with({"documents", "--limit", "-3"}).err, HasSubstr("not in range 0 to"));
}

TEST_F(Commands, TakeAnIdentityAsAPersonWritesIt) {
  keep(1);
  for (const auto* const command : {"show", "log", "references"})
    EXPECT_THAT(griffier(state_, {command, "31 415, nr. 1"}).out, HasSubstr("kst-31415-1")) << command;
}

TEST_F(Commands, ListAndSearchByMinistryFractieMemberAndCase) {
  keep(1);
  for (const auto& filter : std::vector<std::vector<std::string>>{{"--ministry", "Water en Wind"},
                                                                  {"--ministry", "Kaas", "--ministry", "wind"}}) {
    for (auto command : std::vector<std::vector<std::string>>{{"documents"}, {"search", "garnalenvloot"}}) {
      command.insert(command.end(), filter.begin(), filter.end());
      const auto ran = griffier(state_, command);
      EXPECT_THAT(ran.out, HasSubstr("kst-31415-1")) << command[0] << ran.err;
    }
  }
  EXPECT_THAT(griffier(state_, {"search", "garnalenvloot ministry:\"water en wind\""}).out, HasSubstr("kst-31415-1"));
  for (const auto* const option : {"--ministry", "--fractie", "--member", "--zaaknummer"}) {
    EXPECT_THAT(griffier(state_, {"documents", option, "Zeeduin"}).out, Not(HasSubstr("kst-31415-1"))) << option;
    EXPECT_THAT(griffier(state_, {"search", "garnalenvloot", option, "Zeeduin"}).out, HasSubstr("nothing found"));
    const auto wrong = griffier(state_, {"search", "garnalenvloot", option, "?!"});
    EXPECT_EQ(wrong.exit_code, 2) << option;
    EXPECT_THAT(wrong.err, AllOf(HasSubstr(option), HasSubstr("no letters or digits")));
  }
}

TEST_F(Commands, SearchARecordThatWasMadeAgain) {
  keep(2);
  EXPECT_EQ(griffier(state_, {"rebuild"}).exit_code, 0);
  const auto found = griffier(state_, {"search", "dossier:31415"});
  EXPECT_THAT(found.out, AllOf(HasSubstr("kst-31415-1"), HasSubstr("kst-31415-2")));
  const auto word = griffier(state_, {"search", "kabinet OR minister OR de"});
  EXPECT_THAT(word.out, HasSubstr("kst-31415-1")) << word.err;
}

TEST_F(Commands, TryAWatchUnderTheSameChecks) {
  configure();
  keep(1);
  EXPECT_EQ(run_with({"watch", "test", "--dossiers", "abc"}).exit_code, 2);
  const auto tried = run_with({"watch", "test", "--sources", "import"});
  EXPECT_EQ(tried.exit_code, 0) << tried.err;
  EXPECT_THAT(tried.out, HasSubstr("1 events would have matched"));
}

TEST_F(Commands, KeepTheConfigurationOfARunningDaemonWhenItsFileIsGone) {
  const auto running = daemon();
  std::filesystem::remove(folder_.path() / "griffier.toml");
  running->signal(SIGHUP);
  EXPECT_TRUE(eventually(10, [&] { return running->log().find("not reloaded") != std::string::npos; }))
      << running->log();
  EXPECT_EQ(row(state_, "SELECT state FROM v_sources"), "ok");
}

TEST_F(Commands, KeepTheConfigurationThatWasFoundWithoutBeingNamed) {
  std::filesystem::create_directories(folder_.path() / "in");
  configure("[[source]]\nname = \"map\"\nkind = \"folder\"\npath = \"" + (folder_.path() / "in").string() + "\"\n");
  Background running(
      {"/bin/sh", "-c", "cd \"$0\" && exec \"$1\" run", folder_.path().string(), griffier::tests::program()},
      folder_.path() / "daemon.log");
  ASSERT_TRUE(eventually(10, [&] { return griffier(state_, {"sources"}).out.find("map") != std::string::npos; }))
      << running.log();
  std::filesystem::remove(folder_.path() / "griffier.toml");
  running.signal(SIGHUP);
  EXPECT_TRUE(eventually(10, [&] { return running.log().find("not reloaded") != std::string::npos; })) << running.log();
}

TEST_F(Commands, WarnOfWhatThisVersionDoesNotDo) {
  configure("[web]\nlisten = \"127.0.0.1:8480\"\n");
  const auto checked = run_with({"check-config"});
  EXPECT_EQ(checked.exit_code, 0);
  EXPECT_THAT(checked.err, HasSubstr("[web] listen"));
  EXPECT_THAT(run_with({"once"}).err, HasSubstr("[web] listen"));
  configure();
  EXPECT_THAT(run_with({"check-config"}).err, IsEmpty());
}

TEST_F(Commands, SayWhenAListIsCut) {
  keep(52);
  const auto shown = griffier(state_, {"documents"});
  EXPECT_THAT(lines_of(shown.out), SizeIs(51));  // with the heading
  EXPECT_THAT(shown.err, HasSubstr("the newest 50 are shown; there are more, which --limit 0 shows"));
  const auto all = griffier(state_, {"documents", "--json"});
  EXPECT_THAT(lines_of(all.out), SizeIs(52));
  EXPECT_THAT(all.err, IsEmpty());
  const auto few = griffier(state_, {"documents", "--json", "--limit", "3"});
  EXPECT_THAT(lines_of(few.out), SizeIs(3));
  EXPECT_THAT(few.err, HasSubstr("the newest 3 are shown"));
  EXPECT_THAT(griffier(state_, {"documents", "--limit", "52"}).err, IsEmpty());
  EXPECT_THAT(lines_of(griffier(state_, {"documents", "--limit", "0"}).out), SizeIs(53));
  const auto found = griffier(state_, {"search", "garnalenvloot", "--json"});
  EXPECT_THAT(lines_of(found.out), SizeIs(50));
  EXPECT_THAT(found.err, HasSubstr("the best 50 are shown"));
}

TEST_F(Commands, SayThatADocumentIsNotKept) {
  keep(1);
  for (const auto* const command : {"documents", "show", "log"}) {
    const auto ran = griffier(state_, {command, "kst-31415-77"});
    EXPECT_EQ(ran.exit_code, 1) << command;
    EXPECT_EQ(ran.err, "griffier: no document 'kst-31415-77' is kept\n") << command;
  }
  EXPECT_EQ(griffier(state_, {"references", "31 415, nr. 77"}).err,
            "griffier: '31 415, nr. 77' (read as kst-31415-77) is not kept, and nothing that is kept refers to it\n");
  EXPECT_EQ(griffier(state_, {"dossier", "27182"}).err, "griffier: no document of dossier 27182 is kept\n");
  const auto file = folder_.write("empty.txt", "");
  const auto refused = griffier(state_, {"read", file.string()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("griffier: " + file.string() + " is refused: ")));
  EXPECT_THAT(griffier(state_, {"read", (folder_.path() / "none.txt").string()}).err, HasSubstr("cannot be read: "));
}

TEST_F(Commands, PrintNoEmptyLineForAHitWithoutWords) {
  keep(1);
  EXPECT_THAT(lines_of(griffier(state_, {"search", "kind:brief"}).out), SizeIs(1));
  EXPECT_THAT(lines_of(griffier(state_, {"search", "garnalenvloot"}).out), SizeIs(2));
}

TEST_F(Commands, ExplainAQueryThatTheShellTookApart) {
  keep(1);
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"-negentig vloot"}, {"-negentig"}, {"vloot", "-negentig"}}) {
    std::vector<std::string> command = {"search"};
    command.insert(command.end(), words.begin(), words.end());
    const auto ran = griffier(state_, command);
    EXPECT_EQ(ran.exit_code, 2) << words[0];
    EXPECT_THAT(ran.err, HasSubstr("write -- before it")) << words[0];
  }
  EXPECT_THAT(griffier(state_, {"search", "vloot", "haven"}).err, HasSubstr("the query ends before 'haven'"));
  EXPECT_THAT(griffier(state_, {"search", "vloot", "--lmit", "3"}).err, Not(HasSubstr("the query ends")));
  const auto found = griffier(state_, {"search", "--", "-zeppelin garnalenvloot"});
  EXPECT_EQ(found.exit_code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("kst-31415-1"));
}

TEST_F(Commands, PrintJsonThatIsUtf8WhateverAFileIsCalled) {
  const auto file = folder_.write("in/\xff\xfe.txt", "Brief over bermen.\n");
  const auto read = griffier(state_, {"read", "--json", file.string()});
  const auto imported = griffier(state_, {"import", "--json", (folder_.path() / "in").string()});
  const auto listed = griffier(state_, {"documents", "--json"});
  for (const auto* const ran : {&read, &imported, &listed}) {
    EXPECT_EQ(ran->exit_code, 0) << ran->err;
    EXPECT_EQ(ran->out.find_first_of("\xff\xfe"), std::string::npos);
    EXPECT_THAT(ran->out, HasSubstr("\xEF\xBF\xBD"));
    EXPECT_NO_THROW((void)boost::json::parse(ran->out));
  }
}

TEST_F(Commands, FailOnARevisionThatIsNotThere) {
  keep(1);
  const auto shown = griffier(state_, {"show", "kst-31415-1@7"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("has revisions 1 to 1, not 7"));
  EXPECT_EQ(griffier(state_, {"diff", "kst-31415-1", "5", "1"}).exit_code, 1);
  EXPECT_EQ(griffier(state_, {"show", "kst-31415-1@x"}).exit_code, 2);
}

TEST_F(Commands, NameTheCommandThatThereIsNot) {
  const auto plain = run({griffier::tests::program(), "bogus"});
  EXPECT_EQ(plain.exit_code, 2);
  EXPECT_THAT(plain.err, HasSubstr("unknown command 'bogus'"));
  const auto near = run({griffier::tests::program(), "--json", "documnets", "--limit", "3"});
  EXPECT_EQ(near.exit_code, 2);
  EXPECT_THAT(near.err, HasSubstr("unknown command 'documnets' (did you mean 'documents'?)"));
  const auto below = run({griffier::tests::program(), "alerts", "lst"});
  EXPECT_EQ(below.exit_code, 2);
  EXPECT_THAT(below.err, HasSubstr("unknown command 'alerts lst' (did you mean 'list'?)"));
  const auto bare = run({griffier::tests::program()});
  EXPECT_EQ(bare.exit_code, 2);
  EXPECT_THAT(bare.err, Not(HasSubstr("unknown")));
  EXPECT_EQ(run({griffier::tests::program(), "--help"}).exit_code, 0);
}

}  // namespace
}  // namespace griffier::tests
