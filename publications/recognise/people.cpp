#include "publications/recognise/people.h"

#include <algorithm>
#include <array>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// The Tweede Kamer has 150 members, and no government as many offices: what goes on for longer is no list of people,
// and each of them is compared with those before.
constexpr std::size_t kMostMembers = 200;
constexpr std::size_t kMostOffices = 100;

std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  for (const auto prefix : prefixes) {
    if (starts_with(text, prefix)) return trim(text.substr(prefix.size()));
  }
  return text;
}

std::string member_name(std::string_view text) {
  auto name = trim_all(text, ",;.:");
  name = without_prefix(name, {"de leden ", "het lid ", "het kamerlid ", "de kamerleden ", "kamerlid ", "kamerleden ",
                               "leden ", "lid ", "de heer ", "mevrouw ", "en ", "mw. ", "dhr. "});
  for (const std::string_view others : {" c.s", " e.a"}) {  // and those who aren't named
    if (ends_with(name, others)) name = name.substr(0, name.size() - others.size());
  }
  return std::string(trim_all(name, ",;.:"));
}

// "D.J.H."
bool is_initials(std::string_view text) {
  if (text.size() < 2 || text.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    if (text[i] < 'A' || text[i] > 'Z' || text[i + 1] != '.') return false;
  }
  return true;
}

// Splits at commas and at the word "en".
void split_names(std::string_view text, std::vector<Member>& members) {
  const auto take = [&](std::string_view part) {
    if (members.size() > kMostMembers) return;
    auto name = member_name(part);
    if (name.empty()) return;
    if (const auto party = without_prefix(name, {"beiden ", "allen "}); party.size() < name.size()) {  // ", beiden VVD"
      for (auto& member : members) {
        if (member.party.empty()) member.party = party;
      }
    } else if (is_initials(trim(part)) && !members.empty()) {  // "Van Dijk, D.J.H."
      (members.back().name += ", ") += trim(part);
    } else {
      members.push_back({std::move(name), {}});
    }
  };
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool word = text[i] == ' ' && (starts_with(text.substr(i), " en ") || starts_with(text.substr(i), " & "));
    if (text[i] != ',' && !word) continue;
    take(text.substr(start, i - start));
    start = i + (word ? text.find(' ', i + 1) - i : 1);
    i = start;
  }
  take(text.substr(std::min(start, text.size())));
}

// The roles in a text, at the beginnings of words outside brackets.
std::vector<std::size_t> roles_in(std::string_view text, bool skip_brackets) {
  std::vector<std::size_t> found;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (skip_brackets && depth > 0) continue;
    // "deStaatssecretaris": a space lost behind an article.
    const bool article = i > 2 && text.substr(i - 2, 2) == "de" && !is_word_byte(text[i - 3]) && text[i] < 'a';
    if (i > 0 && (is_word_byte(text[i - 1]) || text[i - 1] == '-') && !article) continue;
    if (const auto length = role_length(text.substr(i)); length > 0) {
      if (found.size() == kMostOffices) break;
      found.push_back(i);
      i += length - 1;
    }
  }
  return found;
}

std::string singular(std::string_view role) {
  if (ends_with(role, "ministers")) role.remove_suffix(1);
  if (ends_with(role, "staatssecretarissen")) role.remove_suffix(3);
  return std::string(role);
}

std::string canonical_role(std::string_view role) {
  const auto lowered = lower(singular(role));
  if (has(lowered, "vice")) return "Viceminister-President";
  if (has(lowered, "president")) return "Minister-President";
  return has(lowered, "staatssecretaris") ? "Staatssecretaris" : "Minister";
}

// As printed, but with the usual spacing where a space was lost.
std::string ministry_as_printed(std::string_view text) {
  const auto known = known_ministry(text);
  return known.empty() || lower(known) == lower(text) ? std::string(text) : known;
}

// "Financiën en Economische Zaken" as two known names; empty when it is not a list of known names.
std::vector<std::string_view> split_known(std::string_view text, int depth = 0) {
  text = trim(text);
  if (!known_ministry(text).empty()) return {text};
  if (depth > 6 || text.size() > 300) return {};
  for (auto at = text.rfind(' '); at != npos && at > 0; at = text.rfind(' ', at - 1)) {
    const bool comma = text[at - 1] == ',';
    const bool word = starts_with(text.substr(at), " en ");
    if (!comma && !word) continue;
    const auto head = text.substr(0, comma ? at - 1 : at);
    if (known_ministry(head).empty()) continue;
    auto rest = trim(text.substr(word ? at + 4 : at + 1));
    if (auto others = split_known(rest, depth + 1); !others.empty()) {
      others.insert(others.begin(), head);
      return others;
    }
  }
  return {};
}

std::size_t joint_length(std::string_view text) {
  if (starts_with(text, "van ")) return 4;
  if (starts_with(text, "voor ")) return 5;
  return 0;
}

