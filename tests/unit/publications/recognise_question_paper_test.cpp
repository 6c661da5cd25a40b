// Kamervragen papers with invented members and cases; one test an oddity that real papers have.
#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

using Covers = std::vector<int>;

const Question& question(const Reading& reading, std::string_view number) {
  static const Question kNone;
  for (const auto& one : reading.questions) {
    if (one.number == number) return one;
  }
  return kNone;
}

constexpr std::string_view kTop = "Tweede Kamer der Staten-Generaal";
constexpr std::string_view kYear = "Vergaderjaar 2031–2032 Aanhangsel van de Handelingen";
constexpr std::string_view kSeries =
    "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden";
constexpr std::string_view kAsked =
    "Vragen van het lid Van der Brug (ABC) aan de Minister van Defensie over het bericht «Kazerne sluit» (ingezonden 3 "
    "mei 2032).";
constexpr std::string_view kAnswered = "Antwoord van Minister De Graaf (Defensie) (ontvangen 20 mei 2032).";

TEST(QuestionPapers, AreReadFromTheirHead) {
  const auto reading =
      read({kTop, "Vergaderjaar 2031–2032 Vragen gesteld door de leden der Kamer", "2032Z01234",
            "Vragen van de leden Aa (ABC) en Van Bee (XYZ) aan de Ministers van Financiën en voor Klimaat en Energie "
            "over de prijs van turf (ingezonden 3 mei 2032).",
            "Vraag 1", "Kent u de prijs?[^1]", "Vraag 2", "Wat vindt u daarvan?", "[^1] Turfblad, 1 mei 2032"});
  EXPECT_EQ(reading.kind, "question_set");
  EXPECT_EQ(reading.document_id, "kv-tk-2032Z01234");
  EXPECT_EQ(reading.zaaknummer, "2032Z01234");
  EXPECT_EQ(reading.vergaderjaar, "2031-2032");
  EXPECT_EQ(reading.kamer, "tk");
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}, {"Van Bee", "XYZ"}}));
  EXPECT_EQ(reading.addressed_to,
            (std::vector<std::string>{"Minister van Financiën", "Minister voor Klimaat en Energie"}));
  EXPECT_EQ(reading.subject, "de prijs van turf");
  EXPECT_EQ(day(reading.asked_on), "2032-05-03");
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[0].text, "Kent u de prijs?");
  EXPECT_EQ(reading.questions[1].answer, "");
}

