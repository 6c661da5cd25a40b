#include "fetchers/tweedekamer/join.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace griffier::fetchers {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Pairs = std::multimap<std::string, std::string>;

// A few entities in memory.
class Desk {
 public:
  Entity& put(const std::string& category, const std::string& id, Pairs fields, Pairs refs = {}) {
    Entity entity;
    entity.id = id;
    entity.category = category;
    entity.fields = std::move(fields);
    entity.refs = std::move(refs);
    return all_[id] = std::move(entity);
  }
  Entity& at(const std::string& id) { return all_.at(id); }

  EntityLookup lookup() {
    EntityLookup made;
    made.find = [this](const std::string& id) -> std::optional<Entity> {
      const auto found = all_.find(id);
      return found == all_.end() ? std::nullopt : std::optional(found->second);
    };
    made.referring = [this](const std::string& category, const std::string& id) {
      std::vector<Entity> found;
      for (const auto& [own, entity] : all_)
        for (const auto& [name, to] : entity.refs)
          if (entity.category == category && to == id) {
            found.push_back(entity);
            break;
          }
      return found;
    };
    return made;
  }
  JoinedPublication join(const std::string& id) { return join_publication(all_.at(id), lookup()); }

 private:
  std::map<std::string, Entity> all_;
};

Desk letter() {
  Desk desk;
  desk.put("Kamerstukdossier", "dossier",
           {{"nummer", "19637"}, {"titel", "Vreemdelingenbeleid"}, {"hoogsteVolgnummer", "1"}});
  desk.put("Zaak", "zaak",
           {{"nummer", "2024Z00077"}, {"termijn", "2024-10-15T00:00:00"}, {"organisatie", "Tweede Kamer"}});
  desk.put("Document", "brief",
           {{"documentNummer", "2024D38123"},
            {"soort", "Brief regering"},
            {"onderwerp", "De veerpont van Oosterhoven"},
            {"datum", "2024-09-19T23:30:00"},
            {"volgnummer", "3274"},
            {"kamer", "2"},
            {"vergaderjaar", "2024-2025"}},
           {{"kamerstukdossier", "dossier"}, {"zaak", "zaak"}});
  return desk;
}

TEST(KamerJoin, ALetterHasTheNumberOfItsDossierAndItsOwnAsAlias) {
  auto desk = letter();
  const auto joined = desk.join("brief");
  EXPECT_EQ(joined.document_id, "kst-19637-3274");
  EXPECT_EQ(joined.facts.at("aliases"), "tk-2024D38123");
  EXPECT_EQ(joined.facts.at("document_id"), "kst-19637-3274");
  EXPECT_EQ(joined.facts.at("dossiers"), "19637");
  EXPECT_EQ(joined.facts.at("ondernummer"), "3274");
  EXPECT_EQ(joined.facts.at("dossier_title"), "Vreemdelingenbeleid");
  EXPECT_EQ(joined.facts.at("zaaknummers"), "2024Z00077");
  EXPECT_EQ(joined.facts.at("due_on"), "2024-10-15");
  EXPECT_EQ(joined.facts.at("date"), "2024-09-19");
  EXPECT_THAT(joined.metadata_text, HasSubstr("# De veerpont van Oosterhoven"));
  EXPECT_THAT(joined.metadata_text, HasSubstr("19 september 2024"));
  EXPECT_FALSE(joined.has_file);
}

TEST(KamerJoin, WhatItsVersionSaysGoesFirstAndAChapterIsPartOfTheNumber) {
  auto desk = letter();
  desk.at("dossier").fields.emplace("toevoeging", "VII");
  EXPECT_EQ(desk.join("brief").document_id, "kst-19637-VII-3274");
  desk.put("DocumentVersie", "v1", {{"versienummer", "1"}, {"externeidentifier", "kst-1259252"}},
           {{"document", "brief"}});
  EXPECT_EQ(desk.join("brief").document_id, "kst-19637-VII-3274") << "a provisional number gives way";
  EXPECT_THAT(desk.join("brief").facts.at("aliases"), HasSubstr("kst-1259252"));
  desk.put("DocumentVersie", "v2", {{"versienummer", "2"}, {"externeidentifier", "kst-19637-VII-3275"}},
           {{"document", "brief"}});
  EXPECT_EQ(desk.join("brief").document_id, "kst-19637-VII-3275");
  desk.at("v2").deleted = true;
  EXPECT_EQ(desk.join("brief").document_id, "kst-19637-VII-3274");
}

