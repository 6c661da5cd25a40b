// Kamerstukken and dossiers that stand in a text without the name of the series.
#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "publications/citation.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

// The text without the one white-space character at its end; the text itself if there is none.
std::string_view without_space(std::string_view text) {
  for (std::size_t length = 1; length <= 3 && length <= text.size(); ++length)
    if (one_white_space(text.substr(text.size() - length)) == length) return text.substr(0, text.size() - length);
  return text;
}

// "Nota van wijziging - 30111-8": lists of papers end an item with its number.
bool ends_item(Scanner in, std::size_t begin) {
  in.skip_space();
  if (!in.at_end()) return false;
  std::string_view before = in.text_before(begin);
  const std::string_view dash = without_space(before);
  for (const std::string_view mark : {"-", "\u2013"})
    if (dash.size() < before.size() && dash.ends_with(mark)) {
      before = dash.substr(0, dash.size() - mark.size());
      return before.size() > 2 && without_space(before).size() < before.size();
    }
  return false;
}

bool printed_with_space(std::string_view printed, const Dossier& dossier) {
  return printed.find(dossier.number) == std::string_view::npos;
}

// The numbers that dossiers have had since the papers are published on the web.
bool plausible_number(const Dossier& dossier) {
  return dossier.number.size() == 5 && dossier.number >= "15000" && dossier.number <= "39999";
}

// "de motie 31815-5", "documenten 31544-8 en 31544-9".
bool behind_word_for_paper(std::string_view before) {
  static constexpr std::array<std::string_view, 10> kWords = {
      "motie", "moties", "stuk", "stukken", "document", "brief", "documenten", "amendement", "brieven", "nota"};
  const std::size_t length = before.size();
  before = without_space(before);
  if (before.size() == length) return false;
  return std::any_of(kWords.begin(), kWords.end(), [before](std::string_view word) {
    return before.ends_with(word) &&
           (before.size() == word.size() || !ascii::is_alnum(before[before.size() - word.size() - 1]));
  });
}

bool bracket_closes(Scanner in) {
  in.skip_space();
  return in.peek() == ')';
}

// "31815-5; 2009Z04630; 31200-XI-65", "zijn vervallen: 31815-5.": papers listed by number; "(31815-5)".
bool listed(const Scanner& in, std::string_view before) {
  const char next = in.peek();
  if (next == ';') return true;
  if (without_space(before).ends_with('(')) return bracket_closes(in);
  const std::string_view mark = without_space(before);
  if (mark.size() == before.size() || (!mark.ends_with(';') && !mark.ends_with(':'))) return false;
  return in.at_end() || std::string_view(".,)[").find(next) != std::string_view::npos;
}

bool in_euros(std::string_view before) { return without_space(before).ends_with("\u20ac"); }

// "15 000-20 000", "\u20ac 12 500-15", "070-34 567-89".
bool in_amount(Scanner in, std::string_view before, const Dossier& dossier) {
  if (!before.empty() && std::string_view("-+/.,").find(before.back()) != std::string_view::npos) return true;
  if (dossier.number.ends_with("000")) return true;
  if (in.peek() == '.' || in.peek() == ',') return ascii::is_digit(in.peek(1));
  if (!in.skip_space()) return false;
  static constexpr std::array<std::string_view, 4> kCounts = {"duizend", "miljoen", "miljard", "euro"};
  return in.digits_ahead(4) == 3 || std::any_of(kCounts.begin(), kCounts.end(),
                                                [&](std::string_view word) { return in.rest().starts_with(word); });
}

// "19637-64" may be anything; "36 471-64", "36600-VII-12" and "19637, nr. 64" are papers.
bool looks_like_paper(const Scanner& in, std::size_t begin, const Dossier& dossier) {
  const std::string_view printed = in.since(begin);
  if (!dossier.toevoeging.empty() || printed.find_first_of("nNl") != std::string_view::npos) return true;
  const std::string_view before = in.text_before(begin);
  if (printed_with_space(printed, dossier)) return !in_amount(in, before, dossier);
  return ends_item(in, begin) || (plausible_number(dossier) && (listed(in, before) || behind_word_for_paper(before)));
}

