#include "publications/web_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "publications/reference_scan.h"

namespace griffier::publications {
namespace {

struct Parts {
  std::string host;
  std::vector<std::string> segments;  // of the path
  std::string query;
};

int hex(char c) {
  if (ascii::is_digit(c)) return c - '0';
  const char small = ascii::to_lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Parts parts_of(std::string_view url) {
  constexpr std::size_t kLongest = 2048;
  Parts parts;
  url = url.substr(0, std::min(kLongest, url.find('#')));
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const auto end = std::min(url.find_first_of("/?"), url.size());
  for (const char c : url.substr(0, end)) parts.host += ascii::to_lower(c);
  url.remove_prefix(end);
  const auto question = std::min(url.find('?'), url.size());
  if (question < url.size()) parts.query = unescaped(url.substr(question + 1));
  auto path = url.substr(0, question);
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0) parts.segments.push_back(unescaped(path.substr(0, slash)));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

bool is_at(const Parts& parts, std::string_view domain) {
  return parts.host == domain || (parts.host.size() > domain.size() && parts.host.ends_with(domain) &&
                                  parts.host[parts.host.size() - domain.size() - 1] == '.');
}

std::string parameter(const Parts& parts, std::string_view name) {
  std::string_view rest = parts.query;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto pair = rest.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    if (equals < pair.size() && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

// ".../kst-19637-3274.html", ".../kst-19637-3274/1/xml/kst-19637-3274.xml", ".../dossier/36600-VII".
std::optional<Named> official(const Parts& parts) {
  for (auto segment = parts.segments.rbegin(); segment != parts.segments.rend(); ++segment) {
    const auto name = segment->substr(0, segment->find('.'));
    if (const auto id = parse_identifier(name)) return Named{kind_of(*id), to_id(*id)};
  }
  const auto dossier = std::find(parts.segments.begin(), parts.segments.end(), "dossier");
  if (dossier == parts.segments.end() || dossier + 1 == parts.segments.end()) return std::nullopt;
  const auto number = parse_dossier(*(dossier + 1));
  return number ? std::optional(Named{"dossier", number->id()}) : std::nullopt;
}

std::optional<Named> judgment(const Parts& parts) {
  for (const auto& text : {parameter(parts, "id"), parameter(parts, "ecli"),
                           parts.segments.empty() ? std::string() : parts.segments.back()}) {
    const auto id = parse_identifier(text);
    if (id && std::holds_alternative<Ecli>(*id)) return Named{"judgment", to_id(*id)};
  }
  return std::nullopt;
}

// The CELEX number behind "CELEX:", or the one of "/eli/reg/2016/679/oj".
std::optional<Named> european(const Parts& parts) {
  std::string all = parts.query;
  for (const auto& segment : parts.segments) all += '/' + segment;
  std::string lowered = all;
  for (char& c : lowered) c = ascii::to_lower(c);
  if (const auto at = lowered.find("celex:"); at != std::string::npos) {
    Scanner in(all);
    in.go_to(at + 6);
    if (const auto found = take_celex(in); !found.empty()) return Named{"celex", found.front().target};
  }
  const auto eli = std::find(parts.segments.begin(), parts.segments.end(), "eli");
  if (parts.segments.end() - eli < 4) return std::nullopt;
  static constexpr std::array<std::pair<std::string_view, char>, 3> kActs{{{"reg", 'R'}, {"dir", 'L'}, {"dec", 'D'}}};
  const auto act = std::find_if(kActs.begin(), kActs.end(), [&](const auto& one) { return one.first == *(eli + 1); });
  const auto& year = *(eli + 2);
  const auto& number = *(eli + 3);
  if (act == kActs.end() || year.size() != 4 || !ascii::all_digits(year) || number.empty() || number.size() > 4 ||
      !ascii::all_digits(number))
    return std::nullopt;
  return Named{"celex", fmt::format("3{}{}{:0>4}", year, act->second, number)};
}

std::optional<Named> law(const Parts& parts) {
  for (const auto& segment : parts.segments) {
    Scanner in(segment, std::min(segment.find("BWB"), segment.size()));  // "jci1.3:c:BWBR0011673&g=2017-01-01"
    if (const auto found = take_numbered(in); !found.empty() && found.front().kind == "law")
      return Named{"law", found.front().target};
  }
  return std::nullopt;
}

// "wetsvoorstel:36742" of the Tweede Kamer, "wetsvoorstel/36742_wet_op_de" of the Eerste Kamer.
std::optional<Named> bill(std::string_view text) {
  const auto dossier = parse_dossier(text.substr(0, text.find('_')));
  return dossier && dossier->number.size() == 5 ? std::optional(Named{"dossier", dossier->id()}) : std::nullopt;
}

std::optional<Named> of_the_eerste_kamer(const Parts& parts) {
  const auto word = std::find(parts.segments.begin(), parts.segments.end(), "wetsvoorstel");
  return parts.segments.end() - word < 2 ? std::nullopt : bill(*(word + 1));
}

std::optional<Named> of_the_tweede_kamer(const Parts& parts) {
  for (const char* const name : {"did", "id"}) {
    const auto number = parameter(parts, name);
    Scanner in(number);
    const auto found = take_zaak_or_document(in);
    if (found.empty() || in.at() != number.size()) continue;
    const auto& one = found.front();
    return one.kind == "document" ? Named{"document", "tk-" + one.target} : Named{one.kind, one.target};
  }
  const auto query = parameter(parts, "qry");
  constexpr std::string_view kBill = "wetsvoorstel:";
  return query.starts_with(kBill) ? bill(std::string_view(query).substr(kBill.size())) : std::nullopt;
}

}  // namespace

std::optional<Named> named_by_address(std::string_view url) {
  const auto parts = parts_of(url);
  if (is_at(parts, "officielebekendmakingen.nl") || is_at(parts, "repository.overheid.nl") ||
      is_at(parts, "officiele-overheidspublicaties.nl"))
    return official(parts);
  if (is_at(parts, "rechtspraak.nl")) return judgment(parts);
  if (is_at(parts, "eur-lex.europa.eu") || is_at(parts, "data.europa.eu")) return european(parts);
  if (is_at(parts, "wetten.overheid.nl")) return law(parts);
  if (is_at(parts, "tweedekamer.nl")) return of_the_tweede_kamer(parts);
  if (is_at(parts, "eerstekamer.nl")) return of_the_eerste_kamer(parts);
  return std::nullopt;
}

}  // namespace griffier::publications
