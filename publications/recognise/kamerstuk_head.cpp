#include "publications/recognise/kamerstuk_head.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "publications/identifier.h"
#include "publications/recognise/dates.h"
#include "publications/recognise/question_header.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kHeadParagraphs = 24;

struct Line {
  std::string_view text;
  std::size_t paragraph = 0;
};

// How the titles of Kamerstukken begin.
bool begins_title(std::string_view text) {
  static constexpr std::array<std::string_view, 44> kBeginnings{"subamendement",    "gewijzigd subamendement",
                                                                "nader gewijzigd ", "vierde nader",
                                                                "vijfde nader",     "vierde nota",
                                                                "vijfde nota",      "brieven van",
                                                                "nader rapport",    "beslisnota",
                                                                "reactie van",      "verklaring van",
                                                                "overzicht van",    "brief van",
                                                                "brief ",           "motie van",
                                                                "gewijzigde motie", "nader gewijzigde",
                                                                "amendement van",   "gewijzigd ",
                                                                "tweede nader",     "derde nader",
                                                                "voorstel van",     "memorie van",
                                                                "nadere memorie",   "nota ",
                                                                "nadere nota",      "tweede nota",
                                                                "derde nota",       "verslag",
                                                                "nader verslag",    "voorlopig",
                                                                "eindverslag",      "lijst van",
                                                                "advies ",          "koninklijke",
                                                                "geleidende brief", "inbreng ",
                                                                "initiatiefnota",   "jaarverslag",
                                                                "rapport ",         "ontwerp van",
                                                                "toelichting",      "bijlage"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view one) { return starts_with(text, one); });
}

// " Vaststelling van de begrotingsstaat van het gemeentefonds": what follows the letter of a fund.
bool begins_budget(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kBeginnings{" vaststelling", " wijziging",    " jaarverslag",
                                                               " slotwet",      " begrotingsst", " raming"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view one) { return starts_with(text, one); });
}

// The length of "36 600 VII" at the start; 0 if there is no dossier number.
std::size_t dossier_length(std::string_view text) {
  std::size_t at = 0;
  std::size_t digits = 0;
  while (at < text.size() &&
         (is_digit(text[at]) || (text[at] == ' ' && digits == 2) || (text[at] == '.' && digits == 2))) {
    digits += is_digit(text[at]) ? 1 : 0;
    ++at;
    if (digits == 5) break;
  }
  if (digits != 5 || (at < text.size() && (is_digit(text[at]) || is_ascii_letter(text[at])))) return 0;
  auto end = at;
  if (end < text.size() && (text[end] == ' ' || text[end] == '-')) {
    auto next = end + 1;
    if (next < text.size() && text[next] == '(') ++next;
    const auto start = next;
    while (next < text.size() && (is_digit(text[next]) || (text[next] >= 'A' && text[next] <= 'Z')) && next - start < 6)
      ++next;
    const auto word = text.substr(start, next - start);
    const bool roman = !word.empty() && word.find_first_not_of("IVXLCDM") == npos;
    const bool rijkswet = word.size() == 5 && word.front() == 'R' && is_digit(word[1]);
    const bool letter = word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && next == text.size();
    const bool fund = word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && begins_budget(text.substr(next));
    const bool council = word.size() == 2 && is_digit(word[0]) && is_digit(word[1]) &&
                         squash(text.substr(0, at)) == "21501";  // the papers of each Council of ministers
    if ((roman || rijkswet || letter || fund || council) && (next >= text.size() || !is_word_byte(text[next]))) {
      if (next < text.size() && text[next] == ')') ++next;
      end = next;
    }
  }
  return end;
}

// "Nr. 3274" at the start: its length and the number; letters are numbers of the Eerste Kamer.
std::size_t number_length(std::string_view text, std::string& number) {
  const std::size_t prefix = starts_with(text, "nr. ")                              ? 4
                             : starts_with(text, "nr.") || starts_with(text, "nr ") ? 3
                                                                                    : 0;
  if (prefix == 0) return 0;
  std::size_t at = prefix;
  while (at < text.size() && text[at] == ' ') ++at;
  const auto start = at;
  while (at < text.size() && (is_digit(text[at]) || (text[at] >= 'A' && text[at] <= 'Z')) && at - start < 6) ++at;
  if (at > start && is_digit(text[start]) && at < text.size() && text[at] >= 'a' && text[at] <= 'z' &&
      (at + 1 == text.size() || !is_word_byte(text[at + 1])))
    ++at;  // "Nr. 306b", as the Eerste Kamer numbered until 2003
  number = std::string(text.substr(start, at - start));
  const bool letters = !number.empty() && !is_digit(number.front());
  if (number.empty() || (letters && number.size() > 3)) return 0;
  if (at < text.size() && text[at] != ' ' && text[at] != '.') return 0;
  return at;
}

