#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "fetchers/feed/cursor.h"
#include "fetchers/feed/identity.h"
#include "fetchers/feed/poll_feed.h"
#include "tests/unit/fetchers/poll_support.h"

namespace griffier::fetchers {
namespace {

using publisher::ok;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using testing::page;
using testing::PollRig;

struct Item {
  std::string link, guid, title, date = "Tue, 03 Feb 2026 10:00:00 +0100", more{};
};

std::string rss(const std::vector<Item>& items) {
  std::string out =
      "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Brieven</title>";
  for (const auto& item : items) {
    out += fmt::format("<item><title>{}</title><link>{}</link><pubDate>{}</pubDate>", item.title, item.link, item.date);
    if (!item.guid.empty()) out += fmt::format("<guid isPermaLink=\"false\">{}</guid>", item.guid);
    out += item.more + "</item>\n";
  }
  return out + "</channel></rss>";
}

class FeedPoll : public ::testing::Test {
 protected:
  void serve_feed(const std::vector<Item>& items) { site().serve("/feed", ok(rss(items), "application/rss+xml")); }
  // An item whose page is there.
  Item item(int number) {
    const std::string path = fmt::format("/brief/{}", number);
    site().serve(path, ok(page(path)));
    return Item{url(path), fmt::format("guid-{}", number), fmt::format("Brief {}", number)};
  }
  PollOutcome poll() {
    FeedOptions options(rig.settings, url("/feed"));
    options.cursor = cursor;
    const PollOutcome outcome = rig.run(poll_feed(rig.engine, std::move(options), rig.known_of(), rig.sink()));
    cursor = outcome.cursor;
    return outcome;
  }
  publisher::Site& site() { return rig.publisher.site(); }
  std::string url(std::string_view path) { return rig.publisher.url(path); }

  PollRig rig;
  std::string cursor;
};

TEST_F(FeedPoll, FetchesEachItemsPageOnceAndTheFeedConditionally) {
  serve_feed({item(1), item(2)});
  PollOutcome outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(outcome.seen, 2u);
  EXPECT_EQ(outcome.fetched, 2u);
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"feed:bron:guid-1", "feed:bron:guid-2"}));
  ASSERT_EQ(rig.told.size(), 2u);
  const auto& facts = rig.told[0].facts;
  EXPECT_EQ(facts.at("title"), "Brief 1");
  EXPECT_EQ(facts.at("feed"), "Brieven");
  EXPECT_EQ(facts.at("date"), "2026-02-03T09:00:00Z");
  EXPECT_EQ(facts.at("guid"), "guid-1");

  outcome = poll();
  EXPECT_TRUE(outcome.complete);
  EXPECT_TRUE(rig.told.empty());
  EXPECT_EQ(site().count("/feed").not_modified, 1u);
  EXPECT_EQ(site().count("/brief/1").requests, 1u);

  serve_feed({item(3), item(1), item(2)});
  EXPECT_EQ(poll().fetched, 1u);
  EXPECT_EQ(rig.documents().count("feed:bron:guid-3"), 1u);
}

TEST_F(FeedPoll, LosesAndDoublesNothingWhenFiveHundredItemsAreRenumberedReorderedAndBackdated) {
  std::vector<Item> items;
  for (int i = 0; i < 500; ++i) items.push_back(item(i));
  serve_feed(items);
  site().script("/brief/77", {publisher::busy(503), ok(page("/brief/77"))});
  PollOutcome outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("1 of 500 items could not be had"));
  EXPECT_EQ(rig.documents().size(), 499u);

  std::mt19937 random(7);
  std::shuffle(items.begin(), items.end(), random);
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].guid = fmt::format("urn:nieuw:{}", i);
    items[i].date = "Mon, 03 Feb 2020 10:00:00 +0100";
    items[i].link += "?utm_source=rss";
  }
  serve_feed(items);
  site().reset_counts();
  outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.documents().size(), 500u);
  EXPECT_EQ(rig.record.size(), 500u);
  ASSERT_EQ(rig.told.size(), 1u) << "only the one that was missed";
  EXPECT_EQ(rig.told[0].document_id, "feed:bron:guid-77");
  EXPECT_EQ(site().totals().requests, 2u);
  for (const auto& [document, revisions] : rig.revisions) EXPECT_EQ(revisions, 1) << document;
}

