// The heads of papers in their less usual forms: invented dossiers and people.
#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

constexpr std::string_view kSenate = "Eerste Kamer der Staten-Generaal";

TEST(Heads, NameADossierOfTheEersteKamerItself) {
  const auto reading = read({kSenate, "Vergaderjaar 2031–2032", "CXXXIV Verslag van de Commissie Bruggen",
                             "G BRIEF VAN DE VOORZITTER VAN DE EERSTE KAMER DER STATEN-GENERAAL", "Aan de leden",
                             "Den Haag, 5 december 2031"});
  EXPECT_EQ(reading.dossier, "CXXXIV");
  EXPECT_EQ(reading.document_number_in_dossier, "G");
  EXPECT_EQ(reading.kind, "letter");
}

TEST(Heads, HaveANumberWithALetterInOldPapersOfTheEersteKamer) {
  const auto reading =
      read({kSenate, "Vergaderjaar 2001–2002", "24 797 Wijziging van de Brugwet",
            "Nr. 306b NOTA NAAR AANLEIDING VAN HET VERSLAG", "Ontvangen 11 juli 2002", "Met belangstelling."});
  EXPECT_EQ(reading.kind, "memorandum");
  EXPECT_EQ(reading.dossier, "24797");
  EXPECT_EQ(reading.document_number_in_dossier, "306b");
}

TEST(Heads, MayRunDossiersTogether) {
  const auto reading = read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2031–2032",
                             "39 410 VII Vaststelling van de begrotingsstaten (VII) voor het jaar 2032 39 410 C "
                             "Vaststelling van de begrotingsstaat van het bruggenfonds",
                             "Nr. 3 VERSLAG VAN EEN WETGEVINGSOVERLEG", "Vastgesteld 3 november 2031"});
  EXPECT_EQ(reading.dossiers, (std::vector<std::string>{"39410-VII", "39410-C"}));
  EXPECT_EQ(reading.dossier_title, "Vaststelling van de begrotingsstaten (VII) voor het jaar 2032");
}

TEST(Heads, HaveAmountsInTheirTitles) {
  const auto reading = read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2031–2032",
                             "39 538 Zorg voor 20 000 Woningen en 25 000 Plaatsen",
                             "Nr. 3 BRIEF VAN DE MINISTER VAN BRUGGEN", "Den Haag, 3 november 2031"});
  EXPECT_EQ(reading.dossiers, std::vector<std::string>{"39538"});
  EXPECT_EQ(reading.dossier_title, "Zorg voor 20 000 Woningen en 25 000 Plaatsen");
}

TEST(Heads, NameThePaperThatAChangedOneReplaces) {
  const auto reading = read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2031–2032", "39 350 Regels (Brugwet)",
                             "Nr. 12 GEWIJZIGD AMENDEMENT VAN HET LID AA TER VERVANGING VAN DAT GEDRUKT ONDER NR. 9",
                             "Ontvangen 3 maart 2032", "De ondergetekende stelt het volgende amendement voor:"});
  EXPECT_EQ(reading.references, std::vector<std::string>{"kst-39350-9"});
}

TEST(Heads, GiveThePaperItsOwnNumber) {
  const auto reading = read({"2032D06019 INBRENG VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
                             "Binnen de vaste commissie voor Bruggen bestaan vragen over de brief (2032D05000)."});
  EXPECT_EQ(reading.references, std::vector<std::string>{"2032D05000"});
}

TEST(Advice, OfTheRaadVanStateIsAReport) {
  const auto reading = read({"No.W01.32.0036/I",
                             "Bij Kabinetsmissive van 20 februari 2032, no. 2032000369, heeft Uwe "
                             "Majesteit het voorstel van wet aanhangig gemaakt."});
  EXPECT_EQ(reading.kind, "report");
}

TEST(Askers, MayBeNamedWithATitleOrWithOthers) {
  const auto with_titles =
      read({"Vragen van de heer Van der Aa (ABC) en mevrouw Bee-Cee (XYZ) aan de Minister van "
            "Defensie over de kazerne (ingezonden 3 mei 2032).",
            "Vraag 1", "Hoe?"});
  EXPECT_EQ(with_titles.askers, (std::vector<Member>{{"Van der Aa", "ABC"}, {"Bee-Cee", "XYZ"}}));
  const auto with_others =
      read({"Vragen van de leden Aa, Bee c.s. (ABC) aan de Minister van Defensie over de kazerne "
            "(ingezonden 3 mei 2032).",
            "Vraag 1", "Hoe?"});
  EXPECT_EQ(with_others.askers, (std::vector<Member>{{"Aa", "ABC"}, {"Bee", "ABC"}}));
}

