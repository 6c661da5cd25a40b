#include <gtest/gtest.h>

#include "publications/recognise/consultation.h"
#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

using Words = std::vector<std::string>;

Words texts(const FractieContribution& fractie) {
  Words out;
  for (const auto& question : fractie.questions) out.push_back(question.text);
  return out;
}

TEST(FractieHeadings, GiveTheNameOfTheFractie) {
  using reader::fractie_of_heading;
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van de leden van de ABC-XYZ-fractie"), "ABC-XYZ");
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van de SGP-fractie"), "SGP");
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van de leden van de Partij voor de Bruggen-fractie"),
            "Partij voor de Bruggen");
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van de leden van de VVD-fractie en reactie van de Minister"),
            "VVD");
  EXPECT_EQ(fractie_of_heading("I Vragen en opmerkingen vanuit de fracties"), "");
  EXPECT_EQ(fractie_of_heading("De leden van de ABC-fractie hebben vragen. Zij danken de Minister."), "");
}

TEST(FractieHeadings, AreWordedInManyWays) {
  using reader::fractie_of_heading;
  for (const std::string_view heading :
       {"Vragen en opmerkingen van de leden van de fractie van de SGP", "Inbreng van de leden van de SGP-fractie",
        "Inbreng leden van de SGP-fractie", "Vragen en opmerkingen van het lid van de SGP-fractie",
        "Inbreng SGP-fractie", "Vragen en opmerkingen vanuit de SGP-fractie", "Fractie SGP", "Inbreng SGP",
        "1. Vragen van de SGP-fractie:", "SGP-fractie", "Beantwoording vragen van de SGP-fractie",
        "Antwoorden op de vragen van de leden van de SGP-fractie"})
    EXPECT_EQ(fractie_of_heading(heading), "SGP") << heading;
  EXPECT_EQ(fractie_of_heading("50PLUS-fractie"), "50PLUS");
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van het lid Van der Brug"), "Van der Brug");
  EXPECT_EQ(fractie_of_heading("Vragen en opmerkingen van de Groep Van der Brug"), "Groep Van der Brug");
  for (const std::string_view joint : {"Vragen en opmerkingen van de leden van de ABC- en XYZ-fractie",
                                       "Vragen en opmerkingen van de leden van de ABC-fractie en de XYZ-fractie",
                                       "Vragen en opmerkingen van de leden van de fracties van ABC en de XYZ"})
    EXPECT_EQ(fractie_of_heading(joint), "ABC en XYZ") << joint;
  for (const std::string_view none :
       {"Inbreng verslag", "Vragen over de brug",
        "Vragen van het lid Aa (ABC) aan de Minister van Defensie over de brug",
        "Vragen en opmerkingen vanuit de fracties en reactie van de bewindspersoon", "Fractie en commissie"})
    EXPECT_EQ(fractie_of_heading(none), "") << none;
}

TEST(QuestionsInProse, AreDirectOrIndirect) {
  EXPECT_EQ(
      reader::questions_in(
          "De leden van de ABC-fractie hebben vragen over de brug. Kan de Minister toelichten waarom «zij sluit»?[^1] "
          "Zo "
          "nee, waarom niet? Dat is jammer. Zij vragen hoe dat kan. Klopt het, vragen deze leden. Graag een reactie."),
      (Words{"Kan de Minister toelichten waarom «zij sluit»?", "Zo nee, waarom niet?", "Zij vragen hoe dat kan.",
             "Klopt het, vragen deze leden.", "Graag een reactie."}));
}

TEST(QuestionsInProse, AreNotSeenWhereMembersOnlyHaveQuestions) {
  for (const auto* text :
       {"De leden hebben hierover enkele vragen.", "Zij hebben geen verdere vragen en/of opmerkingen.",
        "Voorts hebben deze leden vragen over de nota.", "De leden hebben daar enkele vragen en opmerkingen over."}) {
    EXPECT_TRUE(reader::questions_in(text).empty()) << text;
  }
}

