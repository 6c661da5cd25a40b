// Identifiers as people write them.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "publications/citation.h"
#include "publications/identifier.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

std::string suffix_words(const Suffix& suffix) {
  switch (suffix.kind) {
    case 'h':
      return fmt::format(", herdruk {}", suffix.number);
    case 'n':
      return fmt::format(", nota van verbetering {}", suffix.number);
    case 'b':
      return fmt::format(", bijlage {}", suffix.number);
    default:
      return {};
  }
}

std::string house_name(std::string_view kamer) { return kamer == "tk" ? "II" : kamer == "ek" ? "I" : "VV"; }

// "2024-2025" -> "2024/25".
std::string short_session(const std::string& vergaderjaar) {
  return vergaderjaar.size() == 9 ? vergaderjaar.substr(0, 4) + "/" + vergaderjaar.substr(7) : vergaderjaar;
}

bool is_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), ascii::is_alpha); }

std::string display_series(const Reeks& x) {
  struct Name {
    std::string_view series, name;
  };
  static constexpr std::array<Name, 11> kNames = {{{"stb", "Stb."},
                                                   {"stcrt", "Stcrt."},
                                                   {"trb", "Trb."},
                                                   {"gmb", "Gemeenteblad"},
                                                   {"prb", "Provinciaal blad"},
                                                   {"wsb", "Waterschapsblad"},
                                                   {"bgr", "Blad gemeenschappelijke regeling"},
                                                   {"nds-tk", "Niet-dossierstuk"},
                                                   {"ag-tk", "Agenda Tweede Kamer"},
                                                   {"ag-ek", "Agenda Eerste Kamer"},
                                                   {"kst", "Kamerstukken"}}};
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(), [&x](const Name& each) { return each.series == x.series; });
  const std::string name(found == kNames.end() ? std::string_view(x.series) : found->name);
  const auto dash = x.number.find('-');
  if (x.series.find('-') != std::string::npos || x.series == "kst" || dash == std::string::npos)
    return fmt::format("{} {}{}", name, x.number, suffix_words(x.suffix));
  return fmt::format("{} {}, {}{}", name, x.number.substr(0, dash), x.number.substr(dash + 1), suffix_words(x.suffix));
}

struct Display {
  std::string operator()(const Kamerstuk& x) const {
    const bool letters = is_letters(x.ondernummer);
    return fmt::format("Kamerstukken {}, {}, {}{}{}", letters ? "I" : "II", x.dossier.display(), letters ? "" : "nr. ",
                       x.ondernummer, suffix_words(x.suffix));
  }
  std::string operator()(const Onopgemaakt& x) const {
    const std::string_view name = x.series == "kst"   ? "Kamerstuk"
                                  : x.series == "ah"  ? "Aanhangsel"
                                  : x.series == "blg" ? "Bijlage"
                                                      : "Kamervragen";
    return fmt::format("{} {}{}{}", name, x.number, x.series == "blg" ? "" : " (onopgemaakt)", suffix_words(x.suffix));
  }
  std::string operator()(const Aanhangsel& x) const {
    return fmt::format("Aanhangsel Handelingen {} {}, nr. {}{}", house_name(x.kamer), short_session(x.vergaderjaar),
                       x.number, suffix_words(x.suffix));
  }
  std::string operator()(const Kamervraag& x) const {
    return fmt::format("Kamervragen {}{}", x.zaaknummer, suffix_words(x.suffix));
  }
  std::string operator()(const Handelingen& x) const {
    const auto dash = x.numbers.find('-');
    const auto first = x.numbers.substr(0, dash);
    const auto rest = dash == std::string::npos ? std::string() : x.numbers.substr(dash + 1);
    const std::string head = fmt::format("Handelingen {} {}", house_name(x.kamer), short_session(x.vergaderjaar));
    if (rest.empty()) return fmt::format("{}, nr. {}{}", head, first, suffix_words(x.suffix));
    if (const auto second = rest.find('-'); second != std::string::npos)
      return fmt::format("{}, nr. {}, p. {}{}", head, first, rest, suffix_words(x.suffix));
    if (first.size() == 4 && rest.size() == 4)
      return fmt::format("{}, p. {}-{}{}", head, first, rest, suffix_words(x.suffix));
    return fmt::format("{}, nr. {}, item {}{}", head, first, rest, suffix_words(x.suffix));
  }
  std::string operator()(const Reeks& x) const { return display_series(x); }
  std::string operator()(const TweedeKamerDocument& x) const { return x.number; }
  std::string operator()(const Ecli& x) const { return x.value; }
};

