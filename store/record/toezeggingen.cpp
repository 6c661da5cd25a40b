#include "store/record/toezeggingen.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "publications/ascii.h"
#include "store/record/entry.h"
#include "store/record/questions_filter.h"

namespace griffier::store {

// A letter's own promise has no number in the register: it is "<document id>#1".
const char* const kToezeggingTables = R"(
CREATE TABLE toezeggingen(
  number TEXT PRIMARY KEY,
  document_id TEXT,
  text TEXT,
  status TEXT,
  made_on TEXT,
  due_on TEXT,
  made_by TEXT,
  made_to TEXT,
  state TEXT NOT NULL CHECK(state IN ('open', 'partly', 'fulfilled', 'lapsed')),
  settled_on TEXT,
  fulfilled_on TEXT,
  fulfilled_by TEXT,
  noted_due TEXT) WITHOUT ROWID;
CREATE INDEX toezeggingen_unfulfilled ON toezeggingen(due_on) WHERE state IN ('open', 'partly');
CREATE INDEX toezeggingen_by_document ON toezeggingen(document_id);
CREATE TABLE toezegging_letters(
  number TEXT NOT NULL,
  document_id TEXT NOT NULL,
  on_date TEXT NOT NULL,
  PRIMARY KEY(number, document_id)) WITHOUT ROWID;
)";
const char* const kToezeggingViews = R"(
CREATE VIEW v_toezeggingen AS
  SELECT number, document_id, made_on, due_on, made_by, made_to, state, status, text, fulfilled_on, fulfilled_by
  FROM toezeggingen;
)";