TEST(AnswerPapers, JoinEachAnswerToItsQuestion) {
  const auto reading =
      read({kTop, kYear, kSeries, "77", kAsked, kAnswered, "Vraag 1", "Kent u het?", "Antwoord 1", "Ja.",
            "Vraag 2 en 3", "Klopt het dat zij sluit?Bent u bereid in te grijpen? Zo nee, waarom niet?",
            "Antwoord 2 en 3", "Nee. Zie het antwoord op vraag 1.", "Ik licht dat toe."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.document_id, "ah-tk-20312032-77");
  EXPECT_EQ(reading.aanhangselnummer, 77);
  EXPECT_EQ(day(reading.received_on), "2032-05-20");
  EXPECT_EQ(reading.answered_by, (std::vector<Official>{{"Minister", "De Graaf", "Defensie"}}));
  ASSERT_EQ(reading.questions.size(), 3U);
  EXPECT_EQ(reading.questions[1].text, "Klopt het dat zij sluit?");
  EXPECT_EQ(reading.questions[2].text, "Bent u bereid in te grijpen? Zo nee, waarom niet?");
  EXPECT_EQ(reading.questions[2].answer, "2,3");
  EXPECT_EQ(reading.questions[2].group_heading, (Covers{2, 3}));
  ASSERT_EQ(reading.answers.size(), 2U);
  EXPECT_EQ(reading.answers[1].covers, (Covers{2, 3}));
  EXPECT_EQ(reading.answers[1].text, "Nee. Zie het antwoord op vraag 1.\nIk licht dat toe.");
}

TEST(AnswerPapers, KeepTheWordThatTheyAreAFurtherAnswer) {
  const auto reading = read({kTop, "Vergaderjaar 2031–2032 Aanhangsel van de Handelingen", "AH 712 2032Z01234",
                             "Nader antwoord van minister Zet (Financiën) (ontvangen 24 mei 2032).", "Vraag 1",
                             "Is turf duur?", "Antwoord 1", "Ja."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_TRUE(reading.title.starts_with("Nader antwoord van minister Zet")) << reading.title;
}

TEST(AnswerPapers, MayAnswerOutOfOrder) {
  const auto reading = read({kAsked,    kAnswered, "Vraag 1", "Wat?",       "Antwoord 1",
                             "Dat.",    "Vraag 4", "Vier?",   "Vraag 5",    "Vijf?",
                             "Vraag 7", "Zeven?",  "Vraag 8", "Acht?",      "Antwoord 4, 5, 7 en 8",
                             "Samen.",  "Vraag 6", "Zes?",    "Antwoord 6", "Alleen."});
  EXPECT_EQ(question(reading, "7").answer, "4,5,7,8");
  EXPECT_EQ(question(reading, "6").answer, "6");
  EXPECT_EQ(reading.answers.size(), 3U);
}

TEST(AnswerPapers, MayPutOneAnswerUnderTwoHeadings) {
  const auto reading =
      read({kAsked, kAnswered, "Vraag 1", "Een?", "Vraag 2", "Twee?", "Antwoord 1", "Antwoord 2", "Voor beide."});
  ASSERT_EQ(reading.answers.size(), 1U);
  EXPECT_EQ(reading.answers[0].covers, (Covers{1, 2}));
  EXPECT_EQ(question(reading, "1").answer, "1,2");
}

TEST(AnswerPapers, MayPrintANumberTwiceAndMissAnother) {
  const auto reading = read({kAsked, kAnswered, "Vraag 1", "Een?", "Antwoord 1", "Ja", "Vraag 2", "Twee?", "Vraag 2",
                             "Twee?", "Antwoord 3", "Voor drie."});
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[1].text, "Twee?");
  EXPECT_EQ(reading.questions[1].answer, "");
  EXPECT_EQ(reading.answers.back().covers, (Covers{3}));
}

TEST(AnswerPapers, DoNotTakeFootnoteMarksForNumbers) {
  const auto reading = read({kAsked, kAnswered, "Vraag 1", "Kent u de rapporten?", "2, 3 en 4", "Vraag 2",
                             "Klopt dat?1", "Antwoord 1 en 2", "Ja, sinds 2023.12", "[^1] 2023 was warm"});
  EXPECT_EQ(question(reading, "1").text, "Kent u de rapporten?");
  EXPECT_EQ(question(reading, "2").text, "Klopt dat?");
  EXPECT_EQ(reading.questions.size(), 2U);
}

TEST(AnswerPapers, KeepListsAndTablesInsideTheAnswer) {
  const auto reading = read({kAsked, kAnswered, "Vraag 1", "Welke?", "Antwoord 1", "Deze:", "1. de eerste maatregel",
                             "2. de tweede maatregel", "| 3. 65 121", "Vraag 2", "Hoeveel?", "Antwoord 2", "Veel."});
  EXPECT_EQ(reading.questions.size(), 2U);
  EXPECT_NE(reading.answers[0].text.find("2. de tweede maatregel"), std::string::npos);
}

TEST(AnswerPapers, MayHaveNoQuestionMarkInAQuestion) {
  const auto reading = read({kAsked, kAnswered, "Vraag 1", "Graag een reactie op het rapport.", "Antwoord 1",
                             "Zie het antwoord op vraag 2.", "Vraag 2", "Hoe?", "Antwoord 2", "Zo."});
  EXPECT_EQ(question(reading, "1").text, "Graag een reactie op het rapport.");
  EXPECT_EQ(question(reading, "1").answer, "1");
}

TEST(AnswerPapers, GoWithoutAHeadingOverTheAnswer) {
  const auto reading = read({kAsked, kAnswered, "Vraag 1", "Kent u het?", "Antwoord 1", "Ja.", "Vraag 2",
                             "Bent u bereid? Zo nee, waarom niet?", "Ik ben daartoe bereid.", "Het volgt later."});
  EXPECT_EQ(question(reading, "2").text, "Bent u bereid? Zo nee, waarom niet?");
  EXPECT_EQ(question(reading, "2").answer, "2");
  EXPECT_EQ(reading.answers.back().text, "Ik ben daartoe bereid.\nHet volgt later.");
}

TEST(AnswerPapers, QuoteQuestionsInsideTheirAnswers) {
  const auto reading =
      read({kAsked, kAnswered, "Vraag 1", "Een?", "Vraag 2", "Twee?", "Antwoord 1",
            "Op de vraag «Vraag 2 van het lid?» antwoord ik later. Vraag 2 is lastig.", "Antwoord 2", "Later."});
  EXPECT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.answers.size(), 2U);
}

TEST(AnswerPapers, NameWhoElseAnswersAndWhatWentBefore) {
  const auto reading = read({kTop, kYear, kSeries, "78", kAsked,
                             "Antwoord van Minister De Graaf (Defensie), mede namens de Minister van Financiën en de "
                             "Staatssecretaris van Infrastructuur en "
                             "Waterstaat (ontvangen (ontvangen 20 mei 2032). Zie ook Aanhangsel Handelingen, "
                             "vergaderjaar 2030–2031, nr. 216.",
                             "Vraag 1", "Wat?", "Antwoord 1", "Dat."});
  EXPECT_EQ(day(reading.received_on), "2032-05-20");
  EXPECT_EQ(reading.on_behalf_of,
            (std::vector<std::string>{"Minister van Financiën", "Staatssecretaris van Infrastructuur en Waterstaat"}));
  EXPECT_EQ(reading.see_also, (std::vector<std::string>{"ah-tk-20302031-216"}));
  EXPECT_TRUE(reading.references.empty());
}

TEST(AnswerPapers, OfTheEersteKamerSayInTheirWordsWhenTheyWereAsked) {
  const auto reading =
      read({"Eerste Kamer der Staten-Generaal", kYear, kSeries, "2",
            "Vragen van het lid Van Dam (ABC) op 26 november 2031 aan de Minister van Defensie over de beek.",
            "Antwoord van minister De Graaf (Defensie) (ontvangen 19 augustus 2032).", "Vraag 1", "Wat?", "Antwoord 1",
            "Dat."});
  EXPECT_EQ(reading.document_id, "ah-ek-20312032-2");
  EXPECT_EQ(day(reading.asked_on), "2031-11-26");
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Van Dam", "ABC"}}));
}

TEST(AnswerPapers, ReferToOtherPapersInTextAndNotes) {
  const auto reading =
      read({kTop, kYear, kSeries, "79", kAsked, kAnswered, "Vraag 1", "Kent u de motie (Kamerstuk 36 987 VII, nr. 12)?",
            "Antwoord 1", "Ja.[^1]", "[^1] Kamerstukken II 2030/31, 29 876, nr. 345"});
  EXPECT_EQ(reading.references, (std::vector<std::string>{"kst-36987-VII-12", "kst-29876-345"}));
  EXPECT_EQ(reading.dossiers, (std::vector<std::string>{"36987-VII", "29876"}));
}

TEST(MinistryForms, GiveTheNumbersButNotTheIdentity) {
  const auto reading =
      read({"AH 605", "2032Z 01792",
            "Antwoord van minister Klaassen (Volksgezondheid, Welzijn en Sport (ontvangen 20 november 2032)", "Vraag 1",
            "Kunt u dat bevestigen?", "Vraag 2", "En dat?", "Antwoord vragen 1,2", "Ja.",
            "Toelichting:", "Deze vragen vullen 2032Z01700 aan."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.aanhangselnummer, 605);
  EXPECT_EQ(reading.zaaknummer, "2032Z01792");
  EXPECT_FALSE(reading.document_id);
  EXPECT_EQ(reading.derived_document_id, "ah-tk-20322033-605");
  EXPECT_EQ(reading.answered_by[0].ministry, "Volksgezondheid, Welzijn en Sport");
  EXPECT_EQ(question(reading, "2").answer, "1,2");
  EXPECT_EQ(reading.toelichting, "Deze vragen vullen 2032Z01700 aan.");
}

TEST(MinistryForms, NumberQuestionsWithoutTheWord) {
  const auto reading =
      read({"AH 606", "2032Z01793", "Antwoord van minister Klaassen (Defensie) (ontvangen 20 november 2032)",
            "1. Klopt het?", "Antwoord:", "Ja, om drie redenen:", "1. de eerste", "2. de tweede", "3. de derde",
            "2. Wat nu?", "3. En dan?", "Antwoord vraag 2-3:", "Niets."});
  ASSERT_EQ(reading.questions.size(), 3U);
  EXPECT_EQ(question(reading, "1").answer, "1");
  EXPECT_EQ(question(reading, "2").text, "Wat nu?");
  EXPECT_EQ(question(reading, "3").answer, "2,3");
  EXPECT_NE(reading.answers[0].text.find("3. de derde"), std::string::npos);
}

TEST(MinistryForms, NumberQuestionsOnALineOfTheirOwn) {
  const auto reading =
      read({"2032Z01794", "(ingezonden 20 november 2032)",
            "Vragen van het lid Aa (ABC) aan de minister van Defensie over de brug.", "1.", "Kent u de brug? 1)", "2.",
            "Kunt u oversteken?", "___________", "1) Brugblad, 3 november 2032"});
  EXPECT_EQ(reading.kind, "question_set");
  EXPECT_EQ(reading.subject, "de brug");
  EXPECT_EQ(day(reading.asked_on), "2032-11-20");
  EXPECT_EQ(reading.derived_document_id, "kv-tk-2032Z01794");
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[0].text, "Kent u de brug?");
  EXPECT_EQ(reading.questions[1].text, "Kunt u oversteken?");
}

TEST(MinistryForms, MayNotNumberQuestionsAtAll) {
  const auto reading = read({"2032Z01795", "(ingezonden 20 november 2032)",
                             "Vragen van het lid Aa (ABC) aan de minister van Defensie over de brug",
                             "Hoe kijkt u naar de brug?", "Deelt u dat zij oud is? Zo ja, waarom? 1)", "1) Brugblad"});
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[1].number, "2");
  EXPECT_EQ(reading.questions[1].text, "Deelt u dat zij oud is? Zo ja, waarom?");
}

