#include "store/record/questions_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "publications/ascii.h"
#include "store/record/questions.h"
#include "store/record/questions_align.h"

namespace griffier::store::questions {
namespace {

constexpr std::size_t kSummary = 300;  // bytes of a publisher's words in a summary

// "3" of "3a": an answer to 3 covers its parts.
std::string_view whole_number(std::string_view number) {
  std::size_t end = 0;
  while (end < number.size() && publications::ascii::is_digit(number[end])) ++end;
  return number.substr(0, end);
}

bool covers(const Line& line, std::string_view number) {
  return line.answered && (line.number.empty() || line.number == number ||
                           (!whole_number(number).empty() && line.number == whole_number(number)));
}

// The answer that a paper of the set gives to the question that the set has under this number.
const Line* answer_in(const SetState& set, const Claim& claim, std::string_view number) {
  if (const auto other = set.renumbered.find(claim.paper); other != set.renumbered.end()) {
    const auto own = other->second.find(std::string(number));
    if (own == other->second.end()) return nullptr;
    number = own->second;
  }
  const auto found =
      std::find_if(claim.lines.begin(), claim.lines.end(), [&](const Line& line) { return covers(line, number); });
  return found == claim.lines.end() ? nullptr : &*found;
}

bool before_in_number(const std::string& a, const std::string& b) {
  const auto left = whole_number(a);
  const auto right = whole_number(b);
  if (left.size() != right.size()) return left.size() < right.size();
  return a < b;
}

// Of the papers in the order in which they took effect.
class Life {
 public:
  Life(const std::vector<Claim>& claims, SetState& set) : claims_(claims), set_(set) {
    for (const auto& member : set.grouping.members) papers_.push_back(member.claim);
    std::sort(papers_.begin(), papers_.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(claims[a].on_date, claims[a].paper) < std::tie(claims[b].on_date, claims[b].paper);
    });
    auto asking = std::find_if(papers_.begin(), papers_.end(),
                               [&](std::size_t i) { return claims[i].paper == set.grouping.set_id; });
    if (asking == papers_.end() || (claims[*asking].role != Role::asks && !claims[*asking].contribution)) {
      asking =
          std::find_if(papers_.begin(), papers_.end(), [&](std::size_t i) { return claims[i].role == Role::asks; });
    }
    if (asking != papers_.end()) std::rotate(papers_.begin(), asking, asking + 1);  // its word comes first
  }

  void describe(const publications::TermRules& rules) {
    publications::Asking asking;
    for (const std::size_t i : papers_) {
      const auto& claim = claims_[i];
      const auto take = [](std::string& to, const std::string& from) {
        if (to.empty()) to = from;
      };
      if (!claim.zaken.empty()) take(set_.zaaknummer, zaak_of(claim));
      take(set_.fractie, claim.fractie);
      take(set_.asker, claim.asker);
      if (claim.role == Role::passes_on && !claim.addressed_to.empty())
        set_.addressed_to = claim.addressed_to;
      else
        take(set_.addressed_to, claim.addressed_to);
      take(set_.subject, claim.subject);
      take(set_.asked_on, claim.asked_on);
      asking.postponed |= claim.role == Role::postpones;
      asking.orally |= claim.orally;
      // The last term that the publisher gave holds.
      if (const auto given = publications::parse_iso_date(claim.given_on)) asking.given = given;
    }
    asking.asked_on = publications::parse_iso_date(set_.asked_on);
    set_.term = publications::term_of(asking, rules);
  }

  void number() {
    for (const std::size_t i : papers_) {
      const auto& lines = claims_[i].lines;
      for (std::size_t l = 0; l < lines.size(); ++l) {
        if (lines[l].number.empty() || (claims_[i].role == Role::asks && !lines[l].asked)) continue;
        take(i, l, claims_[i].role == Role::asks);
      }
      if (claims_[i].contribution) return renumber(i);
      if (claims_[i].role == Role::asks && !set_.questions.empty()) return;
    }
    std::stable_sort(set_.questions.begin(), set_.questions.end(),
                     [](const auto& a, const auto& b) { return before_in_number(a.number, b.number); });
  }

  void settle(QuestionState& question) const {
    for (const Role role : {Role::answers, Role::by_letter}) {
      for (const std::size_t i : papers_) {
        const auto& claim = claims_[i];
        const Line* const line = answer_in(set_, claim, question.number);
        if (line == nullptr) continue;
        // A paper that came as an answer and says something else now has still answered.
        const bool answer = claim.role == Role::answers || claim.role == Role::asks || line->earlier;
        if (role == Role::answers ? !answer : claim.role != role) continue;
        question.state = "answered";
        question.answered_on = claim.on_date;
        question.answer = LineRef{i, static_cast<std::size_t>(line - claim.lines.data())};
        return;
      }
    }
    question.state = has(Role::withdraws) ? "withdrawn" : has(Role::postpones) ? "postponed" : "open";
  }

