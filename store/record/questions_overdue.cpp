// Terms that pass unanswered: told once each, and not again after a rebuild.
//
// The noted_due of a set or toezegging is the list of its terms that were told, ISO dates with a space between. The
// last alone wouldn't do: a postponement puts a term off and the publisher's own date may then put it back to the day
// that was told before.
#include <fmt/format.h>

#include <iterator>

#include "store/record/entry.h"
#include "store/record/parts.h"
#include "store/record/questions.h"
#include "store/record/toezeggingen.h"

namespace griffier::store {
namespace {

std::vector<Questions::Overdue> overdue_before(Database& db, publications::Date today, int limit) {
  Borrowed query = db.use(
      "SELECT s.set_id, s.due_on, s.unanswered, s.questions, s.addressed_to,"
      " (SELECT p.document_id FROM question_members m JOIN question_papers p USING(paper_key)"
      "  JOIN documents d USING(document_id) WHERE m.set_key = s.set_key ORDER BY p.role <> 'asks', p.paper LIMIT 1)"
      " FROM question_sets s WHERE s.unanswered > 0 AND s.due_on < ?1"
      " AND instr(ifnull(s.noted_due, ''), s.due_on) = 0 ORDER BY s.due_on, s.set_id LIMIT ?2");
  query->with(publications::iso_date(today), limit);
  std::vector<Questions::Overdue> rows;
  while (query->step()) {
    auto& row = rows.emplace_back();
    row.set_id = query->text(0);
    row.due_on = query->text(1);
    row.document_id = query->text(5);
    const auto of = query->integer(3);  // 0 where no paper that is kept prints them
    row.summary = fmt::format("{}: {}questions not answered by {}{}", row.set_id,
                              of == 0 ? "" : fmt::format("{} of {} ", query->integer(2), of), row.due_on,
                              query->is_null(4) ? "" : "; asked of " + query->text(4));
  }
  if (limit > 0) limit -= static_cast<int>(rows.size());
  auto promises = limit == 0 ? decltype(rows)() : toezeggingen_overdue(db, today, limit);
  std::move(promises.begin(), promises.end(), std::back_inserter(rows));
  return rows;
}

// The event, unless there is one already; its sequence number.
std::optional<std::int64_t> note(Database& db, const Questions::Overdue& overdue, publications::Instant at) {
  // A term passes at the end of its day, whenever that is noticed: a rebuild tells the same moment.
  if (const auto due = publications::parse_iso_date(overdue.due_on))
    at = publications::amsterdam_midnight(std::chrono::sys_days(*due) + std::chrono::days(1));
  std::optional<std::int64_t> sequence;
  {
    Borrowed add = db.use(
        "INSERT INTO events(event_id, at, at_ms, kind, document_key, set_id, summary) VALUES(?, ?, ?,"
        " ?, (SELECT document_key FROM documents WHERE document_id = ?), ?, ?)"
        " ON CONFLICT(event_id) DO NOTHING RETURNING sequence");
    add->with(fmt::format("{}@{}/{}", overdue.set_id, overdue.due_on, overdue.kind), publications::iso_instant(at),
              at.time_since_epoch().count(), overdue.kind, overdue.document_id, overdue.set_id, overdue.summary);
    if (add->step()) sequence = add->integer(0);
    add->run();
  }
  db.use(overdue.kind == "toezegging.overdue"
             ? "UPDATE toezeggingen SET noted_due = ifnull(noted_due || ' ', '') || ?2"
               " WHERE number = ?1 AND instr(ifnull(noted_due, ''), ?2) = 0"
             : "UPDATE question_sets SET noted_due = ifnull(noted_due || ' ', '') || ?2"
               " WHERE set_id = ?1 AND instr(ifnull(noted_due, ''), ?2) = 0")
      ->with(overdue.set_id, overdue.due_on)
      .run();
  return sequence;
}

}  // namespace

std::vector<Questions::Overdue> Questions::newly_overdue(publications::Date today, int limit) {
  return overdue_before(record_.parts_->db, today, limit);
}

void Questions::note_overdue(const std::vector<Passing>& passings, publications::Instant at) {
  if (passings.empty()) return;
  Database& db = record_.parts_->db;
  Transaction transaction(db.handle());
  for (const auto& [overdue, deliveries] : passings)
    if (const auto sequence = note(db, overdue, at)) insert_deliveries(db.handle(), deliveries, {*sequence});
  transaction.commit();
}

void apply_noted_passings(Database& db, const QuestionChoices& choices) {
  for (const auto& [id, terms] : choices.noted) {
    db.use("UPDATE question_sets SET noted_due = ? WHERE set_id = ?")->with(terms, id).run();
    db.use("UPDATE toezeggingen SET noted_due = ? WHERE number = ?")->with(terms, id).run();
  }
}

void assume_noted_passings(Database& db) {
  std::optional<publications::Instant> newest;
  {
    Borrowed query = db.use("SELECT observed_at FROM revisions ORDER BY revision_key DESC LIMIT 1");
    if (query->step()) newest = publications::parse_iso_instant(query->text(0));
  }
  if (!newest) return;
  constexpr int kAll = -1;
  Transaction transaction(db.handle());
  for (const auto& one : overdue_before(db, publications::amsterdam_date(*newest), kAll)) note(db, one, *newest);
  transaction.commit();
}

}  // namespace griffier::store