// "HERDRUK", "HERDRUK1", "TWEEDE HERDRUK[^1]" at the start, in capitals: its length; 0 if it is none.
std::size_t reprint_length(std::string_view text) {
  std::size_t at = text.starts_with("TWEEDE ") ? 7 : text.starts_with("DERDE ") ? 6 : 0;
  if (!text.substr(at).starts_with("HERDRUK")) return 0;
  at += 7;
  if (text.substr(at).starts_with("[^")) at = std::min(text.find(']', at), text.size() - 1) + 1;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at < text.size() && is_word_byte(text[at]) ? 0 : at;
}

bool is_capitals(std::string_view text) {
  std::size_t upper = 0;
  std::size_t small = 0;
  for (const char c : text) {
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    small += c >= 'a' && c <= 'z' ? 1 : 0;
  }
  return upper >= 4 && small * 4 < upper;
}

// The length of the longest beginning that is in capitals; 0 for most paragraphs, soon.
std::size_t capitals_at_most(std::string_view text) {
  std::size_t upper = 0;
  std::size_t small = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < text.size() && small * 4 < upper + text.size() - i; ++i) {
    upper += text[i] >= 'A' && text[i] <= 'Z' ? 1 : 0;
    small += text[i] >= 'a' && text[i] <= 'z' ? 1 : 0;
    if (upper >= 4 && small * 4 < upper) longest = i + 1;
  }
  return longest;
}

// The mark of a footnote, "1" or "[^1]", that is glued to the word before it.
std::size_t mark_length(std::string_view text) {
  if (text.starts_with("[^")) return std::min(text.find(']'), text.size() - 1) + 1;
  std::size_t digits = 0;
  while (digits < text.size() && digits < 2 && is_digit(text[digits])) ++digits;
  return digits;
}

// "C VERSLAG ...", "H1 BRIEF ..." with a footnote: the Eerste Kamer prints the number of a paper before its title. The
// bytes of the letters, 0 if none.
std::size_t letters_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 4 && text[at] >= 'A' && text[at] <= 'Z') ++at;
  if (at == 0 || at > 3 || at >= text.size()) return 0;
  const std::size_t after = at + mark_length(text.substr(at));
  if (after >= text.size() || text[after] != ' ') return 0;
  const auto rest = trim(text.substr(after));
  return (begins_title(rest) && is_capitals(rest.substr(0, stated_at(rest)))) || reprint_length(rest) > 0 ? at : 0;
}

// "CXXIV Verslag van de Tijdelijke Commissie ...": a dossier of the Eerste Kamer itself. The bytes of its numeral.
std::size_t numeral_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at < 9 && std::string_view("IVXLC").find(text[at]) != npos) ++at;
  if (at < 2 || at + 2 >= text.size() || text[at] != ' ') return 0;
  return text[at + 1] >= 'A' && text[at + 1] <= 'Z' && text[at + 2] >= 'a' ? at : 0;
}

// "2025D01234 LIJST VAN VRAGEN": the number that a paper has before it is printed, with the space behind it.
std::size_t document_number_length(std::string_view text) {
  constexpr std::size_t kLength = 10;
  if (text.size() < kLength + 2 || text[4] != 'D' || text[kLength] != ' ') return 0;
  for (std::size_t i = 0; i < kLength; ++i) {
    if (i != 4 && !is_digit(text[i])) return 0;
  }
  return kLength + 1;
}

