#include "publications/recognise/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"januari",   "februari", "maart",    "april",
                                                   "mei",       "juni",     "juli",     "augustus",
                                                   "september", "oktober",  "november", "december"};

// The number of single-letter edits (a swap of neighbours is one) between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 16;
  if (a.size() > kLongest || b.size() > kLongest) return kLongest;
  std::array<std::array<std::size_t, kLongest + 1>, kLongest + 1> cost{};
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const auto same_letter = a[i - 1] == b[j - 1];
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same_letter ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

// 1..12, or 0: the name as it is, or within two edits of one alone (one for a short name).
unsigned month_of(std::string_view word) {
  unsigned best = 0;
  std::size_t best_cost = 3;
  for (unsigned m = 0; m < kMonths.size(); ++m) {
    const auto cost = distance(word, kMonths[m]);
    if (cost > (kMonths[m].size() > 5 ? 2U : 0U)) continue;
    if (cost < best_cost) {
      best = m + 1;
      best_cost = cost;
    } else if (cost == best_cost) {
      best = 0;
    }
  }
  return best;
}

unsigned take_digits(std::string_view text, std::size_t& at, std::size_t most) {
  std::size_t end = at;
  while (end < text.size() && end - at < most && is_digit(text[end])) ++end;
  unsigned value = 0;
  std::from_chars(text.data() + at, text.data() + end, value);
  at = end;
  return value;
}

std::string take_letters(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && is_ascii_letter(text[end])) ++end;
  auto word = lower(text.substr(at, end - at));
  at = end;
  return word;
}

void skip(std::string_view text, std::size_t& at, std::string_view characters) {
  while (at < text.size() && characters.find(text[at]) != npos) ++at;
}

}  // namespace

std::optional<Date> read_date(std::string_view text, std::size_t* length) {
  std::size_t read = 0;
  if (const auto date = parse_dutch_date(text, &read)) {
    if (length != nullptr) *length = read;
    return date;
  }
  std::size_t at = 0;
  const auto day = take_digits(text, at, 2);
  if (day == 0) return std::nullopt;
  skip(text, at, " .");
  const auto month = month_of(take_letters(text, at));
  skip(text, at, " .,");
  const auto start = at;
  const auto year = take_digits(text, at, 4);
  if (month == 0 || at - start != 4) return std::nullopt;
  const Date date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok() || year < 1800 || year > 2200) return std::nullopt;
  if (length != nullptr) *length = at;
  return date;
}

std::optional<Date> date_after(std::string_view text, std::string_view word, std::size_t from) {
  for (auto at = find(text, word, from); at != npos; at = find(text, word, at + word.size())) {
    const auto start = at + word.size();
    for (std::size_t i = start; i < std::min(text.size(), start + 24); ++i) {
      if (!is_digit(text[i]) || is_digit(text[i - 1])) continue;
      if (const auto date = read_date(text.substr(i))) return date;
    }
  }
  return std::nullopt;
}

std::optional<Date> date_before(std::string_view text, std::string_view word) {
  constexpr std::size_t kFarthest = 40;  // bytes
  const auto at = find(text, word);
  if (at == npos) return std::nullopt;
  const auto start = at - std::min(at, kFarthest);
  const auto near = text.substr(start, at - start);
  for (auto op = find(near, " op "); op != npos; op = find(near, " op ", op + 1)) {
    if (const auto day = read_date(near.substr(op + 4))) return day;
  }
  return std::nullopt;
}

std::optional<Date> recent_date(std::string_view text, Date known) {
  std::size_t at = 0;
  const auto day = take_digits(text, at, 2);
  skip(text, at, " ");
  const auto month = month_of(take_letters(text, at));
  if (day == 0 || month == 0 || !known.ok()) return std::nullopt;
  for (int back = 0; back < 2; ++back) {
    const Date date{known.year() - std::chrono::years(back), std::chrono::month(month), std::chrono::day(day)};
    if (date.ok() && std::chrono::sys_days(date) <= std::chrono::sys_days(known)) return date;
  }
  return std::nullopt;
}

std::optional<Date> first_date(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_word_byte(text[i - 1]))) continue;
    if (const auto date = read_date(text.substr(i))) return date;
  }
  return std::nullopt;
}

}  // namespace griffier::publications::reader
