#include "fetchers/extract/reflow.h"

#include <algorithm>
#include <array>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

using publications::Block;
using publications::BlockKind;

constexpr int kUnknownWidth = 60'000;  // some 110 letters: wider than any page is set

int point_width(char32_t point) {
  static constexpr std::string_view kNarrow = "ijltf.,:;'|!()[] r-I/";
  if (point < 0x80) {
    const char c = static_cast<char>(point);
    if (kNarrow.find(c) != std::string_view::npos) return c == 'r' || c == '(' || c == ')' || c == '-' ? 333 : 260;
    if (c == 'm' || c == 'M' || c == 'W' || c == '@' || c == '%') return 850;
    if (c == 'w') return 722;
    if (is_upper(point)) return 690;
    if (c == 's' || c == 'c' || c == 'k' || c == 'v' || c == 'x' || c == 'y' || c == 'z') return 500;
    return 556;
  }
  return point == 0x2018 || point == 0x2019 ? 222 : 556;
}

// "(Ingezonden 10 maart 2000)" ends the sentence above that says who asks, though a stop stands before it.
bool is_bracketed_day(std::string_view text) {
  if (!text.starts_with('(')) return false;
  return text.starts_with("(Ingezonden ") || text.starts_with("(Ontvangen ") || text.starts_with("(ingezonden ") ||
         text.starts_with("(ontvangen ");
}

std::string_view first_word(std::string_view text) { return text.substr(0, std::min(text.find(' '), text.size())); }

// "3.", "3)": what numbers the lines that follow, where a sentence ended.
bool is_number_alone(std::string_view text) {
  if (text.size() < 2 || text.size() > 4 || (text.back() != '.' && text.back() != ')')) return false;
  return text.find_first_not_of("0123456789") == text.size() - 1;
}

int letters_of(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Whether the lines from `at` to the next blank one are two or three of a heading: none ends a sentence, all are wide.
bool is_heading_group(const std::vector<PrintedLine>& lines, std::size_t at, int width) {
  if (at > 0 && !lines[at - 1].text.empty()) return false;
  std::size_t end = at;
  while (end < lines.size() && !lines[end].text.empty() && end - at < 4) ++end;
  if (end - at < 2 || end - at > 3) return false;
  for (std::size_t line = at; line < end; ++line) {
    if (ends_sentence(lines[line].text) || lines[line].text.back() == ',') return false;
    // Headings are set in a bolder, wider face than the text that was measured.
    if (line + 1 < end && set_width(lines[line].text) + set_width(first_word(lines[line + 1].text)) < width * 17 / 20) {
      return false;
    }
  }
  return true;
}

class Reflow {
 public:
  Reflow(const WordList& words, BlockWriter& writer, int width, int letters)
      : words_(words), writer_(writer), width_(width), letters_(letters) {}

  void take(const std::vector<PrintedLine>& lines, std::size_t at) {
    const PrintedLine& line = lines[at];
    if (line.text.empty()) {
      blank_ = true;
      heading_ = false;
      return;
    }
    if (blank_ || paragraph_.empty()) heading_ = is_heading_group(lines, at, width_);
    const bool joins = !paragraph_.empty() && continues(line);
    if (!joins) flush();
    append_line(paragraph_, line.text, words_);
    last_ = line.text;
    blank_ = false;
  }
  void flush() {
    if (!paragraph_.empty()) writer_.add_printed(paragraph_);
    paragraph_.clear();
  }

 private:
  static bool ends_open_sentence(const std::string& text) {
    return text.find(' ') != std::string::npos && !ends_sentence(text) && !list_label(text);
  }

  // Whether the last line was ended by the measure: the next word had no room.
  [[nodiscard]] bool is_full(const PrintedLine& line) const {
    if (set_width(last_) + 260 + set_width(first_word(line.text)) > width_ - width_ / 50) return true;
    const std::string_view word = first_word(line.text);
    const bool may_be = letters_ > 0 && static_cast<int>(last_.size() + 1 + word.size()) > letters_;  // bytes are more
    return may_be && letters_of(last_) + 1 + letters_of(word) > letters_;
  }

  [[nodiscard]] bool continues(const PrintedLine& line) const {
    // "... door de regering gegeven" "antwoorden": a word in small letters that ends a sentence heads nothing.
    const bool ends = begins_lower(line.text) && !blank_ && ends_open_sentence(last_);
    if ((!ends && question_heading(line.text)) || question_heading(last_) || has_run_in_heading(line.text))
      return false;
    if (!blank_ && is_bracketed_day(line.text)) return true;
    if (is_number_alone(line.text) && ends_sentence(last_)) return false;
    const bool hyphen = last_.size() > 1 && last_.back() == '-' && last_[last_.size() - 2] != ' ';
    const bool cut = hyphen || last_.ends_with("\xC2\xAD");  // a soft hyphen
    const bool open = !ends_sentence(last_);
    const bool lower = begins_lower(line.text);
    // A page's end in the middle of a sentence, with or without a blank line.
    if (line.page_start) {
      if (open && (lower || ends_open(last_))) return true;
      return cut || (is_full(line) && (open || !blank_) && !list_label(line.text));
    }
    if (blank_) return (cut && lower) || (cut && is_full(line));
    if (const auto label = list_label(line.text)) {
      const bool sentence_goes_on = open && is_full(line) && last_.back() != ',';
      return sentence_goes_on && width_ != kUnknownWidth;
    }
    if (cut) return true;
    if (open && (lower || heading_ || ends_open(last_))) return true;
    // Where no measure is known, a line that is longer than those of any page is a paragraph of its own.
    return width_ != kUnknownWidth && is_full(line) && set_width(last_) < width_ * 8;
  }

  const WordList& words_;
  BlockWriter& writer_;
  int width_;
  int letters_;  // of the longest line where lines are cut by their letters; 0 where none are counted
  std::string paragraph_;
  std::string last_;
  bool blank_ = false;
  bool heading_ = false;  // within the lines of a heading
};

}  // namespace

