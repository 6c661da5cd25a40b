// griffier import: what comes in, what is kept of it, and what is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "tests/support/letters.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Import : public ::testing::Test {
 protected:
  // Alerts go to a file, one JSON object a line.
  void watch_everything(const std::string& filters = "") {
    config_ = folder_.write("griffier.toml", "[state]\ndir = \"" + state_.string() +
                                                 "\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"" +
                                                 (folder_.path() / "alerts.jsonl").string() +
                                                 "\"\n[[watch]]\nname = \"alles\"\nchannels = [\"log\"]\n" + filters);
  }
  Ran import(const std::string& name, const std::string& content, std::vector<std::string> more = {}) {
    return import_path(folder_.write("in/" + name, content), std::move(more));
  }
  Ran import_path(const std::filesystem::path& path, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments;
    if (!config_.empty()) arguments = {"--config", config_.string()};
    arguments.insert(arguments.end(), {"import", "--json", path.string()});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return griffier(state_, arguments);
  }
  std::vector<json::object> alerts() {
    std::vector<json::object> all;
    for (const auto& line : lines_of(folder_.read("alerts.jsonl"))) all.push_back(json::parse(line).as_object());
    return all;
  }
  static json::object only_line(const Ran& ran) {
    const auto lines = lines_of(ran.out);
    EXPECT_EQ(lines.size(), 1U) << ran.out << ran.err;
    return lines.empty() ? json::object() : json::parse(lines[0]).as_object();
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
  std::filesystem::path config_;
};

TEST_F(Import, RegistersALetterUnderTheNumberThatItPrints) {
  const auto line = only_line(import("brief.txt", letter("926", kSentence)));
  EXPECT_EQ(line.at("document_id"), "kst-31415-926");
  EXPECT_EQ(line.at("outcome"), "new");
  EXPECT_EQ(line.at("revision"), 1);
  EXPECT_EQ(row(state_, "select document_id, dossier, dossier_number, published_on, revisions, state from v_documents"),
            "kst-31415-926|31415|926|2025-02-03|1|current");
}

TEST_F(Import, GivesATextWithoutNumberAStableIdentityFromItsFile) {
  import("aantekening.txt", "Een aantekening zonder nummer.\n");
  import("aantekening.txt", "Een andere aantekening zonder nummer.\n");
  EXPECT_THAT(rows(state_, "select document_id, revisions from v_documents"), ElementsAre("file:aantekening.txt|2"));
}

TEST_F(Import, TheSameAgainIsNoCommitNoEventNoAlertAndItSaysSo) {
  watch_everything();
  import("brief.txt", letter("926", kSentence));
  const auto head = git(state_, {"rev-parse", "main"});
  const auto again = import("brief.txt", letter("926", kSentence));
  EXPECT_EQ(only_line(again).at("outcome"), "unchanged");
  EXPECT_EQ(git(state_, {"rev-parse", "main"}), head);
  EXPECT_EQ(row(state_, "select count(*) from v_events"), "1");
  EXPECT_THAT(alerts(), SizeIs(1));
  const auto people = griffier(state_, {"import", (folder_.path() / "in").string()});
  EXPECT_THAT(people.out, HasSubstr("no commit, no event, no alert"));
}

TEST_F(Import, OneWordChangedIsOneSubstantiveRevisionOneEventAndOneAlertWithThatWord) {
  watch_everything();
  import("brief.txt", letter("926", kSentence));
  std::string changed(kSentence);
  changed.replace(changed.find("negentig"), 8, "tachtig");
  const auto line = only_line(import("brief.txt", letter("926", changed)));
  EXPECT_EQ(line.at("outcome"), "revised");
  EXPECT_EQ(line.at("revision"), 2);
  EXPECT_EQ(row(state_, "select revision, change, words_added, words_removed from v_revisions where revision = 2"),
            "2|substantive|1|1");
  EXPECT_EQ(row(state_, "select count(*) from v_events where kind = 'document.revised'"), "1");
  ASSERT_THAT(alerts(), SizeIs(2));
  const auto text = json::serialize(alerts()[1]);
  EXPECT_THAT(text, HasSubstr("tachtig"));
  EXPECT_THAT(text, HasSubstr("negentig"));
}

TEST_F(Import, OtherLineBreaksAndHyphenationAreCosmeticAndTellNobody) {
  watch_everything();
  import("brief.txt", letter("926", kSentence));
  std::string laid_out(kSentence);
  laid_out.replace(laid_out.find("honderdtwaalf"), 13, "honderd-\ntwaalf");
  laid_out.replace(laid_out.find("in de Waddenzee"), 5, "in\nde");
  const auto line = only_line(import("brief.txt", letter("926", laid_out)));
  EXPECT_EQ(line.at("change"), "cosmetic");
  EXPECT_EQ(row(state_, "select change, words_added, words_removed from v_revisions where revision = 2"),
            "cosmetic|0|0");
  EXPECT_THAT(alerts(), SizeIs(1));
}

