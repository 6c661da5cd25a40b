#include "publications/recognise/segments.h"

#include <algorithm>
#include <iterator>

#include "publications/recognise/numbers.h"
#include "publications/recognise/question_header.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr int kLastNumber = 999;  // of a question
// Each may have as many numbers. Behind the last of these all text is its own.
constexpr std::size_t kMostSegments = 5000;

SegmentKind kind_of(HeadingKind kind) {
  switch (kind) {
    case HeadingKind::question:
      return SegmentKind::question;
    case HeadingKind::answer:
      return SegmentKind::answer;
    case HeadingKind::notice:
      return SegmentKind::notice;
    case HeadingKind::explanation:
      return SegmentKind::explanation;
  }
  return SegmentKind::other;
}

// A line of numbers alone: the marks of footnotes ("2, 3 en 4"), never a heading by itself.
bool is_marks_only(std::string_view text) {
  std::size_t length = 0;
  return text.size() < 24 && !read_group(text, &length).empty() && trim_all(text.substr(length), ".,)").empty();
}

// "4", "4 Kunt u ...", "4 - Kunt u ...", "4: Kunt u ...": the bytes of the number and what parts it from the words; 0
// if the text begins otherwise.
std::size_t bare_number_length(std::string_view text, int number) {
  const auto digits = std::to_string(number);
  if (!text.starts_with(digits)) return 0;
  const auto rest = text.substr(digits.size());
  if (rest.empty()) return digits.size();
  if (rest.front() != ' ' && rest.front() != ':') return 0;
  const auto words = trim_all(rest, "-:\xE2\x80\x93");
  return starts_with_capital(words) ? static_cast<std::size_t>(words.data() - text.data()) : 0;
}

// "2. en 3." alone: the numbers of questions that are put together.
std::vector<int> numbers_alone(std::string_view text) {
  constexpr std::size_t kLongest = 40;  // bytes
  if (text.size() > kLongest) return {};
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '.' && c != ')'; });
  std::size_t length = 0;
  auto numbers = read_group(plain, &length);
  return numbers.size() > 1 && trim(plain.substr(length)).empty() ? numbers : std::vector<int>{};
}

// The words by which the Kamer's own form explains that questions follow earlier ones.
bool is_addition(std::string_view text) {
  return text.size() < 600 && (starts_with(text, "deze vragen dienen ter aanvulling") ||
                               starts_with(text, "deze vragen zijn een aanvulling op"));
}

class Cutter {
 public:
  Cutter(const Paper& paper, Numbering numbering) : paper_(paper), numbering_(numbering) {}

  std::vector<Segment> cut(std::size_t from) {
    for (std::size_t i = paper_.body.size(); i-- > from;) {
      const auto heading = heading_at(i);
      if (!heading || heading->kind == HeadingKind::explanation) continue;
      last_heading_ = i;
      break;
    }
    for (std::size_t i = from; i < paper_.body.size(); ++i) take(i);
    return std::move(segments_);
  }

 private:
  [[nodiscard]] std::optional<NumberedHeading> heading_at(std::size_t i) const {
    const auto& paragraph = paper_.body[i];
    if (paragraph.kind == BlockKind::table_row) return std::nullopt;
    const bool marked = paragraph.kind == BlockKind::question || paragraph.kind == BlockKind::answer;
    return read_heading(paragraph.text, marked);
  }

