// Words of which terms are made: months, numbers and the days that they name. Private to stated_term.cpp.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::publications::reader::calendar {

struct Word {
  std::string text;  // in small letters
  std::size_t begin = 0, end = 0;
};

// At most 400, since a longer sentence is no promise.
[[nodiscard]] std::vector<Word> words_of(std::string_view sentence);
[[nodiscard]] bool among(std::string_view word, std::initializer_list<std::string_view> list);

[[nodiscard]] Date day(int year, unsigned month, unsigned of_month);
[[nodiscard]] Date last_day(int year, unsigned month);
[[nodiscard]] int year_of(Date date);
[[nodiscard]] unsigned month_of(Date date);
// The Friday on or before a day.
[[nodiscard]] Date friday_until(Date date);

// 1 to 12, 1 to 999, 1 to 4 ("eerste", "1e", "q1"); 0 for any other word, which is in small letters.
[[nodiscard]] unsigned month_named(std::string_view word);
[[nodiscard]] int number_named(std::string_view word);
[[nodiscard]] int ordinal_named(std::string_view word);

}  // namespace griffier::publications::reader::calendar
