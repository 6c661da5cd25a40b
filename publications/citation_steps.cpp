// The steps that citations of all series are made of.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "publications/citation.h"

namespace griffier::publications {
namespace {

bool take_roman(Scanner& in, std::string_view numeral) {
  if (!in.rest().starts_with(numeral)) return false;
  const char next = in.peek(numeral.size());
  if (ascii::is_alpha(next)) return false;
  in.go_to(in.at() + numeral.size());
  return true;
}

// "Kamerstukken 2, 2008-2009" and "11", which is "II" to a machine that reads scans.
std::string take_numbered_house(Scanner& in) {
  const std::size_t before = in.at();
  const auto number = in.take_digits(1, 2);
  const std::size_t after = in.at();
  in.take(',');
  if (number && in.skip_space() && take_session(in)) {
    in.go_to(after);
    if (*number == "2" || *number == "11") return "tk";
    if (*number == "1") return "ek";
  }
  in.go_to(before);
  return {};
}

// The house: "II", "I" (also with the letter l for the numeral), "TK", "Tweede Kamer der Staten-Generaal".
std::string take_house(Scanner& in) {
  static constexpr std::array<std::string_view, 4> kSecond = {"II", "ll", "Il", "lI"};
  for (const auto numeral : kSecond)
    if (take_roman(in, numeral)) return "tk";
  if (take_roman(in, "I")) return "ek";
  if (in.peek() == '1' || in.peek() == '2')
    if (auto house = take_numbered_house(in); !house.empty()) return house;
  if (in.take_exact_word("TK")) return "tk";
  if (in.take_exact_word("EK")) return "ek";
  const std::size_t before = in.at();
  if (in.take_word("van") && in.skip_space()) {
    if (!in.take_word("de") || !in.skip_space()) in.go_to(before);
  } else {
    in.go_to(before);
    if (!in.take_word("der") || !in.skip_space()) in.go_to(before);
  }
  const bool second = in.take_word("tweede");
  if ((second || in.take_word("eerste")) && in.skip_space() && in.take_word("kamer")) {
    const std::size_t after = in.at();
    if (!in.skip_space() || !in.take_word("der") || !in.skip_space() || !in.take_word("staten-generaal"))
      in.go_to(after);
    return second ? "tk" : "ek";
  }
  in.go_to(before);
  return {};
}

bool take_session_word(Scanner& in) {
  for (const std::string_view word : {"vergaderjaar", "vergaderjaren", "zitting", "vgj"})
    if (in.take_word(word) || (word == "vergaderjaar" && in.take_stem(word))) {
      in.take('.');
      in.skip_space();
      return true;
    }
  return false;
}

// "-h1", "-n1", "-b2" as the identifiers of a reprint, a correction and an annex end; empty if none.
std::string take_suffix(Scanner& in) {
  const std::size_t before = in.at();
  const char letter = in.peek(1);
  if (in.peek() == '-' && (letter == 'h' || letter == 'n' || letter == 'b')) {
    in.go_to(before + 2);
    if (const auto digits = in.take_digits(1, 2); digits && in.at_boundary())
      return std::string("-") + letter + *digits;
  }
  in.go_to(before);
  return {};
}

// Whether "en nr. 4" follows.
bool number_word_follows(Scanner in) { return take_joint(in, false) == 1 && take_number_word(in) != 0; }

// " (MvT)" behind a number.
void skip_remark(Scanner& in) {
  constexpr std::size_t kLongest = 40;
  const std::size_t before = in.at();
  in.skip_space();
  if (in.take('(')) {
    const auto end = in.rest().substr(0, kLongest).find(')');
    if (end != std::string_view::npos) return in.go_to(in.at() + end + 1);
  }
  in.go_to(before);
}

// One ondernummer: digits with at most one small letter ("12a"), not the beginning of a dossier number ("36 200").
std::optional<ListedNumber> take_listed(Scanner& in) {
  const std::size_t begin = in.at();
  auto number = in.take_digits(1, 5);
  if (!number) return std::nullopt;
  if (ascii::is_lower(in.peek()) && !ascii::is_alnum(in.peek(1))) {
    *number += in.peek();
    in.go_to(in.at() + 1);
  }
  if (ascii::is_digit(in.peek()) || ascii::is_alpha(in.peek())) {
    in.go_to(begin);
    return std::nullopt;
  }
  *number += take_suffix(in);
  return ListedNumber{*number, begin, in.at()};
}

// Whether what was just read is rather "36 200 VI" or "29628, nr. 3": the next citation, not the next number.
bool begins_dossier(Scanner in, const ListedNumber& listed) {
  in.go_to(listed.begin);
  const auto dossier = take_dossier(in, Surroundings::running_text);
  if (!dossier) return false;
  in.take(',');
  in.skip_space();
  return dossier->number.size() > listed.number.size() || take_number_word(in) != 0;
}

// After "nr. 12 en" a number is one more of the list only if nothing is counted by it ("en 3 moties").
bool ends_clause(Scanner in) {
  in.skip_space();
  return in.at_end() || std::string_view(").,;:[]»").find(in.peek()) != std::string_view::npos || in.peek() == '\xC2';
}

// Whether ", 13 en 14" follows, with which "nr. 12, 13 en 14" goes on: rising numbers, and a clause that ends with
// them.
bool rising_list_follows(Scanner in, const ListedNumber& first) {
  constexpr int kMost = 20;
  if (!ascii::all_digits(first.number)) return false;
  int last = std::stoi(first.number);
  for (int i = 0; i < kMost; ++i) {
    const bool comma = in.peek() == ',';
    if (take_joint(in, false) != 1) return false;
    const auto next = take_listed(in);
    if (!next || !ascii::all_digits(next->number) || std::stoi(next->number) <= last || begins_dossier(in, *next))
      return false;
    last = std::stoi(next->number);
    if (!comma) return ends_clause(in);
  }
  return false;
}

void add_range(std::vector<ListedNumber>& numbers, const ListedNumber& last) {
  constexpr int kWidest = 200;
  if (!numbers.empty() && ascii::all_digits(numbers.back().number) && ascii::all_digits(last.number)) {
    const int from = std::stoi(numbers.back().number);
    const int to = std::stoi(last.number);
    if (to > from && to - from <= kWidest)
      for (int n = from + 1; n < to; ++n) numbers.push_back({std::to_string(n), last.begin, last.end});
  }
  numbers.push_back(last);
}

}  // namespace

// "2023/2024", "2023/24", "2023–24", also with both marks ("2022/-23"). The first year decides: the second is often
// mistyped ("2023–34").
std::optional<std::string> take_session(Scanner& in) {
  const std::size_t before = in.at();
  const auto first = in.take_digits(4);
  if (first && *first >= "1800" && *first <= "2199") {
    bool apart = in.skip_space();
    bool joined = in.take('/');
    joined = in.take_dash() || joined;
    apart = in.skip_space() || apart;
    const std::size_t digits = in.digits_ahead(5);
    const bool mistyped = digits == 3 && !apart;  // "2022–203"
    const auto second = joined && (digits == 2 || digits == 4 || mistyped) ? in.take_digits(digits) : std::nullopt;
    const int year = std::stoi(*first);
    const bool follows = second && std::stoi(*second) % 100 == (year + 1) % 100;
    if (second && (follows || !apart) && in.at_boundary()) return fmt::format("{}-{}", year, year + 1);
  }
  in.go_to(before);
  return std::nullopt;
}

// "en", ",", "t/m" between the numbers of a list: 0 none, 1 a joint, 2 a range.
int take_joint(Scanner& in, bool several) {
  const std::size_t before = in.at();
  in.skip_space();
  if (in.take(',') || in.take(';') || in.take('&')) {
    in.skip_space();
    if (in.take_word("en")) in.skip_space();
    return 1;
  }
  if (in.take_word("en") || in.take_word("alsmede") || in.take_word("resp") || in.take_word("respectievelijk")) {
    in.take('.');
    in.skip_space();
    return 1;
  }
  if (in.take_word("t/m") || (several && in.take_dash())) {
    in.skip_space();
    return 2;
  }
  if (in.take_word("tot") && in.skip_space() && in.take_word("en") && in.skip_space() && in.take_word("met") &&
      in.skip_space())
    return 2;
  in.go_to(before);
  return 0;
}

void skip_pages(Scanner& in) {
  constexpr int kMostPages = 8;
  const std::size_t before = in.at();
  skip_remark(in);
  if (in.at() != before && number_word_follows(in)) return;
  in.take(',');
  in.skip_space();
  bool pages = false;
  for (const std::string_view word : {"p", "pp", "blz", "pag", "pagina", "par"}) pages = pages || in.take_word(word);
  if (pages) {
    in.take('.');
    in.skip_space();
    for (int i = 0; i < kMostPages && in.take_digits(1, 4); ++i) {
      if (in.take_dash()) (void)in.take_digits(1, 4);
      skip_remark(in);
      if (number_word_follows(in)) return;
      if (take_joint(in, false) != 1) break;
    }
  }
  in.go_to(before);
}

CitationHead take_head(Scanner& in, CitationHead head) {
  constexpr int kMostParts = 10;
  for (int i = 0; i < kMostParts; ++i) {
    const std::size_t before = in.at();
    in.skip_space();
    if (in.take(',') || in.take(':')) continue;
    const std::size_t here = in.at();
    take_session_word(in);
    if (auto session = take_session(in)) {
      if (head.vergaderjaar.empty()) head.vergaderjaar = std::move(*session);
      continue;
    }
    in.go_to(here);
    if (head.house.empty()) {
      head.house = take_house(in);
      if (!head.house.empty()) continue;
    }
    in.go_to(before);
    in.skip_space();
    break;
  }
  return head;
}

int take_number_word(Scanner& in) {
  const std::size_t before = in.at();
  if (in.take_word("nrs") || in.take_word("nummers") || in.take_word("letters")) {
    in.take('.');
    in.skip_space();
    return 2;
  }
  if (in.take_word("nr") || in.take_word("no") || in.take_word("nummer") || in.take_word("letter")) {
    in.take('.');
    in.skip_space();
    return 1;
  }
  for (const std::string_view glued : {"nrs", "nr"}) {  // "nr872", when extraction lost the space
    if (!ascii::starts_with_ignoring_case(in.rest(), glued) || !ascii::is_digit(in.peek(glued.size()))) continue;
    in.go_to(in.at() + glued.size());
    return glued == "nrs" ? 2 : 1;
  }
  in.go_to(before);
  return 0;
}

std::vector<ListedNumber> take_number_list(Scanner& in, bool several) {
  constexpr std::size_t kMost = 200;
  std::vector<ListedNumber> numbers;
  auto first = take_listed(in);
  if (!first) return numbers;
  numbers.push_back(*first);
  several = several || (in.peek() == ',' && rising_list_follows(in, *first));
  while (numbers.size() < kMost) {
    const std::size_t before = in.at();
    skip_pages(in);
    if (several && in.at() == before) skip_remark(in);  // "nrs. 12 (motie-Jansma) en 13"
    const bool comma = in.peek() == ',' || in.peek() == ';';
    const int joint = take_joint(in, several);
    const int word = joint == 1 ? take_number_word(in) : 0;
    const bool again = word != 0;    // "nr. 679, nr. 684 en 685"
    several = several || word == 2;  // "nr. 10 en nrs. 20-22"
    const auto next = joint == 0 ? std::nullopt : take_listed(in);
    const bool sure = several || again || joint == 2;
    if (!next || begins_dossier(in, *next) || (!sure && (comma || !ends_clause(in)))) {
      in.go_to(before);
      break;
    }
    if (joint == 2)
      add_range(numbers, *next);
    else
      numbers.push_back(*next);
  }
  return numbers;
}

}  // namespace griffier::publications