  void take(std::size_t i) {
    const auto& paragraph = paper_.body[i];
    if (const auto heading = heading_at(i); heading && applies(*heading, i)) {
      auto numbers = heading->numbers;
      if (heading->kind == HeadingKind::question) {
        if (numbers.empty()) numbers = {std::min(question_next_, kLastNumber)};  // a bare "Vraag"
        question_next_ = std::max(question_next_, numbers.back()) + 1;
      }
      open(kind_of(heading->kind), std::move(numbers));
      if (!heading->rest.empty()) add(heading->rest, false);
      return;
    }
    const auto text = shown(paragraph);
    if (!segments_.empty() && is_answering_line(text)) {  // below all the questions, above all the answers
      below_ = true;
      if (segments_.back().kind == SegmentKind::answer && segments_.back().parts.empty()) segments_.pop_back();
      return open(SegmentKind::other, {});
    }
    if (below_ && take_answer(text)) return;
    if (is_addition(text) && !segments_.empty() && i > last_heading_) open(SegmentKind::explanation, {});
    const bool items = numbering_ != Numbering::headings && numbering_ != Numbering::none;
    if (items && paragraph.kind != BlockKind::table_row && take_item(text)) return;
    if (numbering_ == Numbering::list && paragraph.kind == BlockKind::table_row && take_row(text)) return;
    if (numbering_ == Numbering::none && take_unnumbered(text)) return;
    if (!segments_.empty()) add(text, paragraph.kind == BlockKind::list_item);
  }

  [[nodiscard]] bool applies(const NumberedHeading& heading, std::size_t i) const {
    if (heading.kind == HeadingKind::explanation) return i > last_heading_;
    if (heading.kind == HeadingKind::notice) return i >= last_heading_;
    return numbering_ != Numbering::none || heading.kind == HeadingKind::answer;
  }

  // "3 en 4" alone, "5 Ja.": the number of an answer that comes next.
  bool take_answer(std::string_view text) {
    std::size_t length = 0;
    auto numbers = read_group(text, &length);
    if (numbers.empty() || numbers.front() != answer_next_) return false;
    const auto rest = trim_all(text.substr(length), ".:");
    if (!rest.empty() && (numbers.size() > 1 || !starts_with_capital(rest))) return false;
    answer_next_ = numbers.back() + 1;
    open(SegmentKind::answer, std::move(numbers));
    if (!rest.empty()) add(rest, false);
    return true;
  }

  // "4 Hoe kijkt u ...? 12 13": a row of the table in which a committee sends its questions, with the pages they are
  // about.
  bool take_row(std::string_view text) {
    const auto asked = text.rfind('?');
    if (asked == npos || bare_number_length(text, question_next_) == 0) return false;
    if (std::any_of(text.begin() + static_cast<std::ptrdiff_t>(asked), text.end(), is_ascii_letter)) return false;
    return take_item(text.substr(0, asked + 1));
  }

  // "4. Hoe kijkt u ...": the next number in turn, unless it continues a list that began inside an answer.
  bool take_item(std::string_view text) {
    std::size_t length = 0;
    const auto number = item_number(text, length);
    if (!number) return false;
    const bool in_answer = !segments_.empty() && segments_.back().kind == SegmentKind::answer;
    const bool continues = in_answer && list_next_ > 1 && *number == list_next_ && text.find('?') == npos;
    if (*number != question_next_ || continues) {
      if (in_answer && (*number == 1 || *number == list_next_)) list_next_ = *number + 1;
      return false;
    }
    if (!segments_.empty() && segments_.back().kind == SegmentKind::explanation) return false;
    if (auto group = numbers_alone(text); !group.empty() && group.front() == *number) {
      question_next_ = group.back() + 1;
      open(SegmentKind::question, std::move(group));
      return true;
    }
    open(SegmentKind::question, {*number});
    question_next_ = *number + 1;
    if (length < text.size()) add(text.substr(length), false);
    return true;
  }