// "Zie ook 31815-5": a paper where papers are listed, and else any number ("NEN 31815-5").
bool may_be_paper(const Scanner& in, std::size_t begin, const Dossier& dossier) {
  const std::string_view before = in.text_before(begin);
  const char next = in.peek();
  return plausible_number(dossier) && !printed_with_space(in.since(begin), dossier) &&
         without_space(before).size() < before.size() && next != '-' && next != '/';
}

// Whether the number stands in a row of numbers, as in a table.
bool in_row(Scanner in, std::string_view before) {
  const bool behind = before.size() > 1 && ascii::is_blank(before.back()) && ascii::is_digit(before[before.size() - 2]);
  return behind || (in.skip_space() && ascii::is_digit(in.peek()));
}

// "36 600 VII", "36600-XVI", "35 099 (R2114)": only dossiers are written so.
bool has_chapter(std::string_view printed, const Dossier& dossier) {
  if (dossier.toevoeging.empty() || ascii::is_digit(dossier.toevoeging[0])) return false;
  if (dossier.toevoeging.size() > 1) return true;
  const bool roman = std::string_view("IVX").find(dossier.toevoeging[0]) != std::string_view::npos;
  return roman && printed.find('-') != std::string_view::npos && dossier.number.ends_with("00");
}

// Whether the sentence before a bracket speaks of a bill, so that "(30111)" behind it is its dossier. "(30 111)" may
// more easily count something.
bool speaks_of_bill(std::string_view before, bool spaced) {
  constexpr std::size_t kFarthest = 400;
  static constexpr std::array<std::string_view, 5> kBills = {"oorstel", "ossier", "ijziging", "egroting", "oedkeuring"};
  static constexpr std::array<std::string_view, 3> kLaws = {"wet", "Wet", "otie"};
  before = before.substr(before.size() - std::min(before.size(), kFarthest));
  const auto there = [before](std::string_view word) { return before.find(word) != std::string_view::npos; };
  return std::any_of(kBills.begin(), kBills.end(), there) ||
         (!spaced && std::any_of(kLaws.begin(), kLaws.end(), there));
}

// "(30111)", "(33400-VI en 33400-XVI)": the bills that a sentence names. The scanner is behind the first.
std::vector<Cited> take_bracketed_dossiers(Scanner& in, Dossier first, std::size_t begin) {
  constexpr std::size_t kMost = 40;
  std::string_view before = without_space(in.text_before(begin));
  if (!before.ends_with('(')) return {};
  before.remove_suffix(1);
  const std::string_view words = without_space(before);
  if (words.size() == before.size() || words.empty()) return {};
  const char last = words.back();
  if (!ascii::is_alpha(last) && last != ')' && static_cast<unsigned char>(last) < 0x80) return {};
  bool chapters = has_chapter(in.since(begin), first);
  const bool spaced = printed_with_space(in.since(begin), first);
  std::vector<Cited> out;
  out.push_back({std::nullopt, std::move(first), begin, in.at()});
  while (!bracket_closes(in)) {
    if (out.size() >= kMost || take_joint(in, false) != 1) return {};
    const std::size_t from = in.at();
    auto next = take_dossier(in, Surroundings::running_text);
    if (!next) return {};
    chapters = chapters && has_chapter(in.since(from), *next);
    out.push_back({std::nullopt, std::move(next), from, in.at()});
  }
  const bool plausible =
      std::all_of(out.begin(), out.end(), [](const Cited& one) { return plausible_number(*one.dossier); });
  if (!chapters && (!plausible || !speaks_of_bill(before, spaced))) out.clear();
  return out;
}

// "(34111, F)", as the Eerste Kamer cites its papers in a debate.
std::vector<Cited> take_bracketed_letters(Scanner& in, const Dossier& dossier, std::size_t begin) {
  const std::size_t before = in.at();
  if (!without_space(in.text_before(begin)).ends_with('(')) return {};
  in.skip_space();
  if (in.take(',') && in.skip_space()) {
    auto out = as_cited(dossier, take_letters(in, 2), begin);
    if (!out.empty() && bracket_closes(in)) return out;
  }
  in.go_to(before);
  return {};
}

