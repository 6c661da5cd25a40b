#include "publications/recognise/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr int kLongestRange = 200;

// A number of one to three digits, a sub-letter behind it allowed ("3a").
std::optional<int> read_number(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at || end - at > 3) return std::nullopt;
  int value = 0;
  std::from_chars(text.data() + at, text.data() + end, value);
  if (value == 0) return std::nullopt;
  if (end < text.size() && text[end] >= 'a' && text[end] <= 'f' &&
      (end + 1 >= text.size() || !is_word_byte(text[end + 1])))
    ++end;
  if (end < text.size() && (is_ascii_letter(text[end]) || text[end] == '%')) return std::nullopt;
  at = end;
  return value;
}

void skip_spaces(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == ' ') ++at;
}

enum class Joint { none, list, range };

// What stands between two numbers of a group; `at` moves behind it.
Joint read_joint(std::string_view text, std::size_t& at) {
  static constexpr std::array<std::string_view, 12> kRanges{"t/m", "tot en met", "t / m", "t.m.", "tm", "tot",
                                                            "–",   "—",          "-",     "‑",    "‐",  "t/ m"};
  static constexpr std::array<std::string_view, 6> kLists{", en", ",", "en", "&", "+", "/"};
  std::size_t end = at;
  skip_spaces(text, end);
  const bool spaced = end > at;
  const auto rest = text.substr(end);
  for (const auto range : kRanges) {
    if (!starts_with(rest, range)) continue;
    at = end + range.size();
    skip_spaces(text, at);
    return Joint::range;
  }
  for (const auto list : kLists) {
    if (!starts_with(rest, list)) continue;
    at = end + list.size();
    skip_spaces(text, at);
    return Joint::list;
  }
  if (!spaced) return Joint::none;
  at = end;
  return Joint::list;
}

bool skip_words(std::string_view text, std::size_t& at, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (!starts_with(text.substr(at), word)) continue;
    const auto end = at + word.size();
    if (end < text.size() && is_ascii_letter(text[end])) continue;
    at = end;
    skip_spaces(text, at);
    return true;
  }
  return false;
}

// "(VVD)", "(mede namens de staatssecretaris)", "van 12" behind the numbers, and nothing else.
bool is_remark(std::string_view rest) {
  constexpr std::size_t kLongest = 160;  // bytes
  if (rest.size() > kLongest) return false;
  if (starts_with(rest, "van ")) return trim_all(rest.substr(4), "0123456789.:").empty();
  rest = trim_all(rest, ":.");
  return rest.starts_with('(') && !rest.starts_with("([^") && rest.find(')') == rest.size() - 1;
}

// Behind the numbers: the end, punctuation, or a new sentence that can't continue the heading.
std::optional<std::string_view> rest_of_heading(std::string_view text, std::size_t at, bool marked) {
  const auto after = text.substr(at);
  auto rest = trim(after);
  if (rest.empty()) return rest;
  const bool stop = rest.front() == ':' || rest.front() == '.' || rest.front() == ')' || rest.front() == ';';
  if (stop) {
    rest.remove_prefix(1);
    if (!rest.empty() && (is_digit(rest.front()) || rest.front() == '.')) return std::nullopt;  // "Vraag 1.2"
    return trim(rest);
  }
  if (starts_with(rest, "[^")) return rest;
  if (rest.front() == '-' || rest.starts_with("–")) {  // "Vraag 1 - Kunt u ..."
    const auto words = trim_all(rest, "-\xE2\x80\x93");
    return starts_with_capital(words) || words.empty() ? std::optional(words) : std::nullopt;
  }
  if (is_remark(rest)) return std::string_view{};
  if (marked || (after.front() == ' ' && starts_with_capital(rest))) return rest;
  return std::nullopt;
}

}  // namespace

