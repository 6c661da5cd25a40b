#include "publications/recognise/consultation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "publications/recognise/letter.h"
#include "publications/recognise/numbers.h"
#include "publications/recognise/people.h"
#include "publications/recognise/segments.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// More than any real paper has; what a hostile text makes beyond them is not kept.
constexpr std::size_t kMostFracties = 200;
constexpr int kMostQuestions = 1500;
constexpr std::size_t kMostAnswers = 4000;
constexpr std::size_t kMostCovered = 100'000;  // numbers of questions in all answers together

enum class Section { before, questions, answers, after };

// "II Antwoord/ Reactie van de Minister", "II. Reactie van de bewindspersoon".
bool is_answer_heading(std::string_view text) {
  if (text.size() > 160 || text.find('?') != npos) return false;
  text = without_section_number(text);
  return starts_with(text, "antwoord") || starts_with(text, "reactie van") || starts_with(text, "reactie op de") ||
         starts_with(text, "beantwoording");
}

// The Eerste Kamer prints the committee's letter and behind it the minister's, "BRIEF VAN DE MINISTER VAN FINANCIËN".
bool is_letter_heading(std::string_view text) {
  return text.size() <= 160 &&
         (text.starts_with("BRIEF VAN DE MINISTER") || text.starts_with("BRIEF VAN DE STAATSSECR"));
}

// "De Minister van Financiën," below a letter.
bool is_signature(std::string_view text) {
  return text.size() <= 160 && ends_with(text, ",") &&
         (starts_with(text, "de minister v") || starts_with(text, "de staatssecretaris v"));
}

bool is_closing_heading(std::string_view text) {
  if (text.size() > 120) return false;
  return has(text, "volledige agenda") || starts_with(without_section_number(text), "bijlage");
}

bool heads_questions(std::string_view text) {
  return text.size() <= 160 && has(text, "vragen en opmerkingen vanuit de fractie");
}

// Where the subject of the consultation is named: "Brief Minister van X, «Titel» d.d. ..." of the agenda.
void read_agenda(std::string_view text, Consultation& out) {
  text = trim_all(text, "-\xE2\x80\x93");
  if (out.addressed_to.empty() && starts_with(text, "brief ")) {
    auto office = text.substr(6);
    if (starts_with(office, "van de ")) office = office.substr(7);
    if (role_length(office) > 0) out.addressed_to = leading_offices(office);
  }
  const auto open = text.find("«");
  const auto close = text.find("»", open == npos ? 0 : open);
  if (out.subject.empty() && open != npos && close != npos)
    out.subject = std::string(trim(text.substr(open + 2, close - open - 2)));
}

// "... heeft een aantal vragen voorgelegd aan de Minister van Defensie over de brief ..." of the committee.
void read_introduction(std::string_view text, Consultation& out) {
  const auto committee = find(text, "vaste commissie voor ");
  if (!out.committee && committee != npos) {
    auto name = text.substr(committee);
    for (const std::string_view stop :
         {" heeft ", " hebben ", " bestond", " bestaat", " een aantal", ",  ", " aan de ", " (", ". "})
      name = name.substr(0, find(name, stop));
    if (name.size() < 120) out.committee = committee_name(name);
  }
  if (out.addressed_to.empty() && text.size() <= 160 && starts_with(text, "aan de ") && role_length(text.substr(7)) > 0)
    out.addressed_to = leading_offices(text.substr(7));  // of the committee's letter
  const auto put = find(text, "aan de ");
  if (out.addressed_to.empty() && put != npos &&
      has_any(text, {"voorgelegd", "voor te leggen", "vragen en opmerkingen"})) {
    out.addressed_to = leading_offices(text.substr(put + 7));
    const auto over = find_word(text, "over", put);
    if (out.subject.empty() && over != npos) {
      auto subject = text.substr(over + 4);
      for (const std::string_view stop : {". ", " (kamerstuk", " d.d. "})
        subject = subject.substr(0, find(subject, stop));
      out.subject = std::string(trim_all(subject, ".,;"));
    }
  }
}

class Reader {
 public:
  explicit Reader(Consultation& out) : out_(out) {}

  void read(const Paper& paper) {
    for (const auto& paragraph : paper.body) take(paragraph);
    pair_answers();
  }

