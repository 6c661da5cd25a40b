#include <gtest/gtest.h>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {
namespace {

struct Case {
  Case() {
    revision.document_id = "ah-tk-20242025-901";
    revision.aliases = {"tk-2024D90001"};
    revision.change = "new";
    revision.source = "kamer";
    revision.kind = "answer";
    revision.title = "Antwoord op vragen over de wachttijd";
    event.kind = "question.answered";
    event.set_id = "kv-tk-2024Z90001";
    reading.kind = "answer";
    reading.dossier = "36600-VI";
    reading.dossiers = {"36600-VI", "29279", "19637"};
    reading.links = {{"refers", "dossier", "29279", "", -1}, {"refers", "dossier", "19637", "dossier 19 637", 4}};
    reading.askers = {{"Janneke de Bruin", "Groene Lijst"}, {"K.P. Piet", "D99"}};
    reading.addressed_to = {"de Minister van Dijken en Duinen"};
    reading.answered_by = {{"Minister", "A. Voorbeeld", "Dijken en Duinen"}};
  }
  bool matched(const WatchConfig& watch) const {
    return matches(watch, Matchable{revision, event, reading, text},
                   [](const std::string& query, const std::string& title, const std::string& body) {
                     return title.find(query) != std::string::npos || body.find(query) != std::string::npos;
                   });
  }
  store::NewRevision revision;
  store::NewEvent event;
  publications::Reading reading;
  std::string text = "De wachttijd is acht weken.";
};

WatchConfig watch(std::vector<std::string> WatchConfig::*member, std::vector<std::string> values) {
  WatchConfig config;
  config.*member = std::move(values);
  return config;
}

TEST(Matches, TakesEverythingWithoutFilters) { EXPECT_TRUE(Case().matched({})); }

TEST(Matches, AToezeggingByWhoMadeItAndToWhom) {
  Case c;
  c.reading = {};
  c.reading.kind = c.revision.kind = "toezegging";
  c.event = {"toezegging.made", "TZ202411-049", "TZ202411-049: promised"};
  publications::Toezegging toezegging;
  toezegging.made_by = "Minister van Dijken en Duinen";
  toezegging.made_to = "K.P. Piet (D99)";
  c.reading.toezegging = toezegging;
  auto named = watch(&WatchConfig::events, {"toezegging.made"});
  named.ministries = {"dijken en duinen"};
  named.fracties = {"D99"};
  named.members = {"Piet"};
  named.zaaknummers = {"TZ202411-049"};
  EXPECT_TRUE(c.matched(named));
  named.fracties = {"D9"};
  EXPECT_FALSE(c.matched(named));
  EXPECT_FALSE(c.matched(watch(&WatchConfig::events, {"toezegging.fulfilled"})));
}

TEST(Matches, LeavesMetadataChangesOutUnlessTheyAreNamed) {
  Case c;
  c.event.kind = "document.metadata_changed";
  EXPECT_FALSE(c.matched({}));
  EXPECT_TRUE(c.matched(watch(&WatchConfig::events, {"document.metadata_changed"})));
}

TEST(Matches, LeavesCosmeticChangesOutUnlessTheWatchAsks) {
  Case c;
  c.event.kind = "document.revised";
  c.revision.change = "cosmetic";
  EXPECT_FALSE(c.matched({}));
  auto named = watch(&WatchConfig::events, {"document.revised"});
  EXPECT_FALSE(c.matched(named));
  named.cosmetic = true;
  EXPECT_TRUE(c.matched(named));
}

TEST(Matches, TakesOnlyTheNamedKindsOfEvents) {
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::events, {"document.revised", "question.answered"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::events, {"question.asked"})));
}

TEST(Matches, TakesADossierWithItsChaptersAndNotItsNeighbours) {
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::dossiers, {"36600"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::dossiers, {"36600-VI"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::dossiers, {"29279"}))) << "the publisher files it there too";
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::dossiers, {"19637"}))) << "the text only speaks of it";
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::dossiers, {"3660"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::dossiers, {"36600-V"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::dossiers, {"36600-VII"})));
}

