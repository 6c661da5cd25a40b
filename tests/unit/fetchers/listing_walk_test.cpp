// The way through a list that changes while it is read, against a list in memory.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "fetchers/listing/ledger.h"
#include "fetchers/listing/walk.h"

namespace griffier::fetchers {
namespace {

using publications::Instant;
using std::chrono::hours;
using ::testing::HasSubstr;

constexpr Instant kDayZero{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
constexpr auto kDay = hours(24);

// A publisher's list, sorted by day and then by nothing in particular.
class Shelf : public Catalogue {
 public:
  std::vector<ListingQuery> queries() const override { return {{"all", ""}}; }
  std::string address(const ListingQuestion&) const override { return {}; }
  ListingPage read(const std::string&, const ListingQuestion&) const override { return {}; }
  std::string not_the_document(const ListedFile&, const std::string&) const override { return {}; }
  std::size_t first_position() const override { return first; }
  std::size_t page_size() const override { return page; }

  void put(const std::string& key, int on_day, const std::string& stamp = "1") {
    std::erase_if(entries, [&](const Listed& one) { return one.key == key; });
    Listed listed;
    listed.key = key;
    listed.stamp = stamp;
    listed.moment = kDayZero + on_day * kDay;
    entries.push_back(std::move(listed));
    if (sorted)
      std::stable_sort(entries.begin(), entries.end(),
                       [](const auto& a, const auto& b) { return a.moment < b.moment; });
  }
  ListingPage answer(const ListingQuestion& question) const {
    std::vector<Listed> found;
    for (const auto& one : entries)
      if (!question.since || one.moment >= *question.since) found.push_back(one);
    ListingPage answer;
    const auto start = question.position - first;
    for (std::size_t i = start; i < std::min(found.size(), start + page); ++i) answer.entries.push_back(found[i]);
    if (start + page < found.size()) answer.next = question.position + page;
    answer.total = found.size();
    return answer;
  }

  std::vector<Listed> entries;
  std::size_t page = 10, first = 1;
  bool sorted = true;
};

struct Walked {
  std::set<std::string> keys;
  std::size_t pages = 0;
};

template <typename Between>
Walked walk_through(Walk& walk, const Shelf& shelf, Between between) {
  Walked walked;
  while (!walk.ended() && walked.pages < 1'000) {
    const auto page = shelf.answer(walk.question());
    for (const auto& one : page.entries) walked.keys.insert(one.key + "/" + one.stamp);
    walk.take(page);
    ++walked.pages;
    between(walked.pages);
  }
  return walked;
}

TEST(Walk, SeesEveryEntryOfASortedListAndKeepsItsPositionsSmall) {
  for (const std::size_t first : {0U, 1U}) {
    Shelf shelf;
    shelf.first = first;
    for (int i = 0; i < 300; ++i) shelf.put(fmt::format("{}", i), i / 7);
    Walk walk(shelf, 0, std::nullopt);
    std::size_t furthest = 0;
    const auto walked =
        walk_through(walk, shelf, [&](std::size_t) { furthest = std::max(furthest, walk.question().position); });
    EXPECT_EQ(walked.keys.size(), 300U);
    EXPECT_EQ(walk.seen(), 300U);
    EXPECT_EQ(walk.error(), "");
    EXPECT_LE(furthest, 11U);
    EXPECT_EQ(walk.reached(), kDayZero + 42 * kDay);
    EXPECT_EQ(walk.remaining(), 0U);
  }
}

TEST(Walk, LosesNothingWhenEntriesMoveToTheEndWhileItReads) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    Shelf shelf;
    // One day with far more than a page, as after a repair of the publisher's data.
    for (int i = 0; i < 200; ++i) shelf.put(fmt::format("{}", i), i < 150 ? 3 : 4);
    Walk walk(shelf, 0, kDayZero);
    const auto walked = walk_through(walk, shelf, [&](std::size_t page) {
      if (page > 30) return;
      for (auto moved = random() % 9; moved > 0; --moved)
        shelf.put(fmt::format("{}", random() % 200), 5, fmt::format("{}", page + 1));
    });
    ASSERT_EQ(walk.error(), "") << seed;
    for (const auto& one : shelf.entries)
      EXPECT_TRUE(walked.keys.contains(one.key + "/" + one.stamp)) << seed << ": " << one.key;
  }
}

TEST(Walk, LosesNothingWhenTheListIsNotSorted) {
  std::mt19937 random(4);
  Shelf shelf;
  shelf.sorted = false;
  for (int i = 0; i < 95; ++i) shelf.put(fmt::format("{}", i), static_cast<int>(random() % 50));
  Walk walk(shelf, 0, kDayZero);
  const auto walked = walk_through(walk, shelf, [&](std::size_t) {
    if (!walk.ended()) {
      EXPECT_EQ(walk.reached(), std::nullopt) << "nothing is known before the end";
    }
  });
  EXPECT_EQ(walked.keys.size(), 95U);
  EXPECT_EQ(walk.error(), "");
}

TEST(Walk, NoticesAListThatGoesInCircles) {
  Shelf shelf;
  for (int i = 0; i < 10; ++i) shelf.put(fmt::format("{}", i), 1);
  Walk walk(shelf, 0, kDayZero);
  std::size_t pages = 0;
  while (!walk.ended() && ++pages < 100) {
    auto page = shelf.answer({0, kDayZero, 1});
    page.next = walk.question().position + 10;
    walk.take(page);
  }
  EXPECT_THAT(walk.error(), HasSubstr("the same entries again"));
  EXPECT_LT(pages, 10U);

  Walk standing(shelf, 0, kDayZero + kDay);
  auto page = shelf.answer(standing.question());
  page.next = 1;
  standing.take(page);
  EXPECT_THAT(standing.error(), HasSubstr("would begin at 1"));

  Walk nothing(shelf, 0, kDayZero);
  ListingPage empty;
  empty.next = 11;
  nothing.take(empty);
  EXPECT_THAT(nothing.error(), HasSubstr("without entries"));
}

TEST(Walk, EndsWhereTheEntriesEndWhateverTheCountSays) {
  Shelf shelf;
  for (int i = 0; i < 25; ++i) shelf.put(fmt::format("{}", i), 1);
  Walk walk(shelf, 0, kDayZero + kDay);
  std::size_t pages = 0;
  std::set<std::string> keys;
  while (!walk.ended() && ++pages < 100) {
    auto page = shelf.answer(walk.question());
    for (const auto& one : page.entries) keys.insert(one.key);
    page.total = 1'000;
    if (!page.entries.empty()) page.next = walk.question().position + page.entries.size();
    walk.take(page);
  }
  EXPECT_EQ(walk.error(), "");
  EXPECT_EQ(keys.size(), 25U);
  EXPECT_LT(pages, 10U);
}

TEST(Ledger, ComesBackAsItWas) {
  Ledger ledger;
  ledger.queries["19637"] = {"w.x==1", "2024-01-01", kDayZero, kDayZero + kDay};
  ledger.queries["all"] = {"", "beginning", std::nullopt, std::nullopt};
  auto& walked = ledger.queries["19637"];
  walked.old = true;
  walked.swept = walked.walked = kDayZero;
  walked.tail_since = kDayZero + kDay;
  walked.tail_position = 1'401;
  ledger.nameless["Een stuk"] = {std::chrono::sys_seconds(std::chrono::seconds(5)),
                                 std::chrono::sys_seconds(std::chrono::seconds(6))};
  ledger.having.remember("kst-1-1", "a", {{"title", "t"}});
  ledger.having.remember("kst-1-2", "b", {});
  Owed owed;
  owed.listed.key = "kst-1-3";
  owed.listed.stamp = "c";
  owed.listed.document_id = "kst-1-3";
  owed.listed.facts = {{"title", "é \"x\""}};
  owed.listed.files = {{"http://b/z.xml", "xml"}, {"http://b/a.pdf", "pdf"}};
  owed.listed.withdrawn = true;
  owed.what = "HTTP 404, not found";
  owed.tries = 3;
  owed.old = true;
  owed.since = std::chrono::sys_seconds(std::chrono::seconds(1'000));
  owed.again_at = std::chrono::sys_seconds(std::chrono::seconds(2'000));
  ledger.owed["kst-1-3"] = owed;
  const auto again = read_ledger(write_ledger(ledger));
  EXPECT_EQ(write_ledger(again), write_ledger(ledger));
  EXPECT_EQ(again.queries.at("19637").since, kDayZero + kDay);
  EXPECT_EQ(again.queries.at("all").since, std::nullopt);
  EXPECT_TRUE(again.queries.at("19637").old && again.owed.at("kst-1-3").old);
  EXPECT_EQ(again.queries.at("19637").swept, kDayZero);
  EXPECT_EQ(again.queries.at("19637").walked, kDayZero);
  EXPECT_EQ(again.queries.at("19637").tail_since, kDayZero + kDay);
  EXPECT_EQ(again.queries.at("19637").tail_position, 1'401U);
  EXPECT_EQ(again.nameless.at("Een stuk").last.time_since_epoch().count(), 6);
  ASSERT_NE(again.having.find("kst-1-1"), nullptr);
  EXPECT_EQ(again.having.find("kst-1-1")->stamp, Having::stamp_print("a"));
  EXPECT_EQ(again.having.find("kst-1-3"), nullptr);
  EXPECT_EQ(again.owed.at("kst-1-3").listed.files, owed.listed.files) << "in the order of preference";
  EXPECT_TRUE(again.owed.at("kst-1-3").listed.withdrawn);
  for (const char* broken : {"", "{", "[]", "null", R"({"listing":1,"queries":7,"owed":[1],"had":"zz"})"})
    EXPECT_TRUE(read_ledger(broken).owed.empty()) << broken;
}

}  // namespace
}  // namespace griffier::fetchers
