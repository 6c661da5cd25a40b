#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fetchers/officielebekendmakingen/record_facts.h"
#include "fetchers/officielebekendmakingen/sru.h"
#include "publications/facts.h"
#include "tests/support/places.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::string recorded(const std::string& name) {
  const auto path = std::filesystem::path(tests::source_dir()) / "../shared/recorded" / name;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Sru, ReadsARecordedPageAsItIs) {
  const auto body = recorded("sru/sru_staatsblad_amvb_page.xml");
  if (body.empty()) GTEST_SKIP() << "the recorded answers are not here";
  const auto page = read_sru(body);
  EXPECT_EQ(page.error, "");
  EXPECT_EQ(page.total, 19858U);
  EXPECT_EQ(page.next, 2U);
  ASSERT_EQ(page.records.size(), 1U);
  const auto& record = page.records.front();
  EXPECT_EQ(record.identifier, "stb-2009-601-b1");
  EXPECT_EQ(record.timestamp, "2020-03-19T21:50:24.578107+01:00");
  EXPECT_EQ(first_of(record.fields, "modified"), "2014-07-03");
  EXPECT_EQ(record.items.size(), 4U);
  EXPECT_TRUE(record.items.at("xml").ends_with("/1/xml/stb-2009-601-b1.xml"));
  const auto facts = record_facts(record.identifier, record.fields);
  EXPECT_EQ(facts.at(names::kParent), "stb-2009-601");
  EXPECT_EQ(facts.at(names::kDate), "2009-12-29");
  EXPECT_EQ(facts.at(names::kSoort), "AMvB");
}

TEST(Sru, ReadsARecordedRecordWithoutNamespaces) {
  const auto body = recorded("sru/wetsuite_searchrec_gmb-2023-174296.xml");
  if (body.empty()) GTEST_SKIP() << "the recorded answers are not here";
  const auto page = read_sru(body);
  ASSERT_EQ(page.records.size(), 1U) << page.error;
  EXPECT_EQ(page.records.front().identifier, "gmb-2023-174296");
  EXPECT_EQ(page.records.front().items.count("odt"), 1U);
}

TEST(Sru, TakesRecordedDiagnosticsForErrorsWithTheirMessage) {
  if (recorded("sru/sru_unknown_index_diagnostic.xml").empty()) GTEST_SKIP() << "the recorded answers are not here";
  EXPECT_EQ(read_sru(recorded("sru/sru_unknown_index_diagnostic.xml")).error,
            "the search service says: unknown prefix dcterms");
  EXPECT_THAT(read_sru(recorded("sru/sru_cql_syntax_error_diagnostic.xml")).error, HasSubstr("mismatched input"));
}

TEST(Sru, ReadsARecordedMetadataFile) {
  const auto body = recorded("metadata/gmb-2024-216934_metadata.xml");
  if (body.empty()) GTEST_SKIP() << "the recorded answers are not here";
  const auto fields = read_metadata_xml(body);
  EXPECT_EQ(first_of(fields, "publicatienaam"), "Gemeenteblad");
  EXPECT_EQ(first_of(fields, "publicatienummer"), "216934");
  EXPECT_EQ(record_facts("gmb-2024-216934", fields).at(names::kDate), "2024-05-17");
}

TEST(Sru, TellsElementsByNamespaceWhateverTheirPrefix) {
  const std::string body =
      "<?xml version=\"1.0\"?><a:searchRetrieveResponse "
      "xmlns:a=\"http://docs.oasis-open.org/ns/search-ws/sruResponse\" "
      "xmlns=\"http://standaarden.overheid.nl/sru\"><a:numberOfRecords>1</a:numberOfRecords><a:records><a:record>"
      "<a:recordData><gzd><originalData><m xmlns:d=\"http://purl.org/dc/terms/\"><k><d:identifier>kst-11111-3</"
      "d:identifier></k></m></originalData><enrichedData><timestamp>2026-01-01T00:00:00Z</timestamp><b:timestamp "
      "xmlns:b=\"urn:x\">nee</b:timestamp></enrichedData></gzd></a:recordData></a:record></a:records><b:diagnostics "
      "xmlns:b=\"urn:x\"/></a:searchRetrieveResponse>";
  const auto page = read_sru(body);
  EXPECT_EQ(page.error, "");
  EXPECT_EQ(page.next, std::nullopt);
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_EQ(page.records.front().timestamp, "2026-01-01T00:00:00Z");
}

