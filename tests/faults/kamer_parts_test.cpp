// Parts that the register announces and that can't be had: what is had is recorded, what isn't is asked for again, and
// nothing takes the place of what another source gave.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/kamer.h"
#include "tests/publisher/sru.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kOne = "De pont vaart om negen uur.";

// The register and officielebekendmakingen beside it, which gives kst-19637-1 in full.
struct Both {
  Both() : service(kamer.world.publisher().url()) {
    kamer.world.site().otherwise(
        [this, feed = kamer.register_.handler("/SyncFeed/2.0", "https://kamer.example/SyncFeed/2.0")](
            const publisher::Asked& asked) -> std::optional<publisher::Step> {
          if (auto step = feed(asked)) return step;
          return service.answer(asked);
        });
    publisher::SruItem item;
    item.id = "kst-19637-1";
    item.modified = "2026-02-03";
    item.timestamp = "2026-02-03T09:00:00.1+02:00";
    item.elements = {{"title", "Veerponten; Brief regering; De veerpont", ""},
                     {"dossiernummer", "19637", ""},
                     {"ondernummer", "1", ""},
                     {"publicatienaam", "Kamerstuk", ""},
                     {"creator", "Tweede Kamer der Staten-Generaal", ""}};
    item.files["html"] = page(kOne);
    service.put(item);
    kamer.configure(std::string(Kamer::kFromTheBeginning) +
                    fmt::format("[[source]]\nname = \"koop\"\nkind = \"officielebekendmakingen\"\nbase_url = \"{}\"\n"
                                "allow_private = true\ngap = \"0s\"\nstart = \"beginning\"\nannounce_first = true\n",
                                kamer.world.publisher().url("/sru")));
  }
  void poll(seconds after, const std::string& source) const {
    const auto ran = kamer.world.once(after, {"--source", source});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  [[nodiscard]] std::string shown() const { return griffier(kamer.world.state(), {"show", "kst-19637-1"}).out; }

  Kamer kamer;
  publisher::SruService service;
};

TEST(KamerParts, WhatStandsInForAFileNeverReplacesTheTextOfAnotherSource) {
  Both both;
  both.poll(seconds(0), "koop");
  EXPECT_THAT(both.kamer.news(), ElementsAre("document.published kst-19637-1"));
  const auto letter = both.kamer.letter(both.kamer.dossier("19637"), 1, kOne);
  both.kamer.register_.withhold_file(letter, 404);
  both.poll(hours(1), "kamer");
  EXPECT_THAT(both.kamer.news(), ::testing::Not(::testing::Contains("document.revised kst-19637-1")));
  EXPECT_THAT(both.shown(), HasSubstr("negen uur"));
  EXPECT_THAT(both.kamer.problems(), SizeIs(1));
  both.kamer.register_.release_file(letter);
  both.poll(hours(3), "kamer");
  EXPECT_THAT(both.kamer.news(), ::testing::Not(::testing::Contains("document.revised kst-19637-1")));
  EXPECT_THAT(both.kamer.problems(), IsEmpty());
  EXPECT_EQ(row(both.kamer.world.state(), "select count(*) from documents"), "1");
  expect_whole(both.kamer.world);
}

}  // namespace
}  // namespace griffier::tests
