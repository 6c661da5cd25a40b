// Sentences of running Dutch text, see words.h.
#include <algorithm>
#include <array>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// Abbreviations after which a full stop ends no sentence, in lower case and without the stop.
constexpr std::array<std::string_view, 58> kAbbreviations{
    "a",   "aant",  "afd",   "al",   "art", "artt", "as",   "bijl",  "bijv",  "blz", "bv",  "c",
    "ca",  "c.q",   "c.s",   "cf",   "co",  "d",    "d.d",  "d.w.z", "dd",    "dhr", "dr",  "drs",
    "e",   "e.a",   "e.d",   "e.v",  "enz", "ev",   "evt",  "fig",   "hst",   "i.c", "ing", "ir",
    "jhr", "m.b.t", "m.n",   "mevr", "mln", "mr",   "mrs",  "mw",    "n.a.v", "nl",  "no",  "nr",
    "nrs", "o.a",   "o.b.v", "p",    "pag", "par",  "prof", "st",    "t.a.v", "vgl"};

bool is_closing(std::string_view text, std::size_t& at) {  // a closing quote or bracket; moves behind it
  static constexpr std::array<std::string_view, 4> kQuotes{"»", "”", "’", "›"};
  if (at >= text.size()) return false;
  if (text[at] == '"' || text[at] == '\'' || text[at] == ')' || text[at] == ']') {
    ++at;
    return true;
  }
  for (const auto quote : kQuotes) {
    if (text.substr(at).starts_with(quote)) {
      at += quote.size();
      return true;
    }
  }
  return false;
}

// A footnote mark: "[^12]", or one or two digits glued to the full stop ("genomen?1 Kan"); moves behind it.
bool is_mark(std::string_view text, std::size_t& at) {
  if (text.substr(at).starts_with("[^")) {
    const auto end = text.substr(at, 17).find(']');
    if (end == npos) return false;
    at += end + 1;
    return true;
  }
  std::size_t end = at;
  while (end < text.size() && end < at + 2 && is_digit(text[end])) ++end;
  if (end == at || (end < text.size() && text[end] != ' ' && text[end] != ')')) return false;
  at = end + (end < text.size() && text[end] == ')' ? 1 : 0);
  return true;
}

std::string_view word_before(std::string_view text, std::size_t stop) {
  std::size_t start = stop;
  while (start > 0 && stop - start < 12 && (is_word_byte(text[start - 1]) || text[start - 1] == '.')) --start;
  return text.substr(start, stop - start);
}

bool is_abbreviated(std::string_view text, std::size_t stop) {
  const auto word = word_before(text, stop);
  if (word.empty()) return stop == 0 || text[stop - 1] != ')';  // "... (Kamerstuk 29 876, nr. 13). Ik ..."
  const auto lowered = lower(word);
  if (std::find(kAbbreviations.begin(), kAbbreviations.end(), lowered) != kAbbreviations.end()) return true;
  if (word.size() == 1 && is_ascii_letter(word[0])) return true;  // an initial: "E. van der Burg"
  const auto dot = word.rfind('.');
  return dot != npos && dot + 2 == word.size() && is_ascii_letter(word.back());  // "M.H.M."
}

// A full stop inside "nr. 3" or "19.3" or before a small letter ends nothing.
bool ends_at_stop(std::string_view text, std::size_t stop, std::size_t next) {
  const bool glued = next == stop + 1;
  if (stop + 1 < text.size() && text[stop + 1] == '.') return false;
  if (stop > 0 && text[stop - 1] == '.') return starts_with_capital(text.substr(next).substr(0, 8)) && !glued;
  if (glued) {  // a lost space: only between a word and a capital followed by a small letter
    const auto word = word_before(text, stop);
    if (word.size() < 3 || word.find('.') != npos || is_digit(word.back())) return false;
    return next + 1 < text.size() && text[next] >= 'A' && text[next] <= 'Z' &&
           (text[next + 1] == ' ' || (text[next + 1] >= 'a' && text[next + 1] <= 'z'));
  }
  if (is_abbreviated(text, stop)) {
    const auto word = lower(word_before(text, stop));
    return (word == "jl" || word == "enz" || word == "e.d" || word == "c.s" || word == "as") && text[next] != '(' &&
           starts_with_capital(text.substr(next).substr(0, 8));
  }
  return starts_with_capital(text.substr(next).substr(0, 8)) || is_digit(text[next]);
}

}  // namespace

std::vector<std::string_view> sentences(std::string_view paragraph) {
  std::vector<std::string_view> found;
  std::size_t start = 0;
  const auto take = [&](std::size_t end) {
    const auto sentence = trim(paragraph.substr(start, end - start));
    if (!sentence.empty()) found.push_back(sentence);
    start = end;
  };
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    const char c = paragraph[i];
    if (c != '.' && c != '?' && c != '!') continue;
    std::size_t end = i + 1;
    while (end < paragraph.size() && (is_closing(paragraph, end) || is_mark(paragraph, end))) {
    }
    std::size_t next = end;
    while (next < paragraph.size()) {
      if (paragraph[next] == ' ')
        ++next;
      else if (!is_mark(paragraph, next))
        break;
    }
    if (next >= paragraph.size()) break;
    const bool glued_end = next == end && end > i + 1;
    const auto rest = paragraph.substr(next).substr(0, 8);
    const bool ends = c == '.' ? ends_at_stop(paragraph, i, glued_end ? i + 1 : next)
                               : starts_with_capital(rest) || is_digit(rest.front());
    if (!ends) {
      i = next -
          1;  // between the two stand marks and quotes alone, which are not to be read again for each stop in them
      continue;
    }
    take(end);
    start = next;
    i = next - 1;
  }
  take(paragraph.size());
  return found;
}

bool is_asked(std::string_view sentence) {
  const auto mark = sentence.rfind('?');
  if (mark == npos) return false;
  std::size_t at = mark + 1;
  while (at < sentence.size()) {
    if (sentence[at] == ' ' || sentence[at] == '.' || sentence[at] == ';') {
      ++at;
    } else if (!is_closing(sentence, at) && !is_mark(sentence, at)) {
      return false;
    }
  }
  return true;
}

}  // namespace griffier::publications::reader
