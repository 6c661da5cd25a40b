#include "fetchers/extract/hyphen.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::string_view kHyphenPoint = "\xE2\x80\x90";  // U+2010

// Heads after which Dutch writes a hyphen (Groene Boekje 6.D and 6.G), and abbreviations used as words.
constexpr std::array<std::string_view, 44> kHeads{
    "adjunct", "aspirant", "bsn",     "btw",       "cao",  "collega", "dna",    "ex",  "ggd", "ggz", "hbo",
    "hiv",     "ict",      "interim", "kandidaat", "lhbt", "lhbti",   "lhbtiq", "mbo", "mkb", "mvo", "niet",
    "non",     "oud",      "pgb",     "pro",       "pvb",  "quasi",   "semi",   "sms", "soa", "tbs", "tv",
    "vice",    "vmbo",     "vwo",     "vso",       "wmo",  "wlz",     "wvggz",  "zbo", "zzp", "bni", "bbp"};
constexpr std::array<std::string_view, 6> kContinuations{"en", "of", "en/of", "dan", "tot", "maar"};
// Two vowels that would be read as one sound keep the hyphen between words (Groene Boekje 6.B).
constexpr std::array<std::string_view, 16> kClashes{"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie",
                                                    "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"};

template <typename Set>
bool is_one_of(const Set& set, std::string_view word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

// The word itself, without the punctuation and marks around it.
std::string_view core(std::string_view word) {
  std::size_t begin = word.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t start = at;
    const char32_t point = next_point(word, at);
    if (!is_letter(point)) continue;
    begin = std::min(begin, start);
    end = at;
  }
  return begin < end ? word.substr(begin, end - begin) : std::string_view();
}

struct Shape {
  char32_t first = 0;
  char32_t last = 0;
  int upper = 0;
  int lower = 0;
};

Shape shape_of(std::string_view word) {
  Shape shape;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t point = next_point(word, at);
    if (shape.first == 0) shape.first = point;
    shape.last = point;
    const bool digraph = point == 'J' && shape.first == 'I' && shape.upper == 1 && shape.lower == 0;  // "IJssel"
    if (is_upper(point) && !digraph) ++shape.upper;
    if (is_lower(point)) ++shape.lower;
  }
  return shape;
}

bool is_digit(char32_t point) { return point >= '0' && point <= '9'; }
bool is_address(std::string_view word) {
  return word.find("://") != std::string_view::npos || word.starts_with("www.") ||
         word.find('@') != std::string_view::npos;
}

std::string_view before_hyphen(std::string_view word) { return word.substr(0, std::min(word.find('-'), word.size())); }
std::string_view after_hyphen(std::string_view word) {
  const std::size_t hyphen = word.rfind('-');
  return hyphen == std::string_view::npos ? word : word.substr(hyphen + 1);
}

bool clash(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return false;
  const std::array<char, 2> pair{left.back(), right.front()};
  return is_one_of(kClashes, std::string_view(pair.data(), 2));
}

std::string joined(std::string_view left, std::string_view right) { return std::string(left) + std::string(right); }

// "ge-/identificeerd" was printed without the diaeresis that the whole word has.
std::string with_diaeresis(std::string_view left, std::string_view right) {
  static constexpr std::array<std::pair<char, std::string_view>, 4> kMarked{
      {{'e', "ë"}, {'i', "ï"}, {'o', "ö"}, {'u', "ü"}}};
  for (const auto& [plain, marked] : kMarked) {
    if (!right.empty() && right.front() == plain) return joined(left, joined(marked, right.substr(1)));
  }
  return {};
}

Hyphen judge_lower_case(std::string_view left, std::string_view right, const WordList& words) {
  const std::string_view tail = after_hyphen(left);
  const std::string_view head = before_hyphen(right);
  const std::string whole = joined(tail, head);
  const bool head_rule = is_one_of(kHeads, to_lower(tail)) || words.is_hyphened_head(tail);
  if (words.empty()) return head_rule || (left != tail && tail.size() < 4) ? Hyphen::keep : Hyphen::drop;
  if (words.contains(joined(left, "-" + std::string(right)))) return Hyphen::keep;
  if (words.contains(joined(tail, "-" + std::string(head)))) return Hyphen::keep;
  if (words.contains(whole)) return Hyphen::drop;
  const bool two_words = words.contains(tail) && words.contains_compound(head);
  if ((head_rule || left != tail) && (two_words || !words.contains_compound(whole))) {
    if (head_rule || words.contains(tail)) return Hyphen::keep;
  }
  if (clash(tail, head) && two_words && tail.size() > 2) return Hyphen::keep;
  return Hyphen::drop;
}

