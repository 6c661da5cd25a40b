#include "publications/recognise/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "publications/utf8.h"
#include "publications/white_space.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kPhrasesWorthPairs = 4;  // fewer are looked for one by one

bool is_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

std::size_t pair(char first, char second) {  // the low five bits of a letter are the same in both cases
  return (static_cast<unsigned char>(first) & 31U) << 5U | (static_cast<unsigned char>(second) & 31U);
}

// Where the character of a phrase stands that Dutch uses least, so that a search seldom looks at more than that.
std::size_t rarest(std::string_view phrase) {
  static constexpr std::string_view kCommonFirst = " enatirodslgvhkmubpwjczfxyq";
  std::size_t best = 0;
  std::size_t best_rank = 0;
  for (std::size_t i = 0; i < phrase.size() && i < 12; ++i) {
    const auto rank = std::min(kCommonFirst.find(phrase[i]), kCommonFirst.size());
    if (rank < best_rank || (rank == best_rank && i > 0)) continue;
    best = i;
    best_rank = rank;
  }
  return best;
}

// The places of a letter in a text, in either case, from front to back.
class Occurrences {
 public:
  Occurrences(std::string_view text, char lowered)
      : text_(text),
        small_(lowered),
        big_(lowered >= 'a' && lowered <= 'z' ? static_cast<char>(lowered - 32) : lowered) {}

  // The first at or behind `at`, which never goes back; npos when there is none. It looks for both letters in steps, so
  // that it reads little more than what lies before the place that it gives: many ask for the next place again.
  std::size_t from(std::size_t at) {
    for (std::size_t step = kStep; at < text_.size(); step *= 4) {
      const auto end = std::min(text_.size() - at, step) + at;
      if ((next_big_ == npos || next_big_ < at) && looked_ < end) {
        next_big_ = big_ == small_ ? npos : text_.substr(0, end).find(big_, std::max(at, looked_));
        looked_ = next_big_ == npos ? end : next_big_ + 1;
      }
      const auto limit = next_big_ == npos || next_big_ < at ? end : std::min(next_big_, end);
      const auto small = text_.substr(0, limit).find(small_, at);
      if (small != npos) return small;
      if (limit < end) return limit;
      at = end;
    }
    return npos;
  }

 private:
  static constexpr std::size_t kStep = 1024;  // bytes; most texts are shorter

  std::string_view text_;
  char small_;
  char big_;
  std::size_t next_big_ = npos;
  std::size_t looked_ = 0;  // where the search for the capital goes on
};

// One code point at `at`; negative when the bytes there are not UTF-8. `length` is at least one.
std::int32_t code_point(std::string_view text, std::size_t at, std::size_t& length) {
  utf8proc_int32_t value = -1;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  length = read > 0 ? static_cast<std::size_t>(read) : 1;
  return read > 0 ? value : -1;
}

bool is_space(std::int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_invisible(std::int32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || (c >= 0 && c < 0x20) || c == 0x7F;
}
// The combining form of an accent that an extractor left as a character of its own.
std::int32_t combining(std::int32_t c) {
  switch (c) {
    case 0xB4:
      return 0x301;
    case 0xA8:
      return 0x308;
    case 0x2C7:
      return 0x30C;
    case 0x2DD:
      return 0x30B;
    case 0xB8:
      return 0x327;
    default:
      return 0;
  }
}

void append(std::string& out, std::int32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto count = utf8proc_encode_char(c, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(count));
}

bool is_simple(std::string_view text) {  // nothing in it that clean() changes
  return !text.empty() && plain_run(text) == text.size() && text.back() != ' ' && text.find("**") == npos &&
         text.front() != '#';
}

// "**19 637**" and "## Kop" of Markdown say nothing about the words.
std::string without_emphasis(std::string_view text) {
  std::size_t hashes = 0;
  while (hashes < text.size() && text[hashes] == '#') ++hashes;
  if (hashes > 0 && hashes <= 6 && hashes < text.size() && text[hashes] == ' ') text.remove_prefix(hashes + 1);
  std::string out = replace_all(text, "**", "");
  return std::string(trim(out));
}

}  // namespace

std::string clean(std::string_view text) {
  if (is_simple(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  bool space = false;
  bool compose = false;
  std::int32_t last = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (auto run = text.substr(i, plain_run(text.substr(i))); !run.empty()) {
      i += run.size();
      if (space && !out.empty()) out += ' ';
      space = run.back() == ' ';
      if (space) run.remove_suffix(1);
      out += run;
      last = run.back();
      continue;
    }
    std::size_t length = 1;
    const auto c = code_point(text, i, length);
    i += length;
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (c >= 0 && is_invisible(c)) continue;
    const auto accent = combining(c);
    if (accent != 0 && is_ascii_letter(static_cast<char>(last < 128 ? last : 0)) &&
        (i >= text.size() || !is_ascii_letter(text[i]))) {
      append(out, accent);
      compose = true;
      space = false;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    compose = compose || (c >= 0x300 && c < 0x370);
    append(out, c < 0 ? 0xFFFD : c);
    last = c;
  }
  if (compose) out = to_nfc(out);
  if (out.find("**") != npos || (!out.empty() && out.front() == '#')) out = without_emphasis(out);
  return out;
}

std::string without_marks(std::string_view text) {
  if (text.find("[^") == npos && text.find("  ") == npos) return std::string(trim(text));
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' && i + 2 < text.size() && text[i + 1] == '^') {
      std::size_t end = i + 2;
      while (end < text.size() && end < i + 16 && text[end] != ']' && text[end] != ' ') ++end;
      if (end < text.size() && text[end] == ']') {
        i = end;
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (!out.empty() && out.back() == ' ' &&
            (next == ' ' || next == '.' || next == ',' || next == '?' || next == ';'))
          out.pop_back();
        continue;
      }
    }
    if (text[i] == ' ' && !out.empty() && out.back() == ' ') continue;
    out += text[i];
  }
  return std::string(trim(out));
}