  void tell_of_unprinted() {
    if (!set_.questions.empty() || has(Role::answers) || has(Role::by_letter) || has(Role::withdraws)) return;
    set_.unprinted = has(Role::postpones) ? "postponed" : "open";
  }

 private:
  void renumber(std::size_t first) {
    for (const std::size_t i : papers_)
      if (i != first) set_.renumbered[claims_[i].paper] = align(claims_[first].lines, claims_[i].lines);
  }
  // Of an answer to two sets, the number of this one.
  [[nodiscard]] std::string zaak_of(const Claim& claim) const {
    for (const auto& zaak : claim.zaken)
      if (set_.grouping.set_id.ends_with("-" + zaak)) return zaak;
    return claim.zaken.front();
  }
  void take(std::size_t claim, std::size_t line, bool repeats) {
    const auto& read = claims_[claim].lines[line];
    const auto known = std::find_if(set_.questions.begin(), set_.questions.end(),
                                    [&](const auto& one) { return one.number == read.number; });
    if (known != set_.questions.end() && !repeats) {
      if (read.asked && !known->question) known->question = LineRef{claim, line};
      return;
    }
    QuestionState question;
    question.number = read.number;
    if (read.asked) question.question = LineRef{claim, line};
    set_.questions.push_back(std::move(question));
  }
  [[nodiscard]] bool has(Role role) const {
    return std::any_of(papers_.begin(), papers_.end(), [&](std::size_t i) { return claims_[i].role == role; });
  }

