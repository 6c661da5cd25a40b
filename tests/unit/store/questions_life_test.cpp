// Each step in the life of questions, and the property that the order of arrival changes nothing.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "question_sheets.h"
#include "store/record/questions_life.h"

namespace griffier::store {
namespace {

using testing::Folder;
using testing::kAsked;
using testing::kPart;
using testing::kPostponed;
using testing::kRest;
using testing::select;
using testing::Sheet;

class QuestionLife : public testing::QuestionDesk {};

Sheet notice(const std::string& reason) {
  return {.id = "ah-tk-20242025-4",
          .kind = "other_notice",
          .extra = R"("references":["kst-31415-12"],"notice_reason":")" + reason + "\"",
          .on_date = "2024-11-18"};
}
const char* const kAllAnswered =
    "kv-tk-2024Z1|1|answered|2024-11-20|ah-tk-20242025-2|2024-12-09\n"
    "kv-tk-2024Z1|2|answered|2024-11-20|ah-tk-20242025-2|2024-12-09\n"
    "kv-tk-2024Z1|3|answered|2024-12-01|ah-tk-20242025-3|2024-12-09\n";

TEST(QuestionNumbers, AreReadFromWhatIsToldOfThem) {
  using Numbers = std::vector<std::string>;
  EXPECT_EQ(numbers_told("kv-tk-2024Z1: question 3 of 4 answered on 2024-11-20"), Numbers{"3"});
  EXPECT_EQ(numbers_told("kv-tk-2024Z1: questions 1, 2a and 14 of 20 withdrawn"), (Numbers{"1", "2a", "14"}));
  EXPECT_EQ(numbers_told("kv-tk-2024Z1: all 3 questions answered"), std::nullopt);
  EXPECT_EQ(numbers_told("kv-tk-2024Z1: the question answered again on 2024-11-20"), std::nullopt);
  EXPECT_EQ(numbers_told("kv-tk-2024Z1: questions withdrawn"), std::nullopt);
  EXPECT_EQ(numbers_told(""), std::nullopt);
  Numbers many;
  for (int n = 1; n <= 200; ++n) many.push_back(std::to_string(n));
  EXPECT_EQ(numbers_told("x: " + questions::questions_in_words(many, 300)), std::nullopt) << "they aren't all named";
  many.resize(60);
  EXPECT_EQ(numbers_told("x: " + questions::questions_in_words(many, 300) + " answered"), many);
}

TEST_F(QuestionLife, GoesFromAskedThroughPostponedAndPartlyAnsweredToAnswered) {
  EXPECT_EQ(write(kAsked),
            "question.asked kv-tk-2024Z1: 3 questions by Van Zanten (Polderpartij) to Minister van Zuivel; due on "
            "2024-11-18\n");
  EXPECT_EQ(write(kPostponed), "question.postponed kv-tk-2024Z1: postponed; due on 2024-12-09 instead of 2024-11-18\n");
  EXPECT_EQ(states("number = '1'"), "kv-tk-2024Z1|1|postponed|NULL|NULL|2024-12-09\n");
  EXPECT_EQ(write(kPart), "question.partly_answered kv-tk-2024Z1: questions 1 and 2 of 3 answered on 2024-11-20\n");
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|postponed|NULL|NULL|2024-12-09\n");
  EXPECT_EQ(write(kRest), "question.answered kv-tk-2024Z1: question 3 of 3 answered on 2024-12-01\n");
  EXPECT_EQ(states(), kAllAnswered);
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, TheSamePapersInAnyOrderEndInTheSameState) {
  std::vector<Sheet> sheets = {kAsked, kPostponed, kPart, kRest};
  std::sort(sheets.begin(), sheets.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  do {
    Folder fresh;
    registrar_ = std::make_unique<Registrar>(fresh.path(), Open::read_write);
    std::map<std::string, int> kinds;
    for (const auto& sheet : sheets) {
      const auto lines = write(sheet);
      for (std::size_t at = 0; at < lines.size(); at = lines.find('\n', at) + 1)
        ++kinds[lines.substr(at, lines.find(' ', at) - at)];
    }
    EXPECT_EQ(states(), kAllAnswered) << sheets[0].id << sheets[1].id << sheets[2].id;
    EXPECT_EQ(kinds["question.asked"], 1);
    EXPECT_EQ(kinds["question.postponed"], 1);
    EXPECT_EQ(kinds["question.answered"] + kinds["question.partly_answered"], 2);
    registrar_.reset();
  } while (
      std::next_permutation(sheets.begin(), sheets.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
}

TEST_F(QuestionLife, AnAnswerThatComesFirstOpensTheSetAndTheQuestionPaperOnlyJoinsIt) {
  Sheet whole = kPart;
  whole.questions = whole.answers = {1, 2, 3};
  EXPECT_EQ(write(whole),
            "question.asked ah-tk-20242025-2: 3 questions by Van Zanten (Polderpartij) to Minister van Zuivel; due on "
            "2024-11-18\nquestion.answered ah-tk-20242025-2: all 3 questions answered on 2024-11-20\n");
  EXPECT_EQ(write(kAsked), "");
  EXPECT_EQ(joins(), "kv-tk-2024Z1|ah-tk-20242025-2|askers, subject and date|1\nkv-tk-2024Z1|kv-tk-2024Z1|itself|1\n");
  EXPECT_EQ(Questions(registrar_->record()).resolve("ah-tk-20242025-2"), std::vector<std::string>{"kv-tk-2024Z1"});
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, AnAnswerWithAZaaknummerOpensTheSetUnderTheIdThatItWillHave) {
  Sheet whole = kRest;
  whole.extra = R"("zaaknummer":"2024Z1")";
  whole.askers = "Iemand anders";
  EXPECT_TRUE(write(whole).starts_with("question.asked kv-tk-2024Z1: 1 question by"));
  EXPECT_EQ(write(kAsked), "");
  EXPECT_EQ(states(),
            "kv-tk-2024Z1|1|open|NULL|NULL|2024-11-18\nkv-tk-2024Z1|2|open|NULL|NULL|2024-11-18\n"
            "kv-tk-2024Z1|3|answered|2024-12-01|ah-tk-20242025-3|2024-11-18\n");
}

TEST_F(QuestionLife, AnAnswerJoinsByTheEarlierAanhangselThatItNames) {
  write(kAsked);
  Sheet answer = kRest;
  answer.subject = "iets dat anders is gespeld";
  answer.askers = "Zanten";
  answer.extra = R"("see_also":["ah-tk-20242025-1"])";
  EXPECT_TRUE(write(answer).starts_with("question.asked ah-tk-20242025-3"));
  // The link comes later: the postponement brings the answer to the set, whose watchers are told.
  EXPECT_EQ(write(kPostponed),
            "question.postponed kv-tk-2024Z1: postponed; due on 2024-12-09 instead of 2024-11-18\n"
            "question.partly_answered kv-tk-2024Z1: question 3 of 3 answered on 2024-11-15\n");
  EXPECT_EQ(joins(),
            "kv-tk-2024Z1|ah-tk-20242025-1|askers, subject and date|1\nkv-tk-2024Z1|ah-tk-20242025-3|earlier "
            "Aanhangsel|1\nkv-tk-2024Z1|kv-tk-2024Z1|itself|1\n");
}

TEST_F(QuestionLife, AnUncertainJoinIsMarkedAndCanBeUndoneByHand) {
  write(kAsked);
  Sheet answer = kRest;
  answer.subject = kAsked.subject;
  answer.askers = "Van Zanten+De Wit";
  EXPECT_EQ(write(answer), "question.partly_answered kv-tk-2024Z1: question 3 of 3 answered on 2024-12-01\n");
  EXPECT_NE(joins().find("likeness (uncertain)|0"), std::string::npos);
  EXPECT_TRUE(decide(answer.id, "kv-tk-2024Z1", false, testing::at("2024-12-02T12:00:00Z")));
  EXPECT_EQ(states("set_id = 'kv-tk-2024Z1' AND number = '3'"), "kv-tk-2024Z1|3|open|NULL|NULL|2024-11-18\n");
  expect_rebuild_gives_the_same();
  EXPECT_TRUE(decide(answer.id, "kv-tk-2024Z1", true, testing::at("2024-12-02T13:00:00Z")));
  EXPECT_NE(joins().find("|hand|1"), std::string::npos);
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|answered|2024-12-01|ah-tk-20242025-3|2024-11-18\n");
  expect_rebuild_gives_the_same();
  EXPECT_FALSE(decide("nooit-gezien", "kv-tk-2024Z1", true, testing::at("2024-12-02T13:00:00Z")));
}

TEST_F(QuestionLife, AnAnswerWhoseFileIsYetToComeAnswersNothing) {
  write(kAsked);
  Sheet announced = kPart;
  announced.questions = announced.answers = {};
  announced.extra =
      R"("links":[{"relation":"file_to_come","target":null,"printed":"Het bestand van dit stuk is er nog niet."}])";
  EXPECT_EQ(write(announced), "question.remark kv-tk-2024Z1: an answer is announced, its file is yet to come\n");
  EXPECT_EQ(states("state <> 'open'"), "");
  EXPECT_EQ(write(kPart), "question.partly_answered kv-tk-2024Z1: questions 1 and 2 of 3 answered on 2024-11-20\n");
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|open|NULL|NULL|2024-11-18\n");
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, OtherQuestionsOfTheSameMemberOnTheSameDayAreAnotherSet) {
  write(kAsked);
  Sheet other = kRest;
  other.subject = "de paardenmarkt van Voorschoten";
  EXPECT_TRUE(write(other).starts_with("question.asked ah-tk-20242025-3"));
  EXPECT_EQ(states("set_id = 'kv-tk-2024Z1' AND state <> 'open'"), "");
}

TEST_F(QuestionLife, APostponementThatPrintsTheQuestionsOpensTheirSet) {
  Sheet postponed = kPostponed;
  postponed.questions = {1, 2, 3};
  EXPECT_EQ(write(postponed),
            "question.asked ah-tk-20242025-1: 3 questions by Van Zanten (Polderpartij) to Minister van Zuivel; due on "
            "2024-12-09\nquestion.postponed ah-tk-20242025-1: postponed; due on 2024-12-09\n");
  EXPECT_EQ(states("number = '3'"), "ah-tk-20242025-1|3|postponed|NULL|NULL|2024-12-09\n");
  EXPECT_EQ(write(kAsked), "");
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|postponed|NULL|NULL|2024-12-09\n");
  EXPECT_EQ(write(kPart), "question.partly_answered kv-tk-2024Z1: questions 1 and 2 of 3 answered on 2024-11-20\n");
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, WhoAnswersWasAskedWhereNothingSaysMore) {
  auto& record = registrar_->record();
  NewRevision revision = testing::letter("ah-tk-20242025-9", "Antwoord");
  revision.kind = "answer";
  revision.facts_json = R"({"kind":"answer","zaaknummer":"2024Z9","date":"2024-11-20",)"
                        R"("answered_by":[{"role":"Minister","name":"P. Pont","ministry":"Water en Wind"}],)"
                        R"("questions":[{"number":1,"text":"Waarom?"}],"answers":[{"covers":[1],"text":"Daarom."}]})";
  registrar_->write(std::vector<NewRevision>{revision});
  EXPECT_EQ(Questions(record).set("kv-tk-2024Z9")->addressed_to, "Minister van Water en Wind");
}

TEST_F(QuestionLife, WithdrawnQuestionsAreWithdrawnUnlessAnswered) {
  write(kAsked);
  write(kPart);
  EXPECT_EQ(write(notice("De vragen zijn ingetrokken.")),
            "question.withdrawn kv-tk-2024Z1: question 3 of 3 withdrawn\n");
  EXPECT_EQ(states("state = 'withdrawn'"), "kv-tk-2024Z1|3|withdrawn|NULL|NULL|2024-11-18\n");
}

TEST_F(QuestionLife, AnAnswerByLetterIsToldWithTheLetter) {
  write(kAsked);
  EXPECT_EQ(write(notice("De vragen zijn beantwoord bij brief van 17 november.")),
            "question.answered kv-tk-2024Z1: all 3 questions answered by letter kst-31415-12 on 2024-11-18\n");
}

TEST_F(QuestionLife, ANoticeThatDoesNotSayThatTheyAreAnsweredLeavesQuestionsOpen) {
  write(kAsked);
  EXPECT_EQ(
      write(notice("De vragen worden betrokken bij een brief over kaas en dan beantwoord.")),
      "question.remark kv-tk-2024Z1: a notice that decides nothing «De vragen worden betrokken bij een brief over "
      "kaas en dan beantwoord.»\n");
  EXPECT_EQ(states("state <> 'open'"), "");
  EXPECT_EQ(Questions(registrar_->record()).papers("kv-tk-2024Z1").back().role, "remarks");
  const auto passed = notice("De vragen zijn overgedragen aan de Minister van Melk, die deze zal beantwoorden.");
  EXPECT_EQ(write(passed), "question.passed_on kv-tk-2024Z1: passed on to Minister van Melk\n");
  EXPECT_EQ(write(passed), "") << "told already";
  EXPECT_EQ(states("state <> 'open'"), "");
  EXPECT_EQ(Questions(registrar_->record()).papers("kv-tk-2024Z1").back().role, "re-addresses");
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT addressed_to FROM question_sets"), "Minister van Melk\n");
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, APostponementAloneSaysThatQuestionsAreOwed) {
  EXPECT_EQ(write(kPostponed), "question.postponed ah-tk-20242025-1: postponed; due on 2024-12-09\n");
  Questions questions(registrar_->record());
  QuestionFilter owed;
  owed.state = QuestionFilter::State::open;
  const auto open = questions.sets(owed);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].questions, 0);
  EXPECT_EQ(open[0].postponed, 1);
  EXPECT_TRUE(open[0].was_postponed);
  const auto overdue = questions.newly_overdue(publications::parse_iso_date("2024-12-10").value(), 10);
  ASSERT_EQ(overdue.size(), 1U);
  EXPECT_EQ(overdue[0].summary, "ah-tk-20242025-1: questions not answered by 2024-12-09; asked of Minister van Zuivel");
  Sheet all = kPart;
  all.questions = all.answers = {1, 2, 3};
  write(all);
  EXPECT_TRUE(Questions(registrar_->record()).sets(owed).empty());
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, ACorrectedAnswerChangesNoStateAndNamesItsQuestions) {
  write(kAsked);
  write(kPart);
  Sheet corrected = kPart;
  corrected.answers = {1};  // the second answer is taken out: what was answered stays so
  corrected.words = "beter";
  const auto before = states();
  EXPECT_EQ(write(corrected), "");
  EXPECT_EQ(corrected_, "the answer to question 1 of kv-tk-2024Z1 changed");
  EXPECT_EQ(states(), before);
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT answer_text FROM v_questions ORDER BY number"),
            "beter 1\nantwoord 2\nNULL\n");
  expect_rebuild_gives_the_same();
}

TEST_F(QuestionLife, AFurtherAnswerIsToldAndLeavesTheFirstInItsPlace) {
  Sheet whole = kPart;
  whole.questions = whole.answers = {1, 2, 3};
  write(kAsked);
  write(whole);
  Sheet further = kRest;
  EXPECT_EQ(write(further), "question.answered kv-tk-2024Z1: question 3 of 3 answered again on 2024-12-01\n");
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|answered|2024-11-20|ah-tk-20242025-2|2024-11-18\n");
}

TEST_F(QuestionLife, OneAnswerServesTwoSets) {
  Sheet second = kAsked;
  second.id = "kv-tk-2024Z2";
  second.askers = "De Wit";
  second.extra = R"("zaaknummer":"2024Z2")";
  write(kAsked);
  write(second);
  Sheet both = kPart;
  both.questions = both.answers = {1, 2, 3};
  both.extra = R"("aliases":["kv-tk-2024Z1","kv-tk-2024Z2"])";
  EXPECT_EQ(write(both),
            "question.answered kv-tk-2024Z1: all 3 questions answered on 2024-11-20\n"
            "question.answered kv-tk-2024Z2: all 3 questions answered on 2024-11-20\n");
  EXPECT_EQ(states("state <> 'answered'"), "");
}

TEST_F(QuestionLife, EveryFractieOfASchriftelijkOverlegHasItsOwnSet) {
  Sheet consultation{.id = "kst-31415-40", .kind = "written_consultation", .asked_on = ""};
  const auto fracties =
      R"("fracties":[{"name":"D66","questions":[{"number":1,"text":"Een?"},{"number":2,"text":"Twee?"}]},)"
      R"({"name":"VVD","questions":[]},{"name":"Volt","questions":[{"number":3,"text":"Drie?"}]}])";
  consultation.extra = fracties;
  EXPECT_EQ(write(consultation),
            "question.asked kst-31415-40#D66: 2 questions by D66 to Minister van Zuivel\n"
            "question.asked kst-31415-40#Volt: 1 question by Volt to Minister van Zuivel\n");
  consultation.answers = {1, 2};
  consultation.on_date = "2024-12-01";
  EXPECT_EQ(write(consultation), "question.answered kst-31415-40#D66: all 2 questions answered on 2024-12-01\n");
  EXPECT_EQ(states(),
            "kst-31415-40#D66|1|answered|2024-12-01|kst-31415-40|NULL\n"
            "kst-31415-40#D66|2|answered|2024-12-01|kst-31415-40|NULL\n"
            "kst-31415-40#Volt|3|open|NULL|NULL|NULL\n");
  expect_rebuild_gives_the_same();
}

// What a fractie asks, in words long enough to tell it from other questions.
std::string contribution(const std::string& name, int first, const std::vector<std::string>& about) {
  std::string out;
  for (const auto& word : about)
    out += fmt::format(
        R"({}{{"number":{},"text":"Kan de Minister uiteenzetten hoe het met {} in de kustgemeenten staat?"}})",
        out.empty() ? "" : ",", first++, word);
  return fmt::format(R"({{"name":"{}","questions":[{}]}})", name, out);
}

TEST_F(QuestionLife, AVerslagAnswersTheContributionsThatWereListedBefore) {
  Sheet list{.id = "tk-2024D40001", .kind = "written_consultation", .asked_on = "", .on_date = "2024-11-01"};
  list.extra = fmt::format(R"("fracties":[{},{}])", contribution("D66", 1, {"dijken", "duinen", "havens", "sluizen"}),
                           contribution("Volt", 5, {"veren"}));
  Sheet report = list;
  report.id = "kst-31415-41";
  report.on_date = "2024-12-01";
  // One more question is printed, the last has other words, and the numbers are others.
  report.extra = fmt::format(R"("fracties":[{},{}])", contribution("CDA", 1, {"molens"}),
                             contribution("D66", 2, {"stranden", "dijken", "duinen", "havens", "alle sluizen"}));
  report.answers = {1, 2, 3, 5, 6};
  for (const bool report_first : {false, true}) {
    SCOPED_TRACE(report_first);
    Folder fresh;
    registrar_ = std::make_unique<Registrar>(fresh.path(), Open::read_write);
    if (report_first) write(report);
    write(list);
    const auto told = report_first ? std::string() : write(report);
    if (!report_first) {
      EXPECT_EQ(told,
                "question.asked kst-31415-41#CDA: 1 question by CDA to Minister van Zuivel\n"
                "question.answered kst-31415-41#CDA: the question answered on 2024-12-01\n"
                "question.partly_answered tk-2024D40001#D66: questions 1, 3 and 4 of 4 answered on 2024-12-01\n");
    }
    EXPECT_EQ(states("state <> 'open' AND set_id LIKE '%#D66'"),
              "tk-2024D40001#D66|1|answered|2024-12-01|kst-31415-41|NULL\n"
              "tk-2024D40001#D66|3|answered|2024-12-01|kst-31415-41|NULL\n"
              "tk-2024D40001#D66|4|answered|2024-12-01|kst-31415-41|NULL\n");
    EXPECT_EQ(select(registrar_->record().handle(),
                     "SELECT answer_text FROM v_questions WHERE set_id LIKE '%#D66' ORDER BY number"),
              "antwoord 3\nNULL\nantwoord 5\nantwoord 6\n");
    EXPECT_EQ(states("set_id LIKE '%#Volt'"), "tk-2024D40001#Volt|5|open|NULL|NULL|NULL\n");
    registrar_.reset();
  }
}

TEST_F(QuestionLife, AListOfQuestionsIsAnsweredByTheListThatPrintsThemAgainEvenUnderAnotherCase) {
  Sheet list{.id = "kst-31415-70",
             .kind = "question_set",
             .askers = "",
             .asked_on = "",
             .on_date = "2024-11-01",
             .questions = {1, 2, 3}};
  list.extra = R"("zaaknummer":"2024Z70")";
  Sheet answers = list;
  answers.id = "kst-31415-71";
  answers.kind = "answer";
  answers.on_date = "2024-11-20";
  answers.extra = R"("zaaknummer":"2024Z71")";
  answers.answers = {1, 2, 3};
  EXPECT_TRUE(write(list).starts_with("question.asked kst-31415-70: 3 questions"));
  EXPECT_EQ(write(answers), "question.answered kst-31415-70: all 3 questions answered on 2024-11-20\n");
  EXPECT_EQ(joins(), "kst-31415-70|kst-31415-70|itself|1\nkst-31415-70|kst-31415-71|the questions|1\n");
  registrar_.reset();
  const Folder fresh;
  registrar_ = std::make_unique<Registrar>(fresh.path(), Open::read_write);
  write(answers);
  EXPECT_EQ(write(list), "");
  EXPECT_EQ(states("state = 'answered' AND set_id = 'kst-31415-70'"),
            "kst-31415-70|1|answered|2024-11-20|kst-31415-71|NULL\n"
            "kst-31415-70|2|answered|2024-11-20|kst-31415-71|NULL\n"
            "kst-31415-70|3|answered|2024-11-20|kst-31415-71|NULL\n");
  registrar_.reset();
}

TEST_F(QuestionLife, APaperOfSeveralCasesJoinsAllOfThem) {
  Sheet second = kAsked;
  second.id = "kv-tk-2024Z2";
  second.askers = "De Wit";
  second.extra = R"("zaaknummer":"2024Z2")";
  write(kAsked);
  write(second);
  Sheet letter{.id = "tk-2024D1",
               .kind = "answer",
               .askers = "",
               .subject = "",
               .asked_on = "",
               .on_date = "2024-11-12",
               .answers = {1, 2, 3}};
  letter.extra = R"("zaaknummer":"2024Z1","further_zaaknummers":["2024Z2"])";
  EXPECT_EQ(write(letter),
            "question.answered kv-tk-2024Z1: all 3 questions answered on 2024-11-12\n"
            "question.answered kv-tk-2024Z2: all 3 questions answered on 2024-11-12\n");
}

TEST_F(QuestionLife, WhoAsksTwiceOnOneDayAboutOneSubjectIsAnsweredByTheWordsOfTheQuestions) {
  Sheet second = kAsked;
  second.id = "kv-tk-2024Z2";
  second.extra = R"("zaaknummer":"2024Z2","title":"elders")";
  write(kAsked);
  auto facts = second;
  facts.questions = {4, 5};
  write(facts);
  Sheet answer = kRest;
  answer.questions = answer.answers = {4, 5};
  EXPECT_EQ(write(answer), "question.answered kv-tk-2024Z2: all 2 questions answered on 2024-12-01\n");
  EXPECT_EQ(states("state = 'answered' AND set_id = 'kv-tk-2024Z1'"), "");
}

TEST_F(QuestionLife, AnAnswerThatWasGuessedToBelongToASetIsTakenBackAloudWhenItsOwnQuestionsCome) {
  write(kAsked);
  Sheet answer = kPart;
  answer.askers = "Van Zanten+De Wit";
  EXPECT_TRUE(write(answer).starts_with("question.partly_answered kv-tk-2024Z1"));
  Sheet own = kAsked;
  own.id = "kv-tk-2024Z2";
  own.askers = answer.askers;
  own.extra = R"("zaaknummer":"2024Z2")";
  own.questions = {1, 2};
  const auto told = write(own);
  EXPECT_NE(
      told.find("question.partly_answered kv-tk-2024Z1: questions 1 and 2 of 3 not answered after all: the answer "
                "belongs to other questions\n"),
      std::string::npos)
      << told;
  EXPECT_NE(told.find("question.answered kv-tk-2024Z2: all 2 questions answered"), std::string::npos) << told;
}

TEST_F(QuestionLife, APaperThatAnsweredAndSaysSomethingElseNowHasStillAnswered) {
  write(kAsked);
  write(kPart);
  const auto before = states();
  Sheet other = kPart;
  other.kind = "postponement";
  other.questions = other.answers = {};
  write(other);
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT number, state FROM v_questions ORDER BY number"),
            "1|answered\n2|answered\n3|postponed\n");
}

}  // namespace
}  // namespace griffier::store