// "29 538 Zorg 34 104 Langdurige zorg": where the next dossier begins that a line end was lost before; npos if none
// does.
std::size_t next_dossier(std::string_view text) {
  for (auto at = text.find(' '); at != npos && at + 6 < text.size(); at = text.find(' ', at + 1)) {
    if (!is_digit(text[at + 1])) continue;
    const auto rest = text.substr(at + 1);
    const auto length = dossier_length(rest);
    // "20 000 Woningen" are no dossier.
    const bool amount = length >= 3 && rest.substr(length - 3, 3) == "000";
    const bool plausible = length > 0 && !amount && (rest[0] == '1' || rest[0] == '2' || rest[0] == '3');
    if (plausible && length + 1 < rest.size() && rest[length] == ' ' && rest[length + 1] >= 'A' &&
        rest[length + 1] <= 'Z')
      return at + 1;
  }
  return npos;
}

// The paragraphs of the head cut where a dossier number, "Nr. 12" or a title begins inside one.
std::vector<Line> lines_of(const Paper& paper) {
  std::vector<Line> lines;
  bool senate = false;
  for (std::size_t i = 0; i < std::min(paper.body.size(), kHeadParagraphs); ++i) {
    std::string_view text = paper.body[i].text;
    if (text.size() > 2000 || paper.body[i].kind == BlockKind::table_row) continue;
    if (i < 3) text = text.substr(document_number_length(text));
    const auto dossier = dossier_length(text);
    if (dossier > 0 && dossier < text.size()) {
      lines.push_back({text.substr(0, dossier), i});
      text = trim(text.substr(dossier));
      for (auto next = next_dossier(text); next != npos; next = next_dossier(text)) {
        lines.push_back({trim(text.substr(0, next)), i});
        const auto length = dossier_length(text.substr(next));
        lines.push_back({text.substr(next, length), i});
        text = trim(text.substr(next + length));
      }
    }
    if (const auto numeral = senate && dossier == 0 ? numeral_length(text) : 0; numeral > 0) {
      lines.push_back({text.substr(0, numeral), i});
      text = trim(text.substr(numeral));
    }
    std::string number;
    for (auto at = find_word(text, "nr"); at != npos; at = find_word(text, "nr", at + 1)) {
      if (ends_with(text.substr(0, at), " onder ")) break;
      if (at > 0 && dossier == 0 && begins_title(text)) break;  // "... TER VERVANGING VAN DIE GEDRUKT ONDER NR. 14"
      const auto length = number_length(text.substr(at), number);
      const auto rest = trim(text.substr(at + length));
      if (length == 0 || !(rest.empty() || begins_title(rest) || reprint_length(rest) > 0 || is_capitals(rest)) ||
          (at > 0 && dossier == 0 && !rest.empty()))
        continue;
      if (at > 0) lines.push_back({trim(text.substr(0, at)), i});
      lines.push_back({text.substr(at, length), i});
      text = rest;
      break;
    }
    senate = senate || find_kamer(text) == "ek";
    if (const auto letters = senate ? letters_length(text) : 0; letters > 0) {
      lines.push_back({text.substr(0, letters), i});
      text = trim(text.substr(letters + mark_length(text.substr(letters))));
    }
    if (const auto reprint = reprint_length(text); reprint > 0 && reprint < text.size()) {
      lines.push_back({text.substr(0, reprint), i});
      text = trim(text.substr(reprint));
    }
    if (const auto stated = stated_at(text); stated != npos) {
      lines.push_back({trim(text.substr(0, stated)), i});
      text = text.substr(stated);
    }
    if (!text.empty()) lines.push_back({text, i});
  }
  return lines;
}