TEST(OralQuestions, HaveNoNumbers) {
  const auto reading = read({kTop, "Vergaderjaar 2031–2032 Vragen gesteld door de leden der Kamer", "2032Z01796",
                             "Mondelinge vragen van het lid Aa (ABC) aan de Minister voor Klimaat en Energie over "
                             "«Turf is op» (Turfblad, 16 mei 2032 ) "
                             "(ingezonden 19 mei 2032)"});
  EXPECT_EQ(reading.kind, "question_set");
  EXPECT_EQ(reading.subject, "«Turf is op»");
  EXPECT_EQ(day(reading.asked_on), "2032-05-19");
  EXPECT_TRUE(reading.questions.empty());
}

TEST(Endnotes, AreNoPartOfTheLastAnswer) {
  const auto reading =
      read({"AH 83", "2032Z01540", "Antwoord van minister De Graaf (Defensie) (ontvangen 20 mei 2032)", "Vraag 1",
            "Kent u het bericht [1]?", "Antwoord 1", "Ja.", "[1] https://voorbeeld.nl/bericht"});
  EXPECT_EQ(reading.answers[0].text, "Ja.");
  EXPECT_EQ(reading.questions[0].text, "Kent u het bericht?");
}

TEST(RunInNotes, AreNoPartOfAQuestion) {
  const auto reading = read({kTop, kYear, kSeries, "84", kAsked, kAnswered, "Vraag 1",
                             "Kent u de brug? 2Brugblad, 3 mei 2032 (www.brug.nl)", "Antwoord 1", "Ja 3https://brug.nl",
                             "[^1] Beekblad"});
  EXPECT_EQ(reading.questions[0].text, "Kent u de brug?");
  EXPECT_EQ(reading.answers[0].text, "Ja");
}

