#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/letterhead.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/writer.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

constexpr std::array<std::string_view, 10> kSuperscripts{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

// The number in superscript digits at `at`, moving behind it; empty when there is none.
std::string take_superscript(std::string_view text, std::size_t& at) {
  std::string digits;
  for (bool found = true; found;) {
    found = false;
    for (std::size_t digit = 0; digit < kSuperscripts.size(); ++digit) {
      if (!text.substr(at).starts_with(kSuperscripts.at(digit))) continue;
      digits += static_cast<char>('0' + digit);
      at += kSuperscripts.at(digit).size();
      found = true;
      break;
    }
  }
  return digits;
}

struct NoteLine {
  std::string label;
  std::string_view text;
};

// "[^1]: text" and "¹ text".
std::optional<NoteLine> note_line(std::string_view line) {
  if (line.starts_with("[^")) {
    const std::size_t close = line.find("]:");
    if (close == std::string_view::npos || close > 12) return std::nullopt;
    return NoteLine{std::string(line.substr(2, close - 2)), line.substr(close + 2)};
  }
  std::size_t at = 0;
  std::string label = take_superscript(line, at);
  if (label.empty() || at >= line.size()) return std::nullopt;
  return NoteLine{std::move(label), line.substr(at)};
}

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:");
}

bool is_word_byte(char c) { return publications::ascii::is_alnum(c) || static_cast<signed char>(c) < 0; }

// The text of a line without the marks of Markdown: emphasis, escapes, links, addresses in angle brackets.
class Inline {
 public:
  Inline(std::string_view line, const std::unordered_set<std::string>& notes) : line_(line), notes_(notes) {}

  std::string run() {
    while (at_ < line_.size()) step();
    return std::move(result_);
  }

 private:
  void step() {
    const char c = line_[at_];
    if (c == '\\' && at_ + 1 < line_.size() &&
        std::string_view("\\`*_{}[]()#+-.!|>~").find(line_[at_ + 1]) != std::string_view::npos) {
      result_ += line_[at_ + 1];
      at_ += 2;
    } else if (c == '*' || c == '_' || c == '`') {
      emphasis(c);
    } else if (c == '<') {
      angle();
    } else if (c == '[') {
      link();
    } else if (static_cast<signed char>(c) < 0) {
      superscript();
    } else {
      result_ += c;
      ++at_;
    }
  }

  void emphasis(char c) {
    std::size_t end = at_;
    while (end < line_.size() && line_[end] == c) ++end;
    const bool before = at_ > 0 && is_word_byte(line_[at_ - 1]);
    const bool after = end < line_.size() && is_word_byte(line_[end]);
    const bool inside = before && after && (c == '_' || end - at_ == 1);
    const bool alone = (at_ == 0 || line_[at_ - 1] == ' ') && (end == line_.size() || line_[end] == ' ');
    if (inside || (alone && end - at_ < 2) || in_address()) result_ += line_.substr(at_, end - at_);
    at_ = end;
  }

  // Whether the word that the result ends with is an address. What was looked at before is not looked at again.
  [[nodiscard]] bool in_address() {
    for (; looked_at_ < result_.size(); ++looked_at_) {
      const char c = result_[looked_at_];
      if (c == ' ' || c == '(' || c == '<') {
        address_ = false;
        word_at_ = looked_at_ + 1;
      } else if (c == '/' && looked_at_ >= word_at_ + 2 && result_.compare(looked_at_ - 2, 3, "://") == 0) {
        address_ = true;
      }
    }
    return address_;
  }

  // The next place of a sign from `at` on. `at` only grows from one call to the next, so that the line is searched
  // once.
  class NextSign {
   public:
    explicit NextSign(char sign) : sign_(sign) {}
    std::size_t from(std::size_t at, std::string_view line) {
      if (!known_ || next_ < at) next_ = line.find(sign_, at);
      known_ = true;
      return next_;
    }

   private:
    char sign_;
    bool known_ = false;
    std::size_t next_ = 0;
  };

