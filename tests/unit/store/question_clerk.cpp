#include <fmt/format.h>

#include <algorithm>

#include "publications/instant.h"
#include "question_year.h"

namespace griffier::store::testing {
namespace {

using Kind = YearPaper::Kind;

std::string later(const std::string& date, int days) {
  const auto from = publications::parse_iso_date(date).value();
  return publications::iso_date(publications::Date(std::chrono::sys_days(from) + std::chrono::days(days)));
}

// "question 3 of 3", "questions 1 and 2 of 3", "all 3 questions".
std::string phrase(const std::vector<int>& numbers, std::size_t of) {
  if (numbers.size() == of) return of == 1 ? "the question" : fmt::format("all {} questions", of);
  std::string out;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    out += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + std::to_string(numbers[i]);
  return fmt::format("question{} {} of {}", numbers.size() == 1 ? "" : "s", out, of);
}

}  // namespace

// Papers that show that they belong together, put together.
std::vector<Clerk::Set> Clerk::put_together(std::size_t story) const {
  const auto& book = books_[story].book;
  const auto belong = [](const Entry& one, const Entry& other) {
    const auto& a = one.paper;
    const auto& b = other.paper;
    if (one.apart || other.apart) return false;
    if (a.case_number && b.case_number) return true;
    if ((a.header && b.header) || (a.like && b.like)) return true;
    if (a.refers_to == b.id || b.refers_to == a.id) return true;
    return (a.like && b.kind == Kind::asks) || (b.like && a.kind == Kind::asks);
  };
  std::set<std::string> left;
  for (const auto& [id, entry] : book) left.insert(id);
  std::vector<Set> sets;
  while (!left.empty()) {
    std::set<std::string> together;
    std::vector<std::string> queue = {*left.begin()};
    left.erase(left.begin());
    while (!queue.empty()) {
      const auto id = queue.back();
      queue.pop_back();
      together.insert(id);
      for (auto next = left.begin(); next != left.end();) {
        if (belong(book.at(id), book.at(*next))) {
          queue.push_back(*next);
          next = left.erase(next);
        } else {
          ++next;
        }
      }
    }
    sets.push_back(describe(story, together));
  }
  return sets;
}

// The papers of a set in the order of their days, with what they make of the set together.
struct Clerk::Gathered {
  std::vector<const Entry*> by_date;
  const Entry* asking = nullptr;
  const Entry* letter = nullptr;
  bool postponed = false, withdrawn = false, dated = false;
};

Clerk::Gathered Clerk::gather(std::size_t story, const std::set<std::string>& papers) const {
  Gathered all;
  for (const auto& id : papers) {
    const auto& entry = books_[story].book.at(id);
    const auto kind = entry.paper.kind;
    if (kind == Kind::asks) all.asking = &entry;
    if (kind == Kind::by_letter) all.letter = &entry;
    all.postponed |= kind == Kind::postpones;
    all.withdrawn |= kind == Kind::withdraws;
    all.dated |= entry.paper.header || entry.paper.like || kind == Kind::asks;
    all.by_date.push_back(&entry);
  }
  std::sort(all.by_date.begin(), all.by_date.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->paper.on_date, a->paper.id) < std::tie(b->paper.on_date, b->paper.id);
  });
  return all;
}

Clerk::Set Clerk::describe(std::size_t story, const std::set<std::string>& papers) const {
  const auto& tale = year_.stories[story];
  const auto all = gather(story, papers);
  Set set;
  set.papers = papers;
  set.id = *papers.begin();
  if (all.dated) set.due = later(tale.asked_on, all.postponed ? 42 : 21);
  if (all.asking != nullptr && !all.asking->paper.due_on.empty()) set.due = all.asking->paper.due_on;
  for (const auto* entry : all.by_date) {
    if (entry->paper.case_number) set.id = tale.set_id();
    if (entry != all.asking && !entry->paper.due_on.empty()) set.due = entry->paper.due_on;
  }
  std::set<int> numbers;
  if (all.asking != nullptr && !all.asking->paper.prints.empty()) {
    numbers.insert(all.asking->paper.prints.begin(), all.asking->paper.prints.end());
  } else {
    for (const auto* entry : all.by_date) {
      numbers.insert(entry->paper.prints.begin(), entry->paper.prints.end());
      numbers.insert(entry->answered.begin(), entry->answered.end());
    }
  }
  set.unprinted = numbers.empty() && !all.withdrawn && all.letter == nullptr &&
                  std::none_of(all.by_date.begin(), all.by_date.end(),
                               [](const Entry* entry) { return entry->paper.kind == Kind::answers; });
  for (const int n : numbers) {
    auto& question = set.questions[n];
    question.state = all.withdrawn ? "withdrawn" : all.postponed ? "postponed" : "open";
    if (all.letter != nullptr) question = {"answered", all.letter->paper.on_date, all.letter->paper.id};
    for (const auto* entry : all.by_date) {
      if (!entry->answers(n)) continue;
      question = {"answered", entry->paper.on_date, entry->paper.id};
      break;
    }
  }
  return set;
}

