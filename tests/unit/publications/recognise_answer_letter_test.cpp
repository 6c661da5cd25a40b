// Letters by which ministries answer and postpone, in their various habits; invented people and cases.
#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

using Members = std::vector<Member>;

void expect_asked(const Reading& reading) {
  EXPECT_EQ(reading.askers, (Members{{"Aa", "ABC"}, {"Van Bee", "XYZ"}}));
  EXPECT_EQ(reading.subject, "de prijs van turf");
  EXPECT_EQ(day(reading.asked_on), "2032-05-03");
  EXPECT_EQ(reading.zaaknummer, "2032Z01234");
}

void expect_one_answer(const Reading& reading) {
  EXPECT_EQ(reading.kind, "answer");
  ASSERT_EQ(reading.questions.size(), 1U);
  EXPECT_EQ(reading.questions[0].text, "Kent u de prijs?");
  EXPECT_EQ(reading.questions[0].answer, "1");
  ASSERT_EQ(reading.answers.size(), 1U);
  EXPECT_EQ(reading.answers[0].text, "Ja.");
  expect_asked(reading);
}

TEST(AnswerLetters, MayNumberTheirQuestionsByBareNumbers) {
  const auto reading = read(
      {"Geachte Voorzitter,",
       "Hierbij stuur ik u de antwoorden op de vragen van de leden Aa (ABC) en Van Bee (XYZ) over de prijs van turf "
       "(kenmerk 2032Z01234, ingezonden 3 mei 2032).",
       "Piet Ceders", "Minister van Landbouw, Natuur en Voedselkwaliteit", "1", "Kent u de prijs?", "Antwoord", "Ja."});
  expect_one_answer(reading);
  EXPECT_EQ(reading.signatories,
            (std::vector<Official>{{"Minister", "Piet Ceders", "Landbouw, Natuur en Voedselkwaliteit"}}));
}

TEST(AnswerLetters, MayRepeatTheHeadOfTheQuestions) {
  const auto reading =
      read({"Datum 20 mei 2032", "Hierbij zend ik u de antwoorden.", "De Minister van Financiën,", "E. de Graaf",
            "2032Z01234", "(ingezonden 3 mei 2032)",
            "Vragen van de leden Aa (ABC) en Van Bee (XYZ) aan de minister van Financiën over de prijs "
            "van turf",
            "Vraag 1", "Kent u de prijs?", "Antwoord op vraag 1", "Ja."});
  expect_one_answer(reading);
  EXPECT_EQ(reading.addressed_to, (std::vector<std::string>{"minister van Financiën"}));
  EXPECT_EQ(day(reading.date), "2032-05-20");
  ASSERT_EQ(reading.signatories.size(), 1U);
}

TEST(AnswerLetters, MayTellTheDateOfAskingInASentenceOfItsOwn) {
  expect_one_answer(
      read({"Geachte voorzitter,",
            "Hierbij stuur ik u het antwoord op de schriftelijke vragen van de leden Aa (ABC) en Van Bee "
            "(XYZ) over de prijs van turf.",
            "De vragen werden ingezonden op 3 mei 2032 met kenmerk 2032Z01234.", "De Minister van Financiën,",
            "E. de Graaf", "Vraag 1", "Kent u de prijs?", "Antwoord", "Ja."}));
  expect_one_answer(
      read({"Geachte voorzitter,",
            "Hierbij stuur ik u de antwoorden op de vragen van de leden Aa (ABC) en Van Bee (XYZ) over de "
            "prijs van turf, die werden ingezonden op 3 mei 2032 (kenmerk 2032Z01234).",
            "De Minister van Financiën,", "E. de Graaf", "1.", "Kent u de prijs?", "Antwoord", "Ja."}));
}

TEST(Letters, AreSignedOnceByAMinisterPresident) {
  const auto reading = read({"Geachte voorzitter,", "Hierbij informeer ik u over turf.", "DE MINISTER-PRESIDENT,",
                             "Minister van Algemene Zaken,", "Dick de Graaf"});
  EXPECT_EQ(reading.signatories, (std::vector<Official>{{"Minister-President", "Dick de Graaf", "Algemene Zaken"}}));
}

TEST(PostponingLetters, TellTheSubjectOfTheQuestionsNotOfTheLetter) {
  const auto reading =
      read({"Datum 12 mei 2032", "Betreft Uitstel beantwoording Kamervragen", "Geachte voorzitter,",
            "Op 3 mei 2032 hebben de leden Aa (ABC) en Van Bee (XYZ) schriftelijke vragen gesteld over de "
            "prijs van turf (2032Z01234). Vanwege de benodigde afstemming kunnen de vragen niet binnen de "
            "gebruikelijke termijn worden beantwoord."});
  EXPECT_EQ(reading.kind, "postponement");
  expect_asked(reading);
}

TEST(Notices, EndTheSubjectWhereTheyGoOnAboutTheAnswer) {
  const auto subject = [](std::string_view sentence) {
    const auto reading =
        read({"AH 12", "2032Z01234", "Mededeling van minister De Graaf (Financiën) (ontvangen 20 mei 2032)", sentence});
    return reading.kind + ": " + reading.subject;
  };
  EXPECT_EQ(
      subject("Het is niet mogelijk de schriftelijke vragen van het lid Aa (ABC) over de prijs van turf binnen de "
              "gestelde termijn te beantwoorden."),
      "postponement: de prijs van turf");
  EXPECT_EQ(subject("De vragen van het lid Aa (ABC) over de prijs van turf zijn door de indiener ingetrokken."),
            "other_notice: de prijs van turf");
  EXPECT_EQ(
      subject("De vragen van het lid Aa (ABC), van uw Kamer, over de prijs van turf (ingezonden 3 mei 2032) kunnen "
              "niet binnen de gebruikelijke termijn worden beantwoord."),
      "postponement: de prijs van turf");
}

}  // namespace
}  // namespace griffier::publications
