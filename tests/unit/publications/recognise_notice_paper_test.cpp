// Notices beside Kamervragen, postponed, passed on or withdrawn: invented members and cases.
#include <gtest/gtest.h>

#include <array>

#include "publications/notice_words.h"
#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

constexpr std::string_view kTop = "Tweede Kamer der Staten-Generaal";
constexpr std::string_view kYear = "Vergaderjaar 2031–2032 Aanhangsel van de Handelingen";
constexpr std::string_view kSeries =
    "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden";
constexpr std::string_view kAsked =
    "Vragen van het lid Van der Brug (ABC) aan de Minister van Defensie over het bericht «Kazerne sluit» (ingezonden 3 "
    "mei 2032).";

TEST(Notices, PostponeAndSayWhy) {
  const auto reading =
      read({kTop, kYear, kSeries, "80", kAsked, "Mededeling van Minister De Graaf (Defensie) (ontvangen 20 mei 2032).",
            "Vraag 1", "Wat?", "Mededeling",
            "De vragen van het lid Van der Brug (ABC) over het bericht «Kazerne sluit» (2032Z01777) kunnen niet binnen "
            "de gebruikelijke termijn "
            "worden beantwoord.De reden van het uitstel is dat de afstemming meer tijd vergt. Ik zend u zo spoedig "
            "mogelijk de antwoorden."});
  EXPECT_EQ(reading.kind, "postponement");
  EXPECT_EQ(reading.notice_reason, "De reden van het uitstel is dat de afstemming meer tijd vergt.");
  EXPECT_EQ(reading.zaaknummer, "2032Z01777");
  EXPECT_EQ(reading.subject, "het bericht «Kazerne sluit»");
  ASSERT_EQ(reading.questions.size(), 1U);
  EXPECT_EQ(reading.questions[0].answer, "");
  EXPECT_TRUE(reading.references.empty());
}

TEST(Notices, SayThemselvesWhoAskedWhat) {
  const auto reading =
      read({"AH 615", "2032Z01538",
            "Mededeling van staatssecretaris Bee (Infrastructuur en Waterstaat) (ontvangen 10 januari 2033)",
            "Op 6 november jl. hebben de leden Aa en Cee (beiden ABC) schriftelijke vragen gesteld aan de minister van "
            "Defensie en de "
            "staatssecretaris van Infrastructuur en Waterstaat over de berichten dat de beek te vol is.",
            "Vanwege de nodige afstemming kunnen de vragen niet binnen de gebruikelijke termijn worden beantwoord."});
  EXPECT_EQ(reading.kind, "postponement");
  EXPECT_EQ(day(reading.asked_on), "2032-11-06");
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}, {"Cee", "ABC"}}));
  EXPECT_EQ(reading.subject, "de berichten dat de beek te vol is");
  EXPECT_EQ(reading.notice_reason,
            "Vanwege de nodige afstemming kunnen de vragen niet binnen de gebruikelijke termijn worden beantwoord.");
}

TEST(Notices, MayTellThatTheQuestionsAreWithdrawnOrAnsweredByLetter) {
  const auto letter =
      read({kTop, kYear, kSeries, "81", kAsked, "Mededeling van Minister De Graaf (Defensie) (ontvangen 20 mei 2032).",
            "Vraag 1", "Wat?", "Mededeling",
            "De vragen van het lid Van der Brug (ABC) zijn beantwoord middels een brief aan uw Kamer."});
  EXPECT_EQ(letter.kind, "other_notice");
  ASSERT_TRUE(letter.notice_reason);
  const auto withdrawn =
      read({"AH 82", "2032Z01539", "Mededeling van minister De Graaf (Defensie) (ontvangen 20 mei 2032)",
            "De vragen van het lid Aa (ABC) over de beek zijn door het lid ingetrokken."});
  EXPECT_EQ(withdrawn.kind, "other_notice");
  EXPECT_EQ(withdrawn.askers[0].name, "Aa");
}

// The kind, what notice_says() of the reason, and the term, of a Mededeling in these words.
std::string notice(std::string_view words) {
  const auto reading =
      read({"AH 82", "2032Z01539", "Mededeling van minister De Graaf (Defensie) (ontvangen 20 mei 2032)", words});
  static constexpr std::array<std::string_view, 5> kSays{"unclear", "later", "withdrawn", "answered", "passed on"};
  return reading.kind + " " +
         std::string(kSays.at(static_cast<std::size_t>(notice_says(reading.notice_reason.value_or(""))))) +
         (reading.due_on ? " " + day(reading.due_on) : "");
}

TEST(Notices, TellOfAnswersThatComeLaterInManyWords) {
  const std::string about = "de vragen van het lid Aa (ABC) over de beek (2032Z01539)";
  EXPECT_EQ(notice("Het is zo dat " + about + " pas na het zomerreces kunnen worden beantwoord."),
            "postponement later");
  EXPECT_EQ(notice("Vanwege de drukte worden " + about + " later beantwoord."), "postponement later");
  EXPECT_EQ(notice("Hierbij deel ik u mede dat de beantwoording van " + about +
                   " vertraging heeft opgelopen. U ontvangt de antwoorden uiterlijk 15 januari 2033."),
            "postponement later 2033-01-15");
  EXPECT_EQ(notice("In juni zal ik " + about + " beantwoorden."), "postponement later");
  EXPECT_EQ(notice("Ik streef ernaar " + about + " voor 1 juli 2032 te beantwoorden."),
            "postponement later 2032-07-01");
}