 private:
  void take(const Paragraph& paragraph) {
    const std::string_view text = paragraph.text;
    auto fractie = section_ == Section::after ? std::string{} : fractie_of_heading(text);
    if (fractie.empty() && section_ == Section::answers) fractie = known_by_name(text);
    if (!fractie.empty()) {
      if (section_ == Section::answers && is_known(fractie)) {
        answered_ = fractie;
        return;
      }
      // A fractie that comes behind a "Reactie": what was answered so far went to the fractie before it.
      for (; named_ < replies_.size() && !out_.fracties.empty(); ++named_) {
        if (replies_[named_].fractie.empty()) replies_[named_].fractie = out_.fracties[current_].name;
      }
      section_ = Section::questions;
      inline_ = false;
      answered_to_ = asked_;
      answered_.clear();
      open(fractie);
      return;
    }
    if (section_ == Section::questions && answer_inline(text)) return;
    if (section_ == Section::questions && (is_answer_heading(text) || is_letter_heading(text))) {
      section_ = Section::answers;
      if (is_letter_heading(text)) letter_ = replies_.size();
    } else if (section_ == Section::answers && letter_ && is_signature(text)) {
      section_ = Section::after;
    } else if (section_ != Section::before && is_closing_heading(text)) {
      section_ = Section::after;
    } else if (section_ == Section::before && !heads_questions(text)) {
      read_introduction(text, out_);
    } else if (section_ == Section::after) {
      read_agenda(text, out_);
    } else if (section_ == Section::questions) {
      ask(shown(paragraph));
    } else if (section_ == Section::answers) {
      const auto heading = read_heading(text);
      if (!heading || !heading->rest.empty()) replies_.push_back({answered_, without_marks(shown(paragraph))});
    }
  }

  [[nodiscard]] bool is_known(const std::string& name) const {
    return std::any_of(out_.fracties.begin(), out_.fracties.end(), [&](const auto& one) { return one.name == name; });
  }

  // A heading in the answers that is a fractie's name and no more: "D66:", "De leden van D66".
  [[nodiscard]] std::string known_by_name(std::string_view text) const {
    text = trim_all(text, ".:");
    if (text.size() > 80) return {};
    for (const std::string_view before : {"de ", "leden ", "fractie ", "van de ", "van "})
      if (starts_with(text, before)) text = trim(text.substr(before.size()));
    const auto known = by_name_.find(lower(text));
    return known == by_name_.end() ? std::string{} : known->second;
  }

  void open(const std::string& name) {
    const auto known =
        std::find_if(out_.fracties.begin(), out_.fracties.end(), [&](const auto& one) { return one.name == name; });
    if (known == out_.fracties.end() && out_.fracties.size() >= kMostFracties) return;
    current_ = static_cast<std::size_t>(known - out_.fracties.begin());
    if (known == out_.fracties.end()) {
      out_.fracties.push_back({name, {}});
      by_name_.emplace(lower(name), name);
    }
  }

  void ask(std::string_view text) {
    if (out_.fracties.empty() || asked_ >= kMostQuestions) return;
    for (auto& question : questions_in(text)) {
      Question asked;
      asked.number = std::to_string(++asked_);
      asked.text = without_end_mark(question);
      out_.fracties[current_].questions.push_back(std::move(asked));
    }
  }

  // "Antwoord: ..." right behind the questions that it answers; it goes on until members ask again.
  bool answer_inline(std::string_view text) {
    const auto heading = read_heading(text);
    const bool begins = heading && heading->kind == HeadingKind::answer && heading->numbers.empty();
    if (begins) {
      std::vector<int> covers;
      for (int n = answered_to_ + 1; n <= asked_; ++n) covers.push_back(n);
      answered_to_ = asked_;
      inline_ = !covers.empty();
      if (inline_) out_.answers.push_back({std::move(covers), without_marks(heading->rest)});
      return inline_;
    }
    const bool members = has_word(text, "leden") && has_any(text, {"vragen", "fractie", "graag"});
    if (!inline_ || members) {
      inline_ = false;
      return false;
    }
    auto& answer = out_.answers.back().text;
    if (!answer.empty()) answer += '\n';
    answer += without_marks(text);
    return true;
  }

  // Every question by its words; a repetition in the answers shows what is being answered.
  void pair_answers() {
    if (asked_ == 0) return;
    if (replies_.empty()) {
      mark_answered();
      return;
    }
    std::unordered_map<std::string, int> by_words;
    std::map<std::string, std::vector<int>> by_fractie;
    for (const auto& fractie : out_.fracties) {
      for (const auto& question : fractie.questions) {
        const int number = std::stoi(question.number);
        by_words.emplace(squash(question.text), number);
        by_fractie[fractie.name].push_back(number);
      }
    }
    const bool headed =
        std::any_of(replies_.begin(), replies_.end(), [](const Reply& reply) { return !reply.fractie.empty(); });
    drop_opening_words(by_words);
    std::vector<int> open;  // quoted and not yet answered
    std::string text;
    std::string fractie;
    bool quoted = false;  // a question has been quoted in this fractie's part
    const auto close = [&] {
      if (!text.empty() && out_.answers.size() < kMostAnswers && covered_ < kMostCovered) {
        auto covered = quoted ? open : by_fractie[fractie];
        if (!quoted && fractie.empty() && !headed) covered = answered_by(text);
        covered_ += covered.size();
        out_.answers.push_back({std::move(covered), text});
      }
      text.clear();
      open.clear();
    };
    for (const auto& reply : replies_) {
      if (reply.fractie != fractie) {
        close();
        fractie = reply.fractie;
        quoted = false;
      }
      const auto numbers = quoted_in(reply.text, by_words);
      if (!numbers.empty()) {
        if (!text.empty()) close();
        open.insert(open.end(), numbers.begin(), numbers.end());
        quoted = true;
        continue;
      }
      if (!text.empty()) text += '\n';
      text += reply.text;
    }
    close();
    mark_answered();
  }

