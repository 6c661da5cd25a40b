// Invented papers about questions and the record that they come in at; for tests of their life and their terms.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "record_fixture.h"
#include "store/integrity.h"
#include "store/record/questions.h"
#include "store/repeat.h"

namespace griffier::store::testing {

// An invented paper, by its facts.
struct Sheet {
  std::string id = {}, kind = {}, extra = {};  // extra: more members of the facts
  std::string askers = "Van Zanten";           // joined by '+'
  std::string subject = "de kaasmarkt van Edam";
  std::string asked_on = "2024-10-28", on_date = {};
  std::vector<int> questions = {}, answers = {};
  std::string words = "antwoord";  // of each answer
};

inline std::string facts_of(const Sheet& sheet) {
  std::string askers;
  for (std::size_t at = 0; at <= sheet.askers.size();) {
    const auto end = std::min(sheet.askers.find('+', at), sheet.askers.size());
    if (sheet.askers.empty()) break;
    askers += fmt::format(R"({}{{"name":"{}","party":"Polderpartij"}})", askers.empty() ? "" : ",",
                          sheet.askers.substr(at, end - at));
    at = end + 1;
  }
  std::string questions;
  for (const int n : sheet.questions)
    questions += fmt::format(R"({}{{"number":{},"text":"Hoe staat het met punt {} van {}?"}})",
                             questions.empty() ? "" : ",", n, n, sheet.subject);
  std::string answers;
  for (const int n : sheet.answers)
    answers += fmt::format(R"({}{{"covers":[{}],"text":"{} {}"}})", answers.empty() ? "" : ",", n, sheet.words, n);
  return fmt::format(R"({{"kind":"{}","subject":"{}","asked_on":"{}","date":"{}","askers":[{}],)"
                     R"("addressed_to":["Minister van Zuivel"],"questions":[{}],"answers":[{}]{}{}}})",
                     sheet.kind, sheet.subject, sheet.asked_on, sheet.on_date.empty() ? sheet.asked_on : sheet.on_date,
                     askers, questions, answers, sheet.extra.empty() ? "" : ",", sheet.extra);
}

class QuestionDesk : public ::testing::Test {
 protected:
  QuestionDesk() { open(); }
  void open() { registrar_ = std::make_unique<Registrar>(folder_.path(), Open::read_write); }
  void restart() {
    registrar_.reset();
    open();
  }
  // Writes as the intake does: what the preview says becomes the events. Returns "kind set: rest" lines.
  std::string write(const Sheet& sheet) {
    auto& record = registrar_->record();
    NewRevision revision = letter(sheet.id, facts_of(sheet));
    const auto last = record.last_revision(sheet.id);
    if (last) revision.change = "substantive";
    revision.observed_at += std::chrono::seconds(++clock_);
    revision.kind = sheet.kind;
    revision.facts_json = facts_of(sheet);
    const auto preview =
        preview_questions(record, sheet.id, revision.change, revision.facts_json, revision.observed_at);
    revision.events = {{last ? "document.revised" : "document.published", "", preview.corrected}};
    std::string out;
    for (const auto& event : preview.events) {
      revision.events.push_back(event);
      out += event.kind + " " + event.summary + "\n";
    }
    registrar_->write(std::vector<NewRevision>{revision});
    corrected_ = preview.corrected;
    return out;
  }
  // As a person decides: in a revision of the paper's document. False when there is nothing to decide.
  bool decide(const std::string& paper, const std::string& set_id, bool joined, publications::Instant when) {
    const auto document = Questions(registrar_->record()).document_to_decide(paper, set_id);
    if (document.empty()) return false;
    NewRevision revision = repeat_of(*registrar_, document);
    revision.observed_at = when;
    revision.question_decisions = {{paper, set_id, joined}};
    registrar_->write(std::vector<NewRevision>{revision});
    return true;
  }
  std::string states(const std::string& where = "true") {
    return select(registrar_->record().handle(),
                  "SELECT set_id, number, state, answered_on, answer_document_id, due_on FROM v_questions WHERE " +
                      where + " ORDER BY set_id, cast(number AS integer)");
  }
  std::string joins() {
    return select(registrar_->record().handle(),
                  "SELECT s.set_id, p.paper, m.joined_by, m.certain FROM question_members m JOIN question_sets s"
                  " USING(set_key) JOIN question_papers p USING(paper_key) ORDER BY 1, 2");
  }
  std::string view() { return select(registrar_->record().handle(), "SELECT * FROM v_questions ORDER BY 1, 3"); }
  void expect_rebuild_gives_the_same() {
    const auto before = view();
    const auto events = select(registrar_->record().handle(), "SELECT * FROM v_events WHERE revision IS NOT NULL");
    registrar_.reset();
    EXPECT_TRUE(verify(folder_.path(), {}).problems.empty());
    rebuild(folder_.path(), {});
    open();
    EXPECT_EQ(view(), before);
    EXPECT_EQ(select(registrar_->record().handle(), "SELECT * FROM v_events WHERE revision IS NOT NULL"), events);
  }

  Folder folder_;
  std::unique_ptr<Registrar> registrar_;
  std::string corrected_;
  int clock_ = 0;
};

inline const Sheet kAsked{
    .id = "kv-tk-2024Z1", .kind = "question_set", .extra = R"("zaaknummer":"2024Z1")", .questions = {1, 2, 3}};
inline const Sheet kPostponed{.id = "ah-tk-20242025-1",
                              .kind = "postponement",
                              .extra = R"("notice_reason":"Er is meer tijd nodig.")",
                              .on_date = "2024-11-15"};
inline const Sheet kPart{
    .id = "ah-tk-20242025-2", .kind = "answer", .on_date = "2024-11-20", .questions = {1, 2}, .answers = {1, 2}};
inline const Sheet kRest{
    .id = "ah-tk-20242025-3", .kind = "answer", .on_date = "2024-12-01", .questions = {3}, .answers = {3}};

}  // namespace griffier::store::testing