TEST(QuestionsInProse, TellCuriosityThatAsksFromCuriosityThatLeadsIn) {
  EXPECT_EQ(reader::questions_in("Allereerst zijn de leden benieuwd naar de kaders. Kan de Minister die noemen?"),
            (Words{"Kan de Minister die noemen?"}));
  EXPECT_EQ(reader::questions_in("Deze leden zijn benieuwd naar het tijdpad."),
            (Words{"Deze leden zijn benieuwd naar het tijdpad."}));
}

constexpr std::string_view kFirst = "I Vragen en opmerkingen vanuit de fracties";

TEST(Consultations, ListTheQuestionsOfEachFractie) {
  const auto reading =
      read({kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie",
            "De leden van de ABC-fractie vragen of de brug open blijft. Kan dat?",
            "Vragen en opmerkingen van de leden van de XYZ-fractie", "De leden van de XYZ-fractie hebben geen vragen.",
            "II Antwoord/ Reactie van de Minister", "III Volledige agenda",
            "– Brief Minister van Defensie, «Brug dicht» d.d. 19-05-2032 (Kamerstuk 36 987-V, nr. 72)."});
  EXPECT_EQ(reading.kind, "written_consultation");
  ASSERT_EQ(reading.fracties.size(), 2U);
  EXPECT_EQ(texts(reading.fracties[0]),
            (Words{"De leden van de ABC-fractie vragen of de brug open blijft.", "Kan dat?"}));
  EXPECT_TRUE(reading.fracties[1].questions.empty());
  EXPECT_TRUE(reading.answers.empty());
  EXPECT_EQ(reading.fracties[0].questions[0].answer, "");
  EXPECT_EQ(reading.addressed_to, (Words{"Minister van Defensie"}));
  EXPECT_EQ(reading.subject, "Brug dicht");
  EXPECT_EQ(reading.references, (Words{"kst-36987-V-72"}));
}

TEST(Consultations, PairTheAnswersWithTheQuestionsThatTheyRepeat) {
  const auto reading =
      read({kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie",
            "De leden van de ABC-fractie vragen of de brug open blijft. Kan dat?",
            "Vragen en opmerkingen van de leden van de XYZ-fractie", "Wanneer sluit de brug?",
            "II Reactie van de Minister", "Vragen en opmerkingen van de leden van de ABC-fractie",
            "De leden van de ABC-fractie vragen of de brug open blijft.", "Dat zal niet lukken.", "Kan dat?", "Nee.",
            "Vragen en opmerkingen van de leden van de XYZ-fractie", "Wanneer sluit de brug?", "In mei."});
  ASSERT_EQ(reading.answers.size(), 3U);
  EXPECT_EQ(reading.answers[0].covers, (std::vector<int>{1}));
  EXPECT_EQ(reading.answers[0].text, "Dat zal niet lukken.");
  EXPECT_EQ(reading.answers[2].text, "In mei.");
  EXPECT_EQ(reading.fracties[1].questions[0].number, "3");
  EXPECT_EQ(reading.fracties[1].questions[0].answer, "3");
}

TEST(Consultations, LeaveTheFractiesOpenThatGotNoAnswer) {
  const auto reading = read(
      {kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie", "Blijft de brug open? Kan dat?",
       "Vragen en opmerkingen van de leden van de XYZ-fractie", "Wanneer sluit de brug?", "II Reactie van de Minister",
       "Antwoord op de vragen van de leden van de ABC-fractie", "De brug blijft nog even open, en dat kan ook."});
  EXPECT_EQ(reading.fracties[0].questions[0].answer, "1,2");
  EXPECT_EQ(reading.fracties[0].questions[1].answer, "1,2");
  EXPECT_EQ(reading.fracties[1].questions[0].answer, "");
  ASSERT_EQ(reading.answers.size(), 1U);
}

// Which questions of two fracties, the first with two questions, have an answer.
Words answered(std::string_view opening, std::string_view heading, std::string_view prose) {
  const auto reading = read({kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie",
                             "Blijft de brug open? Kan dat?", "Vragen en opmerkingen van de leden van de XYZ-fractie",
                             "Wanneer sluit de brug?", "II Reactie van de Minister", opening, heading, prose});
  Words out;
  for (const auto& fractie : reading.fracties)
    for (const auto& question : fractie.questions)
      if (!question.answer.empty()) out.push_back(question.number);
  return out;
}

