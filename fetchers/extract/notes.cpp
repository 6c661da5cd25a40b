#include "fetchers/extract/notes.h"

#include <algorithm>
#include <optional>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/print.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostMissing = 30;
constexpr std::size_t kLongestLine = std::size_t{64} << 10;  // bytes; a longer one is not searched once for each note
constexpr std::size_t kLongestAddress = 1024;

// Can't occur in a line: control characters are folded away before.
constexpr const char* kTaken = "\x01";

using publications::ascii::is_digit;

// "12 NOS, 21 mei", "[12] NOS", "1House of Animals": the number and where the note's text begins.
struct NoteStart {
  int number = 0;
  std::size_t text_at = 0;
};

std::optional<NoteStart> note_start(std::string_view line) {
  std::size_t at = line.starts_with('[') ? 1 : 0;
  const std::size_t begin = at;
  NoteStart start;
  while (at < line.size() && is_digit(line[at]) && at - begin < 3)
    start.number = start.number * 10 + (line[at++] - '0');
  if (at == begin || at >= line.size() || start.number == 0 || line[begin] == '0') return std::nullopt;
  if (begin == 1) {
    if (line[at] != ']') return std::nullopt;
    ++at;
  }
  const std::size_t spaces = std::min(line.find_first_not_of(' ', at), line.size());
  if (spaces >= line.size()) return std::nullopt;
  const char next = line[spaces];
  const bool glued = spaces == at && begin == 0;
  if (next == '.' || next == ',' || next == ')' || next == '%' || next == '/' || next == '-' || next == ':') {
    return std::nullopt;
  }
  if (glued && (is_digit(next) || next == ' ')) return std::nullopt;
  start.text_at = spaces;
  return start;
}

// "12024Z01234": note 1 begins with a year. `digits` are those of the number that is looked for.
std::optional<NoteStart> year_note_start(std::string_view line, int number) {
  const std::string digits = std::to_string(number);
  if (!line.starts_with(digits)) return std::nullopt;
  const std::string_view rest = line.substr(digits.size());
  if (rest.size() < 6 || (!rest.starts_with("19") && !rest.starts_with("20"))) return std::nullopt;
  if (!is_digit(rest[2]) || !is_digit(rest[3]) || is_digit(rest[4])) return std::nullopt;
  const bool paper = (rest[4] == 'Z' || rest[4] == 'D') && is_digit(rest[5]);
  return paper ? std::optional(NoteStart{number, digits.size()}) : std::nullopt;
}

// "3NOS, 21 mei", "1«De sluis»", "2https://": a number glued to what only a note begins with. "3D-printer" is none.
bool is_certain_note(std::string_view line, const NoteStart& start) {
  if (start.text_at == 0 || !is_digit(line[start.text_at - 1])) return false;
  const std::string_view text = line.substr(start.text_at);
  if (text.starts_with("http") || text.starts_with("www.") || text.starts_with("«")) return true;
  std::size_t at = 0;
  if (!is_upper(next_point(text, at)) || at >= text.size()) return false;
  return text[at] != '-' && !is_digit(text[at]) && text.size() > 8;
}

// "2 3", "2, 3 en 4": a line of nothing but the marks of more than one note.
bool is_marks_line(std::string_view line) {
  if (line.empty() || line.size() > 24 || !is_digit(line.front()) || !is_digit(line.back())) return false;
  std::size_t at = 0;
  while (at < line.size()) {
    if (is_digit(line[at]) || line[at] == ' ' || line[at] == ',')
      ++at;
    else if (line.substr(at).starts_with("en "))
      at += 3;
    else
      return false;
  }
  return true;
}

struct Page {
  std::size_t begin;
  std::size_t end;
};

std::vector<Page> split_pages(const std::vector<PrintedLine>& lines) {
  std::vector<Page> pages{{0, lines.size()}};
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (!lines[at].page_start) continue;
    pages.back().end = at;
    pages.push_back({at, lines.size()});
  }
  return pages;
}

// Whether `number` is marked somewhere in the lines of the text.
struct MarkPlace {
  std::size_t line;
  std::size_t at;      // where the digits begin
  std::size_t length;  // of the digits
};

