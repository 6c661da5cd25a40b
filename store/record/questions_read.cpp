// What to ask about questions, what people decide, and terms that pass.
#include <fmt/format.h>

#include <algorithm>

#include "publications/identifier.h"
#include "store/record/parts.h"
#include "store/record/questions.h"
#include "store/record/questions_filter.h"
#include "store/record/questions_plan.h"

namespace griffier::store {
namespace {

constexpr const char* kSetColumns =
    "s.set_id, s.zaaknummer, s.fractie, s.asker, s.addressed_to, s.subject, s.asked_on, s.due_on, s.term, s.questions,"
    " s.unanswered, s.postponed, s.withdrawn, s.answered_on, s.was_postponed";

QuestionSetRow read_set(const Statement& row) {
  QuestionSetRow set;
  set.set_id = row.text(0);
  set.zaaknummer = row.text(1);
  set.fractie = row.text(2);
  set.asker = row.text(3);
  set.addressed_to = row.text(4);
  set.subject = row.text(5);
  set.asked_on = row.text(6);
  set.due_on = row.text(7);
  set.term = row.text(8);
  set.questions = row.integer(9);
  set.unanswered = row.integer(10);
  set.postponed = row.integer(11);
  set.withdrawn = row.integer(12);
  set.answered_on = row.text(13);
  set.was_postponed = row.integer(14) != 0;
  return set;
}

}  // namespace

Questions::Questions(Record& record) : record_(record) {}

std::vector<QuestionSetRow> Questions::sets(const QuestionFilter& filter) {
  std::string where = "(s.questions > 0 OR s.unanswered > 0)";  // a postponement may be all that is there
  std::vector<std::string> values;
  const auto add = [&](const std::string& sql, const std::string& value) {
    where += sql;
    values.push_back(value);
  };
  if (filter.state == QuestionFilter::State::open) where += " AND s.unanswered > 0";
  if (filter.state == QuestionFilter::State::answered) where += " AND s.unanswered = 0 AND s.answered_on IS NOT NULL";
  if (filter.state == QuestionFilter::State::overdue) add(" AND s.unanswered > 0 AND s.due_on < ?", filter.today);
  if (!filter.since.empty()) {
    // Contributions to a schriftelijk overleg and lists of questions have no day of asking but that of their paper.
    add(" AND coalesce(s.asked_on, (SELECT min(p.on_date) FROM question_members m JOIN question_papers p"
        " USING(paper_key) WHERE m.set_key = s.set_key)) >= ?",
        filter.since);
  }
  if (!filter.dossier.empty()) {
    add(" AND EXISTS(SELECT 1 FROM question_members m JOIN question_papers p USING(paper_key)"
        " JOIN documents d USING(document_id) WHERE m.set_key = s.set_key AND d.dossier = ?)",
        filter.dossier);
  }
  Statement query(record_.handle(), fmt::format("SELECT {} FROM question_sets s WHERE {} ORDER BY s.unanswered = 0,"
                                                " s.due_on IS NULL, s.due_on, s.set_id",
                                                kSetColumns, where));
  for (std::size_t i = 0; i < values.size(); ++i) query.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<QuestionSetRow> rows;
  const questions::Who who(filter);
  while (query.step()) {
    auto row = read_set(query);
    if (who.fits(row)) rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<QuestionSetRow> Questions::set(const std::string& set_id) {
  Statement query(record_.handle(), fmt::format("SELECT {} FROM question_sets s WHERE s.set_id = ?", kSetColumns));
  if (!query.with(set_id).step()) return std::nullopt;
  return read_set(query);
}

std::vector<QuestionRow> Questions::questions(const std::string& set_id) {
  Statement query(record_.handle(),
                  "SELECT v.set_id, v.zaaknummer, v.number, v.fractie, v.asker, v.addressed_to, v.asked_on, v.due_on,"
                  " v.state, v.answered_on, v.answer_document_id, v.question_text, v.answer_text, s.subject"
                  " FROM question_sets s JOIN v_questions v USING(set_id) WHERE s.set_id = ?");
  query.with(set_id);
  std::vector<QuestionRow> rows;
  while (query.step()) {
    QuestionRow& row = rows.emplace_back();
    int column = 0;
    for (std::string* field : {&row.set_id, &row.zaaknummer, &row.number, &row.fractie, &row.asker, &row.addressed_to,
                               &row.asked_on, &row.due_on, &row.state, &row.answered_on, &row.answer_document_id,
                               &row.question_text, &row.answer_text, &row.subject})
      *field = query.text(column++);
  }
  return rows;
}

std::vector<QuestionPaperRow> Questions::papers(const std::string& set_id) {
  Statement query(record_.handle(),
                  "SELECT p.paper, p.document_id, p.role, m.joined_by, p.on_date, p.reason, p.letter, m.certain"
                  " FROM question_sets s JOIN question_members m USING(set_key) JOIN question_papers p"
                  " USING(paper_key) WHERE s.set_id = ? ORDER BY p.role <> 'asks', p.on_date, p.paper");
  query.with(set_id);
  std::vector<QuestionPaperRow> rows;
  while (query.step()) {
    QuestionPaperRow& row = rows.emplace_back();
    row.paper = query.text(0);
    row.document_id = query.text(1);
    row.role = query.text(2);
    row.by = query.text(3);
    row.on_date = query.text(4);
    row.reason = query.text(5);
    row.letter = query.text(6);
    row.certain = query.integer(7) != 0;
  }
  return rows;
}

namespace {

// A paper of a fractie's contribution counts in its own way: of these only what answered a question counts.
constexpr const char* kGiven =
    "SELECT q.number, asked.question_text, line.answer_text, p.document_id, p.on_date, line.line_key = q.answer_line"
    " FROM question_sets s JOIN questions q USING(set_key)"
    " JOIN question_members m ON m.set_key = s.set_key JOIN question_papers p ON p.paper_key = m.paper_key"
    " JOIN question_lines line ON line.paper_key = p.paper_key AND line.answered = 1"
    " LEFT JOIN question_lines asked ON asked.line_key = q.question_line"
    " WHERE s.set_id = ?1 AND (line.line_key = q.answer_line"
    "   OR (p.contribution = 0 AND (line.number = q.number OR line.number = '')))"
    " ORDER BY q.position, p.on_date, p.paper";

}  // namespace

std::vector<Questions::Given> Questions::given_by(const std::string& set_id, const std::string& document_id) {
  Statement query(record_.handle(), kGiven);
  query.with(set_id);
  std::vector<Given> given;
  while (query.step()) {
    if (query.text(3) != document_id || (!given.empty() && given.back().number == query.text(0))) continue;
    given.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4)});
  }
  return given;
}

