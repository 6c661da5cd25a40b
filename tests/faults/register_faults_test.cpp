// Publishers' registers through the whole program: a first load, then a year of changes; crashes, outages and clocks
// that differ. What is recorded equals what the publisher's script says, exactly.
#include <fmt/core.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "publications/instant.h"
#include "tests/faults/scenario.h"
#include "tests/faults/truth.h"
#include "tests/publisher/sru.h"

namespace griffier::tests {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

std::string day_after(seconds after) {
  const auto at = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now() + after);
  return publications::iso_date(publications::amsterdam_date(at));
}

struct Paper {
  std::string number, sentence;

  [[nodiscard]] std::vector<std::string> paragraphs() const {
    std::vector<std::string> all{"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
                                 "Den Haag, 3 februari 2026"};
    for (int i = 1; i <= 25; ++i)
      all.push_back(
          fmt::format("Alinea {}: de pont van Oosterhoven vaart bij hoog en bij laag water, zo staat het er.", i));
    all.push_back(sentence);
    return all;
  }
  [[nodiscard]] std::string xml() const {
    std::string text;
    for (const auto& paragraph : paragraphs()) text += "<al>" + paragraph + "</al>";
    return fmt::format(
        "<?xml version=\"1.0\" "
        "encoding=\"UTF-8\"?><officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>31 "
        "415</dossiernr></dossiernummer><titel>Veerponten</titel></dossier><stuk><stuknr>Nr. <ondernummer "
        "kamer=\"2\">{}</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER VAN WATER EN "
        "WIND</titel><algemeen><vrije-tekst>"
        "<tekst status=\"goed\">{}</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>",
        number, text);
  }
  [[nodiscard]] std::string html() const {
    std::string text;
    for (const auto& paragraph : paragraphs()) text += "<p>" + paragraph + "</p>";
    return fmt::format(
        "<!doctype html><html><head><title>Kamerstuk</title></head><body><main><p>31 415 Veerponten</p><p>Nr. {}</p>"
        "<h1>BRIEF VAN DE MINISTER VAN WATER EN WIND</h1>{}</main></body></html>",
        number, text);
  }
};

// officielebekendmakingen with one source that follows it, and what must be known of each document.
class Bekendmakingen {
 public:
  explicit Bekendmakingen(const std::string& more = "start = \"beginning\"\nannounce_first = true\n")
      : world([&](const publisher::Publisher& at) { return source(at, more); }, 1, "5s"),
        service(world.publisher().url()) {
    world.site().otherwise([this](const publisher::Asked& asked) { return service.answer(asked); });
  }

  static std::string source(const publisher::Publisher& at, const std::string& more) {
    return fmt::format(
        "[[source]]\nname = \"koop\"\nkind = \"officielebekendmakingen\"\nbase_url = \"{}\"\nallow_private = true\n"
        "gap = \"0s\"\nparallel = 8\n{}",
        at.url("/sru"), more);
  }

  publisher::SruItem item(const std::string& id, const Paper& paper, seconds at) {
    publisher::SruItem made;
    made.id = id;
    made.modified = day_after(at);
    made.timestamp = fmt::format("{}T09:00:00.{}+02:00", made.modified, ++stamps_);
    made.elements = {{"title", "Veerponten; Brief regering; Over de pont", ""},
                     {"documenttitel", "Over de pont", ""},
                     {"dossiertitel", "Veerponten", ""},
                     {"dossiernummer", "31415", ""},
                     {"ondernummer", paper.number, ""},
                     {"publicatienaam", "Kamerstuk", ""},
                     {"vergaderjaar", "2025-2026", ""},
                     {"creator", "Tweede Kamer der Staten-Generaal", ""},
                     {"subrubriek", "Brief regering", "OVERHEIDop.KamerstukTypen"},
                     {"available", "2026-02-04", ""}};
    made.files["xml"] = paper.xml();
    return made;
  }
  void put(const publisher::SruItem& item) {
    items[item.id] = item;
    service.put(item);
  }
  Ran poll(seconds after) const { return world.once(after); }

  // The changes of each document with its main document: "new,substantive|".
  [[nodiscard]] std::map<std::string, std::string> found() const {
    std::map<std::string, std::string> all;
    for (const auto& line :
         rows(world.state(),
              "select d.document_id, (select group_concat(change) from (select change from v_revisions r where "
              "r.document_id = d.document_id order by revision)), coalesce(d.parent, '') from v_documents d"))
      all[line.substr(0, line.find('|'))] = line.substr(line.find('|') + 1);
    return all;
  }

