// References that are a number or an identifier by themselves.
#include <algorithm>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "publications/reference_scan.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

bool plausible_year(std::string_view digits) { return digits >= "1990" && digits <= "2099"; }

// The stretch that an identifier could fill; a full stop at its end belongs to the sentence.
std::string_view identifier_ahead(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::size_t n = 0;
  const auto belongs = [](char c) { return ascii::is_alnum(c) || c == '-' || c == ':' || c == '.'; };
  while (n < text.size() && n < kLongest && belongs(text[n])) ++n;
  while (n > 0 && !ascii::is_alnum(text[n - 1])) --n;
  return text.substr(0, n);
}

FoundList take_toezegging_number(Scanner& in) {
  const std::size_t begin = in.at();
  if (in.peek() == 'T' && in.peek(1) == 'Z' && ascii::is_digit(in.peek(2))) {
    in.go_to(begin + 2);
    const auto month = in.take_digits(6);
    const bool dash = month && in.take_dash();
    const auto number = dash ? in.take_digits(1, 4) : std::nullopt;
    if (number && in.at_boundary()) return {{"toezegging", "TZ" + *month + "-" + *number, begin, in.at()}};
  }
  in.go_to(begin);
  if (in.peek() == 'T' && in.peek(1) == '0') {  // "T03357", as the Eerste Kamer numbers them
    in.go_to(begin + 1);
    if (const auto number = in.take_digits(5); number && in.at_boundary())
      return {{"toezegging", "T" + *number, begin, in.at()}};
    in.go_to(begin);
  }
  return {};
}

FoundList take_law_number(Scanner& in) {
  const std::size_t begin = in.at();
  if (in.rest().starts_with("BWB") && ascii::is_upper(in.peek(3))) {
    const char series = in.peek(3);
    in.go_to(begin + 4);
    if (const auto number = in.take_digits(7); number && in.at_boundary())
      return {{"law", std::string("BWB") + series + *number, begin, in.at()}};
  }
  in.go_to(begin);
  return {};
}

// "VN-resolutie 1325", "VNVR-resolutie 2735", "Resolutie 2735".
FoundList take_resolution(Scanner& in) {
  const std::size_t begin = in.at();
  std::string name;
  for (const std::string_view body : {"VNVR", "VN"})
    if (name.empty() && in.rest().starts_with(body) && in.peek(body.size()) == '-') {
      name = std::string(body) + "-";
      in.go_to(begin + name.size());
    }
  if ((in.take_word("resolutie") || in.take_word("veiligheidsraadresolutie")) && in.skip_space()) {
    name += in.since(begin + name.size());
    while (!name.empty() && !ascii::is_alpha(name.back())) name.pop_back();
    if (const auto number = in.take_digits(2, 4)) return {{"resolution", name + " " + *number, begin, in.at()}};
  }
  in.go_to(begin);
  return {};
}

// An ECLI with white space behind or before its colons, where a line ends.
FoundList take_cut_ecli(Scanner& in) {
  constexpr std::size_t kLongest = 80;
  const auto text = in.rest().substr(0, kLongest);
  std::string joined;
  std::size_t n = 0;
  std::size_t kept = 0;
  while (n < text.size()) {
    const std::size_t space = white_space_length(text.substr(n));
    if (space > 0 && !joined.ends_with(':') && (n + space >= text.size() || text[n + space] != ':')) break;
    n += space;
    if (n >= text.size() || (!ascii::is_alnum(text[n]) && text[n] != ':' && text[n] != '.')) break;
    joined += text[n++];
    if (ascii::is_alnum(joined.back())) kept = n;
  }
  while (!joined.empty() && !ascii::is_alnum(joined.back())) joined.pop_back();
  const auto identifier = parse_identifier(joined);
  const auto ordinal = joined.substr(joined.rfind(':') + 1);
  if (!identifier || std::none_of(ordinal.begin(), ordinal.end(), ascii::is_digit)) return {};
  const std::size_t begin = in.at();
  in.go_to(begin + kept);
  return {{"judgment", to_id(*identifier), begin, in.at()}};
}

}  // namespace

FoundList take_zaak_or_document(Scanner& in) {
  const std::size_t before = in.at();
  constexpr std::size_t kLongestMark = 3;
  const std::size_t digits = in.digits_ahead(8);
  if (digits < 4 || digits > 4 + kLongestMark) return {};
  const std::size_t begin = before + digits - 4;
  in.go_to(begin);
  const auto year = in.take_digits(4);
  const char letter = ascii::to_upper(in.peek());
  if (year && plausible_year(*year) && (letter == 'Z' || letter == 'D')) {
    in.go_to(in.at() + 1);
    if (letter == 'Z') in.skip_space();
    if (const auto number = in.take_digits(5))
      return {{letter == 'Z' ? "zaak" : "document", *year + letter + *number, begin, in.at()}};
  }
  in.go_to(before);
  return {};
}

FoundList take_identifier(Scanner& in) {
  const auto candidate = identifier_ahead(in.rest());
  if (candidate.find('-') == std::string_view::npos && candidate.find(':') == std::string_view::npos)
    return candidate == "ECLI" ? take_cut_ecli(in) : FoundList{};
  std::size_t length = candidate.size();
  auto identifier = parse_identifier(candidate);
  if (!identifier && candidate.find('.') != std::string_view::npos) {  // "ah-tk-20242025-546.pdf", or a lost space
    length = candidate.find('.');
    identifier = parse_identifier(candidate.substr(0, length));
  }
  if (!identifier && candidate.starts_with("EU:"))  // as the Court of Justice itself cites
    identifier = parse_identifier("ECLI:" + std::string(candidate));
  if (!identifier) return ascii::starts_with_ignoring_case(candidate, "ecli:") ? take_cut_ecli(in) : FoundList{};
  const std::size_t begin = in.at();
  in.go_to(begin + length);
  auto id = to_id(*identifier);
  auto kind = kind_of(*identifier);
  return {{std::move(kind), std::move(id), begin, in.at()}};
}

FoundList take_numbered(Scanner& in) {
  for (const auto take : {take_toezegging_number, take_law_number, take_resolution}) {
    auto found = take(in);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace griffier::publications
