#include "publications/recognise/questions_and_answers.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "publications/recognise/grouped.h"
#include "publications/recognise/numbers.h"
#include "publications/recognise/people.h"
#include "publications/recognise/segments.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

std::string join_lines(const std::vector<std::string>& parts, std::size_t from = 0) {
  std::string out;
  for (std::size_t i = from; i < parts.size(); ++i) {
    if (!out.empty()) out += '\n';
    out += parts[i];
  }
  return out;
}

// A heading without words belongs to the next heading of its kind: "Vraag 3" "Vraag 4" and one text, "Antwoord 5"
// "Antwoord 6" and one answer.
void merge_empty(std::vector<Segment>& segments) {
  std::vector<Segment> merged;
  for (auto& segment : segments) {
    auto* before = merged.empty() ? nullptr : &merged.back();
    if (before != nullptr && before->parts.empty() && before->kind == segment.kind &&
        (segment.kind == SegmentKind::question || segment.kind == SegmentKind::answer) && !segment.numbers.empty() &&
        before->numbers.size() < 1000 && before->numbers != segment.numbers) {
      std::vector<int> all;
      std::set_union(before->numbers.begin(), before->numbers.end(), segment.numbers.begin(), segment.numbers.end(),
                     std::back_inserter(all));
      segment.numbers = std::move(all);
      *before = std::move(segment);
    } else {
      merged.push_back(std::move(segment));
    }
  }
  segments = std::move(merged);
}

// A bare "Antwoord" answers what was asked since the answer before it.
void number_bare_answers(std::vector<Segment>& segments) {
  std::vector<int> pending;
  for (auto& segment : segments) {
    if (segment.kind == SegmentKind::question) {
      if (pending.size() < 1000) pending.insert(pending.end(), segment.numbers.begin(), segment.numbers.end());
    } else if (segment.kind == SegmentKind::answer) {
      if (segment.numbers.empty()) {
        std::sort(pending.begin(), pending.end());
        pending.erase(std::unique(pending.begin(), pending.end()), pending.end());
        segment.numbers = pending;
      }
      pending.clear();
    }
  }
}

class Collector {
 public:
  explicit Collector(QuestionsAndAnswers& out) : out_(out) {}

  void question(Segment& segment) {
    const bool all_known = std::all_of(segment.numbers.begin(), segment.numbers.end(), [&](int n) {
      const auto known = index_.find(n);
      return known != index_.end() && !out_.questions[known->second].text.empty();
    });
    if (all_known) return;
    const auto texts = segment.numbers.size() == 1 ? std::vector<std::string>{join_lines(segment.parts)}
                                                   : divide(segment.parts, segment.numbers.size());
    for (std::size_t i = 0; i < segment.numbers.size(); ++i) {
      const auto [known, fresh] = index_.try_emplace(segment.numbers[i], out_.questions.size());
      if (fresh) out_.questions.emplace_back();
      auto& question = out_.questions[known->second];
      if (!fresh && !question.text.empty()) continue;
      question.number = std::to_string(segment.numbers[i]);
      question.text = without_end_mark(texts[i]);
      if (segment.numbers.size() > 1)
        question.group_heading = segment.numbers;
      else
        parts_[segment.numbers[i]] = segment.parts;
    }
  }

  void answer(const Segment& segment) {
    constexpr std::size_t kMostAnswers = 4000;
    if (segment.numbers.empty() || out_.answers.size() >= kMostAnswers) return;
    const auto group = group_text(segment.numbers);
    for (const int number : segment.numbers) {
      const auto known = index_.find(number);
      if (known != index_.end() && out_.questions[known->second].answer.empty())
        out_.questions[known->second].answer = group;
    }
    out_.answers.push_back({segment.numbers, without_end_mark(join_lines(segment.parts))});
  }

  // Answers without a heading: what follows the paragraphs that ask.
  void split_unheaded() {
    for (auto& [number, parts] : parts_) {
      auto& question = out_.questions[index_.at(number)];
      if (!question.answer.empty() || parts.size() < 2) continue;
      std::size_t asked = 0;
      while (asked < parts.size() && (is_asked(parts[asked]) || (asked > 0 && starts_with(parts[asked], "graag"))))
        ++asked;
      if (asked == 0 || asked == parts.size()) continue;
      question.answer = std::to_string(number);
      out_.answers.push_back({{number}, without_end_mark(join_lines(parts, asked))});
      parts.resize(asked);
      question.text = without_end_mark(join_lines(parts));
    }
  }

 private:
  QuestionsAndAnswers& out_;
  std::map<int, std::size_t> index_;               // number: its place in out_.questions
  std::map<int, std::vector<std::string>> parts_;  // of questions that have a heading of their own
};

}  // namespace

QuestionsAndAnswers read_questions_and_answers(const Paper& paper, std::size_t from, Numbering numbering,
                                               bool answers) {
  QuestionsAndAnswers out;
  auto segments = segments_of(paper, from, numbering);
  drop_run_in_notes(segments, paper);
  drop_endnotes(segments);
  merge_empty(segments);
  number_bare_answers(segments);
  Collector collector(out);
  for (auto& segment : segments) {
    if (segment.kind == SegmentKind::question) collector.question(segment);
    if (segment.kind == SegmentKind::explanation && out.toelichting.empty())
      out.toelichting = join_lines(segment.parts);
    if (segment.kind == SegmentKind::notice && out.notice.empty()) out.notice = join_lines(segment.parts);
  }
  for (const auto& segment : segments) {
    if (segment.kind == SegmentKind::answer) collector.answer(segment);
  }
  if (answers) collector.split_unheaded();
  return out;
}

}  // namespace griffier::publications::reader