TEST_F(FeedPoll, LosesAndDoublesNothingWhateverFeedAndServerDo) {
  std::mt19937 random(11);
  std::vector<Item> items;
  for (int i = 0; i < 40; ++i) items.push_back(item(i));
  const auto chance = [&random](unsigned percent) { return random() % 100 < percent; };
  for (int round = 0; round < 25; ++round) {
    std::shuffle(items.begin(), items.end(), random);
    for (auto& one : items)
      if (chance(20)) one.guid = chance(50) ? "" : fmt::format("g{}", random());
    for (int i = 0; i < 40; ++i) {
      const std::string path = fmt::format("/brief/{}", i);
      site().serve(path, ok(page(path)));
      if (round < 20 && chance(30))
        site().serve(path, chance(50) ? publisher::drop() : publisher::truncated(page(std::string(300, 'x')), 50));
    }
    // A window on the items, as feeds are; the feed itself is cut off at times.
    const std::vector<Item> window(items.begin(), items.begin() + 20 + static_cast<int>(random() % 20));
    std::string text = rss(window);
    if (round < 20 && chance(30)) text.resize(text.size() / 2);
    site().serve("/feed", ok(text, "application/rss+xml"));
    rig.now += hours(30);
    if (chance(10)) cursor.clear();  // killed before it was kept
    (void)poll();
  }
  serve_feed(items);
  rig.now += hours(30);
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 40u);
  EXPECT_EQ(rig.record.size(), 40u);
  for (const auto& [document, revisions] : rig.revisions) EXPECT_EQ(revisions, 1) << document;
}

TEST_F(FeedPoll, KnowsDocumentsByThePublishersIdentifier) {
  Item first = item(1), second = item(2);
  first.more = "<dc:identifier>kst-36600-VII-12</dc:identifier>";
  second.guid = "ECLI:NL:RBDHA:2026:123";
  serve_feed({first, second});
  (void)poll();
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"kst-36600-VII-12", "ECLI:NL:RBDHA:2026:123"}));
  first.link = item(3).link;  // moved
  first.guid = "anders";
  serve_feed({first, second});
  (void)poll();
  EXPECT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].document_id, "kst-36600-VII-12");
}

TEST(FeedIdentity, ReadsIdentifiersInLinksOfTheirPublishersOnly) {
  FeedItem item;
  item.link = "https://zoek.officielebekendmakingen.nl/kst-36600-VII-12.html";
  EXPECT_EQ(official_id(item), "kst-36600-VII-12");
  item.link = "https://zoek.officielebekendmakingen.nl/stcrt-2026-123.pdf?x=1";
  EXPECT_EQ(official_id(item), "stcrt-2026-123");
  item.link = "https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:RBDHA:2026:123";
  EXPECT_EQ(official_id(item), "ECLI:NL:RBDHA:2026:123");
  item.link = "https://krant.example/kst-36600-VII-12.html";
  EXPECT_EQ(official_id(item), "") << "a page about it is not it";
  item.link = "https://nepofficielebekendmakingen.nl/kst-36600-VII-12.html";
  EXPECT_EQ(official_id(item), "");
  item.guid = "post-2024-12";
  EXPECT_EQ(official_id(item), "");
}

TEST_F(FeedPoll, FetchesAnEnclosedTextDocumentInsteadOfThePage) {
  Item one = item(1), two = item(2);
  one.more = fmt::format("<enclosure url=\"{}\" type=\"image/jpeg\"/><enclosure url=\"{}\" type=\"application/pdf\"/>",
                         url("/foto.jpg"), url("/brief.pdf"));
  two.more = fmt::format("<enclosure url=\"{}\" type=\"audio/mpeg\"/>", url("/podcast.mp3"));
  site().serve("/brief.pdf", ok("%PDF-1.4 inhoud", "application/pdf"));
  serve_feed({one, two});
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.record.at(url("/brief.pdf")).document_id, "feed:bron:guid-1");
  EXPECT_EQ(rig.record.at(url("/brief/2")).document_id, "feed:bron:guid-2");
  EXPECT_EQ(site().count("/brief/1").requests, 0u);
  EXPECT_EQ(site().count("/podcast.mp3").requests, 0u);
}

TEST_F(FeedPoll, TakesTheFeedsOwnTextForItemsWithoutAPageOfTheirOwn) {
  const std::string front = url("/");
  Item one{front, "a", "Mededeling", "", "<description>&lt;p&gt;Tekst een&lt;/p&gt;</description>"};
  Item two{front, "b", "Mededeling", "", "<description>&lt;p&gt;Tekst twee&lt;/p&gt;</description>"};
  serve_feed({one, two});
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents(), (std::set<std::string>{"feed:bron:a", "feed:bron:b"}));
  EXPECT_THAT(rig.told[0].body, HasSubstr("<h1>Mededeling</h1>\n<p>Tekst een</p>"));
  EXPECT_EQ(site().count("/").requests, 0u);
  two.more = "<description>&lt;p&gt;Tekst drie&lt;/p&gt;</description>";
  serve_feed({two, one});
  (void)poll();
  EXPECT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.revisions.at("feed:bron:b"), 2);
}

