#include "store/record/people.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <set>
#include <utility>

#include "publications/ascii.h"
#include "publications/fracties.h"
#include "publications/ministries.h"
#include "store/record/questions_filter.h"
#include "store/record/search_tables.h"

namespace griffier::store {
namespace {

namespace json = boost::json;
namespace ascii = publications::ascii;

constexpr std::size_t kLongestName = 1000;  // bytes
constexpr std::size_t kMostNames = 1000;    // of a document

using Names = std::set<std::pair<PeopleRole, std::string>>;

void add(Names& names, PeopleRole role, std::string_view printed) {
  if (names.size() >= kMostNames) return;
  auto words = people_words(role, printed);
  if (!words.empty()) names.emplace(role, std::move(words));
}

// --- what facts say (publications::Reading, by the rules of a watch) ---

const json::value* fact(const json::object& object, std::string_view key) { return object.if_contains(key); }

std::string_view text_of(const json::object& object, std::string_view key) {
  const auto* const value = fact(object, key);
  const auto* const text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view();
}

// Each text of a list, and of its objects the member `of`.
void add_list(Names& names, PeopleRole role, const json::object& facts, std::string_view key, std::string_view of) {
  const auto* const value = fact(facts, key);
  const auto* const list = value != nullptr ? value->if_array() : nullptr;
  if (list == nullptr) return;
  for (const auto& item : *list) {
    if (const auto* const text = item.if_string()) add(names, role, {text->data(), text->size()});
    if (const auto* const object = item.if_object()) add(names, role, text_of(*object, of));
  }
}

void add_one(Names& names, PeopleRole role, const json::object& facts, std::string_view key, std::string_view of) {
  const auto* const value = fact(facts, key);
  if (const auto* const object = value != nullptr ? value->if_object() : nullptr)
    add(names, role, text_of(*object, of));
}

// "Piri (GroenLinks-PvdA)" is a member with a fractie; what has no brackets may be either.
void add_promised_to(Names& names, std::string_view made_to) {
  add(names, PeopleRole::member, made_to);
  const auto open = made_to.rfind('(');
  const auto close = made_to.rfind(')');
  const bool bracketed = open != std::string_view::npos && close != std::string_view::npos && close > open;
  add(names, PeopleRole::fractie, bracketed ? made_to.substr(open + 1, close - open - 1) : made_to);
}

// The case of "kv-tk-2024Z18435" and of "kv-tk-2024Z18435#D66"; empty of another identity.
std::string_view case_of(std::string_view id) {
  id = id.substr(0, id.find('#'));
  constexpr std::string_view kTweede = "kv-tk-";
  constexpr std::string_view kEerste = "kv-ek-";
  return id.starts_with(kTweede) || id.starts_with(kEerste) ? id.substr(kTweede.size()) : std::string_view();
}

Names names_in(const std::string& document_id, const json::object& facts) {
  Names names;
  add_list(names, PeopleRole::ministry, facts, "addressed_to", "role");
  add_list(names, PeopleRole::ministry, facts, "on_behalf_of", "role");
  add_list(names, PeopleRole::ministry, facts, "answered_by", "ministry");
  add_list(names, PeopleRole::ministry, facts, "signatories", "ministry");
  add_one(names, PeopleRole::ministry, facts, "signatory", "ministry");
  add(names, PeopleRole::ministry, text_of(facts, "sender"));
  add_list(names, PeopleRole::fractie, facts, "askers", "party");
  add_list(names, PeopleRole::fractie, facts, "fracties", "name");
  add_list(names, PeopleRole::member, facts, "askers", "name");
  if (const auto* const value = fact(facts, "toezegging"); value != nullptr && value->is_object()) {
    add(names, PeopleRole::ministry, text_of(value->get_object(), "made_by"));
    add_promised_to(names, text_of(value->get_object(), "made_to"));
    add(names, PeopleRole::zaak, text_of(value->get_object(), "number"));
  }
  // Members sign motions and amendments; whoever signs another paper is an official.
  if (const auto kind = text_of(facts, "kind"); kind == "motion" || kind == "amendment") {
    add_one(names, PeopleRole::member, facts, "signatory", "name");
    add_list(names, PeopleRole::member, facts, "signatories", "name");
  }
  add(names, PeopleRole::zaak, text_of(facts, "zaaknummer"));
  add_list(names, PeopleRole::zaak, facts, "further_zaaknummers", "");
  add(names, PeopleRole::zaak, case_of(document_id));
  return names;
}

// --- the tables ---

std::int64_t name_key(Database& db, PeopleRole role, const std::string& words) {
  {
    Borrowed query = db.use("SELECT name_key FROM people WHERE role = ? AND name = ?");
    if (query->with(name_of(role), words).step()) return query->integer(0);
  }
  db.use("INSERT INTO people(role, name) VALUES(?, ?)")->with(name_of(role), words).run();
  return db.last_row();
}

// Whether the names are others than before.
bool put(Database& db, std::int64_t document_key, bool of_set, const Names& names) {
  std::vector<std::int64_t> now;
  for (const auto& [role, words] : names) now.push_back(name_key(db, role, words));
  std::sort(now.begin(), now.end());
  std::vector<std::int64_t> before;
  {
    Borrowed query =
        db.use("SELECT name_key FROM document_people WHERE document_key = ? AND of_set = ? ORDER BY name_key");
    query->with(document_key, of_set);
    while (query->step()) before.push_back(query->integer(0));
  }
  if (now == before) return false;
  if (!before.empty())
    db.use("DELETE FROM document_people WHERE document_key = ? AND of_set = ?")->with(document_key, of_set).run();
  for (const auto key : now)
    db.use("INSERT INTO document_people(name_key, document_key, of_set) VALUES(?, ?, ?)")
        ->with(key, document_key, of_set)
        .run();
  return true;
}

void add_each(Names& names, PeopleRole role, std::string_view list) {
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(", ", at), list.size());
    add(names, role, list.substr(at, end - at));
    at = end + 2;
  }
}