  World world;
  publisher::SruService service;
  std::map<std::string, publisher::SruItem> items;

 private:
  int stamps_ = 0;
};

// A year of changes by the month, and what they must come to.
class Year {
 public:
  Year(Bekendmakingen& koop, unsigned seed) : koop_(koop), random_(seed) {}

  void begin(int papers) {
    for (int i = 0; i < papers; ++i) add(seconds(0));
  }
  void month(seconds at) {
    std::set<std::string> touched;  // of those that were there at the poll before
    for (int i = 0; i < 10; ++i) {
      const auto& id = ids_[random_() % ids_.size()];
      if (!touched.insert(id).second) continue;
      change(id, at);
    }
    for (const auto& number : std::exchange(provisional_, {})) give_number(number, at);
    for (int i = 0; i < 12; ++i) add(at);
  }

  Truths truth;
  std::size_t revisions = 0;

 private:
  static void has(DocumentTruth& truth, const std::string& id, const std::string& form) {
    truth.renditions[fmt::format("/frbr/officielepublicaties/x/y/{0}/1/{1}/{0}.{1}", id, form)] =
        form == "xml" ? "application/xml" : "text/html";
  }
  void add(seconds at) {
    const auto number = std::to_string(++numbers_);
    std::string id = "kst-31415-" + number;
    Paper paper{number, fmt::format("De {}e brief is de eerste niet.", number)};
    auto item = koop_.item(id, paper, at);
    std::string parent;
    if (numbers_ % 10 == 7) {  // an annex, which has a page alone
      id = item.id = fmt::format("blg-{}", 880'000 + numbers_);
      parent = "kst-31415-1";
      item.elements = {{"title", "Bijlage over de pont", ""}, {"hoofddocument", parent, ""}, {"type", "Bijlage", ""}};
      item.files = {{"html", paper.html()}};
    } else if (numbers_ % 10 == 4) {  // a reprint
      parent = "kst-31415-2";
      id = item.id = fmt::format("{}-h{}", parent, numbers_);
    } else if (numbers_ % 10 == 2) {  // first a page, the typeset form later
      item.files = {{"html", paper.html()}};
    }
    papers_[id] = paper;
    auto& known = truth[id];
    known.parent = parent;
    known.dossier = "31415";   // of an annex, its page says so
    if (numbers_ % 10 == 9) {  // first under a number that is not its own
      item.id = provisional_id(number);
      item.elements.push_back({"documentstatus", "Onopgemaakt", ""});
      item.files = {{"html", paper.html()}};
      known.aliases = {item.id};
      provisional_.push_back(number);
    } else {
      ids_.push_back(id);
    }
    for (const auto& [form, body] : item.files) has(known, item.id, form);
    ++revisions;
    koop_.put(item);
  }
  static std::string provisional_id(const std::string& number) {
    return "kst-12" + std::string(5 - number.size(), '0') + number;
  }
  void give_number(const std::string& number, seconds at) {
    const auto id = "kst-31415-" + number;
    koop_.service.remove(provisional_id(number));
    koop_.put(koop_.item(id, papers_.at(id), at));
    has(truth.at(id), id, "xml");
    ids_.push_back(id);
  }
  void change(const std::string& id, seconds at) {
    auto item = koop_.items.at(id);
    const auto fresh = koop_.item(id, papers_.at(id), at);
    item.modified = fresh.modified;
    item.timestamp = fresh.timestamp;
    const auto what = random_() % 3;
    if (what == 0) {  // other words
      papers_[id].sentence =
          fmt::format("Nu staat hier de zin van dag {}, die er eerder nog niet stond.", at.count() / 86'400);
      for (auto& [manifestation, body] : item.files)
        body = manifestation == "xml" ? papers_[id].xml() : papers_[id].html();
      truth[id].revised("substantive", "document.revised");
      ++revisions;
    } else if (what == 1 && !item.files.contains("xml") && id.starts_with("kst-")) {
      item.files["xml"] = papers_[id].xml();  // the typeset form of the same words
      has(truth[id], id, "xml");
    }  // else it is only emitted again
    koop_.put(item);
  }

  Bekendmakingen& koop_;
  std::mt19937 random_;
  std::vector<std::string> ids_, provisional_;
  std::map<std::string, Paper> papers_;
  int numbers_ = 0;
};

TEST(RegisterFaults, AYearOfOfficialPublicationsIsRecordedExactlyAsItWas) {
  Bekendmakingen koop;
  Year year(koop, 20);
  year.begin(130);
  ASSERT_EQ(koop.poll(seconds(0)).exit_code, 0);
  expect_recorded(koop.world, year.truth, "the first load");
  for (int month = 1; month <= 12; ++month) {
    const auto at = days(30 * month);
    year.month(at);
    const auto ran = koop.poll(at);
    ASSERT_EQ(ran.exit_code, 0) << ran.err.substr(0, 1'000);
  }
  expect_recorded(koop.world, year.truth, "after the year");
  EXPECT_EQ(koop.world.commits(), year.revisions);
  EXPECT_EQ(koop.world.delivered(), year.revisions);
  koop.world.site().reset_counts();
  ASSERT_EQ(koop.poll(days(361)).exit_code, 0);
  EXPECT_EQ(koop.world.site().totals().requests, 1U) << "nothing new: one search";
  EXPECT_EQ(koop.world.commits(), year.revisions);
  expect_whole(koop.world);
}

TEST(RegisterFaults, ALoadThatIsKilledAgainAndAgainGivesEveryDocumentOnce) {
  Bekendmakingen koop;
  Year year(koop, 5);
  year.begin(450);
  std::mt19937 random(8);
  std::uniform_int_distribution<std::size_t> requests(1, 80);  // of over 450
  int killed = 0;
  for (int i = 0; i < 5; ++i) killed += koop.world.once_killed_at(seconds(0), requests(random)) ? 1 : 0;
  EXPECT_GT(killed, 0);
  ASSERT_EQ(koop.poll(seconds(0)).exit_code, 0);
  expect_recorded(koop.world, year.truth, "killed and killed again");
  EXPECT_EQ(koop.world.commits(), year.revisions);
}

TEST(RegisterFaults, ThousandsThatAreEmittedAgainGiveNoCommitAndNoAlert) {
  const auto count = reemitted(700);
  Bekendmakingen koop("start = \"beginning\"\n");
  for (std::size_t i = 1; i <= count; ++i) {
    const Paper paper{std::to_string(i), fmt::format("De {}e brief is de eerste niet.", i)};
    koop.put(koop.item(fmt::format("kst-31415-{}", i), paper, -days(3 + static_cast<int>(i) / 400)));
  }
  const auto timed = [&](const char* what, seconds at) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(koop.poll(at).exit_code, 0) << what;
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
    RecordProperty(what, static_cast<int>(took.count()));
    fmt::print("{}: {} documents in {} ms, {} requests\n", what, count, took.count(),
               koop.world.site().totals().requests);
  };
  timed("first_load", seconds(0));
  ASSERT_EQ(koop.world.commits(), count);
  ASSERT_EQ(koop.world.delivered(), 0U) << "the first load is told to nobody";

  const auto emit_again = [&](seconds at, bool other_stamp) {
    const auto today = day_after(at);
    for (auto item : koop.items) {
      item.second.modified = today;
      if (other_stamp) item.second.timestamp = today + "T12:00:00+02:00";
      koop.service.put(item.second);
    }
    koop.world.site().reset_counts();
  };
  emit_again(days(1), false);
  timed("same_timestamps", days(1));
  EXPECT_LE(koop.world.site().totals().requests, count / 90 + 3) << "the listing alone";
  emit_again(days(2), true);
  timed("other_timestamps", days(2));
  EXPECT_EQ(koop.world.site().totals().not_modified, count);
  EXPECT_EQ(koop.world.commits(), count);
  EXPECT_EQ(koop.world.delivered(), 0U);
  koop.world.site().reset_counts();
  timed("nothing_new", days(9));
  expect_whole(koop.world);
}

TEST(RegisterFaults, AnOutageOfThreeDaysAndTheBurstAfterItLoseNothing) {
  Bekendmakingen koop;
  Year year(koop, 6);
  year.begin(20);
  ASSERT_EQ(koop.poll(seconds(0)).exit_code, 0);
  publisher::SruService::Faults faults;
  faults.search_status = 503;
  koop.service.fail(faults);
  for (int day = 1; day <= 3; ++day) {
    for (int i = 0; i < 3; ++i) year.month(days(day));
    EXPECT_EQ(koop.poll(days(day)).exit_code, 7);
  }
  koop.service.fail({});
  ASSERT_EQ(koop.poll(days(4)).exit_code, 0);
  auto found = koop.found();
  EXPECT_EQ(found.size(), year.truth.size());
  // What was published and changed during the outage is had once, as it is now.
  for (const auto& [id, line] : year.truth) EXPECT_TRUE(found.contains(id)) << id;
  expect_whole(koop.world);
}

TEST(RegisterFaults, AProvisionalPaperThatGetsItsNumberIsTheSameDocument) {
  Bekendmakingen koop;
  const Paper paper{"77", "Deze brief heeft nog geen opmaak."};
  auto early = koop.item("kst-1259999", paper, seconds(0));
  early.elements.push_back({"documentstatus", "Onopgemaakt", ""});
  early.files = {{"html", paper.html()}};
  koop.put(early);
  ASSERT_EQ(koop.poll(seconds(0)).exit_code, 0);
  koop.service.remove("kst-1259999");
  koop.put(koop.item("kst-31415-77", paper, days(9)));
  ASSERT_EQ(koop.poll(days(9)).exit_code, 0);
  EXPECT_EQ(koop.found(), (std::map<std::string, std::string>{{"kst-31415-77", "new|"}}));
  EXPECT_EQ(row(koop.world.state(), "select count(*) from v_events"), "1") << "told once";
  EXPECT_THAT(run(koop.world.command({"show", "kst-1259999"})).out, HasSubstr("nog geen opmaak"));
}

TEST(RegisterFaults, AFileThatAlwaysAsksToBeLeftAloneStopsTheOthersOnceAtMost) {
  Bekendmakingen koop;
  for (int i = 1; i <= 20; ++i) {
    const auto number = std::to_string(i);
    koop.put(koop.item("kst-31415-" + number, Paper{number, "Over de pont."}, seconds(0)));
  }
  koop.world.site().serve("/frbr/officielepublicaties/x/y/kst-31415-1/1/xml/kst-31415-1.xml", publisher::busy(429));
  EXPECT_EQ(koop.poll(seconds(0)).exit_code, 7);
  EXPECT_LT(koop.found().size(), 19U) << "the host is left alone";
  for (int day = 1; day <= 2; ++day) EXPECT_EQ(koop.poll(days(2 * day)).exit_code, 7);
  EXPECT_EQ(koop.found().size(), 19U);
  EXPECT_EQ(row(koop.world.state(), "select key from source_problems"), "kst-31415-1");
}

TEST(RegisterFaults, AFirstLoadThatIsBrokenOffTimeAfterTimeTellsNothing) {
  Bekendmakingen koop("start = \"beginning\"\n");
  Year year(koop, 9);
  year.begin(320);
  for (int attempt = 0; attempt < 5; ++attempt) {
    publisher::SruService::Faults faults;
    // Each poll gets one page further than the one before.
    faults.most_per_page = 50;
    faults.before_search = [limit = attempt + 2, searches = 0](publisher::SruService& at, std::size_t) mutable {
      if (++searches >= limit) at.lose_search(true);
    };
    koop.service.fail(faults);
    EXPECT_EQ(koop.poll(hours(attempt)).exit_code, 7);
    koop.service.lose_search(false);
  }
  koop.service.fail({});
  ASSERT_EQ(koop.poll(hours(9)).exit_code, 0);
  EXPECT_EQ(koop.found().size(), year.truth.size());
  EXPECT_EQ(row(koop.world.state(),
                "select count(*) from v_deliveries d join v_events e using(event_id) where e.kind like 'document.%'"),
            "0");
}

TEST(RegisterFaults, ClocksThatAreTwoHoursApartLoseNothing) {
  Bekendmakingen koop("start = \"now\"\nannounce_first = true\n");
  Year year(koop, 7);
  year.begin(5);
  ASSERT_EQ(koop.poll(seconds(0)).exit_code, 0);
  // The publisher's clock is behind, then ahead: its day is another than ours around midnight.
  for (int hour = 20; hour <= 30; ++hour) {
    const Paper paper{std::to_string(900 + hour), "Rond middernacht."};
    koop.put(koop.item(fmt::format("kst-31415-{}", 900 + hour), paper, hours(hour + (hour % 2 == 0 ? -2 : 2))));
    ASSERT_EQ(koop.poll(hours(hour)).exit_code, 0);
  }
  EXPECT_EQ(koop.found().size(), year.truth.size() + 11);
}

}  // namespace
}  // namespace griffier::tests
