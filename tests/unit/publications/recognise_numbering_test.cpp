// How papers number their questions and answers: each habit with invented questions.
#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

constexpr std::string_view kSent = "(ingezonden 3 mei 2032)";
constexpr std::string_view kAsking = "Vragen van het lid Aa (ABC) aan de minister van Defensie over de kazerne";

std::vector<std::string> asked(const Reading& reading) {
  std::vector<std::string> out;
  for (const auto& one : reading.questions) out.push_back(one.number + ": " + one.text);
  return out;
}

std::vector<std::string> answered(const Reading& reading) {
  std::vector<std::string> out;
  for (const auto& one : reading.answers) {
    std::string line;
    for (const int number : one.covers) line += std::to_string(number) + ' ';
    out.push_back(line + one.text);
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(QuestionNumbering, IsReadWhateverStandsBehindTheNumber) {
  const Lines want{"1: Kent u het bericht?", "2: Wat vindt u daarvan?"};
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1. Kent u het bericht?", "2. Wat vindt u daarvan?"})), want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1) Kent u het bericht?", "2) Wat vindt u daarvan?"})), want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1 Kent u het bericht?", "2 Wat vindt u daarvan?"})), want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1 - Kent u het bericht?", "2 - Wat vindt u daarvan?"})), want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1", "Kent u het bericht?", "2", "Wat vindt u daarvan?"})), want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "Vraag (1)", "Kent u het bericht?", "Vraag (2)",
                        "Wat vindt u daarvan?"})),
            want);
}

TEST(QuestionNumbering, IsNotThatOfTheEndnotes) {
  const Lines want{"1: Kent u het bericht?", "2: Wat vindt u daarvan?"};
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1. Kent u het bericht? 1)", "2. Wat vindt u daarvan? 2)",
                        "1) Turfblad, 1 mei 2032", "2) Turfblad, 2 mei 2032", "3) Turfblad, 3 mei 2032"})),
            want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "1) Kent u het bericht? (1)", "2) Wat vindt u daarvan? (2)",
                        "(1) Turfblad, 1 mei 2032", "(2) Turfblad, 2 mei 2032"})),
            want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "Kent u het bericht? [1]", "Wat vindt u daarvan? [2]",
                        "[1] Turfblad, 1 mei 2032", "[2] Turfblad, 2 mei 2032"})),
            want);
  EXPECT_EQ(asked(read({"2032Z01234", kSent, kAsking, "Kent u het bericht? *", "Wat vindt u daarvan?",
                        "* Turfblad, 1 mei 2032"})),
            want);
}

TEST(QuestionNumbering, EndsBeforeTheWordsOnEarlierQuestions) {
  const auto reading = read(
      {"2032Z01234", kSent, kAsking, "Kent u het bericht?", "Wat vindt u daarvan?",
       "Deze vragen dienen ter aanvulling op eerdere vragen ter zake van het lid Bee (XYZ), ingezonden 1 mei 2032"});
  EXPECT_EQ(asked(reading), (Lines{"1: Kent u het bericht?", "2: Wat vindt u daarvan?"}));
  EXPECT_EQ(day(reading.asked_on), "2032-05-03");
}

TEST(AnswerNumbering, IsReadInTheHabitsOfTheMinistries) {
  const auto paper = [](std::string_view one, std::string_view both) {
    return answered(
        read({"AH 12", "2032Z01234", "Antwoord van minister De Graaf (Defensie) (ontvangen 20 mei 2032)", "Vraag 1",
              "Kent u het?", one, "Ja.", "Vraag 2", "Sluit zij?", "Vraag 3", "Wanneer?", both, "Nooit."}));
  };
  const Lines want{"1 Ja.", "2 3 Nooit."};
  EXPECT_EQ(paper("Antwoord op vraag 1", "Antwoord op vraag 2 en vraag 3"), want);
  EXPECT_EQ(paper("Antwoord (1)", "Antwoord (2 en 3)"), want);
  EXPECT_EQ(paper("Antwoord bij vraag 1", "Antwoord bij vragen 2-3:"), want);
  EXPECT_EQ(paper("Beantwoording van vraag 1", "Beantwoording van de vragen 2 en 3"), want);
  EXPECT_EQ(paper("Reactie op vraag 1", "Reactie op de vragen 2 en 3"), want);
  EXPECT_EQ(paper("ANTWOORD 1", "ANTWOORD 2 EN 3"), want);
}

TEST(AnswerNumbering, OfALetterBeginsAtItsFirstNumberedQuestion) {
  const auto reading =
      read({"Geachte voorzitter,", "Hierbij zend ik u de antwoorden op de vragen van het lid Aa (ABC) over de kazerne.",
            "De Minister van Defensie,", "R. de Graaf", "1.", "Kent u het bericht?", "Antwoord 1:", "Ja.", "2.",
            "Sluit zij?", "Antwoord 2:", "Nee."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(asked(reading), (Lines{"1: Kent u het bericht?", "2: Sluit zij?"}));
  EXPECT_EQ(answered(reading), (Lines{"1 Ja.", "2 Nee."}));
}

TEST(QuestionNumbering, MayHaveBracketsRemarksAndWhoAnswers) {
  const Lines want{"1: Kent u het bericht?", "2: Klopt het?", "3: Hoe komt dat?"};
  const Lines answers{"1 Ja.", "2 3 Door de regen."};
  const auto check = [&](std::string_view first, std::string_view ja, std::string_view both, std::string_view reply) {
    const auto reading =
        read({"Geachte voorzitter,", "Hierbij de antwoorden op de vragen van het lid Aa (ABC).", first,
              "Kent u het bericht?", ja, "Ja.", both, "Klopt het?", "Hoe komt dat?", reply, "Door de regen."});
    EXPECT_EQ(asked(reading), want) << first;
    EXPECT_EQ(answered(reading), answers) << ja;
  };
  check("Vraag (1)", "Antwoord (1)", "Vraag (2) en (3)", "Antwoord (2) en (3)");
  check("Vraag 1 (ABC)", "Antwoord 1 (mede namens de staatssecretaris)", "Vraag 2 en 3", "Antwoord 2 en 3");
  check("Vraag 1 van 3", "Antwoord", "Vraag 2 en 3", "Antwoord");
  check("1.", "Antwoord", "2. en 3.", "Antwoord");
  check("Vraag 1", "Antwoord van de minister op vraag 1", "Vraag 2 en 3", "Antwoord van minister Cee op vragen 2 en 3");
}

}  // namespace
}  // namespace griffier::publications