// "C", "AB": the Eerste Kamer prints its numbers alone.
bool is_letters(std::string_view text) {
  return !text.empty() && text.size() <= 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

namespace {

// The titles that committees give their papers before these are printed as Kamerstukken.
bool is_title_alone(std::string_view text) {
  return same(text, "lijst van vragen") || same(text, "lijst van vragen en antwoorden");
}

// A title in capitals that nothing of a head precedes is one of the first lines: a besluit ends in "NOTA VAN
// TOELICHTING".
bool in_head(const KamerstukHead& head, std::size_t paragraph) {
  constexpr std::size_t kFirst = 6;
  return head.dossier || head.vergaderjaar || head.kamer || paragraph < kFirst;
}

}  // namespace

std::size_t stated_at(std::string_view text) {
  constexpr std::size_t kLongest = 700;  // bytes of a title
  if (text.size() > kLongest || capitals_at_most(text) == 0) return npos;
  for (const std::string_view word : {" Voorgesteld ", " Vastgesteld ", " Ontvangen "}) {
    const auto at = text.find(word);
    if (at == npos || !is_capitals(text.substr(0, at))) continue;
    if (first_date(text.substr(at)) || word == " Voorgesteld ") return at + 1;
  }
  for (auto at = text.find(' '); at != npos; at = text.find(' ', at + 1)) {  // "GEWIJZIGD VOORSTEL VAN WET 13 mei 2031"
    if (at + 1 >= text.size() || !is_digit(text[at + 1])) continue;
    std::size_t length = 0;
    const auto day = text.substr(at + 1);
    if (!read_date(day, &length) || length != day.size()) continue;
    const auto title = text.substr(0, at);
    const bool within = ends_with(title, " van") || ends_with(title, " d.d.") || ends_with(title, " op");
    return is_capitals(title) && !within ? at + 1 : npos;
  }
  return npos;
}

KamerstukHead read_kamerstuk_head(const Paper& paper) {
  KamerstukHead head;
  const auto lines = lines_of(paper);
  bool in_title = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto text = lines[i].text;
    std::string number;
    if (in_title) {  // a title over two lines
      const bool section = without_section_number(text) != trim(text);
      if (section || !is_capitals(text) || !is_capitals(head.title) || text.size() > 300) break;
      (head.title += ' ') += text;
      head.end = lines[i].paragraph + 1;
      continue;
    }
    if (!head.vergaderjaar && starts_with(text, "vergaderjaar")) head.vergaderjaar = find_vergaderjaar(text);
    if (!head.kamer && i < 8) head.kamer = find_kamer(text);
    if (!head.number && dossier_length(text) == text.size()) {
      const auto dossier = parse_dossier(text);
      if (dossier && head.dossier && dossier->id() != head.dossier) head.further_dossiers.push_back(dossier->id());
      if (dossier && !head.dossier) head.dossier = dossier->id();
      if (dossier) head.end = lines[i].paragraph + 1;
    } else if (!head.number && !head.dossier && head.kamer == "ek" && text.size() > 1 &&
               text.find_first_not_of("IVXLC") == npos) {
      head.dossier = std::string(text);
      head.end = lines[i].paragraph + 1;
    } else if (!head.number && number_length(text, number) == text.size() && !number.empty()) {
      head.number = number;
      head.end = lines[i].paragraph + 1;
    } else if (!head.number && head.dossier && head.kamer == "ek" && is_letters(text)) {
      head.number = std::string(text);
      head.end = lines[i].paragraph + 1;
    } else if (head.number && reprint_length(text) == text.size()) {
      head.suffix = text.starts_with("TWEEDE") ? "-h2" : text.starts_with("DERDE") ? "-h3" : "-h1";
      head.end = lines[i].paragraph + 1;
    } else if (begins_title(text) && (head.number || (is_capitals(text) && in_head(head, lines[i].paragraph)))) {
      head.title = std::string(trim_all(text, ","));
      head.end = lines[i].paragraph + 1;
      in_title = true;
    } else if (head.title.empty() && is_title_alone(text)) {
      head.title = std::string(text);
      head.end = lines[i].paragraph + 1;
    } else if (head.dossier && !head.number && head.dossier_title.size() < 600 && !starts_with(text, "vergaderjaar") &&
               text.size() < 600) {
      if (!head.further_dossiers.empty()) continue;  // the title of another
      if (!head.dossier_title.empty()) head.dossier_title += ' ';
      head.dossier_title += text;
    } else if (head.number && head.title.empty() && is_capitals(text)) {
      head.title = std::string(text);
      in_title = true;
      head.end = lines[i].paragraph + 1;
    }
  }
  head.title = without_marks(head.title);  // a reprint's title has the note that says so
  head.dossier_title = without_marks(head.dossier_title);
  if (head.number && starts_with(head.title, "nota van verbetering")) head.suffix = "-n1";
  // The Tweede Kamer numbers the papers of a dossier in figures, the Eerste Kamer in letters.
  if (head.number && head.dossier && !head.kamer) head.kamer = is_digit(head.number->front()) ? "tk" : "ek";
  if (!head.number) {  // a number without "Nr." or a title alone makes no Kamerstuk
    head.dossier_title.clear();
    head.further_dossiers.clear();
    if (head.title.empty()) head.dossier.reset();
  }
  return head;
}

}  // namespace griffier::publications::reader
