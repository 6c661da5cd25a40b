#include <gtest/gtest.h>

#include "fetchers/officielebekendmakingen/cql.h"

namespace griffier::fetchers {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr publications::Date kDay{year(2026), month(1), day(9)};

TEST(Cql, LeavesWordsAsTheyAreAndQuotesAndEscapesEverythingElse) {
  EXPECT_EQ(cql_value("19637"), "19637");
  EXPECT_EQ(cql_value("36600-VII"), "36600-VII");
  EXPECT_EQ(cql_value("Kamervragen (Aanhangsel)"), "\"Kamervragen (Aanhangsel)\"");
  EXPECT_EQ(cql_value("a\" OR w.x==\"b"), "\"a\\\" OR w.x==\\\"b\"");
  EXPECT_EQ(cql_value("a\\"), "\"a\\\\\"");
  EXPECT_EQ(cql_value("wat? *"), "\"wat\\? \\*\"");
  EXPECT_EQ(cql_value("not"), "\"not\"");
  EXPECT_EQ(cql_value(""), "\"\"");
  EXPECT_EQ(cql_value("a\nb"), "\"ab\"");
}

TEST(Cql, PutsTheWindowAndTheOrderIntoTheQuery) {
  BekendmakingenQuery query;
  EXPECT_EQ(cql_query(query, std::nullopt), "c.product-area==officielepublicaties sortBy dt.modified/sort.ascending");
  query.dossiers = {"19637"};
  query.publications = {"Kamerstuk", "Kamervragen (Aanhangsel)"};
  query.creators = {"Tweede Kamer der Staten-Generaal"};
  query.free = "dt.type==Bijlage OR w.ondernummer==4";
  EXPECT_EQ(cql_query(query, kDay),
            "c.product-area==officielepublicaties AND (w.publicatienaam==Kamerstuk OR w.publicatienaam==\"Kamervragen "
            "(Aanhangsel)\") AND w.dossiernummer==19637 AND dt.creator==\"Tweede Kamer der Staten-Generaal\" AND "
            "(dt.type==Bijlage OR w.ondernummer==4) AND dt.modified>=2026-01-09 sortBy dt.modified/sort.ascending");
}

TEST(Cql, SaysWhatIsWrongWithAConditionThatPeopleWrote) {
  EXPECT_EQ(cql_problem(""), std::nullopt);
  EXPECT_EQ(cql_problem("w.publicatienaam==\"Kamerstuk (en) \\\" NOT meer\" NOT dt.type==Bijlage"), std::nullopt);
  EXPECT_EQ(cql_problem("(a==1 OR b==2) AND c==3"), std::nullopt);
  for (const char* wrong : {"a==1 AND NOT b==2", "NOT a==1", "(NOT a==1)", "a==\"x", "(a==1", "a==1) AND (b==2",
                            "a==1 sortBy dt.date", "AND a==1", "a==1 or"})
    EXPECT_TRUE(cql_problem(wrong)) << wrong;
}

}  // namespace
}  // namespace griffier::fetchers
