#include "fetchers/extract/lost_ends.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/small_words.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

// The measure of the chambers' typeset papers in thousandths of an em, as set_width() counts: where the lines that kept
// their ends are too few to tell.
constexpr int kPapersWidth = 34'600;
constexpr int kWidest = 36'500;
constexpr int kSpace = 260;
constexpr std::size_t kMostPlaces = 60'000;  // tried in one text: those of some 500 pages
constexpr double kCertain = 2;
constexpr double kLeast = -1.58;  // a worse place parts a word that is one
constexpr std::size_t kLongestParagraph = 20'000;
constexpr std::size_t kLongestWord = 80;  // bytes; longer ones are addresses

std::string_view letters_of(std::string_view word) {
  std::size_t begin = word.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t start = at;
    if (!is_letter(next_point(word, at))) continue;
    begin = std::min(begin, start);
    end = at;
  }
  return begin < end ? word.substr(begin, end - begin) : std::string_view();
}

using publications::ascii::is_digit;
bool is_stop(char c) { return c == '.' || c == ',' || c == ';' || c == ':' || c == '?' || c == '!' || c == ')'; }

bool is_address(std::string_view word) {
  return word.size() > kLongestWord || word.find("://") != std::string_view::npos || word.starts_with("www.") ||
         word.find('@') != std::string_view::npos || word.find('/') != std::string_view::npos;
}

bool begins_upper(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && is_upper(next_point(word, at));
}

// "ADL", "OM"
bool is_abbreviation(std::string_view word) {
  return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Before a capital: "Openbaar|Ministerie", "Van|Dijk". A name that has one inside is in no list.
std::optional<double> judge_capital(std::string_view left, const WordList& words) {
  static constexpr std::array<std::string_view, 8> kNames{"Groen", "Tik",   "You",  "Linked",
                                                          "Whats", "Power", "Chat", "Face"};
  if (std::find(kNames.begin(), kNames.end(), left) != kNames.end()) return std::nullopt;
  std::size_t last = left.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(left[last]) & 0xC0U) == 0x80U) --last;
  const bool lower = is_lower(next_point(left, last));
  const bool known = words.contains_compound(left) || (begins_upper(left) && left.size() > 3);
  return known && lower && left.size() > 1 ? std::optional(3.0) : std::nullopt;
}

// An adjective with its ending, by how most of them end.
bool is_inflected(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kEndings{"sche", "ijke", "ele",  "ële",  "ale",  "ende", "ige",
                                                             "ieve", "bare", "zame", "loze", "erde", "chte", "oze"};
  return word.size() > 5 &&
         std::any_of(kEndings.begin(), kEndings.end(), [word](std::string_view end) { return word.ends_with(end); });
}

// Between two words in lower case.
std::optional<double> judge_pair(std::string_view left, std::string_view right, const WordList& words) {
  // A name is in no list; that it is one is a guess.
  const bool name = begins_upper(left) && left.size() > 3;
  const int known_parts = words.compound_parts(left);
  const int left_parts = known_parts == 0 && name ? 3 : known_parts;
  const int right_parts = words.compound_parts(right);
  if (left_parts == 0 || right_parts == 0) return std::nullopt;
  const std::string lower = to_lower(left);
  const bool small_left = is_small_word(lower);
  const bool small_right = is_small_word(right);
  if ((left.size() < 3 && !small_left) || (right.size() < 3 && !small_right)) return std::nullopt;
  double score = 1 - 0.4 * (left_parts - 1) - 0.45 * (right_parts - 1) + (left_parts > 1 ? 0.05 : 0);
  // "en" and "er" end many a word, "punten" and "weken", though less often one in -ing.
  if (right == "en" || right == "er") return score + (left_parts == 1 ? 0.1 : left.ends_with("ing") ? 0.45 : 0.15);
  // "academische|instellingen": an adjective with its ending begins no compound.
  if (left_parts == 1 && right_parts == 1 && right.size() > 5 && is_inflected(left)) score += 0.2;
  if (small_left && small_right) score += 0.5;
  if (small_right) score += left_parts == 1 ? 2 : 0.2;
  if (small_left && right_parts == 1 && !begins_words(lower)) score += 2;
  return score;
}

