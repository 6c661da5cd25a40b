#include "publications/recognise/calendar_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "publications/recognise/words.h"

namespace griffier::publications::reader::calendar {

using std::chrono::sys_days;

namespace {
constexpr std::size_t kMostWords = 400;
}  // namespace

std::vector<Word> words_of(std::string_view sentence) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < sentence.size() && words.size() < kMostWords;) {
    if (!is_word_byte(sentence[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < sentence.size() && is_word_byte(sentence[end])) ++end;
    words.push_back({lower(sentence.substr(at, end - at)), at, end});
    at = end;
  }
  return words;
}

bool among(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Date day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}
Date last_day(int year, unsigned month) {
  return Date(std::chrono::year(year) / std::chrono::month(month) / std::chrono::last);
}
int year_of(Date date) { return static_cast<int>(date.year()); }
unsigned month_of(Date date) { return static_cast<unsigned>(date.month()); }

Date friday_until(Date date) {
  const auto at = sys_days(date);
  return Date(at - (std::chrono::weekday(at) - std::chrono::Friday));
}

unsigned month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"januari",   "februari", "maart",    "april",
                                                        "mei",       "juni",     "juli",     "augustus",
                                                        "september", "oktober",  "november", "december"};
  const auto* const found = std::find(kMonths.begin(), kMonths.end(), word);
  return found == kMonths.end() ? 0 : static_cast<unsigned>(found - kMonths.begin()) + 1;
}

int number_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 16> kNumbers{{{"een", 1},
                                                                       {"één", 1},
                                                                       {"twee", 2},
                                                                       {"drie", 3},
                                                                       {"vier", 4},
                                                                       {"vijf", 5},
                                                                       {"zes", 6},
                                                                       {"zeven", 7},
                                                                       {"acht", 8},
                                                                       {"negen", 9},
                                                                       {"tien", 10},
                                                                       {"elf", 11},
                                                                       {"twaalf", 12},
                                                                       {"veertien", 14},
                                                                       {"achttien", 18},
                                                                       {"dertig", 30}}};
  for (const auto& [name, number] : kNumbers)
    if (name == word) return number;
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size() && number < 1000 ? number : 0;
}

int ordinal_named(std::string_view word) {
  constexpr std::array<std::array<std::string_view, 3>, 4> kOrdinals{
      {{"eerste", "1e", "q1"}, {"tweede", "2e", "q2"}, {"derde", "3e", "q3"}, {"vierde", "4e", "q4"}}};
  for (std::size_t i = 0; i < kOrdinals.size(); ++i)
    if (std::find(kOrdinals[i].begin(), kOrdinals[i].end(), word) != kOrdinals[i].end()) return static_cast<int>(i) + 1;
  return 0;
}

}  // namespace griffier::publications::reader::calendar
