// Terms that pass: told once each, whatever becomes of the set.
#include "question_sheets.h"

namespace griffier::store {
namespace {

using testing::kAsked;
using testing::kPart;
using testing::kPostponed;
using testing::kRest;
using testing::select;
using testing::Sheet;

class QuestionTerms : public testing::QuestionDesk {
 protected:
  // Tells what passed before this day: "set@due ".
  std::string pass(const char* iso) {
    Questions questions(registrar_->record());
    std::string out;
    for (const auto& one : questions.newly_overdue(publications::parse_iso_date(iso).value(), 10)) {
      questions.note_overdue({{one, {}}}, testing::at("2024-12-20T06:00:00Z"));
      out += one.set_id + "@" + one.due_on + " ";
    }
    return out;
  }
};

TEST_F(QuestionTerms, ATermThatPassesIsToldOnce) {
  write(kAsked);
  Questions questions(registrar_->record());
  const auto today = [](const char* iso) { return publications::parse_iso_date(iso).value(); };
  EXPECT_TRUE(questions.newly_overdue(today("2024-11-18"), 10).empty());
  auto overdue = questions.newly_overdue(today("2024-11-19"), 10);
  ASSERT_EQ(overdue.size(), 1U);
  questions.note_overdue({{overdue.front(), {}}}, testing::at("2024-11-19T06:00:00Z"));
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT at FROM v_events WHERE kind = 'question.overdue'"),
            "2024-11-18T23:00:00Z\n")
      << "when the day ended in Amsterdam, not when it was noticed";
  EXPECT_TRUE(questions.newly_overdue(today("2024-11-20"), 10).empty());
  write(kPostponed);  // another term
  EXPECT_TRUE(questions.newly_overdue(today("2024-11-20"), 10).empty());
  EXPECT_EQ(questions.newly_overdue(today("2024-12-10"), 10).size(), 1U);
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT event_id, summary FROM v_events WHERE revision IS NULL"),
            "kv-tk-2024Z1@2024-11-18/question.overdue|kv-tk-2024Z1: 3 of 3 questions not answered by 2024-11-18; "
            "asked of Minister van Zuivel\n");
  expect_rebuild_gives_the_same();
  EXPECT_EQ(Questions(registrar_->record()).newly_overdue(today("2024-12-10"), 10).size(), 1U);
}

TEST_F(QuestionTerms, ATermThatIsPutOffAndBackIsNotToldAgain) {
  const auto told = [&] {
    return select(registrar_->record().handle(), "SELECT event_id FROM v_events WHERE revision IS NULL");
  };
  // Told under the id of a part of the answer, before the question is there to give the set its own.
  Sheet part = kPart;
  part.questions = {1, 2, 3};
  write(part);
  EXPECT_EQ(pass("2024-12-20"), "ah-tk-20242025-2@2024-11-18 ");
  write(kAsked);
  write(kPostponed);
  EXPECT_EQ(pass("2024-12-20"), "kv-tk-2024Z1@2024-12-09 ");
  const auto once_each = told();
  Sheet back = kAsked;
  back.extra += R"(,"due_on":"2024-11-18")";
  write(back);
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|postponed|NULL|NULL|2024-11-18\n");
  EXPECT_EQ(pass("2024-12-20"), "");
  EXPECT_EQ(told(), once_each);
  expect_rebuild_gives_the_same();
  EXPECT_EQ(pass("2024-12-20"), "");
  EXPECT_EQ(told(), once_each);
  write(kAsked);  // without a date of its own: put off again, to a day that was told before the rebuild
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|postponed|NULL|NULL|2024-12-09\n");
  EXPECT_EQ(pass("2024-12-20"), "");
}

TEST_F(QuestionTerms, ASetThatTakesAnotherInIsNotToldOfWhatThatWasToldOf) {
  Sheet given = kAsked;
  given.extra += R"(,"due_on":"2024-11-25")";
  write(given);
  Sheet stray = kPart;
  stray.subject = "iets wat er niet op lijkt";
  stray.questions = {1, 2, 3};
  write(stray);
  EXPECT_EQ(pass("2024-11-20"), "ah-tk-20242025-2@2024-11-18 ");
  ASSERT_TRUE(decide(stray.id, kAsked.id, true, testing::at("2024-11-21T06:00:00Z")));
  EXPECT_EQ(pass("2024-11-22"), "");
  write(kAsked);  // the publisher takes its own term back: the set is due when the other was
  EXPECT_EQ(states("number = '3'"), "kv-tk-2024Z1|3|open|NULL|NULL|2024-11-18\n");
  EXPECT_EQ(pass("2024-11-22"), "");
  expect_rebuild_gives_the_same();
  EXPECT_EQ(pass("2024-11-22"), "");
  write(kPostponed);
  EXPECT_EQ(pass("2024-12-10"), "kv-tk-2024Z1@2024-12-09 ");
}

TEST_F(QuestionTerms, SetsThatArePartedAndJoinedAgainAreNotToldAgain) {
  write(kAsked);
  Sheet guessed = kPart;
  guessed.askers = "Van Zanten+Een ander";
  guessed.questions = {1, 2, 3};
  write(guessed);
  EXPECT_EQ(pass("2024-11-20"), "kv-tk-2024Z1@2024-11-18 ");
  const auto at = testing::at("2024-11-21T06:00:00Z");
  ASSERT_TRUE(decide(guessed.id, kAsked.id, false, at));
  EXPECT_EQ(states("number = '3'"),
            "ah-tk-20242025-2|3|open|NULL|NULL|2024-11-18\nkv-tk-2024Z1|3|open|NULL|NULL|2024-11-18\n");
  EXPECT_EQ(pass("2024-11-22"), "");
  write(kPostponed);
  EXPECT_EQ(pass("2024-12-10"), "kv-tk-2024Z1@2024-12-09 ");
  ASSERT_TRUE(decide(guessed.id, kAsked.id, true, at));
  EXPECT_EQ(pass("2024-12-10"), "");
  ASSERT_TRUE(decide(guessed.id, kAsked.id, false, at));
  EXPECT_EQ(pass("2024-12-10"), "");
}

// Two sets with one answer have a term each, and what one was told the other was not.
TEST_F(QuestionTerms, ASetThatSharesAnAnswerWithAnotherIsToldOfItsOwn) {
  write(kAsked);
  EXPECT_EQ(pass("2024-11-20"), "kv-tk-2024Z1@2024-11-18 ");
  Sheet both = kPart;
  both.asked_on = both.askers = "";
  both.on_date = "2024-11-20";
  both.extra = R"("zaaknummer":"2024Z1","further_zaaknummers":["2024Z2"])";
  write(both);
  Sheet other = kAsked;
  other.id = "kv-tk-2024Z2";
  other.subject = "de kaas van Gouda";
  other.extra = R"("zaaknummer":"2024Z2")";
  write(other);
  EXPECT_EQ(pass("2024-11-20"), "kv-tk-2024Z2@2024-11-18 ");
}

TEST_F(QuestionTerms, OtherRulesForTermsChangeEveryTermAndOutliveARebuild) {
  write(kAsked);
  publications::TermRules rules;
  rules.weeks = 4;
  Questions(registrar_->record()).use_rules(rules);
  EXPECT_EQ(states("number = '1'"), "kv-tk-2024Z1|1|open|NULL|NULL|2024-11-25\n");
  expect_rebuild_gives_the_same();
}

}  // namespace
}  // namespace griffier::store