  void angle() {
    const std::size_t close = next_angle_.from(at_, line_);
    const std::string_view inner =
        close == std::string_view::npos ? std::string_view() : line_.substr(at_ + 1, close - at_ - 1);
    if (inner == "br" || inner == "br/" || inner == "br /") {
      result_ += ' ';
    } else if (is_address(inner)) {
      result_ += inner;
    } else {
      result_ += '<';
      ++at_;
      return;
    }
    at_ = close + 1;
  }

  void link() {
    const std::size_t close = next_bracket_.from(at_, line_);
    const bool target = close != std::string_view::npos && line_.substr(close + 1).starts_with('(');
    const std::size_t end = target ? next_round_.from(close, line_) : std::string_view::npos;
    if (end == std::string_view::npos || line_.substr(at_).starts_with("[^")) {
      result_ += line_[at_++];
      return;
    }
    result_ += line_.substr(at_ + 1, close - at_ - 1);
    at_ = end + 1;
  }

  void superscript() {
    const std::size_t begin = at_;
    const std::string label = take_superscript(line_, at_);
    if (!label.empty() && notes_.contains(label) && !behind_unit()) {
      result_ += "[^" + label + "]";
    } else if (at_ == begin) {
      result_ += line_[at_++];
    } else {
      result_ += line_.substr(begin, at_ - begin);
    }
  }

  // "5 m²" has no footnote.
  [[nodiscard]] bool behind_unit() const {
    const std::string_view end =
        std::string_view(result_).substr(result_.size() - std::min<std::size_t>(result_.size(), 3));
    const std::size_t space = end.find_last_of(" (/");
    const std::string_view word = end.substr(space == std::string_view::npos ? 0 : space + 1);
    return word == "m" || word == "km" || word == "dm" || word == "cm" || word == "mm";
  }

  std::string_view line_;
  const std::unordered_set<std::string>& notes_;
  std::size_t at_ = 0;
  std::string result_;
  NextSign next_angle_{'>'};
  NextSign next_bracket_{']'};
  NextSign next_round_{')'};
  std::size_t looked_at_ = 0;  // bytes of the result that in_address() has seen
  std::size_t word_at_ = 0;    // where the last word of them begins
  bool address_ = false;       // whether that is an address
};

class MarkdownReader {
 public:
  MarkdownReader(std::string_view text, BlockWriter& writer) : writer_(writer) { split(text); }

  void run() {
    for (const std::string_view line : lines_) {
      if (const auto note = note_line(trim(line))) notes_.insert(note->label);
    }
    std::vector<PrintedLine> all;
    for (const std::string_view line : lines_) {
      std::string text = trim(line).empty() ? std::string() : clean(trim(line));
      if (text.empty() && !all.empty() && all.back().text.empty()) continue;
      all.push_back({std::move(text), false, false});
    }
    width_ = measured_width(all);
    for (std::size_t at = 0; at < lines_.size(); ++at) take(at);
    flush();
    for (const auto& [label, text] : footnotes_) writer_.add(BlockKind::footnote, text, 0, label);
  }

