#include "fetchers/extract/pdf_notes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/pdf_columns.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::ascii::is_digit;

// "1", "12" as the first word of a line: what a footnote begins with.
int leading_number(const PdfLine& line) {
  const std::string& word = line.words.front().text;
  int number = 0;
  for (const char c : word) {
    if (!is_digit(c) || number > 999) return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool is_small(const PdfLine& line, double body) { return line.height < body * 0.93; }

// Whether a raised number stands before the line's text.
bool begins_raised(const PdfLine& line) {
  const Box& box = line.words.front().box;
  return line.words.size() > 1 && box.bottom - box.top < line.height * 0.8;
}

class NoteTaker {
 public:
  NoteTaker(const ProseColumns& columns, double body, const WordList& words)
      : columns_(columns), body_(body), words_(words) {}

  // Takes the footnotes at the end of each column: below the last line of running text, the small lines from the first
  // that begins with a number on.
  void take(PdfPage& page) {
    std::vector<bool> taken(page.lines.size());
    for (const auto& places : columns_.of(page)) {
      std::vector<const PdfLine*> column;
      for (const std::size_t at : places) column.push_back(&page.lines[at]);
      const double begin = begin_of_notes(column);
      if (begin <= 0) continue;
      std::erase_if(column, [begin](const PdfLine* line) { return line->box.top < begin; });
      for (const std::size_t at : places) taken[at] = page.lines[at].box.top >= begin;
      for (const PdfLine* line : by_rows(std::move(column), beside)) take_line(*line);
    }
    std::size_t at = 0;
    std::erase_if(page.lines, [&](const PdfLine&) { return taken[at++]; });
  }
  [[nodiscard]] PdfNotes notes() && { return PdfNotes(std::move(notes_)); }

 private:
  using Lines = std::vector<const PdfLine*>;

  // Where the notes of the column begin, 0 if it has none. Their numbers go on from the last note's, or from 1 again,
  // or leave one out: both only where the text above has the mark.
  double begin_of_notes(const Lines& lines) {
    double begin = find_begin(lines, next_, false);
    if (notes_.empty()) return begin;
    for (const int other : {1, next_ + 1, next_ + 2}) {
      const double first = other == next_ ? 0 : find_begin(lines, other, true);
      if (first <= 0 || (begin > 0 && first >= begin)) continue;
      begin = first;
      next_ = other;
    }
    return begin;
  }

  // `marked`: only where the number is raised, here and above.
  [[nodiscard]] double find_begin(const Lines& lines, int number, bool marked) const {
    double last_body = 0;
    for (const PdfLine* line : lines) {
      if (!is_small(*line, body_)) last_body = std::max(last_body, line->box.bottom);
    }
    const double mark = first_mark(lines, number);
    double begin = 0;
    for (const PdfLine* line : lines) {
      if (leading_number(*line) != number) continue;
      const bool is_marked = mark > 0 && mark <= line->box.top;
      const bool alone = line->words.size() == 1;
      const bool small = is_small(*line, body_) && line->box.top > last_body - 1 &&
                         (!alone || has_text(lines, *line)) && (!marked || is_marked);
      // A word processor may set notes as large as the text: then the number is raised, here and in the text above.
      const bool raised = begins_raised(*line) && is_marked;
      if ((small || raised) && (begin <= 0 || line->box.top < begin)) begin = line->box.top - 2;
    }
    return begin;
  }

  // The bottom of the topmost line in which the number stands raised; 0 if none has it.
  [[nodiscard]] static double first_mark(const Lines& lines, int number) {
    const std::string mark = std::to_string(number);
    double first = 0;
    for (const PdfLine* line : lines) {
      const bool has = std::any_of(line->words.begin(), line->words.end(), [&](const PdfWord& word) {
        return word.box.bottom - word.box.top < line->height * 0.8 && word.text.starts_with(mark) &&
               (word.text.size() == mark.size() || !is_digit(word.text[mark.size()]));
      });
      if (has && (first <= 0 || line->box.bottom < first)) first = line->box.bottom;
    }
    return first;
  }

  static bool has_text(const Lines& lines, const PdfLine& number) {
    return std::any_of(lines.begin(), lines.end(), [&number](const PdfLine* other) {
      const bool behind = other->box.left > number.box.left && other->box.left < number.box.right + 60;
      return (behind && beside(number, *other)) || is_note_text(number, *other);
    });
  }

  void take_line(const PdfLine& line) {
    const int number = leading_number(line);
    const bool short_mark =
        line.words.size() == 1 || line.words.front().box.bottom - line.words.front().box.top < 0.85 * line.height ||
        (notes_.empty() && number == next_) || line.words[1].box.left - line.words.front().box.right > 2;
    if (number == next_ && short_mark) {
      last_label_ = std::max(last_label_ + 1, number);
      notes_.push_back({std::to_string(number), line.page, std::to_string(last_label_), {}});
      ++next_;
      PdfLine rest = line;
      rest.words.erase(rest.words.begin());
      append_line(notes_.back().text, line_text(rest), words_);
    } else if (!notes_.empty()) {
      append_line(notes_.back().text, line_text(line), words_);
    }
  }

  const ProseColumns& columns_;
  double body_;
  const WordList& words_;
  std::vector<PdfNote> notes_;
  int next_ = 1;
  int last_label_ = 0;
};

// "3", "3,", "3, 4", "3.": the marks with the signs behind them that belong to the sentence, empty when a number is
// that of no note.
std::string as_marks(std::string_view raised, std::size_t page, const PdfNotes& notes) {
  std::string marks;
  std::string between;
  for (std::size_t at = 0; at < raised.size();) {
    std::size_t end = at;
    while (end < raised.size() && is_digit(raised[end])) ++end;
    if (end == at) {
      between += raised[at++];
      continue;
    }
    const PdfNote* note = notes.find(raised.substr(at, end - at), page);
    if (note == nullptr) return {};
    if (!marks.empty() && between != "," && between != ";") marks += between;
    between.clear();
    marks += "[^" + note->label + "]";
    at = end;
  }
  // A comma behind a raised number parts it from the next one, which is raised as well.
  if (!marks.empty() && between != ",") marks += between;
  return marks;
}

}  // namespace

PdfNotes::PdfNotes(std::vector<PdfNote> notes) : notes_(std::move(notes)) {
  for (std::size_t at = 0; at < notes_.size(); ++at) places_[notes_[at].number].push_back(at);
}

const PdfNote* PdfNotes::find(std::string_view number, std::size_t page) const {
  const auto places = places_.find(number);
  if (places == places_.end()) return nullptr;
  if (places->second.size() == 1) return &notes_[places->second.front()];
  const auto here = std::find_if(places->second.begin(), places->second.end(),
                                 [&](std::size_t at) { return notes_[at].page == page; });
  return here == places->second.end() ? nullptr : &notes_[*here];
}

bool is_note_text(const PdfLine& number, const PdfLine& line) {
  if (number.height >= line.height * 0.85) return false;
  const double gap = line.box.left - number.box.right;
  if (beside(number, line)) return gap > -1 && gap < line.height * 3;
  const double down = line.box.bottom - number.box.bottom;
  return down > 0 && down < line.height * 3 && std::abs(line.box.left - number.box.left) < line.height * 2;
}

PdfNotes take_pdf_notes(PdfDocument& document, const ProseColumns& columns, double body, const WordList& words) {
  NoteTaker taker(columns, body, words);
  for (PdfPage& page : document.pages) taker.take(page);
  return std::move(taker).notes();
}

std::string marked_text(const PdfLine& line, const PdfNotes& notes) {
  std::string text;
  const PdfWord* last = nullptr;
  for (const PdfWord& word : line.words) {
    const double height = word.box.bottom - word.box.top;
    const bool raised = height < line.height * 0.8 && word.box.bottom < line.box.bottom - line.height * 0.15;
    const bool glued = last != nullptr && word.box.left - last->box.right < line.height * 0.12;
    const bool touching = last != nullptr && touches(*last, word, line.height);
    last = &word;
    const std::string marks = raised ? as_marks(word.text, line.page, notes) : std::string();
    if (!marks.empty()) {
      text += marks;
      continue;
    }
    const bool joined = raised ? glued : touching || (glued && text.ends_with(']'));
    if (!text.empty() && !joined) text += ' ';
    text += word.text;
  }
  return text;
}

}  // namespace griffier::fetchers