TEST_F(FeedPoll, GivesItemsWithoutAnyAddressTheFeedsOwn) {
  site().serve("/feed", ok("<rss><channel><item><guid isPermaLink=\"false\">7</guid><title>Kort</title>"
                           "<description>Tekst</description></item></channel></rss>",
                           "application/rss+xml"));
  EXPECT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].url, url("/feed#feed:bron:7"));
  cursor.clear();
  (void)poll();
  EXPECT_EQ(rig.count(Verdict::not_modified), 1u);
}

TEST_F(FeedPoll, IsNotMisledByGuidsThatAreShared) {
  Item one = item(1), two = item(2);
  one.guid = two.guid = "https://voorbeeld.example/nieuws";
  serve_feed({one, two});
  (void)poll();
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, IsNotMisledByGuidsThatArePlacesInTheList) {
  std::vector<Item> items{item(1), item(2), item(3)};
  const auto number = [&items] {
    for (std::size_t i = 0; i < items.size(); ++i) items[i].guid = std::to_string(i + 1);
  };
  number();
  serve_feed(items);
  (void)poll();
  items.insert(items.begin(), item(4));
  items.pop_back();
  number();
  serve_feed(items);
  (void)poll();
  EXPECT_EQ(rig.documents().size(), 4u);
  for (const auto& [document, revisions] : rig.revisions) EXPECT_EQ(revisions, 1) << document;
}

TEST_F(FeedPoll, LooksAgainAtAnItemThatTheFeedSaysIsChanged) {
  Item one = item(1);
  serve_feed({one});
  (void)poll();
  one.title = "Brief 1 (gewijzigd)";
  serve_feed({one});
  (void)poll();
  ASSERT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].judgement.verdict, Verdict::not_modified) << "asked conditionally";
  one.date = "Wed, 04 Feb 2026 10:00:00 +0100";
  site().serve("/brief/1", ok(page("nieuwe tekst")));
  serve_feed({one});
  (void)poll();
  EXPECT_EQ(rig.revisions.at("feed:bron:guid-1"), 2);
}

TEST_F(FeedPoll, FollowsAnItemToItsNewAddressByItsGuid) {
  Item one = item(1);
  serve_feed({one});
  (void)poll();
  one.link = item(9).link;
  serve_feed({one});
  (void)poll();
  EXPECT_EQ(rig.record.at(url("/brief/9")).document_id, "feed:bron:guid-1");
}

TEST_F(FeedPoll, RecognisesDocumentsByTheirAddressWhenItsOwnMemoryIsGone) {
  serve_feed({item(1), item(2)});
  (void)poll();
  Item one = item(1), two = item(2);
  one.guid = "x";
  two.guid = "y";
  serve_feed({two, one});
  cursor = "{\"feed\":99}";
  (void)poll();
  EXPECT_EQ(rig.count(Verdict::not_modified), 2u);
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, LeavesAloneWhatLeavesTheFeedAndKnowsItWhenItIsBack) {
  serve_feed({item(1), item(2)});
  (void)poll();
  serve_feed({item(2)});
  EXPECT_TRUE(poll().complete);
  EXPECT_TRUE(rig.told.empty());
  Item one = item(1);
  one.guid = "terug";
  serve_feed({one});
  (void)poll();
  EXPECT_TRUE(rig.told.empty());
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, AsksAgainForWhatItMissedThoughTheFeedForgotIt) {
  const Item one = item(1);
  site().serve("/brief/1", publisher::status(500));
  serve_feed({one});
  EXPECT_FALSE(poll().complete);
  serve_feed({});
  site().serve("/brief/1", ok(page("toch")));
  EXPECT_TRUE(poll().complete);
  ASSERT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].body, page("toch"));
  EXPECT_EQ(rig.told[0].document_id, "feed:bron:guid-1");
  EXPECT_EQ(rig.told[0].facts.at("title"), "Brief 1");
}

TEST_F(FeedPoll, AsksLessAndLessOftenAndGivesUpOnlyWhatIsGone) {
  serve_feed({item(1)});
  site().serve("/brief/1", publisher::status(404));
  const auto asked_now = [this] {
    site().reset_counts();
    (void)poll();
    return site().count("/brief/1").requests == 1;
  };
  EXPECT_TRUE(asked_now());
  EXPECT_TRUE(asked_now()) << "at the next poll";
  EXPECT_FALSE(asked_now()) << "then after ten minutes";
  rig.now += minutes(11);
  EXPECT_TRUE(asked_now());
  rig.now += minutes(11);
  EXPECT_FALSE(asked_now()) << "then after an hour";
  rig.now += hours(1);
  EXPECT_TRUE(asked_now());
  rig.now += hours(24 * 8);
  EXPECT_TRUE(asked_now()) << "for as long as the feed has it";
  serve_feed({});
  rig.now += hours(25);
  EXPECT_TRUE(asked_now());
  rig.now += hours(25);
  EXPECT_FALSE(asked_now()) << "absent, never had, and no longer in the feed";
  EXPECT_EQ(rig.record.size(), 0u);
}

