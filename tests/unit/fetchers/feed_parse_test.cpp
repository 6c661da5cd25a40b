#include <gtest/gtest.h>

#include "fetchers/feed/feed.h"
#include "fetchers/feed/markup.h"

namespace griffier::fetchers {
namespace {

constexpr std::string_view kUrl = "https://voorbeeld.example/feeds/nieuws.xml";

Feed parse(std::string_view text, std::string_view charset = {}) { return parse_feed(text, kUrl, charset); }

std::string rss(std::string_view items) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
         "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:a=\"http://www.w3.org/2005/Atom\"><channel><title>Nieuws</title><link>https://voorbeeld.example/</"
         "link>" +
         std::string(items) + "</channel></rss>";
}

TEST(FeedParse, ShowsAReplacementForAReferenceThatNamesNoCharacter) {
  const Feed feed = parse(rss("<item><title>a&#xDFFF;b&#1114112;</title><guid>1</guid></item>"));
  ASSERT_EQ(feed.items.size(), 1U);
  EXPECT_EQ(feed.items[0].title,
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

TEST(FeedParse, ReadsRss2) {
  const Feed feed = parse(rss(R"(
    <item><title>Brief over nareis &amp;amp; asiel</title><link>/brieven/1?utm_source=rss</link>
      <guid isPermaLink="false">brief-1</guid><pubDate>Tue, 03 Feb 2026 10:00:00 +0100</pubDate>
      <description>Kort.</description><content:encoded><![CDATA[<p>Lang <b>verhaal</b>.</p>]]></content:encoded>
      <dc:creator>A. de Vries</dc:creator><dc:identifier>kst-36600-VII-12</dc:identifier>
      <enclosure url="bijlage.pdf" type="application/pdf" length="123"/></item>
    <item><title>Twee</title><guid>https://voorbeeld.example/brieven/2</guid></item>)"));
  ASSERT_EQ(feed.problem, "");
  EXPECT_EQ(feed.format, FeedFormat::rss2);
  EXPECT_EQ(feed.title, "Nieuws");
  ASSERT_EQ(feed.items.size(), 2u);
  const FeedItem& item = feed.items[0];
  EXPECT_EQ(item.title, "Brief over nareis & asiel") << "escaped twice, as publishers do";
  EXPECT_EQ(item.link, "https://voorbeeld.example/brieven/1?utm_source=rss");
  EXPECT_EQ(item.guid, "brief-1");
  EXPECT_EQ(publications::iso_instant(*item.published), "2026-02-03T09:00:00Z");
  EXPECT_EQ(item.content, "<p>Lang <b>verhaal</b>.</p>");
  EXPECT_EQ(item.author, "A. de Vries");
  EXPECT_EQ(item.identifier, "kst-36600-VII-12");
  ASSERT_EQ(item.enclosures.size(), 1u);
  EXPECT_EQ(item.enclosures[0].url, "https://voorbeeld.example/feeds/bijlage.pdf");
  EXPECT_EQ(item.enclosures[0].length, 123u);
  EXPECT_EQ(feed.items[1].link, "https://voorbeeld.example/brieven/2") << "a guid is a permalink unless it says not";
}

TEST(FeedParse, ReadsRss1WithItemsOutsideTheChannel) {
  const Feed feed = parse(R"(<?xml version="1.0"?>
    <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
           xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">
    <channel r:about="https://voorbeeld.example/"><title>Bekendmakingen</title></channel>
    <item r:about="https://voorbeeld.example/stcrt-2026-9"><title>Regeling</title><link>https://voorbeeld.example/9</link>
      <d:date>2026-02-03T10:00:00+01:00</d:date><t:modified>2026-02-04</t:modified>
      <t:identifier>stcrt-2026-9</t:identifier></item></r:RDF>)");
  EXPECT_EQ(feed.format, FeedFormat::rss1);
  ASSERT_EQ(feed.items.size(), 1u);
  EXPECT_EQ(feed.items[0].guid, "https://voorbeeld.example/stcrt-2026-9");
  EXPECT_EQ(feed.items[0].identifier, "stcrt-2026-9");
  EXPECT_EQ(publications::iso_instant(*feed.items[0].published), "2026-02-03T09:00:00Z");
  EXPECT_EQ(publications::iso_instant(*feed.items[0].updated), "2026-02-03T23:00:00Z");
}

TEST(FeedParse, ReadsAtomWhateverItsPrefixes) {
  const Feed feed = parse(R"(<x:feed xmlns:x="http://www.w3.org/2005/Atom" xml:base="https://bron.example/a/">
    <x:title type="html">Uitspraken &amp;eacute;&amp;eacute;n</x:title>
    <x:entry xml:base="b/"><x:id>tag:bron.example,2026:1</x:id><x:title type="xhtml"><h:div
      xmlns:h="http://www.w3.org/1999/xhtml">De <h:em>zaak</h:em> Jansen</h:div></x:title>
      <x:link rel="self" href="self"/><x:link rel="alternate" type="application/pdf" href="1.pdf"/>
      <x:link href="1.html"/><x:link rel="enclosure" type="application/pdf" href="/2.pdf" length="7"/>
      <x:updated>2026-02-03T10:00:00Z</x:updated><x:author><x:name>Rechtbank</x:name></x:author>
      <x:content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>Een <h:b>a</h:b> <h:i>b</h:i>
      &lt;c&gt;</h:p><h:br/></h:div></x:content><x:summary>kort</x:summary></x:entry></x:feed>)");
  EXPECT_EQ(feed.format, FeedFormat::atom);
  EXPECT_EQ(feed.title, "Uitspraken één");
  ASSERT_EQ(feed.items.size(), 1u);
  const FeedItem& item = feed.items[0];
  EXPECT_EQ(item.title, "De zaak Jansen");
  EXPECT_EQ(item.link, "https://bron.example/a/b/1.html") << "HTML goes before other renditions";
  EXPECT_EQ(item.enclosures.at(0).url, "https://bron.example/2.pdf");
  EXPECT_EQ(item.author, "Rechtbank");
  EXPECT_NE(item.content.find("<p>Een <b>a</b> <i>b</i>"), std::string::npos) << item.content;
  EXPECT_NE(item.content.find("&lt;c&gt;</p><br></div>"), std::string::npos) << item.content;
}

TEST(FeedParse, IgnoresElementsOfOtherVocabulariesWithTheSameNames) {
  const Feed feed = parse(rss(R"(<item xmlns:m="http://search.yahoo.com/mrss/"><m:title>Foto</m:title>
    <m:link>https://foto.example/</m:link><title>Echt</title><link>https://voorbeeld.example/e</link></item>
    <m:item xmlns:m="urn:x"><title>Geen</title></m:item>)"));
  ASSERT_EQ(feed.items.size(), 1u);
  EXPECT_EQ(feed.items[0].title, "Echt");
  EXPECT_EQ(feed.items[0].link, "https://voorbeeld.example/e");
}

TEST(FeedParse, ReadsPrefixesThatNobodyDeclared) {
  const Feed feed = parse("<rss><channel><item><title>x</title><dc:date>2026-02-03</dc:date></item></channel></rss>");
  ASSERT_EQ(feed.items.size(), 1u);
  EXPECT_TRUE(feed.items[0].published);
}

TEST(FeedParse, ReadsWrongEncodings) {
  const std::string latin =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>re\xc3\xab"
      "el</title>"
      "</item></channel></rss>";
  EXPECT_EQ(parse(latin).items.at(0).title, "reëel") << "UTF-8 that says it is Latin-1";
  const std::string utf =
      "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss><channel><item><title>re\xeb"
      "el \x80"
      "</title></item></channel></rss>";
  const Feed feed = parse(utf);
  EXPECT_EQ(feed.items.at(0).title, "reëel €") << "Windows-1252 that says it is UTF-8";
  EXPECT_EQ(feed.warnings.size(), 1u);
  std::string wide("\xFF\xFE", 2);
  for (const char c : std::string_view("<rss><channel><item><title>w</title></item></channel></rss>")) {
    wide += c;
    wide += '\0';
  }
  EXPECT_EQ(parse(wide).items.at(0).title, "w");
  EXPECT_EQ(charset_of("application/rss+xml; q=1; Charset=\"ISO-8859-15\""), "ISO-8859-15");
  EXPECT_EQ(charset_of("text/xml"), "");
}

TEST(FeedParse, ReadsHtmlReferencesThatXmlDoesNotHave) {
  const Feed feed = parse(rss("<item><title>Caf&eacute; &ndash; R&D &lt;b&gt;vet&lt;/b&gt; 1 &lt; 2</title></item>"));
  EXPECT_EQ(feed.problem, "");
  EXPECT_EQ(feed.items.at(0).title, "Café – R&D vet 1 < 2");
}

TEST(FeedMarkup, MakesPlainTextOfTitles) {
  EXPECT_EQ(plain_text("Q&A &#233;&#xE9;n &euro;&nbsp;5 <i class=\"a\">schuin</i><br>regel", 100),
            "Q&A één € 5 schuin regel");
  EXPECT_EQ(plain_text("a < b & c > d &onbekend; &#0; &#x110000; &; &", 100),
            "a < b & c > d &onbekend; &#0; &#x110000; &; &");
  EXPECT_EQ(plain_text("<<<<a", 100), "<<<<a");
  EXPECT_EQ(plain_text("&amp;lt;", 100), "&lt;") << "once only";
  EXPECT_EQ(plain_text("\xc3\xa9\xc3\xa9", 3), "\xc3\xa9") << "cut at a whole character";
  EXPECT_EQ(plain_text("&OElig;&yuml;&Agrave;&sup2;", 100), "ŒÿÀ²");
}

TEST(FeedParse, SalvagesWholeItemsBeforeAnErrorAtTheEnd) {
  const std::string whole = rss("<item><title>Een</title></item>\n<item><title>Twee</title></item>\n<item><title>Dr");
  const Feed feed = parse(whole.substr(0, whole.find("Dr") + 2));
  ASSERT_EQ(feed.items.size(), 2u);
  EXPECT_EQ(feed.items[1].title, "Twee");
  EXPECT_EQ(feed.problem.substr(0, 38), "the feed is not well-formed in line 4:") << feed.problem;
}

TEST(FeedParse, ReadsOnBehindABrokenItem) {
  const Feed feed =
      parse(rss("<item><title>Een</title></item><item><title>Twee</title><description>stuk <br> hier"
                "</description></item><item><title>Drie</title></item>"));
  ASSERT_EQ(feed.items.size(), 2u);
  EXPECT_EQ(feed.items[0].title, "Een");
  EXPECT_EQ(feed.items[1].title, "Drie");
  EXPECT_NE(feed.problem, "");
}

TEST(FeedParse, SaysWhatIsNoFeed) {
  EXPECT_EQ(parse("").problem, "the feed is empty");
  EXPECT_EQ(parse("<!doctype html><html><head><title>Onderhoud</title></head><body><br><p>x</body></html>").problem,
            "this is an HTML page, not a feed");
  EXPECT_EQ(parse("{\"a\":1}").problem, "this is no feed: it has no XML element");
  EXPECT_EQ(parse("<opml/>").problem, "this is no feed: its root element is <opml>");
  EXPECT_EQ(parse(rss("")).problem, "") << "a feed without items is one";
}

TEST(FeedParse, BearsHostileSizes) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<d>";
  EXPECT_NE(parse(rss("<item><title>Een</title></item>" + deep)).problem, "");
  std::string closed = deep;
  for (int i = 0; i < 200000; ++i) closed += "</d>";
  const Feed nested = parse(rss("<item><description>" + closed + "</description></item>"));
  EXPECT_EQ(nested.items.size(), 1u);

  std::string many;
  for (int i = 0; i < 12000; ++i) many += "<item><title>x</title></item>";
  const Feed feed = parse(rss(many));
  EXPECT_EQ(feed.items.size(), 10000u);
  EXPECT_EQ(feed.warnings.size(), 1u);

  const Feed large = parse(rss("<item><title>" + std::string(1000000, 'x') + "</title><description>" +
                               std::string(6000000, 'y') + "</description></item>"));
  EXPECT_LE(large.items.at(0).title.size(), 4096u);
  EXPECT_LE(large.items.at(0).content.size(), std::size_t{4} << 20);

  const Feed laughs = parse(
      "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
      "<rss><channel><item><title>&b;</title></item></channel></rss>");
  EXPECT_LT(laughs.items.at(0).title.size(), 20u) << "entities of a DTD are not expanded";
}

}  // namespace
}  // namespace griffier::fetchers
