// Question sets, from the facts of the paper that asks (metadata.json) and nothing else.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <set>

#include "store/record/entry.h"

namespace griffier::store {
namespace {

constexpr std::chrono::days kTerm{21};  // Reglement van Orde of the Tweede Kamer: an answer within three weeks

std::string text_of(const boost::json::object& object, std::string_view key) {
  const boost::json::value* const value = object.if_contains(key);
  const boost::json::string* const text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

const boost::json::array& array_of(const boost::json::object& object, std::string_view key) {
  static const boost::json::array kNone;
  const boost::json::value* const value = object.if_contains(key);
  const boost::json::array* const array = value != nullptr ? value->if_array() : nullptr;
  return array != nullptr ? *array : kNone;
}

// The texts of an array, or one member of its objects, once each, joined for a column.
std::string joined(const boost::json::array& array, std::string_view member) {
  std::string out;
  std::set<std::string> seen;
  for (const boost::json::value& value : array) {
    std::string text;
    if (const auto* const plain = value.if_string(); plain != nullptr) {
      text.assign(plain->data(), plain->size());
    } else if (const auto* const object = value.if_object(); object != nullptr) {
      text = text_of(*object, member);
    }
    if (!text.empty() && seen.insert(text).second) {
      out += out.empty() ? "" : ", ";
      out += text;
    }
  }
  return out;
}

std::string due_on(const std::string& asked_on) {
  const auto date = publications::parse_iso_date(asked_on);
  return date ? publications::iso_date(publications::Date(std::chrono::sys_days(*date) + kTerm)) : std::string();
}

std::int64_t enter_set(Database& db, std::int64_t document_key, const Entry& entry) {
  const std::string asked_on = text_of(entry.facts, "asked_on");
  Borrowed query = db.use(
      "INSERT INTO question_sets(set_id, document_key, zaaknummer, fractie, asker, addressed_to, asked_on, due_on)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT(set_id) DO UPDATE SET zaaknummer = excluded.zaaknummer, fractie = excluded.fractie,"
      " asker = excluded.asker, addressed_to = excluded.addressed_to, asked_on = excluded.asked_on,"
      " due_on = excluded.due_on RETURNING set_key");
  const std::string zaaknummer = text_of(entry.facts, "zaaknummer");
  const std::string fractie = joined(array_of(entry.facts, "askers"), "party");
  const std::string asker = joined(array_of(entry.facts, "askers"), "name");
  const std::string addressed_to = joined(array_of(entry.facts, "addressed_to"), "role");
  query->with(entry.document_id, document_key, null_if_empty(zaaknummer), null_if_empty(fractie), null_if_empty(asker),
              null_if_empty(addressed_to), null_if_empty(asked_on), null_if_empty(due_on(asked_on)));
  query->step();
  const std::int64_t set_key = query->integer(0);
  query->run();
  return set_key;
}

}  // namespace

void enter_questions(Database& db, std::int64_t document_key, const Entry& entry) {
  const boost::json::array& questions = array_of(entry.facts, "questions");
  if (entry.kind != "question_set" || questions.empty()) {
    return;
  }
  const std::int64_t set_key = enter_set(db, document_key, entry);
  std::int64_t position = 0;
  for (const boost::json::value& value : questions) {
    const boost::json::object* const question = value.if_object();
    if (question == nullptr) {
      continue;
    }
    // A corrected paper changes the words of its questions, never whether they are answered.
    db.use(
          "INSERT INTO questions(set_key, position, number, state, question_text) VALUES(?, ?, ?, 'open', ?)"
          " ON CONFLICT(set_key, position) DO UPDATE SET number = excluded.number,"
          " question_text = excluded.question_text")
        ->with(set_key, ++position, text_of(*question, "number"), text_of(*question, "text"))
        .run();
  }
  db.use("DELETE FROM questions WHERE set_key = ? AND position > ?")->with(set_key, position).run();
}

}  // namespace griffier::store
