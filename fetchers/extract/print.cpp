#include "fetchers/extract/print.h"

#include <algorithm>
#include <array>

#include "fetchers/extract/encoding.h"
#include "publications/ascii.h"
#include "publications/instant.h"
#include "publications/utf8.h"
#include "publications/white_space.h"

namespace griffier::fetchers {
namespace {

using publications::ascii::is_digit;

bool is_space(char32_t point) {
  return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0xA0 || point == 0x85 || point == 0x1680 ||
         (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
         point == 0x205F || point == 0x3000;
}

// Soft hyphen, zero-width and direction marks, byte order marks within text, control characters, private use.
bool is_invisible(char32_t point) {
  return point == 0xAD || (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF || point < 0x20 || (point >= 0x7F && point < 0xA0);
}

// The letters of a ligature, which typesetters print for them; empty for any other character.
std::string_view letters_of_ligature(char32_t point) {
  static constexpr std::array<std::string_view, 7> kLetters{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return point >= 0xFB00 && point <= 0xFB06 ? kLetters.at(point - 0xFB00) : std::string_view();
}

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&text](std::string_view word) { return take(text, word); });
}

// "1", "3, 4 en 5", "2 t/m 6", "4-7", "9 10 en 11", "1a": numbers with what stands between them.
bool take_numbers(std::string_view& text) {
  bool any = false;
  while (!text.empty()) {
    const std::size_t digits = count_digits(text);
    if (digits > 3) return false;
    if (digits > 0) {
      any = true;
      text.remove_prefix(digits);
      if (text.size() == 1 && publications::ascii::is_alpha(text[0])) text.remove_prefix(1);
      if (text.size() > 1 && publications::ascii::is_alpha(text[0]) && (text[1] == ' ' || text[1] == ','))
        text.remove_prefix(1);
      continue;
    }
    if (!take_any(text,
                  {" ", ",", "en ", "t/m", "tot en met", "-", "–", "&", "/", "+", "t / m", "vraag ", "vragen "})) {
      return any && (text == ":" || text == ".");
    }
  }
  return any;
}

}  // namespace

bool has_run_in_heading(std::string_view line) {
  constexpr std::size_t kLongest = 60;  // bytes of a heading
  std::string_view rest = line.substr(0, kLongest);
  if (!take_any(rest, {"Vraag ", "Vragen ", "Antwoord ", "Antwoorden "})) return false;
  if (take_any(rest, {"op ", "bij "})) (void)take_any(rest, {"de "});
  (void)take_any(rest, {"vraag ", "vragen "});
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos || rest.empty() || !is_digit(rest.front())) return false;
  rest = rest.substr(0, colon);
  while (!rest.empty()) {
    const std::size_t digits = count_digits(rest);
    if (digits > 3) return false;
    rest.remove_prefix(digits);
    if (digits == 0 && !take_any(rest, {" ", ",", "en ", "t/m ", "tot en met ", "-", "–", "&", "/", "+"})) return false;
  }
  return true;
}

