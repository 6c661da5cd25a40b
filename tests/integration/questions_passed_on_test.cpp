// Questions that one minister passes on to another, by papers on disk: who follows the other is told, and so is who
// follows the term.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/support/program.h"

namespace griffier::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class PassedOn : public ::testing::Test {
 protected:
  PassedOn() {
    config_ = folder_.write("griffier.toml", "[state]\ndir = \"" + state_.string() +
                                                 "\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"" +
                                                 (folder_.path() / "alerts.jsonl").string() +
                                                 "\"\n[[watch]]\nname = \"natuur\"\nchannels = [\"log\"]\n"
                                                 "ministries = [\"LVVN\"]\n");
  }
  Ran ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--config", config_.string()});
    return griffier(state_, arguments);
  }
  void import(const std::string& name, const std::string& text) {
    ASSERT_EQ(ask({"import", folder_.write(name, text).string()}).exit_code, 0);
  }
  // "subject" of each alert, and the last one's text.
  std::vector<std::string> told() {
    std::vector<std::string> subjects;
    if (!std::filesystem::exists(folder_.path() / "alerts.jsonl")) return subjects;
    for (const auto& line : lines_of(folder_.read("alerts.jsonl"))) {
      const auto alert = boost::json::parse(line).as_object();
      subjects.emplace_back(alert.at("subject").as_string());
      text_ = std::string(alert.at("text").as_string());
    }
    return subjects;
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state", config_;
  std::string text_;
};

TEST_F(PassedOn, AreToldToWhoFollowsTheOtherMinister) {
  import("kv.txt",
         "2024Z90001\n(ingezonden 4 oktober 2024)\n"
         "Vragen van het lid Zeeman (Polderpartij) aan de Minister van Infrastructuur en Waterstaat over het hooien.\n"
         "Vraag 1\nWordt er gehooid?\nVraag 2\nZo ja, hoe vaak?\n");
  EXPECT_THAT(told(), ElementsAre()) << "another minister's";
  import(
      "ah1.txt",
      "AH 901\n2024Z90001\n"
      "Mededeling van minister Dijkman (Infrastructuur en Waterstaat) (ontvangen 14 oktober 2024)\n"
      "De vragen van het lid Zeeman (Polderpartij) over het hooien (2024Z90001) zijn overgedragen aan de minister van "
      "Landbouw, Visserij, Voedselzekerheid en Natuur, die deze zal beantwoorden.\n");
  EXPECT_THAT(told(), ElementsAre(HasSubstr("Vragen doorgeleid: ah-tk-20242025-901")));
  EXPECT_THAT(text_, HasSubstr("doorgeleid naar minister van"));
  EXPECT_THAT(text_, HasSubstr("Wordt er gehooid?"));
  EXPECT_THAT(ask({"questions", "--open", "--ministry", "LVVN"}).out, HasSubstr("kv-tk-2024Z90001"));
  EXPECT_THAT(ask({"questions", "--open", "--ministry", "IenW"}).out, Not(HasSubstr("kv-tk-2024Z90001")));
  import(
      "ah2.txt",
      "AH 902\n2024Z90001\n"
      "Mededeling van minister Graswaard (Landbouw, Visserij, Voedselzekerheid en Natuur) (ontvangen 20 oktober 2024)\n"
      "De vragen van het lid Zeeman (Polderpartij) over het hooien (2024Z90001) kunnen niet binnen de gebruikelijke "
      "termijn worden beantwoord, omdat er meer tijd nodig is.\n");
  EXPECT_THAT(told(), Contains(HasSubstr("Uitgesteld: ah-tk-20242025-902")));
  // The postponed term has passed since: its event is of no revision, and of the minister who owes the answer now.
  EXPECT_THAT(told(), Contains(HasSubstr("Termijn verstreken: kv-tk-2024Z90001")));
  EXPECT_THAT(text_, HasSubstr("griffier question kv-tk-2024Z90001"));
  EXPECT_THAT(ask({"watch", "test", "natuur"}).out, HasSubstr("question.overdue"));
}

}  // namespace
}  // namespace griffier::tests
