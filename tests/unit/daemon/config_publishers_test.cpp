#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/config/publishers.h"

namespace griffier::daemon {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

SourceConfig source(const std::string& kind) {
  SourceConfig made;
  made.name = "bron";
  made.kind = kind;
  return made;
}

TEST(ConfigPublishers, FetchesFilesWhereTheyMayBeFetchedUnlessTheSearchIsAnotherOne) {
  auto publisher = source("officielebekendmakingen");
  complete_publisher(publisher);
  EXPECT_EQ(publisher.base_url, "https://repository.overheid.nl/sru");
  EXPECT_EQ(publisher.documents_url, "https://zoek.officielebekendmakingen.nl");
  auto mirror = source("officielebekendmakingen");
  mirror.base_url = "https://mirror.example/sru";
  complete_publisher(mirror);
  EXPECT_EQ(mirror.base_url, "https://mirror.example/sru");
  EXPECT_EQ(mirror.documents_url, "");
  auto courts = source("rechtspraak");
  complete_publisher(courts);
  EXPECT_EQ(courts.base_url, "https://data.rechtspraak.nl");
  auto folder = source("folder");
  complete_publisher(folder);
  EXPECT_EQ(folder.base_url, "");
}

TEST(ConfigPublishers, SaysWhichKeyIsWrong) {
  auto one = source("officielebekendmakingen");
  one.query = "a==1 AND NOT b==2";
  one.renditions = {"xml", "doc"};
  EXPECT_THAT(publisher_problems(one), ElementsAre(Pair("query", HasSubstr("write 'a NOT b'")),
                                                   Pair("renditions", HasSubstr("'doc' is none of"))));
  auto two = source("rechtspraak");
  two.type = "vonnis";
  EXPECT_THAT(publisher_problems(two), ElementsAre(Pair("type", HasSubstr("uitspraak, conclusie"))));
  two.type = "conclusie";
  EXPECT_THAT(publisher_problems(two), IsEmpty());
}

TEST(ConfigPublishers, HandsTheirWishesToTheFetchers) {
  auto one = source("officielebekendmakingen");
  one.dossiers = {"19637"};
  one.publications = {"Kamerstuk"};
  one.query = "dt.type==Bijlage";
  one.metadata = true;
  complete_publisher(one);
  const auto options = bekendmakingen_of(one);
  EXPECT_THAT(options.query.dossiers, ElementsAre("19637"));
  EXPECT_EQ(options.query.free, "dt.type==Bijlage");
  EXPECT_THAT(options.renditions, ElementsAre("xml", "html", "pdf"));
  EXPECT_TRUE(options.metadata);
}

}  // namespace
}  // namespace griffier::daemon