// "van Financiën, van Defensie en voor Klimaat en Energie" in its parts, each with its "van" or "voor".
std::vector<std::string_view> split_joints(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t gap = 0;
    if (starts_with(text.substr(i), ", en "))
      gap = 5;
    else if (starts_with(text.substr(i), ", "))
      gap = 2;
    else if (starts_with(text.substr(i), " en "))
      gap = 4;
    if (gap == 0) continue;
    auto next = text.substr(i + gap);
    if (starts_with(next, "de ")) gap += 3;
    if (joint_length(text.substr(i + gap)) == 0) continue;
    parts.push_back(trim(text.substr(start, i - start)));
    start = i + gap;
    i = start;
  }
  parts.push_back(trim(text.substr(std::min(start, text.size()))));
  return parts;
}

void add_offices(std::string_view role, std::string_view text, std::vector<std::string>& offices) {
  const bool plural = lower(role) != lower(singular(role));
  const auto one = singular(role);
  if (text.empty()) {
    offices.push_back(one);
    return;
  }
  for (const auto part : split_joints(text)) {
    const auto joint = joint_length(part);
    const auto name = part.substr(joint);
    auto names = plural ? split_known(name) : std::vector<std::string_view>{};
    if (names.empty()) names.push_back(name);
    for (const auto ministry : names) {
      auto office = one;
      if (joint > 0) (office += ' ') += part.substr(0, joint - 1);
      (office += ' ') += ministry_as_printed(trim_all(ministry, ",;.:"));
      offices.push_back(std::move(office));
    }
  }
}

// A text ends in the name of a known ministry: "... en Waterstaat".
bool ends_with_ministry(std::string_view text) {
  text = trim(text);
  if (text.size() > 90) text.remove_prefix(text.size() - 90);
  for (const std::string_view joint : {"van ", "voor ", "minister ", "staatssecretaris "}) {
    std::size_t last = npos;
    for (auto at = find(text, joint); at != npos; at = find(text, joint, at + 1)) last = at;
    if (last != npos && !known_ministry(text.substr(last + joint.size())).empty()) return true;
  }
  return false;
}

// What stands behind a role, without the "en de" that leads to the next.
std::string_view without_links(std::string_view rest) {
  rest = trim_all(rest, ",;.:");
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : {" en aan de", " en de", " de", " en", " aan"}) {
      if (!ends_with(rest, word) && !same(rest, word.substr(1))) continue;
      rest = trim_all(rest.substr(0, rest.size() - std::min(rest.size(), word.size())), ",;");
      again = true;
    }
  }
  return rest;
}

// "Buitenlandse Zaken a.i.": without the words that the office is held for another.
std::string_view without_standing_in(std::string_view ministry) {
  for (const std::string_view word : {" a.i.", " a.i", " ad interim"}) {
    if (ends_with(ministry, word)) return trim_all(ministry.substr(0, ministry.size() - word.size()), ",");
  }
  return ministry;
}

}  // namespace

std::vector<Member> read_members(std::string_view text) {
  std::vector<Member> members;
  std::size_t start = 0;
  while (start < text.size()) {
    const auto open = text.find('(', start);
    const auto named = members.size();
    split_names(text.substr(start, open == npos ? npos : open - start), members);
    if (open == npos || members.size() > kMostMembers) break;
    const auto close = std::min(text.find(')', open), text.size());
    auto party = trim(text.substr(open + 1, close - open - 1));
    party = without_prefix(party, {"beiden ", "allen ", "beide ", "alle ", "allebei ", "fractie ", "fractie-"});
    if (members.size() == named && !members.empty() && !members.back().party.empty()) members.back().party = party;
    for (auto& member : members) {
      if (member.party.empty()) member.party = party;
    }
    start = close + 1;
  }
  return members;
}

std::size_t role_length(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kRoles{"viceminister-president",
                                                          "vice-minister-president",
                                                          "minister-president",
                                                          "minister president",
                                                          "ministers",
                                                          "minister",
                                                          "staatssecretarissen",
                                                          "staatssecretaris"};
  for (const auto role : kRoles) {
    if (starts_with(text, role) && (text.size() == role.size() || !is_word_byte(text[role.size()]))) return role.size();
  }
  return 0;
}