std::string squash(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto run = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), is_ascii);
    const auto run_end = static_cast<std::size_t>(run - text.begin());
    auto end = out.size();
    out.resize(end + run_end - i);
    for (; i < run_end; ++i) {
      out[end] = lower(text[i]);
      end += is_digit(text[i]) || is_ascii_letter(text[i]) ? 1 : 0;
    }
    out.resize(end);
    if (i == text.size()) break;
    std::size_t length = 1;
    const auto c = code_point(text, i, length);
    const auto category = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) append(out, utf8proc_tolower(c));
    i += length;
  }
  return out;
}

std::string_view trim(std::string_view text) { return trim_all(text, {}); }

std::string_view trim_all(std::string_view text, std::string_view characters) {
  const auto goes = [&](char c) { return c == ' ' || characters.find(c) != npos; };
  while (!text.empty() && goes(text.front())) text.remove_prefix(1);
  while (!text.empty() && goes(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool starts_with_capital(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && i < 16;) {
    if (is_ascii_letter(text[i])) return text[i] <= 'Z';
    if (is_digit(text[i])) return false;
    std::size_t length = 1;
    const auto c = code_point(text, i, length);
    const auto category = c < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(c);
    if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT) return true;
    if (category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_ND) return false;
    i += length;
  }
  return false;
}

bool same(std::string_view text, std::string_view lowered) {
  return text.size() == lowered.size() && starts_with(text, lowered);
}

bool starts_with(std::string_view text, std::string_view lowered) {
  if (text.size() < lowered.size()) return false;
  const char* at = text.data();
  for (const char c : lowered) {
    if (lower(*at++) != c) return false;
  }
  return true;
}

bool ends_with(std::string_view text, std::string_view lowered) {
  return text.size() >= lowered.size() && starts_with(text.substr(text.size() - lowered.size()), lowered);
}

std::size_t find(std::string_view text, std::string_view lowered, std::size_t from) {
  if (lowered.empty() || text.size() < lowered.size() || from > text.size() - lowered.size()) return npos;
  const auto rare = rarest(lowered);
  Occurrences places(text.substr(0, text.size() - lowered.size() + rare + 1), lowered[rare]);
  for (auto at = places.from(from + rare); at != npos; at = places.from(at + 1)) {
    if (starts_with(text.substr(at - rare), lowered)) return at - rare;
  }
  return npos;
}

bool has(std::string_view text, std::string_view lowered) { return find(text, lowered) != npos; }

LetterPairs::LetterPairs(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) pairs_.set(pair(text[i - 1], text[i]));
}

bool LetterPairs::may_hold(std::string_view phrase) const {
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    if (!pairs_.test(pair(phrase[i - 1], phrase[i]))) return false;
  }
  return true;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> lowered) {
  if (lowered.size() < kPhrasesWorthPairs) {
    return std::any_of(lowered.begin(), lowered.end(), [&](std::string_view one) { return has(text, one); });
  }
  const LetterPairs pairs(text);
  return std::any_of(lowered.begin(), lowered.end(),
                     [&](std::string_view one) { return pairs.may_hold(one) && has(text, one); });
}

std::size_t find_word(std::string_view text, std::string_view lowered, std::size_t from) {
  for (auto at = find(text, lowered, from); at != npos; at = find(text, lowered, at + 1)) {
    const auto end = at + lowered.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end >= text.size() || !is_word_byte(text[end]))) return at;
  }
  return npos;
}

bool has_word(std::string_view text, std::string_view lowered) { return find_word(text, lowered) != npos; }

std::string_view without_section_number(std::string_view text) {
  text = trim(text);
  const auto end = std::min(text.find(' '), text.size());
  const auto number = trim_all(text.substr(0, end), ".:)");
  const bool roman = !number.empty() && number.find_first_not_of("IVX") == npos;
  const bool arabic = !number.empty() && is_digit(number.front()) && number.find_first_not_of("0123456789.") == npos;
  return end < text.size() && (roman || arabic) ? trim(text.substr(end)) : text;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  for (auto hit = text.find(from); hit != npos; hit = text.find(from, at)) {
    out.append(text, at, hit - at);
    out.append(to);
    at = hit + from.size();
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace griffier::publications::reader
