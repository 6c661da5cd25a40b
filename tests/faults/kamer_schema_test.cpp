// The test publisher speaks as the publisher's own schemas say.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/faults/kamer.h"
#include "tests/support/places.h"

namespace griffier::tests {
namespace {

// Each entity of a page as a document of its own.
std::vector<std::string> entities_of(const std::string& page) {
  constexpr std::string_view kOpen = "<content type=\"application/xml\">", kClose = "</content>";
  std::vector<std::string> found;
  for (auto at = page.find(kOpen); at != std::string::npos; at = page.find(kOpen, at + 1)) {
    const auto start = at + kOpen.size();
    auto entity = page.substr(start, page.find(kClose, start) - start);
    entity.insert(entity.find_first_of(" >"),
                  " xmlns:tk=\"http://www.tweedekamer.nl/xsd/tkData/v1-0\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    found.push_back(std::move(entity));
  }
  return found;
}

void fill(publisher::SyncWorld& world) {
  const auto dossier =
      world.add("Kamerstukdossier",
                {{"titel", "Veerponten"}, {"nummer", "19637"}, {"toevoeging", "nil"}, {"hoogsteVolgnummer", "2"}});
  const auto zaak = world.add("Zaak", {{"kamerstukdossier", "ref:" + dossier},
                                       {"nummer", "2024Z00077"},
                                       {"soort", "Schriftelijke vragen"},
                                       {"termijn", "2024-10-15T00:00:00"}});
  const auto letter = world.add("Document", {{"zaak", "ref:" + zaak},
                                             {"kamerstukdossier", "ref:" + dossier},
                                             {"soort", "Brief regering"},
                                             {"documentNummer", "2024D00001"},
                                             {"titel", "nil"},
                                             {"onderwerp", "De pont & het weer"},
                                             {"datum", "2024-09-19T00:00:00"},
                                             {"volgnummer", "2"},
                                             {"vergaderjaar", "2024-2025"},
                                             {"kamer", "2"}});
  world.file(letter, "%PDF-1.4", "application/pdf");
  world.add("DocumentVersie", {{"document", "ref:" + letter},
                               {"status", "Vrijgegeven"},
                               {"versienummer", "1"},
                               {"bestandsgrootte", "8"},
                               {"extensie", ".pdf"},
                               {"externeidentifier", "kst-19637-2"}});
  const auto person = world.add("Persoon", {{"nummer", "1"}, {"achternaam", "Zwaan"}});
  world.add("ZaakActor", {{"zaak", "ref:" + zaak},
                          {"persoon", "ref:" + person},
                          {"actorNaam", "Z. Zwaan"},
                          {"actorFractie", "GZ"},
                          {"relatie", "Indiener"}});
  world.add(
      "DocumentActor",
      {{"document", "ref:" + letter}, {"actorNaam", "P. Pont"}, {"functie", "minister"}, {"relatie", "Ondertekenaar"}});
  world.add("Toezegging", {{"toegezegdAanPersoon", "ref:" + person},
                           {"aanmaakdatum", "2024-11-05T10:00:00"},
                           {"nummer", "TZ202411-049"},
                           {"functie", "minister"},
                           {"status", "Openstaand"},
                           {"tekst", "Een brief."}});
  world.remove(world.add("Document", {{"soort", "Motie"}}));
}

TEST(KamerSchema, PagesOfTheTestPublisherValidateAgainstTheOfficialSchemas) {
  const auto schema = std::filesystem::path(source_dir()) / "../shared/recorded/syncfeed_xsd/tkData-v1-0.xsd";
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << "the schemas aren't here";
  if (run({"sh", "-c", "command -v xmllint"}).exit_code != 0) GTEST_SKIP() << "there is no xmllint";
  publisher::SyncWorld world;
  fill(world);
  const TemporaryFolder folder;
  std::vector<std::string> argv{"xmllint", "--noout", "--nonet", "--schema", schema.string()};
  int number = 0;
  for (const auto* category : {"Kamerstukdossier", "Zaak", "Document", "DocumentVersie", "Persoon", "ZaakActor",
                               "DocumentActor", "Toezegging"})
    for (const auto& entity : entities_of(world.page(category, 0, "https://example.org/SyncFeed/2.0")))
      argv.push_back(folder.write(fmt::format("{}.xml", ++number), entity).string());
  ASSERT_GE(number, 9);
  const auto ran = run(argv);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  // The check itself sees what is wrong.
  argv.resize(5);
  argv.push_back(
      folder.write("wrong.xml", entities_of("<content type=\"application/xml\"><tk:zaak id=\"x\"/></content>")[0])
          .string());
  EXPECT_NE(run(argv).exit_code, 0);
}

TEST(KamerSchema, AWorldIsLoadedFromJson) {
  const TemporaryFolder folder;
  folder.write("brief.html", page("De pont vaart."));
  publisher::SyncWorld world;
  publisher::load_world(world, R"({"entities": [
      {"name": "zaak", "category": "Zaak", "fields": {"nummer": "2024Z00077"}},
      {"name": "brief", "category": "Document", "fields": {"zaak": "@zaak", "titel": null}, "file": "brief.html"}],
    "then": [{"update": "brief", "fields": {"soort": "Motie"}}, {"fail": "Stemming", "status": 503}]})",
                        folder.path().string());
  const auto sent = world.page("Document", 0, "x");
  EXPECT_NE(sent.find("<tk:soort>Motie</tk:soort>"), std::string::npos) << sent;
  EXPECT_NE(sent.find("<tk:zaak ref="), std::string::npos);
  EXPECT_NE(sent.find("<tk:titel xsi:nil=\"true\" />"), std::string::npos);
  EXPECT_NE(sent.find("tk:contentType=\"text/html"), std::string::npos);
  EXPECT_THROW(publisher::load_world(world, R"({"then": [{"delete": "niemand"}]})", ""), std::runtime_error);
  EXPECT_THROW(publisher::load_world(world, "[]", ""), std::runtime_error);
}

}  // namespace
}  // namespace griffier::tests
