#include "publications/recognise/letter.h"

#include <algorithm>

#include "publications/recognise/dates.h"
#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kLetterhead = 60;           // paragraphs in which the head of a letter is looked for
constexpr std::size_t kLongestParagraph = 16384;  // bytes of one that are looked through for whom a letter is sent for
constexpr std::size_t kMostSigners = 150;         // more are no government and no fractie

// "Den Haag, 19 september 2024".
bool read_place_and_date(std::string_view text, Letter& letter) {
  const auto comma = text.find(',');
  if (text.size() > 80 || comma == npos || comma < 2 || comma > 40) return false;
  const auto place = trim(text.substr(0, comma));
  if (!is_name(place) && !starts_with(place, "'s-") && !place.starts_with("’s-")) return false;
  const auto rest = trim(text.substr(comma + 1));
  std::size_t length = 0;
  const auto date = read_date(rest, &length);
  if (!date || trim_all(rest.substr(length), ".").size() > 0) return false;
  letter.place = std::string(place);
  letter.date = date;
  return true;
}

// What stands behind a label of a letterhead, on the same line or the next: "Datum" "7 juni 2024".
std::string_view labelled(const Paper& paper, std::size_t i, std::string_view label) {
  const std::string_view text = paper.body[i].text;
  if (!starts_with(text, label)) return {};
  const auto rest = text.substr(label.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != ':') return {};
  const auto value = trim_all(rest, ":");
  if (!value.empty()) return value;
  return i + 1 < paper.body.size() ? std::string_view(paper.body[i + 1].text) : std::string_view{};
}

std::optional<std::string> kenmerk_of(std::string_view value) {
  for (std::size_t start = 0, words = 0; start < value.size() && words < 4; ++words) {
    auto end = value.find(' ', start);
    if (end == npos) end = value.size();
    const auto word = trim_all(value.substr(start, end - start), ",;:");
    if (word.size() >= 4 && word.size() <= 40 && std::any_of(word.begin(), word.end(), is_digit))
      return std::string(word);
    start = end + 1;
  }
  return std::nullopt;
}

std::string addressee_of(const Paper& paper, std::size_t i) {
  std::string text = paper.body[i].text;
  for (std::size_t next = i + 1; next < std::min(paper.body.size(), i + 3); ++next) {  // an address on lines of its own
    const std::string_view line = paper.body[next].text;
    const bool chamber = starts_with(line, "tweede kamer") || starts_with(line, "eerste kamer");
    const bool states = starts_with(line, "der staten-generaal") || starts_with(line, "staten-generaal");
    if (!states && !(chamber && ends_with(text, " de"))) break;
    (text += ' ') += line;
  }
  std::string_view addressee = text;
  for (const std::string_view word : {"aan de ", "aan het ", "aan: de ", "aan: ", "aan ", "de "}) {
    if (!starts_with(addressee, word)) continue;
    addressee = addressee.substr(word.size());
    break;
  }
  for (const std::string_view stop :
       {" postbus", " binnenhof", " plein ", " den haag", " bezuidenhoutseweg", " prinses irene"})
    addressee = addressee.substr(0, find(addressee, stop));
  const auto staten = find(addressee, "der staten-generaal");
  if (staten != npos) addressee = addressee.substr(0, staten + 19);
  return std::string(trim_all(addressee, ",.:"));
}

void read_head_line(const Paper& paper, std::size_t i, Letter& letter) {
  const std::string_view text = paper.body[i].text;
  if (!letter.date) read_place_and_date(text, letter);
  if (const auto value = labelled(paper, i, "datum"); !value.empty() && !letter.date) letter.date = read_date(value);
  for (const std::string_view label : {"ons kenmerk", "onze referentie", "kenmerk", "onze ref.", "ons nummer"}) {
    if (letter.kenmerk) break;
    if (const auto value = labelled(paper, i, label); !value.empty()) letter.kenmerk = kenmerk_of(value);
  }
  for (const std::string_view label : {"onderwerp", "betreft"}) {
    if (!letter.subject.empty()) break;
    const auto value = labelled(paper, i, label);
    if (value.size() < 600) letter.subject = std::string(trim(value));
  }
  if (letter.addressee.empty() && text.size() < 300 &&
      (starts_with(text, "aan de voorzitter") ||
       ((starts_with(text, "de voorzitter van de ") || same(text, "de voorzitter van de")) &&
        !(has(text, "commissie") && text.ends_with(','))) ||
       starts_with(text, "aan de minister") || starts_with(text, "aan de staatssecretaris") ||
       starts_with(text, "aan de leden") || starts_with(text, "aan het presidium")))
    letter.addressee = addressee_of(paper, i);
  if (text.size() < 80 && starts_with(text, "geachte ")) letter.greets = true;
}