TEST(Matches, KnowsADocumentByItsAliases) {
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::documents, {"tk-2024D90001"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::documents, {"AH-TK-20242025-901"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::documents, {"ah-tk-20242025-90"})));
}

TEST(Matches, FindsTheZaaknummerInTheQuestionSet) {
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::zaaknummers, {"2024Z9000"})));
  Case c;
  c.event.set_id = "kv-tk-2024Z90001";
  EXPECT_FALSE(c.matched(watch(&WatchConfig::zaaknummers, {"2024Z90002"})));
  EXPECT_TRUE(c.matched(watch(&WatchConfig::zaaknummers, {"2024Z90001"})));
  c.event.set_id.clear();
  c.reading.zaaknummer = "2024Z90002";
  c.reading.further_zaaknummers = {"2024Z90003"};
  EXPECT_TRUE(c.matched(watch(&WatchConfig::zaaknummers, {"2024Z90002"})));
  EXPECT_TRUE(c.matched(watch(&WatchConfig::zaaknummers, {"2024z90003"})));
  EXPECT_FALSE(c.matched(watch(&WatchConfig::zaaknummers, {"2024Z9000"})));
}

TEST(Matches, TakesKindsByNameOrBySeries) {
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::kinds, {"Answer"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::kinds, {"ah-tk"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::kinds, {"ah"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::kinds, {"a"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::kinds, {"letter"})));
}

TEST(Matches, TakesMinistriesFractiesAndMembersByWholeWords) {
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::ministries, {"dijken en duinen"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::ministries, {"Dijk"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::fracties, {"d99"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::fracties, {"Groene"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::members, {"de Bruin"})));
  EXPECT_TRUE(Case().matched(watch(&WatchConfig::members, {"Piet"})));
  EXPECT_FALSE(Case().matched(watch(&WatchConfig::members, {"Bru"})));
}

TEST(Matches, KnowsFractiesAndMinistriesByTheirAbbreviations) {
  Case c;
  c.reading.askers = {{"Piet", "Nieuw Sociaal Contract"}};
  c.reading.addressed_to = {"Minister van Klimaat en Groene Groei"};
  EXPECT_TRUE(c.matched(watch(&WatchConfig::fracties, {"NSC"})));
  EXPECT_FALSE(c.matched(watch(&WatchConfig::fracties, {"PvdD"})));
  EXPECT_TRUE(c.matched(watch(&WatchConfig::ministries, {"KGG"})));
  EXPECT_FALSE(c.matched(watch(&WatchConfig::ministries, {"BZK"})));
  c.event.set_id = "kst-99999-12#Partij voor de Dieren";
  EXPECT_TRUE(c.matched(watch(&WatchConfig::fracties, {"PvdD"})));
}

TEST(Matches, GivesTheContributionOfOneFractieToThatFractieAlone) {
  Case c;
  c.event.set_id = "kst-99999-12#D99";
  c.reading.askers.clear();
  c.reading.fracties = {{"D99-fractie", {}}, {"Groene Lijst", {}}};
  EXPECT_TRUE(c.matched(watch(&WatchConfig::fracties, {"D99"})));
  EXPECT_FALSE(c.matched(watch(&WatchConfig::fracties, {"Groene Lijst"})));
}

TEST(Matches, WantsAllGivenFiltersToMatch) {
  auto config = watch(&WatchConfig::dossiers, {"36600-VI"});
  config.sources = {"kamer"};
  config.text = "wachttijd";
  EXPECT_TRUE(Case().matched(config));
  config.text = "dijkverzwaring";
  EXPECT_FALSE(Case().matched(config));
  config.text = "wachttijd";
  config.sources = {"import"};
  EXPECT_FALSE(Case().matched(config));
}

TEST(Matches, AsksAboutTheWholeTextWhenNothingInItChanged) {
  Case c;
  c.event.kind = "document.withdrawn";
  c.text.clear();
  c.revision.plain_text = "over dijkverzwaring";
  WatchConfig config;
  config.text = "dijkverzwaring";
  EXPECT_TRUE(c.matched(config));
}

}  // namespace
}  // namespace griffier::daemon
