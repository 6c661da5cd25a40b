#include "publications/fracties.h"

#include <algorithm>
#include <array>

#include "publications/ascii.h"

namespace griffier::publications {
namespace {

struct Names {
  std::string_view known_as;
  std::array<std::string_view, 3> others;
};

constexpr std::array<Names, 26> kFracties{{{"VVD", {"Volkspartij voor Vrijheid en Democratie"}},
                                           {"PVV", {"Partij voor de Vrijheid"}},
                                           {"CDA", {"Christen-Democratisch Appèl", "Christen Democratisch Appel"}},
                                           {"D66", {"Democraten 66"}},
                                           {"SP", {"Socialistische Partij"}},
                                           {"SGP", {"Staatkundig Gereformeerde Partij"}},
                                           {"PvdA", {"Partij van de Arbeid"}},
                                           {"GroenLinks", {"GL"}},
                                           {"GroenLinks-PvdA", {"GL-PvdA", "PvdA-GroenLinks", "PvdA-GL"}},
                                           {"PvdD", {"Partij voor de Dieren"}},
                                           {"ChristenUnie", {"CU"}},
                                           {"FVD", {"Forum voor Democratie"}},
                                           {"BBB", {"BoerBurgerBeweging", "Boer Burger Beweging"}},
                                           {"NSC", {"Nieuw Sociaal Contract"}},
                                           {"BVNL", {"Belang van Nederland"}},
                                           {"OSF", {"Onafhankelijke Senaatsfractie"}},
                                           {"LPF", {"Lijst Pim Fortuyn"}},
                                           {"RPF", {"Reformatorische Politieke Federatie"}},
                                           {"GPV", {"Gereformeerd Politiek Verbond"}},
                                           {"DENK", {}},
                                           {"Volt", {}},
                                           {"JA21", {}},
                                           {"BIJ1", {}},
                                           {"50PLUS", {}},
                                           {"PRO", {}},
                                           {"Groep Van Haga", {}}}};

std::string_view without_ending(std::string_view name) {
  constexpr std::string_view kEnding = "-fractie";
  if (name.size() > kEnding.size() &&
      ascii::starts_with_ignoring_case(name.substr(name.size() - kEnding.size()), kEnding))
    name.remove_suffix(kEnding.size());
  if (ascii::starts_with_ignoring_case(name, "de ")) name.remove_prefix(3);
  return name;
}

// Small letters, digits and whatever is not ASCII.
std::string letters_of(std::string_view name) {
  std::string out;
  for (const char c : without_ending(name))
    if (ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80U) out += ascii::to_lower(c);
  return out;
}

const Names* row_of(std::string_view name) {
  const auto wanted = letters_of(name);
  if (wanted.empty()) return nullptr;
  for (const auto& row : kFracties) {
    const bool other = std::any_of(row.others.begin(), row.others.end(),
                                   [&](std::string_view one) { return letters_of(one) == wanted; });
    if (other || letters_of(row.known_as) == wanted) return &row;
  }
  return nullptr;
}

}  // namespace

std::string fractie_of(std::string_view printed) {
  const Names* const row = row_of(printed);
  return std::string(row != nullptr ? row->known_as : without_ending(printed));
}

bool is_same_fractie(std::string_view one, std::string_view other) {
  return letters_of(fractie_of(one)) == letters_of(fractie_of(other));
}

bool is_fractie(std::string_view name) { return row_of(name) != nullptr; }

std::vector<std::string> names_of_fractie(std::string_view name) {
  std::vector<std::string> names = {std::string(name)};
  if (const Names* const row = row_of(name)) {
    names.emplace_back(row->known_as);
    for (const auto one : row->others)
      if (!one.empty()) names.emplace_back(one);
  }
  return names;
}

}  // namespace griffier::publications
