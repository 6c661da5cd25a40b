// Acts of the European Union and cases of its courts.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "publications/ascii.h"
#include "publications/reference_scan.h"

namespace griffier::publications {
namespace {

// The letter of a kind of act in a CELEX number (sector 3).
struct ActWord {
  std::string_view word;
  char letter;
};

char take_act_word(Scanner& in) {
  static constexpr std::array<ActWord, 7> kWords = {{{"verordening", 'R'},
                                                     {"uitvoeringsverordening", 'R'},
                                                     {"richtlijn", 'L'},
                                                     {"uitvoeringsrichtlijn", 'L'},
                                                     {"besluit", 'D'},
                                                     {"uitvoeringsbesluit", 'D'},
                                                     {"beschikking", 'D'}}};
  for (const auto& [word, letter] : kWords)
    if (in.take_word(word)) return letter;
  return 0;
}

std::string take_body(Scanner& in) {
  static constexpr std::array<std::string_view, 5> kBodies = {"EU", "EG", "EEG", "Euratom", "GBVB"};
  std::string out;
  for (int i = 0; i < 2; ++i) {
    for (const auto body : kBodies)
      if (in.take_exact_word(body)) {
        out += (out.empty() ? "" : ", ") + std::string(body);
        break;
      }
    if (out.empty() || !in.take(',')) break;
    in.skip_space();
  }
  return out;
}

bool is_year(std::string_view digits) { return digits.size() == 4 && digits >= "1952" && digits <= "2099"; }

std::string celex(char letter, const std::string& year, const std::string& number) {
  const std::string full = year.size() == 2 ? (year < "52" ? "20" : "19") + year : year;
  return fmt::format("3{}{}{:0>4}", full, letter, number);
}

// "(EU) 2016/679", "(EG) nr. 810/2009". Since 2015 the year stands first and there is no "nr."
std::optional<Found> take_bracketed(Scanner& in, char letter, std::size_t begin) {
  if (!in.take('(')) return std::nullopt;
  const std::string body = take_body(in);
  if (body.empty() || !in.take(')')) return std::nullopt;
  in.skip_space();
  const bool numbered = in.take_word("nr") || in.take_word("no");
  if (numbered) in.take('.');
  in.skip_space();
  const auto first = in.take_digits(1, 4);
  if (!first || !in.take('/')) return std::nullopt;
  const auto second = in.take_digits(1, 4);
  if (!second || !in.at_boundary()) return std::nullopt;
  const bool year_first = !numbered && is_year(*first);
  if (!year_first && !is_year(*second) && second->size() != 2) return std::nullopt;
  if (letter == 0 && numbered) letter = 'R';
  const auto& year = year_first ? *first : *second;
  const auto& number = year_first ? *second : *first;
  auto target = letter == 0 ? fmt::format("({}) {}/{}", body, *first, *second) : celex(letter, year, number);
  return Found{"celex", std::move(target), begin, in.at()};
}

// "2013/32/EU", "95/46/EG": directives and older decisions.
std::optional<Found> take_slashed(Scanner& in, char letter, std::size_t begin) {
  if (letter != 0 && in.take_word("nr")) {
    in.take('.');
    in.skip_space();
  }
  const auto year = in.take_digits(2, 4);
  if (!year || (year->size() != 2 && !is_year(*year)) || !in.take('/')) return std::nullopt;
  const auto number = in.take_digits(1, 4);
  if (!number) return std::nullopt;
  // Since 2015 the bracket with the body is often left out: "Verordening 2016/679".
  if (letter != 0 && letter != 'D' && *year >= "2015" && year->size() == 4 && in.peek() != '/' && in.at_boundary())
    return Found{"celex", celex(letter, *year, *number), begin, in.at()};
  if (!in.take('/')) return std::nullopt;
  const std::string body = take_body(in);
  if (body.empty()) return std::nullopt;
  auto target = letter == 0 ? fmt::format("{}/{}/{}", *year, *number, body) : celex(letter, *year, *number);
  return Found{"celex", std::move(target), begin, in.at()};
}

}  // namespace

FoundList take_european_act(Scanner& in) {
  const std::size_t begin = in.at();
  const char letter = take_act_word(in);
  if (letter != 0) in.skip_space();
  auto found = in.peek() == '(' ? take_bracketed(in, letter, begin) : take_slashed(in, letter, begin);
  if (found) return {std::move(*found)};
  in.go_to(begin);
  return {};
}

FoundList take_european_case(Scanner& in) {
  const std::size_t begin = in.at();
  const char court = in.peek();  // Court of Justice, General Court, Civil Service Tribunal
  if (court == 'C' || court == 'T' || court == 'F') {
    in.go_to(begin + 1);
    const bool dash = in.take_dash();
    const auto number = dash ? in.take_digits(1, 4) : std::nullopt;
    const bool slash = number && in.take('/');
    const auto year = slash ? in.take_digits(2) : std::nullopt;
    if (year && in.at_boundary()) return {{"case", fmt::format("{}-{}/{}", court, *number, *year), begin, in.at()}};
  }
  in.go_to(begin);
  return {};
}

FoundList take_human_rights_case(Scanner& in) {
  constexpr std::size_t kFarthest = 160;  // from the court's name to the number: date and parties
  const std::size_t begin = in.at();
  if (!in.take_exact_word("EHRM")) return {};
  const auto text = in.rest().substr(0, kFarthest);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ';' || text[at] == ')' || text.substr(at).starts_with("ECLI")) break;
    if (!ascii::is_digit(text[at]) || (at > 0 && ascii::is_alnum(text[at - 1]))) continue;
    Scanner number(in.rest(), at);
    const auto first = number.take_digits(3, 5);
    const auto year = first && number.take('/') ? number.take_digits(2) : std::nullopt;
    if (!year || !number.at_boundary()) continue;
    const std::size_t from = in.at() + at;
    in.go_to(in.at() + number.at());
    return {{"case", *first + "/" + *year, from, in.at()}};
  }
  in.go_to(begin);
  return {};
}

