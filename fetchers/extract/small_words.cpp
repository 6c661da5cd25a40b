#include "fetchers/extract/small_words.h"

#include <unordered_set>

namespace griffier::fetchers {

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

}  // namespace griffier::fetchers