// Whether two words that could make a compound are more likely a phrase: an adjective with its ending before a noun, a
// verb behind one. What ends in a compound tells nothing: "dient|daarbij" may as well be "dientdaar|bij".
bool is_phrase(std::string_view left, std::string_view right, const WordList& words) {
  static constexpr std::array<std::string_view, 18> kVerbs{
      "komen",  "maken",  "moeten", "zijn",   "willen", "gaan",   "staan",        "krijgen", "hebben",
      "worden", "voelen", "kunnen", "zullen", "doen",   "houden", "plaatsvinden", "weken",   "jongstleden"};
  static constexpr std::array<std::string_view, 5> kPrefixes{"ge", "be", "ver", "ont", "her"};
  if (words.compound_parts(left) > 1) return right == "en";  // which is_ending() has let pass
  return left.ends_with('e') || is_small_word(to_lower(left)) || is_small_word(right) ||
         std::find(kVerbs.begin(), kVerbs.end(), right) != kVerbs.end() ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [right](std::string_view prefix) { return right.starts_with(prefix); });
}

// "echterblijk|en", "afsprak|en": of a compound the ending, unless the word before it has one already.
bool is_ending(std::string_view left, std::string_view right, const WordList& words) {
  static constexpr std::array<std::string_view, 4> kEndings{"en", "s", "ing", "heid"};
  return right == "en" && words.compound_parts(left) > 1 &&
         std::none_of(kEndings.begin(), kEndings.end(), [left](std::string_view end) { return left.ends_with(end); });
}

// How well a word parts at a place: 2 and more for certain, nothing where it can't.
std::optional<double> judge(std::string_view left, std::string_view right, const WordList& words) {
  const std::string_view left_word = letters_of(left);
  const std::string_view right_word = letters_of(right);
  if (is_digit(right.front())) {  // "van|2019", "op|4"
    const bool whole = left_word.size() > 1 && left_word.data() + left_word.size() == left.data() + left.size();
    const bool word = is_small_word(to_lower(left_word)) || (left_word.size() > 3 && words.contains(left_word));
    return whole && word ? std::optional(3.2) : std::nullopt;
  }
  if (right_word.empty() || right_word.data() != right.data()) {
    // Only an opening sign may stand before the second word, and then the first is whole for certain.
    const bool opens = right.starts_with("«") || right.starts_with("(") || right.starts_with("“");
    return opens && words.contains(left_word) ? std::optional(3.0) : std::nullopt;
  }
  std::size_t at = 0;
  const bool capital = is_upper(next_point(right_word, at));
  const bool right_known = words.contains(right_word) || (capital && right_word.size() > 3);
  if (is_stop(left.back())) return right_known && left_word.size() > 1 ? std::optional(3.0) : std::nullopt;
  if (is_digit(left.back())) {
    const bool ordinal = right_word == "e" || right_word == "de" || right_word == "ste";
    return right_known && !ordinal && right_word.size() > 1 ? std::optional(2.5) : std::nullopt;
  }
  if (left_word.empty() || left_word.data() + left_word.size() != left.data() + left.size()) return std::nullopt;
  if (capital) return judge_capital(left_word, words);
  if (is_abbreviation(left_word)) return words.contains(right_word) ? std::optional(2.5) : std::nullopt;
  return judge_pair(left_word, right_word, words);
}

struct Break {
  std::size_t at = 0;  // the byte that the next line begins with
  double score = 0;
  bool needs_space = true;
};

bool is_wider(std::string_view text, int width) {
  // No letter is narrower than a fifth of an em: the first bytes tell.
  return set_width(text.substr(0, static_cast<std::size_t>(width) / 50)) > width;
}

class LineEnds {
 public:
  LineEnds(const WordList& words, int width) : words_(words), measure_(width), width_(width) {}

  // The breaks of a line that is wider than the measure, in order. Lists are set to a narrower measure.
  std::vector<Break> find(std::string_view line) {
    Found wide = find_within(line, measure_);
    if (wide.shown < wide.ends && line.size() < kLongestParagraph) {
      Found narrow = find_within(line, measure_ * kListPercent / 100);
      if (narrow.share() > wide.share() + 0.2) wide = std::move(narrow);
    }
    ends_ += wide.ends;
    certain_ += wide.certain;
    return std::move(wide.breaks);
  }