TEST(Consultations, AreNotAnsweredByOpeningWords) {
  const std::string_view prose = "De brug blijft nog even open, en dat kan ook.";
  for (const std::string_view opening :
       {"Ik dank de leden voor hun inbreng.", "Graag ga ik hieronder in op wat de leden naar voren hebben gebracht."}) {
    for (const std::string_view heading :
         {"Vragen en opmerkingen van de leden van de ABC-fractie",
          "Reactie op vragen en opmerkingen van de leden van de ABC-fractie",
          "Reactie op de inbreng van de leden van de ABC-fractie",
          "Reactie van de Minister op de vragen van de leden van de ABC-fractie", "ABC", "De leden van de ABC"})
      EXPECT_EQ(answered(opening, heading, prose), (Words{"1", "2"})) << opening << " / " << heading;
  }
  EXPECT_EQ(answered("Ik dank de leden voor hun inbreng.", "", ""), Words());
}

TEST(Consultations, WithoutHeadingsAnswerTheFractiesThatTheProseNames) {
  EXPECT_EQ(answered("Hieronder volgt mijn reactie.", "Over de brug zelf:",
                     "De leden van de ABC-fractie vragen naar de brug. Zij blijft nog even open, en dat kan ook."),
            (Words{"1", "2"}));
  EXPECT_EQ(answered("", "", "De brug blijft nog even open, dat kan ook, en pas in mei gaat zij dicht."),
            (Words{"1", "2", "3"}));
}

TEST(Consultations, OfTheEersteKamerAreALetterOfTheCommitteeAndOneOfTheMinister) {
  const auto parts = read(
      {"Vragen en opmerkingen van de leden van de fractie van de ABC", "Blijft de brug open? Kan dat?",
       "Vragen en opmerkingen van de leden van de fractie van de XYZ", "Wanneer sluit de brug?",
       "BRIEF VAN DE MINISTER VAN DEFENSIE", "Hierbij ontvangt u de antwoorden.", "Vraag 1", "Blijft de brug open?",
       "Antwoord 1", "De brug blijft nog even open.", "De Minister van Defensie,", "A. Bee"});
  ASSERT_EQ(parts.answers.size(), 1U);
  EXPECT_EQ(parts.answers[0].covers, (std::vector<int>{1}));
  EXPECT_EQ(parts.answers[0].text, "De brug blijft nog even open.");
  EXPECT_EQ(parts.fracties.at(1).questions.at(0).answer, "");
  const auto prose = read({"Vragen en opmerkingen van de leden van de fractie van de ABC", "Blijft de brug open?",
                           "Vragen en opmerkingen van de leden van de fractie van de XYZ", "Wanneer sluit de brug?",
                           "BRIEF VAN DE MINISTER VAN DEFENSIE", "De brug gaat in mei dicht en niet meer open."});
  ASSERT_EQ(prose.answers.size(), 1U) << "nothing tells its answers apart";
  EXPECT_EQ(prose.answers[0].covers, (std::vector<int>{1, 2}));
}

TEST(Consultations, MayAnswerRightBehindTheQuestion) {
  const auto reading =
      read({kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie en reactie van de Minister",
            "De leden van de ABC-fractie vragen of de brug open blijft.", "Antwoord:", "Dat lukt niet.",
            "Zij is te oud.", "Deze leden vragen tevens wanneer zij sluit.", "Antwoord:", "In mei.",
            "Vragen en opmerkingen van de leden van de XYZ-fractie", "Waarom?"});
  ASSERT_EQ(reading.answers.size(), 2U);
  EXPECT_EQ(reading.answers[0].text, "Dat lukt niet.\nZij is te oud.");
  EXPECT_EQ(reading.fracties[0].questions[1].answer, "2");
  EXPECT_EQ(reading.fracties[1].questions[0].answer, "");
}

TEST(Consultations, MayAnswerEachFractieBeforeTheNext) {
  const auto reading = read({kFirst, "Vragen en opmerkingen van de leden van de ABC-fractie", "Blijft de brug open?",
                             "Reactie van de Minister", "De brug blijft nog even open.",
                             "Vragen en opmerkingen van de leden van de XYZ-fractie", "Wanneer sluit de brug?"});
  ASSERT_EQ(reading.fracties.size(), 2U);
  ASSERT_EQ(reading.answers.size(), 1U);
  EXPECT_EQ(reading.fracties[0].questions[0].answer, "1");
  EXPECT_EQ(reading.fracties[1].questions[0].answer, "");
}

