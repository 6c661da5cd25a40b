// A schriftelijk overleg through the whole program: a paper whose section of answers is empty, and its later versions.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const fs::path kSeed = fs::path(source_dir()) / "../shared/seeds/001_767067656b1f503a.txt";

std::string content_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string answers_to(const std::string& fractie) {
  return "Antwoord op de vragen van de leden van de " + fractie + "-fractie";
}
std::string heading(const std::string& fractie) {
  return "Vragen en opmerkingen van de leden van de " + fractie + "-fractie";
}

// An invented paper of three fracties of which one asks nothing.
std::string overleg(const std::string& answers) {
  return "36 987 Brugwet\n\nNr. 8 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG\n\nDe vaste commissie voor Vaarwegen heeft een "
         "aantal vragen en opmerkingen voorgelegd aan de Minister van Vaarwegen over de brief over de brug.\n\n"
         "I Vragen en opmerkingen vanuit de fracties\n\n" +
         heading("ABC") +
         "\n\nDe leden van de ABC-fractie vragen of de ophaalbrug bij Zwartsluis open blijft. Kan de Minister dat "
         "toelichten?\n\n" +
         heading("DEF") + "\n\nDe leden van de DEF-fractie hebben geen vragen.\n\n" + heading("XYZ") +
         "\n\nWanneer sluit de draaibrug bij Meppel voor het onderhoud?\n\nII Antwoord/ Reactie van de Minister\n\n" +
         answers + "\n\nIII Volledige agenda\n\nBrief Minister van Vaarwegen, «Brug dicht» d.d. 19-05-2032.\n";
}

