#include "fetchers/extract/small_words.h"

#include <unordered_set>

#include "fetchers/extract/encoding.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestSmall = 8;
constexpr std::size_t kLeastBehind = 4;
constexpr std::size_t kLongestWord = 80;

// The bytes of the small letters that the word begins with.
std::size_t small_letters(std::string_view word) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < word.size() && is_lower(next_point(word, at));) end = at;
  return end;
}

// Whether no word begins with these letters that is not in the list: unlike "aan" and "op", which begin any verb.
bool stands_alone(std::string_view small) {
  return (is_small_word(small) && !begins_words(small)) || small == "is" || small == "te" || small == "en" ||
         small == "of" || small == "nu";
}

// "concentreert": what "de" may well begin.
bool is_of_latin_verb(std::string_view word) {
  return word.ends_with("eren") || word.ends_with("eert") || word.ends_with("eerd") || word.ends_with("eerde") ||
         word.ends_with("ering");
}

// "https://…", "www.…", "naam@…"
bool is_of_address(std::string_view word) {
  return word.find_first_of("/@") != std::string_view::npos || word.starts_with("www.");
}

}  // namespace

bool is_small_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kSmall{
      "de",   "het",    "een",   "van",    "in",     "is",      "met",    "en",      "op",     "te",  "dat",
      "die",  "voor",   "door",  "om",     "aan",    "bij",     "uit",    "over",    "naar",   "als", "er",
      "niet", "ook",    "zijn",  "wordt",  "worden", "werd",    "heeft",  "hebben",  "had",    "kan", "kunnen",
      "zal",  "zullen", "zou",   "zouden", "tot",    "of",      "maar",   "want",    "dan",    "nog", "wel",
      "dit",  "deze",   "hun",   "haar",   "u",      "uw",      "ik",     "we",      "wij",    "ze",  "zij",
      "hij",  "geen",   "meer",  "tussen", "onder",  "tegen",   "zonder", "tijdens", "binnen", "na",  "sinds",
      "per",  "waar",   "wat",   "wie",    "hoe",    "hoeveel", "welke",  "mijn",    "zo",     "ja",  "nee",
      "bent", "kunt",   "deelt", "jaar",   "daar",   "omdat",   "waarom", "waarbij", "waarin"};
  return kSmall.contains(word);
}

bool begins_words(std::string_view word) {
  static const std::unordered_set<std::string_view> kPrefixes{
      "in",    "op",    "voor", "door",   "om",     "aan",  "bij",  "uit",  "over", "na",
      "onder", "tegen", "niet", "er",     "meer",   "te",   "wel",  "dan",  "of",   "en",
      "een",   "zo",    "al",   "tussen", "binnen", "jaar", "daar", "waar", "per",  "is"};
  return kPrefixes.contains(word);
}

std::size_t glued_word(std::string_view word, const WordList& words) {
  const std::size_t letters = small_letters(word);
  if (is_of_address(word) || letters > kLongestWord) return 0;
  std::size_t next = letters;
  const bool capital = next < word.size() && is_upper(next_point(word, next));
  if (capital && is_small_word(word.substr(0, letters))) return letters;
  if (capital) {  // "motie|Bikker", but not the "beleidsTEAM" of a logo
    const bool goes_on = next < word.size() && is_lower(next_point(word, next));
    return goes_on && letters >= kLeastBehind && words.contains(word.substr(0, letters)) ? letters : 0;
  }
  const std::string_view core = word.substr(0, letters);
  if (core.size() < 2 + kLeastBehind || words.contains(core)) return 0;
  for (std::size_t size = 2; size <= kLongestSmall && size + kLeastBehind <= core.size(); ++size) {
    const std::string_view small = core.substr(0, size);
    const std::string_view behind = core.substr(size);
    if (!stands_alone(small) || !words.contains(behind) || (small == "de" && is_of_latin_verb(behind))) continue;
    return words.contains_compound(core) ? 0 : size;
  }
  return 0;
}

}  // namespace griffier::fetchers