// The number among those of a line of marks.
std::optional<std::size_t> place_of(std::string_view line, std::string_view digits) {
  for (std::size_t at = line.find(digits); at != std::string_view::npos; at = line.find(digits, at + 1)) {
    const std::size_t behind = at + digits.size();
    const bool whole = (at == 0 || !is_digit(line[at - 1])) && (behind == line.size() || !is_digit(line[behind]));
    if (whole) return at;
  }
  return std::nullopt;
}

// The nearest line with text above a line of a page; the line itself if there is none.
std::size_t line_above(const std::vector<PrintedLine>& lines, std::size_t line, std::size_t begin) {
  std::size_t above = line;
  while (above > begin && (lines[above - 1].text.empty() || lines[above - 1].text == kTaken)) --above;
  return above > begin ? above - 1 : line;
}

// Before 2009 the Chamber numbered questions and answers below "(Ingezonden 10 maart 2000)" without a word: the line of
// the first such number, from which on a number that stands alone is no mark; the end where none is.
std::size_t first_number(const std::vector<PrintedLine>& lines) {
  for (std::size_t line = 1; line < lines.size(); ++line) {
    if (lines[line].text != "1") continue;
    const std::string_view above = lines[line_above(lines, line, 0)].text;
    const bool head = above.find("ngezonden ") != std::string_view::npos ||  // "(Ingezonden ...)", "ingezonden"
                      above.find("ntvangen ") != std::string_view::npos;
    if (above.ends_with(')') && head) return line;
  }
  return lines.size();
}

std::optional<MarkPlace> find_mark_line(const std::vector<PrintedLine>& lines, std::size_t begin, std::size_t end,
                                        int number, std::size_t numbered) {
  const std::string digits = std::to_string(number);
  const bool bracketed = end < lines.size() && lines[end].text.starts_with('[');
  for (std::size_t line = begin; bracketed && line < end; ++line) {
    if (lines[line].text.size() > kLongestLine) continue;
    const std::size_t at = lines[line].text.find('[' + digits + ']', 1);
    if (at == std::string::npos) continue;
    const std::size_t space = lines[line].text[at - 1] == ' ' ? 1 : 0;
    return MarkPlace{line, at - space, digits.size() + 2 + space};
  }
  for (std::size_t line = begin; line < end; ++line) {
    if (lines[line].text.size() > kLongestLine) continue;
    if (line < numbered && lines[line].text == digits) return MarkPlace{line, 0, digits.size()};
    const std::size_t behind = find_mark(lines[line].text, number, 0);
    if (behind != std::string_view::npos) return MarkPlace{line, behind - digits.size(), digits.size()};
    if (line < numbered && is_marks_line(lines[line].text))
      if (const auto at = place_of(lines[line].text, digits)) return MarkPlace{line, *at, digits.size()};
  }
  // "1 Herkent u": some programs begin a line with the mark that ends the one above, but not where notes are "[1]".
  for (std::size_t line = begin + 1; line < end; ++line) {
    const std::string_view text = lines[line].text;
    if (bracketed || lines[line - 1].text.empty()) continue;
    if (!text.starts_with(digits) || text.size() < digits.size() + 3 || text[digits.size()] != ' ') continue;
    const std::string_view above = lines[line_above(lines, line, begin)].text;
    if (above.size() > 3 && !question_heading(above) && !question_heading(text) && !list_label(above))
      return MarkPlace{line, 0, digits.size()};
  }
  return std::nullopt;
}

bool follows_mark(std::string_view before);

class FootnoteTaker {
 public:
  FootnoteTaker(std::vector<PrintedLine>& lines, const WordList& words)
      : lines_(lines), words_(words), numbered_(first_number(lines)) {}

  std::vector<Footnote> take() {
    const std::vector<Page> pages = split_pages(lines_);
    for (const Page& page : pages) take_page(page, pages.size() > 1);
    std::erase_if(lines_, [](const PrintedLine& line) { return line.text == kTaken; });
    return std::move(notes_);
  }

 private:
  // The notes of one page: the last line that begins with the next number, and all that follows with the numbers after.
  void take_page(const Page& page, bool paged) {
    std::vector<std::pair<std::size_t, NoteStart>> starts;
    std::size_t from = page.begin;
    for (int number = next_;; ++number) {
      const auto found = find_start(from, page.end, number, starts.empty());
      if (!found) break;
      const bool certain = paged && is_certain_note(lines_[found->first].text, found->second);
      if (starts.empty() && !certain && !find_mark_line(lines_, page.begin, found->first, number, numbered_)) break;
      starts.push_back(*found);
      from = found->first + 1;
    }
    if (starts.empty()) return;
    mark_text(page.begin, starts);
    for (std::size_t note = 0; note < starts.size(); ++note) {
      const std::size_t limit = note + 1 < starts.size() ? starts[note + 1].first : page.end;
      const bool last = note + 1 == starts.size();
      take_note(starts[note].first, starts[note].second,
                last && !paged ? end_of_note(starts[note].first, limit) : before_answers(starts[note].first, limit));
    }
    next_ = starts.back().second.number + 1;
  }

