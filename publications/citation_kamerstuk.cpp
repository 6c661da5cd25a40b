// Citations of Kamerstukken.
#include <algorithm>
#include <array>
#include <variant>

#include "publications/ascii.h"
#include "publications/citation.h"

namespace griffier::publications {
namespace {

constexpr std::size_t kMostPapers = 400;

// The letter at the end of "C-E" and "C t/m E", behind the dash or the words; 0 if there is none.
char take_last_letter(Scanner& in, char first) {
  const std::size_t before = in.at();
  const bool range = in.take_dash() || take_joint(in, false) == 2;
  const char last = in.peek();
  if (range && ascii::is_upper(last) && last > first && !ascii::is_alnum(in.peek(1))) {
    in.go_to(in.at() + 1);
    return last;
  }
  in.go_to(before);
  return 0;
}

// "36 410, 12" where nothing says that 12 is a number but that the citation ends with it: no date, no amount.
std::vector<ListedNumber> take_bare_number(Scanner& in) {
  const std::size_t begin = in.at();
  const auto digits = in.take_digits(1, 4);
  if (digits && (*digits)[0] != '0') {
    Scanner ahead = in;
    const bool space = ahead.skip_space();
    const bool goes_on = ahead.take_word("p") || ahead.take_word("blz") || ahead.take_word("en") ||
                         (ahead.take('(') && ascii::is_alpha(ahead.peek()));
    const char next = in.peek();
    if (in.at_end() || (space && goes_on) || std::string_view(";)[]").find(next) != std::string_view::npos ||
        (std::string_view(",.").find(next) != std::string_view::npos && !ascii::is_digit(in.peek(1))))
      return {{*digits, begin, in.at()}};
  }
  in.go_to(begin);
  return {};
}

// A dossier with its ondernummers. "36 373 H" of the Eerste Kamer has its ondernummer where a toevoeging would stand.
std::vector<Cited> take_paper(Scanner& in, const std::string& house, Surroundings surroundings, std::size_t begin) {
  const std::size_t before = in.at();
  auto dossier = take_dossier(in, surroundings);
  if (!dossier) return {};
  const std::size_t after = in.at();
  auto out = take_ondernummers(in, *dossier, surroundings, begin);
  if (out.empty() && house == "ek" && dossier->toevoeging.size() == 1 && ascii::is_upper(dossier->toevoeging[0]))
    return {{Kamerstuk{{dossier->number, {}}, dossier->toevoeging, {}}, Dossier{dossier->number, {}}, begin, in.at()}};
  if (out.empty() && house == "ek" && dossier->toevoeging.empty() && in.skip_space()) {  // "31 145 AA"
    out = as_cited(*dossier, take_letters(in, 2), begin);
    if (out.empty()) in.go_to(after);
  }
  if (out.empty() && surroundings == Surroundings::named && begin != before)
    return {{std::nullopt, std::move(dossier), begin, in.at()}};
  if (out.empty()) in.go_to(before);
  return out;
}

bool take_dossier_word(Scanner& in) {
  return in.take_word("dossier") || in.take_word("dossiers") || in.take_word("dossiernummer") ||
         in.take_word("dossiernummers") || (in.take_word("dossiernr") && in.take('.'));
}

// "Kamerstuk", "Kamerstukken", "Kamerstuknummer", "Kst.", "Dossier", "Tweede Kamer", "EK". Sets the house if the name
// says it.
bool take_series_name(Scanner& in, std::string& house) {
  if (in.take_stem("kamerstuk")) {
    for (const std::string_view ending : {"ken", "nummers", "nummer", "nrs", "nr", "dossiers", "dossier"})
      if (in.take_stem(ending)) break;
    in.take('.');
    return true;
  }
  if (take_dossier_word(in) || in.take_word("kamerdossier")) return true;
  if (in.take_word("kst") || in.take_word("kamerst")) return in.take('.') || in.peek() == ' ';
  if (in.take_exact_word("TK")) house = "tk";
  if (house.empty() && in.take_exact_word("EK")) house = "ek";
  if (!house.empty()) return true;
  const bool second = in.take_word("tweede");
  if (!second && !in.take_word("eerste")) return false;
  if (!in.skip_space() || !in.take_word("kamer")) return false;
  house = second ? "tk" : "ek";
  return true;
}

// "36 410 e.a., D", "36 410 c.s., nr. 3": the other dossiers of a paper.
void skip_others(Scanner& in) {
  const std::size_t before = in.at();
  const bool word = in.take_word("e") || in.take_word("c");
  if (word && in.take('.') && (in.take_word("a") || in.take_word("s")) && in.take('.')) return;
  in.go_to(before);
}

// "36 410, vergaderjaar 2023-2024, nr. 5": the session behind the dossier.
void skip_session(Scanner& in) {
  const std::size_t before = in.at();
  if (!take_head(in, {"tk", {}}).vergaderjaar.empty() && take_number_word(in) != 0) {
    in.go_to(before);
    (void)take_head(in, {"tk", {}});
    return;
  }
  in.go_to(before);
}

// "26 855 (250, 250a)", "29 414 (A, B)": the numbers of a dossier in a bracket.
std::vector<ListedNumber> take_bracketed_numbers(Scanner& in) {
  const std::size_t before = in.at();
  in.skip_space();
  if (in.take('(')) {
    const int word = take_number_word(in);
    auto numbers = take_number_list(in, true);
    const bool year = word == 0 && numbers.size() == 1 && numbers[0].number.size() == 4;
    if (numbers.empty()) numbers = take_letters(in, 2);
    if (numbers.size() == 1 && numbers[0].number.size() == 2 && ascii::is_upper(numbers[0].number[0]))
      numbers.clear();  // "(SP)"
    if (!numbers.empty() && !year && in.take(')')) return numbers;
  }
  in.go_to(before);
  return {};
}

// "nr. 58, was nr. 33", "nr. 58 (t.v.v. nr. 33)": the paper that a changed motion takes the place of.
void take_replaced(Scanner& in, const Dossier& dossier, std::vector<Cited>& out) {
  const std::size_t before = in.at();
  in.skip_space();
  in.take(',');
  in.skip_space();
  if (in.take('(')) in.skip_space();
  bool replaced = in.take_word("was");
  for (const std::string_view words : {"t.v.v.", "ter vervanging van", "voorheen"})
    if (!replaced && ascii::starts_with_ignoring_case(in.rest(), words)) {
      in.go_to(in.at() + words.size());
      replaced = true;
    }
  in.skip_space();
  if (replaced && take_number_word(in) != 0) {
    auto more = take_number_list(in, false);
    if (more.empty()) more = take_letters(in, 3);
    if (!more.empty()) {
      auto papers = as_cited(dossier, more, more.front().begin);
      out.insert(out.end(), papers.begin(), papers.end());
      return;
    }
  }
  in.go_to(before);
}

// "Kamerstuk 31 289, Voortgezet onderwijs, nr. 409": the title of the dossier before the number.
std::vector<Cited> take_titled(Scanner& in, const Dossier& dossier, std::size_t begin) {
  constexpr std::size_t kLongestTitle = 120;
  static constexpr std::array<std::string_view, 7> kOthers = {"andelingen", "anhangsel", "amerst", "Stb",
                                                              "Stcrt",      "Trb",       " Kamer"};
  const std::size_t before = in.at();
  in.take(',');
  in.skip_space();
  const auto title = in.rest().substr(0, kLongestTitle);
  const auto number = title.find(", nr");
  if (number != std::string_view::npos && ascii::is_upper(title[0])) {
    const auto words = title.substr(0, number);
    const bool other =
        words.find_first_of("0123456789;()") != std::string_view::npos || words.find(". ") != std::string_view::npos ||
        std::any_of(kOthers.begin(), kOthers.end(),
                    [words](std::string_view each) { return words.find(each) != std::string_view::npos; });
    in.go_to(in.at() + number + 2);
    const int word = other ? 0 : take_number_word(in);
    Dossier whole = dossier;
    if (words.find_first_not_of("IVX") == std::string_view::npos) whole.toevoeging = words;  // "34 775, VIII, nr. 13"
    auto out = word == 0 ? std::vector<Cited>() : as_cited(whole, take_number_list(in, word == 2), begin);
    if (!out.empty()) return out;
  }
  in.go_to(before);
  return {};
}

// The dossiers of four figures until 1975, and those of the Eerste Kamer itself ("CXXIV, G").
std::vector<Cited> take_unusual_dossier(Scanner& in, const CitationHead& head, std::size_t begin) {
  const std::size_t before = in.at();
  std::string number;
  if (!head.vergaderjaar.empty() && head.vergaderjaar < "1976") {
    in.take_dash();
    number = in.take_digits(4).value_or("");
  } else if (head.house == "ek") {
    constexpr std::size_t kLongest = 9;
    std::size_t n = 0;
    while (n < kLongest && std::string_view("IVXLC").find(in.peek(n)) != std::string_view::npos && in.peek(n) != 0) ++n;
    if (n > 1 && !ascii::is_alnum(in.peek(n))) number = in.rest().substr(0, n);
    in.go_to(in.at() + number.size());
  }
  const Dossier dossier{number, {}};
  auto out = number.empty() ? std::vector<Cited>() : take_ondernummers(in, dossier, Surroundings::named, begin);
  if (out.empty()) in.go_to(before);
  return out;
}

// "Kamerstukken 36 222 en 36 223": the next dossier of a list, and nothing that is counted ("12 350 gulden").
std::vector<Cited> take_next_dossier(Scanner& in, const Cited& last, bool sure) {
  const std::size_t before = in.at();
  auto dossier = take_dossier(in, Surroundings::running_text);
  const bool plausible = dossier && dossier->number >= "15000" && dossier->number <= "39999" && in.at_boundary();
  constexpr std::size_t kLongest = 16;  // of a number and its toevoeging
  const auto printed = in.text_before(last.end);
  const auto tail = printed.substr(printed.size() - std::min(printed.size(), kLongest));
  const bool spaced = tail.find(last.dossier->number) == std::string_view::npos;
  Scanner next = in;
  const bool space = next.skip_space();
  const bool ends = next.at_end() || std::string_view(".,;:)").find(next.peek()) != std::string_view::npos ||
                    (space && (next.take_word("en") || next.take_word("of")));
  const bool apart = dossier && in.since(before).find(dossier->number) == std::string_view::npos;
  if (plausible && apart == spaced && (sure || ends || !apart))
    return {{std::nullopt, std::move(dossier), before, in.at()}};
  in.go_to(before);
  return {};
}

// "Kamerstukken 36222 en 31015, nr. 6": the paper belongs to each of the dossiers that stand before its number.
void share_numbers(std::vector<Cited>& cited) {
  constexpr std::size_t kMostDossiers = 6;
  constexpr std::size_t kMostNumbers = 12;
  const auto first = static_cast<std::size_t>(
      std::find_if(cited.begin(), cited.end(), [](const Cited& one) { return one.identifier.has_value(); }) -
      cited.begin());
  if (first == 0 || first == cited.size() || first > kMostDossiers) return;
  std::vector<Cited> papers;
  for (std::size_t at = 0; at < first; ++at)
    for (std::size_t n = first; n < std::min(cited.size(), first + kMostNumbers); ++n) {
      const auto* paper = cited[n].identifier ? std::get_if<Kamerstuk>(&*cited[n].identifier) : nullptr;
      if (paper == nullptr || !cited[at].dossier || cited[n].dossier != cited[first].dossier) break;
      Cited shared = cited[at];
      shared.identifier = Kamerstuk{*cited[at].dossier, paper->ondernummer, paper->suffix};
      papers.push_back(std::move(shared));
    }
  if (papers.size() < first) return;
  papers.insert(papers.end(), cited.begin() + static_cast<std::ptrdiff_t>(first), cited.end());
  cited = std::move(papers);
}

}  // namespace

std::vector<Cited> take_ondernummers(Scanner& in, const Dossier& dossier, Surroundings surroundings,
                                     std::size_t begin) {
  const std::size_t before = in.at();
  if (in.take_dash()) {
    if (const auto digits = in.take_digits(1, 4); digits && in.at_boundary())
      return {{Kamerstuk{dossier, *digits, {}}, dossier, begin, in.at()}};
    in.go_to(before);
    return {};
  }
  const bool named = surroundings != Surroundings::running_text;
  in.skip_space();
  if (named) skip_others(in);
  const bool comma = in.take(',');
  in.skip_space();
  if (named && comma) skip_session(in);
  const int word = take_number_word(in);
  std::vector<Cited> out;
  if (word != 0) {
    out = as_cited(dossier, take_number_list(in, word == 2), begin);
    if (out.empty()) out = as_cited(dossier, take_letters(in, 3), begin);
    if (!out.empty()) take_replaced(in, dossier, out);
  } else if (comma && named) {
    out = as_cited(dossier, take_letters(in, surroundings == Surroundings::whole ? 3 : 2), begin);
    if (out.empty()) out = as_cited(dossier, take_bare_number(in), begin);
  } else if (named) {
    in.go_to(before);
    out = as_cited(dossier, take_bracketed_numbers(in), begin);
  }
  if (out.empty()) in.go_to(before);
  return out;
}

std::vector<ListedNumber> take_letters(Scanner& in, std::size_t longest) {
  std::vector<ListedNumber> out;
  while (out.size() < kMostPapers) {
    const std::size_t before = in.at();
    if (!out.empty()) {
      in.skip_space();
      if (!in.take_word("en") && !in.take(',') && !in.take('/')) break;
      in.skip_space();
      if (in.take_word("en")) in.skip_space();
    }
    const std::size_t begin = in.at();
    std::size_t n = 0;
    while (n <= longest && ascii::is_upper(in.peek(n))) ++n;
    const auto word = in.rest().substr(0, n);
    const bool chamber = n == 2 && (word == "EK" || word == "TK") && in.peek(2) == ' ';  // the next citation
    if (n == 0 || n > longest || chamber || ascii::is_alnum(in.peek(n))) {
      in.go_to(before);
      break;
    }
    std::string letters(in.rest().substr(0, n));
    in.go_to(begin + n);
    const char first = letters[0];
    const char last = n == 1 ? take_last_letter(in, first) : '\0';
    if (last == 0 && in.peek() == '-' && ascii::is_alpha(in.peek(1))) {  // "A-status"
      in.go_to(before);
      break;
    }
    out.push_back({std::move(letters), begin, in.at()});
    for (int c = first + 1; c <= last; ++c) out.push_back({std::string(1, static_cast<char>(c)), begin, in.at()});
  }
  return out;
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

void take_more_papers(Scanner& in, const std::string& house, bool sure, std::vector<Cited>& out) {
  while (out.size() < kMostPapers) {
    const std::size_t before = in.at();
    in.skip_space();
    const bool mark = in.take(',') || in.take(';') || in.take('/');
    in.skip_space();
    const bool joined = in.take_word("en") || in.take_word("alsmede") || in.take_word("of") || in.take('&');
    in.skip_space();
    if (mark || joined) {
      const auto head = take_head(in, {house, {}});
      const bool letters = head.house == "ek" || !head.vergaderjaar.empty();
      auto more = take_paper(in, head.house, letters ? Surroundings::named : Surroundings::running_text, in.at());
      if (more.empty() && !out.back().identifier) more = take_next_dossier(in, out.back(), sure);
      if (!more.empty()) {
        out.insert(out.end(), more.begin(), more.end());
        continue;
      }
    }
    in.go_to(before);
    return;
  }
}

std::vector<Cited> take_kamerstukken(Scanner& in) {
  const std::size_t begin = in.at();
  CitationHead head;
  const char second = ascii::to_lower(in.peek(1));
  if (second != 'a' && second != 's' && second != 'o' && !may_name_house(in)) return {};
  if (!take_series_name(in, head.house)) {
    in.go_to(begin);
    return {};
  }
  const bool weak = !head.house.empty();                                     // "Tweede Kamer" begins many sentences
  const bool any_dossier = ascii::to_lower(in.since(begin).front()) == 'd';  // courts have them as well
  head = take_head(in, head);
  if (take_number_word(in) == 0 && take_dossier_word(in)) in.skip_space();
  auto out = take_paper(in, head.house, Surroundings::named, begin);
  if (out.empty()) out = take_unusual_dossier(in, head, begin);
  const bool spaced = !out.empty() && out.front().dossier &&
                      in.since(begin).find(out.front().dossier->number) == std::string_view::npos;
  const bool bare = weak && head.vergaderjaar.empty() && !out.empty() && !out.front().identifier;
  if (out.empty() || bare || (any_dossier && !spaced)) {
    in.go_to(begin);
    return {};
  }
  if (!out.front().identifier)
    if (auto titled = take_titled(in, *out.front().dossier, begin); !titled.empty()) out = std::move(titled);
  take_more_papers(in, head.house, false, out);
  share_numbers(out);
  if (weak && !out.front().identifier) {
    in.go_to(begin);
    out.clear();
  }
  return out;
}

std::vector<Cited> take_bills(Scanner& in) {
  const std::size_t begin = in.at();
  if (in.take_stem("wetsvoorstel")) {
    const bool several = in.take_stem("len");
    if (in.at_boundary() && in.skip_space()) {
      (void)take_number_word(in);
      auto out = take_paper(in, {}, Surroundings::named, begin);
      if (!out.empty()) {
        take_more_papers(in, {}, several, out);
        return out;
      }
    }
  }
  in.go_to(begin);
  return {};
}

}  // namespace griffier::publications
