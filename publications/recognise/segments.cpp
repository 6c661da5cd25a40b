#include "publications/recognise/segments.h"

#include <algorithm>
#include <unordered_set>

#include "publications/recognise/numbers.h"
#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr int kLastNumber = 999;  // of a question

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

// The words by which the Kamer's own form explains that questions follow earlier ones.
bool is_addition(std::string_view text) {
  return text.size() < 600 && (starts_with(text, "deze vragen dienen ter aanvulling") ||
                               starts_with(text, "deze vragen zijn een aanvulling op"));
}

// "[1] ...", "(1) ...", "* ...": how endnotes begin.
bool begins_note(std::string_view text) {
  return text.starts_with("[1]") || text.starts_with("(1)") || text.starts_with("* ");
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
    if (is_addition(text) && !segments_.empty() && i > last_heading_) open(SegmentKind::explanation, {});
    const bool items = numbering_ != Numbering::headings && numbering_ != Numbering::none;
    if (items && paragraph.kind != BlockKind::table_row && take_item(text)) return;
    if (numbering_ == Numbering::none && take_unnumbered(text)) return;
    if (!segments_.empty()) add(text, paragraph.kind == BlockKind::list_item);
  }

  [[nodiscard]] bool applies(const NumberedHeading& heading, std::size_t i) const {
    if (heading.kind == HeadingKind::explanation) return i > last_heading_;
    if (heading.kind == HeadingKind::notice) return i >= last_heading_;
    return numbering_ != Numbering::none || heading.kind == HeadingKind::answer;
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
  std::vector<Segment> segments_;
};

// "1) Krant", "[1] https://", or the first of a list at the very end.
bool begins_endnotes(const Segment& segment, std::size_t i) {
  const std::string_view text = segment.parts[i];
  if (text.starts_with("1)") || text.starts_with("1 )") || begins_note(text)) return true;
  if (!text.starts_with("1.") || !segment.items[i]) return false;
  return std::all_of(segment.items.begin() + static_cast<std::ptrdiff_t>(i), segment.items.end(),
                     [](bool item) { return item; });
}

// A question or sentence has ended, perhaps with a space behind it.
bool is_ended(std::string_view text) {
  text = trim(text);
  return text.ends_with('?') || text.ends_with('.') || text.ends_with("»") || text.ends_with("”") ||
         text.ends_with("’") || text.ends_with('\'') || text.ends_with('"');
}

// A sign in the text that there are endnotes: "2)", "(2)", "[2]" or "*" behind a word.
bool has_endnote_mark(std::string_view text) {
  for (auto at = text.find('*', 1); at != npos; at = text.find('*', at + 1)) {
    if (is_ended(text.substr(0, at))) return true;
  }
  const auto opened = text.find('(');
  for (auto at = text.find(')'); at != npos; at = text.find(')', at + 1)) {
    std::size_t start = at;
    while (start > 0 && at - start < 3 && is_digit(text[start - 1])) --start;
    if (start == at || at - start > 2 || start == 0) continue;
    if (text[start - 1] == '(' && is_ended(text.substr(0, start - 1))) return true;
    if (text[start - 1] == ' ' || text[start - 1] == '?' || opened == npos || opened > at) return true;
  }
  return text.find("[1]") != npos;
}

// A paragraph that does not end so goes on behind the footnotes of its page.
bool ends_sentence(std::string_view text) {
  const char last = text.empty() ? '.' : text.back();
  return last == '.' || last == '?' || last == '!' || last == ')' || text.ends_with("»") || text.ends_with("”") ||
         text.size() < 6;
}

// Where a footnote begins that was run into the text: its number glued to a capital or an address, behind the end of a
// sentence. The number is not that of a footnote found elsewhere.
std::size_t run_in_note(std::string_view text, const std::unordered_set<std::string>& labels) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && text[i - 1] != ' ')) continue;
    std::size_t end = i;
    while (end < text.size() && end < i + 2 && is_digit(text[end])) ++end;
    const auto rest = text.substr(end);
    const bool address = starts_with(rest, "http") || starts_with(rest, "www.");
    const bool word = rest.size() > 2 && rest[0] >= 'A' && rest[0] <= 'Z' &&
                      (is_ascii_letter(rest[1]) || rest[1] == ',') &&
                      (is_ascii_letter(rest[2]) || rest[2] == ',' || rest[2] == ' ');
    if ((!address && !word) || labels.contains(std::string(text.substr(i, end - i)))) continue;
    const auto before = trim(text.substr(0, i));
    if (ends_sentence(before) || address) return i;
  }
  return npos;
}

// "[3]" are marks where the paper ends in notes "[1] ...".
std::string without_bracket_marks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') {
      std::size_t end = i + 1;
      while (end < text.size() && end < i + 3 && is_digit(text[end])) ++end;
      if (end > i + 1 && end < text.size() && text[end] == ']') {
        const char next = end + 1 < text.size() ? text[end + 1] : '.';
        if (!out.empty() && out.back() == ' ' && !is_word_byte(next)) out.pop_back();
        i = end;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

bool is_signature(std::string_view text) {
  if (text.size() > 160) return false;
  if (starts_with(text, "hoogachtend") || starts_with(text, "met vriendelijke groet")) return true;
  std::string_view rest;
  const auto office = read_office(text, &rest);
  return office && !office->ministry.empty() && (rest.empty() || is_name(rest));
}

}  // namespace

