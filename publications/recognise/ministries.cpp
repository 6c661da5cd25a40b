// The names of Dutch ministries and portfolios since 1994, see people.h. Source: the bewindspersonen named in the
// recorded Aanhangsel metadata and the Almanak; a name that is missing here is still read, by grammar alone.
#include <array>
#include <unordered_map>
#include <utility>

#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::array<std::string_view, 85> kMinistries{"Algemene Zaken",
                                                       "Asiel en Migratie",
                                                       "Basisonderwijs, Voortgezet Onderwijs en Media",
                                                       "Basis- en Voortgezet Onderwijs en Media",
                                                       "Bestuurlijke Vernieuwing en Koninkrijksrelaties",
                                                       "Binnenlandse Zaken",
                                                       "Binnenlandse Zaken en Koninkrijksrelaties",
                                                       "Buitenlandse Handel en Ontwikkelingshulp",
                                                       "Buitenlandse Handel en Ontwikkelingssamenwerking",
                                                       "Buitenlandse Zaken",
                                                       "Cultuur en Media",
                                                       "Defensie",
                                                       "Digitale Economie en Soevereiniteit",
                                                       "Economische Zaken",
                                                       "Economische Zaken en Klimaat",
                                                       "Economische Zaken, Landbouw en Innovatie",
                                                       "Europese Zaken",
                                                       "Financiën",
                                                       "Herstel Groningen",
                                                       "Immigratie en Asiel",
                                                       "Infrastructuur en Milieu",
                                                       "Infrastructuur en Waterstaat",
                                                       "Jeugd en Gezin",
                                                       "Jeugd, Preventie en Sport",
                                                       "Justitie",
                                                       "Justitie en Veiligheid",
                                                       "Klimaat en Energie",
                                                       "Klimaat en Groene Groei",
                                                       "Koninkrijksrelaties",
                                                       "Koninkrijksrelaties en Digitalisering",
                                                       "Landbouw, Natuur en Voedselkwaliteit",
                                                       "Landbouw, Natuurbeheer en Visserij",
                                                       "Landbouw, Visserij, Voedselzekerheid en Natuur",
                                                       "Langdurige en Maatschappelijke Zorg",
                                                       "Langdurige Zorg en Sport",
                                                       "Langdurige Zorg, Jeugd en Sport",
                                                       "Lager Onderwijs, Voortgezet Onderwijs en Media",
                                                       "Medische Zorg",
                                                       "Medische Zorg en Sport",
                                                       "Milieu en Wonen",
                                                       "Natuur en Stikstof",
                                                       "Onderwijs, Cultuur en Wetenschap",
                                                       "Ontwikkelingssamenwerking",
                                                       "Openbaar Vervoer en Milieu",
                                                       "Armoedebeleid, Participatie en Pensioenen",
                                                       "Participatie en Integratie",
                                                       "Primair en Voortgezet Onderwijs",
                                                       "Rechtsbescherming",
                                                       "Sociale Zaken en Werkgelegenheid",
                                                       "Veiligheid en Justitie",
                                                       "Verkeer en Waterstaat",
                                                       "Visserij, Voedselzekerheid en Natuur",
                                                       "Volksgezondheid, Welzijn en Sport",
                                                       "Volkshuisvesting en Ruimtelijke Ordening",
                                                       "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer",
                                                       "Vreemdelingenzaken en Integratie",
                                                       "Werk en Participatie",
                                                       "Wonen en Rijksdienst",
                                                       "Wonen, Wijken en Integratie",
                                                       "Langdurige Zorg, Jeugd en Gezin",
                                                       "Buitenlandse Handel",
                                                       "Digitale Zaken",
                                                       "Digitalisering en Koninkrijksrelaties",
                                                       "Digitale Overheid en Koninkrijksrelaties",
                                                       "Fiscaliteit en Belastingdienst",
                                                       "Fiscaliteit, Belastingdienst en Douane",
                                                       "Funderend Onderwijs en Emancipatie",
                                                       "Grote Steden- en Integratiebeleid",
                                                       "Grotestedenbeleid",
                                                       "Herstel en Toeslagen",
                                                       "Jeugdzorg",
                                                       "Mijnbouw",
                                                       "Toeslagen en Douane",
                                                       "Vreemdelingenzaken",
                                                       "Basisonderwijs en Voortgezet Onderwijs",
                                                       "Koninkrijksrelaties en Slagvaardige Overheid",
                                                       "Onderwijs en Emancipatie",
                                                       "Herstel Toeslagen",
                                                       "Slagvaardige Overheid",
                                                       "Onderwijs en Wetenschappen",
                                                       "Onderwijs, Cultuur en Wetenschappen",
                                                       "Welzijn, Volksgezondheid en Cultuur",
                                                       "Landbouw en Visserij",
                                                       "Bestuurlijke Vernieuwing",
                                                       "Integratie, Jeugdbescherming, Preventie en Reclassering"};

}  // namespace

namespace {

std::string known_name(std::string_view text) {
  static const auto kBySquashed = [] {
    std::unordered_map<std::string, std::string_view> names;
    for (const auto name : kMinistries) names.emplace(squash(name), name);
    return names;
  }();
  if (text.size() < 4 || text.size() > 80) return {};
  const auto hit = kBySquashed.find(squash(text));
  return hit == kBySquashed.end() ? std::string{} : std::string(hit->second);
}

// Where a portfolio begins behind the ministry's name, "Financiën – Toeslagen en Douane" or "Financiën (Toeslagen en
// Douane)", and the bytes of what parts them; npos if there is none.
std::pair<std::size_t, std::size_t> find_portfolio(std::string_view text) {
  for (const std::string_view between : {" – ", " — ", " - ", " ("}) {
    const auto at = text.find(between);
    if (at != npos) return {at, between.size()};
  }
  return {npos, 0};
}

}  // namespace

std::string known_ministry(std::string_view text) {
  if (auto name = known_name(text); !name.empty()) return name;
  const auto [at, between] = find_portfolio(text.substr(0, 160));
  if (at == npos || text.size() > 160) return {};
  const bool bracket = text[at + between - 1] == '(';
  if (bracket && !text.ends_with(')')) return {};
  auto portfolio = text.substr(at + between);
  if (bracket) portfolio.remove_suffix(1);
  auto name = known_name(text.substr(0, at));
  const auto part = known_name(portfolio);
  if (name.empty() || part.empty()) return {};
  return bracket ? name + " (" + part + ')' : name + " – " + part;
}

}  // namespace griffier::publications::reader