  const std::vector<Claim>& claims_;
  SetState& set_;
  std::vector<std::size_t> papers_;
};

std::string shortened(std::string text) {
  if (text.size() <= kSummary) return text;
  std::size_t end = kSummary;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

std::string due_in_words(const SetState& set) {
  return set.term.due_on ? "; due on " + publications::iso_date(*set.term.due_on) : std::string();
}

std::string asked_summary(const SetState& set) {
  const auto count = set.questions.size();
  auto out = fmt::format("{}: {} question{}", set.grouping.set_id, count, count == 1 ? "" : "s");
  if (!set.asker.empty()) {
    out += " by " + set.asker + (set.fractie.empty() ? "" : " (" + set.fractie + ")");
  } else if (!set.fractie.empty()) {
    out += " by " + set.fractie;
  }
  if (!set.addressed_to.empty()) out += " to " + set.addressed_to;
  return shortened(std::move(out)) + due_in_words(set);
}

// Of a notice that changes no question.
template <typename Tell>
void tell_of_notice(const Claim& claim, const std::string& id, Tell tell) {
  if (claim.role == Role::passes_on)
    tell("question.passed_on",
         id + ": passed on" + (claim.addressed_to.empty() ? std::string() : " to " + claim.addressed_to));
  if (claim.role != Role::remarks) return;
  if (claim.awaits_file)
    tell("question.remark", id + ": an answer is announced, its file is yet to come");
  else
    tell("question.remark", id + ": a notice that decides nothing" +
                                (claim.reason.empty() ? std::string() : " «" + shortened(claim.reason) + "»"));
}

}  // namespace

std::size_t SetState::unanswered() const {
  return static_cast<std::size_t>(std::count_if(questions.begin(), questions.end(), [](const auto& question) {
    return question.state == "open" || question.state == "postponed";
  }));
}

SetState state_of(const std::vector<Claim>& claims, Grouping grouping, const publications::TermRules& rules) {
  SetState set;
  set.grouping = std::move(grouping);
  Life life(claims, set);
  life.describe(rules);
  life.number();
  for (auto& question : set.questions) life.settle(question);
  life.tell_of_unprinted();
  return set;
}

std::string questions_in_words(const std::vector<std::string>& numbers, std::size_t of) {
  if (numbers.size() >= of) return of == 1 ? "the question" : fmt::format("all {} questions", of);
  std::string list;
  for (std::size_t i = 0; i < numbers.size() && list.size() < kSummary; ++i)
    list += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + numbers[i];
  return fmt::format("question{} {} of {}", numbers.size() == 1 ? "" : "s", list, of);
}

std::vector<NewEvent> events_of(const SetState& now, const std::optional<Before>& before, const Claim* claim,
                                const Claim* said) {
  std::vector<NewEvent> events;
  const auto& id = now.grouping.set_id;
  const auto tell = [&](const char* kind, std::string summary) { events.push_back({kind, id, std::move(summary)}); };
  const bool known = before && !before->questions.empty();
  const bool was_member = before && claim != nullptr && said != nullptr &&
                          std::find(before->papers.begin(), before->papers.end(), claim->paper) != before->papers.end();
  if (!known && !now.questions.empty()) tell("question.asked", asked_summary(now));

  std::map<std::string, std::string> old;
  if (before) old.insert(before->questions.begin(), before->questions.end());
  const auto was = [&](const QuestionState& question) {
    const auto found = old.find(question.number);
    return found == old.end() ? std::string() : found->second;
  };
  // By this paper, or at last seen to be by one that was there already.
  std::vector<std::string> answered;
  std::vector<std::string> withdrawn;
  std::vector<std::string> reopened;  // their answer turned out to belong to other questions
  std::size_t again = 0;
  bool postponed = claim != nullptr && claim->role == Role::postpones && !was_member;
  for (const auto& question : now.questions) {
    const auto state = was(question);
    const bool changed = !known || (!state.empty() && state != question.state);
    const bool answers = claim != nullptr && claim->role != Role::withdraws &&
                         answer_in(now, *claim, question.number) != nullptr &&
                         !(was_member && answer_in(now, *said, question.number) != nullptr);
    if (question.state == "answered" && (answers || (changed && state != "answered"))) {
      answered.push_back(question.number);
      again += state == "answered" ? 1 : 0;
    }
    // Told when the notice came, before the questions were known.
    const bool moved = known && changed && state != "answered";
    if (state == "answered" && question.state != "answered") reopened.push_back(question.number);
    if (question.state == "withdrawn" && moved) withdrawn.push_back(question.number);
    postponed |= question.state == "postponed" && moved;
  }
  const auto of = now.questions.size();
  if (postponed) {
    const auto due = due_in_words(now);
    const auto first = before && !before->due_on.empty() && due != "; due on " + before->due_on
                           ? " instead of " + before->due_on
                           : std::string();
    tell("question.postponed", id + ": postponed" +
                                   (now.unanswered() > 0    ? due + (due.empty() ? "" : first)
                                    : now.questions.empty() ? due
                                                            : "; answered already"));
  }
  if (!answered.empty()) {
    const auto how = claim != nullptr && claim->role == Role::by_letter
                         ? " by letter" + (claim->letter.empty() ? std::string() : " " + claim->letter)
                         : std::string(again == answered.size() ? " again" : "");
    const bool whole = now.unanswered() == 0;
    const auto on = claim != nullptr && !claim->on_date.empty() ? " on " + claim->on_date : std::string();
    tell(whole ? "question.answered" : "question.partly_answered",
         fmt::format("{}: {} answered{}{}", id, questions_in_words(answered, of), how, on));
  }
  if (!reopened.empty() && answered.empty())
    tell("question.partly_answered", fmt::format("{}: {} not answered after all: the answer belongs to other questions",
                                                 id, questions_in_words(reopened, of)));
  if (claim != nullptr && !(was_member && said->role == claim->role)) tell_of_notice(*claim, id, tell);
  if (!withdrawn.empty() || (claim != nullptr && claim->role == Role::withdraws && !was_member))
    tell("question.withdrawn",
         fmt::format("{}: {} withdrawn", id, withdrawn.empty() ? "questions" : questions_in_words(withdrawn, of)));
  return events;
}

}  // namespace griffier::store::questions

namespace griffier::store {

// What questions_in_words() made.
std::optional<std::vector<std::string>> numbers_told(std::string_view summary) {
  constexpr std::string_view kNone;
  const auto begin = summary.find(": question");
  auto list = begin == std::string_view::npos ? kNone : summary.substr(begin + 10);
  if (list.starts_with("s")) list.remove_prefix(1);
  const auto end = list.find(" of ");
  if (!list.starts_with(" ") || end == std::string_view::npos || end > questions::kSummary) return std::nullopt;
  list = list.substr(1, end - 1);
  std::vector<std::string> numbers;
  while (!list.empty()) {
    auto next = list.find(" and ");
    std::size_t gap = 5;
    if (const auto comma = list.find(", "); comma < next) {
      next = comma;
      gap = 2;
    }
    numbers.emplace_back(list.substr(0, next));
    list.remove_prefix(next == std::string_view::npos ? list.size() : next + gap);
  }
  return numbers;
}

}  // namespace griffier::store
