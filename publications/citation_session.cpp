// Citations of what is numbered within a session: Aanhangsel and Handelingen.

#include "publications/ascii.h"
#include "publications/citation.h"
#include "publications/instant.h"

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
  if (in.take_stem("handelingen") || (in.take_exact_word("Hand") && in.take('.'))) return true;
  in.go_to(before);
  return false;
}

std::string house_or_second(const CitationHead& head) { return head.house.empty() ? "tk" : head.house; }

// ", item 3", ", item nr. 3", ", items 3 en 8".
std::vector<ListedNumber> take_items(Scanner& in) {
  constexpr std::size_t kMostItems = 100;
  const std::size_t before = in.at();
  in.skip_space();
  in.take(',');
  in.skip_space();
  const bool several = in.take_word("items");
  std::vector<ListedNumber> items;
  if (several || in.take_word("item")) {
    in.skip_space();
    (void)take_number_word(in);
    std::size_t after = before;
    while (items.size() < kMostItems) {
      const std::size_t begin = in.at();
      const auto item = in.take_digits(1, 4);
      if (!item || !in.at_boundary()) break;
      after = in.at();
      items.push_back({*item, begin, after});
      if (!several || take_joint(in, false) != 1) break;
    }
    in.go_to(after);
  }
  if (items.empty()) in.go_to(before);
  return items;
}

// ", p. 4-7 en nr. 19": past the pages, to the number of another meeting.
bool take_next_meeting(Scanner& in) {
  const std::size_t before = in.at();
  skip_pages(in);
  if (take_joint(in, false) == 1 && take_number_word(in) != 0) return true;
  in.go_to(before);
  return false;
}

// "104-3" and "104-3-12" with the page: the item behind the number of the meeting; empty if none.
std::string take_joined_item(Scanner& in) {
  const std::size_t before = in.at();
  const auto item = in.take_dash() ? in.take_digits(1, 4) : std::nullopt;
  if (!item) {
    in.go_to(before);
    return {};
  }
  const std::size_t after = in.at();
  if (!in.take_dash() || !in.take_digits(1, 4)) in.go_to(after);
  return *item;
}

// "Handelingen II, 21 juni 2023, nr. 93": the day of the meeting says the session.
void take_day(Scanner& in, CitationHead& head) {
  constexpr std::size_t kLongest = 40;
  if (!head.vergaderjaar.empty() || !ascii::is_digit(in.peek())) return;
  std::size_t length = 0;
  const auto day = parse_dutch_date(in.rest().substr(0, kLongest), &length);
  if (!day) return;
  head.vergaderjaar = vergaderjaar_of(*day);
  in.go_to(in.at() + length);
  head = take_head(in, head);
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

// The numbers of one session, which stands before or behind them.
bool take_aanhangsel_numbers(Scanner& in, CitationHead& head, bool handelingen, std::size_t begin,
                             std::vector<Cited>& out) {
  constexpr std::size_t kMostNumbers = 400;
  const std::size_t before = in.at();
  head = take_head(in, head);
  const bool session_first = !head.vergaderjaar.empty();
  const int word = take_number_word(in);
  const bool named = word != 0 || handelingen;
  const auto numbers = named ? take_number_list(in, word == 2) : std::vector<ListedNumber>();
  if (!session_first && !numbers.empty()) {  // "nr. 12, vergaderjaar 2023–2024", "nr. 12 (2023/24)"
    in.skip_space();
    const bool bracket = in.take('(');
    head = take_head(in, head);
    if (bracket) in.take(')');
  }
  const std::size_t already = out.size();
  if (!head.vergaderjaar.empty() && already < kMostNumbers)
    for (const auto& listed : numbers)
      if (ascii::all_digits(listed.number) && listed.number[0] != '0')
        out.push_back({Aanhangsel{house_or_second(head), head.vergaderjaar, std::stoi(listed.number), {}}, std::nullopt,
                       out.empty() ? begin : listed.begin, listed.end});
  if (out.size() == already) in.go_to(before);
  return out.size() > already;
}

}  // namespace

std::vector<Cited> take_aanhangsels(Scanner& in) {
  const std::size_t begin = in.at();
  CitationHead head;
  bool handelingen = false;
  const char first = ascii::to_lower(in.peek());
  bool named = first == 'a' && (in.take_stem("aanhangsel") || (in.take_word("aanh") && in.take('.')));
  handelingen = first == 'h' && in.take_stem("handelingen");
  const bool session = first == 'v' && (ascii::to_lower(in.peek(3)) == 'g' || ascii::to_lower(in.peek(1)) == 'g');
  if (handelingen || session || may_name_house(in)) {
    head = take_head(in);  // "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel van de Handelingen, nr. 12"
    named = !head.vergaderjaar.empty() && in.take_stem("aanhangsel");
  }
  if (!named) {
    in.go_to(begin);
    return {};
  }
  in.take(')');  // "Kamervragen (Aanhangsel) 2007–2008, nr. 12"
  handelingen = take_handelingen_word(in) || handelingen;
  std::vector<Cited> out;
  while (take_aanhangsel_numbers(in, head, handelingen, begin, out)) {
    const std::size_t after = in.at();
    CitationHead next;
    next.house = head.house;
    if (take_joint(in, false) == 1) next = take_head(in, next);
    in.go_to(after);
    if (next.vergaderjaar.empty()) break;  // "..., nr. 12 en 2020/21, nr. 3"
    (void)take_joint(in, false);
    head = {next.house, {}};
  }
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
  auto head = take_head(in);
  take_day(in, head);
  std::vector<Cited> out;
  const auto add = [&](std::string numbers, std::size_t from) {
    out.push_back(
        {Handelingen{house_or_second(head), head.vergaderjaar, std::move(numbers), {}}, std::nullopt, from, in.at()});
  };
  if (!head.vergaderjaar.empty()) {
    const int word = take_number_word(in);
    if (auto pages = take_pages(in); !pages.empty()) {
      add(std::move(pages), begin);
    } else {
      constexpr std::size_t kMostMeetings = 100;
      std::size_t from = begin;
      for (auto meeting = in.take_digits(1, 4); meeting; meeting = in.take_digits(1, 4)) {
        const std::size_t already = out.size();
        const auto items = take_items(in);
        const auto joined = items.empty() ? take_joined_item(in) : std::string();
        for (const auto& item : items) add(*meeting + "-" + item.number, out.size() == already ? from : item.begin);
        if (!joined.empty()) add(*meeting + "-" + joined, from);
        if (out.size() == already && (word != 0 || already > 0)) add(*meeting, from);
        if (out.empty() || out.size() > kMostMeetings || !take_next_meeting(in)) break;
        from = in.at();
      }
    }
  }
  if (out.empty()) in.go_to(begin);
  return out;
}

}  // namespace griffier::publications