FoundList take_un_document(Scanner& in) {
  static constexpr std::array<std::string_view, 9> kBodies = {"A/",    "S/",      "E/C",    "CCPR/C", "CRC/C",
                                                              "CAT/C", "CEDAW/C", "CRPD/C", "CERD/C"};
  const auto text = in.rest();
  if (std::none_of(kBodies.begin(), kBodies.end(), [&](std::string_view body) { return text.starts_with(body); }))
    return {};
  std::size_t n = 0;
  bool digits = false;
  const auto belongs = [](char c) {
    return ascii::is_upper(c) || ascii::is_digit(c) || c == '/' || c == '.' || c == '-';
  };
  while (n < text.size() && n < 40 && belongs(text[n])) digits = ascii::is_digit(text[n++]) || digits;
  while (n > 0 && !ascii::is_alnum(text[n - 1])) --n;
  const bool whole = n == text.size() || !ascii::is_alpha(text[n]);
  const auto symbol = text.substr(0, n);
  if (!digits || !whole || std::count(symbol.begin(), symbol.end(), '/') < 2) return {};
  const std::size_t begin = in.at();
  in.go_to(begin + n);
  return {{"resolution", std::string(symbol), begin, in.at()}};
}

FoundList take_commission_document(Scanner& in) {
  static constexpr std::array<std::string_view, 4> kSeries = {"COM", "SWD", "JOIN", "SEC"};
  const std::size_t begin = in.at();
  for (const auto series : kSeries) {
    if (!in.take_exact_word(series)) continue;
    in.skip_space();
    const bool open = in.take('(');
    const auto year = open ? in.take_digits(4) : std::nullopt;
    const bool closed = year && in.take(')');
    in.skip_space();
    const auto number = closed && is_year(*year) ? in.take_digits(1, 4) : std::nullopt;
    if (number) return {{"celex", fmt::format("{}({}) {}", series, *year, *number), begin, in.at()}};
    break;
  }
  in.go_to(begin);
  return {};
}

FoundList take_celex(Scanner& in) {
  const auto text = in.rest().substr(0, 12);
  if (text.size() < 10 || text[0] < '1' || text[0] > '9' || !is_year(text.substr(1, 4))) return {};
  std::size_t letters = 0;
  while (letters < 2 && ascii::is_upper(text[5 + letters])) ++letters;
  const std::size_t end = 5 + letters + 4;
  if (letters == 0 || end > text.size() || !ascii::all_digits(text.substr(5 + letters, 4))) return {};
  if (end < text.size() && ascii::is_alnum(text[end])) return {};
  if (text[5] == 'Z' || (text[5] == 'D' && text[0] != '3')) return {};  // a zaaknummer behind a footnote mark
  const std::size_t begin = in.at();
  in.go_to(begin + end);
  return {{"celex", std::string(text.substr(0, end)), begin, in.at()}};
}

}  // namespace griffier::publications
