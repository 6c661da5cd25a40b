#include "publications/identifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "publications/ascii.h"

namespace griffier::publications {
namespace {

constexpr std::size_t kLongestId = 200;

using Tokens = std::vector<std::string_view>;

Tokens split(std::string_view text, char separator) {
  Tokens tokens;
  while (true) {
    const auto at = text.find(separator);
    tokens.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return tokens;
    text.remove_prefix(at + 1);
  }
}

std::string join(const Tokens& tokens, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) out += '-';
    out += tokens[i];
  }
  return out;
}

bool digits(std::string_view token, std::size_t least, std::size_t most) {
  return token.size() >= least && token.size() <= most && ascii::all_digits(token);
}

// A number without leading zeros, so that it prints back as it stood.
std::optional<int> number(std::string_view token) {
  if (!digits(token, 1, 9) || (token[0] == '0' && token.size() > 1)) return std::nullopt;
  int value = 0;
  std::from_chars(token.data(), token.data() + token.size(), value);
  return value;
}

// "20242025" -> "2024-2025"; the second year follows the first.
std::optional<std::string> session_years(std::string_view token) {
  if (!digits(token, 8, 8)) return std::nullopt;
  const auto first = number(token.substr(0, 4));
  const auto second = number(token.substr(4));
  if (!first || !second || *second != *first + 1) return std::nullopt;
  return fmt::format("{}-{}", *first, *second);
}

std::string packed_years(std::string_view vergaderjaar) {
  std::string out(vergaderjaar);
  std::erase(out, '-');
  return out;
}

bool is_house(std::string_view token) { return token == "tk" || token == "ek" || token == "vv"; }

// Takes "-h1", "-n2" or "-b3" off the end, if something stays before it.
Suffix take_suffix(Tokens& tokens, std::size_t keep) {
  if (tokens.size() <= keep || tokens.back().size() < 2) return {};
  const char kind = tokens.back()[0];
  const auto value = number(tokens.back().substr(1));
  if ((kind != 'h' && kind != 'n' && kind != 'b') || !value || *value == 0) return {};
  tokens.pop_back();
  return {kind, *value};
}

// Letters alone are capitals ("VII", "A"), as is the letter of a number that begins with one ("R2345"); a letter behind
// a number is small ("12a").
std::optional<std::string> mark(std::string_view token) {
  if (token.empty() || token.size() > 12 || !std::all_of(token.begin(), token.end(), ascii::is_alnum))
    return std::nullopt;
  std::string out(token);
  if (!ascii::is_digit(out[0]))
    for (char& c : out) c = ascii::to_upper(c);
  return out;
}

std::optional<std::string> toevoeging_mark(std::string_view token) {
  if (token.size() > 2 && token.front() == '(' && token.back() == ')') token = token.substr(1, token.size() - 2);
  return mark(token);
}

std::string suffix_id(const Suffix& suffix) {
  return suffix.kind == 0 ? std::string() : fmt::format("-{}{}", suffix.kind, suffix.number);
}

bool is_roman(std::string_view token) {
  return token.size() > 1 && token.size() < 10 && token.find_first_not_of("ivxlc") == std::string_view::npos;
}

std::optional<Identifier> parse_kamerstuk(Tokens tokens) {
  const bool unformatted = tokens.size() >= 2 && digits(tokens[1], 6, 7);
  const Suffix suffix = take_suffix(tokens, unformatted ? 2 : 3);
  if (unformatted && tokens.size() == 2) return Onopgemaakt{"kst", std::string(tokens[1]), suffix};
  if (tokens.size() < 3 || tokens.size() > 5) return std::nullopt;
  if (session_years(tokens[1]) && digits(tokens[2], 4, 6)) {  // before 2009 the session stood in front of the dossier
    std::string rest(tokens[1]);
    for (std::size_t i = 2; i < tokens.size(); ++i) {
      const auto part = toevoeging_mark(tokens[i]);
      if (!part) return std::nullopt;
      rest += "-" + *part;
    }
    return Reeks{"kst", rest, suffix};
  }
  if (tokens.size() > 4) return std::nullopt;
  Kamerstuk out{{std::string(tokens[1]), {}}, {}, suffix};
  if (is_roman(tokens[1]))  // a dossier of the Eerste Kamer itself
    for (char& c : out.dossier.number) c = ascii::to_upper(c);
  else if (!digits(tokens[1], 1, 6))
    return std::nullopt;
  if (tokens.size() == 4) {
    const auto part = toevoeging_mark(tokens[2]);
    if (!part) return std::nullopt;
    out.dossier.toevoeging = *part;
  }
  const auto last = mark(tokens.back());
  if (!last) return std::nullopt;
  out.ondernummer = *last;
  return out;
}

