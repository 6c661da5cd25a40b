#include "fetchers/tweedekamer/syncfeed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/publisher/syncfeed.h"
#include "tests/support/places.h"

namespace griffier::fetchers {
namespace {

constexpr auto kBase = "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0";

std::string feed(const std::string& inside) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:d=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" "
         "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">" +
         inside + "</feed>";
}

std::string entry(const std::string& content, const std::string& token = "12") {
  return "<entry><updated>2024-07-01T10:00:00.5Z</updated><link rel=\"next\" href=\"x?skiptoken=" + token +
         "&amp;category=Zaak\"/><content>" + content + "</content></entry>";
}

constexpr auto kId = "0a0b0c0d-0000-4000-8000-00000000000f";

TEST(SyncFeed, ReadsTheRecordedPageAsItIs) {
  const auto file =
      std::filesystem::path(griffier::tests::source_dir()) / "../shared/recorded/syncfeed/activiteit_feed.xml";
  std::ifstream in(file, std::ios::binary);
  if (!in) GTEST_SKIP() << "the recorded pages aren't here";
  std::stringstream bytes;
  bytes << in.rdbuf();
  const auto page = read_sync_page(bytes.str());
  ASSERT_TRUE(page.readable) << page.problem;
  ASSERT_EQ(page.entities.size(), 1U);
  const auto& one = page.entities.front();
  EXPECT_EQ(one.id, "7f376319-f8d1-4e76-9e7c-d406a5410543");
  EXPECT_EQ(one.category, "Activiteit");
  EXPECT_FALSE(one.deleted);
  EXPECT_EQ(one.position, "26600035");
  EXPECT_EQ(page.position, "26600035") << "the last entry's, not the feed's";
  EXPECT_FALSE(page.resume);
  EXPECT_EQ(publications::iso_instant(*one.updated), "2026-09-10T11:30:09.072Z");
  EXPECT_EQ(publications::iso_instant(*one.bijgewerkt), "2026-09-10T11:30:01.867Z") << "Dutch time, two hours ahead";
  EXPECT_EQ(one.field("nummer"), "2026A01315");
  EXPECT_EQ(one.field("locatie"), "") << "nil";
  EXPECT_EQ(one.ref("voortouwcommissie"), "befe416e-ca1b-4804-97d0-7aca1dcba888");
}

TEST(SyncFeed, ReadsWhatTheTestPublisherSendsInEitherSpelling) {
  publisher::SyncWorld world(100);
  const auto letter =
      world.add("Document", {{"zaak", "ref:" + std::string(kId)}, {"soort", "Brief <regering>"}, {"titel", "nil"}});
  world.file(letter, "%PDF-1.4", "application/pdf");
  const auto gone = world.add("Document", {{"soort", "Motie"}});
  world.remove(gone);
  for (const bool odd : {false, true}) {
    world.odd_spelling(odd);
    const auto page = read_sync_page(world.page("Document", 0, kBase));
    ASSERT_EQ(page.entities.size(), 2U) << page.problem;
    const auto& one = page.entities[0];
    EXPECT_EQ(one.id, letter);
    EXPECT_EQ(one.category, "Document");
    EXPECT_EQ(one.field("soort"), "Brief <regering>");
    EXPECT_EQ(one.fields.count("titel"), 0U);
    EXPECT_EQ(one.ref("zaak"), kId);
    EXPECT_EQ(one.enclosure, std::string(kBase) + "/Resources/" + letter);
    EXPECT_EQ(one.content_type, "application/pdf");
    EXPECT_EQ(one.content_length, 8U);
    EXPECT_TRUE(page.entities[1].deleted);
    EXPECT_TRUE(page.entities[1].fields.empty());
    EXPECT_EQ(page.position, std::to_string(world.last_token()));
  }
  const auto end = read_sync_page(world.page("Document", world.last_token(), kBase));
  EXPECT_TRUE(end.readable);
  EXPECT_TRUE(end.resume);
  EXPECT_TRUE(end.entities.empty());
  EXPECT_TRUE(read_sync_page(world.page("Dokument", 0, kBase)).entities.empty()) << "misspelled: empty, no error";
}

TEST(SyncFeed, TellsElementsByNamespaceAndNotByPrefix) {
  const auto page = read_sync_page(feed(entry(
      "<d:zaak id=\"" + std::string(kId) +
      "\" d:verwijderd=\"0\" verwijderd=\"true\"><d:nummer>2024Z00001</d:nummer><nummer>anders</nummer>"
      "<d:vreemd><d:nummer>erin</d:nummer></d:vreemd><d:termijn i:nil=\"true\"/><d:soort> Motie </d:soort></d:zaak>")));
  ASSERT_EQ(page.entities.size(), 1U);
  const auto& one = page.entities[0];
  EXPECT_FALSE(one.deleted) << "the attribute without the namespace is another";
  EXPECT_EQ(one.fields.count("nummer"), 1U);
  EXPECT_EQ(one.field("nummer"), "2024Z00001");
  EXPECT_EQ(one.field("soort"), "Motie");
  EXPECT_EQ(one.fields.count("termijn"), 0U);
}

TEST(SyncFeed, AnEntryWithoutAnEntityCostsThatEntryAlone) {
  const auto good = "<d:zaak id=\"" + std::string(kId) + "\"><d:nummer>1</d:nummer></d:zaak>";
  const auto page = read_sync_page(feed("<link rel=\"next\" href=\"y?skiptoken=99\"/>" + entry("", "7") +
                                        entry("<d:zaak id=\"geen guid\"/>", "8") + entry(good, "9")));
  EXPECT_EQ(page.entities.size(), 1U);
  EXPECT_EQ(page.unreadable, 2U);
  EXPECT_EQ(page.position, "99") << "the feed's own leads past what can't be read";
}

TEST(SyncFeed, ReadsASingleEntityBareOrWithinAnEntry) {
  const std::string bare = "<zaak xmlns=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" id=\"" + std::string(kId) +
                           "\"><nummer>2024Z00001</nummer></zaak>";
  for (const auto& form :
       {bare, "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content>" + bare + "</content></entry>"}) {
    const auto page = read_sync_page(form);
    ASSERT_EQ(page.entities.size(), 1U) << form;
    EXPECT_EQ(page.entities[0].category, "Zaak");
    EXPECT_EQ(page.entities[0].field("nummer"), "2024Z00001");
  }
}

TEST(SyncFeed, BytesThatAreNoUtf8AreReadAsWhatTheyMostLikelyAre) {
  const auto page = read_sync_page(
      feed(entry("<d:zaak id=\"" + std::string(kId) + "\"><d:onderwerp>Caf\xe9</d:onderwerp></d:zaak>")));
  ASSERT_EQ(page.entities.size(), 1U);
  EXPECT_EQ(page.entities[0].field("onderwerp"), "Café");
  Entity kept;
  kept.category = "Zaak";
  read_entity_json(entity_json(page.entities[0]), kept);
  EXPECT_TRUE(kept.says_the_same(page.entities[0]));
}

TEST(SyncFeed, WhatIsNoFeedIsAnError) {
  for (const auto* bytes : {"", "<html><body>Storing</body></html>", "{\"error\":1}", "<feed/>",
                            "<feed xmlns=\"a\"><entry>", "<rss version=\"2.0\"><channel/></rss>"}) {
    const auto page = read_sync_page(bytes);
    EXPECT_FALSE(page.readable) << bytes;
    EXPECT_FALSE(page.problem.empty()) << bytes;
  }
}

TEST(SyncFeed, HostileInputIsReadInNoTime) {
  std::string deep = "<feed xmlns=\"http://www.w3.org/2005/Atom\">";
  for (int i = 0; i < 200'000; ++i) deep += "<entry>";
  EXPECT_FALSE(read_sync_page(deep).readable);
  std::string wide = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry";
  for (int i = 0; i < 50'000; ++i) wide += " a" + std::to_string(i) + "=\"\"";
  wide += "/>";
  for (int i = 0; i < 20'000; ++i) wide += "<p:x xmlns:p=\"q\"/>";
  EXPECT_TRUE(read_sync_page(wide + "</feed>").readable);
  EXPECT_EQ(skiptoken_of("x?skiptoken=99999999999999999999999"), "");
  EXPECT_EQ(skiptoken_of("x?skiptoken=12&category=Zaak"), "12");
}

TEST(SyncFeed, AnEntityComesBackFromItsKeptFormWhateverTheOrderOfItsReferences) {
  Entity one;
  one.category = "Document";
  one.fields = {{"soort", "Motie"}, {"titel", "É \"x\""}};
  one.refs = {{"zaak", "b"}, {"zaak", "a"}};
  one.content_length = 12;
  Entity other;
  other.category = "Document";
  read_entity_json(entity_json(one), other);
  EXPECT_TRUE(one.says_the_same(other));
  other.refs = {{"zaak", "a"}, {"zaak", "b"}};
  EXPECT_TRUE(one.says_the_same(other));
  other.content_length = 13;
  EXPECT_FALSE(one.says_the_same(other));
  read_entity_json("[1,", other);
}

}  // namespace
}  // namespace griffier::fetchers