// A dossier without an ondernummer; the scanner is behind it.
std::vector<Cited> take_dossier_alone(Scanner& in, Dossier dossier, std::size_t begin) {
  const std::size_t after = in.at();
  const auto before = in.text_before(begin);
  const bool chapter = has_chapter(in.since(begin), dossier) && plausible_number(dossier) && !in_row(in, before);
  auto out = take_bracketed_dossiers(in, dossier, begin);
  if (!out.empty()) return out;
  in.go_to(after);
  if (chapter && in.at_boundary()) return {{std::nullopt, std::move(dossier), begin, after}};
  const bool bill = dossier.toevoeging.empty() && !printed_with_space(in.since(begin), dossier) &&
                    plausible_number(dossier) && ends_item(in, begin);
  if (bill) out.push_back({std::nullopt, std::move(dossier), begin, after, true});
  return out;
}

// "Nieuwsbrief 23 456, nr. 12", "RVO-nummer 36410-VI": the word before says that the number is of something else.
bool of_other_series(std::string_view before) {
  constexpr std::size_t kLongest = 40;  // bytes
  before = without_space(before);
  before = before.substr(before.size() - std::min(before.size(), kLongest));
  std::size_t begin = before.size();
  while (begin > 0 && (ascii::is_alpha(before[begin - 1]) || before[begin - 1] == '-')) --begin;
  const auto word = before.substr(begin);
  static constexpr std::array<std::string_view, 6> kOurs = {"kamer", "dossier", "stuk", "voorstel", "Kamer", "Dossier"};
  const auto has = [word](std::string_view part) { return word.find(part) != std::string_view::npos; };
  if (word.ends_with("nummer")) return word.size() > 6 && std::none_of(kOurs.begin(), kOurs.end(), has);
  return word == "Nieuwsbrief" || word == "nieuwsbrief" || word == "Postbus" || word == "ISBN";
}

}  // namespace

std::vector<Cited> take_bare_kamerstukken(Scanner& in, Surroundings surroundings) {
  const std::size_t begin = in.at();
  const auto dossier = take_dossier(in, surroundings);
  const bool running = surroundings == Surroundings::running_text;
  if (!dossier || (running && (in_euros(in.text_before(begin)) || of_other_series(in.text_before(begin))))) {
    in.go_to(begin);
    return {};
  }
  const std::size_t after = in.at();
  auto out = take_ondernummers(in, *dossier, surroundings, begin);
  if (running && !out.empty() && !looks_like_paper(in, begin, *dossier)) {
    out.resize(may_be_paper(in, begin, *dossier) ? 1 : 0);
    if (!out.empty()) out.front().doubtful = true;
    if (!out.empty()) return out;
  }
  if (running && !out.empty()) take_more_papers(in, {}, false, out);
  if (running && out.empty()) {
    in.go_to(after);
    out = take_bracketed_letters(in, *dossier, begin);
    if (out.empty()) out = take_dossier_alone(in, *dossier, begin);
  }
  if (out.empty()) in.go_to(begin);
  return out;
}

namespace {

// ", was nr. 14": the number that the motion had before it was changed.
void take_former_numbers(Scanner& in, std::vector<ListedNumber>& numbers) {
  const std::size_t before = in.at();
  in.take(',');
  in.skip_space();
  if (in.take_word("was") && in.skip_space() && take_number_word(in) != 0) {
    auto former = take_number_list(in, false);
    in.skip_space();
    if (!former.empty()) {
      numbers.insert(numbers.end(), former.begin(), former.end());
      return;
    }
  }
  in.go_to(before);
}

}  // namespace

std::vector<Cited> take_numbered_motion(Scanner& in) {
  const std::size_t begin = in.at();
  if ((in.take_word("krijgt") || in.take_word("krijgen")) && in.skip_space()) {
    if (in.take_word("de") || in.take_word("het")) in.skip_space();
    const std::size_t first = in.at();
    const int word = take_number_word(in);
    auto numbers = word == 0 ? std::vector<ListedNumber>() : take_number_list(in, word == 2);
    in.skip_space();
    if (!numbers.empty()) take_former_numbers(in, numbers);
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
