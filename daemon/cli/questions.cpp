// griffier questions, question: who owes whom an answer, since when and until when.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/questions_output.h"
#include "publications/identifier.h"
#include "store/record/questions.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;
using publications::Date;

constexpr std::size_t kSubjectWidth = 48;

store::QuestionFilter filter_of(const QuestionsOptions& options) {
  using State = store::QuestionFilter::State;
  store::QuestionFilter filter;
  filter.state = options.overdue    ? State::overdue
                 : options.open     ? State::open
                 : options.answered ? State::answered
                                    : State::any;
  filter.ministry = options.ministry;
  filter.fractie = options.fractie;
  filter.member = options.member;
  if (!options.dossier.empty()) {
    const auto dossier = publications::parse_dossier(options.dossier);
    filter.dossier = dossier ? dossier->id() : options.dossier;
  }
  if (!options.since.empty() && !publications::parse_iso_date(options.since))
    throw UsageError(fmt::format("--since: '{}' is no date (2024-09-19)", options.since));
  filter.since = options.since;
  filter.today = publications::iso_date(today());
  return filter;
}

// "in 5 days", "12 days late", of what is still owed.
std::string left_of(const store::QuestionSetRow& set, const std::string& now) {
  if (set.unanswered == 0 || set.due_on.empty()) return "-";
  const int days = days_between(now, set.due_on);
  return days < 0 ? fmt::format("{} late", -days) : std::to_string(days);
}

// Days until the term of what is still owed; "-12" when it passed so long ago.
std::string days_left(const store::QuestionRow& row, const std::string& now) {
  const bool owed = row.state == "open" || row.state == "postponed";
  return owed && !row.due_on.empty() ? std::to_string(days_between(now, row.due_on)) : std::string();
}

void print_csv(const std::vector<store::QuestionRow>& rows, const std::string& now) {
  for (const auto& row : rows) {
    std::string line;
    for (const auto* field :
         {&row.set_id, &row.zaaknummer, &row.number, &row.fractie, &row.asker, &row.addressed_to, &row.asked_on,
          &row.due_on, &row.state, &row.answered_on, &row.answer_document_id, &row.question_text, &row.answer_text})
      line += (field == &row.set_id ? "" : ",") + csv_field(*field);
    print(line + "," + csv_field(row.subject) + "," + days_left(row, now) + "\r\n");
  }
}

boost::json::object with_days_left(const store::QuestionRow& row, const std::string& now) {
  auto object = to_json(row);
  const auto days = days_left(row, now);
  object["subject"] = or_null(row.subject);
  object["days_left"] = days.empty() ? json::value(nullptr) : json::value(std::stoi(days));
  return object;
}

// What --open and its like mean for one question of a set that has some.
bool wanted(const store::QuestionRow& row, const QuestionsOptions& options) {
  const bool owed = row.state == "open" || row.state == "postponed";
  if (options.open || options.overdue) return owed;
  return !options.answered || row.state == "answered";
}

}  // namespace

publications::Date today() {
  return publications::amsterdam_date(
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

int days_between(const std::string& from, const std::string& until) {
  const auto a = publications::parse_iso_date(from);
  const auto b = publications::parse_iso_date(until);
  return a && b ? static_cast<int>((std::chrono::sys_days(*b) - std::chrono::sys_days(*a)).count()) : 0;
}

boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object to_json(const store::QuestionRow& row) {
  return {{"set_id", row.set_id},
          {"zaaknummer", or_null(row.zaaknummer)},
          {"number", row.number},
          {"fractie", or_null(row.fractie)},
          {"asker", or_null(row.asker)},
          {"addressed_to", or_null(row.addressed_to)},
          {"asked_on", or_null(row.asked_on)},
          {"due_on", or_null(row.due_on)},
          {"state", row.state},
          {"answered_on", or_null(row.answered_on)},
          {"answer_document_id", or_null(row.answer_document_id)},
          {"question_text", or_null(row.question_text)},
          {"answer_text", or_null(row.answer_text)}};
}

std::string state_of(const store::QuestionSetRow& set) {
  if (set.unanswered == 0) {
    if (!set.answered_on.empty()) return "answered " + set.answered_on;
    return set.withdrawn == set.questions ? "withdrawn" : "answered";
  }
  const auto state = set.postponed > 0 ? "postponed" : "open";
  const auto done = set.questions - set.unanswered;
  return done <= 0 ? state : fmt::format("{}, {}/{}", state, done, set.questions);
}

store::QuestionRow unprinted_of(const store::QuestionSetRow& set) {
  store::QuestionRow row;
  row.set_id = set.set_id;
  row.zaaknummer = set.zaaknummer;
  row.fractie = set.fractie;
  row.asker = set.asker;
  row.addressed_to = set.addressed_to;
  row.asked_on = set.asked_on;
  row.due_on = set.due_on;
  row.state = set.postponed > 0 ? "postponed" : "open";
  row.subject = set.subject;
  return row;
}

std::string csv_field(std::string text) {
  // A spreadsheet takes a cell that begins so for a formula.
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

int run_questions(Context& context, const QuestionsOptions& options) {
  if (options.open + options.overdue + options.answered > 1)
    throw UsageError("give one of --open, --overdue and --answered");
  if (options.csv && (options.stats || context.json())) throw UsageError("give one of --csv, --stats and --json");
  const auto store = context.open_read_only();
  store::Questions questions(store->record());
  const auto sets = questions.sets(filter_of(options));
  if (options.stats) {
    print_statistics(context, sets);
    return kDone;
  }
  const auto now = publications::iso_date(today());
  if (options.csv)
    print(
        "set_id,zaaknummer,number,fractie,asker,addressed_to,asked_on,due_on,state,answered_on,answer_document_id,"
        "question_text,answer_text,subject,days_left\r\n");
  Table table({"days left", "due", "set", "asked by", "of", "n", "state", "about"});
  for (const auto& set : sets) {
    if (!context.json() && !options.csv) {
      const auto who = set.fractie.empty() ? set.asker
                       : set.asker.empty() ? set.fractie
                                           : set.asker + " (" + set.fractie + ")";
      table.add({left_of(set, now), set.due_on.empty() ? "-" : set.due_on, set.set_id, cut(who, 32),
                 cut(set.addressed_to, 40), set.questions == 0 ? "?" : std::to_string(set.questions), state_of(set),
                 cut(set.subject, kSubjectWidth)});
      continue;
    }
    auto rows = questions.questions(set.set_id);
    if (rows.empty()) rows.push_back(unprinted_of(set));
    std::erase_if(rows, [&](const auto& row) { return !wanted(row, options); });
    if (options.csv) {
      print_csv(rows, now);
    } else {
      for (const auto& row : rows) print_json_line(with_days_left(row, now));
    }
  }
  print(table.text(context.colour()));
  if (sets.empty() && !context.json() && !options.csv && !context.options().quiet) print("no questions\n");
  return kDone;
}

}  // namespace griffier::daemon
