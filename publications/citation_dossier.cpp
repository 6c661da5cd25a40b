// The numbers of dossiers.
#include "publications/ascii.h"
#include "publications/citation.h"

namespace griffier::publications {
namespace {

// Whether an ondernummer follows that says it is one, without reading it.
bool number_word_follows(Scanner in) {
  in.take(',');
  in.skip_space();
  return take_number_word(in) != 0;
}

// " VI", "-XVI" of a begroting, which has more than one letter where nothing else says that it is one.
bool chapter_follows(Scanner in) {
  constexpr std::string_view kLetters = "IVX";
  if (!in.skip_space() && !in.take_dash()) return false;
  const auto belongs = [&](char c) { return c != 0 && kLetters.find(c) != std::string_view::npos; };
  return belongs(in.peek()) && belongs(in.peek(1)) && !ascii::is_lower(in.peek(2));
}

// "36600", "36 600", and where it is known to be a dossier "36.600".
std::optional<std::string> take_dossier_number(Scanner& in, Surroundings surroundings) {
  const std::size_t before = in.at();
  if (auto whole = in.take_digits(5)) return whole;
  const bool named = surroundings != Surroundings::running_text;
  if (auto head = in.take_digits(1, 2); head && (head->size() == 2 || named)) {
    const bool cells = in.peek() == '\t';  // of a table
    const bool joined = (!cells && in.skip_space()) || (named && (in.take('.') || (head->size() == 2 && in.take('-'))));
    const auto tail = joined ? in.take_digits(3) : std::nullopt;
    if (tail) return *head + *tail;
    if (!named && in.peek() == '.') {  // "36.410 VI", "36.410, nr. 3"
      in.go_to(in.at() + 1);
      if (const auto dotted = in.take_digits(3); dotted && (number_word_follows(in) || chapter_follows(in)))
        return *head + *dotted;
    }
  }
  in.go_to(before);
  if (surroundings == Surroundings::whole)
    if (auto other = in.take_digits(1, 6)) return other;
  in.go_to(before);
  return std::nullopt;
}

// "R2345", "(R2345)", "(R 2345)": the number of a paper of the Kingdom.
std::optional<std::string> take_kingdom_number(Scanner& in) {
  const std::size_t before = in.at();
  const bool bracket = in.take('(');
  if (in.take('R')) {
    if (!in.take('-') && bracket) in.skip_space();
    const auto digits = in.take_digits(1, 5);
    if (digits && (!bracket || in.take(')')) && in.at_boundary()) return "R" + *digits;
  }
  in.go_to(before);
  return std::nullopt;
}

// Whether any ondernummer follows, letters included.
bool number_follows(Scanner in) {
  if (number_word_follows(in)) return true;
  if (in.take_dash()) return ascii::is_digit(in.peek());
  in.take(',');
  in.skip_space();
  return ascii::is_upper(in.peek()) && !ascii::is_alnum(in.peek(1));
}

// A begrotingshoofdstuk ("VII", "IIA") or the letter of a fund ("A"), which in a sentence may also be a word ("U").
std::optional<std::string> take_chapter(Scanner& in) {
  std::size_t n = 0;
  while (n < 6 && std::string_view("IVX").find(in.peek(n)) != std::string_view::npos && in.peek(n) != '\0') ++n;
  if (n > 0 && in.peek(n) >= 'A' && in.peek(n) <= 'E') ++n;
  if (n == 0 && ascii::is_upper(in.peek())) n = 1;
  if (n == 0 || ascii::is_alnum(in.peek(n))) return std::nullopt;
  const std::size_t before = in.at();
  std::string out(in.rest().substr(0, n));
  in.go_to(in.at() + n);
  if ((out == "IX" || out == "II") && in.peek() == ' ' && (in.peek(1) == 'A' || in.peek(1) == 'B') &&
      in.peek(2) == ',') {  // "IX B, nr. 7", as the chapters that are parted were printed before 2002
    out += in.peek(1);
    in.go_to(in.at() + 2);
  }
  if (n > 1 || std::string_view("IVX").find(out[0]) != std::string_view::npos || in.peek() != ' ' || number_follows(in))
    return out;
  in.go_to(before);
  return std::nullopt;
}

// "-08" in "21 501-08", which would be an ondernummer in "36 471-64".
std::optional<std::string> take_numeric_toevoeging(Scanner& in, const std::string& number) {
  const std::size_t before = in.at();
  const auto digits = in.take_digits(2);
  if (digits && in.at_boundary()) {
    if ((*digits)[0] == '0' || number == "21501" || number_word_follows(in)) return digits;
  }
  in.go_to(before);
  return std::nullopt;
}

// "36600 hoofdstuk VII", "36600, hfst. VII".
void take_chapter_word(Scanner& in) {
  const std::size_t before = in.at();
  if (in.take(',')) in.skip_space();
  if (in.take_word("hoofdstuk") || ((in.take_word("hfst") || in.take_word("hfdst")) && in.take('.'))) {
    in.skip_space();
    return;
  }
  in.go_to(before);
}

std::string take_toevoeging(Scanner& in, const std::string& number, Surroundings surroundings) {
  const std::size_t before = in.at();
  const bool space = in.skip_space();
  const bool named = surroundings != Surroundings::running_text;
  if (space && named && number == "21501")  // "21 501 32"
    if (auto digits = take_numeric_toevoeging(in, number)) return *digits;
  if (named) take_chapter_word(in);
  if (auto kingdom = take_kingdom_number(in)) return *kingdom;
  const bool dash = in.take_dash() || (named && !space && in.take('.'));  // "31700.VIII"
  if (dash && !space)
    if (auto digits = take_numeric_toevoeging(in, number)) return *digits;
  if (dash)
    if (auto kingdom = take_kingdom_number(in)) return *kingdom;
  if (space || dash || named)
    if (auto chapter = take_chapter(in)) return *chapter;
  in.go_to(before);
  return {};
}

}  // namespace

std::optional<Dossier> take_dossier(Scanner& in, Surroundings surroundings) {
  const std::size_t before = in.at();
  auto number = take_dossier_number(in, surroundings);
  if (!number) return std::nullopt;
  Dossier out{std::move(*number), {}};
  out.toevoeging = take_toevoeging(in, out.number, surroundings);
  if (!ascii::is_digit(in.peek())) return out;
  in.go_to(before);
  return std::nullopt;
}

}  // namespace griffier::publications