TEST(LettersWithAnswers, GiveTheCoverAndTheAnswers) {
  const auto reading = read(
      {"Datum",
       "11 januari 2033",
       "Onderwerp",
       "Beantwoording Kamervragen van de leden Aa en Bee (beiden ABC) aan de minister van Defensie over de brug",
       "Ons kenmerk",
       "5164999",
       "In antwoord op uw brief van 6 december 2032, nr. 2032Z19600, deel ik u mede dat de vragen worden beantwoord.",
       "Mede namens de staatssecretaris van Infrastructuur en Waterstaat,",
       "de minister van Defensie",
       "A.B. de Graaf-van Dam",
       "Antwoorden van de minister van Defensie op Kamervragen van de leden Aa en Bee (beiden ABC) over de brug",
       "Vraag 1",
       "Kent u haar?",
       "Antwoord op vraag 1",
       "Ja.",
       "Vraag 2",
       "Is zij open?",
       "Vraag 3",
       "Is zij dicht?",
       "Antwoord op vragen 2, en 3",
       "Soms."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.zaaknummer, "2032Z19600");
  EXPECT_EQ(day(reading.asked_on), "2032-12-06");
  EXPECT_EQ(day(reading.answered_on), "2033-01-11");
  EXPECT_EQ(reading.kenmerk, "5164999");
  EXPECT_EQ(reading.subject, "de brug");
  EXPECT_EQ(reading.addressed_to, (std::vector<std::string>{"minister van Defensie"}));
  ASSERT_TRUE(reading.signatory);
  EXPECT_EQ(*reading.signatory, (Official{"Minister", "A.B. de Graaf-van Dam", "Defensie"}));
  EXPECT_EQ(reading.answered_by, reading.signatories);
  EXPECT_EQ(reading.on_behalf_of, (std::vector<std::string>{"staatssecretaris van Infrastructuur en Waterstaat"}));
  EXPECT_EQ(question(reading, "3").answer, "2,3");
}

TEST(LettersWithAnswers, MayNameTheKamerlidAndTheDateInTheTitle) {
  const auto reading = read(
      {"De Voorzitter van de Tweede Kamer der Staten-Generaal", "Datum 3 juni 2032", "Geachte voorzitter,",
       "Hierbij zend ik u de antwoorden op de vragen van het Kamerlid Dee (ABC) over de wachtlijsten (2032Z09999).",
       "de minister van Volksgezondheid,", "Welzijn en Sport,", "Anna de Boer",
       "Antwoorden op Kamervragen van het Kamerlid Dee (ABC) over de wachtlijsten (2032Z09999, ingezonden 1 mei 2032).",
       "Vraag 1", "Hoe lang?", "Antwoord vraag 1", "Lang."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Dee", "ABC"}}));
  EXPECT_EQ(reading.subject, "de wachtlijsten");
  EXPECT_EQ(day(reading.asked_on), "2032-05-01");
  EXPECT_EQ(reading.addressee, "Voorzitter van de Tweede Kamer der Staten-Generaal");
  EXPECT_EQ(reading.addressed_to, (std::vector<std::string>{"Minister van Volksgezondheid, Welzijn en Sport"}));
}

TEST(LettersWithoutAnswers, MayPostponeThem) {
  const auto reading = read(
      {"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Datum", "11 januari 2033",
       "De vragen van het lid Aa (ABC) over de brug (ingezonden 6 december 2032) kunnen niet binnen de gebruikelijke "
       "termijn worden beantwoord, omdat meer tijd nodig is.",
       "De minister van Defensie,", "A.B. de Graaf"});
  EXPECT_EQ(reading.kind, "postponement");
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}}));
  EXPECT_EQ(reading.subject, "de brug");
  EXPECT_EQ(day(reading.asked_on), "2032-12-06");
}

