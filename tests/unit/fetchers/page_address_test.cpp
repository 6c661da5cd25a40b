#include "fetchers/page/address.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace griffier::fetchers {
namespace {

TEST(Address, ResolvesReferencesAsPublishersWriteThem) {
  const std::string base = "https://voorbeeld.example/nieuws/2026/index.html";
  EXPECT_EQ(resolve_address(base, "brief.pdf"), "https://voorbeeld.example/nieuws/2026/brief.pdf");
  EXPECT_EQ(resolve_address(base, "../brief.pdf"), "https://voorbeeld.example/nieuws/brief.pdf");
  EXPECT_EQ(resolve_address(base, "/a?b=c#d"), "https://voorbeeld.example/a?b=c#d");
  EXPECT_EQ(resolve_address(base, "//ander.example/x"), "https://ander.example/x");
  EXPECT_EQ(resolve_address(base, "HTTP://Ander.Example/X"), "http://ander.example/X");
  EXPECT_EQ(resolve_address("htTps://Voorbeeld.example/a/", "b"), "https://voorbeeld.example/a/b");
  EXPECT_EQ(resolve_address(base, " http://ander.example/nota van toelichting.pdf\n"),
            "http://ander.example/nota%20van%20toelichting.pdf");
  EXPECT_EQ(resolve_address(base, "/caf\xc3\xa9|[1]"), "https://voorbeeld.example/caf%C3%A9%7C%5B1%5D");
  EXPECT_EQ(resolve_address(base, "/100%/a%20b"), "https://voorbeeld.example/100%25/a%20b");
  EXPECT_EQ(resolve_address(base, "http://[::1]:80/a"), "http://[::1]:80/a");
}

TEST(Address, RefusesWhatIsNoWebAddress) {
  for (const char* reference :
       {"", "  ", "mailto:a@example.org", "javascript:alert(1)", "file:///etc/passwd", "ftp://a/b"})
    EXPECT_EQ(resolve_address("https://voorbeeld.example/", reference), "") << reference;
  EXPECT_EQ(resolve_address("", "relatief"), "");
  EXPECT_EQ(resolve_address("https://a.example/", std::string(100000, 'a')), "");
}

TEST(Address, DropsWhatOnlySaysHowOneCameThere) {
  EXPECT_EQ(watched_address("HTTPS://WWW.Voorbeeld.Example/Brief?utm_source=rss&id=3&utm_medium=x&fbclid=1#top"),
            "https://www.voorbeeld.example/Brief?id=3");
  EXPECT_EQ(watched_address("https://voorbeeld.example"), "https://voorbeeld.example/");
  EXPECT_EQ(watched_address("https://voorbeeld.example/a?utm_campaign=z"), "https://voorbeeld.example/a");
  EXPECT_EQ(watched_address("https://voorbeeld.example/a?b=2&a=1"), "https://voorbeeld.example/a?b=2&a=1");
}

TEST(Address, IsEqualForTheSameDocument) {
  const std::string key = address_key("https://voorbeeld.example/a?x=1&y=2");
  EXPECT_EQ(address_key("http://www.voorbeeld.example:80/a?y=2&x=1&utm_id=4#deel"), key);
  EXPECT_NE(address_key("https://voorbeeld.example/a?x=1"), key);
  EXPECT_NE(address_key("https://voorbeeld.example:8443/a?x=1&y=2"), key);
  EXPECT_NE(address_key("https://voorbeeld.example/A?x=1&y=2"), key) << "paths have case";
}

TEST(Address, MakesReadableNames) {
  EXPECT_EQ(slug_of("https://ind.example/nl/onderwerpen/Nareis/brief.html"), "nl-onderwerpen-nareis-brief");
  EXPECT_EQ(slug_of("https://ind.example/"), "index");
  EXPECT_EQ(slug_of("https://ind.example/a?id=7"), "a-id-7");
  EXPECT_EQ(slug_of("https://ind.example/versie1.2/brief"), "versie1-2-brief");
  EXPECT_LE(slug_of("https://ind.example/" + std::string(3000, 'a')).size(), 80u);
  EXPECT_EQ(file_name_of("https://ind.example/a/Brief%20aan%20Kamer.pdf?x=1"), "Brief aan Kamer.pdf");
  EXPECT_EQ(file_name_of("https://ind.example/a/%2e%2e%2fetc%2fpasswd"), "..etcpasswd");
}

TEST(Address, NamesManyUniquelyWhateverTheirOrder) {
  std::vector<std::string> addresses{"https://a.example/brief", "https://b.example/brief",
                                     "https://a.example/brief.pdf", "https://a.example/nota"};
  const auto names = unique_slugs(addresses);
  std::reverse(addresses.begin(), addresses.end());
  EXPECT_EQ(unique_slugs(addresses), names);
  EXPECT_EQ(names.at("https://a.example/nota"), "nota");
  EXPECT_EQ(names.at("https://a.example/brief"), "brief-" + short_hash("https://a.example/brief"));
  EXPECT_NE(names.at("https://a.example/brief"), names.at("https://b.example/brief"));
  EXPECT_NE(names.at("https://a.example/brief"), names.at("https://a.example/brief.pdf"));
}

}  // namespace
}  // namespace griffier::fetchers
