#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fetchers/rechtspraak/index.h"
#include "fetchers/rechtspraak/uitspraken.h"
#include "tests/support/places.h"

namespace griffier::fetchers {
namespace {

std::string recorded(const std::string& name) {
  std::ifstream file(std::filesystem::path(tests::source_dir()) / "../shared/recorded/rechtspraak" / name,
                     std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(RechtspraakIndex, ReadsARecordedPageAsItIs) {
  const auto body = recorded("rechtspraak_index_page.xml");
  if (body.empty()) GTEST_SKIP() << "the recorded answers are not here";
  const auto page = read_index(body);
  EXPECT_EQ(page.error, "");
  EXPECT_EQ(page.total, 47U);
  ASSERT_EQ(page.entries.size(), 3U);
  EXPECT_EQ(page.entries[1].ecli, "ECLI:NL:HR:2024:1270");
  EXPECT_EQ(page.entries[1].court, "Hoge Raad");
  EXPECT_EQ(page.entries[1].date, "2024-09-20");
  EXPECT_EQ(page.entries[1].zaaknummer, "23/03783");
  const auto catalogue = rechtspraak_catalogue({});
  const auto listed = catalogue->read(body, {0, std::nullopt, 1});
  EXPECT_EQ(listed.next, 4U) << "the count says that there are more";
  EXPECT_EQ(listed.entries[2].files[0].url, "https://data.rechtspraak.nl/uitspraken/content?id=ECLI:NL:HR:2024:1273");
}

TEST(RechtspraakIndex, TakesRecordedJudgmentsForJudgments) {
  const auto catalogue = rechtspraak_catalogue({});
  for (const char* name : {"ECLI_NL_CRVB_2014_356.xml", "ECLI_NL_CBB_1998_ZG0193.xml"}) {
    const auto body = recorded(name);
    if (body.empty()) GTEST_SKIP() << "the recorded answers are not here";
    EXPECT_EQ(catalogue->not_the_document({}, body), "") << name;
  }
}

TEST(RechtspraakIndex, ReadsTitlesOfCourtsWithCommasAndThoseWithoutADay) {
  const auto page = read_index(
      "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry deleted=\"ecli\"><a:id>ECLI:NL:X:2026:1</a:id><a:title>"
      "ECLI:NL:X:2026:1, Hof, kamer A, 02-03-2026, 1/2, 3/4</a:title></a:entry><a:entry><a:id>ECLI:NL:X:2026:2</a:id>"
      "<a:title>Iets anders</a:title></a:entry><a:entry><a:id>geen</a:id></a:entry></a:feed>");
  EXPECT_EQ(page.error, "");
  EXPECT_EQ(page.total, std::nullopt);
  ASSERT_EQ(page.entries.size(), 2U);
  EXPECT_EQ(page.entries[0].court, "Hof, kamer A");
  EXPECT_EQ(page.entries[0].zaaknummer, "1/2, 3/4");
  EXPECT_EQ(page.entries[0].deleted, "ecli");
  EXPECT_EQ(page.entries[1].court, "");
  for (const char* odd : {"<html><body></body></html>", "", "<rss/>", "<feed", "{}"})
    EXPECT_NE(read_index(odd).error, "") << odd;
}

}  // namespace
}  // namespace griffier::fetchers
