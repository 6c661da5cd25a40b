#include "question_year.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "publications/instant.h"

namespace griffier::store::testing {
namespace {

using Kind = YearPaper::Kind;

std::string later(const std::string& date, int days) {
  const auto from = publications::parse_iso_date(date).value();
  return publications::iso_date(publications::Date(std::chrono::sys_days(from) + std::chrono::days(days)));
}

// Words that no two stories share.
std::string made_up_word(int number) {
  constexpr std::array<const char*, 10> kSyllables = {"ba", "du", "fo", "ge", "hi", "ko", "lu", "me", "ri", "sa"};
  std::string out;
  for (int rest = number + 10000; rest > 0; rest /= 10) out += kSyllables.at(static_cast<std::size_t>(rest % 10));
  return out;
}

class Teller {
 public:
  Teller(Year& year, unsigned seed, Known known)
      : year_(year), random_(seed), printed_(known == Known::printed), registered_(known == Known::registered) {}

  void tell(int number) {
    Story story;
    story.zaak = fmt::format("2024Z{:05}", 10000 + number);
    story.asker = fmt::format("Lid {}", number % 7);
    story.subject = fmt::format("{} langs {}", made_up_word(number), made_up_word(number + 40000));
    story.asked_on = fmt::format("2024-{:02}-{:02}", 1 + number % 9, 1 + number % 28);
    story.questions = between(1, 6);
    index_ = static_cast<int>(year_.stories.size());
    year_.stories.push_back(story);
    ask(story);
    const bool postponed = chance(30);
    if (postponed) year_.papers.push_back(from(Kind::postpones, 1, 18));
    if (chance(8)) {
      notice(Kind::withdraws, 8, 19);
    } else if (chance(6)) {
      notice(Kind::by_letter, 7, 20);
    }
    if (chance(10) && index_ > 0 && !chance(30) && !printed_) return share();
    answer(story, postponed);
  }