// "https://voorbeeld.nl/", "voorbeeld.nl/stukken_": a letter, a full stop and a letter in front of a slash.
bool has_host_and_path(std::string_view word) {
  if (word.find("://") != std::string_view::npos) return true;
  const auto host = word.substr(0, std::min(word.find('/'), word.size()));
  const auto stop = host.rfind('.');
  return host.size() < word.size() && stop != std::string_view::npos && stop > 0 && stop + 2 < host.size() &&
         is_letter(static_cast<unsigned char>(host[stop - 1])) && is_letter(static_cast<unsigned char>(host[stop + 1]));
}

// Whether an address that fills its line was cut between two letters: what follows has marks that no word has.
bool goes_on_with_address(std::string_view address, std::string_view line) {
  constexpr std::size_t kLeast = 8;  // bytes of a piece that is no "en/of" and no "2023/24"
  const auto piece = line.substr(0, line.find(' '));
  const auto scheme = address.find("://");
  const auto path = address.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos || piece.size() < kLeast || !publications::ascii::is_alnum(address.back()))
    return false;
  if (piece.find("://") != std::string_view::npos || !publications::ascii::is_alnum(piece.front())) return false;
  return piece.find('/') != std::string_view::npos || std::count(piece.begin(), piece.end(), '-') >= 2;
}

}  // namespace

Hyphen judge_hyphen(std::string_view left, std::string_view right, const WordList& words) {
  const std::string_view left_word = core(left);
  const std::string_view right_word = core(right);
  if (is_address(left)) return Hyphen::keep;
  if (right.empty() || left_word.empty()) return Hyphen::keep;
  const Shape right_shape = shape_of(right);
  if (!is_letter(right_shape.first)) return Hyphen::keep;
  const Shape tail_shape = shape_of(after_hyphen(left));
  if (is_one_of(kContinuations, right_word) || is_one_of(kContinuations, right)) {
    const bool one_word = words.contains(joined(left_word, right_word)) && !words.contains(left_word);
    return one_word ? Hyphen::drop : Hyphen::keep_and_space;
  }
  if (is_digit(tail_shape.last)) return Hyphen::keep;
  if (!left.ends_with(left_word)) return Hyphen::keep;  // "algemeen belang"-/werkzaamheden
  if (left_word.ends_with("Groen") && right_word.starts_with("Links")) return Hyphen::drop;  // the fractie
  const Shape left_shape = shape_of(left_word);
  const bool capitals = left_shape.lower == 0 && left_shape.upper > 1;
  if (capitals && shape_of(right_word).lower == 0 && shape_of(right_word).upper > 1) {
    return words.contains_compound(joined(left_word, right_word)) ? Hyphen::drop : Hyphen::keep;
  }
  if (is_upper(right_shape.first)) return Hyphen::keep;
  if (tail_shape.upper > 1 || (tail_shape.upper == 1 && tail_shape.lower == 0)) return Hyphen::keep;
  return judge_lower_case(left_word, right_word, words);
}

namespace {

constexpr std::size_t kLongestAddress = 1024;  // bytes that are looked back through
constexpr std::size_t kLongestWord = 256;      // what is longer is in no list

// The last word of a paragraph, or the end of it when it is longer than any address: a paragraph without a space must
// not be walked through for each of its lines.
std::string_view last_word(std::string_view paragraph) {
  const std::string_view end = paragraph.substr(paragraph.size() - std::min(paragraph.size(), kLongestAddress));
  const std::size_t space = end.rfind(' ');
  return end.substr(space == std::string_view::npos ? 0 : space + 1);
}

}  // namespace