std::vector<std::string> Clerk::changes(const Set* before, const Set& now, const YearPaper& paper, const Entry& said,
                                        bool was_member) const {
  const bool known = before != nullptr && !before->questions.empty();
  const bool mine = now.papers.contains(paper.id);
  std::vector<int> answered;
  std::vector<int> withdrawn;
  std::size_t unanswered = 0;
  bool postponed = mine && paper.kind == Kind::postpones && !was_member;
  for (const auto& [n, question] : now.questions) {
    const auto old = known ? before->questions.find(n) : now.questions.end();
    const bool had = known && old != before->questions.end();
    const bool turned = had && old->second.state != question.state;
    const bool by_me = mine && ((paper.answers_number(n) && !(was_member && said.answers(n))) ||
                                (paper.kind == Kind::by_letter && !was_member));
    if (question.state == "answered" && (by_me || turned || !known)) answered.push_back(n);
    if (question.state == "withdrawn" && turned) withdrawn.push_back(n);
    postponed |= question.state == "postponed" && turned;
    unanswered += question.state == "open" || question.state == "postponed" ? 1 : 0;
  }
  std::vector<std::string> out;
  const auto of = now.questions.size();
  if (!known && of > 0) out.push_back(fmt::format("question.asked {}: {} question", now.id, of));
  if (postponed) out.push_back(fmt::format("question.postponed {}: postponed", now.id));
  if (!answered.empty())
    out.push_back(fmt::format("question.{} {}: {} answered", unanswered == 0 ? "answered" : "partly_answered", now.id,
                              phrase(answered, of)));
  if (mine && paper.kind == Kind::announced && !(was_member && said.paper.kind == Kind::announced))
    out.push_back(fmt::format("question.remark {}: an answer is announced", now.id));
  if (!withdrawn.empty() || (mine && paper.kind == Kind::withdraws && !was_member)) {
    out.push_back(fmt::format("question.withdrawn {}: {} withdrawn", now.id,
                              withdrawn.empty() ? "questions" : phrase(withdrawn, of)));
  }
  return out;
}

std::vector<std::string> Clerk::take(const YearPaper& paper) {
  std::map<std::string, std::vector<std::string>> told;  // by set
  for (const int index : paper.stories) {
    const auto story = static_cast<std::size_t>(index);
    auto& books = books_[story];
    Entry said;
    if (const auto old = books.book.find(paper.id); old != books.book.end()) said = old->second;
    auto& entry = books.book[paper.id];
    entry.paper = paper;
    entry.answered.insert(paper.answers.begin(), paper.answers.end());
    entry.whole |= paper.whole;
    auto sets = put_together(story);
    for (auto& now : sets) {
      const Set* before = nullptr;  // the set of this id, else the oldest of those that it is made of
      for (const auto& old : books.sets) {
        const bool part =
            std::any_of(old.papers.begin(), old.papers.end(), [&](const auto& id) { return now.papers.contains(id); });
        if (part) now.noted.insert(old.noted.begin(), old.noted.end());
        if (part && (before == nullptr || old.id == now.id || (before->id != now.id && old.born < before->born)))
          before = &old;
      }
      now.born = before == nullptr ? ++clock_ : before->born;
      const bool was_member = before != nullptr && before->papers.contains(paper.id);
      auto lines = changes(before, now, paper, said, was_member);
      if (!lines.empty()) told[now.id] = std::move(lines);
    }
    books.sets = std::move(sets);
  }
  std::vector<std::string> out;
  for (const auto& [set, lines] : told) out.insert(out.end(), lines.begin(), lines.end());
  return out;
}

void Clerk::part(const std::string& paper, std::size_t story, bool apart) {
  auto& books = books_[story];
  books.book.at(paper).apart = apart;
  auto sets = put_together(story);
  for (auto& now : sets) {
    now.born = 0;
    for (const auto& old : books.sets) {
      const bool shared =
          std::any_of(old.papers.begin(), old.papers.end(), [&](const auto& id) { return now.papers.contains(id); });
      if (shared) now.noted.insert(old.noted.begin(), old.noted.end());
      if (old.id == now.id) now.born = old.born;
    }
    if (now.born == 0) now.born = ++clock_;
  }
  books.sets = std::move(sets);
}

std::vector<std::string> Clerk::overdue(const std::string& today) {
  std::vector<std::pair<std::string, std::string>> passed;
  for (auto& books : books_) {
    for (auto& set : books.sets) {
      const bool owed = set.unprinted || std::any_of(set.questions.begin(), set.questions.end(), [](const auto& one) {
                          return one.second.state == "open" || one.second.state == "postponed";
                        });
      if (!owed || set.due.empty() || set.due >= today || !set.noted.insert(set.due).second) continue;
      passed.emplace_back(set.due, set.id);
    }
  }
  std::sort(passed.begin(), passed.end());
  std::vector<std::string> out;
  for (const auto& [due, id] : passed) out.push_back(id + "@" + due);
  return out;
}

std::vector<std::string> Clerk::set_ids(std::size_t story) const {
  std::vector<std::string> out;
  for (const auto& set : books_[story].sets)
    if (!set.questions.empty()) out.push_back(set.id);
  std::sort(out.begin(), out.end());
  return out;
}

std::string Clerk::states(std::size_t story) const {
  std::string out;
  for (const auto& id : set_ids(story)) {
    for (const auto& set : books_[story].sets) {
      if (set.id != id) continue;
      for (const auto& [n, question] : set.questions) {
        const bool answered = question.state == "answered";
        out += fmt::format("{}|{}|{}|{}|{}|{}\n", id, n, question.state, answered ? question.on : "NULL",
                           answered ? question.by : "NULL", set.due.empty() ? "NULL" : set.due);
      }
    }
  }
  return out;
}

std::string Clerk::office(std::size_t story) const {
  for (const auto& [id, entry] : books_[story].book)
    if (entry.paper.kind == Kind::asks) return entry.paper.office;
  return {};
}

}  // namespace griffier::store::testing