namespace {

bool starts_with_year(std::string_view text) { return count_digits(text) == 4; }

// "2023–2024" or "2023-2024".
std::size_t session_length(std::string_view text) {
  if (count_digits(text) != 4) return 0;
  for (const std::string_view dash : {"–", "-", "/"}) {
    if (text.substr(4).starts_with(dash) && count_digits(text.substr(4 + dash.size())) == 4) return 8 + dash.size();
  }
  return 0;
}

// "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 1": the foot of every page of a parliamentary paper.
bool is_chamber_foot(std::string_view line, std::map<std::string, std::string>& facts) {
  std::string_view rest = line;
  if (!take_any(rest, {"Tweede Kamer", "Eerste Kamer", "Verenigde Vergadering"})) return false;
  const bool comma = take_any(rest, {", vergaderjaar ", ", Vergaderjaar ", ",vergaderjaar "});
  const std::size_t session = comma ? session_length(rest) : 0;
  if (session == 0 || line.size() > 110) return false;
  const std::string year(rest.substr(0, session));
  rest.remove_prefix(session);
  if (!rest.empty() && rest.front() != ',') return false;
  const bool ends = rest.empty() || is_digit(rest.back()) || publications::ascii::is_alpha(rest.back());
  if (ends) facts.emplace("vergaderjaar", year.substr(0, 4) + "-" + year.substr(year.size() - 4));
  return ends;
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

// What follows the year in "’s-Gravenhage 2024 Tweede Kamer, vergaderjaar …", glued or not.
bool is_place_foot(std::string_view line, std::map<std::string, std::string>& facts) {
  std::string_view rest = line;
  if (!take_any(rest, {"’s-Gravenhage ", "'s-Gravenhage ", "‘s-Gravenhage "}) || !starts_with_year(rest)) return false;
  rest = trim(rest.substr(4));
  return rest.empty() || is_chamber_foot(rest, facts);
}

// "2024 nr. 12345 15 april 2024" behind the name of a gazette; the issue and the day of the Staatscourant are facts.
bool is_issue(std::string_view text, bool courant, std::map<std::string, std::string>& facts) {
  const std::string year(text.substr(0, 4));
  text.remove_prefix(4);
  if (!take_any(text, {" nr. "})) return false;
  const std::size_t digits = count_digits(text);
  const auto day = publications::parse_dutch_date(trim(text.substr(digits)));
  if (digits == 0 || digits > 6 || !day) return false;
  if (courant) facts.emplace("document_id", "stcrt-" + year + '-' + std::string(text.substr(0, digits)));
  if (courant) facts.emplace("date", publications::iso_date(*day));
  return true;
}

// "Staatsblad 2024 123 2", "3 Staatscourant 2024 nr. 12345 15 april 2024": with signs between the numbers it is cited.
bool is_gazette_foot(std::string_view line, std::map<std::string, std::string>& facts) {
  std::string_view rest = line;
  const std::size_t page = count_digits(rest);
  if (page > 0 && page < 4) rest = trim(rest.substr(page));
  const bool courant = rest.starts_with("Staatscourant ");
  if (!take_any(rest, {"Staatsblad ", "Staatscourant ", "Tractatenblad ", "Gemeenteblad ", "Provinciaal blad "})) {
    return false;
  }
  if (!starts_with_year(rest) || line.size() >= 70) return false;
  if (is_issue(rest, courant, facts)) return true;
  return page == 0 && rest.size() > 4 && rest.find_first_not_of("0123456789 ") == std::string_view::npos;
}

bool is_roman(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("ivx") == std::string_view::npos;
}

std::optional<ListLabel> dash_label(std::string_view line) {
  for (const std::string_view mark : {"–", "—", "-", "•", "●", "▪", "○", "◦", "‣", "·", "*", "\xEF\x82\xB7"}) {
    if (!line.starts_with(mark)) continue;
    const std::string_view rest = line.substr(mark.size());
    if (rest.empty() || rest.front() != ' ') return std::nullopt;
    ListLabel label{std::string(mark == "\xEF\x82\xB7" ? "•" : mark), mark.size(), true};
    while (label.text_at < line.size() && line[label.text_at] == ' ') ++label.text_at;
    return label;
  }
  return std::nullopt;
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f\v");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n\f\v") - begin + 1);
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_point(text, at);
    if (!is_space(point) && !is_invisible(point)) return false;
  }
  return true;
}