std::vector<int> read_group(std::string_view text, std::size_t* length) {
  std::vector<int> numbers;
  std::size_t at = 0;
  if (length != nullptr) *length = 0;
  auto number = read_number(text, at);
  if (!number) return numbers;
  numbers.push_back(*number);
  std::size_t done = at;
  while (numbers.size() < 1000) {
    std::size_t next = done;
    const auto joint = read_joint(text, next);
    if (joint == Joint::none) break;
    if (!trim(text.substr(done, next - done)).empty()) skip_words(text, next, {"vraag", "vragen"});
    const auto last = numbers.back();
    number = read_number(text, next);
    if (!number) break;
    if (joint == Joint::range) {
      if (*number <= last || *number - last > kLongestRange) break;
      for (int n = last + 1; n <= *number; ++n) numbers.push_back(n);
    } else {
      numbers.push_back(*number);
    }
    done = next;
  }
  if (length != nullptr) *length = done;
  if (!std::is_sorted(numbers.begin(), numbers.end())) std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

namespace {

// "3 en 4", "(3 en 4)" or "(3) en (4)".
std::vector<int> read_bracketed(std::string_view text, std::size_t& length) {
  if (!text.starts_with('(')) return read_group(text, &length);
  auto numbers = read_group(text.substr(1), &length);
  if (numbers.empty() || !text.substr(length + 1).starts_with(')')) return {};
  length += 2;
  while (numbers.size() < 100) {
    std::size_t next = length;
    if (read_joint(text, next) == Joint::none || !text.substr(next).starts_with('(')) break;
    std::size_t more = 0;
    const auto further = read_group(text.substr(next + 1), &more);
    if (further.empty() || further.front() <= numbers.back() || !text.substr(next + 1 + more).starts_with(')')) break;
    numbers.insert(numbers.end(), further.begin(), further.end());
    length = next + more + 2;
  }
  return numbers;
}

// "van de minister op vraag 3" behind "Antwoord": the bytes before "op"; 0 if something else stands there.
std::size_t answerer_length(std::string_view text) {
  constexpr std::size_t kLongest = 140;  // bytes
  const auto near = text.substr(0, kLongest);
  if (!starts_with(near, "van de minister") && !starts_with(near, "van de staatssecretaris") &&
      !starts_with(near, "van minister") && !starts_with(near, "van staatssecretaris"))
    return 0;
  const auto at = std::min({find(near, " op vraag "), find(near, " op vragen "), find(near, " op de vragen ")});
  return at == npos ? 0 : at + 1;
}

}  // namespace

std::string group_text(const std::vector<int>& numbers) {
  std::string out;
  for (const int number : numbers) {
    if (!out.empty()) out += ',';
    out += std::to_string(number);
  }
  return out;
}

std::optional<NumberedHeading> read_heading(std::string_view paragraph, bool marked) {
  const auto text = trim(paragraph);
  if (text.empty()) return std::nullopt;
  NumberedHeading heading;
  std::size_t at = 0;
  const bool capital = text.front() < 'a';
  if (skip_words(text, at, {"mededeling", "mededelingen"}) || skip_words(text, at, {"toelichting"})) {
    heading.kind = lower(text.front()) == 'm' ? HeadingKind::notice : HeadingKind::explanation;
    const auto rest = text.substr(at);
    if (!capital || (!rest.empty() && rest.front() != ':')) return std::nullopt;
    heading.rest = trim_all(rest, ":");
    return heading;
  }
  if (skip_words(text, at, {"antwoord", "antwoorden", "beantwoording", "reactie"})) {
    if (starts_with(text, "reactie") && !has_any(text.substr(0, 20), {"reactie op vra", "reactie op de vra"}))
      return std::nullopt;
    heading.kind = HeadingKind::answer;
    at += answerer_length(text.substr(at));
    skip_words(text, at, {"op", "bij", "van"});
    skip_words(text, at, {"de", "het"});
    skip_words(text, at, {"vraag", "vragen", "deelvragen", "deelvraag"});
    skip_words(text, at, {"nrs.", "nr.", "nummer", "nummers"});
  } else if (skip_words(text, at, {"vraag", "vragen"})) {
    skip_words(text, at, {"nrs.", "nr.", "nummer", "nummers"});
  } else {
    return std::nullopt;
  }
  if (!capital && !marked) return std::nullopt;
  std::size_t length = 0;
  heading.numbers = read_bracketed(text.substr(at), length);
  if (heading.numbers.empty()) {
    if (heading.kind == HeadingKind::question && same(trim_all(text, ":."), "vraag")) return heading;
    if (heading.kind != HeadingKind::answer || !starts_with(text, "antwoord")) return std::nullopt;
    const auto rest = trim(text.substr(at));
    const bool bare = same(trim_all(text, ":."), "antwoord") || same(trim_all(text, ":."), "antwoorden");
    if (!bare && (rest.empty() || rest.front() != ':' || at > 10)) return std::nullopt;
    heading.rest = bare ? std::string_view{} : trim_all(rest, ":");
    return heading;
  }
  const auto rest = rest_of_heading(text, at + length, marked);
  if (!rest) return std::nullopt;
  heading.rest = *rest;
  return heading;
}

std::optional<int> read_item_number(std::string_view paragraph, std::size_t* length) {
  std::size_t at = 0;
  while (at < paragraph.size() && is_digit(paragraph[at])) ++at;
  if (at == 0 || at > 3 || at >= paragraph.size() || (paragraph[at] != '.' && paragraph[at] != ')'))
    return std::nullopt;
  int value = 0;
  std::from_chars(paragraph.data(), paragraph.data() + at, value);
  ++at;
  if (at < paragraph.size() && paragraph[at] != ' ') return std::nullopt;
  skip_spaces(paragraph, at);
  if (length != nullptr) *length = at;
  return value;
}

}  // namespace griffier::publications::reader
