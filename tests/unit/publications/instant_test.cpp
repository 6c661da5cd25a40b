#include "publications/instant.h"

#include <gtest/gtest.h>

#include <random>

namespace griffier::publications {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

Instant at(std::string_view text) {
  const auto instant = parse_iso_instant(text);
  if (!instant) {
    ADD_FAILURE() << text << " is no moment";
    return {};
  }
  return *instant;
}

std::string utc(std::string_view text) {
  const auto instant = parse_iso_instant(text);
  return instant ? iso_instant(*instant) : "none";
}

std::string dutch(std::string_view text) {
  const auto date = parse_dutch_date(text);
  return date ? iso_date(*date) : "none";
}

TEST(Instant, KnowsWhenTheDutchClockWasSet) {
  struct Change {
    std::string_view moment;
    int minutes_after;
  };
  // Source: tz database 2024a, Europe/Amsterdam.
  static constexpr Change kChanges[] = {
      {"1977-04-03T01:00:00Z", 120}, {"1977-09-25T01:00:00Z", 60},  {"1978-04-02T01:00:00Z", 120},
      {"1978-10-01T01:00:00Z", 60},  {"1979-04-01T01:00:00Z", 120}, {"1979-09-30T01:00:00Z", 60},
      {"1980-04-06T01:00:00Z", 120}, {"1980-09-28T01:00:00Z", 60},  {"1981-03-29T01:00:00Z", 120},
      {"1981-09-27T01:00:00Z", 60},  {"1985-03-31T01:00:00Z", 120}, {"1985-09-29T01:00:00Z", 60},
      {"1995-03-26T01:00:00Z", 120}, {"1995-09-24T01:00:00Z", 60},  {"1996-03-31T01:00:00Z", 120},
      {"1996-10-27T01:00:00Z", 60},  {"2000-03-26T01:00:00Z", 120}, {"2000-10-29T01:00:00Z", 60},
      {"2007-03-25T01:00:00Z", 120}, {"2007-10-28T01:00:00Z", 60},  {"2024-03-31T01:00:00Z", 120},
      {"2024-10-27T01:00:00Z", 60},  {"2025-03-30T01:00:00Z", 120}, {"2025-10-26T01:00:00Z", 60},
      {"2030-03-31T01:00:00Z", 120}, {"2030-10-27T01:00:00Z", 60},  {"2037-03-29T01:00:00Z", 120},
      {"2037-10-25T01:00:00Z", 60},
  };
  for (const auto& [moment, minutes_after] : kChanges) {
    EXPECT_EQ(amsterdam_offset(at(moment)).count(), minutes_after) << moment;
    EXPECT_EQ(amsterdam_offset(at(moment) - 1ms).count(), 180 - minutes_after) << moment;
  }
  EXPECT_EQ(amsterdam_offset(at("1976-07-01T00:00:00Z")), 60min);
  EXPECT_EQ(amsterdam_offset(at("1953-07-01T00:00:00Z")), 60min);
}

TEST(Instant, TurnsTheDayAtDutchMidnight) {
  EXPECT_EQ(iso_date(amsterdam_date(at("2024-07-01T21:59:59.999Z"))), "2024-07-01");
  EXPECT_EQ(iso_date(amsterdam_date(at("2024-07-01T22:00:00Z"))), "2024-07-02");
  EXPECT_EQ(iso_date(amsterdam_date(at("2024-12-31T22:59:59Z"))), "2024-12-31");
  EXPECT_EQ(iso_date(amsterdam_date(at("2024-12-31T23:00:00Z"))), "2025-01-01");
  EXPECT_EQ(iso_date(amsterdam_date(at("2024-02-28T23:00:00Z"))), "2024-02-29");
}

TEST(Instant, BeginsEveryDayAtItsMidnight) {
  EXPECT_EQ(iso_instant(amsterdam_midnight(2024y / March / 31)), "2024-03-30T23:00:00Z");
  EXPECT_EQ(iso_instant(amsterdam_midnight(2024y / April / 1)), "2024-03-31T22:00:00Z");
  EXPECT_EQ(iso_instant(amsterdam_midnight(2024y / October / 27)), "2024-10-26T22:00:00Z");
  EXPECT_EQ(iso_instant(amsterdam_midnight(2024y / October / 28)), "2024-10-27T23:00:00Z");
  for (sys_days day = 1975y / January / 1; day < sys_days(2040y / January / 1); day += days{1}) {
    const Instant midnight = amsterdam_midnight(day);
    ASSERT_EQ(amsterdam_date(midnight), Date{day});
    ASSERT_EQ(amsterdam_date(midnight - 1ms), Date{day - days{1}});
  }
}

TEST(Instant, IsWrittenForTheRecordAndForPeople) {
  const Instant moment = sys_days(2024y / September / 19) + 14h + 3min + 7s;
  EXPECT_EQ(iso_instant(moment), "2024-09-19T14:03:07Z");
  EXPECT_EQ(iso_instant(moment + 120ms), "2024-09-19T14:03:07.120Z");
  EXPECT_EQ(iso_instant(moment + 5ms), "2024-09-19T14:03:07.005Z");
  EXPECT_EQ(iso_amsterdam(moment + 120ms), "2024-09-19T16:03:07+02:00");
  EXPECT_EQ(iso_amsterdam(sys_days(2024y / December / 31) + 23h), "2025-01-01T00:00:00+01:00");
  EXPECT_EQ(iso_instant(Instant{-1ms}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(iso_date(2023y / February / 29), "");
  EXPECT_EQ(iso_date(989y / February / 1), "0989-02-01");
}

TEST(Instant, IsReadWithItsZone) {
  EXPECT_EQ(utc("2024-09-19T14:03:07Z"), "2024-09-19T14:03:07Z");
  EXPECT_EQ(utc("2024-09-19T14:03:07+02:00"), "2024-09-19T12:03:07Z");
  EXPECT_EQ(utc("2024-09-19T14:03:07-05:30"), "2024-09-19T19:33:07Z");
  EXPECT_EQ(utc("2024-09-19t14:03:07.1234567z"), "2024-09-19T14:03:07.123Z");
  EXPECT_EQ(utc("2024-12-31T23:59:60Z"), "2025-01-01T00:00:00Z");
}

TEST(Instant, IsDutchTimeWithoutAZone) {
  EXPECT_EQ(utc("2024-09-19T14:03:07"), "2024-09-19T12:03:07Z");
  EXPECT_EQ(utc("2024-12-19T14:03:07.5"), "2024-12-19T13:03:07.500Z");
  EXPECT_EQ(utc("2024-09-19"), "2024-09-18T22:00:00Z");
  EXPECT_EQ(utc("2024-09-19 14:03"), "2024-09-19T12:03:00Z");
  EXPECT_EQ(utc("2024-09-19T24:00:00"), "2024-09-19T22:00:00Z");
}

TEST(Instant, ReadsClockTimesAroundTheChangeInOneWay) {
  EXPECT_EQ(utc("2024-03-31T01:59:59"), "2024-03-31T00:59:59Z");
  EXPECT_EQ(utc("2024-03-31T02:30:00"), "2024-03-31T01:30:00Z");  // skipped: as winter time
  EXPECT_EQ(utc("2024-03-31T03:00:00"), "2024-03-31T01:00:00Z");
  EXPECT_EQ(utc("2024-10-27T02:30:00"), "2024-10-27T00:30:00Z");  // twice: the first
  EXPECT_EQ(utc("2024-10-27T03:00:00"), "2024-10-27T02:00:00Z");
}

TEST(Instant, RefusesWhatIsNone) {
  for (const char* const text :
       {"", "2024", "2024-13-01", "2023-02-29", "2024-09-19T", "2024-09-19T25:00:00Z", "2024-09-19T14:60:00Z",
        "2024-09-19T14:03:61Z", "2024-09-19T14:03:07.Z", "2024-09-19T14:03:07+2", "2024-09-19T14:03:07Zx",
        "2024-09-19T24:00:01", "24-09-19", "2024-9-19", "2024-09-19T14:03:07+24:00", " 2024-09-19"})
    EXPECT_EQ(utc(text), "none") << text;
  EXPECT_FALSE(parse_iso_date("2024-09-19T00:00:00"));
  EXPECT_FALSE(parse_iso_date("2100-02-29"));
  EXPECT_TRUE(parse_iso_date("2000-02-29"));
}

TEST(Instant, IsReadBackAsItWasWritten) {
  std::mt19937_64 random(1996);  // NOLINT: the same moments every time
  for (int i = 0; i < 20000; ++i) {
    const Instant moment{milliseconds{static_cast<std::int64_t>(random() % 4'000'000'000'000ULL) - 1'000'000'000'000}};
    ASSERT_EQ(at(iso_instant(moment)), moment);
    ASSERT_EQ(at(iso_amsterdam(moment)), floor<seconds>(moment));
  }
}

TEST(Instant, ReadsADateInDutchText) {
  for (const char* const text :
       {"19 september 2024", "19 sept. 2024", "19 sep 2024", "19-09-2024", "19-9-2024", "19/09/2024", "19.09.2024",
        "19\u00A0september\u202F2024, en", "19 September 2024.", "19september2024", "  19 september 2024"})
    EXPECT_EQ(dutch(text), "2024-09-19") << text;
  EXPECT_EQ(dutch("1 mrt. 2024"), "2024-03-01");
  EXPECT_EQ(dutch("29 februari 2024"), "2024-02-29");
  EXPECT_EQ(dutch("31 mei 1999"), "1999-05-31");
}

TEST(Instant, KnowsEveryMonthByName) {
  for (unsigned m = 1; m <= 12; ++m) {
    const Date date{2024y / month{m} / 7};
    EXPECT_EQ(parse_dutch_date(dutch_date(date)), date);
  }
  EXPECT_EQ(dutch_date(2024y / September / 19), "19 september 2024");
  EXPECT_EQ(dutch_date(2023y / February / 29), "");
}

TEST(Instant, FreesTheYearFromAGluedFootnoteMark) {
  EXPECT_EQ(dutch("19 september 20235"), "2023-09-19");
  EXPECT_EQ(dutch("19-09-20235"), "none");
}

TEST(Instant, SeesNoDateWithoutAYear) {
  for (const char* const text :
       {"", "1 juni jl.", "30 februari 2024", "29 februari 2023", "32-01-2024", "19-09-24", "19 brumaire 2024",
        "september 2024", "119 september 2024", "19-09/2024", "0 mei 2024", "19 maartse 2024", "19 mei 1234"})
    EXPECT_EQ(dutch(text), "none") << text;
}

TEST(Instant, SaysHowFarADateReached) {
  std::size_t length = 0;
  ASSERT_TRUE(parse_dutch_date("19 sept. 2024, nr. 3", &length));
  EXPECT_EQ(length, 13U);
  length = 77;
  EXPECT_FALSE(parse_dutch_date("nr. 3", &length));
  EXPECT_EQ(length, 77U);
}

TEST(Instant, BeginsTheVergaderjaarOnPrinsjesdag) {
  EXPECT_EQ(vergaderjaar_of(2024y / September / 16), "2023-2024");
  EXPECT_EQ(vergaderjaar_of(2024y / September / 17), "2024-2025");
  EXPECT_EQ(vergaderjaar_of(2025y / September / 15), "2024-2025");
  EXPECT_EQ(vergaderjaar_of(2025y / September / 16), "2025-2026");
  EXPECT_EQ(vergaderjaar_of(2000y / January / 1), "1999-2000");
}

TEST(Instant, SurvivesAnyBytes) {
  std::mt19937 random(3);  // NOLINT: the same bytes every time
  static constexpr std::string_view kAlphabet = "0123456789-:TZ.+ /september\xC2\xA0\xFF";
  for (int i = 0; i < 50000; ++i) {
    std::string text(random() % 28, ' ');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    if (i % 3 == 0) text.insert(0, "2024-0");
    const auto moment = parse_iso_instant(text);
    EXPECT_TRUE(!moment || parse_iso_instant(iso_instant(*moment)) == moment) << text;
    const auto date = parse_dutch_date(text);
    EXPECT_TRUE(!date || date->ok()) << text;
  }
}

}  // namespace
}  // namespace griffier::publications