TEST(ListsOfQuestionsAndAnswers, AreNumberedThroughout) {
  const auto reading = read({"36 987", "Wijziging van de Brugwet", "Nr. 6", "LIJST VAN VRAGEN EN ANTWOORDEN",
                             "Vastgesteld 15 september 2032", "1", "Hoeveel bruggen zijn er?", "Antwoord", "Twaalf.",
                             "2", "Hoe oud zijn zij?", "Antwoord", "Dat verschilt."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.document_id, "kst-36987-6");
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(question(reading, "2").answer, "2");
  EXPECT_EQ(reading.answers[1].text, "Dat verschilt.");
  EXPECT_EQ(day(reading.date), "2032-09-15");
}

TEST(AnswerPapers, OfTheEersteKamerHaveTheirSubjectUpToTheAnswer) {
  const auto reading =
      read({"Eerste Kamer der Staten-Generaal", kYear, kSeries, "2",
            "Vragen van het lid Van der Brug (ABC) op 3 mei 2032 medegedeeld aan de Minister van Binnenlandse",
            "Zaken en Koninkrijksrelaties over de prijs van turf.", kAnswered, "Vraag 1", "Kent u het?", "Antwoord 1",
            "Ja."});
  EXPECT_EQ(reading.addressed_to, (std::vector<std::string>{"Minister van Binnenlandse Zaken en Koninkrijksrelaties"}));
  EXPECT_EQ(reading.subject, "de prijs van turf");
  EXPECT_EQ(day(reading.asked_on), "2032-05-03");
}

TEST(AnswerPapers, OfBefore2009PrintAllQuestionsBeforeAllAnswers) {
  const auto reading =
      read({"Tweede Kamer der Staten-Generaal 2", "Vergaderjaar 2004-2005 Aanhangsel van de Handelingen",
            "Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden", "1234",
            "Vragen van het lid Bies (VVD) aan de minister van Defensie over de bruggen. (Ingezonden 3 februari 2005)",
            "1", "Is dit zo?", "2", "Waarom?", "3", "Hoe?", "Antwoord",
            "Antwoord van minister Dol (Defensie). (Ontvangen 3 maart 2005)", "1", "Ja.", "2 en 3",
            "Daarom. Er zijn 3 bruggen."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.document_id, "ah-tk-20042005-1234");
  EXPECT_EQ(day(reading.received_on), "2005-03-03");
  EXPECT_EQ(reading.answered_by, (std::vector<Official>{{"Minister", "Dol", "Defensie"}}));
  ASSERT_EQ(reading.questions.size(), 3U);
  EXPECT_EQ(reading.questions[2].answer, "2,3");
  EXPECT_EQ(reading.answers, (std::vector<Answer>{{{1}, "Ja."}, {{2, 3}, "Daarom. Er zijn 3 bruggen."}}));
}

TEST(LettersWithAnswers, TakeThePartyThatTheirTitleLeavesOut) {
  const auto reading = read({"Geachte voorzitter,", "Betreft Beantwoording Kamervragen van het lid Bies over bruggen",
                             "Hierbij de antwoorden op de vragen van het lid Bies (D66) over bruggen.", "Vraag 1",
                             "Waarom?", "Antwoord 1", "Daarom."});
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Bies", "D66"}}));
}

// What a letter that postpones says of the questions, in one sentence.
Reading postponed(std::string_view sentence) {
  return read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Datum 2 april 2031",
               "Betreft Uitstel beantwoording Kamervragen", "Geachte voorzitter,", sentence,
               "De minister van Defensie,", "R. Dol"});
}

