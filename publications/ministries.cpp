#include "publications/ministries.h"

#include <algorithm>
#include <array>
#include <utility>

#include "publications/ascii.h"

namespace griffier::publications {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kAbbreviations{{
    {"AM", "Asiel en Migratie"},
    {"AZ", "Algemene Zaken"},
    {"BHO", "Buitenlandse Handel en Ontwikkelingshulp"},
    {"BHOS", "Buitenlandse Handel en Ontwikkelingssamenwerking"},
    {"BZ", "Buitenlandse Zaken"},
    {"BZK", "Binnenlandse Zaken en Koninkrijksrelaties"},
    {"DEF", "Defensie"},
    {"ELI", "Economische Zaken, Landbouw en Innovatie"},
    {"EZ", "Economische Zaken"},
    {"EZK", "Economische Zaken en Klimaat"},
    {"FIN", "Financiën"},
    {"IM", "Infrastructuur en Milieu"},
    {"IW", "Infrastructuur en Waterstaat"},
    {"JV", "Justitie en Veiligheid"},
    {"KGG", "Klimaat en Groene Groei"},
    {"LNV", "Landbouw, Natuur en Voedselkwaliteit"},
    {"LVVN", "Landbouw, Visserij, Voedselzekerheid en Natuur"},
    {"OCW", "Onderwijs, Cultuur en Wetenschap"},
    {"SZW", "Sociale Zaken en Werkgelegenheid"},
    {"VJ", "Veiligheid en Justitie"},
    {"VRO", "Volkshuisvesting en Ruimtelijke Ordening"},
    {"VROM", "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer"},
    {"VW", "Verkeer en Waterstaat"},
    {"VWS", "Volksgezondheid, Welzijn en Sport"},
    {"WVC", "Welzijn, Volksgezondheid en Cultuur"},
}};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The letters of an abbreviation: "VWS", "vws" and "V.W.S." are VWS, "J&V", "JenV" and "jenv" are JV. Empty if it is
// none.
std::string letters_of(std::string_view words) {
  constexpr std::size_t kLongest = 8;
  if (words.size() < 2 || words.size() > kLongest || words.find(' ') != std::string_view::npos) return {};
  const auto capitals = std::count_if(words.begin(), words.end(), is_upper);
  std::string letters;
  for (const char c : words) {
    if (is_upper(c)) letters += c;
    if (capitals < 2 && c >= 'a' && c <= 'z') letters += static_cast<char>(c - 32);
  }
  const auto en = letters.find("EN");
  if (en != std::string::npos && en > 0 && en + 2 < letters.size()) letters.erase(en, 2);
  return letters.size() < 2 ? std::string() : letters;
}

// "VWS" of "Minister van Volksgezondheid, Welzijn en Sport".
std::string initials_of(std::string_view office) {
  std::string initials;
  for (std::size_t at = 0; at < office.size();) {
    const auto end = std::min(office.find_first_of(" ,-", at), office.size());
    const auto word = office.substr(at, end - at);
    const bool title = ascii::starts_with_ignoring_case(word, "minister") ||
                       ascii::starts_with_ignoring_case(word, "staatssecretaris");
    if (!title && !word.empty() && is_upper(word.front())) initials += word.front();
    at = end + 1;
  }
  return initials;
}

// Where the next office of a list begins: behind a comma that doesn't belong to the name of a ministry.
std::size_t next_office(std::string_view offices, std::size_t from) {
  for (auto at = offices.find(", ", from); at != std::string_view::npos; at = offices.find(", ", at + 2)) {
    const auto rest = offices.substr(at + 2);
    if (ascii::starts_with_ignoring_case(rest, "minister") ||
        ascii::starts_with_ignoring_case(rest, "staatssecretaris"))
      return at + 2;
  }
  return offices.size();
}

}  // namespace

std::vector<std::string> names_of_ministry(std::string_view words) {
  std::vector<std::string> names = {std::string(words)};
  const auto letters = letters_of(words);
  for (const auto& [abbreviation, name] : kAbbreviations)
    if (letters == abbreviation) names.emplace_back(name);
  return names;
}

bool abbreviates_ministry(std::string_view offices, std::string_view words) {
  const auto letters = letters_of(words);
  if (letters.empty()) return false;
  const auto names = names_of_ministry(words);
  for (std::size_t at = 0; at < offices.size();) {
    const auto next = next_office(offices, at);
    auto office = offices.substr(at, next - at);
    while (office.ends_with(' ') || office.ends_with(',')) office.remove_suffix(1);
    const bool named = std::any_of(names.begin() + 1, names.end(), [&](const auto& name) {
      return office.ends_with(name);  // "Economische Zaken" is not "Economische Zaken en Klimaat"
    });
    if (named || initials_of(office) == letters) return true;
    at = next;
  }
  return false;
}

}  // namespace griffier::publications
