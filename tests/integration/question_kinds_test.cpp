// Questions that are no Kamervragen, through the whole program: those of a committee of the Eerste Kamer, in its letter
// and in the report that prints the minister's, and mondelinge vragen, to which no written answer is owed.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/support/program.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class QuestionKinds : public ::testing::Test {
 protected:
  QuestionKinds() {
    config_ = folder_.write(
        "griffier.toml",
        fmt::format(
            "[state]\ndir = \"{}\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"{}\"\n[[watch]]\nname = "
            "\"vragen\"\nchannels = [\"log\"]\nevents = [\"question.asked\", \"question.answered\", "
            "\"question.partly_answered\", \"question.overdue\"]\n",
            state_.string(), (folder_.path() / "alerts.jsonl").string()));
  }
  Ran ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--config", config_.string()});
    return griffier(state_, arguments);
  }
  // A paper as a web page; gives what was told of it, "subject" and each pair as "heading: questions > answer".
  std::vector<std::string> import(const std::string& name, const std::vector<std::string>& paragraphs) {
    std::string html = "<!doctype html><html><head><title>Stuk</title></head><body>\n";
    for (const auto& paragraph : paragraphs) html += "<p>" + paragraph + "</p>\n";
    const auto ran = ask({"import", folder_.write(name, html + "</body></html>\n").string()});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    const auto lines = lines_of(folder_.read("alerts.jsonl"));
    std::vector<std::string> told;
    for (; seen_ < lines.size(); ++seen_) {
      const auto alert = boost::json::parse(lines[seen_]).as_object();
      told.emplace_back(alert.at("subject").as_string());
      for (const auto& paper : alert.at("papers").as_array())
        for (const auto& pair : paper.at("questions").as_array()) told.push_back(in_words(pair.as_object()));
    }
    return told;
  }
  static std::string in_words(const boost::json::object& pair) {
    std::string out(pair.at("heading").as_string());
    out += ":";
    for (const auto& question : pair.at("questions").as_array()) out += " " + std::string(question.as_string());
    const auto& answer = pair.at("answer");
    return out + (answer.is_null() ? "" : " > " + std::string(answer.as_string()));
  }
  std::vector<std::string> states() {
    return rows(state_, "SELECT set_id, number, state, due_on FROM v_questions ORDER BY set_id, number");
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
  std::filesystem::path config_;
  std::size_t seen_ = 0;
};

constexpr auto kWinter = "Kan de Minister toelichten hoeveel veerdiensten er in de winter overblijven?";
constexpr auto kIslands = "Is de Minister bereid de eilanden een vaste verbinding te waarborgen?";
constexpr auto kCosts =
    "De leden van de Polderpartij-fractie vragen de Minister wanneer de Kamer het overzicht krijgt.";

std::vector<std::string> committee_letter() {
  return {"Eerste Kamer der Staten-Generaal",
          "Vergaderjaar 2025–2026",
          "31 415",
          "Regels over de kust en de veren (Kustwet)",
          "C",
          "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
          "Vastgesteld 12 maart 2026",
          "De leden van de vaste commissie voor Water en Wind hebben enkele vragen aan de Minister van Water en Wind.",
          "BRIEF VAN DE VOORZITTER VAN DE VASTE COMMISSIE VOOR WATER EN WIND",
          "Aan de Minister van Water en Wind",
          "Den Haag, 17 februari 2026",
          "Vragen en opmerkingen van de leden van de fractie van de Kustpartij",
          std::string("De leden lezen dat de veerdiensten worden beperkt. ") + kWinter + " " + kIslands,
          "Vragen en opmerkingen van de leden van de fractie van de Polderpartij",
          kCosts,
          "De voorzitter van de vaste commissie voor Water en Wind, A.B. Zeewaard"};
}

TEST_F(QuestionKinds, OfTheEersteKamerAreAnsweredByTheMinistersLetterBehindThem) {
  auto paper = committee_letter();
  EXPECT_EQ(import("vragen.html", paper).size(), 4U) << "one alert with three questions";
  EXPECT_THAT(states(), ElementsAre("kst-31415-C#Kustpartij|1|open|", "kst-31415-C#Kustpartij|2|open|",
                                    "kst-31415-C#Polderpartij|3|open|"));
  for (const auto* paragraph :
       {"BRIEF VAN DE MINISTER VAN WATER EN WIND", "Aan de Voorzitter van de Eerste Kamer der Staten-Generaal",
        "Den Haag, 10 maart 2026", "Hierbij ontvangt u de antwoorden op de vragen van de commissie.",
        "Vragen en opmerkingen van de leden van de fractie van de Kustpartij", "Vraag 1", kWinter, "Antwoord",
        "In de winter blijven er zeven over.", "Vraag 2", kIslands, "Antwoord", "Ja, daartoe ben ik bereid.",
        "De Minister van Water en Wind,", "C.D. Golfslag"})
    paper.emplace_back(paragraph);
  const auto told = import("verslag.html", paper);
  ASSERT_EQ(told.size(), 3U);
  EXPECT_THAT(told[0], HasSubstr("Beantwoord: kst-31415-C"));
  EXPECT_THAT(told[1], HasSubstr(std::string(kWinter) + " > In de winter blijven er zeven over."));
  EXPECT_THAT(told[2], HasSubstr(std::string(kIslands) + " > Ja, daartoe ben ik bereid."));
  EXPECT_THAT(states(), ElementsAre("kst-31415-C#Kustpartij|1|answered|", "kst-31415-C#Kustpartij|2|answered|",
                                    "kst-31415-C#Polderpartij|3|open|"));
  const auto open = ask({"questions", "--open"});
  EXPECT_THAT(open.out, HasSubstr("kst-31415-C#Polderpartij"));
  EXPECT_THAT(open.out, HasSubstr("Minister van Water en Wind"));
  EXPECT_THAT(open.out, HasSubstr("Regels over de kust en de veren"));
  EXPECT_THAT(open.out, Not(HasSubstr("kst-31415-C#Kustpartij")));
}

TEST_F(QuestionKinds, AskedOrallyAreToldAndNeverOverdue) {
  const auto told = import(
      "mondeling.html",
      {"Tweede Kamer der Staten-Generaal", "2026Z04711", "(ingezonden 10 maart 2026)",
       "Mondelinge vragen van het lid Duinker (Kustpartij) aan de Minister van Water en Wind over het bericht «Pont "
       "vaart niet meer» (Kustbode, 9 maart 2026)."});
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0], HasSubstr("Vragen gesteld: kv-tk-2026Z04711"));
  EXPECT_THAT(told[1], HasSubstr("Mondelinge vragen van het lid Duinker"));
  EXPECT_THAT(states(), ElementsAre("kv-tk-2026Z04711|1|open|"));
  EXPECT_EQ(ask({"questions", "--overdue"}).out, "no questions\n");
  EXPECT_THAT(ask({"questions", "--open", "--fractie", "Kustpartij"}).out, HasSubstr("Pont vaart niet meer"));
  EXPECT_THAT(ask({"questions", "--csv", "--ministry", "WW"}).out,
              HasSubstr(",het bericht «Pont vaart niet meer»,\r\n"));
  EXPECT_EQ(ask({"questions", "--csv", "--stats"}).exit_code, 2);
  EXPECT_THAT(ask({"question", "2026Z04711"}).out, HasSubstr("no term: asked orally, for the question hour"));
  ASSERT_EQ(ask({"rebuild"}).exit_code, 0);
  EXPECT_THAT(ask({"question", "2026Z04711"}).out, HasSubstr("no term: asked orally, for the question hour"));
}

}  // namespace
}  // namespace griffier::tests
