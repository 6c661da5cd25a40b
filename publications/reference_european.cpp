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
  static constexpr std::array<ActWord, 13> kWords = {{{"verordening", 'R'},
                                                      {"verordeningen", 'R'},
                                                      {"uitvoeringsverordening", 'R'},
                                                      {"richtlijn", 'L'},
                                                      {"richtlijnen", 'L'},
                                                      {"uitvoeringsrichtlijn", 'L'},
                                                      {"besluit", 'D'},
                                                      {"besluiten", 'D'},
                                                      {"uitvoeringsbesluit", 'D'},
                                                      {"beschikking", 'D'},
                                                      {"eu-verordening", 'R'},
                                                      {"eu-richtlijn", 'L'},
                                                      {"kaderbesluit", 'F'}}};
  const char first = ascii::to_lower(in.peek());
  const char second = ascii::to_lower(in.peek(1));
  for (const auto& [word, letter] : kWords)
    if (word[0] == first && word[1] == second && in.take_word(word)) return letter;
  return 0;
}

std::string take_body(Scanner& in) {
  static constexpr std::array<std::string_view, 6> kBodies = {"EU", "EG", "EEG", "Euratom", "GBVB", "JBZ"};
  std::string out;
  std::size_t after = in.at();
  for (int i = 0; i < 2; ++i) {
    for (const auto body : kBodies)
      if (in.take_exact_word(body)) {
        out += (out.empty() ? "" : ", ") + std::string(body);
        after = in.at();
        break;
      }
    if (out.empty() || !in.take(',')) break;
    in.skip_space();
  }
  in.go_to(after);  // a comma that no further body follows parts this act from the next
  return out;
}

bool is_year(std::string_view digits) { return digits.size() == 4 && digits >= "1952" && digits <= "2099"; }

std::string celex(char letter, const std::string& year, const std::string& number) {
  const std::string full = year.size() == 2 ? (year < "52" ? "20" : "19") + year : year;
  return fmt::format("3{}{}{:0>4}", full, letter, number);
}

// "(EU) 2016/679", "(EG) nr. 810/2009", "EU 2016/679" behind the word. Since 2015 the year stands first and there is no
// "nr."
std::optional<Found> take_bracketed(Scanner& in, char letter, std::size_t begin) {
  const bool bracket = in.take('(');
  const std::string body = bracket || letter != 0 ? take_body(in) : std::string();
  if (body.empty() || (bracket && !in.take(')'))) return std::nullopt;
  in.skip_space();
  const bool numbered = in.take_word("nr") || in.take_word("no");
  if (numbered) in.take('.');
  in.skip_space();
  const auto first = in.take_digits(1, 4);
  if (!first || !in.take('/')) return std::nullopt;
  const auto second = in.take_digits(1, 4);
  if (!second || !in.at_boundary()) return std::nullopt;
  const bool year_first = is_year(*first) && (!numbered || (body == "EU" && !is_year(*second)));
  if (!year_first && !is_year(*second) && second->size() != 2) return std::nullopt;
  if (letter == 0 && numbered) letter = 'R';
  const auto& year = year_first ? *first : *second;
  const auto& number = year_first ? *second : *first;
  auto target = letter == 0 ? fmt::format("({}) {}/{}", body, *first, *second) : celex(letter, year, number);
  return Found{"celex", std::move(target), begin, in.at()};
}

// "2016/679" or, before 2015, "1308/2013" behind the word, with the body left out.
std::string without_body(char letter, const std::string& first, const std::string& second) {
  constexpr std::size_t kShortYear = 2;
  const bool season =
      is_year(first) && second.size() == kShortYear && std::stoi(second) == (std::stoi(first) + 1) % 100;  // "2019/20"
  if (letter == 0 || letter == 'D' || letter == 'F' || season) return {};
  if (is_year(first) && (first >= "2015" || (letter == 'L' && first >= "1992"))) return celex(letter, first, second);
  return letter == 'R' && is_year(second) && second < "2015" ? celex(letter, second, first) : std::string();
}

// "2013/32/EU", "95/46/EG": directives and older decisions; "1082/2013/EU", where the year stands last.
std::optional<Found> take_slashed(Scanner& in, char letter, std::size_t begin) {
  if (letter != 0 && in.take_word("nr")) {
    in.take('.');
    in.skip_space();
  }
  const auto first = in.take_digits(1, 4);
  if (!first || !in.take('/')) return std::nullopt;
  const auto second = in.take_digits(1, 4);
  if (!second) return std::nullopt;
  if (!in.take('/')) {
    auto target = in.at_boundary() ? without_body(letter, *first, *second) : std::string();
    if (target.empty()) return std::nullopt;
    return Found{"celex", std::move(target), begin, in.at()};
  }
  const bool year_first = is_year(*first) || first->size() == 2;
  const bool year_last = !is_year(*first) && is_year(*second) && (letter == 'R' || letter == 'D');
  const std::string body = year_first || year_last ? take_body(in) : std::string();
  if (body.empty()) return std::nullopt;
  const auto& year = year_last ? *second : *first;
  auto target =
      letter == 0 ? fmt::format("{}/{}/{}", *first, *second, body) : celex(letter, year, year_last ? *first : *second);
  return Found{"celex", std::move(target), begin, in.at()};
}

std::optional<Found> take_act(Scanner& in, char letter, std::size_t begin) {
  const bool body = in.peek() == '(' || (letter != 0 && in.peek() == 'E');
  return body ? take_bracketed(in, letter, begin) : take_slashed(in, letter, begin);
}

// "Verordeningen (EG) nr. 1071/2009 en (EU) 1024/2012": the acts behind the first.
void take_more_acts(Scanner& in, char letter, FoundList& out) {
  constexpr std::size_t kMostActs = 40;
  while (out.size() < kMostActs) {
    const std::size_t before = in.at();
    in.skip_space();
    if (!in.take(',') && !in.take_word("en") && !in.take_word("of")) return in.go_to(before);
    in.skip_space();
    if (in.take_word("en")) in.skip_space();
    auto next = take_act(in, letter, in.at());
    if (!next) return in.go_to(before);
    out.push_back(std::move(*next));
  }
}

}  // namespace

FoundList take_european_act(Scanner& in) {
  const std::size_t begin = in.at();
  const char letter = take_act_word(in);
  if (letter == 0 && ascii::is_alpha(in.peek())) return {};
  if (letter != 0) in.skip_space();
  auto found = take_act(in, letter, begin);
  if (!found) {
    in.go_to(begin);
    return {};
  }
  FoundList out = {std::move(*found)};
  if (letter != 0) take_more_acts(in, letter, out);
  return out;
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
    const bool slashed = !open && in.take('/');  // "COM/2021/206"
    const auto year = open || slashed ? in.take_digits(4) : std::nullopt;
    const bool closed = year && in.take(slashed ? '/' : ')');
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
