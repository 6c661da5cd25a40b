// griffier questions, question: who owes whom an answer, since when and until when.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "publications/identifier.h"
#include "store/record/questions.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;
using publications::Date;

constexpr std::size_t kSubjectWidth = 48;
constexpr std::size_t kBarWidth = 30;

Date today() {
  return publications::amsterdam_date(
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

int days_between(const std::string& from, const std::string& until) {
  const auto a = publications::parse_iso_date(from);
  const auto b = publications::parse_iso_date(until);
  return a && b ? static_cast<int>((std::chrono::sys_days(*b) - std::chrono::sys_days(*a)).count()) : 0;
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object to_json(const store::QuestionRow& row) {
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

std::string state_of(const store::QuestionSetRow& set) {
  if (set.unanswered == 0) return set.withdrawn == set.questions ? "withdrawn" : "answered";
  const auto state = set.postponed > 0 ? "postponed" : "open";
  const auto done = set.questions - set.unanswered;
  return done == 0 ? state : fmt::format("{}, {}/{}", state, done, set.questions);
}

// "in 5 days", "12 days late", of what is still owed.
std::string left_of(const store::QuestionSetRow& set, const std::string& now) {
  if (set.unanswered == 0) return set.answered_on;
  if (set.due_on.empty()) return "-";
  const int days = days_between(now, set.due_on);
  return days < 0 ? fmt::format("{} late", -days) : std::to_string(days);
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

void print_csv(const std::vector<store::QuestionRow>& rows) {
  for (const auto& row : rows) {
    std::string line;
    for (const auto* field :
         {&row.set_id, &row.zaaknummer, &row.number, &row.fractie, &row.asker, &row.addressed_to, &row.asked_on,
          &row.due_on, &row.state, &row.answered_on, &row.answer_document_id, &row.question_text, &row.answer_text})
      line += (field == &row.set_id ? "" : ",") + csv_field(*field);
    print(line + "\r\n");
  }
}

// What --open and its like mean for one question of a set that has some.
bool wanted(const store::QuestionRow& row, const QuestionsOptions& options) {
  const bool owed = row.state == "open" || row.state == "postponed";
  if (options.open || options.overdue) return owed;
  return !options.answered || row.state == "answered";
}

// --- statistics ------------------------------------------------------------------------------------------------------

struct Tally {
  std::vector<int> days;  // to the answer, of sets that are answered
  std::size_t sets = 0, answered = 0, dated = 0, in_time = 0, postponed = 0;

  void add(const store::QuestionSetRow& set) {
    ++sets;
    if (set.was_postponed) ++postponed;
    if (set.unanswered > 0 || set.answered_on.empty()) return;
    ++answered;
    if (set.asked_on.empty()) return;
    days.push_back(days_between(set.asked_on, set.answered_on));
    if (set.due_on.empty()) return;
    ++dated;
    if (set.answered_on <= set.due_on) ++in_time;
  }
  // The smallest number of days within which this share was answered.
  [[nodiscard]] int within(double share) const {
    auto sorted = days;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()) + 0.999999);
    return sorted.at(std::min(sorted.size(), std::max<std::size_t>(rank, 1)) - 1);
  }
};

std::string share(std::size_t part, std::size_t of) {
  return of == 0 ? "-" : fmt::format("{:.0f}%", 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

// The names of a list "D66, Volt", each counted for itself.
std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(", ", at), list.size());
    names.push_back(list.substr(at, end - at));
    at = end + 2;
  }
  if (names.empty()) names.emplace_back("unknown");
  return names;
}

json::value or_null(const Tally& tally, double of) {
  return tally.days.empty() ? json::value(nullptr) : json::value(tally.within(of));
}
json::value ratio(std::size_t part, std::size_t of) {
  return of == 0 ? json::value(nullptr) : json::value(static_cast<double>(part) / static_cast<double>(of));
}

void print_stats(const char* by, const std::map<std::string, Tally>& tallies, bool as_json, bool colour) {
  int most = 1;
  for (const auto& [name, tally] : tallies)
    if (!tally.days.empty()) most = std::max(most, tally.within(0.9));
  Table table({by, "sets", "answered", "median", "90%", "in time", "postponed", "days: median █, 90% ░"});
  for (const auto& [name, tally] : tallies) {
    if (as_json) {
      print_json_line(json::object{{"by", by},
                                   {"name", name},
                                   {"sets", tally.sets},
                                   {"answered", tally.answered},
                                   {"median_days", or_null(tally, 0.5)},
                                   {"p90_days", or_null(tally, 0.9)},
                                   {"in_time", ratio(tally.in_time, tally.dated)},
                                   {"postponed", ratio(tally.postponed, tally.sets)}});
      continue;
    }
    const bool any = !tally.days.empty();
    std::string bar;
    if (any) {
      const auto cells = [&](double of) {
        return static_cast<std::size_t>(std::max(0, tally.within(of))) * kBarWidth / static_cast<std::size_t>(most);
      };
      for (std::size_t i = 0; i < cells(0.5); ++i) bar += "█";
      for (std::size_t i = cells(0.5); i < cells(0.9); ++i) bar += "░";
    }
    table.add({cut(name, kSubjectWidth), std::to_string(tally.sets), std::to_string(tally.answered),
               any ? std::to_string(tally.within(0.5)) : "-", any ? std::to_string(tally.within(0.9)) : "-",
               share(tally.in_time, tally.dated), share(tally.postponed, tally.sets), bar});
  }
  if (!as_json) print(table.text(colour) + "\n");
}

void run_stats(Context& context, const std::vector<store::QuestionSetRow>& sets) {
  std::map<std::string, Tally> all;
  std::map<std::string, Tally> ministries;
  std::map<std::string, Tally> fracties;
  std::map<std::string, Tally> years;
  for (const auto& set : sets) {
    all["all"].add(set);
    for (const auto& name : names_in(set.addressed_to)) ministries[name].add(set);
    for (const auto& name : names_in(set.fractie)) fracties[name].add(set);
    years[set.asked_on.empty() ? "unknown" : set.asked_on.substr(0, 4)].add(set);
  }
  print_stats("all", all, context.json(), context.colour());
  print_stats("ministry", ministries, context.json(), context.colour());
  print_stats("fractie", fracties, context.json(), context.colour());
  print_stats("year", years, context.json(), context.colour());
}

// --- one set ---------------------------------------------------------------------------------------------------------

std::string indented(const std::string& text) {
  std::string out = "    ";
  for (const char c : harmless(text)) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

std::string by_whom(const store::QuestionRow& row) {
  auto out = row.asker;
  if (!row.fractie.empty()) out += out.empty() ? row.fractie : " (" + row.fractie + ")";
  return out;
}

void print_set(Context& context, store::Questions& questions, const store::QuestionSetRow& set,
               const std::vector<store::QuestionRow>& rows, const std::string& number) {
  if (!rows.empty()) {
    const auto& first = rows.front();
    print(harmless(fmt::format("{}  {}\n", set.set_id, first.subject)));
    print(harmless(fmt::format("asked by {} of {}{}\n", by_whom(first).empty() ? "-" : by_whom(first),
                               first.addressed_to.empty() ? "-" : first.addressed_to,
                               first.asked_on.empty() ? "" : " on " + first.asked_on)));
  }
  print(harmless(set.due_on.empty() ? fmt::format("no term: {}\n", set.term)
                                    : fmt::format("due on {}: {}\n", set.due_on, set.term)));
  print("\nhow it went\n");
  for (const auto& paper : questions.papers(set.set_id)) {
    print(harmless(fmt::format("  {}  {:18}  {}{}{}{}\n", paper.on_date, paper.role, paper.paper,
                               paper.by == "itself" ? "" : ", joined by " + paper.by,
                               paper.letter.empty() ? "" : ", letter " + paper.letter,
                               paper.reason.empty() ? "" : ": " + paper.reason)));
  }
  for (const auto& event : questions.events(set.set_id))
    print(harmless(fmt::format("  {}  {:24} {}\n", event.at, event.kind, event.summary)));
  for (const auto& row : rows) {
    if (!number.empty() && row.number != number) continue;
    print(harmless(fmt::format("\n{}{}. {}{}{}\n", context.colour() ? "" : "", "question " + row.number, row.state,
                               row.answered_on.empty() ? "" : " on " + row.answered_on,
                               row.answer_document_id.empty() ? "" : " by " + row.answer_document_id)));
    print(indented(row.question_text.empty() ? "(not printed in any paper that is kept)" : row.question_text));
    if (row.state == "answered")
      print("  answer\n" + indented(row.answer_text.empty() ? "(the paper as a whole)" : row.answer_text));
  }
}

std::string only_set(Context& context, store::Questions& questions, const std::string& id) {
  const auto ids = questions.resolve(id);
  if (ids.size() == 1) return ids.front();
  if (ids.empty())
    context.log().error("no questions are known by this id", {{"set", id}});
  else
    context.log().error("there are several sets: name one", {{"sets", fmt::format("{}", fmt::join(ids, " "))}});
  return {};
}

}  // namespace

int run_questions(Context& context, const QuestionsOptions& options) {
  if (options.open + options.overdue + options.answered > 1)
    throw UsageError("give one of --open, --overdue and --answered");
  const auto store = context.open_read_only();
  store::Questions questions(store->record());
  const auto sets = questions.sets(filter_of(options));
  if (options.stats) {
    run_stats(context, sets);
    return kDone;
  }
  const auto now = publications::iso_date(today());
  if (options.csv)
    print(
        "set_id,zaaknummer,number,fractie,asker,addressed_to,asked_on,due_on,state,answered_on,answer_document_id,"
        "question_text,answer_text\r\n");
  Table table({"days left", "due", "set", "asked by", "of", "n", "state", "about"});
  for (const auto& set : sets) {
    if (!context.json() && !options.csv) {
      const auto who = set.fractie.empty() ? set.asker
                       : set.asker.empty() ? set.fractie
                                           : set.asker + " (" + set.fractie + ")";
      table.add({left_of(set, now), set.due_on.empty() ? "-" : set.due_on, set.set_id, cut(who, 32),
                 cut(set.addressed_to, 40), std::to_string(set.questions), state_of(set),
                 cut(set.subject, kSubjectWidth)});
      continue;
    }
    auto rows = questions.questions(set.set_id);
    std::erase_if(rows, [&](const auto& row) { return !wanted(row, options); });
    if (options.csv) {
      print_csv(rows);
    } else {
      for (const auto& row : rows) print_json_line(to_json(row));
    }
  }
  print(table.text(context.colour()));
  if (sets.empty() && !context.json() && !options.csv && !context.options().quiet) print("no questions\n");
  return kDone;
}

int run_question(Context& context, const QuestionOptions& options) {
  const auto store = context.open_read_only();
  store::Questions questions(store->record());
  const auto ids = questions.resolve(options.set);
  if (ids.empty()) {
    context.log().error("no questions are known by this id", {{"set", options.set}});
    return kFailed;
  }
  bool found = options.number.empty();
  for (const auto& id : ids) {
    const auto set = questions.set(id);
    if (!set) continue;
    const auto rows = questions.questions(id);
    found |= std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.number == options.number; });
    if (context.json()) {
      for (const auto& row : rows)
        if (options.number.empty() || row.number == options.number) print_json_line(to_json(row));
    } else {
      print_set(context, questions, *set, rows, options.number);
    }
  }
  if (found) return kDone;
  context.log().error("there is no question of this number", {{"set", options.set}, {"number", options.number}});
  return kFailed;
}

int run_question_decision(Context& context, const QuestionOptions& options, bool join) {
  store::Registrar registrar(context.state_dir(), store::Open::read_write);
  store::Questions questions(registrar.record());
  const auto set = only_set(context, questions, options.set);
  if (set.empty()) return kFailed;
  const auto paper = registrar.record().resolve(options.paper).value_or(options.paper);
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  if (!(join ? questions.join(paper, set, now) : questions.split(paper, set, now))) {
    context.log().error("no paper about questions is known by this id", {{"paper", options.paper}});
    return kFailed;
  }
  if (!context.options().quiet && !context.json())
    print(harmless(fmt::format("{} {} {}\n", paper, join ? "belongs to" : "does not belong to", set)));
  return kDone;
}

}  // namespace griffier::daemon