std::vector<std::string> read_offices(std::string_view text) {
  std::vector<std::string> offices;
  const auto roles = roles_in(text, false);
  const auto role_at = [&](std::size_t i) { return text.substr(roles[i], role_length(text.substr(roles[i]))); };
  const auto rest_at = [&](std::size_t i) {
    const auto from = roles[i] + role_at(i).size();
    const auto to = i + 1 < roles.size() ? roles[i + 1] : text.size();
    return without_links(text.substr(from, to - from));
  };
  for (std::size_t i = 0; i < roles.size(); ++i) {
    auto rest = rest_at(i);
    const bool president = has(role_at(i), "president");
    if (president && i + 1 < roles.size() && has(rest_at(i + 1), "algemene zaken")) {  // one person, two titles
      offices.push_back(std::string(role_at(i)) + ", " + std::string(role_at(i + 1)) + ' ' +
                        std::string(rest_at(i + 1)));
      ++i;
      continue;
    }
    // "de Staatssecretaris en de Minister van Defensie": the ministry is named once.
    for (std::size_t next = i + 1; rest.empty() && !president && next < roles.size(); ++next) rest = rest_at(next);
    add_offices(role_at(i), rest, offices);
  }
  std::vector<std::string> unique;
  for (auto& office : offices) {
    if (std::find(unique.begin(), unique.end(), office) == unique.end()) unique.push_back(std::move(office));
  }
  return unique;
}

Turn find_over(std::string_view text) {
  Turn turn;
  turn.at = find_word(text, "over");
  if (turn.at != npos) turn.after = turn.at + 4;
  for (auto at = text.find("over"); at != npos && at < turn.at; at = text.find("over", at + 1)) {
    const bool before = at == 0 || !is_word_byte(text[at - 1]);
    const bool after = at + 4 >= text.size() || !is_word_byte(text[at + 4]);
    if (before == after) continue;
    if (ends_with_ministry(text.substr(0, at))) return {at, at + 4};
  }
  return turn;
}

std::vector<Official> read_officials(std::string_view text) {
  std::vector<Official> officials;
  const auto roles = roles_in(text, true);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto end = i + 1 < roles.size() ? roles[i + 1] : text.size();
    const auto length = role_length(text.substr(roles[i]));
    const auto rest = text.substr(roles[i] + length, end - roles[i] - length);
    Official official;
    official.role = canonical_role(text.substr(roles[i], length));
    const auto open = rest.find('(');
    auto name = trim_all(rest.substr(0, open), ",;.:");
    if (open != npos) {
      const auto close = rest.find(')', open);
      official.ministry =
          ministry_as_printed(trim_all(rest.substr(open + 1, close == npos ? npos : close - open - 1), "(,;."));
    } else if (const auto joint = joint_length(name); joint > 0) {
      official.ministry = ministry_as_printed(trim(name.substr(joint)));
      name = {};
    }
    official.name = std::string(name);
    if (!official.name.empty() || !official.ministry.empty()) officials.push_back(std::move(official));
  }
  return officials;
}

std::optional<Office> read_office(std::string_view text, std::string_view* rest) {
  text = without_prefix(trim(text), {"de "});
  text = without_prefix(text, {"demissionair ", "waarnemend ", "fungerend "});
  const auto length = role_length(text);
  if (length == 0) return std::nullopt;
  Office office;
  office.role = canonical_role(text.substr(0, length));
  if (has(office.role, "president")) {
    const auto after = trim_all(text.substr(length), ",");
    std::string_view name;
    if (const auto own = role_length(after) > 0 ? read_office(after, &name) : std::nullopt; own) {
      if (has(office.role, "vice")) office.role = own->role;  // a minister who stands in for the Minister-President
      office.joint = own->joint;
      office.ministry = own->ministry;
      if (rest != nullptr) *rest = name;
    } else if (rest != nullptr) {
      *rest = after;
    }
    return office;
  }
  auto name = trim(text.substr(length));
  if (const auto joint = joint_length(name); joint > 0) {
    office.joint = lower(name.substr(0, joint - 1));
    name = trim(name.substr(joint));
  }
  std::size_t best = 0;
  for (std::size_t i = 0; i <= std::min<std::size_t>(name.size(), 90); ++i) {
    const bool after_bracket = i > 0 && name[i - 1] == ')';
    if (i < name.size() && name[i] != ' ' && name[i] != ',' && name[i] != '.' && name[i] != '(' && !after_bracket)
      continue;
    if (!known_ministry(name.substr(0, i)).empty()) best = i;
  }
  if (best == 0) {
    const auto comma = name.rfind(',');
    best = comma != npos && (comma + 1 == name.size() || is_name(trim(name.substr(comma + 1)))) ? comma : name.size();
  }
  const auto printed = without_standing_in(trim(name.substr(0, best)));
  office.ministry = known_ministry(printed);
  if (office.ministry.empty()) office.ministry = usual_case(printed);
  if (rest != nullptr) {
    *rest = trim_all(name.substr(best), ",");
    for (const std::string_view word : {"a.i.", "ad interim"}) {
      if (starts_with(*rest, word)) *rest = trim_all(rest->substr(word.size()), ",");
    }
  }
  return office;
}

std::string office_text(const Office& office) {
  auto text = office.role;
  if (has(office.role, "president")) return text;
  if (!office.joint.empty()) (text += ' ') += office.joint;
  if (!office.ministry.empty()) (text += ' ') += office.ministry;
  return text;
}

}  // namespace griffier::publications::reader