class Consultation : public ::testing::Test {
 protected:
  Consultation() {
    config_ = folder_.write("griffier.toml", "[state]\ndir = \"" + state_.string() +
                                                 "\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = \"" +
                                                 (folder_.path() / "alerts.jsonl").string() +
                                                 "\"\n[[watch]]\nname = \"antwoorden\"\nchannels = [\"log\"]\nevents = "
                                                 "[\"question.answered\", \"question.partly_answered\"]\n");
  }
  void import(const std::string& text) {
    const auto file = folder_.write("overleg.txt", text);
    const auto ran = griffier(state_, {"--config", config_.string(), "import", file.string()});
    ASSERT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  std::vector<std::string> open_by_fractie() {
    return rows(state_, "SELECT fractie, count(*) FROM v_questions WHERE state = 'open' GROUP BY fractie");
  }
  std::vector<json::object> alerts() {
    std::vector<json::object> out;
    for (const auto& line : lines_of(folder_.read("alerts.jsonl"))) out.push_back(json::parse(line).as_object());
    return out;
  }
  // "heading: answer" of the one paper of an alert.
  static std::vector<std::string> pairs_of(const json::object& alert) {
    std::vector<std::string> out;
    for (const auto& one : alert.at("papers").as_array().at(0).as_object().at("questions").as_array()) {
      const auto& pair = one.as_object();
      const auto& answer = pair.at("answer");
      EXPECT_FALSE(pair.at("questions").as_array().empty());
      out.push_back(std::string(pair.at("heading").as_string()) + ": " +
                    (answer.is_null() ? "-" : std::string(answer.as_string())));
    }
    return out;
  }

  TemporaryFolder folder_;
  fs::path state_ = folder_.path() / "state";
  fs::path config_;
};

TEST_F(Consultation, IsAnsweredByALaterVersionInOneAlertThatShowsEachPair) {
  import(overleg(""));
  EXPECT_THAT(open_by_fractie(), ElementsAre("ABC|2", "XYZ|1"));
  EXPECT_FALSE(fs::exists(folder_.path() / "alerts.jsonl"));
  import(
      overleg(answers_to("ABC") +
              "\n\nDe leden van de ABC-fractie vragen of de ophaalbrug bij Zwartsluis open blijft.\n\nDe brug blijft "
              "het hele jaar open.\n\nKan de Minister dat toelichten?\n\nZij is pas gerestaureerd.\n\n" +
              answers_to("XYZ") +
              "\n\nWanneer sluit de draaibrug bij Meppel voor het onderhoud?\n\nIn de eerste week van mei."));
  EXPECT_THAT(open_by_fractie(), ElementsAre());
  ASSERT_EQ(alerts().size(), 1U) << "one alert for the paper";
  EXPECT_THAT(pairs_of(alerts()[0]), UnorderedElementsAre("Vraag 1 (ABC): De brug blijft het hele jaar open.",
                                                          "Vraag 2 (ABC): Zij is pas gerestaureerd.",
                                                          "Vraag 3 (XYZ): In de eerste week van mei."));
}

TEST_F(Consultation, LeavesTheOtherFractiesOpenAndTellsLaterOnlyWhatIsNew) {
  const auto first = answers_to("ABC") +
                     "\n\nDe leden van de ABC-fractie vragen of de ophaalbrug bij Zwartsluis open blijft.\n\nDe brug "
                     "blijft het hele jaar open.\n\nKan de Minister dat toelichten?\n\nZij is pas gerestaureerd.";
  import(overleg(""));
  import(overleg(first));
  EXPECT_THAT(open_by_fractie(), ElementsAre("XYZ|1"));
  import(overleg(first + "\n\n" + answers_to("XYZ") +
                 "\n\nWanneer sluit de draaibrug bij Meppel voor het onderhoud?\n\nIn de eerste week van mei."));
  EXPECT_THAT(open_by_fractie(), ElementsAre());
  ASSERT_EQ(alerts().size(), 2U);
  EXPECT_THAT(pairs_of(alerts()[0]),
              ElementsAre("Vraag 1: De brug blijft het hele jaar open.", "Vraag 2: Zij is pas gerestaureerd."));
  EXPECT_THAT(pairs_of(alerts()[1]), ElementsAre("Vraag 3: In de eerste week van mei."));
  const auto shown = griffier(state_, {"question", "kst-36987-8#XYZ"}).out;
  EXPECT_THAT(shown, HasSubstr("Wanneer sluit de draaibrug bij Meppel"));
  EXPECT_THAT(shown, HasSubstr("In de eerste week van mei."));
}

// The recorded paper on ambtsberichten: nine fracties, two of which ask nothing, and no answer yet.
class Ambtsberichten : public Consultation {
 protected:
  void SetUp() override {
    if (!fs::exists(kSeed)) GTEST_SKIP() << "no ../shared/seeds here";
    text_ = content_of(kSeed);
  }
  // The paper with an invented answer to each of these fracties.
  [[nodiscard]] std::string answered(const std::vector<std::string>& fracties) const {
    std::string answers;
    for (const auto& fractie : fracties)
      answers += "\n\nAntwoord op de vragen van de leden van de " + fractie +
                 "-fractie\n\nHet kabinet heeft dit voor de leden van deze fractie opnieuw bezien en blijft bij zijn "
                 "besluit over de berichten, nummer " +
                 std::to_string(fractie.size()) + ".\n";
    const std::string kSection = "II Antwoord/ Reactie van de Minister";
    auto out = text_;
    const auto at = out.find(kSection);
    EXPECT_NE(at, std::string::npos);
    return out.insert(at + kSection.size(), answers);
  }
  std::string text_;
};

const std::vector<std::string> kAllOpen = {"ChristenUnie|16",          "D66|6", "DENK|26", "GroenLinks-PvdA|32",
                                           "Partij voor de Dieren|10", "SGP|7", "Volt|12"};

TEST_F(Ambtsberichten, AreAskedByFractieAndOpen) {
  import(text_);
  EXPECT_EQ(open_by_fractie(), kAllOpen) << "VVD and NSC ask nothing";
  EXPECT_EQ(rows(state_, "SELECT DISTINCT addressed_to, state FROM v_questions"),
            (std::vector<std::string>{"Minister van Buitenlandse Zaken|open"}));
}

TEST_F(Ambtsberichten, AreAnsweredByALaterVersionWithOneAlert) {
  import(text_);
  import(answered({"GroenLinks-PvdA", "D66", "DENK", "Partij voor de Dieren", "SGP", "ChristenUnie", "Volt"}));
  EXPECT_THAT(open_by_fractie(), ElementsAre());
  ASSERT_EQ(alerts().size(), 1U);
  const auto pairs = pairs_of(alerts()[0]);
  ASSERT_EQ(pairs.size(), 7U) << "one answer a fractie";
  EXPECT_THAT(pairs, ::testing::Each(HasSubstr("blijft bij zijn besluit over de berichten")));
}

TEST_F(Ambtsberichten, StayOpenForTheFractiesThatGetNoAnswer) {
  import(text_);
  import(answered({"D66", "SGP", "Volt"}));
  EXPECT_THAT(open_by_fractie(),
              ElementsAre("ChristenUnie|16", "DENK|26", "GroenLinks-PvdA|32", "Partij voor de Dieren|10"));
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(pairs_of(alerts()[0]).size(), 3U);
}

}  // namespace
}  // namespace griffier::tests