std::optional<Identifier> parse_aanhangsel(Tokens tokens) {
  if (tokens.size() < 2) return std::nullopt;
  if (digits(tokens[1], 1, 9)) {
    const Suffix suffix = take_suffix(tokens, 2);
    if (tokens.size() != 2) return std::nullopt;
    return Onopgemaakt{"ah", std::string(tokens[1]), suffix};
  }
  const Suffix suffix = take_suffix(tokens, 4);
  if (tokens.size() != 4 || (tokens[1] != "tk" && tokens[1] != "ek")) return std::nullopt;
  const auto years = session_years(tokens[2]);
  const auto value = number(tokens[3]);
  if (!years || !value || *value == 0) return std::nullopt;
  return Aanhangsel{std::string(tokens[1]), *years, *value, suffix};
}

// "2024Z18435" or "2024D38123", with the letter in either case.
std::optional<std::string> year_letter_number(std::string_view token, char letter) {
  if (token.size() != 10 || !digits(token.substr(0, 4), 4, 4) || ascii::to_lower(token[4]) != letter ||
      !digits(token.substr(5), 5, 5))
    return std::nullopt;
  std::string out(token);
  out[4] = ascii::to_upper(letter);
  return out;
}

bool is_old_kvr(std::string_view token) {
  return token.substr(0, 3) == "kvr" && digits(token.substr(std::min<std::size_t>(3, token.size())), 1, 9);
}

std::optional<Identifier> parse_kamervraag(Tokens tokens) {
  if (tokens.size() < 2) return std::nullopt;
  if (digits(tokens[1], 1, 9)) {
    const Suffix suffix = take_suffix(tokens, 2);
    if (tokens.size() != 2) return std::nullopt;
    return Onopgemaakt{"kv", std::string(tokens[1]), suffix};
  }
  const Suffix suffix = take_suffix(tokens, 3);
  if (tokens.size() < 3 || (tokens[1] != "tk" && tokens[1] != "ek")) return std::nullopt;
  Kamervraag out{std::string(tokens[1]), {}, suffix};
  if (tokens.size() == 3) {
    if (const auto zaak = year_letter_number(tokens[2], 'z'))
      out.zaaknummer = *zaak;
    else if (digits(tokens[2], 1, 12))
      out.zaaknummer = std::string(tokens[2]);
    else if (is_old_kvr(tokens[2]))
      out.zaaknummer = "KVR" + std::string(tokens[2].substr(3));
    else
      return std::nullopt;
    return out;
  }
  if (tokens.size() != 4 || !session_years(tokens[2])) return std::nullopt;
  if (!is_old_kvr(tokens[3]) && !digits(tokens[3], 1, 9)) return std::nullopt;
  out.zaaknummer = std::string(tokens[2]) + "-" + (is_old_kvr(tokens[3]) ? "KVR" : "") +
                   std::string(is_old_kvr(tokens[3]) ? tokens[3].substr(3) : tokens[3]);
  return out;
}

std::optional<Identifier> parse_handelingen(Tokens tokens) {
  const Suffix suffix = take_suffix(tokens, 4);
  if (tokens.size() < 4 || tokens.size() > 7 || !is_house(tokens[1])) return std::nullopt;
  const auto years = session_years(tokens[2]);
  if (!years) return std::nullopt;
  for (std::size_t i = 3; i < tokens.size(); ++i)
    if (!digits(tokens[i], 1, 6)) return std::nullopt;
  return Handelingen{std::string(tokens[1]), *years, join(tokens, 3, tokens.size()), suffix};
}

// The series by year: "stb-2018-84"; old issues of the Staatscourant name a page and a number,
// "stcrt-2008-123-p10-SC87654".
std::optional<Identifier> parse_year_series(Tokens tokens) {
  const Suffix suffix = take_suffix(tokens, 3);
  if (tokens.size() < 3 || tokens.size() > 6 || !digits(tokens[1], 4, 4)) return std::nullopt;
  std::string rest(tokens[1]);
  for (std::size_t i = 2; i < tokens.size(); ++i) {
    if (i == 2 && !ascii::is_digit(tokens[i].empty() ? ' ' : tokens[i][0])) return std::nullopt;
    if (tokens[i].empty() || tokens[i].size() > 12 || !std::all_of(tokens[i].begin(), tokens[i].end(), ascii::is_alnum))
      return std::nullopt;
    std::string part(tokens[i]);
    if (part.substr(0, 2) == "sc") part.replace(0, 2, "SC");
    rest += "-" + part;
  }
  return Reeks{std::string(tokens[0]), rest, suffix};
}

// "nds-tk-2025D12345", "ag-tk-2024-10-01".
std::optional<Identifier> parse_house_series(Tokens tokens) {
  const Suffix suffix = take_suffix(tokens, 3);
  if (tokens.size() < 3 || !is_house(tokens[1])) return std::nullopt;
  const std::string series = std::string(tokens[0]) + "-" + std::string(tokens[1]);
  if (tokens.size() == 3) {
    if (const auto document = year_letter_number(tokens[2], 'd')) return Reeks{series, *document, suffix};
    if (digits(tokens[2], 1, 12)) return Reeks{series, std::string(tokens[2]), suffix};
    return std::nullopt;
  }
  if (tokens.size() > 7) return std::nullopt;
  for (std::size_t i = 2; i < tokens.size(); ++i)
    if (!digits(tokens[i], 1, 8)) return std::nullopt;
  return Reeks{series, join(tokens, 2, tokens.size()), suffix};
}