  // The number that a paragraph begins with in the manner of this paper: "1)" is an endnote where questions are "1.".
  [[nodiscard]] std::optional<int> item_number(std::string_view text, std::size_t& length) {
    // "4" on a line of its own, and "4 Hoe kijkt u ...?", which asks: a note says "4 Kamerstuk ...".
    const bool alone =
        numbering_ == Numbering::list && (text == std::to_string(question_next_) ||
                                          (bare_number_length(text, question_next_) > 0 && text.find('?') != npos));
    if (numbering_ == Numbering::bare || alone) {
      length = bare_number_length(text, question_next_);
      return length > 0 ? std::optional(question_next_) : std::nullopt;
    }
    const auto number = read_item_number(text, &length);
    if (!number) return std::nullopt;
    const char mark = text[text.find_first_not_of("0123456789")];
    if (item_mark_ == '\0')
      item_mark_ = numbering_ == Numbering::brackets ? ')' : numbering_ == Numbering::items ? '.' : mark;
    return mark == item_mark_ ? number : std::nullopt;
  }

  // Questions without numbers: a paragraph that asks ends one; one that only states begins the next.
  bool take_unnumbered(std::string_view text) {
    if (!segments_.empty() && !ended_ && segments_.back().kind != SegmentKind::question) return false;
    if (ended_ || read_item_number(text) || begins_note(text)) {
      if (!ended_) open(SegmentKind::other, {});
      ended_ = true;
      add(text, false);
      return true;
    }
    if (segments_.empty() || (asked_ && question_next_ <= kLastNumber)) open(SegmentKind::question, {question_next_++});
    asked_ = text.find('?') != npos;
    add(text, false);
    return true;
  }

  void open(SegmentKind kind, std::vector<int> numbers) {
    if (!segments_.empty() && segments_.back().parts.empty() && segments_.back().kind == kind &&
        segments_.back().numbers == numbers)
      return;
    if (segments_.size() >= kMostSegments) return;
    segments_.push_back({kind, std::move(numbers), {}, {}});
    list_next_ = 0;
  }

  void add(std::string_view text, bool item) {
    auto& segment = segments_.back();
    auto plain = without_marks(text);
    if (plain.empty() || (!segment.parts.empty() && is_marks_only(plain))) return;
    segment.parts.push_back(std::move(plain));
    segment.items.push_back(item);
  }

  const Paper& paper_;
  Numbering numbering_;
  std::size_t last_heading_ = 0;
  int question_next_ = 1;
  int list_next_ = 0;
  char item_mark_ = '\0';  // behind the numbers of the questions; not known yet
  bool asked_ = false;
  bool ended_ = false;
  bool below_ = false;   // behind the line that says who answers, where all answers stand below all questions
  int answer_next_ = 1;  // there
  std::vector<Segment> segments_;
};

}  // namespace

bool begins_note(std::string_view text) {
  return text.starts_with("[1]") || text.starts_with("(1)") || text.starts_with("* ");
}

std::vector<Segment> segments_of(const Paper& paper, std::size_t from, Numbering numbering) {
  return Cutter(paper, numbering).cut(from);
}

Numbering numbering_of(const Paper& paper, std::size_t from) {
  bool items = false;
  bool brackets = false;  // "1)" in front of the first question; behind it, it is an endnote
  bool asked = false;
  std::size_t bare = 0;  // numbers alone that follow one another from the first paragraph on
  for (std::size_t i = from; i < paper.body.size(); ++i) {
    const auto& paragraph = paper.body[i];
    if (paragraph.kind == BlockKind::table_row) continue;
    const auto heading = read_heading(paragraph.text, paragraph.kind == BlockKind::question);
    if (heading && heading->kind == HeadingKind::question) return Numbering::headings;
    const auto text = shown(paragraph);
    const bool first = read_item_number(text) == 1;
    items = items || (first && !text.starts_with("1)"));
    brackets = brackets || (first && !asked && text.starts_with("1)"));
    if ((i == from || bare > 0) && bare_number_length(text, static_cast<int>(bare) + 1) > 0) ++bare;
    asked = asked || text.find('?') != npos;
  }
  if (items) return Numbering::items;
  if (brackets) return Numbering::brackets;
  const bool alone = bare == 1 && paper.body[from].text == "1";
  return bare > 1 || alone ? Numbering::bare : Numbering::none;
}

}  // namespace griffier::publications::reader