TEST(Notices, TellThatAnotherMinisterAnswers) {
  const std::string about = "De vragen van het lid Aa (ABC) over de beek (2032Z01539)";
  const std::string passed = about + " zijn overgedragen aan de minister van Natuur, die deze zal beantwoorden.";
  EXPECT_EQ(notice(passed), "other_notice passed on");
  EXPECT_EQ(passed_on_to(passed), "minister van Natuur");
  const std::string colleague = about + " worden door mijn ambtgenoot van Natuur beantwoord.";
  EXPECT_EQ(notice(colleague), "other_notice passed on");
  EXPECT_EQ(passed_on_to(colleague), "Natuur");
  EXPECT_EQ(
      passed_on_to(about + " zijn doorgeleid naar de minister van Landbouw, Visserij, Voedselzekerheid en Natuur, "
                           "die deze zal beantwoorden."),
      "minister van Landbouw, Visserij, Voedselzekerheid en Natuur");
  EXPECT_EQ(passed_on_to(about + " zijn overgedragen aan de minister van Water, met wie ik dit heb besproken."),
            "minister van Water");
}

TEST(Notices, AreAnAnswerOnlyWhereTheySaySoPlainly) {
  const std::string about = "de vragen van het lid Aa (ABC) over de beek die niet meer stroomt (2032Z01539)";
  EXPECT_EQ(notice("Hierbij meld ik dat " + about + " zijn beantwoord in mijn brief van 17 mei 2032."),
            "other_notice answered");
  EXPECT_EQ(notice("Voor de beantwoording van " + about + " verwijs ik u naar de brief die ik op 17 mei 2032 stuurde."),
            "other_notice answered");
  EXPECT_EQ(notice("Op verzoek van het lid worden " + about + " als vervallen beschouwd."), "other_notice withdrawn");
  EXPECT_EQ(notice("Het lid heeft " + about + " ingetrokken. De vragen zullen daarom niet worden beantwoord."),
            "other_notice withdrawn");
  EXPECT_EQ(notice("De vragen 1 en 2 van het lid Aa (ABC) over de beek (2032Z01539) zijn beantwoord in mijn brief."),
            "other_notice unclear")
      << "not all of them";
  EXPECT_EQ(notice("De beek betrek ik bij de brief waarin " + about + " aan de orde komen."), "other_notice unclear");
  EXPECT_EQ(notice("De minister kan " + about + " niet beantwoorden."), "other_notice unclear");
}

// As a ministry writes to the Kamer before the notice is printed.
Reading letter_about(std::string_view subject, std::string_view words) {
  return read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Datum 3 maart 2032", subject,
               "Geachte voorzitter,", words, "Hoogachtend,", "De minister van Defensie,", "A. de Graaf"});
}

TEST(Notices, ArriveAsLettersInManyWords) {
  for (const std::string_view words :
       {"Op 11 februari 2032 heeft het lid Aa (ABC) schriftelijke vragen gesteld over de kazerne (2032Z02345). In "
        "verband met afstemming is het niet mogelijk de vragen binnen de termijn te beantwoorden.",
        "Op 11 februari 2032 zijn door het lid Aa (ABC) schriftelijke vragen gesteld over de kazerne (2032Z02345). "
        "Vanwege afstemming is beantwoording binnen de reguliere termijn niet haalbaar.",
        "Het lid Aa (ABC) heeft op 11 februari 2032 vragen gesteld over de kazerne (kenmerk 2032Z02345). Helaas lukt "
        "het niet om de vragen binnen de daarvoor gestelde termijn te beantwoorden.",
        "Hierbij deel ik u mede dat de schriftelijke vragen van het lid Aa (ABC) over de kazerne (ingezonden 11 "
        "februari 2032; 2032Z02345) meer tijd vragen."}) {
    const auto reading = letter_about("Betreft Uitstel beantwoording Kamervragen over de kazerne", words);
    EXPECT_EQ(reading.kind, "postponement") << words;
    EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}})) << words;
    EXPECT_EQ(reading.zaaknummer, "2032Z02345") << words;
    EXPECT_EQ(day(reading.asked_on), "2032-02-11") << words;
    EXPECT_EQ(reading.subject, "de kazerne") << words;
  }
}

TEST(Notices, AreNoLettersThatSayWhatIsNotPossible) {
  const auto reading = letter_about("Betreft De kazerne",
                                    "In het debat heeft het lid Aa (ABC) gevraagd naar de "
                                    "kazerne. Een eerder antwoord was niet binnen mijn bereik.");
  EXPECT_EQ(reading.kind, "letter");
}

TEST(Notices, AreNoLettersWithAnswersAboutTermsAndTime) {
  for (const std::string_view words :
       {"Hierbij zend ik u de antwoorden op de schriftelijke vragen van het lid Aa (ABC) over de termijn waarbinnen "
        "vragen van burgers niet worden beantwoord (ingezonden 12 februari 2032).",
        "Bijgaand treft u de beantwoording aan van de vragen van het lid Aa (ABC) over uitgestelde post. Het is niet "
        "mogelijk die sneller te bezorgen.",
        "Op vragen van het lid Aa (ABC) over de kazerne bericht ik u dat gemeenten meer tijd nodig hebben."})
    EXPECT_NE(letter_about("Betreft Kamervragen", words).kind, "postponement") << words;
}

TEST(Notices, MaySayTheDayBeforeTheWord) {
  const auto reading = letter_about("Betreft Kamervragen",
                                    "De beantwoording van de vragen van het lid Aa (ABC) over de kazerne, die op "
                                    "11 februari 2032 werden ingezonden, vergt meer tijd.");
  EXPECT_EQ(reading.kind, "postponement");
  EXPECT_EQ(day(reading.asked_on), "2032-02-11");
}

}  // namespace
}  // namespace griffier::publications