std::optional<Identifier> parse_bijlage(Tokens tokens) {
  const Suffix suffix = take_suffix(tokens, 2);
  if (tokens.size() != 2 || !digits(tokens[1], 1, 9)) return std::nullopt;
  return Onopgemaakt{"blg", std::string(tokens[1]), suffix};
}

// Council conclusions 2011/C 127/01: country, court of at most 7 characters, year, ordinal of at most 25 characters.
std::optional<Identifier> parse_ecli(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = ascii::to_upper(c);
  const auto parts = split(upper, ':');
  if (parts.size() != 5 || parts[0] != "ECLI" || parts[1].size() != 2) return std::nullopt;
  if (!std::all_of(parts[1].begin(), parts[1].end(), ascii::is_alpha)) return std::nullopt;
  if (parts[2].empty() || parts[2].size() > 7 || !std::all_of(parts[2].begin(), parts[2].end(), ascii::is_alnum))
    return std::nullopt;
  if (!digits(parts[3], 4, 4) || parts[4].empty() || parts[4].size() > 25 || parts[4].back() == '.' ||
      parts[4].find("..") != std::string_view::npos)
    return std::nullopt;
  if (!std::all_of(parts[4].begin(), parts[4].end(), [](char c) { return ascii::is_alnum(c) || c == '.'; }))
    return std::nullopt;
  return Ecli{upper};
}

struct ToId {
  std::string operator()(const Kamerstuk& x) const {
    return fmt::format("kst-{}-{}{}", x.dossier.id(), x.ondernummer, suffix_id(x.suffix));
  }
  std::string operator()(const Onopgemaakt& x) const {
    return fmt::format("{}-{}{}", x.series, x.number, suffix_id(x.suffix));
  }
  std::string operator()(const Aanhangsel& x) const {
    return fmt::format("ah-{}-{}-{}{}", x.kamer, packed_years(x.vergaderjaar), x.number, suffix_id(x.suffix));
  }
  std::string operator()(const Kamervraag& x) const {
    return fmt::format("kv-{}-{}{}", x.kamer, x.zaaknummer, suffix_id(x.suffix));
  }
  std::string operator()(const Handelingen& x) const {
    return fmt::format("h-{}-{}-{}{}", x.kamer, packed_years(x.vergaderjaar), x.numbers, suffix_id(x.suffix));
  }
  std::string operator()(const Reeks& x) const {
    return fmt::format("{}-{}{}", x.series, x.number, suffix_id(x.suffix));
  }
  std::string operator()(const TweedeKamerDocument& x) const { return "tk-" + x.number; }
  std::string operator()(const Ecli& x) const { return x.value; }
};

}  // namespace

std::string Dossier::id() const { return toevoeging.empty() ? number : number + "-" + toevoeging; }

std::optional<Identifier> parse_identifier(std::string_view text) {
  text = ascii::trim(text);
  if (text.size() < 4 || text.size() > kLongestId) return std::nullopt;
  std::string lower(text);
  for (char& c : lower) c = ascii::to_lower(c);
  if (lower.starts_with("ecli:")) return parse_ecli(lower);
  const auto tokens = split(lower, '-');
  const auto series = tokens[0];
  if (series == "kst") return parse_kamerstuk(tokens);
  if (series == "ah") return parse_aanhangsel(tokens);
  if (series == "kv") return parse_kamervraag(tokens);
  if (series == "h") return parse_handelingen(tokens);
  if (series == "blg") return parse_bijlage(tokens);
  if (series == "nds" || series == "ag") return parse_house_series(tokens);
  if (series == "tk" && tokens.size() == 2) {
    if (const auto document = year_letter_number(tokens[1], 'd')) return TweedeKamerDocument{*document};
    return std::nullopt;
  }
  static constexpr std::array<std::string_view, 7> kYearSeries = {"stb", "stcrt", "trb", "gmb", "prb", "wsb", "bgr"};
  if (std::find(kYearSeries.begin(), kYearSeries.end(), series) != kYearSeries.end()) return parse_year_series(tokens);
  return std::nullopt;
}

std::string to_id(const Identifier& identifier) { return std::visit(ToId{}, identifier); }

bool is_safe_document_id(std::string_view id) {
  static constexpr std::string_view kMarks = "-_.:+@~%()";
  if (id.empty() || id.size() > kLongestId || id.front() == '.' || id.front() == '-') return false;
  if (id.find("..") != std::string_view::npos) return false;
  return std::all_of(id.begin(), id.end(),
                     [](char c) { return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos; });
}

}  // namespace griffier::publications