std::vector<Questions::Given> Questions::further_answers(const std::string& set_id) {
  Statement query(record_.handle(), kGiven);
  query.with(set_id);
  std::vector<Given> given;
  while (query.step())
    if (query.integer(5) == 0)
      given.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4)});
  return given;
}

std::vector<EventRow> Questions::events(const std::string& set_id) {
  Statement query(record_.handle(),
                  fmt::format("SELECT {} FROM events e LEFT JOIN documents d USING(document_key) WHERE e.set_id IN"
                              " (SELECT ?1 UNION SELECT n.name FROM question_set_names n JOIN question_sets s"
                              " USING(set_key) WHERE s.set_id = ?1) AND e.kind LIKE 'question.%' ORDER BY e.sequence",
                              kEventColumns));
  query.with(set_id);
  std::vector<EventRow> rows;
  while (query.step()) rows.push_back(read_event(query));
  return rows;
}

std::vector<std::string> Questions::resolve(const std::string& id) {
  {
    Statement exact(record_.handle(), "SELECT 1 FROM question_sets WHERE set_id = ?");
    if (exact.with(id).step()) return {id};
  }
  const auto document = record_.resolve(id).value_or(id);
  Statement query(record_.handle(),
                  "SELECT set_id FROM question_sets WHERE set_id IN (?1, ?2)"
                  " UNION SELECT s.set_id FROM question_set_names n JOIN question_sets s USING(set_key)"
                  " WHERE n.name IN (?1, ?2)"
                  " UNION SELECT set_id FROM question_sets WHERE zaaknummer = upper(?1)"
                  " UNION SELECT s.set_id FROM question_papers p JOIN question_members m USING(paper_key)"
                  " JOIN question_sets s USING(set_key) WHERE p.document_id = ?2 OR p.paper IN (?1, ?2)");
  query.with(id, document);
  std::vector<std::string> ids;
  while (query.step()) ids.push_back(query.text(0));
  return ids;
}