TEST(Sru, TakesNothingElseForAnAnswer) {
  EXPECT_THAT(read_sru("<!doctype html><html><body>Server Error</body></html>").error, HasSubstr("HTML"));
  EXPECT_THAT(read_sru("<searchRetrieveResponse xmlns=\"http://docs.oasis-open.org/ns/search-ws/sruResponse\"/>").error,
              HasSubstr("neither"));
  EXPECT_THAT(read_sru("<feed/>").error, HasSubstr("'feed'"));
  EXPECT_NE(read_sru("<a><b></a>").error, "");
  EXPECT_NE(read_sru("").error, "");
}

SruFields fields(std::initializer_list<std::tuple<const char*, const char*, const char*>> values) {
  SruFields made;
  for (const auto& [name, text, scheme] : values) made[name].push_back({scheme, text});
  return made;
}

TEST(RecordFacts, AreNamedAsTheRecordWantsThem) {
  const auto facts = record_facts("ah-tk-20242025-546",
                                  fields({{"title", "Antwoord op vragen van de leden Vos en Mol over de pont", ""},
                                          {"type", "Antwoord", "OVERHEIDop.AanhangselTypen"},
                                          {"type", "officiële publicatie", "OVERHEID.Informatietype"},
                                          {"creator", "Tweede Kamer der Staten-Generaal", ""},
                                          {"publicatienaam", "Kamervragen (Aanhangsel)", ""},
                                          {"aanhangselnummer", "546", ""},
                                          {"vraagnummer", "2024Z 18435", ""},
                                          {"vraagnummer", "2009D25439", ""},
                                          {"indiener", "Vos", ""},
                                          {"indiener", "Mol", ""},
                                          {"ontvanger", "De minister van Veren", ""},
                                          {"datumontvangst", "2024-11-20", ""},
                                          {"datumindiening", "2024-10-30T00:00:00", ""},
                                          {"available", "2024-11-25", ""},
                                          {"dossiernummer", "17050;22 343-XV", ""},
                                          {"dossiernummer", "17050", ""}}));
  EXPECT_THAT(facts,
              UnorderedElementsAre(Pair(names::kDocumentId, "ah-tk-20242025-546"), Pair(names::kSoort, "Antwoord"),
                                   Pair(names::kTitle, "Antwoord op vragen van de leden Vos en Mol over de pont"),
                                   Pair(names::kKamer, "tk"), Pair(names::kAanhangselnummer, "546"),
                                   Pair(names::kZaaknummers, "2024Z18435"), Pair(names::kAskers, "Vos\nMol"),
                                   Pair(names::kAddressedTo, "De minister van Veren"),
                                   Pair(names::kReceivedOn, "2024-11-20"), Pair(names::kAskedOn, "2024-10-30"),
                                   Pair(names::kDate, "2024-11-25"), Pair(names::kDossiers, "17050\n22343-XV")));
}

TEST(RecordFacts, GiveAnnexesReprintsAndCorrectionsTheirMainDocument) {
  EXPECT_EQ(record_facts("blg-123456", fields({{"hoofddocument", "kst-19637-9", ""}})).at(names::kParent),
            "kst-19637-9");
  EXPECT_EQ(original_of("kst-19637-9-h1"), "kst-19637-9");
  EXPECT_EQ(original_of("kst-19637-9-n2"), "kst-19637-9");
  EXPECT_EQ(original_of("stb-2009-601-b1"), "stb-2009-601");
  EXPECT_EQ(original_of("kst-19637-9"), "");
  EXPECT_EQ(original_of("ECLI:NL:HR:2024:1"), "");
  EXPECT_EQ(original_of("onzin"), "");
}

TEST(RecordFacts, PreferTheLettersOwnDateAndTheDocumentsOwnTitle) {
  const auto facts = record_facts("kst-19637-9", fields({{"title", "Veren; Brief regering; Brief over de pont", ""},
                                                         {"documenttitel", "Brief over de pont", ""},
                                                         {"dossiertitel", "Veren", ""},
                                                         {"datumbrief", "2024-05-02", ""},
                                                         {"available", "2024-05-09", ""},
                                                         {"subrubriek", "Brief regering", "OVERHEIDop.KamerstukTypen"},
                                                         {"type", "Kamerstuk", "OVERHEIDop.Parlementair"}}));
  EXPECT_EQ(facts.at(names::kTitle), "Brief over de pont");
  EXPECT_EQ(facts.at(names::kDossierTitle), "Veren");
  EXPECT_EQ(facts.at(names::kDate), "2024-05-02");
  EXPECT_EQ(facts.at(names::kSoort), "Brief regering");
}

}  // namespace
}  // namespace griffier::fetchers