 private:
  void split(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of("\n\r\f"), text.size());
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2 : 1)));
    }
  }

  [[nodiscard]] std::string clean(std::string_view line) const { return fold_line(Inline(line, notes_).run()); }

  void take(std::size_t at) {
    const std::string_view raw = lines_[at];
    const std::string_view line = trim(raw);
    if (line.empty()) {
      in_note_ = false;
      if (pending_.empty() || !pending_.back().text.empty()) pending_.push_back({});
    } else if (const auto note = note_line(line)) {
      footnotes_.emplace_back(note->label, clean(note->text));
      in_note_ = true;
    } else if (in_note_) {
      append_line(footnotes_.back().second, clean(line), WordList::installed());
    } else if (!take_heading(line) && !take_table(line, at) && !take_quote(line) && !take_item(raw)) {
      if (line.find_first_not_of("-*_= ") == std::string_view::npos && line.size() > 2) return pending_.push_back({});
      pending_.push_back({clean(line), false, false});
      // Two spaces at the end are Markdown's line break, which is meant.
      if (raw.ends_with("  ")) pending_.push_back({});
    }
  }

  bool take_heading(std::string_view line) {
    const std::size_t hashes = line.find_first_not_of('#');
    const bool atx = hashes != std::string_view::npos && hashes > 0 && hashes <= 6 && line[hashes] == ' ';
    std::string_view bold = line;
    const bool strong = line.size() > 4 && line.starts_with("**") && line.ends_with("**") &&
                        line.substr(2, line.size() - 4).find("**") == std::string_view::npos;
    if (!atx && !(strong && !ends_sentence(line.substr(2, line.size() - 4)) && line.size() < 120)) return false;
    if (atx) bold = line.substr(hashes);
    while (atx && bold.ends_with('#')) bold.remove_suffix(1);
    flush();
    const std::string text = clean(trim(bold));
    if (const auto question = question_heading(text)) {
      writer_.add(*question, text);
    } else {
      writer_.add(BlockKind::heading, text, atx ? static_cast<int>(hashes) : 3);
    }
    return true;
  }

  // The rule below a table's first row is none of its rows; further down dashes are what a table has for "nothing".
  bool take_table(std::string_view line, std::size_t line_at) {
    if (!line.starts_with('|') || !line.ends_with('|') || line.size() < 3) return false;
    flush();
    table_rows_ = table_rows_ > 0 && line_at == table_line_ + 1 ? table_rows_ + 1 : 1;
    if (table_rows_ == 1) writer_.begin_table();
    table_line_ = line_at;
    std::string row;
    bool first = true;
    bool rule = true;
    line = line.substr(1, line.size() - 2);
    for (std::size_t at = 0; at <= line.size();) {
      std::size_t end = line.find('|', at);
      while (end != std::string_view::npos && end > 0 && line[end - 1] == '\\') end = line.find('|', end + 1);
      end = std::min(end, line.size());
      const std::string_view cell = trim(line.substr(at, end - at));
      rule = rule && !cell.empty() && cell.find_first_not_of("-: ") == std::string_view::npos;
      if (!first) row += '\t';
      first = false;
      row += fold(clean(cell));
      at = end + 1;
    }
    if (!rule || table_rows_ != 2) writer_.add(BlockKind::table_row, row);
    return true;
  }

  bool take_quote(std::string_view line) {
    if (!line.starts_with("> ")) return false;
    flush();
    writer_.add(BlockKind::quote, clean(line.substr(2)));
    return true;
  }

  bool take_item(std::string_view raw) {
    const std::string_view line = trim(raw);
    const auto label = list_label(line);
    if (!label) return false;
    const std::size_t indent = std::min<std::size_t>(raw.find_first_not_of(" \t"), 16);
    if (indent == 0) return false;
    flush();
    writer_.add(BlockKind::list_item, clean(line.substr(label->text_at)), static_cast<int>(indent / 2), label->label);
    return true;
  }

  void flush() {
    write_paragraphs(pending_, width_, WordList::installed(), writer_);
    pending_.clear();
  }

  BlockWriter& writer_;
  std::vector<std::string_view> lines_;
  std::unordered_set<std::string> notes_;
  std::vector<PrintedLine> pending_;
  std::vector<std::pair<std::string, std::string>> footnotes_;
  int width_ = 0;
  std::size_t table_line_ = 0;
  int table_rows_ = 0;  // of the table whose last line that is, with its rule
  bool in_note_ = false;
};

}  // namespace

void read_markdown(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  Decoded decoded = decode(bytes);
  extraction.warnings = std::move(decoded.warnings);
  check_lines(decoded.text);
  BlockWriter writer(extraction, limits);
  MarkdownReader(decoded.text, writer).run();
  drop_repeated_letterhead(extraction.text);
  promote_headings(extraction.text);
  require_text(extraction, "it holds no text");
}

}  // namespace griffier::fetchers