TEST(LettersWithoutAnswers, TellInManyWordsWhoAskedWhatAndWhen) {
  for (const std::string_view sentence :
       {"Op 11 maart 2031 heeft het lid Bies (D66) mij vragen gesteld over de bruggen. Deze kan ik niet binnen de "
        "termijn "
        "beantwoorden.",
        "De beantwoording van de vragen van het lid Bies (D66) over de bruggen, ingezonden 11 maart jl., kan niet "
        "binnen "
        "de termijn plaatsvinden.",
        "De vragen van het lid Bies (D66), ingezonden op 11 maart 2031, over de bruggen kunnen niet binnen de "
        "gebruikelijke "
        "termijn worden beantwoord.",
        "Het lid Bies (D66) heeft op 11 maart 2031 vragen gesteld over de bruggen. De beantwoording vergt meer tijd.",
        "De vragen die het lid Bies (D66) op 11 maart 2031 heeft gesteld over de bruggen kan ik niet binnen de termijn "
        "beantwoorden."}) {
    const auto reading = postponed(sentence);
    EXPECT_EQ(reading.kind, "postponement") << sentence;
    EXPECT_EQ(reading.askers, (std::vector<Member>{{"Bies", "D66"}})) << sentence;
    EXPECT_EQ(day(reading.asked_on), "2031-03-11") << sentence;
    EXPECT_EQ(reading.subject, "de bruggen") << sentence;
  }
}

