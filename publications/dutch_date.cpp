// Dates in Dutch running text.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "publications/ascii.h"
#include "publications/instant.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"januari",   "februari", "maart",    "april",
                                                      "mei",       "juni",     "juli",     "augustus",
                                                      "september", "oktober",  "november", "december"};

// Longer names before their beginnings.
constexpr std::array<std::pair<std::string_view, unsigned>, 25> kMonthWords = {
    {{"januari", 1},   {"jan", 1},  {"februari", 2},  {"febr", 2}, {"feb", 2}, {"maart", 3},    {"mrt", 3},
     {"april", 4},     {"apr", 4},  {"mei", 5},       {"juni", 6}, {"jun", 6}, {"juli", 7},     {"jul", 7},
     {"augustus", 8},  {"aug", 8},  {"september", 9}, {"sept", 9}, {"sep", 9}, {"oktober", 10}, {"okt", 10},
     {"november", 11}, {"nov", 11}, {"december", 12}, {"dec", 12}}};

struct Reader {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] char peek() const { return at < text.size() ? text[at] : '\0'; }
  void skip_white_space() { at += white_space_length(text.substr(at)); }
  [[nodiscard]] std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (at + n < text.size() && n < 8 && ascii::is_digit(text[at + n])) ++n;
    return n;
  }
  int take_number(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text[at + i] - '0');
    at += count;
    return value;
  }
};

// The name of a month, or 0; the abbreviation's full stop is read with it.
unsigned take_month_word(Reader& in) {
  for (const auto& [word, month] : kMonthWords) {
    if (!ascii::starts_with_ignoring_case(in.text.substr(in.at), word)) continue;
    const std::size_t after = in.at + word.size();
    if (after < in.text.size() && ascii::is_alpha(in.text[after])) continue;
    in.at = after;
    if (in.peek() == '.') ++in.at;
    return month;
  }
  return 0;
}

// A year of four digits. After the name of a month the digits of a footnote mark may be glued to it ("20235").
int take_year(Reader& in, bool mark_allowed) {
  const std::size_t digits = in.digits_ahead();
  if (digits != 4 && !(mark_allowed && (digits == 5 || digits == 6))) return 0;
  const int year = in.take_number(4);
  return year >= 1800 && year <= 2199 ? year : 0;
}

}  // namespace

std::optional<Date> parse_dutch_date(std::string_view text, std::size_t* length) {
  Reader in{text};
  in.skip_white_space();
  const std::size_t day_digits = in.digits_ahead();
  if (day_digits < 1 || day_digits > 2) return std::nullopt;
  const int day = in.take_number(day_digits);
  unsigned month = 0;
  int year = 0;
  const char separator = in.peek();
  const bool numeric = separator == '-' || separator == '/' || separator == '.';
  if (numeric) {
    ++in.at;
    const std::size_t month_digits = in.digits_ahead();
    if (month_digits < 1 || month_digits > 2) return std::nullopt;
    month = static_cast<unsigned>(in.take_number(month_digits));
    if (in.peek() != separator) return std::nullopt;
    ++in.at;
  } else {
    in.skip_white_space();
    month = take_month_word(in);
    if (month == 0) return std::nullopt;
    in.skip_white_space();
  }
  year = take_year(in, !numeric);
  const Date date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{static_cast<unsigned>(day)}};
  if (year == 0 || !date.ok()) return std::nullopt;
  if (length != nullptr) *length = in.at;
  return date;
}

std::string dutch_date(Date date) {
  if (!date.ok()) return {};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

}  // namespace griffier::publications