  [[nodiscard]] bool are_lost() const { return certain_ >= 2 && certain_ * 3 >= ends_; }

 private:
  static constexpr int kListPercent = 93;  // of the measure, which the lines of a list have

  struct Found {
    std::vector<Break> breaks;
    std::size_t ends = 0;
    std::size_t certain = 0;
    std::size_t shown = 0;  // by a word or a hyphen
    [[nodiscard]] double share() const {
      return static_cast<double>(shown) / static_cast<double>(std::max<std::size_t>(ends, 1));
    }
  };

  Found find_within(std::string_view line, int width) {
    Found all;
    std::size_t start = 0;
    slack_ = 0;
    width_ = width;
    while (is_wider(line.substr(start), width_ * 98 / 100)) {
      const Break found = next_break(line, start);
      if (found.at <= start || found.at >= line.size()) break;
      // The last line may be a word that would just have fitted in the one before.
      const bool fits = !is_wider(line.substr(start), width_ * 104 / 100);
      if (fits && (!found.needs_space || found.score < kCertain / 2)) break;
      // Where no word showed the end, the next line may begin anywhere in the last one.
      slack_ = found.score > -50 ? 0 : std::min(set_width(word_around(line, found.at)), width_ / 3);
      if (found.needs_space) all.breaks.push_back(found);
      ++all.ends;
      if (found.score >= 0) ++all.shown;
      if (found.needs_space && found.score >= 0.9) ++all.certain;
      start = found.at;
    }
    return all;
  }

  Break next_break(std::string_view line, std::size_t start) {
    Break best;
    best.score = -100;
    best.needs_space = false;
    int width = 0;
    for (std::size_t at = start; at < line.size() && width < width_ * 104 / 100 + slack_;) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      const std::string_view word = line.substr(at, end - at);
      if (const std::size_t paragraph = next_paragraph(word); paragraph > 0)
        return {at + paragraph, kCertain + 1, true};
      const int word_width = set_width(word);
      if (width + word_width > width_ * 3 / 4) try_word(word, at, width, best);
      width += word_width + kSpace;
      at = std::min(end + 1, line.size());
      // The end between two words, should no word show one.
      if (width < width_ * 104 / 100 && best.score < -50) best.at = at;
    }
    return best;
  }

  // "veranderen.Verschillende": where the next paragraph begins, whatever the width; 0 if it does not.
  [[nodiscard]] std::size_t next_paragraph(std::string_view word) const {
    if (word.size() > kLongestWord) return 0;
    for (std::size_t at = word.find_first_of(".?!:"); at < word.size(); at = word.find_first_of(".?!:", at + 1)) {
      const std::string_view left = letters_of(word.substr(0, at));
      const std::string_view right = letters_of(word.substr(at + 1));
      if (left.size() < 3 || right.empty() || right.data() != word.data() + at + 1 || is_address(word)) continue;
      std::size_t second = 0;
      const bool upper = is_upper(next_point(right, second));
      const bool lower = second < right.size() && is_lower(next_point(right, second));
      if (upper && lower && words_.contains_compound(left) && words_.contains_compound(right)) return at + 1;
    }
    return 0;
  }

  // Tries every place in the word, `before` being the width of the line up to it.
  void try_word(std::string_view word, std::size_t word_at, int before, Break& best) {
    if (is_address(word)) return;
    const bool number = word.find_first_of("0123456789") != std::string_view::npos;  // "van2019": no word
    const bool known = !number && words_.contains(letters_of(word));
    const bool compound = words_.contains_compound(letters_of(word));
    const bool cut = is_cut(word);
    int width = before;
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t from = at;
      (void)next_point(word, at);
      width += set_width(word.substr(from, at - from));
      if (at >= word.size() || (known && at > 8)) return;  // no small word is longer
      const std::string_view left = word.substr(0, at);
      const std::string_view right = word.substr(at);
      // The line ends here when this much fits and the next word would not have.
      const int next = width + kSpace + set_width(right);
      const bool ends = width <= width_ * 104 / 100 && next >= width_ * 96 / 100;
      const bool may_end = width - slack_ <= width_ * 104 / 100 && next + slack_ >= width_ * 96 / 100;
      if (!ends && !may_end) continue;
      const double far = static_cast<double>(std::max(0, width_ * 98 / 100 - next)) / width_ * 20;
      if (left.ends_with('-')) {
        consider({word_at + at, 2.2 - far, false}, best);
        continue;
      }
      if (known && !is_two_small_words(left, right)) continue;
      if (known) {  // "inde", "meteen" and "depositie" are words too: they end a line if nothing else does
        consider({word_at + at, -1.0 - far, true}, best);
        continue;
      }
      if (cut) continue;
      if (budget_ == 0) return;
      --budget_;
      auto score = judge(left, right, words_);
      if (!score || (!ends && *score < kCertain)) continue;
      if (compound && is_ending(letters_of(left), letters_of(right), words_)) continue;
      if (compound && *score < 2) *score -= is_phrase(letters_of(left), letters_of(right), words_) ? 2 : 2.25;
      if (*score < kLeast) continue;
      consider({word_at + at, *score - far, true}, best);
    }
  }

  // "in|de", "met|een", "de|positie", but not the words that every text has.
  [[nodiscard]] bool is_two_small_words(std::string_view left, std::string_view right) const {
    static const std::unordered_set<std::string_view> kWhole{"deze",   "dezelfde", "bijna", "vanaf",
                                                             "vanuit", "overeen",  "toen",  "zoals"};
    static const std::unordered_set<std::string_view> kOpens{"daar", "waar", "er", "zij", "ze", "per", "meer", "hoe"};
    const std::string lower = to_lower(left);
    const std::string_view second = letters_of(right);
    if (!is_small_word(lower) || second.size() < 2 || kOpens.contains(lower)) return false;
    if (kWhole.contains(lower + std::string(second))) return false;
    return is_small_word(second) || (!begins_words(lower) && lower.size() > 1 && words_.contains(second));
  }

  static std::string_view word_around(std::string_view line, std::size_t at) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    return line.substr(at, std::min(end - at, kLongestWord));
  }

  // "ontschepin-gen": the hyphen of a line's end.
  [[nodiscard]] bool is_cut(std::string_view word) const {
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == word.size()) return false;
    const std::string whole =
        std::string(letters_of(word.substr(0, hyphen))) + std::string(letters_of(word.substr(hyphen + 1)));
    return words_.contains_compound(whole);
  }

  static void consider(const Break& found, Break& best) {
    if (found.score > best.score) best = found;
  }

  const WordList& words_;
  int measure_;
  int width_;      // the measure tried
  int slack_ = 0;  // how far the place may be off where the present line begins
  std::size_t budget_ = kMostPlaces;
  std::size_t ends_ = 0;
  std::size_t certain_ = 0;
};

