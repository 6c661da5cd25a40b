#include "fetchers/feed/date.h"

#include <gtest/gtest.h>

#include <string>

namespace griffier::fetchers {
namespace {

std::string read(std::string_view text) {
  const auto at = parse_feed_date(text);
  return at ? publications::iso_instant(*at) : "none";
}

TEST(FeedDate, ReadsRfc822AsSoftwareWritesIt) {
  EXPECT_EQ(read("Tue, 03 Feb 2026 10:00:00 +0100"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("Tue, 3 Feb 2026 10:00 GMT"), "2026-02-03T10:00:00Z");
  EXPECT_EQ(read("03 Feb 26 10:00:05 CET"), "2026-02-03T09:00:05Z");
  EXPECT_EQ(read("Tue, 03 Feb 2026 10:00:00 -0500"), "2026-02-03T15:00:00Z");
  EXPECT_EQ(read("Tue, 03 Feb 2026 10:00:00 EDT"), "2026-02-03T14:00:00Z");
  EXPECT_EQ(read(" Tue,03 Feb 2026 10:00:00 +01:00 "), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("Mon, 01 Jan 99 00:00:00 UT"), "1999-01-01T00:00:00Z");
  EXPECT_EQ(read("Tuesday, March 3, 2026 12:00 UTC"), "2026-03-03T12:00:00Z");
}

TEST(FeedDate, ReadsDutchForms) {
  EXPECT_EQ(read("di, 03 feb 2026 10:00:00 +0100"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("dinsdag 3 februari 2026 - 10:00"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("maandag 2 maart 2026, 08:15"), "2026-03-02T07:15:00Z");
  EXPECT_EQ(read("ma, 2 mrt. 2026 08:15:00"), "2026-03-02T07:15:00Z");
  EXPECT_EQ(read("vr 15 mei 2026 10:00 CEST"), "2026-05-15T08:00:00Z");
  EXPECT_EQ(read("do 1 okt 2026 09:00:00 MET"), "2026-10-01T08:00:00Z");
}

TEST(FeedDate, ReadsIsoAndNumbers) {
  EXPECT_EQ(read("2026-02-03T10:00:00Z"), "2026-02-03T10:00:00Z");
  EXPECT_EQ(read("2026-02-03T10:00:00.120+01:00"), "2026-02-03T09:00:00.120Z");
  EXPECT_EQ(read("2026-02-03 10:00:00 +0100"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("2026-07-03T10:00"), "2026-07-03T08:00:00Z") << "Dutch time without a zone";
  EXPECT_EQ(read("03-02-2026 10:00"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(read("3/2/2026"), "2026-02-02T23:00:00Z");
  EXPECT_EQ(read("2026-02-03"), "2026-02-02T23:00:00Z");
}

TEST(FeedDate, RefusesWhatNoCalendarHas) {
  EXPECT_EQ(read(""), "none");
  EXPECT_EQ(read("gisteren"), "none");
  EXPECT_EQ(read("Tue, 32 Feb 2026 10:00:00 GMT"), "none");
  EXPECT_EQ(read("30 feb 2026 10:00"), "none");
  EXPECT_EQ(read("3 feb"), "none");
  EXPECT_EQ(read(std::string(100000, '9')), "none");
  EXPECT_EQ(read("::: -- // ,,"), "none");
  EXPECT_EQ(read("99999999999 feb 2026"), "none");
}

}  // namespace
}  // namespace griffier::fetchers