TEST(Consultations, NameTheCommitteeAndWhoIsAsked) {
  const auto reading =
      read({"36 987", "Brugwet", "Nr. 8", "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Vastgesteld 13 mei 2032",
            "De vaste commissie voor Defensie heeft een aantal vragen en opmerkingen voorgelegd aan de Minister van "
            "Defensie over de brief over de brug.",
            "Vragen en opmerkingen van de leden van de ABC-fractie", "Blijft de brug open?"});
  EXPECT_EQ(reading.kind, "written_consultation");
  EXPECT_EQ(reading.committee, "vaste commissie voor Defensie");
  EXPECT_EQ(reading.addressed_to, (Words{"Minister van Defensie"}));
  EXPECT_EQ(reading.document_id, "kst-36987-8");
  EXPECT_EQ(day(reading.date), "2032-05-13");
}

TEST(QuestionsInProse, AreSeenBehindTheNameOfTheFractie) {
  EXPECT_EQ(
      reader::questions_in("De leden van de fractie van de VVD vragen de Minister of hij kan zeggen wat een veer is.")
          .size(),
      1U);
  EXPECT_EQ(reader::questions_in("De leden van de fractie van D66 vragen hoe dit werkt. Deze leden hebben geen vragen.")
                .size(),
            1U);
}

TEST(Consultations, AreDueWhenTheCommitteeSays) {
  const auto due = [](const char* sentence, const char* asked = "Kan de minister zeggen hoe hoog?") {
    return day(read({"Tweede Kamer der Staten-Generaal", "31 415 Dijken en duinen", "Nr. 12",
                     "INBRENG VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Vastgesteld 13 mei 2025",
                     "Binnen de vaste commissie voor Water hebben de fracties vragen over de dijken.", sentence,
                     "Vragen en opmerkingen van de leden van de Kust-fractie", asked})
                   .due_on);
  };
  EXPECT_EQ(due("De commissie verzoekt de minister de vragen binnen vier weken te beantwoorden."), "2025-06-10");
  EXPECT_EQ(due("Gaarne ontvangt zij de antwoorden vóór donderdag 22 mei 2025, 12.00 uur."), "2025-05-22");
  EXPECT_EQ(due("De commissie wacht de antwoorden af."), "");
  EXPECT_EQ(due("De commissie heeft op 12 mei 2025 vragen gesteld."), "");
  EXPECT_EQ(due("De vragen volgen hieronder.", "Graag ontvangen deze leden de antwoorden vóór 22 mei 2025."), "")
      << "a fractie's wish";
}

TEST(QuestionLists, AreDueWhenTheCommitteeSays) {
  const auto reading = read({"31 415 Dijken en duinen", "Nr. 13", "LIJST VAN VRAGEN", "Vastgesteld 13 mei 2025",
                             "De vaste commissie voor Water heeft een aantal vragen voorgelegd aan de minister van "
                             "Water. De commissie verzoekt de vragen uiterlijk 3 juni 2025 te beantwoorden.",
                             "1", "Hoe hoog is de dijk?", "2", "Hoe breed is de dijk?"});
  EXPECT_EQ(reading.kind, "question_set");
  EXPECT_EQ(day(reading.due_on), "2025-06-03");
}

TEST(Consultations, OfTheEersteKamerNameTheMembersOfAFractie) {
  const auto reading = read({"Eerste Kamer der Staten-Generaal", "Vergaderjaar 2031–2032", "39 295 Bruggen",
                             "BM VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Vastgesteld 31 januari 2032",
                             "Vragen en opmerkingen van de fractieleden van de PVV", "Kunt u aangeven of dit klopt?"});
  ASSERT_EQ(reading.fracties.size(), 1U);
  EXPECT_EQ(reading.fracties[0].name, "PVV");
  EXPECT_EQ(reading.fracties[0].questions.size(), 1U);
}

}  // namespace
}  // namespace griffier::publications