std::string fold(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool space = false;
  bool marked = false;  // with an accent that stands behind its letter
  const auto pending = [&] {
    if (space && !result.empty()) result += ' ';
    space = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    at += publications::plain_run(text.substr(at));
    if (at > start) {
      pending();
      space = text[at - 1] == ' ';
      result += text.substr(start, at - start - (space ? 1 : 0));
      continue;
    }
    const char32_t point = next_point(text, at);
    if (is_space(point)) {
      space = true;
    } else if (!is_invisible(point)) {
      pending();
      const std::string_view letters = letters_of_ligature(point);
      result += letters.empty() ? text.substr(start, at - start) : letters;
      marked = marked || (point >= 0x300 && point < 0x370);
    }
  }
  return marked ? publications::to_nfc(result) : result;
}

std::string fold_line(std::string_view line) {
  static constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  std::string folded = fold(line);
  if (!folded.empty() && trim(line).ends_with(kSoftHyphen)) folded += kSoftHyphen;
  return folded;
}

std::optional<publications::BlockKind> question_heading(std::string_view line) {
  using publications::BlockKind;
  line = trim(line);
  if (line.empty() || line.size() > 90) return std::nullopt;
  const auto begins = [start = line.substr(0, 3)](std::string_view word) {
    return std::equal(start.begin(), start.end(), word.begin(), word.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  };
  if (!begins("vra") && !begins("ant") && !begins("dee") && !begins("bea") && !begins("rea")) return std::nullopt;
  const std::string lower = to_lower(line);
  std::string_view rest = lower;
  BlockKind kind = BlockKind::question;
  if (take_any(rest, {"antwoorden", "antwoord", "beantwoording", "reactie op"})) {
    kind = BlockKind::answer;
    const bool plain = lower.starts_with("antwoord");
    if (plain && (rest.empty() || rest == ":" || rest == ".")) return kind;
    take_any(rest, {" op de", " op het", " op", " bij de", " bij", " van de", " van", " de"});
    if (!plain && !rest.starts_with(" vra")) return std::nullopt;
    const bool named = take_any(rest, {" vragen", " vraag", " deelvragen", " deelvraag"});
    if (named && (rest.empty() || rest == ":")) return kind;
  } else if (!take_any(rest, {"vragen", "vraag", "deelvraag"})) {
    return std::nullopt;
  }
  if (rest == ":" || (rest.empty() && lower != "vragen")) return kind;
  take_any(rest, {" nr. ", " nummer ", " nrs. "});
  rest = trim(rest);
  if (rest.starts_with('(') && rest.ends_with(')')) rest = rest.substr(1, rest.size() - 2);
  return take_numbers(rest) ? std::optional(kind) : std::nullopt;
}

std::optional<ListLabel> list_label(std::string_view line) {
  if (const auto dash = dash_label(line)) return dash;
  std::size_t at = 0;
  const bool open = line.starts_with('(');
  if (open) ++at;
  const std::size_t begin = at;
  at += count_digits(line.substr(at));
  const std::size_t digits = at - begin;
  if (digits > 3) return std::nullopt;
  while (at < line.size() && line[at] >= 'a' && line[at] <= 'z' && at - begin - digits < 5) ++at;
  const std::string_view letters = line.substr(begin + digits, at - begin - digits);
  if (digits == 0 && letters.empty() && at < line.size() && line[at] >= 'A' && line[at] <= 'Z') ++at;
  if (at == begin || (digits > 0 && letters.size() > 1)) return std::nullopt;
  if (digits == 0 && letters.size() > 1 && !is_roman(letters)) return std::nullopt;
  const bool capital = digits == 0 && letters.empty();
  std::size_t close = at;
  if (line.substr(at).starts_with("°")) {
    close += std::string_view("°").size();
    if (close < line.size() && line[close] == '.') ++close;
  } else if (at < line.size() && (line[at] == ')' || (line[at] == '.' && !open && !capital))) {
    ++close;
  } else {
    return std::nullopt;
  }
  if (close >= line.size() || line[close] != ' ') return std::nullopt;
  ListLabel label{std::string(line.substr(0, close)), close, false};
  while (label.text_at < line.size() && line[label.text_at] == ' ') ++label.text_at;
  return label;
}

bool is_page_number(std::string_view line) {
  line = trim(line);
  const std::string lower = to_lower(line.substr(0, 40));
  std::string_view rest = lower;
  if (line.size() > 30) return false;
  const bool named = take_any(rest, {"pagina ", "blz. ", "page ", "p. "});
  if (!named) take_any(rest, {"- ", "– ", "-"});
  const std::size_t digits = count_digits(rest);
  if (digits == 0 || digits > 4) return false;
  rest.remove_prefix(digits);
  if (rest.empty() || rest == " -" || rest == " –" || rest == "-") return true;
  if (!take_any(rest, {" van ", "/", " / ", " of "})) return false;
  const std::size_t total = count_digits(rest);
  return total > 0 && total <= 4 && total == rest.size() && (named || total <= 3);
}

bool is_courant_masthead(std::string_view line) {
  return line == "STAATSCOURANT" || line.starts_with("Officiële uitgave van het Koninkrijk der Nederlanden");
}

bool is_document_id(std::string_view word) {
  if (word.size() < 6 || word.size() > 60) return false;
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 16> kSeries{"kst", "ah",  "kv",  "h",   "blg", "stb", "stcrt", "trb",
                                                            "gmb", "prb", "wsb", "bgr", "nds", "vkv", "ag",    "ek"};
  if (std::find(kSeries.begin(), kSeries.end(), word.substr(0, hyphen)) == kSeries.end()) return false;
  const bool shaped = std::all_of(word.begin(), word.end(), [](char c) {
    return is_digit(c) || publications::ascii::is_alpha(c) || c == '-' || c == '(' || c == ')';
  });
  return shaped && std::any_of(word.begin(), word.end(), is_digit);
}

bool is_furniture(std::string_view line, std::map<std::string, std::string>& facts) {
  line = trim(line);
  if (line.empty() || line.size() > 200) return false;
  if (is_document_id(line)) {
    facts.emplace("document_id", std::string(line));
    return true;
  }
  if (line.starts_with("ISSN ") && line.size() > 8 && is_digit(line[5])) {
    const std::size_t chamber = std::min(line.find("Tweede Kamer, "), line.find("Eerste Kamer, "));
    if (chamber != std::string_view::npos) (void)is_chamber_foot(line.substr(chamber), facts);
    return true;
  }
  if (is_chamber_foot(line, facts) || is_place_foot(line, facts) || is_gazette_foot(line, facts)) return true;
  const std::string_view first = line.substr(0, std::min(line.find(' '), line.size()));
  if (is_document_id(first) && line.find("ISSN") != std::string_view::npos) {
    facts.emplace("document_id", std::string(first));
    return true;
  }
  return is_page_number(line) && !is_digit(line.front()) && last_word(line) != line;
}

bool ends_sentence(std::string_view text) {
  while (!text.empty()) {
    if (text.back() == ']') {
      const std::size_t before = text.size() - std::min<std::size_t>(text.size(), 7);
      const std::size_t open = text.substr(before).rfind("[^");
      if (open != std::string_view::npos) {
        text = text.substr(0, before + open);
        continue;
      }
    }
    bool cut = false;
    for (const std::string_view close : {" ", ")", "]", "\"", "'", "»", "”", "’", "*"}) {
      if (!cut && text.ends_with(close)) {
        text.remove_suffix(close.size());
        cut = true;
      }
    }
    if (!cut) break;
  }
  return text.ends_with('.') || text.ends_with('?') || text.ends_with('!') || text.ends_with(':') ||
         text.ends_with(';') || text.ends_with("…");
}

char32_t first_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_point(text, at);
    if (is_letter(point)) return point;
    const bool opening = point == '(' || point == '"' || point == '\'' || point == 0xAB || point == 0x201C ||
                         point == 0x201E || point == 0x2018 || point == 0x2019;
    if (!opening) return 0;
  }
  return 0;
}

}  // namespace griffier::fetchers