  // "Hierbij ontvangt u de antwoorden ..." of a letter answers nothing, where its answers can be told by what they
  // repeat or by whose questions they stand under.
  void drop_opening_words(const std::unordered_map<std::string, int>& by_words) {
    if (!letter_) return;
    const auto begin = replies_.begin() + static_cast<std::ptrdiff_t>(*letter_);
    const auto first = std::find_if(begin, replies_.end(), [&](const Reply& reply) {
      return !reply.fractie.empty() || !quoted_in(reply.text, by_words).empty();
    });
    if (first != replies_.end()) replies_.erase(begin, first);
  }

  // The questions that a paragraph of the answers repeats; empty unless most of it is repetition.
  static std::vector<int> quoted_in(std::string_view text, const std::unordered_map<std::string, int>& by_words) {
    std::vector<int> numbers;
    std::size_t quoted = 0;
    for (const auto& question : questions_in(text)) {
      const auto known = by_words.find(squash(without_end_mark(question)));
      if (known == by_words.end()) continue;
      numbers.push_back(known->second);
      quoted += question.size();
    }
    return quoted * 3 >= text.size() ? numbers : std::vector<int>{};
  }

  // What prose under no fractie's heading answers: the questions of those that it names, which may not be all; of
  // everyone if it names nobody and is more than thanks.
  [[nodiscard]] std::vector<int> answered_by(std::string_view text) const {
    std::vector<int> named;
    std::vector<int> all;
    for (const auto& fractie : out_.fracties) {
      const bool speaks_of = has_word(text, lower(fractie.name)) || has(text, lower(fractie.name) + "-fractie");
      for (const auto& question : fractie.questions) {
        all.push_back(std::stoi(question.number));
        if (speaks_of) named.push_back(all.back());
      }
    }
    if (!named.empty()) return named;
    const bool thanks = text.size() < 200 && has_any(text, {"dank", "hierbij", "inbreng", "kennisgenomen"});
    return thanks ? std::vector<int>{} : all;
  }

  void mark_answered() {
    std::vector<std::string> groups(static_cast<std::size_t>(asked_) + 1);
    std::erase_if(out_.answers, [](const Answer& answer) { return answer.covers.empty(); });
    for (const auto& answer : out_.answers) {
      std::string group;
      for (const int n : answer.covers) group += (group.empty() ? "" : ",") + std::to_string(n);
      for (const int n : answer.covers) {
        if (groups[static_cast<std::size_t>(n)].empty()) groups[static_cast<std::size_t>(n)] = group;
      }
    }
    for (auto& fractie : out_.fracties) {
      for (auto& question : fractie.questions)
        question.answer = groups[static_cast<std::size_t>(std::stoi(question.number))];
    }
  }

  struct Reply {
    std::string fractie;
    std::string text;
  };
  Consultation& out_;
  Section section_ = Section::before;
  std::size_t current_ = 0;
  int asked_ = 0;
  int answered_to_ = 0;                                   // the last question that an inline answer covers
  bool inline_ = false;                                   // inside such an answer
  std::string answered_;                                  // the fractie whose questions are being answered
  std::unordered_map<std::string, std::string> by_name_;  // of the fracties, in lower case
  std::size_t covered_ = 0;                               // numbers in the answers that were paired
  std::vector<Reply> replies_;
  std::optional<std::size_t> letter_;  // the first reply of a minister's letter
  std::size_t named_ = 0;              // the replies before it have their fractie
};

}  // namespace

bool is_consultation(const Paper& paper) {
  std::size_t headings = 0;
  for (const auto& paragraph : paper.body) {
    if (!fractie_of_heading(paragraph.text).empty() && ++headings == 2) return true;
    if (headings == 1 && heads_questions(paragraph.text)) return true;
  }
  return headings == 1 && std::any_of(paper.body.begin(), paper.body.end(), [](const Paragraph& one) {
           return heads_questions(one.text) || has(one.text.substr(0, 200), "schriftelijk overleg");
         });
}

Consultation read_introductions(const Paper& paper, std::size_t from) {
  constexpr std::size_t kMost = 12;  // paragraphs
  Consultation out;
  for (std::size_t i = from; i < std::min(paper.body.size(), from + kMost); ++i)
    read_introduction(paper.body[i].text, out);
  return out;
}

Consultation read_consultation(const Paper& paper) {
  Consultation out;
  Reader(out).read(paper);
  return out;
}

}  // namespace griffier::publications::reader