 private:
  bool chance(int percent) { return std::uniform_int_distribution<int>(0, 99)(random_) < percent; }
  int between(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  YearPaper from(Kind kind, int part, int days) {
    const auto& story = year_.stories.back();
    YearPaper paper;
    paper.kind = kind;
    paper.id = fmt::format("ah-tk-20242025-{}{}", 1000 + index_, part);
    paper.stories = {index_};
    paper.on_date = later(story.asked_on, days);
    paper.case_number = chance(30) && !printed_;
    paper.header = true;
    return paper;
  }
  void ask(const Story& story) {
    YearPaper paper = from(Kind::asks, 0, 0);
    paper.id = story.set_id();
    paper.case_number = true;
    paper.office = fmt::format("Minister van {}", made_up_word(index_ % 12));
    for (int n = 1; n <= story.questions; ++n) paper.prints.push_back(n);
    if (chance(6)) return;  // never comes
    year_.papers.push_back(paper);
    paper.again = true;
    if (chance(6)) {  // to another minister
      paper.office += " en Water";
      year_.papers.push_back(paper);
    }
    if (chance(6) && !printed_) {  // the publisher's own term comes with a later revision
      paper.due_on = later(story.asked_on, between(10, 60));
      year_.papers.push_back(paper);
    }
  }
  void notice(Kind kind, int part, int days) { year_.papers.push_back(from(kind, part, days)); }

  // One answer to this set and the one before it.
  void share() {
    YearPaper paper = from(Kind::answers, 9, 25);
    paper.stories = {index_ - 1, index_};
    paper.case_number = true;
    paper.header = false;
    const auto& stories = year_.stories;
    const int most = std::max(stories[stories.size() - 1].questions, stories[stories.size() - 2].questions);
    for (int n = 1; n <= most; ++n) paper.answers.push_back(n);
    paper.words = "samen";
    year_.papers.push_back(paper);
  }

  void answer(const Story& story, bool postponed) {
    const int parts = std::min(story.questions, chance(25) ? between(2, 3) : 1);
    int next = 1;
    for (int part = 0; part < parts; ++part) {
      const int until = part + 1 == parts ? story.questions : std::max(next, story.questions * (part + 1) / parts);
      YearPaper paper = from(Kind::answers, 2 + part, 21 + 3 * part);
      for (; next <= until; ++next) {
        paper.prints.push_back(next);
        paper.answers.push_back(next);
      }
      identify(paper, postponed);
      paper.words = "eerst";
      if (paper.answers.empty() || chance(12)) continue;  // never comes
      year_.papers.push_back(paper);
      if (chance(15)) correct(paper);
      if (registered_ && !paper.case_number && !paper.like && chance(15)) {  // its case is known later
        paper.again = paper.case_number = true;
        year_.papers.push_back(paper);
      }
    }
    if (chance(8)) {  // a further answer
      YearPaper paper = from(Kind::answers, 6, 40);
      paper.prints = paper.answers = {between(1, story.questions)};
      paper.words = "nader";
      year_.papers.push_back(paper);
    }
  }
  void identify(YearPaper& paper, bool postponed) {
    if (paper.case_number) return;
    if (postponed && chance(30) && !printed_) {
      paper.header = false;
      paper.refers_to = fmt::format("ah-tk-20242025-{}1", 1000 + index_);
    } else if (chance(8)) {
      paper.header = false;
      paper.like = true;
    }
  }
  void correct(YearPaper paper) {
    paper.again = true;
    paper.words = "verbeterd";
    if (paper.answers.size() > 1 && chance(30)) paper.answers.pop_back();
    year_.papers.push_back(paper);
  }

  Year& year_;
  std::mt19937 random_;
  bool printed_, registered_;
  int index_ = 0;
};

std::string list_of(const std::vector<int>& numbers, const std::string& form, const std::string& words) {
  std::string out;
  for (const int n : numbers)
    out += (out.empty() ? "" : ",") + fmt::format(fmt::runtime(form), fmt::arg("n", n), fmt::arg("words", words));
  return out;
}

}  // namespace

bool YearPaper::answers_number(int n) const {
  return whole || std::find(answers.begin(), answers.end(), n) != answers.end();
}

std::string YearPaper::document_kind() const {
  return kind == Kind::asks        ? "question_set"
         : kind == Kind::answers   ? "answer"
         : kind == Kind::postpones ? "postponement"
                                   : "other_notice";
}

std::string YearPaper::facts(const std::vector<Story>& all) const {
  const auto& story = all.at(static_cast<std::size_t>(stories.back()));
  std::string out = fmt::format(R"({{"kind":"{}","date":"{}")", document_kind(), on_date);
  if (header || like) {
    out += fmt::format(R"(,"subject":"{}","asked_on":"{}","askers":[{{"name":"{}","party":"Polderpartij"}}{}])",
                       story.subject, story.asked_on, story.asker,
                       like ? R"(,{"name":"Een ander","party":"Kustpartij"})" : "");
  }
  if (case_number) {
    out += fmt::format(R"(,"zaaknummer":"{}")", story.zaak);
    if (stories.size() > 1)
      out += fmt::format(R"(,"further_zaaknummers":["{}"])", all.at(static_cast<std::size_t>(stories.front())).zaak);
  }
  if (!refers_to.empty()) out += fmt::format(R"(,"see_also":["{}"])", refers_to);
  if (!office.empty()) out += fmt::format(R"(,"addressed_to":["{}"])", office);
  if (!due_on.empty()) out += fmt::format(R"(,"due_on":"{}")", due_on);
  if (kind == Kind::withdraws) out += R"(,"notice_reason":"De vragen zijn ingetrokken.")";
  if (kind == Kind::by_letter) out += R"(,"notice_reason":"De vragen zijn beantwoord bij brief van heden.")";
  out += fmt::format(
      R"(,"questions":[{}],"answers":[{}]}})",
      list_of(prints, R"({{"number":{n},"text":"Hoe staat het met punt {n} van {words}?"}})", story.subject),
      list_of(answers, R"({{"covers":[{n}],"text":"{words} {n}"}})", words));
  return out;
}

Year make_year(int sets, unsigned seed, Known known) {
  Year year;
  Teller teller(year, seed, known);
  for (int number = 0; number < sets; ++number) teller.tell(number);
  return year;
}

std::vector<std::size_t> shuffled(const Year& year, unsigned seed) {
  std::vector<std::size_t> order(year.papers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 random(seed);
  std::shuffle(order.begin(), order.end(), random);
  std::map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < order.size(); ++i) places[year.papers[order[i]].id].push_back(i);
  for (const auto& [id, at] : places) {
    std::vector<std::size_t> revisions;
    for (const std::size_t i : at) revisions.push_back(order[i]);
    std::sort(revisions.begin(), revisions.end());
    for (std::size_t k = 0; k < at.size(); ++k) order[at[k]] = revisions[k];
  }
  return order;
}

}  // namespace griffier::store::testing
