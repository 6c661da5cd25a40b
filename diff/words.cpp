#include "diff/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "publications/utf8.h"

namespace griffier::diff {
namespace {

using Code = utf8proc_int32_t;
constexpr Code kReplacement = 0xFFFD;

// One code point at `at`, which moves on past it; U+FFFD for a byte that begins none.
Code next_code(std::string_view text, std::size_t& at) {
  Code code = -1;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                       static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  at += length > 0 ? static_cast<std::size_t>(length) : 1;
  return length > 0 ? code : kReplacement;
}

void append(std::string& out, Code code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(code, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool is_space(Code c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Soft hyphen, zero-width space and joiners, marks of direction, word joiner and its kin, byte order mark, controls.
bool is_invisible(Code c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

// Whether a code point can only stand in NFC text (the ranges that Dutch text is made of; not complete).
bool is_surely_nfc(Code c) { return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || c == 0x20AC || c == kReplacement; }

bool is_letter(Code c) {
  const auto category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT ||
         category == UTF8PROC_CATEGORY_LM || category == UTF8PROC_CATEGORY_LO;
}
bool is_lower(Code c) { return utf8proc_category(c) == UTF8PROC_CATEGORY_LL; }
bool is_digit(Code c) { return utf8proc_category(c) == UTF8PROC_CATEGORY_ND; }

// The last code point of clean text.
Code last_code(std::string_view text) {
  std::size_t at = text.size();
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return next_code(text, at);
}

// Words after which a hyphen stands for an omitted part: "in- en uitvoer", "voor- of nadeel".
bool is_conjunction(std::string_view word) {
  static constexpr std::array<std::string_view, 16> kWords{
      "en",  "of",   "en/of",  "dan",  "tot",   "noch", "als",     "maar",
      "met", "naar", "versus", "c.q.", "resp.", "t/m",  "alsmede", "respectievelijk"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_bullet(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kBullets{"-", "–", "—", "*", "•", "·",
                                                             "▪", "■", "◦", "o", "‣", "●"};
  return std::find(kBullets.begin(), kBullets.end(), word) != kBullets.end();
}

// Takes the marks "[^1]" out of a word and writes both hyphens that Unicode adds as the plain one.
std::string bare(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    if (word.compare(at, 2, "[^") == 0) {
      const std::size_t end = word.find(']', at);
      if (end != std::string_view::npos && end > at + 2) {
        at = end + 1;
        continue;
      }
    }
    if (word.compare(at, 3, "\u2010") == 0 || word.compare(at, 3, "\u2011") == 0) {
      out += '-';
      at += 3;
      continue;
    }
    out += word[at++];
  }
  return out;
}

// Joins `next` to `word` when a line's end broke them; the hyphen stays where it is the word's own ("EU- richtlijn").
bool join(std::string& word, std::string_view next) {
  if (word.size() < 2 || word.back() != '-' || next.empty() || is_conjunction(next)) return false;
  const Code before = last_code(std::string_view(word).substr(0, word.size() - 1));
  std::size_t at = 0;
  const Code after = next_code(next, at);
  if (!is_letter(before) || !(is_letter(after) || is_digit(after))) return false;
  if (is_lower(before) && is_lower(after)) word.pop_back();
  word += next;
  return true;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space = false, nfc = true;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] > ' ' && text[at] < 0x7F) {
      if (space && !out.empty()) out += ' ';
      space = false;
      out += text[at++];
      continue;
    }
    const Code code = next_code(text, at);
    if (is_space(code)) {
      space = true;
      continue;
    }
    if (is_invisible(code)) continue;
    if (space && !out.empty()) out += ' ';
    space = false;
    nfc = nfc && is_surely_nfc(code);
    append(out, code);
  }
  return nfc ? out : publications::to_nfc(out);
}

void undo_hyphenation(std::vector<std::string>& words) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (kept > 0 && join(words[kept - 1], words[i])) continue;
    if (kept != i) words[kept] = std::move(words[i]);
    ++kept;
  }
  words.resize(kept);
}

std::vector<std::string> words(const publications::Block& block) {
  const std::string text = clean(block.text);
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    std::string word = bare(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
    if (!word.empty()) result.push_back(std::move(word));
  }
  if (result.size() > 1 && block.kind != publications::BlockKind::table_row && is_bullet(result.front())) {
    result.erase(result.begin());
  }
  undo_hyphenation(result);
  return result;
}

}  // namespace griffier::diff
