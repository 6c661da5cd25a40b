// Promises of ministers to the Kamer: made, due, fulfilled. From the Kamer's own register (papers of kind
// "toezegging"), and from what letters say: what they promise, and which toezegging they fulfil.
//
// A toezegging's state is a function of the papers that speak of it, whatever order they came in.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <vector>

#include "store/record/questions.h"
#include "store/record/record.h"

namespace griffier::store {

class Database;
struct Entry;

extern const char* const kToezeggingTables;
extern const char* const kToezeggingViews;

// What a paper will do to toezeggingen: the events, and what it shares with other papers (QuestionPreview::concerns).
struct ToezeggingPreview {
  std::vector<NewEvent> events;
  std::vector<std::string> concerns;
};
[[nodiscard]] ToezeggingPreview preview_toezeggingen(Database& db, const std::string& document_id,
                                                     const boost::json::object& facts,
                                                     publications::Instant observed_at);

// What an entry's paper says about toezeggingen. Within the caller's transaction.
void enter_toezeggingen(Database& db, const Entry& entry);

// Those whose term passed before `today` and was not told yet; by term, at most `limit` (-1: all).
[[nodiscard]] std::vector<Questions::Overdue> toezeggingen_overdue(Database& db, publications::Date today, int limit);

struct ToezeggingFilter {
  enum class State { any, open, overdue, fulfilled } state = State::any;  // open: partly fulfilled ones too
  std::string ministry, member, since;                                    // since: a date, of making
  std::string today;                                                      // of overdue
};
struct ToezeggingRow {  // v_toezeggingen
  std::string number, document_id, made_on, due_on, made_by, made_to, state, status, text, fulfilled_on, fulfilled_by,
      due_said;
};
[[nodiscard]] std::vector<ToezeggingRow> toezeggingen(Record& record, const ToezeggingFilter& filter);  // by term

// "TZ202411-049", each once, in order of appearance; linear in the text.
[[nodiscard]] std::vector<std::string> toezegging_numbers(std::string_view text);

}  // namespace griffier::store