TEST(Answerers, MayGiveARevisedAnswer) {
  const auto reading =
      read({"Vragen van het lid Aa (ABC) aan de Minister van Defensie over de beantwoording van "
            "minister Dee (ingezonden 3 mei 2032).",
            "Herziene beantwoording van Minister Cee (Defensie) (ontvangen 20 mei 2032). Zie ook "
            "Aanhangsel Handelingen nr. 1845, vergaderjaar 2031–2032.",
            "Vraag 1", "Hoe?", "Antwoord 1", "Zo."});
  EXPECT_EQ(reading.kind, "answer");
  ASSERT_EQ(reading.answered_by.size(), 1U);
  EXPECT_EQ(reading.answered_by[0].name, "Cee");
  EXPECT_EQ(day(reading.received_on), "2032-05-20");
  EXPECT_EQ(reading.see_also, std::vector<std::string>{"ah-tk-20312032-1845"});
}

TEST(Heads, OfACommitteesListMayBeginWithTheNumberOfThePaper) {
  const auto reading =
      read({"2032D01234 LIJST VAN VRAGEN",
            "De vaste commissie voor Bruggen heeft over de brief van de minister van Bruggen (Kamerstuk "
            "39 600, nr. 1) de navolgende vragen ter beantwoording aan hem voorgelegd.",
            "De voorzitter van de commissie, Nijenhof", "1", "Wat kost de brug?", "2", "Hoe lang is zij?"});
  EXPECT_EQ(reading.kind, "question_set");
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[1].text, "Hoe lang is zij?");
  EXPECT_EQ(reading.references, std::vector<std::string>{"kst-39600-1"});
}

TEST(Heads, EndWhereTheFirstQuestionHasANumberAlone) {
  const auto reading =
      read({"Vragen van het lid Aa (ABC) op 19 juli 2032 medegedeeld aan de Minister van Defensie over "
            "de kazerne.",
            "Antwoord van Minister Cee (Defensie) (ontvangen 19 augustus 2032).", "1", "Hoe?", "2", "Wanneer?",
            "Antwoord 1", "Zo.", "Antwoord 2", "Nu."});
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[0].text, "Hoe?");
  EXPECT_EQ(reading.questions[1].answer, "2");
}

TEST(AnswerLetters, SayTheCaseBehindTheSubjectInManyWords) {
  for (const std::string_view words :
       {"Hierbij de antwoorden op de vragen van het lid Aa (ABC) over de kazerne met kenmerk 2032Z02345.",
        "Hierbij de antwoorden op de vragen van het lid Aa (ABC) over de kazerne (uw kenmerk 2032Z02345).",
        "Hierbij de antwoorden op de vragen van het lid Aa (ABC) over de kazerne. De vragen werden ingezonden op 3 mei "
        "2032 met kenmerk 2032Z02345."}) {
    const auto reading = read({"Geachte voorzitter,", words, "De minister van Defensie,", "A. de Graaf", "Vraag 1",
                               "Hoe?", "Antwoord 1", "Zo."});
    EXPECT_EQ(reading.subject, "de kazerne") << words;
    EXPECT_EQ(reading.zaaknummer, "2032Z02345") << words;
  }
}

TEST(Heads, MayNameTheAskersBelowWhoAnswers) {
  const auto reading = read({"AH 301", "2032Z16001", "Antwoord van minister Cee (Defensie) (ontvangen 21 oktober 2032)",
                             "Zie ook Aanhangsel Handelingen, vergaderjaar 2032-2033, nr. 99",
                             "Vragen van de leden Aa en Bee (beiden ABC) aan de minister van Defensie over de kazerne "
                             "(ingezonden 27 september 2032)",
                             "Vraag 1", "Hoe?", "Antwoord 1", "Zo."});
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}, {"Bee", "ABC"}}));
  EXPECT_EQ(day(reading.asked_on), "2032-09-27");
  EXPECT_EQ(day(reading.received_on), "2032-10-21");
  EXPECT_EQ(reading.see_also, std::vector<std::string>{"ah-tk-20322033-99"});
  EXPECT_EQ(reading.subject, "de kazerne");
}

}  // namespace
}  // namespace griffier::publications
