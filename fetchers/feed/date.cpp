#include "fetchers/feed/date.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;
using publications::Instant;

constexpr std::size_t kLongest = 100;

std::string digits(int value, int width) {
  std::string text = std::to_string(value);
  while (static_cast<int>(text.size()) < width) text.insert(text.begin(), '0');
  return text;
}

// English and Dutch, by their first letters.
int month_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, int>, 15> kMonths{{{"jan", 1},
                                                                             {"feb", 2},
                                                                             {"mar", 3},
                                                                             {"mrt", 3},
                                                                             {"maa", 3},
                                                                             {"apr", 4},
                                                                             {"may", 5},
                                                                             {"mei", 5},
                                                                             {"jun", 6},
                                                                             {"jul", 7},
                                                                             {"aug", 8},
                                                                             {"sep", 9},
                                                                             {"oct", 10},
                                                                             {"okt", 10},
                                                                             {"nov", 11}}};
  for (const auto& [start, month] : kMonths)
    if (ascii::starts_with_ignoring_case(word, start)) return month;
  return ascii::starts_with_ignoring_case(word, "dec") ? 12 : 0;
}

// RFC 822 section 5.1 and the zones of Europe; minutes east of UTC.
std::optional<int> zone_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, int>, 21> kZones{
      {{"gmt", 0},    {"utc", 0},    {"ut", 0},     {"z", 0},      {"wet", 0},    {"west", 60},  {"cet", 60},
       {"met", 60},   {"mez", 60},   {"cest", 120}, {"mest", 120}, {"mesz", 120}, {"eet", 120},  {"eest", 180},
       {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"pst", -480}, {"pdt", -420}}};
  for (const auto& [name, minutes] : kZones)
    if (word.size() == name.size() && ascii::starts_with_ignoring_case(word, name)) return minutes;
  return std::nullopt;
}

struct Parts {
  int day = 0, month = 0, year = -1, hour = 0, minute = 0, second = 0;
  std::optional<int> zone;  // minutes east of UTC
  bool timed = false;
};

int number(std::string_view text) {
  int value = 0;
  for (const char c : text.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

// RFC 2822 section 4.3.
int full_year(std::string_view text) {
  const int year = number(text);
  if (text.size() == 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.size() == 3 ? 1900 + year : year;
}

bool read_time(std::string_view word, Parts& parts) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos || !ascii::all_digits(word.substr(0, colon))) return false;
  parts.hour = number(word.substr(0, colon));
  std::string_view rest = word.substr(colon + 1);
  const auto second = rest.find(':');
  if (!ascii::all_digits(rest.substr(0, second))) return false;
  parts.minute = number(rest.substr(0, second));
  if (second != std::string_view::npos) {
    rest = rest.substr(second + 1);
    rest = rest.substr(0, rest.find('.'));
    if (!ascii::all_digits(rest)) return false;
    parts.second = number(rest);
  }
  parts.timed = true;
  return parts.hour < 24 && parts.minute < 60 && parts.second <= 60;
}

// "+0100", "-01:00", "+01"
bool read_offset(std::string_view word, Parts& parts) {
  if (word.size() < 3 || (word[0] != '+' && word[0] != '-')) return false;
  std::string plain;
  for (const char c : word.substr(1))
    if (c != ':') plain += c;
  if (!ascii::all_digits(plain) || (plain.size() != 4 && plain.size() != 2)) return false;
  const int minutes = number(std::string_view(plain).substr(0, 2)) * 60 + number(std::string_view(plain).substr(2));
  parts.zone = word[0] == '-' ? -minutes : minutes;
  return true;
}

// "03-02-2026", "3/2/2026", "2026-02-03", "03-feb-26"
bool read_joined(std::string_view word, Parts& parts) {
  std::vector<std::string_view> fields;
  while (fields.size() < 4) {
    const auto end = word.find_first_of("-/.");
    fields.push_back(word.substr(0, end));
    if (end == std::string_view::npos) break;
    word = word.substr(end + 1);
  }
  if (fields.size() != 3 || !ascii::all_digits(fields[0]) || !ascii::all_digits(fields[2])) return false;
  const bool named = !ascii::all_digits(fields[1]);
  parts.month = named ? month_of(fields[1]) : number(fields[1]);
  const bool year_first = fields[0].size() == 4;
  parts.day = number(year_first ? fields[2] : fields[0]);
  parts.year = full_year(year_first ? fields[0] : fields[2]);
  return parts.month != 0;
}

void read_word(std::string_view word, Parts& parts) {
  if (ascii::all_digits(word)) {
    if (parts.day == 0 && word.size() <= 2) {
      parts.day = number(word);
    } else if (parts.year < 0 && word.size() <= 4) {
      parts.year = full_year(word);
    }
    return;
  }
  if (read_offset(word, parts) || read_time(word, parts)) return;
  if (ascii::is_digit(word[0])) {
    if (parts.day == 0) read_joined(word, parts);
    return;
  }
  const bool weekday = parts.day == 0 && ascii::starts_with_ignoring_case(word, "maan");  // maandag, not maart
  if (parts.month == 0 && !weekday) parts.month = month_of(word);
  if (parts.timed && !parts.zone) parts.zone = zone_of(word);
}

std::optional<Instant> instant_of(const Parts& parts) {
  if (parts.day < 1 || parts.day > 31 || parts.month < 1 || parts.month > 12 || parts.year < 1 || parts.year > 9999)
    return std::nullopt;
  std::string iso = digits(parts.year, 4) + "-" + digits(parts.month, 2) + "-" + digits(parts.day, 2);
  if (!parts.timed) return publications::parse_iso_instant(iso);
  // A leap second is the second before, since no clock here has one.
  iso += "T" + digits(parts.hour, 2) + ":" + digits(parts.minute, 2) + ":" + digits(std::min(parts.second, 59), 2);
  if (!parts.zone) return publications::parse_iso_instant(iso);
  const auto at = publications::parse_iso_instant(iso + "Z");
  if (!at) return std::nullopt;
  return *at - std::chrono::minutes(*parts.zone);
}

}  // namespace

std::optional<Instant> parse_feed_date(std::string_view text) {
  text = ascii::trim(text);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  const bool looks_iso = text.size() >= 10 && ascii::all_digits(text.substr(0, 4)) && text[4] == '-';
  if (looks_iso)
    if (const auto at = publications::parse_iso_instant(text)) return at;
  Parts parts;
  std::string spaced(text);
  if (looks_iso && spaced.size() > 10 && (spaced[10] == 'T' || spaced[10] == 't')) spaced[10] = ' ';
  std::string_view rest = spaced;
  while (!rest.empty()) {
    const auto end = rest.find_first_of(" ,\t\n\r()");
    std::string_view word = rest.substr(0, end);
    while (!word.empty() && word.back() == '.') word.remove_suffix(1);
    if (!word.empty()) read_word(word, parts);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return instant_of(parts);
}

}  // namespace griffier::fetchers
