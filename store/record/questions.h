// The life of questions in the record: what a paper changes, before it is written and when it is, and what to ask.
//
// A set's state is a function of the papers that belong to it, whatever order they came in; which papers belong to it
// is a function of the papers. So the same papers give the same states, and a rebuild gives them again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"
#include "publications/terms.h"
#include "store/record/record.h"

namespace griffier::store {

// What a revision that isn't written yet will do to questions, and to toezeggingen (toezeggingen.h).
struct QuestionPreview {
  std::vector<NewEvent> events;
  std::string corrected;  // "answers to questions 2 and 3 of kv-… changed"; empty if none
  // What is known of the sets that the events are of, by set id: a letter that answers needn't say who asked.
  struct Set {
    std::string zaaknummer, asker, fractie, addressed_to;  // lists separated by ", "
  };
  std::map<std::string, Set> sets;
  // A paper that shares one of these with another has to be written before the other is decided on.
  std::vector<std::string> concerns;
};
[[nodiscard]] QuestionPreview preview_questions(Record& record, const std::string& document_id,
                                                const std::string& change, const std::string& facts_json,
                                                publications::Instant observed_at);

// The numbers that an event's summary says something of, "questions 1 and 2 of 3 answered"; nullopt when it says it of
// all of them, or of more than it names.
[[nodiscard]] std::optional<std::vector<std::string>> numbers_told(std::string_view summary);

struct QuestionFilter {
  enum class State { any, open, overdue, answered } state = State::any;
  std::string ministry, fractie, member, dossier, since;  // since: a date, of asking
  std::string today;                                      // of overdue
};
struct QuestionRow {  // v_questions, with what it takes to sort and to show them
  std::string set_id, zaaknummer, number, fractie, asker, addressed_to, asked_on, due_on, state, answered_on,
      answer_document_id, question_text, answer_text;
  std::string subject;
};
struct QuestionSetRow {
  std::string set_id, zaaknummer, fractie, asker, addressed_to, subject, asked_on, due_on, term;
  std::int64_t questions = 0, unanswered = 0, postponed = 0, withdrawn = 0;
  std::string answered_on;  // the last answer, once nothing is unanswered
  bool was_postponed = false;
};
struct QuestionPaperRow {  // a paper of a set
  std::string paper, document_id, role, by, on_date, reason, letter;
  bool certain = true;
};

class Questions {
 public:
  explicit Questions(Record& record);  // borrows; what writes is for the writer's thread

  [[nodiscard]] std::vector<QuestionSetRow> sets(const QuestionFilter& filter);  // what is owed first, by days left
  [[nodiscard]] std::optional<QuestionSetRow> set(const std::string& set_id);
  [[nodiscard]] std::vector<QuestionRow> questions(const std::string& set_id);
  [[nodiscard]] std::vector<QuestionPaperRow> papers(const std::string& set_id);
  // The answers that one document gives to questions of a set, further ones included, by the numbers of the set.
  struct Given {
    std::string number, question_text, answer_text, document_id, on_date;
  };
  [[nodiscard]] std::vector<Given> given_by(const std::string& set_id, const std::string& document_id);
  // Answers of a set that came after the one that answered the question ("nader antwoord").
  [[nodiscard]] std::vector<Given> further_answers(const std::string& set_id);
  [[nodiscard]] std::vector<EventRow> events(const std::string& set_id);
  // The set of this id, of this former id, zaaknummer, or paper; the sets of a document when there are several.
  [[nodiscard]] std::vector<std::string> resolve(const std::string& id);

  // The document whose paper this is, where both are known; empty otherwise. What people decide about a paper and a set
  // goes in with a revision of that document (NewRevision::question_decisions).
  [[nodiscard]] std::string document_to_decide(const std::string& paper, const std::string& set_id);

  // Sets whose term passed before `today` and was not told of them yet, under this id or a former one; then
  // toezeggingen, with their number for a set id.
  struct Overdue {
    std::string kind = "question.overdue";  // of the event
    std::string set_id = {}, document_id = {}, due_on = {}, summary = {};
  };
  [[nodiscard]] std::vector<Overdue> newly_overdue(publications::Date today, int limit);
  // Records the event of each with its deliveries (NewDelivery::event is 0), once for each term of a set; all in
  // one transaction.
  using Passing = std::pair<Overdue, std::vector<NewDelivery>>;
  void note_overdue(const std::vector<Passing>& passings, publications::Instant at);

  // The rules for terms; computes all terms anew when they differ from those kept.
  void use_rules(const publications::TermRules& rules);
  [[nodiscard]] publications::TermRules rules();

 private:
  Record& record_;
};

// What of questions only the database knows: decisions, rules, which passings were noted. Copied by a rebuild before
// the first entry, and by a check, which otherwise would see other states.
class Database;
struct QuestionChoices {
  struct Decision {
    std::string paper, set_id, verdict, decided_at;
  };
  std::vector<Decision> decisions;
  std::string rules;
  // The terms that were told, by set id (question_sets.noted_due) or number (toezeggingen.noted_due).
  std::vector<std::pair<std::string, std::string>> noted;
};
[[nodiscard]] QuestionChoices question_choices(Record& record);
void apply_question_choices(Database& db, const QuestionChoices& choices);  // before the first entry
void apply_noted_passings(Database& db, const QuestionChoices& choices);    // after the last
// For when there are no choices to be had: what had passed when the newest revision was observed is recorded as noted
// then, and told to nobody.
void assume_noted_passings(Database& db);

}  // namespace griffier::store