// At the head or the foot of a letter, of a paragraph that isn't longer than any there.
void add_behalf(std::string_view text, Letter& letter) {
  if (text.size() > kLongestParagraph) text = text.substr(0, text.rfind(' ', kLongestParagraph));
  for (auto at = find(text, "mede namens"); at != npos; at = find(text, "mede namens", at + 11)) {
    for (auto& office : leading_offices(text.substr(at + 11))) {
      if (letter.on_behalf_of.size() < kMostSigners &&
          std::find(letter.on_behalf_of.begin(), letter.on_behalf_of.end(), office) == letter.on_behalf_of.end())
        letter.on_behalf_of.push_back(std::move(office));
    }
  }
}

bool could_sign(std::string_view name) {
  return name.find_first_of(" .") != npos && is_name(name) && !starts_with(name, "den haag");
}

// "DE MINISTER VAN DEFENSIE DE STAATSSECRETARIS VAN DEFENSIE" over "A. Dol B. Bies": two who sign beside each other.
bool read_two_signatures(const Office& first, std::string_view rest, std::string_view names, Letter& letter) {
  if (!starts_with(rest, "de ") || names.size() > 120) return false;
  std::string_view none;
  const auto second = read_office(rest, &none);
  if (!second || !none.empty() || known_ministry(second->ministry).empty()) return false;
  for (auto at = names.find(' '); at != npos; at = names.find(' ', at + 1)) {
    const auto left = trim_all(names.substr(0, at), ",");
    const auto right = trim_all(names.substr(at + 1), ",");
    if (left.empty() || left.back() == '.' || !could_sign(left) || !could_sign(right) || right.find('.') > 4) continue;
    letter.signatories.push_back({first.role, std::string(left), first.ministry});
    letter.signatories.push_back({second->role, std::string(right), second->ministry});
    return true;
  }
  return false;
}

// "De Minister van Asiel en Migratie," and the name behind it, in the next paragraph or in the one before.
void read_signature(const Paper& paper, std::size_t i, Letter& letter) {
  std::string_view text = paper.body[i].text;
  if (text.size() > 240) return;
  for (const std::string_view word : {"hoogachtend,", "met vriendelijke groet,"}) {
    if (starts_with(text, word)) text = trim(text.substr(word.size()));
  }
  if (starts_with(text, "mede namens")) {  // "Mede namens de Minister van X, de Minister van Y"
    const auto comma = find(text, ", de ");
    if (comma == npos) return;
    text = text.substr(comma + 2);
  }
  if (!starts_with(text, "de ") && role_length(text) == 0) return;
  std::string_view rest;
  auto office = read_office(text, &rest);
  std::string both;
  std::size_t next = i + 1;
  if (office && rest.empty() && text.size() < 80 && next < paper.body.size() &&
      paper.body[next].text.size() < 80) {  // "De minister van Volksgezondheid," "Welzijn en Sport,"
    both = std::string(text) + ' ' + paper.body[next].text;
    std::string_view behind;
    auto longer = read_office(both, &behind);
    if (longer && !known_ministry(longer->ministry).empty() && longer->ministry.size() > office->ministry.size()) {
      office = std::move(longer);
      rest = behind;
      ++next;
    }
  }
  if (!office || (office->ministry.empty() && !has(office->role, "president"))) return;
  if (next < paper.body.size() && read_two_signatures(*office, rest, paper.body[next].text, letter)) return;
  std::string_view name = trim_all(rest, ",");
  if (name.empty() && next < paper.body.size()) name = trim_all(paper.body[next].text, ",");
  if (rest.empty() && letter.greets && !could_sign(name) && i > 0 && could_sign(trim_all(paper.body[i - 1].text, ",")))
    name = trim_all(paper.body[i - 1].text, ",");  // above the office
  const bool known = !known_ministry(office->ministry).empty() || has(office->role, "president");
  const bool plausible =
      known || (!office->joint.empty() && starts_with_capital(office->ministry) && text.size() < 120);
  const bool initials = name.find('.') != npos || (known && name.find(' ') != npos);
  if (!plausible || !initials || !is_name(name)) return;
  const auto signs = [&](const Official& other) {
    return other.name == name;
  };  // "Minister-President, Minister van ..."
  if (letter.signatories.size() < kMostSigners &&
      std::none_of(letter.signatories.begin(), letter.signatories.end(), signs))
    letter.signatories.push_back({office->role, std::string(name), office->ministry});
}

}  // namespace