namespace {

namespace json = boost::json;
namespace ascii = publications::ascii;

constexpr std::size_t kShown = 200;  // bytes of a promise in a summary

std::string text_of(const json::object& object, std::string_view key) {
  const auto* const value = object.if_contains(key);
  const auto* const text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

std::vector<std::string> texts_of(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* const value = object.if_contains(key);
  const auto* const array = value != nullptr ? value->if_array() : nullptr;
  if (array == nullptr) return out;
  for (const auto& item : *array)
    if (const auto* const text = item.if_string(); text != nullptr && !text->empty())
      out.emplace_back(text->data(), text->size());
  return out;
}

std::string shortened(std::string_view text) {
  if (text.size() <= kShown) return std::string(text);
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

// What one paper says.
struct Said {
  ToezeggingRow registered;            // number is empty unless it is the register's own paper
  std::vector<std::string> promises;   // made in it
  std::vector<std::string> fulfilled;  // numbers
  std::string on_date;
};

std::string state_of(std::string_view status) {
  std::string word;
  for (const char c : status)
    if (ascii::is_alnum(c)) word += ascii::to_lower(c);
  if (word == "voldaan" || word == "afgedaan" || word == "nagekomen") return "fulfilled";
  if (word.starts_with("deels")) return "partly";
  return word == "vervallen" ? "lapsed" : "open";
}

void take_fulfilled(Said& said, std::string_view sentence) {
  for (auto& number : toezegging_numbers(sentence))
    if (std::find(said.fulfilled.begin(), said.fulfilled.end(), number) == said.fulfilled.end())
      said.fulfilled.push_back(std::move(number));
}

Said said_by(const std::string& document_id, const json::object& facts, publications::Instant observed_at) {
  Said said;
  said.on_date = text_of(facts, "date");
  const auto seen_on = publications::iso_date(publications::amsterdam_date(observed_at));
  const auto* const value = facts.if_contains("toezegging");
  const auto* const own = value != nullptr ? value->if_object() : nullptr;
  if (text_of(facts, "kind") == "toezegging" && own != nullptr) {
    auto& row = said.registered;
    row.number = text_of(*own, "number");
    if (row.number.empty()) row.number = document_id;
    row.document_id = document_id;
    row.status = text_of(*own, "status");
    row.made_on = text_of(*own, "made_on");
    row.due_on = text_of(*own, "due_on");
    row.made_by = text_of(*own, "made_by");
    row.made_to = text_of(*own, "made_to");
    row.text = text_of(facts, "title");
    row.state = state_of(row.status);
    said.on_date = seen_on;
    return said;
  }
  if (said.on_date.empty()) said.on_date = seen_on;
  said.promises = texts_of(facts, "promises");
  for (const auto& sentence : texts_of(facts, "promises_fulfilled")) take_fulfilled(said, sentence);
  const auto* const links = facts.if_contains("links");
  if (links != nullptr && links->is_array()) {
    for (const auto& link : links->get_array()) {
      const auto* const object = link.if_object();
      if (object == nullptr || text_of(*object, "relation") != "promise_fulfilled") continue;
      take_fulfilled(said, text_of(*object, "target"));
      take_fulfilled(said, text_of(*object, "printed"));
    }
  }
  return said;
}

std::string sender_of(const json::object& facts) {
  const auto sender = text_of(facts, "sender");
  if (!sender.empty()) return sender;
  const auto* const signatory = facts.if_contains("signatory");
  const auto* const official = signatory != nullptr ? signatory->if_object() : nullptr;
  if (official == nullptr) return {};
  const auto ministry = text_of(*official, "ministry");
  return text_of(*official, "role") + (ministry.empty() ? "" : " van " + ministry);
}

// Promises of a letter that it has not made in an earlier revision.
std::vector<std::string> new_promises(Database& db, const std::string& document_id,
                                      const std::vector<std::string>& promises) {
  std::vector<std::string> known;
  Borrowed query = db.use("SELECT text FROM toezeggingen WHERE document_id = ?");
  query->with(document_id);
  while (query->step()) known.push_back(query->text(0));
  std::vector<std::string> out;
  for (const auto& promise : promises) {
    if (std::find(known.begin(), known.end(), promise) != known.end()) continue;
    known.push_back(promise);
    out.push_back(promise);
  }
  return out;
}

bool was_told(Database& db, const char* kind, const std::string& number) {
  Borrowed query = db.use("SELECT 1 FROM events WHERE set_id = ? AND kind = ?");
  query->with(number, std::string_view(kind));
  return query->step();
}

std::string known_text(Database& db, const std::string& number) {
  Borrowed query = db.use("SELECT text FROM toezeggingen WHERE number = ?");
  query->with(number);
  return query->step() ? query->text(0) : std::string();
}

std::string quoted(const std::string& text) { return text.empty() ? text : " «" + shortened(text) + "»"; }

// State and fulfilment out of the register's word and the letters.
void settle(Database& db, const std::string& number) {
  std::string letter;
  std::string on_date;
  {
    Borrowed query = db.use(
        "SELECT document_id, on_date FROM toezegging_letters WHERE number = ? ORDER BY on_date, document_id LIMIT 1");
    query->with(number);
    if (query->step()) {
      letter = query->text(0);
      on_date = query->text(1);
    }
  }
  std::string state = "open";
  std::string settled_on;
  {
    Borrowed query = db.use("SELECT status, settled_on FROM toezeggingen WHERE number = ?");
    query->with(number);
    if (query->step()) {
      state = state_of(query->text(0));
      settled_on = query->text(1);
    }
  }
  if (!letter.empty() && state != "lapsed") state = "fulfilled";
  if (state != "fulfilled") on_date = letter = "";
  db.use("UPDATE toezeggingen SET state = ?, fulfilled_on = ?, fulfilled_by = ? WHERE number = ?")
      ->with(state,
             null_if_empty(!on_date.empty()       ? on_date
                           : state == "fulfilled" ? settled_on
                                                  : std::string()),
             null_if_empty(letter), number)
      .run();
}

void store_registered(Database& db, const ToezeggingRow& row, const std::string& on_date) {
  // The day on which the register first said what it says now.
  db.use(
        "INSERT INTO toezeggingen(number, document_id, text, status, made_on, due_on, made_by, made_to, state,"
        " settled_on) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        " ON CONFLICT(number) DO UPDATE SET document_id = ?2, text = ?3, made_on = ?5, due_on = ?6, made_by = ?7,"
        " made_to = ?8, settled_on = iif(status IS ?4, settled_on, ?10), status = ?4")
      ->with(row.number, row.document_id, null_if_empty(row.text), null_if_empty(row.status),
             null_if_empty(row.made_on), null_if_empty(row.due_on), null_if_empty(row.made_by),
             null_if_empty(row.made_to), row.state, on_date)
      .run();
}

void store_promises(Database& db, const Entry& entry, const Said& said) {
  const auto promises = new_promises(db, entry.document_id, said.promises);
  if (promises.empty()) return;
  std::int64_t count = 0;
  {
    Borrowed query = db.use("SELECT count(*) FROM toezeggingen WHERE document_id = ?");
    query->with(entry.document_id).step();
    count = query->integer(0);
  }
  const auto sender = sender_of(entry.facts);
  for (const auto& promise : promises) {
    db.use(
          "INSERT OR IGNORE INTO toezeggingen(number, document_id, text, made_on, made_by, state)"
          " VALUES(?, ?, ?, ?, ?, 'open')")
        ->with(fmt::format("{}#{}", entry.document_id, ++count), entry.document_id, promise, said.on_date,
               null_if_empty(sender))
        .run();
  }
}

}  // namespace

std::vector<std::string> toezegging_numbers(std::string_view text) {
  constexpr std::size_t kYearAndMonth = 6;
  constexpr std::size_t kMostDigits = 5;
  std::vector<std::string> out;
  for (std::size_t at = text.find("TZ"); at != std::string_view::npos; at = text.find("TZ", at + 2)) {
    if (at > 0 && ascii::is_alnum(text[at - 1])) continue;
    std::size_t end = at + 2;
    while (end < text.size() && end - at - 2 < kYearAndMonth && ascii::is_digit(text[end])) ++end;
    if (end - at - 2 != kYearAndMonth || end >= text.size() || text[end] != '-') continue;
    const std::size_t serial = ++end;
    while (end < text.size() && end - serial <= kMostDigits && ascii::is_digit(text[end])) ++end;
    if (end == serial || end - serial > kMostDigits) continue;
    auto number = std::string(text.substr(at, end - at));
    if (std::find(out.begin(), out.end(), number) == out.end()) out.push_back(std::move(number));
  }
  return out;
}

ToezeggingPreview preview_toezeggingen(Database& db, const std::string& document_id, const json::object& facts,
                                       publications::Instant observed_at) {
  ToezeggingPreview preview;
  const auto said = said_by(document_id, facts, observed_at);
  const auto tell = [&](const char* kind, const std::string& id, std::string summary) {
    if (!was_told(db, kind, id)) preview.events.push_back({kind, id, std::move(summary)});
  };
  const auto& own = said.registered;
  if (!own.number.empty()) {
    preview.concerns.push_back("tz:" + own.number);
    tell("toezegging.made", own.number,
         fmt::format("{}: promised{}{}{}{}", own.number, own.made_by.empty() ? "" : " by " + own.made_by,
                     own.made_to.empty() ? "" : " to " + own.made_to,
                     own.due_on.empty() ? "" : ", due on " + own.due_on, quoted(own.text)));
    const auto settled = [&](const char* state, const char* kind, const char* words) {
      if (own.state == state) tell(kind, own.number, fmt::format("{}: {}{}", own.number, words, quoted(own.text)));
    };
    settled("partly", "toezegging.partly_fulfilled", "fulfilled in part");
    settled("fulfilled", "toezegging.fulfilled", "fulfilled");
    settled("lapsed", "toezegging.lapsed", "lapsed without being fulfilled");
    return preview;
  }
  // What a letter promises in its own words is recorded and makes no event: the register says what counts as one.
  for (const auto& number : said.fulfilled) {
    preview.concerns.push_back("tz:" + number);
    tell("toezegging.fulfilled", number,
         fmt::format("{}: fulfilled by {}{}", number, document_id, quoted(known_text(db, number))));
  }
  return preview;
}

void enter_toezeggingen(Database& db, const Entry& entry) {
  const auto said = said_by(entry.document_id, entry.facts, entry.observed_at);
  if (!said.registered.number.empty()) {
    store_registered(db, said.registered, said.on_date);
    settle(db, said.registered.number);
    return;
  }
  store_promises(db, entry, said);
  for (const auto& number : said.fulfilled) {
    db.use("INSERT OR IGNORE INTO toezegging_letters(number, document_id, on_date) VALUES(?, ?, ?)")
        ->with(number, entry.document_id, said.on_date)
        .run();
    db.use("INSERT OR IGNORE INTO toezeggingen(number, state) VALUES(?, 'open')")->with(number).run();
    settle(db, number);
  }
}

std::vector<Questions::Overdue> toezeggingen_overdue(Database& db, publications::Date today, int limit) {
  Borrowed query = db.use(
      "SELECT t.number, t.due_on, t.document_id, t.made_by, t.made_to, t.text FROM toezeggingen t"
      " JOIN documents d USING(document_id) WHERE t.state IN ('open', 'partly') AND t.due_on < ?1"
      " AND instr(ifnull(t.noted_due, ''), t.due_on) = 0 AND d.state = 'current' ORDER BY t.due_on, t.number LIMIT ?2");
  query->with(publications::iso_date(today), limit);
  std::vector<Questions::Overdue> rows;
  while (query->step()) {
    auto& row = rows.emplace_back();
    row.kind = "toezegging.overdue";
    row.set_id = query->text(0);
    row.due_on = query->text(1);
    row.document_id = query->text(2);
    row.summary = fmt::format("{}: not fulfilled by {}; promised{}{}{}", row.set_id, row.due_on,
                              query->is_null(3) ? "" : " by " + query->text(3),
                              query->is_null(4) ? "" : " to " + query->text(4), quoted(query->text(5)));
  }
  return rows;
}

std::vector<ToezeggingRow> toezeggingen(Record& record, const ToezeggingFilter& filter) {
  std::string where = "true";
  std::vector<std::string> values;
  const auto add = [&](const char* sql, const std::string& value) {
    where += sql;
    values.push_back(value);
  };
  using State = ToezeggingFilter::State;
  if (filter.state == State::open || filter.state == State::overdue) where += " AND state IN ('open', 'partly')";
  if (filter.state == State::overdue) add(" AND due_on < ?", filter.today);
  if (filter.state == State::fulfilled) where += " AND state = 'fulfilled'";
  if (!filter.since.empty()) add(" AND made_on >= ?", filter.since);
  Statement query(record.handle(),
                  "SELECT number, document_id, made_on, due_on, made_by, made_to, state, status, text, fulfilled_on,"
                  " fulfilled_by FROM v_toezeggingen WHERE " +
                      where + " ORDER BY due_on IS NULL, due_on, number");
  for (std::size_t i = 0; i < values.size(); ++i) query.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<ToezeggingRow> rows;
  const auto member = questions::folded(filter.member);
  while (query.step()) {
    ToezeggingRow row;
    int column = 0;
    for (std::string* field : {&row.number, &row.document_id, &row.made_on, &row.due_on, &row.made_by, &row.made_to,
                               &row.state, &row.status, &row.text, &row.fulfilled_on, &row.fulfilled_by})
      *field = query.text(column++);
    if (!filter.ministry.empty() && !questions::names_ministry(row.made_by, filter.ministry)) continue;
    if (!member.empty() && questions::folded(row.made_to).find(member) == std::string::npos) continue;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace griffier::store