TEST_F(Import, AReturnToAnEarlierTextSaysToWhichRevision) {
  import("brief.txt", letter("926", kSentence));
  import("brief.txt", letter("926", "De vloot is verkocht."));
  const auto line = only_line(import("brief.txt", letter("926", kSentence)));
  EXPECT_EQ(line.at("revision"), 3);
  EXPECT_THAT(row(state_, "select summary from v_events where revision = 3"), HasSubstr("revision 1"));
}

TEST_F(Import, ABaselineIsRecordedInFullAndToldToNobody) {
  watch_everything();
  import("brief.txt", letter("926", kSentence), {"--baseline"});
  EXPECT_EQ(row(state_, "select count(*) from v_events"), "1");
  EXPECT_EQ(row(state_, "select count(*) from v_deliveries"), "0");
}

TEST_F(Import, AWatchTakesOnlyWhatItAskedFor) {
  watch_everything(
      "dossiers = [\"31415\"]\ntext = \"garnalenvloten OR haringvangst\"\nevents = [\"document.published\"]\n");
  import("brief.txt", letter("926", kSentence));
  import("ander.txt", "Een tekst over iets heel anders.\n");
  EXPECT_THAT(rows(state_, "select event_id from v_deliveries"), ElementsAre(HasSubstr("kst-31415-926")));
}

TEST_F(Import, WhatCannotBeReadIsNamedWithItsReasonAndNothingElseStops) {
  folder_.write("in/a.txt", letter("1", kSentence));
  folder_.write("in/leeg.txt", "");
  folder_.write("in/geen.pdf", "%PDF-1.7\nthis is no PDF at all\n");
  folder_.write("in/z.txt", letter("2", kSentence));
  ASSERT_EQ(::mkfifo((folder_.path() / "in/pijp").c_str(), 0600), 0);
  std::filesystem::create_symlink("weg.txt", folder_.path() / "in/nergens");
  const auto ran = import_path(folder_.path() / "in");
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  std::map<std::string, json::object> by_name;
  for (const auto& line : lines_of(ran.out)) {
    auto object = json::parse(line).as_object();
    by_name[std::filesystem::path(object.at("path").as_string().c_str()).filename()] = object;
  }
  EXPECT_EQ(by_name.at("a.txt").at("outcome"), "new");
  EXPECT_EQ(by_name.at("z.txt").at("outcome"), "new");
  for (const auto* name : {"leeg.txt", "geen.pdf", "pijp", "nergens"}) {
    EXPECT_EQ(by_name.at(name).at("outcome"), "refused");
    EXPECT_FALSE(by_name.at(name).at("reason").as_string().empty());
  }
}

TEST_F(Import, ANamedFileThatIsNotThereFails) {
  const auto ran = import_path(folder_.path() / "nergens.txt");
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, HasSubstr("refused"));
}

TEST_F(Import, EveryCommitIsOneRevisionWithItsTrailers) {
  import("brief.txt", letter("926", kSentence));
  import("brief.txt", letter("926", "De vloot is verkocht."));
  import("ander.txt", "Een tekst over iets heel anders.\n");
  const auto commits =
      git(state_,
          {"log", "--reverse",
           "--format=%H|%(trailers:key=Document,valueonly,separator=)|%(trailers:key=Revision,valueonly,separator=)",
           "main"});
  EXPECT_EQ(commits, rows(state_, "select commit_id, document_id, revision from v_revisions order by observed_at"));
  for (const auto* key : {"Document", "Revision", "Event", "Source", "Source-URL", "Observed-At", "Body-SHA256",
                          "Text-SHA256", "Pipeline"})
    EXPECT_THAT(
        git(state_, {"log", "-1", std::string("--format=%(trailers:key=") + key + ",valueonly,separator=)", "main"}),
        Not(ElementsAre(IsEmpty())))
        << key;
  EXPECT_EQ(run({"git", "--git-dir=" + (state_ / "archive.git").string(), "fsck", "--strict"}).exit_code, 0);
  const auto clone = folder_.path() / "clone";
  EXPECT_EQ(run({"git", "clone", "-q", (state_ / "archive.git").string(), clone.string()}).exit_code, 0);
  EXPECT_THAT(run({"git", "-C", clone.string(), "ls-files"}).out, HasSubstr("text.md"));
}

constexpr auto kFerry = "De pont vaart op zondag niet. Wie naar de overkant wil, neemt de brug bij het dorp.\n";
constexpr auto kLibrary = "Openingstijden van het archief: dinsdag en donderdag van negen tot vijf.\n";

TEST_F(Import, TheGitSettingsOfAPersonHaveNoSayInTheArchive) {
  const auto home = folder_.write("thuis/.gitconfig", "[broken\n").parent_path();
  const auto file = folder_.write("in/brief.txt", letter("926", kSentence));
  const auto ran = griffier(state_, {"import", file.string()}, {{"HOME", home.string()}});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
}