  [[nodiscard]] std::optional<std::pair<std::size_t, NoteStart>> find_start(std::size_t begin, std::size_t end,
                                                                            int number, bool last) const {
    std::optional<std::pair<std::size_t, NoteStart>> found;
    for (std::size_t at = begin; at < end; ++at) {
      auto start = note_start(lines_[at].text);
      if (start && is_marks_line(lines_[at].text)) start.reset();  // "2 en 3" over an answer
      if (!start || start->number != number) start = year_note_start(lines_[at].text, number);
      if (!start) continue;
      found = std::pair(at, *start);
      if (!last) return found;
    }
    return found;
  }

  [[nodiscard]] std::size_t end_of_note(std::size_t at, std::size_t limit) const {
    const std::size_t answers = before_answers(at, limit);
    while (at < answers && !lines_[at].text.empty()) ++at;
    return at;
  }

  // A note has no line that heads a question or an answer: that is text again, of a page whose foot is not there.
  [[nodiscard]] std::size_t before_answers(std::size_t at, std::size_t limit) const {
    while (at < limit && !question_heading(lines_[at].text) && !has_run_in_heading(lines_[at].text)) ++at;
    return at;
  }

  void mark_text(std::size_t begin, const std::vector<std::pair<std::size_t, NoteStart>>& starts) {
    std::size_t line = begin;
    std::size_t missing = 0;  // notes in a row without a mark; a page of prose has few, and each costs a search
    for (std::size_t note = 0; note < starts.size(); ++note) {
      const auto& [at, start] = starts[note];
      auto mark = missing < kMostMissing ? find_mark_line(lines_, line, starts.front().first, start.number, numbered_)
                                         : std::nullopt;
      if (!mark && note > 0 && missing < kMostMissing) {  // in the text between the notes of pages without feet
        const std::size_t text = before_answers(starts[note - 1].first + 1, at);
        if (text < at) mark = find_mark_line(lines_, text, at, start.number, numbered_);
      }
      missing = mark ? 0 : missing + 1;
      if (!mark) continue;
      const std::string text = "[^" + std::to_string(start.number) + "]";
      if (mark->length == lines_[mark->line].text.size()) {
        move_mark_up(mark->line, begin, text);
      } else if (is_marks_line(lines_[mark->line].text)) {
        move_mark_up(mark->line, begin, marks_of(lines_[mark->line].text));
      } else if (mark->at == 0) {
        move_mark_up(mark->line, begin, text + lines_[mark->line].text.substr(mark->length));
      } else {
        const auto before = std::string_view(lines_[mark->line].text).substr(0, mark->at);
        const std::size_t parting = before.ends_with(", ") && follows_mark(before) ? 2 : 0;  // ", " between two marks
        lines_[mark->line].text.replace(mark->at - parting, mark->length + parting, text);
      }
      line = mark->line;
    }
  }

  // "2, 3 en 4" as "[^2][^3][^4]".
  static std::string marks_of(std::string_view line) {
    std::string marks;
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (!is_digit(line[at])) continue;
      const bool first = at == 0 || !is_digit(line[at - 1]);
      const bool last = at + 1 == line.size() || !is_digit(line[at + 1]);
      if (first) marks += "[^";
      marks += line[at];
      if (last) marks += ']';
    }
    return marks;
  }

  // A mark printed on a line of its own belongs to the end of the text above it.
  void move_mark_up(std::size_t line, std::size_t begin, const std::string& mark) {
    const std::size_t above = line_above(lines_, line, begin);
    if (above == line) return;
    lines_[above].text += mark;
    lines_[line].text = kTaken;
  }

  void take_note(std::size_t at, const NoteStart& start, std::size_t end) {
    Footnote note;
    note.label = std::to_string(start.number);
    note.text = lines_[at].text.substr(start.text_at);
    lines_[at].text = kTaken;
    for (++at; at < end; ++at) {
      append_line(note.text, lines_[at].text, words_);
      lines_[at].text = kTaken;
    }
    notes_.push_back(std::move(note));
  }

  std::vector<PrintedLine>& lines_;
  const WordList& words_;
  std::size_t numbered_;
  std::vector<Footnote> notes_;
  int next_ = 1;
};

}  // namespace

