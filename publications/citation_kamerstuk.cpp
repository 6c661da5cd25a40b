// Citations of Kamerstukken.
#include <algorithm>

#include "publications/ascii.h"
#include "publications/citation.h"

namespace griffier::publications {
namespace {

constexpr std::size_t kMostPapers = 400;

// "36600", "36 600", and where it is known to be a dossier "36.600".
std::optional<std::string> take_dossier_number(Scanner& in, Surroundings surroundings) {
  const std::size_t before = in.at();
  if (auto whole = in.take_digits(5)) return whole;
  if (auto head = in.take_digits(1, 2); head && (head->size() == 2 || surroundings != Surroundings::running_text)) {
    const bool joined = in.skip_space() || (surroundings != Surroundings::running_text && in.take('.'));
    const auto tail = joined ? in.take_digits(3) : std::nullopt;
    if (tail) return *head + *tail;
  }
  in.go_to(before);
  if (surroundings == Surroundings::whole)
    if (auto other = in.take_digits(1, 6)) return other;
  in.go_to(before);
  return std::nullopt;
}

// "R2345", "(R2345)": the number of a paper of the Kingdom.
std::optional<std::string> take_kingdom_number(Scanner& in) {
  const std::size_t before = in.at();
  const bool bracket = in.take('(');
  if (in.take('R')) {
    in.take('-');
    const auto digits = in.take_digits(1, 5);
    if (digits && (!bracket || in.take(')')) && in.at_boundary()) return "R" + *digits;
  }
  in.go_to(before);
  return std::nullopt;
}

// Whether an ondernummer follows that says it is one, without reading it.
bool named_number_follows(Scanner in) {
  if (in.take_dash()) return ascii::is_digit(in.peek());
  in.take(',');
  in.skip_space();
  return take_number_word(in) != 0;
}

// Whether any ondernummer follows, letters included.
bool number_follows(Scanner in) {
  if (named_number_follows(in)) return true;
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
    if ((*digits)[0] == '0' || number == "21501" || named_number_follows(in)) return digits;
  }
  in.go_to(before);
  return std::nullopt;
}

std::string take_toevoeging(Scanner& in, const std::string& number, Surroundings surroundings) {
  const std::size_t before = in.at();
  const bool space = in.skip_space();
  const bool named = surroundings != Surroundings::running_text;
  if (space && named && number == "21501")  // "21 501 32"
    if (auto digits = take_numeric_toevoeging(in, number)) return *digits;
  if (space && named && in.take_word("hoofdstuk")) in.skip_space();
  if (auto kingdom = take_kingdom_number(in)) return *kingdom;
  const bool dash = in.take_dash();
  if (dash && !space)
    if (auto digits = take_numeric_toevoeging(in, number)) return *digits;
  if (dash)
    if (auto kingdom = take_kingdom_number(in)) return *kingdom;
  if (space || dash || surroundings != Surroundings::running_text)
    if (auto chapter = take_chapter(in)) return *chapter;
  in.go_to(before);
  return {};
}

// ", A" and ", nr. A": the letters by which the Eerste Kamer numbers.
std::vector<ListedNumber> take_letters(Scanner& in, std::size_t longest) {
  std::vector<ListedNumber> out;
  while (out.size() < kMostPapers) {
    const std::size_t before = in.at();
    if (!out.empty()) {
      in.skip_space();
      if (!in.take_word("en") && !in.take(',')) break;
      in.skip_space();
    }
    const std::size_t begin = in.at();
    std::size_t n = 0;
    while (n <= longest && ascii::is_upper(in.peek(n))) ++n;
    const bool compound = in.peek(n) == '-' && ascii::is_alpha(in.peek(n + 1));
    if (n == 0 || n > longest || ascii::is_alnum(in.peek(n)) || compound) {
      in.go_to(before);
      break;
    }
    std::string letters(in.rest().substr(0, n));
    in.go_to(begin + n);
    out.push_back({std::move(letters), begin, in.at()});
  }
  return out;
}

// "36 410, 12" where nothing says that 12 is a number but that the citation ends with it: no date, no amount.
std::vector<ListedNumber> take_bare_number(Scanner& in) {
  const std::size_t begin = in.at();
  const auto digits = in.take_digits(1, 4);
  if (digits && (*digits)[0] != '0') {
    Scanner ahead = in;
    const bool space = ahead.skip_space();
    const bool goes_on = ahead.take_word("p") || ahead.take_word("blz") || ahead.take_word("en");
    const char next = in.peek();
    if (in.at_end() || (space && goes_on) || std::string_view(";)]").find(next) != std::string_view::npos ||
        (std::string_view(",.").find(next) != std::string_view::npos && !ascii::is_digit(in.peek(1))))
      return {{*digits, begin, in.at()}};
  }
  in.go_to(begin);
  return {};
}

std::vector<Cited> as_cited(const Dossier& dossier, const std::vector<ListedNumber>& numbers, std::size_t begin) {
  std::vector<Cited> out;
  for (const auto& listed : numbers) {
    Kamerstuk paper{dossier, listed.number, {}};
    if (const auto dash = listed.number.find('-'); dash != std::string::npos) {  // "9-h1", a reprint
      paper.ondernummer.resize(dash);
      paper.suffix = {listed.number[dash + 1], std::stoi(listed.number.substr(dash + 2))};
    }
    out.push_back({std::move(paper), dossier, out.empty() ? begin : listed.begin, listed.end});
  }
  return out;
}

// A dossier with its ondernummers. "36 373 H" of the Eerste Kamer has its ondernummer where a toevoeging would stand.
std::vector<Cited> take_paper(Scanner& in, const std::string& house, Surroundings surroundings, std::size_t begin) {
  const std::size_t before = in.at();
  auto dossier = take_dossier(in, surroundings);
  if (!dossier) return {};
  auto out = take_ondernummers(in, *dossier, surroundings, begin);
  if (out.empty() && house == "ek" && dossier->toevoeging.size() == 1 && ascii::is_upper(dossier->toevoeging[0]))
    return {{Kamerstuk{{dossier->number, {}}, dossier->toevoeging, {}}, Dossier{dossier->number, {}}, begin, in.at()}};
  if (out.empty() && surroundings == Surroundings::named && begin != before)
    return {{std::nullopt, std::move(dossier), begin, in.at()}};
  if (out.empty()) in.go_to(before);
  return out;
}

// "... en 36 200 VII, nr. 3; Kamerstukken" goes on as long as a dossier with a number follows.
void take_more_papers(Scanner& in, const std::string& house, std::vector<Cited>& out) {
  while (out.size() < kMostPapers) {
    const std::size_t before = in.at();
    in.skip_space();
    const bool mark = in.take(',') || in.take(';') || in.take('/');
    in.skip_space();
    const bool joined = in.take_word("en") || in.take_word("alsmede") || in.take_word("of") || in.take('&');
    in.skip_space();
    if (mark || joined) {
      const auto head = take_head(in, {house, {}});
      auto more = take_paper(in, head.house, Surroundings::running_text, in.at());
      if (!more.empty()) {
        out.insert(out.end(), more.begin(), more.end());
        continue;
      }
    }
    in.go_to(before);
    return;
  }
}

// "Kamerstuk", "Kamerstukken", "Kamerstuknummer", "Kst.", "Dossier", "Tweede Kamer", "EK". Sets the house if the name
// says it.
bool take_series_name(Scanner& in, std::string& house) {
  if (in.take_stem("kamerstuk")) {
    for (const std::string_view ending : {"ken", "nummers", "nummer", "nrs", "nr"})
      if (in.take_stem(ending)) break;
    in.take('.');
    return true;
  }
  if (in.take_word("dossier") || in.take_word("dossiernummer")) return true;
  if (in.take_word("kst")) return in.take('.') || in.peek() == ' ';
  if (in.take_exact_word("TK")) house = "tk";
  if (house.empty() && in.take_exact_word("EK")) house = "ek";
  if (!house.empty()) return true;
  const bool second = in.take_word("tweede");
  if (!second && !in.take_word("eerste")) return false;
  if (!in.skip_space() || !in.take_word("kamer")) return false;
  house = second ? "tk" : "ek";
  return true;
}

// "Nota van wijziging - 30111-8": lists of papers end an item with its number.
bool ends_item(Scanner in, std::size_t begin) {
  in.skip_space();
  if (!in.at_end()) return false;
  in.go_to(0);
  const std::string_view before = in.rest().substr(0, begin);
  return begin > 3 && (before.ends_with(" - ") || before.ends_with(" \u2013 "));
}

// "19637-64" may be anything; "36 471-64", "36600-VII-12" and "19637, nr. 64" are papers.
bool looks_like_paper(const Scanner& in, std::size_t begin, const Dossier& dossier) {
  const std::string_view printed = in.since(begin);
  const bool spaced = printed.find(dossier.number) == std::string_view::npos;
  return spaced || ends_item(in, begin) || !dossier.toevoeging.empty() ||
         printed.find_first_of("nN") != std::string_view::npos;
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

std::vector<Cited> take_ondernummers(Scanner& in, const Dossier& dossier, Surroundings surroundings,
                                     std::size_t begin) {
  const std::size_t before = in.at();
  if (in.take_dash()) {
    if (const auto digits = in.take_digits(1, 4); digits && in.at_boundary())
      return {{Kamerstuk{dossier, *digits, {}}, dossier, begin, in.at()}};
    in.go_to(before);
    return {};
  }
  in.skip_space();
  const bool comma = in.take(',');
  in.skip_space();
  const int word = take_number_word(in);
  if (word != 0) {
    auto out = as_cited(dossier, take_number_list(in, word == 2), begin);
    if (out.empty()) out = as_cited(dossier, take_letters(in, 3), begin);
    if (!out.empty()) return out;
  } else if (comma && surroundings != Surroundings::running_text) {
    auto out = as_cited(dossier, take_letters(in, surroundings == Surroundings::whole ? 3 : 2), begin);
    if (out.empty()) out = as_cited(dossier, take_bare_number(in), begin);
    if (!out.empty()) return out;
  }
  in.go_to(before);
  return {};
}

std::vector<Cited> take_kamerstukken(Scanner& in) {
  const std::size_t begin = in.at();
  CitationHead head;
  if (!take_series_name(in, head.house)) {
    in.go_to(begin);
    return {};
  }
  const bool weak = !head.house.empty();                                     // "Tweede Kamer" begins many sentences
  const bool any_dossier = ascii::to_lower(in.since(begin).front()) == 'd';  // courts have them as well
  head = take_head(in, head);
  if (take_number_word(in) == 0 && in.take_word("dossier")) in.skip_space();
  auto out = take_paper(in, head.house, Surroundings::named, begin);
  const bool spaced = !out.empty() && out.front().dossier &&
                      in.since(begin).find(out.front().dossier->number) == std::string_view::npos;
  if (out.empty() || (weak && !out.front().identifier) || (any_dossier && !spaced)) {
    in.go_to(begin);
    return {};
  }
  take_more_papers(in, head.house, out);
  return out;
}

std::vector<Cited> take_bare_kamerstukken(Scanner& in, Surroundings surroundings) {
  const std::size_t begin = in.at();
  auto out = take_paper(in, {}, surroundings, begin);
  if (!out.empty() && surroundings == Surroundings::running_text && !looks_like_paper(in, begin, *out[0].dossier))
    out.clear();
  if (out.empty())
    in.go_to(begin);
  else if (surroundings == Surroundings::running_text)
    take_more_papers(in, {}, out);
  return out;
}

std::vector<Cited> take_numbered_motion(Scanner& in) {
  const std::size_t begin = in.at();
  if ((in.take_word("krijgt") || in.take_word("krijgen")) && in.skip_space()) {
    if (in.take_word("de") || in.take_word("het")) in.skip_space();
    const std::size_t first = in.at();
    const int word = take_number_word(in);
    const auto numbers = word == 0 ? std::vector<ListedNumber>() : take_number_list(in, word == 2);
    in.skip_space();
    const bool bracket = !numbers.empty() && in.take('(');
    in.skip_space();
    const auto dossier = bracket ? take_dossier(in, Surroundings::named) : std::nullopt;
    in.skip_space();
    if (dossier && in.take(')')) {
      auto out = as_cited(*dossier, numbers, first);
      out.back().end = in.at();
      return out;
    }
  }
  in.go_to(begin);
  return {};
}

}  // namespace griffier::publications