void append_line(std::string& paragraph, std::string_view line, const WordList& words) {
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  if (line.empty()) return;
  if (paragraph.ends_with(kSoftHyphen)) {
    paragraph.resize(paragraph.size() - kSoftHyphen.size());
    paragraph += line;
    return;
  }
  if (paragraph.ends_with(kHyphenPoint)) paragraph.replace(paragraph.size() - kHyphenPoint.size(), 3, "-");
  const bool cut = paragraph.size() > 1 && paragraph.back() == '-' && paragraph[paragraph.size() - 2] != ' ' &&
                   paragraph[paragraph.size() - 2] != '-';
  if (!cut) {
    // An address broken over lines has no hyphen: a slash, or what only an address has, goes on in the next line.
    const std::string_view last = last_word(paragraph);
    const bool address = has_host_and_path(last) &&
                         (last.back() == '/' || line.front() == '/' || line.front() == '%' || last.back() == '_' ||
                          last.back() == '=' || last.back() == '?' || goes_on_with_address(last, line));
    if (!paragraph.empty() && !address) paragraph += ' ';
    paragraph += line;
    return;
  }
  paragraph.pop_back();
  const std::string left(last_word(paragraph));
  const std::string_view right = line.substr(0, std::min(line.find(' '), line.size()));
  const bool too_long = left.size() > kLongestWord || right.size() > kLongestWord;
  const Hyphen choice = too_long ? Hyphen::keep : judge_hyphen(left, right, words);
  if (choice != Hyphen::drop) paragraph += '-';
  if (choice == Hyphen::keep_and_space) paragraph += ' ';
  const std::string_view right_word = core(right);
  if (choice == Hyphen::drop && !words.empty() && clash(left, right_word) && right.starts_with(right_word) &&
      !words.contains(joined(core(left), right_word))) {
    const std::string marked = with_diaeresis(core(left), right_word);
    if (words.contains(marked)) {
      paragraph += marked.substr(core(left).size());
      paragraph += line.substr(right_word.size());
      return;
    }
  }
  paragraph += line;
}

namespace {

// Whether a hyphen inside a line was a line's end: 2 for certain, 1 probably, 0 no.
int lost_line_end(std::string_view left, std::string_view right, const WordList& words) {
  const Shape left_shape = shape_of(left);
  if (left.size() < 2 || right.size() < 2 || is_one_of(kContinuations, right) || left_shape.upper > 1 ||
      shape_of(right).upper > 0)
    return 0;
  const std::string lower = to_lower(left);
  if (is_one_of(kHeads, lower) || words.is_hyphened_head(lower)) return words.contains(joined(lower, right)) ? 1 : 0;
  if (words.contains(joined(left, "-" + std::string(right))) || clash(left, right)) return 0;
  const bool whole = words.contains(joined(left, right));
  const bool both_words = words.contains(left) && words.contains(right);
  if (!both_words && (whole || words.contains_compound(joined(left, right)))) return 2;
  if (whole) return 1;
  const bool linked = left.ends_with("s") || left.ends_with("en") || left.ends_with("tie");
  return linked && words.contains_compound(joined(left, right)) ? 1 : 0;
}

struct Cut {
  std::size_t at;
  int certainty;
};

bool is_word_byte(char c) { return publications::ascii::is_alpha(c) || static_cast<signed char>(c) < 0; }

std::vector<Cut> find_cuts(std::string_view text, const WordList& words) {
  std::vector<Cut> cuts;
  for (std::size_t at = text.find('-'); at != std::string_view::npos; at = text.find('-', at + 1)) {
    std::size_t begin = at;
    std::size_t end = at + 1;
    while (begin > 0 && at - begin < 80 && is_word_byte(text[begin - 1])) --begin;
    while (end < text.size() && end - at < 80 && is_word_byte(text[end])) ++end;
    const std::string_view left = core(text.substr(begin, at - begin));
    const std::string_view right = core(text.substr(at + 1, end - at - 1));
    const bool beside = begin > 0 && (text[begin - 1] == '-' || text[begin - 1] == '/' || text[begin - 1] == '.');
    const bool address = end < text.size() && (text[end] == '/' || text[end] == '-');
    if (left.empty() || right.empty() || beside || address) continue;
    const int certainty = lost_line_end(left, right, words);
    if (certainty > 0) cuts.push_back({at, certainty});
  }
  return cuts;
}

}  // namespace

std::string heal_lost_line_ends(std::string_view text, const WordList& words) {
  std::string result(text);
  if (words.empty()) return result;
  const std::vector<Cut> cuts = find_cuts(text, words);
  if (std::none_of(cuts.begin(), cuts.end(), [](const Cut& cut) { return cut.certainty == 2; })) return result;
  result.clear();
  std::size_t from = 0;
  for (const Cut& cut : cuts) {
    result += text.substr(from, cut.at - from);
    from = cut.at + 1;
  }
  result += text.substr(from);
  return result;
}

}  // namespace griffier::fetchers