namespace {

// "Klopt dat?[^1], ", "«Sluis dicht»[^1]?, ": what stands before the second of two marks.
bool follows_mark(std::string_view before) {
  const bool comma = before.ends_with(", ");
  if (comma) before.remove_suffix(2);
  if (!comma && !before.ends_with(']')) return false;
  if (before.ends_with('?') || before.ends_with('.') || before.ends_with('!')) before.remove_suffix(1);
  const std::size_t open = before.rfind("[^");
  return before.ends_with(']') && open != std::string_view::npos && before.size() - open < 7;
}

// Whether the second of two marks may end before this: ", 2 weken geleden" is no mark.
bool ends_marks(std::string_view behind, bool listed) {
  if (behind.empty()) return true;
  if (behind.front() != ' ') return false;
  std::size_t at = 1;
  return !listed || behind.starts_with(" en ") || at >= behind.size() || !is_lower(next_point(behind, at));
}

// "... in 2025." is no part of a decimal number.
bool ends_in_year(std::string_view before) {
  if (before.size() < 5 || (before.size() > 5 && before[before.size() - 6] != ' ')) return false;
  const std::string_view year = before.substr(before.size() - 5, 4);
  return (year.starts_with("19") || year.starts_with("20")) && is_digit(year[2]) && is_digit(year[3]);
}

// "?34", the marks of the notes 3 and 4 without a space: whether the digits are those of numbers that follow each other
// from this one on.
bool begins_marks(std::string_view text, int number) {
  constexpr int kMost = 4;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  std::string marks;
  for (int next = number; marks.size() < digits && next < number + kMost; ++next) marks += std::to_string(next);
  return marks == text.substr(0, digits);
}

}  // namespace

std::size_t find_mark(std::string_view text, int number, std::size_t from) {
  const std::string digits = std::to_string(number);
  for (std::size_t at = text.find(digits, from); at != std::string_view::npos; at = text.find(digits, at + 1)) {
    const std::size_t behind = at + digits.size();
    const bool glued = behind < text.size() && is_digit(text[behind]) && begins_marks(text.substr(at), number);
    if (at == 0 || (behind < text.size() && ((is_digit(text[behind]) && !glued) || text[behind] == '%'))) continue;
    if (behind < text.size() && static_cast<unsigned char>(text[behind]) < 0x80 &&
        is_letter(static_cast<unsigned char>(text[behind])))
      continue;
    const std::string_view before = text.substr(0, at);
    const char last = before.back();
    if (follows_mark(before) && (glued || ends_marks(text.substr(behind), last == ' '))) return behind;
    const bool closing = before.ends_with("»") || before.ends_with("”") || before.ends_with("’") || last == '?' ||
                         last == '!' || last == ')' || last == ';' || last == '"' || last == ':';
    // "4.1" and "nr.1" are no marks, "Kamer.1" is: letters before the stop, and no lower case behind the number.
    const bool stop = (last == '.' || last == ',') && at > 3 && (!is_digit(before[at - 2]) || ends_in_year(before)) &&
                      before.substr(at - std::min<std::size_t>(at, 4)) != " nr." &&
                      (behind == text.size() || text[behind] == ' ' || glued);
    std::size_t start = at - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
    std::size_t cursor = start;
    const bool letter = !glued && is_lower(next_point(text, cursor));
    if (!closing && !stop && !letter && !before.ends_with("HERDRUK")) continue;
    const std::string_view end = before.substr(at - std::min(at, kLongestAddress));
    const std::size_t space = end.rfind(' ');
    const std::string_view word = end.substr(space == std::string_view::npos ? 0 : space + 1);
    if (word.find("://") == std::string_view::npos && !word.starts_with("www.") && word.size() >= 3) return behind;
  }
  return std::string_view::npos;
}

std::vector<Footnote> take_footnotes(std::vector<PrintedLine>& lines, const WordList& words) {
  return FootnoteTaker(lines, words).take();
}

}  // namespace griffier::fetchers