namespace {

// All terms, by the rules of now.
void compute_terms(Database& db, const publications::TermRules& rules) {
  struct Change {
    std::int64_t key;
    publications::Term term;
  };
  std::vector<Change> changes;
  {
    Statement query(db.handle(),
                    "SELECT s.set_key, s.asked_on, max(p.role = 'postpones'), max(p.orally),"
                    " (SELECT g.given_on FROM question_members n JOIN question_papers g USING(paper_key)"
                    "  WHERE n.set_key = s.set_key AND g.given_on <> '' ORDER BY g.role = 'asks', g.on_date DESC,"
                    "  g.paper DESC LIMIT 1)"
                    " FROM question_sets s JOIN question_members m USING(set_key) JOIN question_papers p"
                    " USING(paper_key) GROUP BY s.set_key");
    while (query.step()) {
      publications::Asking asking;
      asking.asked_on = publications::parse_iso_date(query.text(1));
      asking.postponed = query.integer(2) != 0;
      asking.orally = query.integer(3) != 0;
      asking.given = publications::parse_iso_date(query.text(4));
      changes.push_back({query.integer(0), publications::term_of(asking, rules)});
    }
  }
  for (const Change& change : changes) {
    const std::string due = change.term.due_on ? publications::iso_date(*change.term.due_on) : "";
    db.use("UPDATE question_sets SET due_on = ?, term = ? WHERE set_key = ?")
        ->with(null_if_empty(due), change.term.because, change.key)
        .run();
  }
}

}  // namespace

std::string Questions::document_to_decide(const std::string& paper, const std::string& set_id) {
  Statement query(record_.handle(),
                  "SELECT p.document_id FROM question_papers p, question_sets s WHERE p.paper = ? AND s.set_id = ?");
  query.with(paper, set_id);
  return query.step() ? query.text(0) : std::string();
}

void Questions::use_rules(const publications::TermRules& rules) {
  Database& db = record_.parts_->db;
  if (questions::rules_of(db) == rules) return;
  Transaction transaction(db.handle());
  db.use("INSERT OR REPLACE INTO term_rules(one, rules) VALUES(1, ?)")->with(publications::to_string(rules)).run();
  compute_terms(db, rules);
  transaction.commit();
}

publications::TermRules Questions::rules() { return questions::rules_of(record_.parts_->db); }

QuestionChoices question_choices(Record& record) {
  QuestionChoices choices;
  Statement decisions(record.handle(),
                      "SELECT paper, set_id, verdict, decided_at FROM question_decisions ORDER BY paper, set_id");
  while (decisions.step())
    choices.decisions.push_back({decisions.text(0), decisions.text(1), decisions.text(2), decisions.text(3)});
  Statement rules(record.handle(), "SELECT rules FROM term_rules");
  if (rules.step()) choices.rules = rules.text(0);
  Statement noted(record.handle(),
                  "SELECT set_id, noted_due FROM question_sets WHERE noted_due IS NOT NULL"
                  " UNION ALL SELECT number, noted_due FROM toezeggingen WHERE noted_due IS NOT NULL");
  while (noted.step()) choices.noted.emplace_back(noted.text(0), noted.text(1));
  return choices;
}

void apply_question_choices(Database& db, const QuestionChoices& choices) {
  for (const auto& one : choices.decisions) {
    db.use("INSERT INTO question_decisions(paper, set_id, verdict, decided_at) VALUES(?, ?, ?, ?)")
        ->with(one.paper, one.set_id, one.verdict, one.decided_at)
        .run();
  }
  if (!choices.rules.empty()) db.use("INSERT INTO term_rules(one, rules) VALUES(1, ?)")->with(choices.rules).run();
}

}  // namespace griffier::store