Names names_of_sets(Database& db, const std::string& document_id) {
  Names names;
  Borrowed query = db.use(
      "SELECT DISTINCT s.asker, s.fractie, s.addressed_to, s.zaaknummer, s.set_id FROM question_papers p"
      " JOIN question_members m USING(paper_key) JOIN question_sets s USING(set_key) WHERE p.document_id = ?");
  for (query->with(document_id); query->step();) {
    add_each(names, PeopleRole::member, query->view(0));
    add_each(names, PeopleRole::fractie, query->view(1));
    add(names, PeopleRole::ministry, query->view(2));
    add(names, PeopleRole::zaak, query->view(3));
    add(names, PeopleRole::zaak, case_of(query->view(4)));
  }
  return names;
}

// "VWS" is looked for by the ministry's name as well, "PvdD" by "Partij voor de Dieren".
std::vector<std::string> with_other_names(const std::vector<std::string>& names,
                                          std::vector<std::string> (*names_of)(std::string_view)) {
  std::vector<std::string> all;
  for (const auto& name : names)
    for (auto& one : names_of(name)) all.push_back(std::move(one));
  return all;
}

bool is_whole(PeopleRole role) { return role == PeopleRole::fractie || role == PeopleRole::zaak; }

bool is_word_byte(char c) { return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

std::string_view name_of(PeopleRole role) {
  switch (role) {
    case PeopleRole::fractie:
      return "fractie";
    case PeopleRole::member:
      return "member";
    case PeopleRole::ministry:
      return "ministry";
    case PeopleRole::zaak:
      return "zaak";
  }
  return {};
}

std::string people_words(PeopleRole role, std::string_view printed) {
  if (printed.size() > kLongestName) {
    std::size_t end = kLongestName;
    while (end > 0 && (static_cast<unsigned char>(printed[end]) & 0xC0U) == 0x80U) --end;
    printed = printed.substr(0, end);
  }
  std::string words;
  bool apart = false;
  for (const char c : questions::folded(printed)) {
    if (!is_word_byte(c)) {
      apart = true;
      continue;
    }
    if (apart && !words.empty()) words += ' ';
    apart = false;
    words += ascii::to_lower(c);
  }
  constexpr std::string_view kEnding = " fractie";
  if (role == PeopleRole::fractie && words.ends_with(kEnding)) words.resize(words.size() - kEnding.size());
  return words;
}

std::string people_labels(PeopleRole role, std::string_view words) {
  if (is_whole(role)) return search_label(name_of(role), words);
  std::string labels;
  for (std::size_t at = 0; at <= words.size();) {
    const auto end = std::min(words.find(' ', at), words.size());
    labels += search_label(name_of(role), words.substr(at, end - at));
    at = end + 1;
  }
  return labels;
}

std::string people_labels_of(Database& db, std::int64_t document_key) {
  static constexpr std::array kRoles = {PeopleRole::fractie, PeopleRole::member, PeopleRole::ministry,
                                        PeopleRole::zaak};
  std::string labels;
  Borrowed query = db.use(
      "SELECT DISTINCT p.role, p.name FROM document_people d JOIN people p USING(name_key)"
      " WHERE d.document_key = ? ORDER BY p.role, p.name");
  for (query->with(document_key); query->step();) {
    for (const auto role : kRoles) {
      if (query->view(0) != name_of(role)) continue;
      // A label of nothing between two names: no phrase goes from one into the other.
      if (!labels.empty() && !is_whole(role)) labels += search_label("", "");
      labels += people_labels(role, query->view(1));
    }
  }
  return labels;
}

std::array<PeopleFilter, 4> people_filters(const DocumentFilter& filter) {
  return {PeopleFilter{PeopleRole::ministry, with_other_names(filter.ministries, publications::names_of_ministry)},
          PeopleFilter{PeopleRole::fractie, with_other_names(filter.fracties, publications::names_of_fractie)},
          PeopleFilter{PeopleRole::member, filter.members}, PeopleFilter{PeopleRole::zaak, filter.zaaknummers}};
}

void enter_people(Database& db, std::int64_t document_key, const Entry& entry) {
  put(db, document_key, false, names_in(entry.document_id, entry.facts));
}

void enter_set_people(Database& db, const std::vector<std::string>& document_ids) {
  for (const auto& id : document_ids) {
    std::int64_t key = 0;
    {
      Borrowed query = db.use("SELECT document_key FROM documents WHERE document_id = ?");
      if (!query->with(id).step()) continue;
      key = query->integer(0);
    }
    if (put(db, key, true, names_of_sets(db, id))) enter_labels(db, key);
  }
}

}  // namespace griffier::store
