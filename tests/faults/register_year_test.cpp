// Judgments and Woo publications through the whole program, by the year and by the fault: what is recorded equals the
// script.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "publications/instant.h"
#include "tests/faults/scenario.h"
#include "tests/faults/truth.h"
#include "tests/publisher/openoverheid.h"
#include "tests/publisher/rechtspraak.h"

namespace griffier::tests {
namespace {

using ::testing::HasSubstr;

std::string source(const publisher::Publisher& at, const std::string& kind, const std::string& more) {
  return fmt::format(
      "[[source]]\nname = \"bron\"\nkind = \"{}\"\nbase_url = \"{}\"\nallow_private = true\ngap = \"0s\"\nparallel = "
      "8\n"
      "start = \"beginning\"\nannounce_first = true\n{}",
      kind, at.url(), more);
}

std::string moment(seconds after, int second) {
  const auto at = std::chrono::floor<seconds>(std::chrono::system_clock::now()) + after + seconds(second);
  return publications::iso_instant(at);
}

TEST(RegisterYear, OfJudgmentsIsRecordedExactlyAsItWas) {
  publisher::RechtspraakService service;
  World world([](const publisher::Publisher& at) { return source(at, "rechtspraak", ""); }, 1, "5s");
  world.site().otherwise([&](const publisher::Asked& asked) { return service.answer(asked); });
  std::mt19937 random(3);
  Truths truth;
  std::map<std::string, publisher::Judgment> all;
  std::vector<std::string> ids;
  int ticks = 0;
  const auto put = [&](publisher::Judgment& one, seconds at, const std::string& deleted, const std::string& words) {
    one.updated = moment(at, ++ticks % 50);
    one.deleted = deleted;
    if (!words.empty())
      one.xml =
          publisher::judgment_xml(one, {"De rechtbank Verdam heeft de zaak van de veerman bekeken en overweegt dat "
                                        "de pont vaart, bij hoog en bij laag water.",
                                        words});
    service.put(one);
  };
  const auto content_of = [](const std::string& ecli) {
    return std::map<std::string, std::string>{{"/uitspraken/content?id=" + ecli, "application/xml"}};
  };
  const auto add = [&](seconds at) {
    publisher::Judgment one;
    one.ecli = fmt::format("ECLI:NL:RBVER:2026:{}", 100 + ids.size());
    one.court = "Rechtbank Verdam";
    one.date = "02-03-2026";
    one.zaaknummer = fmt::format("C/{}", ids.size());
    put(one, at, "", fmt::format("In zaak {} wordt de vordering afgewezen.", ids.size()));
    all[one.ecli] = one;
    ids.push_back(one.ecli);
    truth[one.ecli].renditions = content_of(one.ecli);
  };
  for (int i = 0; i < 60; ++i) add(seconds(0));
  ASSERT_EQ(world.once(minutes(1)).exit_code, 0);
  expect_recorded(world, truth, "the first load");
  for (int month = 1; month <= 12; ++month) {
    const auto at = days(30 * month);
    std::set<std::string> touched;
    for (int i = 0; i < 8; ++i) {
      const auto id = ids[random() % ids.size()];
      if (!touched.insert(id).second) continue;
      auto& one = all.at(id);
      if (!one.deleted.empty()) {
        put(one, at, "", "");
        truth[id].revised("restored", "document.restored");
        truth[id].renditions = content_of(id);
        truth[id].withdrawn = false;
      } else if (random() % 3 == 0) {
        put(one, at, random() % 2 == 0 ? "doc" : "ecli", "");
        truth[id].revised("withdrawn", "document.withdrawn");
        truth[id].renditions.clear();
        truth[id].withdrawn = true;
      } else {
        put(one, at, "", fmt::format("Na {} maanden wordt de vordering in deze zaak alsnog toegewezen.", month));
        truth[id].revised("substantive", "document.revised");
      }
    }
    for (int i = 0; i < 5; ++i) add(at);
    ASSERT_EQ(world.once(at + minutes(1)).exit_code, 0);
  }
  expect_recorded(world, truth, "after the year");
}

TEST(RegisterYear, OfWooPublicationsIsRecordedExactlyAsItWas) {
  std::optional<publisher::OpenOverheidService> service;
  World world([](const publisher::Publisher& at) { return source(at, "openoverheid", "metadata = true\n"); }, 1, "5s");
  service.emplace(world.publisher().url());
  world.site().otherwise([&](const publisher::Asked& asked) { return service->answer(asked); });
  std::mt19937 random(4);
  Truths truth;
  std::vector<publisher::Disclosure> all;
  int ticks = 0;
  const auto put = [&](publisher::Disclosure& one, seconds at, const std::string& words) {
    one.changed = moment(at, ++ticks % 50);
    one.file = page(words);
    one.type = "text/html";
    service->put(one);
  };
  const auto add = [&](seconds at) {
    publisher::Disclosure one;
    one.id = fmt::format("ver-{}", all.size());
    one.title = fmt::format("Besluit {} over de pont", all.size());
    one.publisher = "ministerie van Veren";
    one.kind = "Woo-besluit";
    one.published = moment(at, 0).substr(0, 10);
    if (all.size() % 6 == 5) one.parent = "ver-0";
    put(one, at, fmt::format("Besluit {} wordt openbaar gemaakt.", all.size()));
    auto& known = truth["openoverheid:" + one.id];
    known.renditions = {{"/documenten/" + one.id, "text/html"}};
    if (!one.parent.empty()) known.parent = "openoverheid:" + one.parent;
    all.push_back(one);
  };
  for (int i = 0; i < 70; ++i) add(seconds(0));
  ASSERT_EQ(world.once(minutes(1)).exit_code, 0);
  expect_recorded(world, truth, "the first load");
  for (int month = 1; month <= 12; ++month) {
    const auto at = days(30 * month);
    std::set<std::size_t> touched;
    for (int i = 0; i < 6; ++i) {
      const auto which = random() % all.size();
      if (!touched.insert(which).second) continue;
      auto& one = all[which];
      ++one.version;
      if (random() % 2 == 0) one.published = moment(at, 0).substr(0, 10);
      put(one, at, fmt::format("Versie {} van maand {} zegt iets heel anders dan de vorige.", one.version, month));
      truth["openoverheid:" + one.id].revised("substantive", "document.revised");
    }
    for (int i = 0; i < 4; ++i) add(at);
    ASSERT_EQ(world.once(at + minutes(1)).exit_code, 0);
  }
  expect_recorded(world, truth, "after the year");
}

TEST(RegisterYear, ASearchThatAsksToBeLeftAloneIsLeftAloneByTheNextProcessToo) {
  publisher::RechtspraakService service;
  World world([](const publisher::Publisher& at) { return source(at, "rechtspraak", ""); }, 1, "5s");
  world.site().otherwise([&](const publisher::Asked& asked) { return service.answer(asked); });
  world.site().serve("/uitspraken/zoeken", publisher::busy(429, "3600"));
  EXPECT_EQ(world.once(seconds(0)).exit_code, 7);
  world.site().remove("/uitspraken/zoeken");
  world.site().reset_counts();
  EXPECT_EQ(world.once(minutes(30), {"--force"}).exit_code, 7);
  EXPECT_EQ(world.site().totals().requests, 0U);
  EXPECT_EQ(world.once(minutes(61)).exit_code, 0);
}

TEST(RegisterYear, JudgmentsComeChangeAreTakenBackAndComeAgain) {
  publisher::RechtspraakService service;
  World world(
      [](const publisher::Publisher& at) {
        return fmt::format(
            "[[source]]\nname = \"uitspraken\"\nkind = \"rechtspraak\"\nbase_url = \"{}\"\nallow_private = true\n"
            "gap = \"0s\"\nstart = \"beginning\"\nannounce_first = true\n",
            at.url());
      },
      1, "5s");
  world.site().otherwise([&](const publisher::Asked& asked) { return service.answer(asked); });
  publisher::Judgment judgment{"ECLI:NL:RBVER:2026:12", "Rechtbank Verdam",     "02-03-2026", "C/12/345",
                               "Over de pont.",         "2026-03-02T10:00:00Z", "",           ""};
  const auto put = [&](const std::string& updated, const std::string& deleted, const std::string& words) {
    judgment.updated = updated;
    judgment.deleted = deleted;
    judgment.xml = publisher::judgment_xml(judgment, {"De rechtbank Verdam heeft de zaak van de veerman bekeken en "
                                                      "overweegt dat de pont vaart, bij hoog en bij laag water.",
                                                      words});
    service.put(judgment);
  };
  put("2026-03-02T10:00:00Z", "", "De vordering wordt afgewezen.");
  ASSERT_EQ(world.once(seconds(0)).exit_code, 0);
  EXPECT_EQ(row(world.state(), "select document_id, kind, published_on from v_documents"),
            "ECLI:NL:RBVER:2026:12|judgment|2026-03-02");
  put("2026-03-04T10:00:00Z", "", "De vordering wordt toegewezen, met rente.");
  ASSERT_EQ(world.once(days(1)).exit_code, 0);
  put("2026-03-05T10:00:00Z", "doc", "");
  ASSERT_EQ(world.once(days(2)).exit_code, 0);
  EXPECT_EQ(row(world.state(), "select state from v_documents"), "withdrawn");
  put("2026-03-06T10:00:00Z", "", "De vordering wordt toegewezen, met rente.");
  ASSERT_EQ(world.once(days(3)).exit_code, 0);
  EXPECT_EQ(world.events(), (std::vector<std::string>{"document.published", "document.revised", "document.withdrawn",
                                                      "document.restored"}));
  expect_whole(world);
}

TEST(RegisterYear, EverySourceSaysThatItsHostCannotBeReachedAndTheOthersGoOn) {
  World world(
      [](const publisher::Publisher& at) {
        std::string sources;
        for (const char* kind : {"officielebekendmakingen", "rechtspraak", "openoverheid"})
          sources += fmt::format(
              "[[source]]\nname = \"{0}\"\nkind = \"{0}\"\nbase_url = \"https://nergens.invalid/sru\"\n", kind);
        return sources + fmt::format(
                             "[[source]]\nname = \"woo\"\nkind = \"openoverheid\"\nbase_url = \"{}\"\nallow_private = "
                             "true\ngap = \"0s\"\nstart = \"beginning\"\n",
                             at.url());
      },
      1, "2s");
  publisher::OpenOverheidService service(world.publisher().url());
  world.site().otherwise([&](const publisher::Asked& asked) { return service.answer(asked); });
  publisher::Disclosure disclosure;
  disclosure.id = "c0ffee";
  disclosure.title = "Besluit over de pont";
  disclosure.published = "2026-05-01";
  disclosure.changed = "2026-05-01T09:00:00Z";
  disclosure.file = page("Het besluit is genomen.");
  disclosure.type = "text/html";
  service.put(disclosure);
  EXPECT_EQ(world.once(seconds(0)).exit_code, 7);
  EXPECT_EQ(row(world.state(), "select document_id from v_documents"), "openoverheid:c0ffee");
  EXPECT_EQ(
      rows(world.state(), "select source from v_sources where consecutive_failures = 1 and next_due_at is not null")
          .size(),
      3U);
  const auto said = run(world.command({"sources"})).out;
  for (const char* kind : {"officielebekendmakingen", "rechtspraak", "openoverheid"})
    EXPECT_THAT(said, HasSubstr(kind));
  EXPECT_THAT(said, HasSubstr("nergens.invalid"));
}

}  // namespace
}  // namespace griffier::tests