TEST_F(FeedPoll, SaysWhatIsWrongWithAFeedAndKeepsItsMemory) {
  serve_feed({item(1)});
  (void)poll();
  const std::string before = cursor;
  site().serve("/feed", publisher::maintenance());
  PollOutcome outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_NE(outcome.error, "");
  EXPECT_EQ(cursor, before);
  site().serve("/feed", publisher::busy(503, "60"));
  outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_EQ(outcome.retry_after, std::chrono::seconds(60));
  EXPECT_EQ(cursor, before);
}

TEST_F(FeedPoll, TakesTheWholeItemsOfABrokenFeedAndAsksForAllOfItAgain) {
  const std::string whole = rss({item(1), item(2), item(3)});
  site().serve("/feed", ok(whole.substr(0, whole.find("Brief 3")), "application/rss+xml", "\"vast\""));
  PollOutcome outcome = poll();
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("not well-formed"));
  EXPECT_EQ(rig.documents().size(), 2u);
  site().serve("/feed", ok(whole, "application/rss+xml", "\"vast\""));
  outcome = poll();
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.documents().size(), 3u);
  EXPECT_EQ(site().count("/feed").conditional, 0u);
}

TEST_F(FeedPoll, FindsOutAServerThatSaysNotModifiedOfAChangedFeedWithinAWeek) {
  serve_feed({item(1)});
  (void)poll();
  site().serve("/feed", publisher::lying_304(rss({item(1), item(2)})));
  rig.now += hours(24 * 6);
  (void)poll();
  EXPECT_EQ(rig.documents().size(), 1u);
  rig.now += hours(25);
  (void)poll();
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, RemembersNothingOfAPollWhoseSinkFailed) {
  serve_feed({item(1), item(2)});
  rig.on_sink = [](const Fetched&) { throw std::runtime_error("the disk is full"); };
  EXPECT_THROW((void)poll(), std::runtime_error);
  rig.on_sink = nullptr;
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, AsksAgainForAnItemThatCouldNotBeRead) {
  serve_feed({item(1), item(2)});
  rig.unreadable = {url("/brief/2")};
  (void)poll();
  EXPECT_EQ(rig.documents().size(), 1u);
  rig.unreadable.clear();
  rig.now += std::chrono::minutes(11);
  EXPECT_TRUE(poll().complete);
  EXPECT_EQ(rig.documents().size(), 2u);
}

TEST_F(FeedPoll, KeepsASuspiciousItemPendingUntilItIsContent) {
  serve_feed({item(1)});
  site().script("/brief/1", {publisher::maintenance(), ok(page("goed"))});
  (void)poll();
  EXPECT_EQ(rig.count(Verdict::suspicious), 1u);
  (void)poll();
  EXPECT_EQ(rig.count(Verdict::ok), 1u);
}

TEST(FeedCursorForm, SurvivesWritingAndReading) {
  FeedCursor cursor;
  cursor.etag = "W/\"a \\ \"";
  cursor.bytes = 12;
  FeedEntry entry;
  entry.document_id = "feed:bron:x";
  entry.guid = "g";
  entry.date = 1770109200000;
  PendingItem pending;
  pending.url = "https://voorbeeld.example/x";
  pending.facts["title"] = "\xff is geen tekst";
  pending.tries = 3;
  pending.not_before = std::chrono::sys_seconds(std::chrono::seconds(1770109200));
  entry.pending = pending;
  cursor.entries.push_back(entry);
  const FeedCursor back = read_feed_cursor(write_feed_cursor(cursor));
  EXPECT_EQ(back.etag, cursor.etag);
  ASSERT_EQ(back.entries.size(), 1u);
  EXPECT_EQ(back.entries[0].date, entry.date);
  ASSERT_TRUE(back.entries[0].pending);
  EXPECT_EQ(back.entries[0].pending->tries, 3);
  EXPECT_EQ(back.entries[0].pending->not_before, pending.not_before);
  for (const char* text :
       {"", "null", "[]", "{\"feed\":1,\"items\":[1,[],[\"\",1,2,3,4],[\"a\",1,2,3]]}", "{\"feed\":\"1\"}"})
    EXPECT_TRUE(read_feed_cursor(text).entries.empty()) << text;
}

}  // namespace
}  // namespace griffier::fetchers
