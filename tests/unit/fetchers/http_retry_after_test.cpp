#include "fetchers/http/retry_after.h"

#include <gtest/gtest.h>

namespace griffier::fetchers {
namespace {

using std::chrono::seconds;
using namespace std::chrono_literals;

// 6 November 1994, 08:49:37 GMT: the example of RFC 9110.
constexpr auto kExample = std::chrono::sys_days(1994y / 11 / 6) + 8h + 49min + 37s;
constexpr auto kNow = std::chrono::sys_days(2025y / 3 / 1) + 12h;

TEST(HttpDate, IsReadInAllThreeForms) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", kNow), kExample);
  EXPECT_EQ(parse_http_date("Sat Mar 01 12:00:00 2025", kNow), kNow);
}

TEST(HttpDate, TakesATwoDigitYearFarAheadForThePast) {
  const auto year_of = [](const char* text) {
    const auto at = parse_http_date(text, kNow);
    return at ? static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*at)).year()) : 0;
  };
  EXPECT_EQ(year_of("Monday, 06-Nov-26 08:49:37 GMT"), 2026);
  EXPECT_EQ(year_of("Monday, 06-Nov-75 08:49:37 GMT"), 2075);
  EXPECT_EQ(year_of("Monday, 06-Nov-76 08:49:37 GMT"), 1976);
}

TEST(HttpDate, RefusesAnythingElse) {
  for (const char* text :
       {"", "Sun", "Sun,", "Sun, 06 Nov 1994", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 2025 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:61:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT+1", "1994-11-06T08:49:37Z", "S\xff, 06",
        "Sun Nov 6 08:49:37 1994", ", 06 Nov 1994 08:49:37 GMT"})
    EXPECT_EQ(parse_http_date(text, kNow), std::nullopt) << text;
}

TEST(RetryAfter, IsSecondsOrADateRelativeToNow) {
  EXPECT_EQ(parse_retry_after("0", kNow), seconds(0));
  EXPECT_EQ(parse_retry_after(" 120 ", kNow), seconds(120));
  EXPECT_EQ(parse_retry_after("Sat, 01 Mar 2025 12:05:00 GMT", kNow), seconds(300));
  EXPECT_EQ(parse_retry_after("Saturday, 01-Mar-25 12:05:00 GMT", kNow), seconds(300));
  EXPECT_EQ(parse_retry_after("Sat Mar  1 12:05:00 2025", kNow), seconds(300));
  EXPECT_EQ(parse_retry_after("Sat, 01 Mar 2025 12:05:00 GMT", kNow + 1ms), seconds(300)) << "rounded up";
}

TEST(RetryAfter, StaysBetweenNowAndADay) {
  EXPECT_EQ(parse_retry_after("-5", kNow), seconds(0));
  EXPECT_EQ(parse_retry_after("Sat, 01 Mar 2025 11:00:00 GMT", kNow), seconds(0));
  EXPECT_EQ(parse_retry_after("86401", kNow), seconds(86'400));
  EXPECT_EQ(parse_retry_after("99999999999999999999999999999999", kNow), seconds(86'400));
  EXPECT_EQ(parse_retry_after("Fri, 01 Mar 2041 12:00:00 GMT", kNow), seconds(86'400));
}

TEST(RetryAfter, IsADayForAYearThatTheClockCannotHold) {
  EXPECT_EQ(parse_retry_after("Sun Nov  6 08:49:37 7662", kNow), seconds(86'400));
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 9999 08:49:37 GMT", kNow), seconds(86'400));
  EXPECT_EQ(parse_retry_after("Sun Nov  6 08:49:37 0001", kNow), seconds(0));
}

TEST(RetryAfter, IsNothingWhenItCannotBeRead) {
  for (const char* text : {"", " ", "-", "soon", "1.5", "12 seconds", "0x10", "+5"})
    EXPECT_EQ(parse_retry_after(text, kNow), std::nullopt) << text;
}

}  // namespace
}  // namespace griffier::fetchers
