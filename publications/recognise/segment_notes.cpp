// The notes and signatures at the ends of segments, see segments.h.
#include <algorithm>
#include <unordered_set>

#include "publications/recognise/people.h"
#include "publications/recognise/segments.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

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

}  // namespace griffier::publications::reader
