// griffier question: one set, each question beside its answer, and how it went; joining and splitting by hand.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/questions_output.h"
#include "daemon/pipeline/joining.h"
#include "store/record/questions_refer.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

std::string indented(const std::string& text, std::size_t by = 4) {
  const std::string margin(by, ' ');
  std::string out = margin;
  for (const char c : harmless(text)) {
    out += c;
    if (c == '\n') out += margin;
  }
  return out + "\n";
}

std::string by_whom(const store::QuestionSetRow& set) {
  auto out = set.asker;
  if (!set.fractie.empty()) out += out.empty() ? set.fractie : " (" + set.fractie + ")";
  return out.empty() ? "-" : out;
}

// "in 5 days", "12 days late", "answered 3 days before".
std::string how_far(const store::QuestionSetRow& set) {
  const bool done = set.unanswered == 0;
  if (set.due_on.empty() || (done && set.answered_on.empty())) return {};
  const int days = days_between(done ? set.answered_on : publications::iso_date(today()), set.due_on);
  const auto words = [](int count) { return fmt::format("{} day{}", count, count == 1 ? "" : "s"); };
  if (done) return days < 0 ? ", answered " + words(-days) + " late" : ", answered in time";
  if (days == 0) return ", today";
  return days < 0 ? ", " + words(-days) + " late" : ", in " + words(days);
}

void print_head(const store::QuestionSetRow& set) {
  print(harmless(fmt::format("{}{}{}\n", set.set_id, set.subject.empty() ? "" : "  ", set.subject)));
  print(
      harmless(fmt::format("asked by {}{}{}\n", by_whom(set), set.addressed_to.empty() ? "" : " of " + set.addressed_to,
                           set.asked_on.empty() ? "" : " on " + set.asked_on)));
  print(harmless(set.due_on.empty() ? fmt::format("no term: {}\n", set.term)
                                    : fmt::format("due on {}: {}{}\n", set.due_on, set.term, how_far(set))));
  print(fmt::format("state: {}{}\n", state_of(set),
                    set.unanswered == 0  ? ""
                    : set.questions == 0 ? "; the questions themselves are in no paper that is kept"
                                         : fmt::format("; {} of {} unanswered", set.unanswered, set.questions)));
}

void print_papers(const std::vector<store::QuestionPaperRow>& papers, const std::string& set_id) {
  print("\nthe papers\n");
  for (const auto& paper : papers) {
    print(harmless(fmt::format("  {}  {:18}  {}{}{}{}\n", paper.on_date, paper.role, paper.paper,
                               paper.by == "itself" ? "" : ", joined by " + paper.by,
                               paper.letter.empty() ? "" : ", letter " + paper.letter,
                               paper.reason.empty() ? "" : ": " + paper.reason)));
    constexpr std::string_view kFileToCome = "Het bestand van dit stuk is er nog niet";  // the register's own words
    if (paper.role == "remarks" && !paper.reason.starts_with(kFileToCome))
      print(fmt::format(
          "{:12}  uncertain: what it says about the questions is not understood; they stay as they were\n", ""));
    if (!paper.certain)
      print(harmless(fmt::format("{:12}  is it right? griffier question join {} {}; if not: split instead of join\n",
                                 "", set_id, paper.paper)));
  }
}

void print_answer(const std::vector<store::QuestionRow>& rows, const std::string& number, const std::string& text) {
  print(indented(text.empty() ? "(the paper as a whole)" : text));
  for (const auto& other : store::answers_referred_to(text)) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.number == other; });
    if (found == rows.end() || other == number || found->answer_text.empty()) continue;
    print(harmless(fmt::format("    the answer to question {}\n", other)) + indented(found->answer_text, 6));
  }
}

void print_set(store::Questions& questions, const store::QuestionSetRow& set,
               const std::vector<store::QuestionRow>& rows, const std::string& number) {
  print_head(set);
  print_papers(questions.papers(set.set_id), set.set_id);
  print("\nwhat was told\n");
  for (const auto& event : questions.events(set.set_id))
    print(harmless(
        fmt::format("  {}  {:24}  {}  {}\n", event.at.substr(0, 10), event.kind, event.document_id, event.summary)));
  const auto further = questions.further_answers(set.set_id);
  for (const auto& row : rows) {
    if (!number.empty() && row.number != number) continue;
    print(harmless(fmt::format("\nquestion {}: {}{}{}\n", row.number, row.state,
                               row.answered_on.empty() ? "" : " on " + row.answered_on,
                               row.answer_document_id.empty() ? "" : " by " + row.answer_document_id)));
    print(indented(row.question_text.empty() ? "(not printed in any paper that is kept)" : row.question_text));
    if (row.state != "answered") continue;
    print("  answer\n");
    print_answer(rows, row.number, row.answer_text);
    for (const auto& one : further) {
      if (one.number != row.number) continue;
      print(harmless(fmt::format("  answered again on {} by {}\n", one.on_date, one.document_id)));
      print_answer(rows, row.number, one.answer_text);
    }
  }
}

json::object with_term(json::object object, const store::QuestionSetRow& set, const store::QuestionRow& row) {
  object["subject"] = or_null(set.subject);
  object["term"] = or_null(set.term);
  json::array refers;
  for (const auto& number : store::answers_referred_to(row.answer_text)) refers.push_back(json::value(number));
  object["answer_refers_to"] = std::move(refers);
  return object;
}

std::runtime_error unknown(const std::string& set) {
  return std::runtime_error(fmt::format("no questions are known by '{}'", set));
}

std::string only_set(store::Questions& questions, const std::string& id) {
  const auto ids = questions.resolve(id);
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) throw unknown(id);
  throw std::runtime_error(fmt::format("there are several sets of '{}', name one: {}", id, fmt::join(ids, " ")));
}

}  // namespace

int run_question(Context& context, const QuestionOptions& options) {
  const auto store = context.open_read_only();
  store::Questions questions(store->record());
  const auto ids = questions.resolve(options.set);
  if (ids.empty()) throw unknown(options.set);
  bool found = options.number.empty();
  for (const auto& id : ids) {
    const auto set = questions.set(id);
    if (!set) continue;
    auto rows = questions.questions(id);
    if (rows.empty() && set->unanswered > 0 && context.json()) rows.push_back(unprinted_of(*set));
    found |= std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.number == options.number; });
    if (context.json()) {
      for (const auto& row : rows)
        if (options.number.empty() || row.number == options.number) print_json_line(with_term(to_json(row), *set, row));
    } else {
      if (id != ids.front()) print("\n");
      print_set(questions, *set, rows, options.number);
    }
  }
  if (!found) throw std::runtime_error(fmt::format("'{}' has no question {}", options.set, options.number));
  return kDone;
}

int run_question_decision(Context& context, const QuestionOptions& options, bool join) {
  store::Registrar registrar(context.state_dir(), store::Open::read_write);
  store::Questions questions(registrar.record());
  const auto set = only_set(questions, options.set);
  const auto paper = registrar.record().resolve(options.paper).value_or(options.paper);
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  if (!decide_on_questions(registrar, {paper, set, join}, now))
    throw std::runtime_error(fmt::format("no paper about questions is known by '{}'", options.paper));
  if (!context.options().quiet && !context.json())
    print(harmless(fmt::format("{} {} {}\n", paper, join ? "belongs to" : "does not belong to", set)));
  return kDone;
}

}  // namespace griffier::daemon
