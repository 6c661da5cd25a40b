// Files that the register announces at another host, and how far a load is.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kOne = "De pont vaart om negen uur.";

class KamerElsewhere : public ::testing::Test {
 protected:
  KamerElsewhere() : dossier_(kamer_.dossier("19637")) {}
  // A letter whose file is announced at another address.
  void letter_at(int number, const std::string& url) {
    kamer_.register_.enclose(kamer_.letter(dossier_, number, kOne), url);
  }

  Kamer kamer_;
  publisher::Publisher other_;  // of the same machine, at another port: a host with a pace of its own
  std::string dossier_;
};

TEST_F(KamerElsewhere, AFileIsHadFromTheHostThatIsNamed) {
  letter_at(1, other_.url("/bestanden/brief"));
  other_.site().serve("/bestanden/brief", publisher::ok(page(kOne)));
  kamer_.poll(seconds(0));
  EXPECT_THAT(kamer_.news(), ElementsAre("document.published kst-19637-1"));
  EXPECT_THAT(kamer_.problems(), IsEmpty());
  EXPECT_EQ(kamer_.requests("/Resources"), 0U);
  EXPECT_EQ(other_.site().count("/bestanden/brief").requests, 1U);
  EXPECT_THAT(griffier(kamer_.world.state(), {"show", "kst-19637-1"}).out, HasSubstr("negen uur"));
}

TEST_F(KamerElsewhere, AHostThatAsksToBeLeftAloneStopsNeitherTheRegisterNorItsOwnFiles) {
  letter_at(1, other_.url("/bestanden/1"));
  letter_at(2, other_.url("/bestanden/2"));
  kamer_.letter(dossier_, 3, kOne);
  other_.site().serve("/bestanden/1", publisher::busy(429, "7200"));
  other_.site().serve("/bestanden/2", publisher::busy(429, "7200"));
  kamer_.poll(seconds(0));
  EXPECT_THAT(kamer_.news(), SizeIs(3)) << "two of them without their file";
  EXPECT_THAT(kamer_.problems(), SizeIs(2));
  kamer_.letter(dossier_, 4, kOne);
  kamer_.poll(hours(1));
  EXPECT_THAT(kamer_.news(), ElementsAre("document.published kst-19637-4"));
  EXPECT_EQ(other_.site().totals().requests, 1U) << "it is left alone for two hours";
  other_.site().serve("/bestanden/1", publisher::ok(page(kOne)));
  other_.site().serve("/bestanden/2", publisher::ok(page(kOne)));
  kamer_.poll(hours(30));
  EXPECT_THAT(kamer_.problems(), IsEmpty());
}

TEST_F(KamerElsewhere, WhatTheRegisterNamesOnAPrivateNetworkIsNotAskedForThoughItMayBeThereItself) {
  letter_at(1, "http://127.0.0.2:9/geheim");
  letter_at(2, "http://169.254.169.254/latest/meta-data");
  letter_at(3, other_.url("/bestanden/3"));
  other_.site().serve("/bestanden/3", publisher::redirect("http://localhost:9/geheim"));
  letter_at(4, "file:///etc/passwd");
  kamer_.poll(seconds(0));
  EXPECT_THAT(kamer_.news(), SizeIs(4));
  EXPECT_THAT(kamer_.problems(),
              ElementsAre(HasSubstr("kst-19637-1|its file can't be had: 127.0.0.2 isn't reachable over the internet"),
                          HasSubstr("kst-19637-2|its file can't be had: 169.254.169.254 isn't reachable"),
                          HasSubstr("kst-19637-3|its file can't be had: http://localhost:9/geheim is at")));
  EXPECT_EQ(kamer_.requests("/Resources"), 1U) << "what is no address on the web is the register's own";
}

TEST(KamerProgress, ALoadThatIsBrokenOffSaysAboutHowMuchIsToCome) {
  Kamer kamer;
  const auto now = std::chrono::system_clock::now();
  std::uint64_t token = 0;
  for (int i = 0; i < 1000; ++i) {
    kamer.register_.clock(now - hours(1000 - i));
    kamer.register_.add("Document", {{"soort", "Motie"}});
    if (i == 749) token = kamer.register_.last_token();
  }
  const auto page = fmt::format("/SyncFeed/2.0/Feed?category=Document&skiptoken={}", token);
  kamer.world.site().serve(page, publisher::status(500));
  kamer.poll(seconds(0), 7);
  const auto documents = [&] {
    const auto said = boost::json::parse(griffier(kamer.world.state(), {"sources", "kamer", "--json"}).out);
    for (const auto& part : said.at("parts").as_array())
      if (part.at("part").as_string() == "Document") return part;
    return boost::json::value();
  };
  EXPECT_EQ(documents().at("seen").as_int64(), 750);
  EXPECT_NEAR(static_cast<double>(documents().at("remaining").as_int64()), 250, 10);
  EXPECT_THAT(griffier(kamer.world.state(), {"sources", "kamer"}).out, HasSubstr("to come"));
  kamer.world.site().remove(page);
  kamer.poll(hours(1));
  EXPECT_EQ(documents().at("remaining").as_int64(), 0);
  EXPECT_EQ(documents().at("seen").as_int64(), 1000);
}

}  // namespace
}  // namespace griffier::tests
