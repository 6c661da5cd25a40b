// The numbers of cases and judgments that are no ECLI.
#include <algorithm>
#include <string>

#include "publications/ascii.h"
#include "publications/reference_scan.h"

namespace griffier::publications {
namespace {

// "nrs. 30562/04 en 30566/04": the numbers behind the first.
void take_more_cases(Scanner& in, std::size_t most_left, std::size_t right, FoundList& out) {
  constexpr std::size_t kMostCases = 50;
  while (out.size() < kMostCases) {
    const std::size_t before = in.at();
    if (!in.take(',')) in.skip_space();
    in.skip_space();
    if (in.take_word("en")) in.skip_space();
    const std::size_t from = in.at();
    const auto first = in.take_digits(2, most_left);
    const auto second = first && in.take('/') ? in.take_digits(right) : std::nullopt;
    if (!second || !in.at_boundary() || from == before) return in.go_to(before);
    out.push_back({"case", *first + "/" + *second, from, in.at()});
  }
}

// The first "12345/06" within `farthest` bytes of the court's name, before another citation begins.
FoundList take_case_of(Scanner& in, std::string_view court, std::size_t farthest, std::size_t most_left,
                       std::size_t right) {
  const std::size_t begin = in.at();
  if (!in.take_exact_word(court)) return {};
  const auto text = in.rest().substr(0, farthest);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ';' || text[at] == ')' || text.substr(at).starts_with("ECLI")) break;
    if (!ascii::is_digit(text[at]) || (at > 0 && ascii::is_alnum(text[at - 1]))) continue;
    Scanner number(in.rest(), at);
    const auto first = number.take_digits(2, most_left);
    const auto second = first && number.take('/') ? number.take_digits(right) : std::nullopt;
    if (!second || !number.at_boundary() || (right == 2 && first->size() < 3)) continue;
    const std::size_t from = in.at() + at;
    in.go_to(in.at() + number.at());
    FoundList out = {{"case", *first + "/" + *second, from, in.at()}};
    take_more_cases(in, most_left, right, out);
    return out;
  }
  in.go_to(begin);
  return {};
}

FoundList take_judgment_number(Scanner& in) {
  const std::size_t begin = in.at();
  if (in.take_exact_word("LJN")) {
    if (in.take('-') && !in.take_word("nummer")) in.take_word("nr");
    in.take(':');
    in.skip_space();
    const auto letters = in.rest().substr(0, 2);
    if (letters.size() == 2 && ascii::is_upper(letters[0]) && ascii::is_upper(letters[1])) {
      in.go_to(in.at() + 2);
      if (const auto digits = in.take_digits(4); digits && in.at_boundary())
        return {{"case", "LJN " + std::string(letters) + *digits, begin, in.at()}};
    }
  }
  in.go_to(begin);
  return {};
}

}  // namespace

FoundList take_case_of_court(Scanner& in) {
  constexpr std::size_t kFarthest = 160;  // from the court's name to the number: date and parties
  constexpr std::size_t kNear = 40;       // the Hoge Raad's parties have no names
  if (in.peek() == 'L') return take_judgment_number(in);
  return in.peek() == 'E' ? take_case_of(in, "EHRM", kFarthest, 5, 2) : take_case_of(in, "HR", kNear, 2, 5);
}

FoundList take_council_case(Scanner& in) {
  constexpr std::size_t kDigits = 9;
  if (in.peek(kDigits) != '/' || in.digits_ahead(kDigits + 1) != kDigits) return {};
  const auto text = in.rest().substr(0, kDigits + 5);  // "/1/V2"
  const bool whole = text.size() == kDigits + 5 && ascii::is_digit(text[10]) && text[11] == '/' &&
                     ascii::is_upper(text[12]) && ascii::is_digit(text[13]);
  if (!whole || (!text.starts_with("19") && !text.starts_with("20"))) return {};
  const std::size_t begin = in.at();
  constexpr std::size_t kNear = 24;  // "in zaak nr.": a judgment prints its own number without
  const auto before = in.text_before(begin);
  const auto near = before.substr(before.size() - std::min(before.size(), kNear));
  if (near.find("zaak n") == std::string_view::npos && near.find("zaken n") == std::string_view::npos &&
      near.find("/") == std::string_view::npos)
    return {};
  in.go_to(begin + text.size());
  if (in.at_boundary()) return {{"case", std::string(text), begin, in.at()}};
  in.go_to(begin);
  return {};
}

}  // namespace griffier::publications