bool begins_lower(std::string_view text) {
  if (text.starts_with("www.") || text.starts_with("http")) return false;
  const char32_t first = first_letter(text);
  return first != 0 && is_lower(first);
}

bool ends_open(std::string_view text) {
  static constexpr std::array<std::string_view, 24> kOpen{
      "de", "het", "een", "van",  "in",  "voor", "der", "en",  "of",   "aan",  "op",    "met",
      "te", "tot", "om",  "over", "bij", "uit",  "dat", "die", "naar", "door", "zoals", "tussen"};
  const std::string_view last = text.substr(text.rfind(' ') == std::string_view::npos ? 0 : text.rfind(' ') + 1);
  return last.size() != text.size() && std::find(kOpen.begin(), kOpen.end(), last) != kOpen.end();
}

int set_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size() && width < 10'000'000;) width += point_width(next_point(text, at));
  return width;
}

namespace {

// Most of the lines that a lower-case line follows come near the measure, whatever it is counted in.
int measure(const std::vector<PrintedLine>& lines, int (*size)(std::string_view), int unknown) {
  std::vector<int> widths;
  for (std::size_t at = 0; at + 1 < lines.size(); ++at) {
    const std::string& next = lines[at + 1].text;
    if (lines[at].text.empty() || next.empty() || !begins_lower(next) || list_label(next)) continue;
    if (ends_sentence(lines[at].text)) continue;
    widths.push_back(size(lines[at].text));
  }
  if (widths.size() < 4) return unknown;
  // Lines that lost their ends are twice and three times as wide: the middle of the narrower half is the measure.
  std::sort(widths.begin(), widths.end());
  const int middle = widths[widths.size() / 3];
  int widest = middle;
  for (const int width : widths) {
    if (width < middle * 5 / 4) widest = width;
  }
  return widest;
}

void write_measured(const std::vector<PrintedLine>& lines, Reflow&& reflow) {
  for (std::size_t at = 0; at < lines.size(); ++at) reflow.take(lines, at);
  reflow.flush();
}

}  // namespace

int measured_width(const std::vector<PrintedLine>& lines) { return measure(lines, set_width, kUnknownWidth); }

void write_paragraphs(const std::vector<PrintedLine>& lines, const WordList& words, BlockWriter& writer) {
  const int letters = measure(lines, letters_of, 0);
  write_measured(lines, Reflow(words, writer, measured_width(lines), letters));
}

void write_paragraphs(const std::vector<PrintedLine>& lines, int width, const WordList& words, BlockWriter& writer) {
  write_measured(lines, Reflow(words, writer, width, 0));
}

namespace {

// What stands alone in a letter without being a heading: the addressee, the place and date, an office, a name.
bool is_letter_line(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kBegins{
      "Aan ",         "Den Haag",    "’s-Gravenhage", "'s-Gravenhage",       "Geachte",       "Vragen van",
      "Antwoord van", "De Minister", "De minister",   "De Staatssecretaris", "De voorzitter", "Vastgesteld"};
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [text](std::string_view begin) { return text.starts_with(begin); });
}

bool may_be_heading(const Block& block) {
  if (block.text.size() < 3 || block.text.size() > 110 || ends_sentence(block.text)) return false;
  if (block.text.back() == ',' || block.text.back() == '-' || is_letter_line(block.text)) return false;
  if (block.text.find(" | ") != std::string::npos || block.text.find('@') != std::string::npos) return false;
  if (block.kind == BlockKind::list_item) {
    const char first = block.label.front();
    return first >= '1' && first <= '9' && block.label.back() == '.' && is_upper(first_letter(block.text));
  }
  if (block.kind != BlockKind::paragraph) return false;
  const bool number = block.text.front() >= '1' && block.text.front() <= '9' && block.text.find(' ') < 6 &&
                      is_upper(first_letter(std::string_view(block.text).substr(block.text.find(' ') + 1)));
  return is_upper(first_letter(block.text)) || number;
}

}  // namespace

void promote_headings(publications::Text& text) {
  std::size_t prose = 0;
  for (std::size_t at = 0; at + 1 < text.blocks.size(); ++at) {
    Block& block = text.blocks[at];
    const Block& next = text.blocks[at + 1];
    if (block.kind == BlockKind::paragraph && ends_sentence(block.text)) ++prose;
    const std::size_t least = block.kind == BlockKind::list_item || block.text.front() <= '9' ? 50 : 100;
    const bool before_prose = next.kind == BlockKind::paragraph && next.text.size() > least &&
                              ends_sentence(next.text) && is_upper(first_letter(next.text));
    // The lines above the first prose are the head of a letter, not headings.
    if (!before_prose || !may_be_heading(block) || (prose == 0 && block.kind == BlockKind::paragraph && at > 0))
      continue;
    if (block.kind == BlockKind::list_item) block.text = block.label + " " + block.text;
    block.kind = BlockKind::heading;
    block.level = 2;
    block.label.clear();
  }
}

}  // namespace griffier::fetchers