TEST(LettersWithAnswers, TellInManyWordsWhoAskedWhat) {
  for (const std::string_view sentence : {"Hierbij stuur ik u de antwoorden op de vragen gesteld door het lid Bies "
                                          "(D66) over de bruggen (ingezonden 11 maart "
                                          "2031, met kenmerk 2031Z04567).",
                                          "Hierbij zend ik u mijn antwoorden op de schriftelijke vragen van het "
                                          "Kamerlid Bies (D66) over de bruggen (ontvangen "
                                          "op 11 maart 2031, kenmerk 2031Z04567)."}) {
    const auto reading = read({"Datum 2 april 2031", "Betreft Antwoorden", "Geachte voorzitter,", sentence, "Vraag 1",
                               "Waarom?", "Antwoord 1", "Daarom."});
    EXPECT_EQ(reading.askers, (std::vector<Member>{{"Bies", "D66"}})) << sentence;
    EXPECT_EQ(reading.subject, "de bruggen") << sentence;
    EXPECT_EQ(reading.zaaknummer, "2031Z04567") << sentence;
  }
}

TEST(MinistryForms, MayNameTwoCases) {
  const auto reading =
      read({"AH 1301", "2031Z04567 en 2031Z04568", "Antwoord van minister Dol (Defensie) (ontvangen 2 april 2031)",
            "Vraag 1", "Waarom?", "Antwoord 1", "Daarom."});
  EXPECT_EQ(reading.zaaknummer, "2031Z04567");
  EXPECT_EQ(reading.further_zaaknummers, (std::vector<std::string>{"2031Z04568"}));
}

TEST(AnswerPapers, AreNotAskedByTheKamer) {
  const auto reading = read({"Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven",
                             "antwoorden", "Vragen van het lid Bies (SP) aan de Minister van Defensie over bruggen.",
                             "Vraag 1", "Waarom?", "Antwoord 1", "Daarom."});
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Bies", "SP"}}));
}

}  // namespace
}  // namespace griffier::publications
