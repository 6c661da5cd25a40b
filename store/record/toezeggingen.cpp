#include "store/record/toezeggingen.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>

#include "publications/stated_term.h"
#include "store/record/entry.h"
#include "store/record/questions_filter.h"
#include "store/record/toezeggingen_said.h"

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
  noted_due TEXT,
  due_said TEXT,
  kept_by TEXT) WITHOUT ROWID;
CREATE INDEX toezeggingen_unfulfilled ON toezeggingen(due_on) WHERE state IN ('open', 'partly');
CREATE INDEX toezeggingen_by_document ON toezeggingen(document_id);
CREATE TABLE toezegging_letters(
  number TEXT NOT NULL,
  document_id TEXT NOT NULL,
  on_date TEXT NOT NULL,
  PRIMARY KEY(number, document_id)) WITHOUT ROWID;
)";
// The letter that keeps a promise may be known by another name than its own, and may come after the register speaks of
// it: which document it is, and of which day, is looked up.
const char* const kToezeggingViews = R"(
CREATE VIEW v_toezeggingen AS
  SELECT t.number, t.document_id, t.made_on, t.due_on, t.made_by, t.made_to, t.state, t.status, t.text,
    iif(t.state = 'fulfilled' AND t.kept_by IS t.fulfilled_by, coalesce(d.published_on, t.fulfilled_on),
      t.fulfilled_on) AS fulfilled_on,
    coalesce(j.document_id, d.document_id, t.fulfilled_by) AS fulfilled_by, t.due_said
  FROM toezeggingen t
  LEFT JOIN documents d ON d.document_key = coalesce(
    (SELECT document_key FROM documents WHERE document_id = t.fulfilled_by),
    (SELECT document_key FROM aliases WHERE alias = t.fulfilled_by))
  LEFT JOIN documents j ON j.document_key = d.joined_into;
)";

namespace {

namespace json = boost::json;
using toezegging::Said;
using toezegging::said_by;
using toezegging::state_of;

constexpr std::size_t kShown = 200;  // bytes of a promise in a summary

std::string shortened(std::string_view text) {
  if (text.size() <= kShown) return std::string(text);
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
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
  std::string kept_by;
  {
    Borrowed query = db.use("SELECT status, settled_on, kept_by FROM toezeggingen WHERE number = ?");
    query->with(number);
    if (query->step()) {
      state = state_of(query->text(0));
      settled_on = query->text(1);
      kept_by = query->text(2);
    }
  }
  if (!letter.empty() && state != "lapsed") state = "fulfilled";
  if (!kept_by.empty() && state == "open") state = "fulfilled";
  if (state != "fulfilled") on_date = letter = "";
  if (letter.empty() && (state == "fulfilled" || state == "partly")) letter = kept_by;
  db.use("UPDATE toezeggingen SET state = ?, fulfilled_on = ?, fulfilled_by = ? WHERE number = ?")
      ->with(state,
             null_if_empty(!on_date.empty()       ? on_date
                           : state == "fulfilled" ? settled_on
                                                  : std::string()),
             null_if_empty(letter), number)
      .run();
}

// The term that a promise's own words state, counted from the day on which it was made.
std::optional<publications::StatedTerm> term_of(const std::string& promise, const std::string& made_on) {
  const auto day = publications::parse_iso_date(made_on);
  return day ? publications::stated_term(promise, *day) : std::nullopt;
}
std::string due_of(const std::optional<publications::StatedTerm>& term) {
  return term && term->due_on ? publications::iso_date(*term->due_on) : std::string();
}

void store_registered(Database& db, const Said& said) {
  const auto& row = said.registered;
  const auto term = term_of(row.text, row.made_on);
  // The day on which the register first said what it says now.
  db.use(
        "INSERT INTO toezeggingen(number, document_id, text, status, made_on, due_on, made_by, made_to, state,"
        " settled_on, due_said, kept_by) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        " ON CONFLICT(number) DO UPDATE SET document_id = ?2, text = ?3, made_on = ?5, due_on = ?6, made_by = ?7,"
        " made_to = ?8, settled_on = iif(status IS ?4 AND kept_by IS ?12, settled_on, ?10), status = ?4,"
        " due_said = ?11, kept_by = ?12")
      ->with(row.number, row.document_id, null_if_empty(row.text), null_if_empty(row.status),
             null_if_empty(row.made_on), null_if_empty(row.due_on.empty() ? due_of(term) : row.due_on),
             null_if_empty(row.made_by), null_if_empty(row.made_to), row.state, said.on_date,
             null_if_empty(term ? term->words : std::string()), null_if_empty(said.kept_by))
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
  const auto sender = toezegging::sender_of(entry.facts);
  for (const auto& promise : promises) {
    const auto term = term_of(promise, said.on_date);
    db.use(
          "INSERT OR IGNORE INTO toezeggingen(number, document_id, text, made_on, made_by, state, due_on, due_said)"
          " VALUES(?, ?, ?, ?, ?, 'open', ?, ?)")
        ->with(fmt::format("{}#{}", entry.document_id, ++count), entry.document_id, promise, said.on_date,
               null_if_empty(sender), null_if_empty(due_of(term)), null_if_empty(term ? term->words : std::string()))
        .run();
  }
}

}  // namespace

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
    const auto settled = [&](const char* state, const char* kind, const std::string& words) {
      if (own.state == state) tell(kind, own.number, fmt::format("{}: {}{}", own.number, words, quoted(own.text)));
    };
    settled("partly", "toezegging.partly_fulfilled", "fulfilled in part");
    settled("fulfilled", "toezegging.fulfilled", said.kept_by.empty() ? "fulfilled" : "fulfilled by " + said.kept_by);
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
    store_registered(db, said);
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
      // Of what a letter promises in its own words nobody says that it was kept.
      " AND t.settled_on IS NOT NULL"
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
                  " fulfilled_by, due_said FROM v_toezeggingen WHERE " +
                      where + " ORDER BY due_on IS NULL, due_on, number");
  for (std::size_t i = 0; i < values.size(); ++i) query.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<ToezeggingRow> rows;
  const auto member = questions::folded(filter.member);
  while (query.step()) {
    ToezeggingRow row;
    int column = 0;
    for (std::string* field : {&row.number, &row.document_id, &row.made_on, &row.due_on, &row.made_by, &row.made_to,
                               &row.state, &row.status, &row.text, &row.fulfilled_on, &row.fulfilled_by, &row.due_said})
      *field = query.text(column++);
    if (!filter.ministry.empty() && !questions::names_ministry(row.made_by, filter.ministry)) continue;
    if (!member.empty() && questions::folded(row.made_to).find(member) == std::string::npos) continue;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace griffier::store
