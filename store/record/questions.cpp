// Questions in the record: a plan written down, by an entry or after a decision.
#include "store/record/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <set>

#include "store/record/parts.h"
#include "store/record/people.h"
#include "store/record/questions_plan.h"
#include "store/record/toezeggingen.h"

namespace griffier::store {
namespace questions {
namespace {

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::int64_t store_paper(Database& db, const Claim& claim) {
  Borrowed query = db.use(
      "INSERT INTO question_papers(paper, document_id, role, zaken, kamer, asker, fractie, addressed_to, subject,"
      " asked_on, on_date, given_on, reason, letter, askers_key, see_also, contribution, orally)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT(paper) DO UPDATE SET role = excluded.role, zaken = excluded.zaken, kamer = excluded.kamer,"
      " asker = excluded.asker, fractie = excluded.fractie, addressed_to = excluded.addressed_to,"
      " subject = excluded.subject, asked_on = excluded.asked_on, on_date = excluded.on_date,"
      " given_on = excluded.given_on, reason = excluded.reason, letter = excluded.letter,"
      " askers_key = excluded.askers_key, see_also = excluded.see_also, contribution = excluded.contribution,"
      " orally = excluded.orally"
      " RETURNING paper_key");
  query
      ->with(claim.paper, claim.document_id, name(claim.role), joined(claim.zaken), claim.kamer, claim.asker,
             claim.fractie, claim.addressed_to, claim.subject, claim.asked_on, claim.on_date, claim.given_on,
             claim.reason, claim.letter, claim.askers_key, joined(claim.see_also), claim.contribution, claim.orally)
      .step();
  const std::int64_t key = query->integer(0);
  query->run();
  return key;
}

// A line that was in the record already stays, since its words are there alone.
void store_lines(Database& db, std::int64_t paper_key, Claim& claim) {
  std::vector<std::int64_t> kept;
  for (const Line& line : claim.lines) {
    if (line.line_key != 0) kept.push_back(line.line_key);
  }
  std::vector<std::int64_t> old;
  {
    Borrowed query = db.use("SELECT line_key FROM question_lines WHERE paper_key = ?");
    query->with(paper_key);
    while (query->step()) old.push_back(query->integer(0));
  }
  for (const std::int64_t key : old) {
    if (std::find(kept.begin(), kept.end(), key) == kept.end())
      db.use("DELETE FROM question_lines WHERE line_key = ?")->with(key).run();
  }
  std::int64_t position = 0;
  for (Line& line : claim.lines) {
    ++position;
    if (line.line_key != 0) {
      db.use("UPDATE question_lines SET position = ?, asked = ?, earlier = ? WHERE line_key = ?")
          ->with(position, line.asked, line.earlier, line.line_key)
          .run();
      continue;
    }
    db.use(
          "INSERT INTO question_lines(paper_key, position, number, asked, answered, earlier, digest, question_text,"
          " answer_text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
        ->with(paper_key, position, line.number, line.asked, line.answered, line.earlier, line.digest,
               null_if_empty(line.question), null_if_empty(line.answer))
        .run();
    line.line_key = db.last_row();
  }
}

void store_keys(Database& db, std::int64_t paper_key, const Claim& claim) {
  db.use("DELETE FROM question_keys WHERE paper_key = ?")->with(paper_key).run();
  for (const std::string& key : keys_of(claim))
    db.use("INSERT INTO question_keys(key, paper_key) VALUES(?, ?)")->with(key, paper_key).run();
}

void store_claims(Database& db, Plan& plan) {
  for (Claim& claim : plan.claims) {
    if (std::find(plan.mine.begin(), plan.mine.end(), claim.paper) == plan.mine.end()) continue;
    const bool untouched =
        !claim.lines.empty() && std::all_of(claim.lines.begin(), claim.lines.end(),
                                            [](const Line& line) { return line.line_key != 0 && !line.earlier; });
    if (untouched) continue;  // a claim of an earlier revision that stands
    const std::int64_t key = store_paper(db, claim);
    store_lines(db, key, claim);
    store_keys(db, key, claim);
  }
  for (const std::string& paper : plan.gone) {
    db.use("DELETE FROM question_keys WHERE paper_key = (SELECT paper_key FROM question_papers WHERE paper = ?)")
        ->with(paper)
        .run();
    db.use("DELETE FROM question_lines WHERE paper_key = (SELECT paper_key FROM question_papers WHERE paper = ?)")
        ->with(paper)
        .run();
    db.use("DELETE FROM question_papers WHERE paper = ?")->with(paper).run();
  }
}

// What a list of sets shows is kept beside each set: counting its questions and papers again would take five pages of
// the database a set.
struct Sums {
  std::int64_t postponed = 0, withdrawn = 0;
  std::string answered_on;  // the last answer, once nothing is unanswered
  bool was_postponed = false;
};

Sums sums_of(const Plan& plan, const SetState& set) {
  Sums sums;
  for (const QuestionState& question : set.questions) {
    sums.postponed += question.state == "postponed" ? 1 : 0;
    sums.withdrawn += question.state == "withdrawn" ? 1 : 0;
    sums.answered_on = std::max(sums.answered_on, question.answered_on);
  }
  if (set.unprinted == "postponed") sums.postponed = 1;
  if (set.unanswered() > 0) sums.answered_on.clear();
  const auto& members = set.grouping.members;
  sums.was_postponed = std::any_of(members.begin(), members.end(), [&](const Membership& member) {
    return plan.claims[member.claim].role == Role::postpones;
  });
  return sums;
}

std::int64_t store_set(Database& db, const Plan& plan, const SetState& set, std::int64_t known) {
  const std::string due = set.term.due_on ? publications::iso_date(*set.term.due_on) : "";
  // Of questions that no paper prints one is owed at least.
  const auto unanswered = static_cast<std::int64_t>(set.unprinted.empty() ? set.unanswered() : 1);
  const Sums sums = sums_of(plan, set);
  std::int64_t key = known;
  if (key == 0) {
    db.use("INSERT INTO question_sets(set_id) VALUES(?)")->with(set.grouping.set_id).run();
    key = db.last_row();
  }
  db.use(
        "UPDATE question_sets SET set_id = ?, zaaknummer = ?, fractie = ?, asker = ?, addressed_to = ?, subject = ?,"
        " asked_on = ?, due_on = ?, term = ?, questions = ?, unanswered = ?, postponed = ?, withdrawn = ?,"
        " answered_on = ?, was_postponed = ? WHERE set_key = ?")
      ->with(set.grouping.set_id, null_if_empty(set.zaaknummer), null_if_empty(set.fractie), null_if_empty(set.asker),
             null_if_empty(set.addressed_to), null_if_empty(set.subject), null_if_empty(set.asked_on),
             null_if_empty(due), set.term.because, static_cast<std::int64_t>(set.questions.size()), unanswered,
             sums.postponed, sums.withdrawn, null_if_empty(sums.answered_on), sums.was_postponed, key)
      .run();
  return key;
}

void store_members(Database& db, const Plan& plan, const SetState& set, std::int64_t key) {
  for (const Membership& member : set.grouping.members) {
    db.use(
          "INSERT INTO question_members(set_key, paper_key, joined_by, certain)"
          " SELECT ?, paper_key, ?, ? FROM question_papers WHERE paper = ?")
        ->with(key, name(member.by), is_certain(member.by), plan.claims[member.claim].paper)
        .run();
  }
  std::int64_t position = 0;
  const auto line_key = [&](const std::optional<LineRef>& at) {
    return at ? std::optional(plan.claims[at->claim].lines[at->line].line_key) : std::nullopt;
  };
  for (const QuestionState& question : set.questions) {
    const std::string answer = question.answer ? plan.claims[question.answer->claim].document_id : "";
    db.use(
          "INSERT INTO questions(set_key, position, number, state, answered_on, question_line, answer_line,"
          " answer_document_key)"
          " VALUES(?, ?, ?, ?, ?, ?, ?, (SELECT document_key FROM documents WHERE document_id = ?))")
        ->with(key, ++position, question.number, question.state, null_if_empty(question.answered_on),
               line_key(question.question), line_key(question.answer), answer)
        .run();
  }
}

void clear_sets(Database& db, const Plan& plan) {
  for (const StoredSet& set : plan.stored) {
    db.use("DELETE FROM questions WHERE set_key = ?")->with(set.key).run();
    db.use("DELETE FROM question_members WHERE set_key = ?")->with(set.key).run();
  }
}

// What was another set goes on under the id of the one that it became part of.
void store_names(Database& db, const Plan& plan, const std::vector<std::int64_t>& keys) {
  for (std::size_t i = 0; i < plan.stored.size(); ++i) {
    const StoredSet& old = plan.stored[i];
    if (plan.successor[i] < 0) {
      db.use("DELETE FROM question_set_names WHERE set_key = ?")->with(old.key).run();
      continue;
    }
    const auto now = static_cast<std::size_t>(plan.successor[i]);
    if (old.set_id != plan.sets[now].grouping.set_id) {
      db.use("INSERT OR REPLACE INTO question_set_names(name, set_key) VALUES(?, ?)")
          ->with(old.set_id, keys[now])
          .run();
    }
    if (old.key != keys[now]) {
      db.use("UPDATE question_set_names SET set_key = ? WHERE set_key = ?")->with(keys[now], old.key).run();
    }
  }
}

// Which of its terms a set was told of, itself or as what it was before: those of all sets that became part of it, and
// of the set that its papers left, so that no passing is told twice when sets are joined or parted.
std::set<std::string> told_terms(const Plan& plan, std::size_t set) {
  std::set<std::string> terms;
  const auto take = [&](const StoredSet& from) { terms.insert(from.noted_due.begin(), from.noted_due.end()); };
  for (std::size_t i = 0; i < plan.stored.size(); ++i) {
    const StoredSet& old = plan.stored[i];
    if (plan.successor[i] == static_cast<int>(set)) take(old);
    if (plan.predecessor[set] >= 0 || plan.successor[i] < 0) continue;
    const auto& rest = plan.sets[static_cast<std::size_t>(plan.successor[i])];
    const bool left = std::any_of(old.before.papers.begin(), old.before.papers.end(), [&](const std::string& paper) {
      return has_member(plan, plan.sets[set], paper) && !has_member(plan, rest, paper);
    });
    if (left) take(old);
  }
  return terms;
}

void store_told_terms(Database& db, const Plan& plan, std::size_t set, std::int64_t key) {
  const auto terms = told_terms(plan, set);
  if (terms.empty()) return;
  db.use("UPDATE question_sets SET noted_due = ? WHERE set_key = ?")
      ->with(joined({terms.begin(), terms.end()}), key)
      .run();
}

// The documents whose papers a plan touches, while those that are gone are still known.
std::vector<std::string> documents_of(Database& db, const Plan& plan) {
  std::set<std::string> documents;
  for (const Claim& claim : plan.claims) documents.insert(claim.document_id);
  for (const std::string& paper : plan.gone) {
    Borrowed query = db.use("SELECT document_id FROM question_papers WHERE paper = ?");
    if (query->with(paper).step()) documents.insert(query->text(0));
  }
  return {documents.begin(), documents.end()};
}

}  // namespace

void store(Database& db, Plan& plan) {
  if (plan.empty()) return;
  const auto documents = documents_of(db, plan);
  clear_sets(db, plan);
  store_claims(db, plan);
  std::vector<bool> goes_on(plan.stored.size(), false);
  std::vector<std::int64_t> keys(plan.sets.size(), 0);
  for (std::size_t i = 0; i < plan.sets.size(); ++i) {
    if (plan.predecessor[i] < 0) continue;
    const auto old = static_cast<std::size_t>(plan.predecessor[i]);
    goes_on[old] = true;
    keys[i] = plan.stored[old].key;
  }
  // An id must be free before another set takes it.
  for (std::size_t i = 0; i < plan.stored.size(); ++i) {
    db.use("UPDATE question_sets SET set_id = '=' || set_key WHERE set_key = ?")->with(plan.stored[i].key).run();
  }
  for (std::size_t i = 0; i < plan.sets.size(); ++i) {
    keys[i] = store_set(db, plan, plan.sets[i], keys[i]);
    store_members(db, plan, plan.sets[i], keys[i]);
    store_told_terms(db, plan, i, keys[i]);
  }
  store_names(db, plan, keys);
  for (std::size_t i = 0; i < plan.stored.size(); ++i) {
    if (!goes_on[i]) db.use("DELETE FROM question_sets WHERE set_key = ?")->with(plan.stored[i].key).run();
  }
  for (const SetState& set : plan.sets)
    db.use("DELETE FROM question_set_names WHERE name = ?")->with(set.grouping.set_id).run();
  enter_set_people(db, documents);
}

}  // namespace questions

void enter_questions(Database& db, const Entry& entry) {
  for (const QuestionDecision& one : entry.question_decisions) {
    db.use(
          "INSERT INTO question_decisions(paper, set_id, verdict, decided_at) VALUES(?, ?, ?, ?)"
          " ON CONFLICT(paper, set_id) DO UPDATE SET verdict = excluded.verdict, decided_at = excluded.decided_at")
        ->with(one.paper, one.set_id, one.joined ? "join" : "split", publications::iso_instant(entry.observed_at))
        .run();
  }
  auto plan =
      questions::plan(db, entry.document_id, questions::claims_of(entry.document_id, entry.facts, entry.observed_at),
                      entry.change == "rebaseline");
  questions::store(db, plan);
}

void forget_questions(Database& db, const std::string& document_id) {
  auto plan = questions::plan(db, document_id, {}, true);
  questions::store(db, plan);
}

QuestionPreview preview_questions(Record& record, const std::string& document_id, const std::string& change,
                                  const std::string& facts_json, publications::Instant observed_at) {
  QuestionPreview preview;
  boost::system::error_code error;
  const auto facts = boost::json::parse(facts_json, error);
  if (error || !facts.is_object()) return preview;
  auto claims = questions::claims_of(document_id, facts.as_object(), observed_at);
  for (const auto& claim : claims)
    for (auto& key : questions::keys_of(claim)) preview.concerns.push_back(std::move(key));
  auto plan = questions::plan(record.parts_->db, document_id, std::move(claims), change == "rebaseline");
  for (const auto& claim : plan.claims) preview.concerns.push_back("d:" + claim.paper);
  for (const auto& set : plan.sets) preview.concerns.push_back("set:" + set.grouping.set_id);
  if (change != "rebaseline") {
    for (const auto& set : plan.sets)
      preview.sets.insert_or_assign(set.grouping.set_id,
                                    QuestionPreview::Set{set.zaaknummer, set.asker, set.fractie, set.addressed_to});
    preview.events = std::move(plan.events);
    preview.corrected = std::move(plan.corrected);
  }
  auto promised = preview_toezeggingen(record.parts_->db, document_id, facts.as_object(), observed_at);
  preview.concerns.insert(preview.concerns.end(), promised.concerns.begin(), promised.concerns.end());
  if (change != "rebaseline")
    preview.events.insert(preview.events.end(), promised.events.begin(), promised.events.end());
  return preview;
}

}  // namespace griffier::store