std::string_view trim_all(std::string_view text) {
  text.remove_prefix(white_space_length(text));
  text = ascii::trim(text);
  for (const std::string_view space : {"\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF"})
    while (text.ends_with(space)) text = ascii::trim(text.substr(0, text.size() - space.size()));
  return text;
}

// What display() puts behind a reprint, correction or annex.
Suffix take_suffix_words(Scanner& in) {
  const std::size_t before = in.at();
  in.take(',');
  in.skip_space();
  char kind = 0;
  if (in.take_word("herdruk"))
    kind = 'h';
  else if (in.take_word("bijlage"))
    kind = 'b';
  else if (in.take_word("nota van verbetering"))
    kind = 'n';
  in.skip_space();
  const auto number = kind == 0 ? std::nullopt : in.take_digits(1, 5);
  if (number && (*number)[0] != '0') return {kind, std::stoi(*number)};
  in.go_to(before);
  return {};
}

std::vector<Cited> take_any(Scanner& in) {
  for (const auto take : {take_kamerstukken, take_aanhangsels, take_handelingen, take_gazette}) {
    auto cited = take(in);
    if (!cited.empty()) return cited;
  }
  return take_bare_kamerstukken(in, Surroundings::whole);
}

}  // namespace

std::string Dossier::display() const {
  std::string out = number;
  if (number.size() == 5 && ascii::is_digit(number[0])) out.insert(2, " ");
  if (toevoeging.empty()) return out;
  if (ascii::is_digit(toevoeging[0])) return out + "-" + toevoeging;
  const bool kingdom = toevoeging[0] == 'R' && ascii::all_digits(std::string_view(toevoeging).substr(1));
  return out + (kingdom ? " (" + toevoeging + ")" : " " + toevoeging);
}

std::string display(const Identifier& identifier) { return std::visit(Display{}, identifier); }

std::optional<Dossier> parse_dossier(std::string_view text) {
  Scanner in(trim_all(text));
  auto dossier = take_dossier(in, Surroundings::whole);
  if (!dossier) return std::nullopt;
  if (!in.at_end() && dossier->toevoeging.empty() && in.take_dash())  // nothing else is there, so it is no ondernummer
    if (auto digits = in.take_digits(2)) dossier->toevoeging = std::move(*digits);
  if (!in.at_end()) return std::nullopt;
  return dossier;
}

std::optional<Identifier> parse_display(std::string_view text) {
  text = trim_all(text);
  if (auto canonical = parse_identifier(text)) return canonical;
  if (text.ends_with('.')) text = trim_all(text.substr(0, text.size() - 1));
  Scanner in(text);
  auto cited = take_any(in);
  if (cited.size() != 1 || !cited[0].identifier) return std::nullopt;
  const Suffix suffix = take_suffix_words(in);
  if (!in.at_end()) return std::nullopt;
  if (suffix.kind != 0)
    std::visit(
        [&suffix](auto& x) {
          if constexpr (requires { x.suffix; }) x.suffix = suffix;
        },
        *cited[0].identifier);
  return cited[0].identifier;
}

std::optional<Aanhangsel> parse_aanhangselnummer(std::string_view number, std::string_view kamer) {
  if (number.size() != 9 || !ascii::all_digits(number)) return std::nullopt;
  const int first = std::stoi(std::string(number.substr(0, 2)));
  const int second = std::stoi(std::string(number.substr(2, 2)));
  const int value = std::stoi(std::string(number.substr(4)));
  if (second != (first + 1) % 100 || value == 0) return std::nullopt;
  constexpr int kFirstOfLastCentury = 45;  // the series in this form began after the war
  const int year = first + (first < kFirstOfLastCentury ? 2000 : 1900);
  return Aanhangsel{kamer == "ek" ? "ek" : "tk", fmt::format("{}-{}", year, year + 1), value, {}};
}

}  // namespace griffier::publications
