#include "publications/recognise/lost_spaces.h"

#include <algorithm>
#include <array>
#include <utility>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// Before a capital.
bool is_small_word(std::string_view word) {
  static constexpr std::array<std::string_view, 27> kWords{
      "de",     "en",     "van", "voor", "aan", "het", "over",     "leden",    "lid",
      "namens", "mede",   "der", "den",  "ten", "te",  "beiden",   "allen",    "ook",
      "op",     "inzake", "met", "een",  "Van", "Zie", "antwoord", "minister", "staatssecretaris"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_role(std::string_view word) {
  return same(word, "minister") || same(word, "ministers") || same(word, "staatssecretaris") ||
         same(word, "staatssecretarissen");
}

// The words that end the name of a ministry or portfolio.
bool ends_office(std::string_view word) {
  static constexpr std::array<std::string_view, 43> kEndings{"Zaken",
                                                             "Migratie",
                                                             "Koninkrijksrelaties",
                                                             "Defensie",
                                                             "Klimaat",
                                                             "Financiën",
                                                             "Waterstaat",
                                                             "Veiligheid",
                                                             "Groei",
                                                             "Voedselkwaliteit",
                                                             "Natuur",
                                                             "Wetenschap",
                                                             "Sport",
                                                             "Ordening",
                                                             "Innovatie",
                                                             "Milieu",
                                                             "Justitie",
                                                             "Energie",
                                                             "Integratie",
                                                             "Pensioenen",
                                                             "Onderwijs",
                                                             "Media",
                                                             "Rijksdienst",
                                                             "Rechtsbescherming",
                                                             "Zorg",
                                                             "Gezin",
                                                             "Groningen",
                                                             "Stikstof",
                                                             "Belastingdienst",
                                                             "Douane",
                                                             "Toeslagen",
                                                             "Mijnbouw",
                                                             "Digitalisering",
                                                             "Participatie",
                                                             "Wonen",
                                                             "Milieubeheer",
                                                             "Werkgelegenheid",
                                                             "Ontwikkelingssamenwerking",
                                                             "Ontwikkelingshulp",
                                                             "President",
                                                             "Asiel",
                                                             "Soevereiniteit",
                                                             "Handel"};
  return std::find(kEndings.begin(), kEndings.end(), word) != kEndings.end();
}

// The length of what precedes the small word that was glued to an office or its role; 0 if there is none.
std::size_t office_length(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kBehind{"en", "over", "van", "voor", "de", "aan", "mede", "inzake"};
  for (const auto behind : kBehind) {
    if (!word.ends_with(behind)) continue;
    const auto office = word.substr(0, word.size() - behind.size());
    if (ends_office(office) || (is_role(office) && !is_role(word))) return office.size();
  }
  return 0;
}

// "aande": the length of the first of two small words.
std::size_t pair_length(std::string_view word, bool offices) {
  static constexpr std::array<std::pair<std::string_view, std::size_t>, 16> kPairs{{{"aande", 3},
                                                                                    {"aanhet", 3},
                                                                                    {"vande", 3},
                                                                                    {"vanhet", 3},
                                                                                    {"overde", 4},
                                                                                    {"overhet", 4},
                                                                                    {"overeen", 4},
                                                                                    {"hetlid", 3},
                                                                                    {"deleden", 2},
                                                                                    {"namensde", 6},
                                                                                    {"medenamens", 4},
                                                                                    {"zieook", 3},
                                                                                    {"voorde", 4},
                                                                                    {"ende", 2},
                                                                                    {"envan", 2},
                                                                                    {"envoor", 2}}};
  for (const auto& [pair, first] : kPairs) {
    if (same(word, pair)) return offices || pair == "zieook" ? first : 0;
  }
  return 0;
}

// "vanEconomische": the length of the small word.
std::size_t before_capital(std::string_view word) {
  for (std::size_t i = 2; i < std::min<std::size_t>(word.size(), 17); ++i) {
    const bool lower_before = word[i - 1] >= 'a' && word[i - 1] <= 'z';
    const bool lower_here = word[i] >= 'a' && word[i] <= 'z';
    if (!lower_before || lower_here) continue;
    if (starts_with_capital(word.substr(i, 4)) && is_word_byte(word[i]))
      return is_small_word(word.substr(0, i)) ? i : 0;
  }
  return 0;
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word_byte(text[at])) ++at;
  return at;
}

}  // namespace

std::string with_lost_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  bool offices = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = end_of_word(text, at);
    if (end == at) {
      out += text[at++];
      const bool comma = out.back() == ',' && at < text.size() && is_word_byte(text[at]) && !is_digit(text[at]);
      const auto next = text.substr(at, end_of_word(text, at) - at);
      const bool bracket = out.back() == ')' && (same(next, "aan") || same(next, "en") || same(next, "over"));
      if (comma || bracket) out += ' ';
      continue;
    }
    const auto word = text.substr(at, end - at);
    if (same(word, "antwoord") || same(word, "mededeling")) offices = true;
    auto first = before_capital(word);
    if (first == 0) first = pair_length(word, offices);
    if (first == 0 && offices) first = office_length(word);
    if (first > 0) {
      out += word.substr(0, first);
      out += ' ';
    }
    out += word.substr(first);
    if (same(word.substr(first), "over")) offices = false;
    at = end;
  }
  return out;
}

}  // namespace griffier::publications::reader