std::vector<std::string> leading_offices(std::string_view text) {
  std::vector<std::string> offices;
  text = trim(text);
  if (text.size() > 600) text = text.substr(0, std::min<std::size_t>(600, text.rfind(' ', 600)));
  for (int i = 0; i < 12; ++i) {
    for (const std::string_view word : {", en ", "en ", ", ", "de ", "van de "}) {
      while (starts_with(text, word)) text = trim(text.substr(word.size()));
    }
    const auto length = role_length(text);
    if (length == 0) break;
    // Without a known name the office ends at the next comma or word that can't belong to it.
    std::string_view rest;
    auto office = read_office(text, &rest);
    if (!office) break;
    if (known_ministry(office->ministry).empty()) {
      auto end = text.size();
      for (const std::string_view stop : {",", ".", " over ", " en de ", " mede ", " deel ", " de vragen"})
        end = std::min(end, find(text, stop));
      rest = end < text.size() ? text.substr(end) : std::string_view{};
      office = read_office(text.substr(0, end));
      if (!office) break;
    }
    const auto printed = text.substr(0, length);
    auto shown = office_text(*office);
    if (lower(printed) == lower(office->role)) shown.replace(0, length, printed);
    offices.push_back(std::move(shown));
    text = trim(rest);
    if (text.starts_with(",")) text = trim(text.substr(1));
  }
  return offices;
}

std::string sender_of_title(std::string_view title) {
  const auto at = find(title, "van de ");
  if (!has(title, "brief")) return {};
  const auto office = at == npos ? std::nullopt : read_office(title.substr(at + 7));
  if (office) return office_text(*office);
  // "BRIEF VAN DE ALGEMENE REKENKAMER", "BRIEF VAN HET LID VAN DER BIES": who else writes to the Kamer.
  const auto of = find(title, "brief van ");
  if (of == npos) return {};
  auto who = trim(title.substr(of + 10));
  for (const std::string_view word : {"de ", "het "}) {
    if (starts_with(who, word)) who = trim(who.substr(word.size()));
  }
  for (const std::string_view stop :
       {" over ", " inzake ", " met ", " ter ", " houdende ", " betreffende ", " aan de ", "[^", " d.d. "})
    who = who.substr(0, find(who, stop));
  who = trim_all(who, ",.0123456789");
  constexpr std::size_t kLongestSender = 160;  // bytes
  return who.empty() || who.size() > kLongestSender ? std::string{} : name_in_usual_case(who);
}

Letter read_letter(const Paper& paper) {
  Letter letter;
  const auto size = paper.body.size();
  for (std::size_t i = 0; i < std::min(size, kLetterhead); ++i) read_head_line(paper, i, letter);
  for (std::size_t i = 0; i < size; ++i) {
    const std::string_view text = paper.body[i].text;
    if (paper.body[i].kind == BlockKind::table_row) continue;
    read_signature(paper, i, letter);
    const bool near_head = i < kLetterhead || i + 12 > size;
    if (near_head) add_behalf(text, letter);
  }
  return letter;
}

std::optional<Date> closing_date(const Paper& paper) {
  constexpr std::size_t kFoot = 8;  // paragraphs
  for (std::size_t back = 1; back <= std::min(paper.body.size(), kFoot); ++back) {
    std::string line = paper.body[paper.body.size() - back].text;
    Letter closing;
    if (read_place_and_date(line, closing)) return closing.date;
    const auto day = line.find(", ");
    if (day == npos || day + 5 >= line.size() || !is_digit(line[day + 2]) || line[day + 3] != ' ' ||
        !is_digit(line[day + 4]) || line[day + 5] != ' ')
      continue;
    line.erase(day + 3, 1);
    if (read_place_and_date(line, closing)) return closing.date;
  }
  return std::nullopt;
}

}  // namespace griffier::publications::reader
