// A made-up year of questions with a known truth, and a clerk who keeps the truth by hand: for every order in which the
// papers come in, what each set is and what is to be told. Knows nothing of the code under test.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace griffier::store::testing {

struct Story;

// One paper as it comes in. The same id again is a later revision.
struct YearPaper {
  // announced: an answer whose file is yet to come, so that nobody knows what it answers
  enum class Kind { asks, answers, postpones, withdraws, by_letter, announced } kind = Kind::asks;
  std::string id;
  std::vector<int> stories;  // the sets that it is about
  // By what it is known: the case, the header (askers, subject, date), another paper, or a header that nearly fits.
  bool case_number = false, header = false, like = false;
  std::string refers_to;
  std::string on_date, office, due_on, words;
  std::vector<int> prints, answers;  // numbers
  bool whole = false;                // answers all there is, without a number
  bool again = false;                // a later revision

  [[nodiscard]] bool answers_number(int n) const;

  [[nodiscard]] std::string document_kind() const;
  [[nodiscard]] std::string facts(const std::vector<Story>& stories) const;  // metadata.json's
};

struct Story {
  std::string zaak, asker, subject, asked_on;  // zaak: "2024Z10001"
  int questions = 0;
  [[nodiscard]] std::string set_id() const { return "kv-tk-" + zaak; }
};

struct Year {
  std::vector<Story> stories;
  std::vector<YearPaper> papers;  // revisions of one paper in their order
};
// What of a paper is known: whatever facts there can be; what is printed in an Aanhangsel, which always has its header,
// never a case number, and the term nowhere; or what a register knows beside what is printed, cases that it learns of
// late included.
enum class Known { facts, printed, registered };
[[nodiscard]] Year make_year(int sets, unsigned seed, Known known = Known::facts);
// Indices of the papers in some order in which no paper comes before its earlier revision.
[[nodiscard]] std::vector<std::size_t> shuffled(const Year& year, unsigned seed);

// The truth of what has come in.
class Clerk {
 public:
  explicit Clerk(const Year& year) : year_(year), books_(year.stories.size()) {}

  // Each event as "kind set: what is said first", in order.
  std::vector<std::string> take(const YearPaper& paper);
  // By hand: the paper, which was guessed to belong to the questions of its story, doesn't, or does after all.
  void part(const std::string& paper, std::size_t story, bool apart);
  // Sets whose term has passed and was not told yet: "set@due", by term and set.
  std::vector<std::string> overdue(const std::string& today);
  // v_questions of one story: "set|number|state|answered_on|answered by|due" lines.
  [[nodiscard]] std::string states(std::size_t story) const;
  [[nodiscard]] std::vector<std::string> set_ids(std::size_t story) const;
  [[nodiscard]] std::string office(std::size_t story) const;  // of the question paper

 private:
  struct Entry {  // a paper with what its revisions together answer
    YearPaper paper;
    std::set<int> answered;
    bool whole = false, apart = false;
    [[nodiscard]] bool answers(int n) const { return whole || answered.contains(n); }
  };
  struct Question {
    std::string state, on, by;
  };
  struct Set {
    std::string id, due;
    std::set<std::string> noted;  // terms that were told
    std::set<std::string> papers;
    std::map<int, Question> questions;
    bool unprinted = false;  // nothing numbers its questions, and nothing answers them or takes them back
    long born = 0;
  };
  using Book = std::map<std::string, Entry>;
  struct Books {
    Book book;
    std::vector<Set> sets;
  };
  struct Gathered;
  [[nodiscard]] Gathered gather(std::size_t story, const std::set<std::string>& papers) const;
  [[nodiscard]] std::vector<Set> put_together(std::size_t story) const;
  [[nodiscard]] Set describe(std::size_t story, const std::set<std::string>& papers) const;
  std::vector<std::string> changes(const Set* before, const Set& now, const YearPaper& paper, const Entry& said,
                                   bool was_member) const;

  const Year& year_;
  std::vector<Books> books_;
  long clock_ = 0;
};

}  // namespace griffier::store::testing
