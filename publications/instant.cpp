#include "publications/instant.h"

#include <fmt/format.h>

#include <array>

#include "publications/ascii.h"

namespace griffier::publications {
namespace {

using namespace std::chrono;

struct SummerTime {
  sys_seconds begin, end;
};

// The years from 1977 to 1980 followed the directives of their own time (tz database, rule EU).
SummerTime summer_time(year y) {
  const int value = static_cast<int>(y);
  sys_days begin = y / March / Sunday[last];
  if (value <= 1980) begin = y / April / Sunday[1];
  sys_days end = y / October / Sunday[last];
  if (value <= 1995) end = y / September / Sunday[last];
  if (value == 1978) end = y / October / 1;
  return {begin + hours{1}, end + hours{1}};
}

constexpr minutes kWinter{60};
constexpr minutes kSummer{120};

// The moment of a Dutch clock time. What the clock skips in March is read as winter time, what it repeats in October as
// summer time.
Instant from_amsterdam(Instant local) {
  const Instant summer = local - kSummer;
  return amsterdam_offset(summer) == kSummer ? summer : local - kWinter;
}

std::string date_and_time(Instant at) {
  const auto day = floor<days>(at);
  const hh_mm_ss time{floor<seconds>(at - day)};
  return fmt::format("{}T{:02}:{:02}:{:02}", iso_date(day), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

// Reads exactly `count` digits.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count || !ascii::all_digits(text.substr(0, count))) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) value = value * 10 + (c - '0');
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_iso_date(std::string_view& text) {
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

// The fraction of a second, cut off at milliseconds; absent: zero.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return milliseconds{0};
  int value = 0;
  int scale = 100;
  std::size_t count = 0;
  for (; count < text.size() && ascii::is_digit(text[count]); ++count) {
    value += (text[count] - '0') * scale;
    scale /= 10;
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return milliseconds{value};
}

std::optional<milliseconds> take_time(std::string_view& text) {
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m) return std::nullopt;
  int s = 0;
  milliseconds fraction{0};
  if (take(text, ':')) {
    const auto whole = take_digits(text, 2);
    const auto part = whole ? take_fraction(text) : std::nullopt;
    if (!part) return std::nullopt;
    s = *whole;
    fraction = *part;
  }
  const milliseconds time = hours{*h} + minutes{*m} + seconds{s} + fraction;
  const bool end_of_day = time == hours{24} && *h == 24;                   // xsd:dateTime has 24:00:00
  if ((*h > 23 && !end_of_day) || *m > 59 || s > 60) return std::nullopt;  // second 60: a leap second, RFC 3339 5.7
  return time;
}

std::optional<minutes> take_zone(std::string_view& text) {
  const bool west = text.front() == '-';
  text.remove_prefix(1);
  const auto h = take_digits(text, 2);
  if (!h) return std::nullopt;
  take(text, ':');
  const auto m = take_digits(text, 2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  const minutes offset = hours{*h} + minutes{*m};
  return west ? -offset : offset;
}

}  // namespace

minutes amsterdam_offset(Instant at) {
  const Date date{floor<days>(at)};
  if (static_cast<int>(date.year()) < 1977) return kWinter;
  const auto [begin, end] = summer_time(date.year());
  return at >= begin && at < end ? kSummer : kWinter;
}

Date amsterdam_date(Instant at) { return Date{floor<days>(at + amsterdam_offset(at))}; }

Instant amsterdam_midnight(Date date) { return from_amsterdam(Instant{sys_days{date}}); }

std::string iso_date(Date date) {
  if (!date.ok()) return {};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string iso_instant(Instant at) {
  const auto fraction = (at - floor<seconds>(at)).count();
  return fraction == 0 ? date_and_time(at) + "Z" : fmt::format("{}.{:03}Z", date_and_time(at), fraction);
}

std::string iso_amsterdam(Instant at) {
  const auto offset = amsterdam_offset(at);
  return date_and_time(at + offset) + (offset == kSummer ? "+02:00" : "+01:00");
}

std::optional<Date> parse_iso_date(std::string_view text) {
  const auto date = take_iso_date(text);
  if (!date || !text.empty()) return std::nullopt;
  return date;
}

std::optional<Instant> parse_iso_instant(std::string_view text) {
  const auto date = take_iso_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return amsterdam_midnight(*date);
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  const Instant local = sys_days{*date} + *time;
  if (text.empty()) return from_amsterdam(local);
  if (text == "Z" || text == "z") return local;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return local - *zone;
}

std::string vergaderjaar_of(Date date) {
  const Date prinsjesdag{date.year() / September / Tuesday[3]};
  const int first = static_cast<int>(date.year()) - (date < prinsjesdag ? 1 : 0);
  return fmt::format("{}-{}", first, first + 1);
}

}  // namespace griffier::publications
