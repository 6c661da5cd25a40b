// The many ways in which papers, judgments and scholars write the same references. All numbers are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "publications/identifier.h"
#include "publications/reference.h"

namespace griffier::publications {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Forms = std::vector<std::pair<const char*, std::vector<std::string>>>;

std::vector<std::string> targets_of_blocks(std::vector<std::string> texts) {
  Text whole;
  for (auto& text : texts) whole.blocks.push_back({BlockKind::paragraph, 0, {}, std::move(text)});
  std::vector<std::string> out;
  for (const auto& reference : find_references(whole)) out.push_back(reference.target);
  return out;
}

std::vector<std::string> targets(std::string text) { return targets_of_blocks({std::move(text)}); }

void expect(const Forms& forms) {
  for (const auto& [text, wanted] : forms) EXPECT_EQ(targets(text), wanted) << text;
}

TEST(ReferenceForms, ReadADossierHoweverItsNumberIsPrinted) {
  expect({
      {"Kamerstukken I 2003/04, 27 111 (R 1611), nr. 28", {"kst-27111-R1611-28"}},
      {"Kamerstukken II 2015/16, 34 111 (R2011), nr. 3", {"kst-34111-R2011-3"}},
      {"Kamerstukken II, 2008/09, 31711.VIII, 32", {"kst-31711-VIII-32"}},
      {"Kamerstukken Tweede Kamer 31-711 XII nr 6", {"kst-31711-XII-6"}},
      {"Kamerstuk 31 711, hoofdstuk XII, nr. 6", {"kst-31711-XII-6"}},
      {"Kamerstuk TK 31.711XII, 6", {"kst-31711-XII-6"}},
      {"Kamerstukken II, 2013-2014, 33.911, pag. 2 en 6", {"33911"}},
      {"de motie (36.111, nr. 3) en 36.611 VI, nr. 4", {"kst-36111-3", "kst-36611-VI-4"}},
      {"een bedrag van 36.111 euro, 12.345 en 36.611 V", {}},
      {"Kamerstukken II, Zitting 1958-1959-5311, Nr. 3, blz. 41", {"kst-5311-3"}},
      {"Kamerstukken I 2021/22, CXIV, A", {"kst-CXIV-A"}},
      {"Kamerstukken I 2004/05, 29 711 e.a., D", {"kst-29711-D"}},
      {"Kamerstukken II, 36 111 VII, vergaderjaar 2022-2023, nr. 5", {"kst-36111-VII-5"}},
      {"Kamerstuk 31 211, Voortgezet bermonderwijs, nr. 409", {"kst-31211-409"}},
      {"Kamerstuk 31 211, Handelingen II 2022/23, nr. 40", {"31211", "h-tk-20222023-40"}},
      {"Kamerstuk 31 211 daarover. De brief, nr. 4", {"31211"}},
      {"Kamerstukken II 2018/19, 34 711, VIII, nr. 13", {"kst-34711-VIII-13"}},
      {"36\t611, nr. 3", {}},  // cells of a table
      {"Tweede Kamer, vergaderjaar 2022-2023, dossiernummer 36 111, nr. 3", {"kst-36111-3"}},
  });
  EXPECT_EQ(display(Kamerstuk{{"CXIVI", {}}, "A", {}}), "Kamerstukken I, CXIVI, A");
  EXPECT_EQ(to_id(*parse_identifier("kst-cxiv-g")), "kst-CXIV-G");
}

TEST(ReferenceForms, ReadASessionHoweverItIsPrinted) {
  expect({
      {"Kamerstukken II, vergaderjaar 2021 \u2013 2022, 35 911, nr. 3", {"kst-35911-3"}},
      {"Kamerstukken II, vergaderjaar 2021\u2013 2022, 35 911, nr. 3", {"kst-35911-3"}},
      {"Aanhangsel Handelingen, vergaderjaar 2022\u2013203, nr. 844", {"ah-tk-20222023-844"}},
      {"Kamerstukken II, 1985/- 86, 19 511, nr. 6", {"kst-19511-6"}},
      {"Kamerstukken 2, 2008-2009, 31411, 22", {"kst-31411-22"}},
      {"Kamerstukken 11, 1997/1998, 25 611 nr.3 pag.4", {"kst-25611-3"}},
      {"Kamerstukken II 1999/2000, 2000/2001, 2001/2002, 26 811.", {"26811"}},
      {"Handelingen II, 21 juni 2023, nr. 93, item 4", {"h-tk-20222023-93-4"}},
  });
}

TEST(ReferenceForms, ReadEveryPaperOfALongCitation) {
  expect({
      {"Kamerstukken II 2020/21, 35 611, nr. 4, p. 12 en 13, en nr. 6", {"kst-35611-4", "kst-35611-6"}},
      {"Kamerstukken II 1999/00, 26 211, nr. 6, p. 15-16; nr. 7, p. 5-6.", {"kst-26211-6", "kst-26211-7"}},
      {"Kamerstuk 36 211 VI, nr. 12, p. 3 (motie-Jansma) en nr. 13", {"kst-36211-VI-12", "kst-36211-VI-13"}},
      {"Kamerstuk 29 611, nrs. 1180 (motie-Jansma) en 1181", {"kst-29611-1180", "kst-29611-1181"}},
      {"Kamerstuk 29 611, nr. 10 t/m 12 en nrs. 20-22",
       {"kst-29611-10", "kst-29611-11", "kst-29611-12", "kst-29611-20", "kst-29611-21", "kst-29611-22"}},
      {"Stcrt. 2020-12345", {"stcrt-2020-12345"}},
      {"Kamerst. I 1992/93, 22 911, A", {"kst-22911-A"}},
      {"34311, nr. 3 (MvT), nr. 4 (advies) en nr. 6", {"kst-34311-3", "kst-34311-4", "kst-34311-6"}},
      {"Kamerstukken I 2000/2001, 26 811 (250, 250a); 2001/2002, 26 811 (16, 16a).",
       {"kst-26811-250", "kst-26811-250a", "kst-26811-16", "kst-26811-16a"}},
      {"Kamerstuk 36 411 (2023)", {"36411"}},
      {"Kamerstukken I 2004/05, 29 411 (A, B en D);", {"kst-29411-A", "kst-29411-B", "kst-29411-D"}},
      {"Kamerstuk 36 411 (SP)", {"36411"}},
      {"Kamerstuk 36 411, nr. 12, 13 en 14.", {"kst-36411-12", "kst-36411-13", "kst-36411-14"}},
      {"Kamerstuk 36 411, nr. 3, 12 en 13 mei", {"kst-36411-3"}},
      {"Kamerstuk 36 411, nr. 12, 3 en 4.", {"kst-36411-12"}},
      {"Kamerstuk 36 411, nr. 12 respectievelijk 13", {"kst-36411-12", "kst-36411-13"}},
      {"Kamerstuk 36 411, nr. 12 en 13[^4]", {"kst-36411-12", "kst-36411-13"}},
      {"Kamerstukken II 2015/16, 34311, 3 (MvT)", {"kst-34311-3"}},
      {"Kamerstuk I 31111 AA", {"kst-31111-AA"}},
      {"Kamerstukken I 2023/24, 36 411, letter C", {"kst-36411-C"}},
      {"Kamerstukken I 2023/24, 36 411, C t/m E", {"kst-36411-C", "kst-36411-D", "kst-36411-E"}},
      {"de motie-Jansma c.s. (34111, letter C, was letter B)", {"kst-34111-C", "kst-34111-B"}},
      {"de motie-Jansma c.s. (34111, F)", {"kst-34111-F"}},
      {"de cijfers (34111, F1)", {}},
      {"Kamerstukken I, 36 411, C-E en G", {"kst-36411-C", "kst-36411-D", "kst-36411-E", "kst-36411-G"}},
      {"Kamerstukken I 2020/21, 35 511, C en 35 512, D", {"kst-35511-C", "kst-35512-D"}},
      {"Zij krijgt nr. 26 , was nr. 19 ( 31511 ).", {"kst-31511-26", "kst-31511-19"}},
      {"(36611-XIV, nr. 58, was nr. 33)", {"kst-36611-XIV-58", "kst-36611-XIV-33"}},
      {"(36611-XIV, nr. 58, t.v.v. nr. 33)", {"kst-36611-XIV-58", "kst-36611-XIV-33"}},
      {"Kamerstuk 36 611, nr. 58. Dat was nr. 1 van drie", {"kst-36611-58"}},
  });
}

TEST(ReferenceForms, ReadPapersThatAreListedByNumberAlone) {
  expect({
      {"af te voeren: 17011-380; 2008Z10211; 26211-98; 32111-V-58; 21501-02-923; 23911-(R1511)-131.",
       {"kst-17011-380", "2008Z10211", "kst-26211-98", "kst-32111-V-58", "kst-21501-02-923", "kst-23911-R1511-131"}},
      {"aan te houden: 35911-32; 35011-26", {"kst-35911-32", "kst-35011-26"}},
      {"de documenten 31511-8 en 31511-9", {"kst-31511-8", "kst-31511-9"}},
      {"de motie-Jansma (31511-8)", {"kst-31511-8"}},
      {"deze motie is vervallen: 33511-364.", {"kst-33511-364"}},
      {"CAS-nummer 13411-67-7; 13412-68-8", {}},
      {"EN 13511-1 en NEN-EN 12411-1", {}},
      {"toestellen 12345-67, 12346-68", {}},
  });
}

TEST(ReferenceForms, ReadTheDossiersOfBills) {
  expect({
      {"de wetsvoorstellen 31811, 31812 en 31840 z.s.m. behandelen", {"31811", "31812", "31840"}},
      {"het wetsvoorstel 36 411 is", {"36411"}},
      {"het wetsvoorstel nr. 36 411 is", {"36411"}},
      {"het wetsvoorstel nr. 3 is", {}},
      {"wetsvoorstel 35 011 (R2111)", {"35011-R2111"}},
      {"het wetsvoorstel over de bermen (30511).", {"30511"}},
      {"het wetsvoorstel over de bermen ( 30511 ).", {"30511"}},  // marked up in the source
      {"de motie-Jansma ( 34111 , F )", {"kst-34111-F"}},
      {"( 36611-XIV , nr. 58 , was nr. 33 )", {"kst-36611-XIV-58", "kst-36611-XIV-33"}},
      {"Wijziging van de Bermenwet (33411-VI en 33411-XVI);", {"33411-VI", "33411-XVI"}},
      {"de begroting 36 611 XVI van het ministerie", {"36611-XVI"}},
      {"Kamerstukken II 36 211 en 36 212", {"36211", "36212"}},
      {"Kamerstukdossiers 36 411 en 36 412.", {"36411", "36412"}},
      {"Kamerstuk 36 411, 12 350 gulden", {"36411"}},
      {"een wetsvoorstel. 36 411 mensen", {}},
      {"er kwamen mensen (30511) en dieren (12 345)", {}},
      {"de Bermenwet geldt voor veel mensen (23 456).", {}},
      {"tabel\t12 345 II\t23 456", {}},
      {"10 000 V en 12 500 kg", {}},
  });
}

TEST(ReferenceForms, SeeNoPaperInARangeOfNumbers) {
  expect({
      {"tussen de 15 000-20 000 woningen", {}},
      {"12 500\u201315 000 euro", {}},
      {"circa 25 000-30 duizend", {}},
      {"tel. 070-34 567-89", {}},
      {"\u20ac 12 345-67", {}},
      {"\u20ac 23 456, nr. 3 op de lijst", {}},
      {"de brief (31 123-45)", {"kst-31123-45"}},
  });
}

TEST(ReferenceForms, ReadAanhangselAndHandelingen) {
  expect({
      {"Aanh. Hand. II 2019/20, 1211", {"ah-tk-20192020-1211"}},
      {"Aanhangsel van de Handelingen nr. 1211, vergaderjaar 2019\u20132020", {"ah-tk-20192020-1211"}},
      {"Aanhangsel Handelingen, nr. 1211 (2019/20)", {"ah-tk-20192020-1211"}},
      {"Handelingen II, vergaderjaar 2018\u20132019, Aanhangsel 1211", {"ah-tk-20182019-1211"}},
      {"Tweede Kamer, vergaderjaar 2018\u20132019, Aanhangsel 2", {}},
      {"Aanhangsel Handelingen II 2019/20, nr. 12 en 2020/21, nr. 5", {"ah-tk-20192020-12", "ah-tk-20202021-5"}},
      {"Aanhangsel Handelingen, nr. 1211 van toen", {}},
      {"Handelingen II 2019/20, nr. 12, items 3 en 8", {"h-tk-20192020-12-3", "h-tk-20192020-12-8"}},
      {"Handelingen I 2021/22, nr. 18, item 9, p. 12 en nr. 19, item 2", {"h-ek-20212022-18-9", "h-ek-20212022-19-2"}},
      {"Handelingen II 2021/22, nr. 18, nr. 19 en 3 moties", {"h-tk-20212022-18", "h-tk-20212022-19"}},
      {"Handelingen II 2022/23, 34-5-1", {"h-tk-20222023-34-5"}},
      {"Handelingen der Eerste Kamer, 2021\u20132022, nr. 21, item 7", {"h-ek-20212022-21-7"}},
  });
}

TEST(ReferenceForms, ReadTheGazettes) {
  expect({
      {"Staatscourant van 16 juni 2005, nr. 114.", {"stcrt-2005-114"}},
      {"de Staatscourant van 5 maart 2026 (nr. 7411).", {"stcrt-2026-7411"}},
      {"Stcrt. d.d. 12 maart 2018, nr. 1211", {"stcrt-2018-1211"}},
      {"Staatsblad jaargang 2018, nr. 84", {"stb-2018-84"}},
      {"stb. 2018-84 en Staatscourant 2021-12311", {"stb-2018-84", "stcrt-2021-12311"}},
      {"het Staatsblad 2021-2022", {}},
      {"Staatsblad van het Koninkrijk der Nederlanden 2018, 84", {"stb-2018-84"}},
      {"Stcrt. 2019, 51211, 51212 en 51213.", {"stcrt-2019-51211", "stcrt-2019-51212", "stcrt-2019-51213"}},
      {"(Trb. 1951, 111 en 1990, 112)", {"trb-1951-111", "trb-1990-112"}},
      {"Stb. 2019, 33, 12 moties", {"stb-2019-33"}},
      {"Gemeenteblad 2026, 104511", {"gmb-2026-104511"}},
      {"Provinciaal blad 2024, nr. 4311", {"prb-2024-4311"}},
      {"Waterschapsblad 2021, 1211", {"wsb-2021-1211"}},
      {"de Staatscourant van 12 mei 2020", {}},
      {"de Staatscourant van Verzonnenland 12/25", {}},
  });
}

TEST(ReferenceForms, ReadEuropeanActs) {
  expect({
      {"artikel 6, eerste lid, van Verordening (EU) 2016/679", {"32016R0679"}},
      {"artikel 3 van Richtlijn 2010/64/EU", {"32010L0064"}},
      {"Verordening 1308/2013 en Verordening 1049/2001", {"32013R1308", "32001R1049"}},
      {"Verordeningen (EG) nr. 1071/2009, (EG) nr. 1072/2009 en (EU) 1024/2012",
       {"32009R1071", "32009R1072", "32012R1024"}},
      {"Richtlijnen 2014/24/EU en 2014/25/EU", {"32014L0024", "32014L0025"}},
      {"Kaderbesluit 2002/584/JBZ", {"32002F0584"}},
      {"Besluit nr. 1082/2013/EU", {"32013D1082"}},
      {"Verordening EU nr. 1308/2013", {"32013R1308"}},
      {"Gedelegeerde Verordening (EU) nr. 2015/35", {"32015R0035"}},
      {"Verordening (EG) nr. 2015/2004", {"32004R2015"}},
      {"COM/2021/206 final", {"COM(2021) 206"}},
      {"de richtlijn 2019/20 van de school", {}},
      {"een besluit en 12/2010", {}},
  });
}

TEST(ReferenceForms, ReadEveryArticleOfAList) {
  expect({
      {"de artikelen 13, eerste lid, onderdeel b, 15, en 19, eerste lid, van de Bermenwet",
       {"artikel 13 Bermenwet", "artikel 15 Bermenwet", "artikel 19 Bermenwet"}},
      {"artikel 13, onder 2, van de Bermenwet", {"artikel 13 Bermenwet"}},
      {"artikelen 219, eerste lid, en 228 van Verordening (EU) nr. 1308/2013", {"32013R1308"}},
      {"de artikelen 3 en 4, vijfde lid, van de Bermenwet", {"artikel 3 Bermenwet", "artikel 4 Bermenwet"}},
  });
}

TEST(ReferenceForms, ReadJudgmentsAndCases) {
  expect({
      {"(C-411/10, EU:C:2011:865, punt 3)", {"C-411/10", "ECLI:EU:C:2011:865"}},
      {"ECLI:NL:RVS: 2019:2411", {"ECLI:NL:RVS:2019:2411"}},
      {"ECLI:NL:RVS:2019: 2411, r.o. 3", {"ECLI:NL:RVS:2019:2411"}},
      {"ECLI:NL:HR:2019: dat is", {}},
      {"LJN BZ1234 en LJN: AB5678", {"LJN BZ1234", "LJN AB5678"}},
      {"ABRvS 12 maart 2014, zaak nr. 201303111/1/V2", {"201303111/1/V2"}},
      {"Zaaknummer 201303111/1/V2", {}},  // the judgment's own
      {"LJN-nummer: AF0111", {"LJN AF0111"}},
      {"EHRM 4 december 2031, nrs. 30511/04, 30512/04 en 30566/04 (Aa t. Nederland)",
       {"30511/04", "30512/04", "30566/04"}},
      {"EHRM 4 december 2031, nr. 30511/04 en in 2019/20 anders", {"30511/04"}},
      {"HR 16 oktober 2018, nr. 17/02411", {"17/02411"}},
      {"de toezegging T03311", {"T03311"}},
      {"LJN is oud; 123456789/1/22", {}},
  });
}

TEST(ReferenceForms, ReadADossierAloneOnlyInAListOfPapers) {
  const std::string bill = "Samenvoeging van de bermen - 31811";
  EXPECT_THAT(targets_of_blocks({bill, "Nota van wijziging - 31812-5", "Brief - 2009Z05511"}),
              ElementsAre("31811", "kst-31812-5", "2009Z05511"));
  EXPECT_THAT(targets_of_blocks({bill, "Nota van wijziging - 31812-5"}), ElementsAre("kst-31812-5"));
  EXPECT_THAT(targets_of_blocks({bill, bill, bill}), IsEmpty());
  const std::string others = "Zie 31822-178 en 31823-1345; niet NEN-31824-1.";
  EXPECT_THAT(targets_of_blocks({others, "Nota van wijziging - 31812-5", "Brief - 2009Z05511"}),
              ElementsAre("kst-31822-178", "kst-31823-1345", "kst-31812-5", "2009Z05511"));
  EXPECT_THAT(targets("Zie 31822-178"), IsEmpty());
}

TEST(ReferenceForms, ReadAJudgmentOverTheEndOfABlock) {
  EXPECT_THAT(targets_of_blocks({"Zie ECLI:NL:RVS:2019:", "2411 en C-411/10"}),
              ElementsAre("ECLI:NL:RVS:2019:2411", "C-411/10"));
  EXPECT_THAT(targets_of_blocks({"Zie ECLI:NL:RVS:2019:", "De Afdeling"}), IsEmpty());
}

TEST(ReferenceForms, ReadWhiteSpaceOfAnyKind) {
  expect({
      {"de documenten\u00A031511-8 en 31511-9", {"kst-31511-8", "kst-31511-9"}},
      {"Nota van wijziging\u00A0-\u00A031511-8", {"kst-31511-8"}},
      {"Kamerstukken II 36\u2009211 en 36\u2009212.", {"36211", "36212"}},
      {"het wetsvoorstel over de bermen\u00A0(30511).", {"30511"}},
      {"Provinciaal\u00A0blad 2024, 4311", {"prb-2024-4311"}},
      {"\u20ac\u00A023\u00A0456, nr. 3", {}},
  });
}

TEST(ReferenceForms, ReadAnAddressOverTheEndOfABlock) {
  EXPECT_THAT(targets_of_blocks({"Zie https://voorbeeld.nl/nieuws/2024/een-", "lang-verhaal-over-bermen.html"}),
              ElementsAre("https://voorbeeld.nl/nieuws/2024/een-lang-verhaal-over-bermen.html"));
  EXPECT_THAT(targets_of_blocks({"Zie https://voorbeeld.nl/nieuws/", "Kamerstuk 31 111, nr. 4"}),
              ElementsAre("https://voorbeeld.nl/nieuws/", "kst-31111-4"));
  EXPECT_THAT(targets_of_blocks({"Zie https://voorbeeld.nl/nieuws/2024/een", "lang-verhaal-over-bermen.html"}),
              ElementsAre("https://voorbeeld.nl/nieuws/2024/een"));
}

TEST(ReferenceForms, ReadThePaperOfSeveralDossiers) {
  expect({
      {"Kamerstukken 36222 en 31015, nr. 6", {"kst-36222-6", "kst-31015-6"}},
      {"Kamerstuk 36 222, 31 015 en 30 111 VI, nr. 6.", {"kst-36222-6", "kst-31015-6", "kst-30111-VI-6"}},
      {"Kamerstukken 36 222 en 31 015, nrs. 6 en 7",
       {
           "kst-36222-6",
           "kst-36222-7",
           "kst-31015-6",
           "kst-31015-7",
       }},
      {"Kamerstuk 36 222, nr. 5 en 31 015, nr. 6", {"kst-36222-5", "kst-31015-6"}},
  });
}

TEST(ReferenceForms, TakeNoNumberOfAnotherSeriesForAPaper) {
  expect({
      {"Nieuwsbrief 23 456, nr. 12 is verschenen", {}},
      {"Het RVO-nummer 36410-VI is gebruikt", {}},
      {"tussen 23 511-25 duizend leerlingen", {}},
      {"Kamerstuknummer 36410-VI, nr. 3", {"kst-36410-VI-3"}},
      {"dossiernummer 36 411-25", {"kst-36411-25"}},
  });
}

TEST(ReferenceForms, ReadChaptersAsTheyWereOncePrinted) {
  expect({
      {"Kamerstukken II 1999/2000, 26 811 IX B, nr. 7", {"kst-26811-IXB-7"}},
      {"Kamerstukken II 1997/98, 25 611 hfdst. XI, nr. 4", {"kst-25611-XI-4"}},
  });
}

TEST(ReferenceForms, ReadEuropeanActsThatDontStandAlone) {
  expect({
      {"de richtlijnen 2014/23/EU, 2014/24/EU en 2014/25/EU", {"32014L0023", "32014L0024", "32014L0025"}},
      {"de EU-verordening 2021/1119", {"32021R1119"}},
      {"Verordening (EU) 2016/679; (EU) 2016/679 geldt", {"32016R0679", "32016R0679"}},
      {"(EU) 2016/679 geldt", {"(EU) 2016/679"}},
  });
}

TEST(ReferenceForms, ReadAChamberAndItsSessionBeforeSeveralDossiers) {
  expect({
      {"Tweede Kamer, vergaderjaar 2003–2004, 29 211 VI en 28 611, nr. 19", {"kst-29211-VI-19", "kst-28611-19"}},
      {"Tweede Kamer, vergaderjaar 2003–2004, 29 211 VI en verder", {"29211-VI"}},
      {"EK 36 211, B en EK 36 211, C", {"kst-36211-B", "kst-36211-C"}},
  });
}

}  // namespace
}  // namespace griffier::publications