std::vector<Segment> segments_of(const Paper& paper, std::size_t from, Numbering numbering) {
  return Cutter(paper, numbering).cut(from);
}

void drop_endnotes(std::vector<Segment>& segments) {
  bool marked = false;
  for (const auto& segment : segments) {
    marked = marked || std::any_of(segment.parts.begin(), segment.parts.end(), has_endnote_mark);
  }
  bool brackets = false;
  for (auto segment = segments.rbegin(); segment != segments.rend(); ++segment) {
    if (segment->kind == SegmentKind::explanation && std::next(segment) != segments.rend()) continue;
    auto& parts = segment->parts;
    if (segment->kind == SegmentKind::other) {  // the notes below questions without numbers
      brackets = !parts.empty() && parts.front().starts_with("[");
      if (std::next(segment) != segments.rend()) continue;
    }
    std::size_t keep = parts.size();
    for (std::size_t i = 1; marked && i < parts.size() && keep == parts.size(); ++i) {
      if (begins_endnotes(*segment, i)) keep = i;
    }
    brackets = brackets || (keep < parts.size() && parts[keep].starts_with("["));
    for (std::size_t i = keep; i > 1 && i + 6 > keep; --i) {
      if (is_signature(parts[i - 1])) keep = i - 1;
    }
    parts.resize(keep);
    segment->items.resize(keep);
    break;
  }
  if (!brackets) return;
  for (auto& segment : segments) {
    for (auto& part : segment.parts) part = without_bracket_marks(part);
  }
}

void drop_run_in_notes(std::vector<Segment>& segments, const Paper& paper) {
  const auto head = std::min<std::size_t>(paper.body.size(), 12);
  const bool typeset =
      std::any_of(paper.body.begin(), paper.body.begin() + static_cast<std::ptrdiff_t>(head),
                  [](const Paragraph& one) { return has(one.text, "gesteld door de leden der kamer"); });
  if (paper.notes.empty() && !typeset) return;
  std::unordered_set<std::string> labels;
  for (const auto& note : paper.notes) labels.insert(note.label);
  for (auto& segment : segments) {
    while (!segment.parts.empty()) {
      auto& part = segment.parts.back();
      const auto at = run_in_note(part, labels);
      if (at == npos) break;
      if (at == 0 && segment.parts.size() > 1) {
        const auto& before = segment.parts[segment.parts.size() - 2];
        if (!ends_sentence(before) && run_in_note(before, labels) == npos) break;
      }
      part = std::string(trim(std::string_view(part).substr(0, at)));
      if (!part.empty() || segment.parts.size() == 1) break;
      segment.parts.pop_back();
      segment.items.pop_back();
    }
  }
}

// Without a mark in brackets, "[1]" or "(1)", or an asterisk at the end.
std::string_view without_bracket_mark(std::string_view text) {
  if (text.ends_with('*') && is_ended(text.substr(0, text.size() - 1))) return trim(text.substr(0, text.size() - 1));
  if (!text.ends_with(')') && !text.ends_with(']')) return text;
  const auto open = text.find_last_not_of("0123456789", text.size() - 2);
  if (open == npos || open == 0 || open + 2 == text.size() || text.size() - open > 4) return text;
  if (text[open] != (text.ends_with(')') ? '(' : '[') || !is_ended(text.substr(0, open))) return text;
  return trim(text.substr(0, open));
}

std::string without_end_mark(std::string_view text) {
  text = trim(text);
  for (int round = 0; round < 4; ++round) {
    text = without_bracket_mark(text);
    std::size_t start = text.size();
    const bool bracket = start > 0 && text[start - 1] == ')';
    if (bracket) --start;
    const auto digits_end = start;
    while (start > 0 && is_digit(text[start - 1])) --start;
    if (start == digits_end || digits_end - start > 2 || start == 0) break;
    const auto before = trim(text.substr(0, start));
    if (before.empty()) break;
    const bool spaced = text[start - 1] == ' ';
    const bool sentence = before.back() == '?' || before.back() == '!' || before.ends_with("»") ||
                          before.ends_with("”") || before.ends_with("’") || before.back() == '\'' ||
                          before.back() == '"' ||
                          (before.back() == '.' && before.size() > 1 && !is_digit(before[before.size() - 2])) ||
                          (before.back() == ')' && before.size() > 1 && is_digit(before[before.size() - 2]));
    const bool mark = bracket ? (sentence || (!spaced && is_word_byte(before.back()))) : sentence;
    if (!mark) {
      // "... Gaza? 1 2": the first mark shows what the last one is.
      const auto last = before.find_last_not_of("0123456789 ");
      if (bracket || !spaced || last == npos || last + 1 == before.size()) break;
      if (before[last] != '?' && (before[last] != '.' || last + 2 > before.size() || before[last + 1] != ' ')) break;
    }
    text = before;
  }
  return std::string(text);
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