TEST(KamerJoin, QuestionsAnswersAndAnnexesHaveNumbersOfTheirOwn) {
  auto desk = letter();
  desk.put("Document", "vragen", {{"documentNummer", "2024D00001"}, {"soort", "Schriftelijke vragen"}, {"kamer", "2"}},
           {{"zaak", "zaak"}});
  EXPECT_EQ(desk.join("vragen").document_id, "kv-tk-2024Z00077");
  desk.put(
      "Document", "antwoord",
      {{"documentNummer", "2024D00002"}, {"soort", "Antwoord schriftelijke vragen"}, {"aanhangselnummer", "242501244"}},
      {{"zaak", "zaak"}});
  EXPECT_EQ(desk.join("antwoord").document_id, "ah-tk-20242025-1244");
  desk.put("Document", "bijlage", {{"documentNummer", "2024D00003"}, {"soort", "Bijlage"}, {"volgnummer", "3274"}},
           {{"bronDocument", "brief"}, {"kamerstukdossier", "dossier"}});
  EXPECT_EQ(desk.join("bijlage").document_id, "tk-2024D00003") << "the number is that of its main document";
  EXPECT_EQ(desk.join("bijlage").facts.at("parent"), "kst-19637-3274");
  EXPECT_EQ(desk.join("bijlage").facts.count("ondernummer"), 0U);
  desk.put("DocumentVersie", "bv", {{"versienummer", "1"}, {"externeidentifier", "blg-1093410"}},
           {{"document", "bijlage"}});
  EXPECT_EQ(desk.join("bijlage").document_id, "blg-1093410");
}

TEST(KamerJoin, ActorsAreAskersAddresseesCommitteeAndSender) {
  auto desk = letter();
  desk.put("Document", "vragen", {{"documentNummer", "2024D00001"}, {"soort", "Schriftelijke vragen"}},
           {{"zaak", "zaak"}});
  desk.put("ZaakActor", "a1", {{"relatie", "Medeindiener"}, {"actorNaam", "B. Bever"}, {"actorFractie", "Groep B"}},
           {{"zaak", "zaak"}});
  desk.put("ZaakActor", "a2", {{"relatie", "Indiener"}, {"actorNaam", "Z. Zwaan"}, {"actorFractie", "Groep Z"}},
           {{"zaak", "zaak"}});
  desk.put("ZaakActor", "a3", {{"relatie", "Gericht aan"}, {"actorNaam", "P. Pont"}, {"functie", "minister van Water"}},
           {{"zaak", "zaak"}});
  desk.put("ZaakActor", "a4", {{"relatie", "Voortouwcommissie"}, {"actorNaam", "vaste commissie voor Water"}},
           {{"zaak", "zaak"}});
  desk.put("DocumentActor", "a5",
           {{"relatie", "Eerste ondertekenaar"}, {"functie", "minister van Water"}, {"actorNaam", "P. Pont"}},
           {{"document", "brief"}});
  const auto vragen = desk.join("vragen");
  EXPECT_EQ(vragen.facts.at("askers"), "Z. Zwaan (Groep Z)\nB. Bever (Groep B)");
  EXPECT_EQ(vragen.facts.at("addressed_to"), "minister van Water");
  EXPECT_EQ(vragen.facts.at("committee"), "vaste commissie voor Water");
  EXPECT_EQ(desk.join("brief").facts.at("sender"), "minister van Water");
  EXPECT_EQ(desk.join("brief").facts.count("askers"), 0U);
}

