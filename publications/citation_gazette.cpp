// Citations of the official gazettes, numbered within a year.
#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "publications/citation.h"
#include "publications/instant.h"

namespace griffier::publications {
namespace {

struct Name {
  std::string_view word, series;
};

// The series whose name stands at the scanner, which goes past it; empty if none.
std::string_view take_name(Scanner& in) {
  static constexpr std::array<Name, 14> kNames = {{{"stb", "stb"},
                                                   {"staatsblad", "stb"},
                                                   {"stcrt", "stcrt"},
                                                   {"staatscourant", "stcrt"},
                                                   {"trb", "trb"},
                                                   {"tractatenblad", "trb"},
                                                   {"gmb", "gmb"},
                                                   {"gemeenteblad", "gmb"},
                                                   {"prb", "prb"},
                                                   {"provinciaal", "prb"},
                                                   {"wsb", "wsb"},
                                                   {"waterschapsblad", "wsb"},
                                                   {"bgr", "bgr"},
                                                   {"blad gemeenschappelijke regeling", "bgr"}}};
  const char first = ascii::to_lower(in.peek());
  const char second = ascii::to_lower(in.peek(1));
  if (std::string_view("tgrmsal").find(second) == std::string_view::npos && second != 'e') return {};
  for (const auto& [word, series] : kNames)
    if (word[0] == first && word[1] == second && in.take_word(word)) {
      if (word == "provinciaal" && (!in.skip_space() || !in.take_word("blad"))) break;
      return series;
    }
  return {};
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

// What a paper is known by: its year and its number.
struct Place {
  std::string year, number;
};

// "van het Koninkrijk der Nederlanden", "jaargang" between the name and the year.
void skip_title(Scanner& in) {
  in.take('.');
  in.skip_space();
  for (const std::string_view words : {"van het koninkrijk der nederlanden", "jaargang", "jrg"})
    if (ascii::starts_with_ignoring_case(in.rest(), words)) {
      in.go_to(in.at() + words.size());
      in.take('.');
      in.take(',');
      in.skip_space();
    }
}

// "2018, 84", "2018, nr. 84", "2018/84", "van 12 mei 2018 (nr. 84)".
std::optional<Place> take_place(Scanner& in) {
  constexpr std::size_t kLongestDate = 40;
  auto year = in.take_digits(4);
  const bool dated = !year;
  if (dated) {
    for (const std::string_view word : {"van", "d.d.", "dd.", "dd"})
      if (in.take_word(word)) break;
    in.skip_space();
    std::size_t length = 0;
    const auto day =
        ascii::is_digit(in.peek()) ? parse_dutch_date(in.rest().substr(0, kLongestDate), &length) : std::nullopt;
    if (!day) return std::nullopt;
    in.go_to(in.at() + length);
    year = std::to_string(static_cast<int>(day->year()));
  }
  in.skip_space();
  const bool dash = !dated && in.take_dash();
  bool joined = dash || in.take(',') || (!dated && in.take('/'));
  in.skip_space();
  const bool bracket = dated && in.take('(');
  const bool word = take_number_word(in) != 0;
  joined = word || (joined && !dated);
  const auto number = in.take_digits(1, 6);
  if (!joined || *year < "1813" || *year > "2199" || !number || (*number)[0] == '0' || (dash && is_year(*number)))
    return std::nullopt;
  if (bracket) in.take(')');
  return Place{std::move(*year), *number};
}

// Whether the number just read ends a clause, so that nothing is counted by it ("en 3 andere").
bool ends_clause(Scanner in) {
  if (in.at_end() || std::string_view(".,;:)]").find(in.peek()) != std::string_view::npos)
    return !ascii::is_digit(in.peek(1));
  in.skip_space();
  return in.take_word("en");
}

// ", 85", " en 86", "; 2019, 12": the next paper of a list.
std::optional<Place> take_next(Scanner& in, const std::string& year) {
  const std::size_t before = in.at();
  const bool comma = in.peek() == ',';
  if (take_joint(in, false) == 1) {
    Scanner other = in;
    if (auto place = comma ? std::nullopt : take_place(other); place && is_year(place->year)) {
      in = other;
      return place;
    }
    (void)take_number_word(in);
    const auto number = in.take_digits(1, 6);
    Scanner ahead = in;
    ahead.skip_space();
    const bool clean = in.at_boundary() && !ascii::is_alpha(ahead.peek());
    if (number && (*number)[0] != '0' && !is_year(*number) && (comma ? ends_clause(in) : clean))
      return Place{year, *number};
  }
  in.go_to(before);
  return std::nullopt;
}

}  // namespace

std::vector<Cited> take_gazette(Scanner& in) {
  constexpr std::size_t kMostPapers = 100;
  const std::size_t begin = in.at();
  const auto series = take_name(in);
  if (series.empty()) {
    in.go_to(begin);
    return {};
  }
  skip_title(in);
  std::vector<Cited> out;
  std::size_t from = begin;
  for (auto place = take_place(in); place && out.size() < kMostPapers;) {
    out.push_back({Reeks{std::string(series), place->year + "-" + place->number, {}}, std::nullopt, from, in.at()});
    const std::size_t after = in.at();
    auto next = take_next(in, place->year);
    if (next) {  // the bytes of the number without what joins it
      Scanner joint = in;
      joint.go_to(after);
      (void)take_joint(joint, false);
      from = joint.at();
    }
    place = std::move(next);
  }
  if (out.empty()) in.go_to(begin);
  return out;
}

}  // namespace griffier::publications
