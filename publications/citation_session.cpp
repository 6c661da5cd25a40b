// Citations of what is numbered within a session or a year: Aanhangsel, Handelingen, Staatsblad and the like.
#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "publications/citation.h"

namespace griffier::publications {
namespace {

// "Handelingen", "van de Handelingen", "der Handelingen".
bool take_handelingen_word(Scanner& in) {
  const std::size_t before = in.at();
  in.take_dash();
  in.skip_space();
  for (const std::string_view word : {"van", "bij", "tot"})
    if (in.take_word(word)) in.skip_space();
  for (const std::string_view word : {"de", "der"})
    if (in.take_word(word)) in.skip_space();
  if (in.take_stem("handelingen")) return true;
  in.go_to(before);
  return false;
}

std::string house_or_second(const CitationHead& head) { return head.house.empty() ? "tk" : head.house; }

// ", item 3", ", item nr. 3"; empty if none.
std::string take_item(Scanner& in) {
  const std::size_t before = in.at();
  in.skip_space();
  in.take(',');
  in.skip_space();
  if (in.take_word("item") || in.take_word("items")) {
    in.skip_space();
    (void)take_number_word(in);
    if (const auto item = in.take_digits(1, 4)) return "-" + *item;
  }
  in.go_to(before);
  return {};
}

// "p. 7140-7144" of the Handelingen before 2011, which were numbered by page; empty if none.
std::string take_pages(Scanner& in) {
  const std::size_t before = in.at();
  const bool word = in.take_word("p") || in.take_word("pp") || in.take_word("blz") || in.take_word("pag");
  if (word) {
    in.take('.');
    in.skip_space();
    const auto from = in.take_digits(1, 5);
    if (from && in.take_dash())
      if (const auto to = in.take_digits(1, 5)) return *from + "-" + *to;
  }
  in.go_to(before);
  return {};
}

// "12", "12 en 13", of one year.
std::vector<Cited> gazette_papers(Scanner& in, const std::string& series, const std::string& year,
                                  const std::string& first, std::size_t begin) {
  const auto paper = [&](const std::string& number, std::size_t from) {
    return Cited{Reeks{series, year + "-" + number, {}}, std::nullopt, from, in.at()};
  };
  std::vector<Cited> out = {paper(first, begin)};
  const std::size_t after = in.at();
  if (in.skip_space() && in.take_word("en") && in.skip_space()) {
    const std::size_t from = in.at();
    const auto second = in.take_digits(1, 6);
    Scanner ahead = in;
    ahead.skip_space();
    const bool year_of_another =
        second && second->size() == 4 && (second->starts_with("19") || second->starts_with("20"));
    if (second && (*second)[0] != '0' && in.at_boundary() && !year_of_another && !ascii::is_alpha(ahead.peek()))
      out.push_back(paper(*second, from));
  }
  if (out.size() == 1) in.go_to(after);
  return out;
}

}  // namespace

std::vector<Cited> take_aanhangsels(Scanner& in) {
  const std::size_t begin = in.at();
  CitationHead head;
  bool named = in.take_stem("aanhangsel");
  if (!named) {  // "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel van de Handelingen, nr. 12"
    in.take_stem("handelingen");
    head = take_head(in);
    named = !head.vergaderjaar.empty() && in.take_stem("aanhangsel");
  }
  if (!named) {
    in.go_to(begin);
    return {};
  }
  in.take(')');  // "Kamervragen (Aanhangsel) 2007–2008, nr. 12"
  const bool handelingen = take_handelingen_word(in);
  head = take_head(in, head);
  const int word = take_number_word(in);
  std::vector<Cited> out;
  if (!head.vergaderjaar.empty() && (word != 0 || handelingen))
    for (const auto& listed : take_number_list(in, word == 2))
      if (ascii::all_digits(listed.number) && listed.number[0] != '0')
        out.push_back({Aanhangsel{house_or_second(head), head.vergaderjaar, std::stoi(listed.number), {}}, std::nullopt,
                       out.empty() ? begin : listed.begin, listed.end});
  if (out.empty()) in.go_to(begin);
  return out;
}

std::vector<Cited> take_handelingen(Scanner& in) {
  const std::size_t begin = in.at();
  if (!in.take_stem("handelingen") && !(in.take_exact_word("Hand") && in.take('.'))) {
    in.go_to(begin);
    return {};
  }
  in.skip_space();
  if (in.take_word("der") && in.skip_space()) in.take_word("kamer");
  const auto head = take_head(in);
  std::vector<Cited> out;
  const auto add = [&](std::string numbers, std::size_t from) {
    out.push_back(
        {Handelingen{house_or_second(head), head.vergaderjaar, std::move(numbers), {}}, std::nullopt, from, in.at()});
  };
  if (!head.vergaderjaar.empty()) {
    const int word = take_number_word(in);
    if (auto pages = take_pages(in); !pages.empty()) {
      add(std::move(pages), begin);
    } else if (auto meeting = in.take_digits(1, 4)) {
      const std::size_t after = in.at();
      auto item = take_item(in);
      if (item.empty() && in.take_dash()) {
        if (const auto number = in.take_digits(1, 4)) item = "-" + *number;
        if (item.empty()) in.go_to(after);
      }
      if (word != 0 || !item.empty()) add(*meeting + item, begin);
    }
  }
  if (out.empty()) in.go_to(begin);
  return out;
}

std::vector<Cited> take_gazette(Scanner& in) {
  struct Name {
    std::string_view word, series;
  };
  static constexpr std::array<Name, 6> kNames = {{{"stb", "stb"},
                                                  {"staatsblad", "stb"},
                                                  {"stcrt", "stcrt"},
                                                  {"staatscourant", "stcrt"},
                                                  {"trb", "trb"},
                                                  {"tractatenblad", "trb"}}};
  const std::size_t begin = in.at();
  const auto* const name =
      std::find_if(kNames.begin(), kNames.end(), [&in](const Name& each) { return in.take_word(each.word); });
  if (name != kNames.end()) {
    in.take('.');
    in.skip_space();
    const auto year = in.take_digits(4);
    in.skip_space();
    const bool joined = in.take(',') || in.take('/');
    in.skip_space();
    const bool word = take_number_word(in) != 0;
    const auto number = in.take_digits(1, 6);
    if (year && *year >= "1813" && *year <= "2199" && number && (*number)[0] != '0' && (joined || word))
      return gazette_papers(in, std::string(name->series), *year, *number, begin);
  }
  in.go_to(begin);
  return {};
}

}  // namespace griffier::publications