TEST_F(Import, TwoFilesOfOneNameAreTwoDocuments) {
  const auto first = folder_.write("noord/aantekening.txt", kFerry).parent_path();
  const auto second = folder_.write("zuid/aantekening.txt", kLibrary).parent_path();
  EXPECT_EQ(griffier(state_, {"import", first.string(), second.string()}).exit_code, 0);
  EXPECT_EQ(row(state_, "select count(*), sum(revisions) from v_documents"), "2|2");
  // Each goes on at its own address.
  folder_.write("zuid/aantekening.txt", std::string(kLibrary) + "Op vrijdag is het archief gesloten.\n");
  EXPECT_EQ(griffier(state_, {"import", second.string()}).exit_code, 0);
  EXPECT_EQ(griffier(state_, {"import", first.string(), second.string()}).exit_code, 0);
  EXPECT_EQ(rows(state_, "select document_id like 'file:aantekening.txt~%', revisions from v_documents order by 1"),
            (std::vector<std::string>{"0|1", "1|2"}));
}

TEST_F(Import, ANoteUnderThePapersNumberIsNotThePaper) {
  import("brief.txt", letter("926", kSentence));
  const auto by_name = only_line(
      import("kst-31415-926 notitie.txt", "Aantekening: morgen bellen met de redactie.\n\nVerder nog niets gedaan.\n"));
  EXPECT_EQ(by_name.at("document_id"), "file:kst-31415-926%20notitie.txt");
  const auto by_line =
      only_line(import("notitie.txt", "Aantekening van de redactie.\n\nZie:\n\nkst-31415-926\n\nWe bellen morgen.\n"));
  EXPECT_EQ(by_line.at("document_id"), "file:notitie.txt");
}

TEST_F(Import, ACopyInAnotherFolderWithAWordChangedIsARevision) {
  const auto first = folder_.write("noord/aantekening.txt", kFerry).parent_path();
  const auto second = folder_.write("zuid/aantekening.txt", std::string(kFerry).replace(3, 4, "boot")).parent_path();
  EXPECT_EQ(griffier(state_, {"import", first.string(), second.string()}).exit_code, 0);
  EXPECT_EQ(row(state_, "select document_id, revisions from v_documents"), "file:aantekening.txt|2");
}

TEST_F(Import, AFileIsTheSameFromAFolderAbove) {
  const auto inner = folder_.write("uit/brieven/aantekening.txt", kFerry).parent_path();
  EXPECT_EQ(griffier(state_, {"import", inner.string()}).exit_code, 0);
  folder_.write("kopie/brieven/aantekening.txt", kFerry);
  EXPECT_EQ(griffier(state_, {"import", inner.parent_path().string(), (folder_.path() / "kopie").string()}).exit_code,
            0);
  EXPECT_EQ(row(state_, "select document_id, revisions from v_documents"), "file:aantekening.txt|1");
}

TEST_F(Import, TheRecordRebuiltFromGitAloneIsTheSame) {
  import("brief.txt", letter("926", kSentence));
  import("brief.txt", letter("926", "De vloot is verkocht."));
  import("brief.txt", letter("926", kSentence));
  import("ander.txt", "Een tekst over iets heel anders.\n");
  const auto dump = [&] {
    std::vector<std::string> all;
    for (const auto* view : {"v_documents", "v_revisions", "v_questions", "v_events"}) {
      const auto part = rows(state_, std::string("select * from ") + view);
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  };
  const auto before = dump();
  std::filesystem::remove(state_ / "griffier.db");
  std::filesystem::remove(state_ / "griffier.db-wal");
  std::filesystem::remove(state_ / "griffier.db-shm");
  const auto ran = griffier(state_, {"rebuild"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(griffier(state_, {"verify"}).exit_code, 0);
}

TEST_F(Import, GlobalOptionsMayStandBehindTheCommandToo) {
  import("brief.txt", letter("926", kSentence));
  const std::string state = state_.string();
  for (const auto& command : std::vector<std::vector<std::string>>{{"documents"},
                                                                   {"documents", "--current"},
                                                                   {"search", "garnalenvloot"},
                                                                   {"show", "kst-31415-926"},
                                                                   {"log", "kst-31415-926"},
                                                                   {"events"},
                                                                   {"dossier", "31 415"}}) {
    std::vector<std::string> argv{griffier::tests::program()};
    argv.insert(argv.end(), command.begin(), command.end());
    argv.insert(argv.end(), {"--json", "--state", state});
    const auto ran = run(argv);
    EXPECT_EQ(ran.exit_code, 0) << command[0] << ": " << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("kst-31415-926")) << command[0];
  }
}

TEST_F(Import, HostileFileNamesStayWithinTheirFolder) {
  import("..%2f..\x01 kwaad\n.txt", "Een tekst zonder nummer.\n");
  import("-rf --force.txt", "Nog een tekst zonder nummer.\n");
  EXPECT_EQ(rows(state_, "select count(*) from v_documents"), std::vector<std::string>{"2"});
  EXPECT_EQ(griffier(state_, {"verify"}).exit_code, 0);
  EXPECT_EQ(run({"git", "--git-dir=" + (state_ / "archive.git").string(), "fsck", "--strict"}).exit_code, 0);
}

}  // namespace
}  // namespace griffier::tests