TEST(KamerJoin, APromiseIsAPublicationOfItsOwn) {
  Desk desk;
  desk.put("Persoon", "lid", {{"roepnaam", "Zita"}, {"achternaam", "Zwaan"}});
  desk.put("Fractie", "fractie", {{"afkorting", "GZ"}});
  desk.put("Toezegging", "belofte",
           {{"nummer", "TZ202411-049"},
            {"tekst", "De minister stuurt voor de zomer een brief."},
            {"functie", "minister van Water"},
            {"status", "Openstaand"},
            {"aanmaakdatum", "2024-11-05T10:00:00"},
            {"datumNakoming", "2025-06-30T00:00:00"},
            {"kamerbriefNakoming", "Kamerstuk 31415, nr. 77"}},
           {{"toegezegdAanPersoon", "lid"}, {"toegezegdAanFractie", "fractie"}});
  const auto joined = desk.join("belofte");
  EXPECT_EQ(joined.document_id, "TZ202411-049");
  EXPECT_EQ(joined.facts.at("toezegging_made_to"), "Zita Zwaan (GZ)");
  EXPECT_EQ(joined.facts.at("toezegging_made_by"), "minister van Water");
  EXPECT_EQ(joined.facts.at("toezegging_made_on"), "2024-11-05");
  EXPECT_EQ(joined.facts.at("due_on"), "2025-06-30");
  EXPECT_EQ(joined.facts.at("toezegging_letter"), "Kamerstuk 31415, nr. 77");
  EXPECT_THAT(joined.metadata_text, HasSubstr("voor de zomer een brief"));
  desk.at("belofte").fields.erase("nummer");
  desk.at("belofte").fields.emplace("nummer", "../../etc");
  EXPECT_EQ(desk.join("belofte").document_id, "toezegging-belofte");
}

TEST(KamerJoin, SaysWhichEntitiesAreNotThere) {
  auto desk = letter();
  desk.at("brief").refs.emplace("zaak", "elders");
  desk.at("brief").refs.emplace("bronDocument", "ook elders");
  EXPECT_THAT(desk.join("brief").missing, ElementsAre("elders", "ook elders"));
}

TEST(KamerJoin, OnlyWhatMattersToADocumentTouchesIt) {
  auto desk = letter();
  desk.put("Document", "bijlage", {{"documentNummer", "2024D00003"}}, {{"bronDocument", "brief"}});
  const auto touched = [&](const std::string& id, const std::function<void(Entity&)>& change) {
    const auto before = desk.at(id);
    change(desk.at(id));
    return touched_by(before, desk.at(id), desk.lookup());
  };
  EXPECT_THAT(touched("dossier", [](Entity& e) { e.fields.erase("hoogsteVolgnummer"); }), ElementsAre())
      << "every new paper raises it";
  EXPECT_THAT(touched("dossier", [](Entity& e) { e.fields.emplace("toevoeging", "VI"); }),
              ElementsAre("bijlage", "brief"));
  EXPECT_THAT(touched("zaak", [](Entity& e) { e.fields.emplace("afgedaan", "true"); }), ElementsAre());
  EXPECT_THAT(touched("zaak", [](Entity& e) { e.fields.erase("termijn"); }), ElementsAre("bijlage", "brief"));
  EXPECT_THAT(touched("brief", [](Entity& e) { e.deleted = true; }), ElementsAre("bijlage", "brief"));
  auto& actor = desk.put("ZaakActor", "actor", {}, {{"zaak", "zaak"}});
  EXPECT_THAT(touched_by(std::nullopt, actor, desk.lookup()), ElementsAre("brief"));
  auto& version = desk.put("DocumentVersie", "versie", {}, {{"document", "brief"}});
  EXPECT_THAT(touched_by(std::nullopt, version, desk.lookup()), ElementsAre("bijlage", "brief"));
}

TEST(KamerJoin, AChoiceIsByDossierKindAndMinistry) {
  auto desk = letter();
  desk.put("DocumentActor", "a", {{"relatie", "Ondertekenaar"}, {"functie", "Minister van Water en Wegen"}},
           {{"document", "brief"}});
  const auto joined = desk.join("brief");
  Choice choice;
  EXPECT_TRUE(choice.wants(joined));
  EXPECT_EQ(choice.print(), "all");
  choice.dossiers = {"19637"};
  EXPECT_TRUE(choice.wants(joined));
  EXPECT_NE(choice.print(), "all");
  choice.dossiers = {"19638", "1963"};
  EXPECT_FALSE(choice.wants(joined));
  choice = Choice();
  choice.kinds = {"brief Regering"};
  choice.ministries = {"water en wegen"};
  EXPECT_TRUE(choice.wants(joined));
  choice.ministries = {"Onderwijs"};
  EXPECT_FALSE(choice.wants(joined));
  desk.at("dossier").fields.emplace("toevoeging", "VI");
  choice = Choice();
  choice.dossiers = {"19637"};
  EXPECT_TRUE(choice.wants(desk.join("brief"))) << "a dossier covers its chapters";
}

}  // namespace
}  // namespace griffier::fetchers