int measure_of(const std::vector<std::string_view>& lines) {
  std::vector<PrintedLine> printed;
  printed.reserve(lines.size());
  for (const std::string_view line : lines) printed.push_back({fold(line), false, false});
  const int width = measured_width(printed);
  return width >= kPapersWidth && width <= kWidest ? width : kPapersWidth;
}

bool is_typeset(const std::vector<std::string_view>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](std::string_view line) { return is_document_id(trim(line)); });
}

// Certain wherever they stand, once line ends are known to be lost.
std::string part_at_small_words(const std::string& text, const WordList& words) {
  std::string result;
  result.reserve(text.size() + text.size() / 64);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::size_t small = glued_word(std::string_view(text).substr(at, end - at), words);
    if (small > 0) result.append(text, at, small) += ' ';
    at += small;
    result.append(text, at, end - at);
    if (end < text.size()) result += text[end];
    at = end + 1;
  }
  return result;
}

}  // namespace

std::string part_lost_line_ends(std::string_view text, const WordList& words) {
  std::vector<std::string_view> lines;
  for (std::string_view rest = text;;) {
    const std::size_t end = rest.find('\n');
    lines.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  if (words.empty() || !is_typeset(lines)) return std::string(text);
  LineEnds ends(words, measure_of(lines));
  std::string result;
  for (const std::string_view line : lines) {
    if (line.data() != text.data()) result += '\n';
    std::size_t from = 0;
    for (const Break& found : ends.find(line)) {
      result += line.substr(from, found.at - from);
      result += ' ';
      from = found.at;
    }
    result += line.substr(from);
  }
  return ends.are_lost() ? part_at_small_words(result, words) : std::string(text);
}

}  // namespace griffier::fetchers
