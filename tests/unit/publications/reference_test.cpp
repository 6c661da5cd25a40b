#include "publications/reference.h"
#include "tests/support/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

namespace griffier::publications {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Text paragraph(std::string text) {
  Text out;
  out.blocks.push_back({BlockKind::paragraph, 0, {}, std::move(text)});
  return out;
}

std::vector<std::string> targets(std::string text) {
  std::vector<std::string> out;
  for (const auto& reference : find_references(paragraph(std::move(text)))) out.push_back(reference.target);
  return out;
}

std::vector<std::string> kinds(std::string text) {
  std::vector<std::string> out;
  for (const auto& reference : find_references(paragraph(std::move(text)))) out.push_back(reference.kind);
  return out;
}

TEST(Reference, SaysWhatItIsWhereItStandsAndHowItIsPrinted) {
  Text text = paragraph("Eerst niets.");
  text.blocks.push_back({BlockKind::footnote, 0, "2", "Zie Kamerstukken II 2023/24, 31 123, nr. 45, p. 6."});
  EXPECT_THAT(find_references(text),
              ElementsAre(Reference{"kamerstuk", "kst-31123-45", "Kamerstukken II 2023/24, 31 123, nr. 45", 1}));
}

TEST(Reference, FindsKamerstukkenHoweverTheyAreCited) {
  for (const char* const text :
       {"Kamerstukken 2023/2024 31 123, nr. 45", "Kamerstukken 2023/2024, 31 123, nr. 45", "Kamerstuk 31 123, nr. 45)",
        "Kamerstukken, 2022-2023, 31123, nr. 45", "Kamerstuk II 31123, nr. 45",
        "Kamerstukken ll 2023/24, 31 123, nr 45", "Kamerstukken II2015–16, 31 123, nr. 45",
        "Kamerstukken II 2023–34, 31 123, nr. 45.", "Tweede Kamer, vergaderjaar 2022–2023, 31 123, nr. 45",
        "7Kamerstukken 31 123, nr. 45", "(31 123, nr. 45)", "de motie-Jansma (31123, nr. 45)",
        "de brief (31 123-45) over", "de brief (31 123-45, U kent die)", "TK 2023-2024, 31 123, nr. 45",
        "Kamer-stuk 31 123, nr. 45", "Kamerstuk- ken II, 31 123, nr. 45", "kst-31123-45",
        "Kamerstukken II, vergaderjaar 2023-2024, 31\u2009123, nr.\u00A045"})
    EXPECT_THAT(targets(text), ElementsAre("kst-31123-45")) << text;
}

TEST(Reference, FindsTheNumberThatTheChairGivesAMotion) {
  EXPECT_THAT(targets("Zij krijgt nr. 210 ( 31123 )."), ElementsAre("kst-31123-210"));
  EXPECT_THAT(targets("Zij krijgt nr. 21 (36600-VII)."), ElementsAre("kst-36600-VII-21"));
  EXPECT_THAT(targets("Zij krijgen de nrs. 4 en 5 (31 123)."), ElementsAre("kst-31123-4", "kst-31123-5"));
  EXPECT_THAT(targets("Zij krijgt nr. 210 van de heer Verzonnen (31123)"), IsEmpty());
  EXPECT_THAT(targets("Wie krijgt 210 (31123) daarvan?"), IsEmpty());
}

TEST(Reference, FindsThePaperAtTheEndOfAnItemOfAList) {
  EXPECT_THAT(targets("Brief over de verzonnen dijken - 31123-45"), ElementsAre("kst-31123-45"));
  EXPECT_THAT(targets("Nota van wijziging \u2013 31123-8 "), ElementsAre("kst-31123-8"));
  EXPECT_THAT(targets("telefoon - 31123-45 of 46"), IsEmpty());
  EXPECT_THAT(targets("Betreft documenten 31123-8"), ElementsAre("kst-31123-8"));
}

TEST(Reference, KeepsTheToevoegingOfADossier) {
  EXPECT_THAT(targets("Kamerstuk 36 600-V, nr. 72"), ElementsAre("kst-36600-V-72"));
  EXPECT_THAT(targets("Kamerstukken II 2023/24, 36 410 XVI, nr. 160"), ElementsAre("kst-36410-XVI-160"));
  EXPECT_THAT(targets("de brief 21 501-20, nr. 2000, en"), ElementsAre("kst-21501-20-2000"));
  EXPECT_THAT(targets("Kamerstukken I 2022/23, 36 200 VI, A"), ElementsAre("kst-36200-VI-A"));
}

TEST(Reference, FindsTheLettersOfTheEersteKamer) {
  EXPECT_THAT(targets("Eerste Kamer, 36 111, H"), ElementsAre("kst-36111-H"));
  EXPECT_THAT(targets("Kamerstukken I 2022/23, 36 111, A en B"), ElementsAre("kst-36111-A", "kst-36111-B"));
  EXPECT_THAT(targets("Kamerstukken I 36 111 H"), ElementsAre("kst-36111-H"));
}

TEST(Reference, FindsEveryPaperOfAList) {
  EXPECT_THAT(targets("Kamerstukken II 2023/24, 32 111, nrs. 863 en 865"),
              ElementsAre("kst-32111-863", "kst-32111-865"));
  EXPECT_THAT(targets("32 111, nrs. 3, 5 en 7, en verder"), ElementsAre("kst-32111-3", "kst-32111-5", "kst-32111-7"));
  EXPECT_THAT(targets("32 111, nrs. 3 t/m 5"), ElementsAre("kst-32111-3", "kst-32111-4", "kst-32111-5"));
  EXPECT_THAT(targets("Kamerstukken II 2022/23, 36 200 VI, nr. 12 en 36 200 VII, nr. 3"),
              ElementsAre("kst-36200-VI-12", "kst-36200-VII-3"));
  EXPECT_THAT(targets("(Kamerstukken 23 111, nr. 811 en 29 111, nr. 1207)"),
              ElementsAre("kst-23111-811", "kst-29111-1207"));
  EXPECT_THAT(targets("Kamerstukken II, 25 111, nr. 679, nr. 684 en 685, en het rapport"),
              ElementsAre("kst-25111-679", "kst-25111-684", "kst-25111-685"));
}

TEST(Reference, PrintsEachPaperOfAListByItself) {
  const auto found = find_references(paragraph("32 111, nrs. 863 en 865"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].printed, "32 111, nrs. 863");
  EXPECT_EQ(found[1].printed, "865");
}

TEST(Reference, LeavesOutWhatIsOnlyCountedBehindANumber) {
  EXPECT_THAT(targets("Kamerstuk 32 111, nr. 12 en 3 andere moties"), ElementsAre("kst-32111-12"));
  EXPECT_THAT(targets("Kamerstuk 32 111, nr. 1024 3 Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2"),
              ElementsAre("kst-32111-1024"));
}

TEST(Reference, NamesADossierThatIsCitedWithoutANumber) {
  EXPECT_THAT(kinds("zie Kamerstuk 32 111 daarover"), ElementsAre("dossier"));
  EXPECT_THAT(targets("zie Kamerstuk 36 600 VII daarover"), ElementsAre("36600-VII"));
  EXPECT_THAT(targets("In Kamerstuk 32 111 U en ik"), ElementsAre("32111"));
}

TEST(Reference, SeesNoPaperInOrdinaryNumbers) {
  for (const char* const text :
       {"een bedrag van 36 600 euro", "36 600 mensen, waarvan 12", "de Tweede Kamer 36 600 brieven", "12345-67",
        "telefoon 070 12345, 12345", "Postbus 20018", "in 2023/2024 waren het er 45", "nr. 12", "€ 1 936 600",
        "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 2", "Aanhangsel van de Handelingen", "2024 19 november"})
    EXPECT_THAT(targets(text), IsEmpty()) << text;
}

TEST(Reference, FindsAanhangselAndHandelingen) {
  EXPECT_THAT(targets("Zie ook Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 505."),
              ElementsAre("ah-tk-20242025-505"));
  EXPECT_THAT(targets("10Aanhangsel Handelingen II, vergaderjaar 2024–2025,nr. 135, (bijlage)"),
              ElementsAre("ah-tk-20242025-135"));
  EXPECT_THAT(targets("Aanhangsel van de Handelingen II, 2022/-23, nr. 1823."), ElementsAre("ah-tk-20222023-1823"));
  EXPECT_THAT(targets("Aanhangsel Handelingen II 2023/24, nrs. 5 en 6"),
              ElementsAre("ah-tk-20232024-5", "ah-tk-20232024-6"));
  EXPECT_THAT(targets("Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel van de Handelingen, nr. 7"),
              ElementsAre("ah-tk-20232024-7"));
  EXPECT_THAT(targets("Kamervragen (Aanhangsel) 2007–2008, nr. 12"), ElementsAre("ah-tk-20072008-12"));
  EXPECT_THAT(targets("(Handelingen II 2022/23, nr. 104, Regeling van Werkzaamheden)"),
              ElementsAre("h-tk-20222023-104"));
  EXPECT_THAT(targets("Handelingen II 2023/24, nr. 12, item 3, p. 4"), ElementsAre("h-tk-20232024-12-3"));
  EXPECT_THAT(targets("Handelingen II 2008/09, p. 7140-7144"), ElementsAre("h-tk-20082009-7140-7144"));
}

TEST(Reference, FindsZaaknummersAndDocumentNumbers) {
  EXPECT_THAT(kinds("(vraagnummer 2024Z14814), 2024D38123"), ElementsAre("zaak", "document"));
  EXPECT_THAT(targets("AH 617 2024Z 17972 Antwoord"), ElementsAre("2024Z17972"));
  EXPECT_THAT(targets("32024Z15585/2024D37938"), ElementsAre("2024Z15585", "2024D37938"));
  EXPECT_THAT(targets("2024Z1481, 12024Z148141 en 1924Z14814"), IsEmpty());
}

TEST(Reference, FindsIdentifiersThatAreWrittenOut) {
  EXPECT_THAT(kinds("ah-tk-20242025-562 kv-tk-2024Z18435 stb-2018-84 blg-1093410."),
              ElementsAre("aanhangsel", "kamervraag", "staatsblad", "publication"));
  EXPECT_THAT(targets("het arrest ECLI:EU:C:2022:708, punt 3"), ElementsAre("ECLI:EU:C:2022:708"));
  EXPECT_THAT(targets("het arrest (ECLI:NL:HR:2024:1234)."), ElementsAre("ECLI:NL:HR:2024:1234"));
}

TEST(Reference, FindsTheGazettes) {
  EXPECT_THAT(targets("2Stb. 2024, 153, en Stcrt. 2020, nr. 12; Trb. 2019/5"),
              ElementsAre("stb-2024-153", "stcrt-2020-12", "trb-2019-5"));
  EXPECT_THAT(targets("het Staatsblad 2024, nr. 153, en de Staatscourant van 2020"), ElementsAre("stb-2024-153"));
}

TEST(Reference, FindsArticlesWithTheirLaw) {
  EXPECT_THAT(targets("artikel 3:47 Awb"), ElementsAre("artikel 3:47 Awb"));
  EXPECT_THAT(targets("artikel 68 van de Grondwet."), ElementsAre("artikel 68 Grondwet"));
  EXPECT_THAT(targets("artikel 3:47 van de Algemene wet bestuursrecht, waarin"), ElementsAre("artikel 3:47 Awb"));
  EXPECT_THAT(targets("artikelen 173, 173a en 173b Sr"),
              ElementsAre("artikel 173 Sr", "artikel 173a Sr", "artikel 173b Sr"));
  EXPECT_THAT(targets("artikel 29, eerste lid, aanhef en onder b, van de Vreemdelingenwet 2000 is"),
              ElementsAre("artikel 29 Vw 2000"));
  EXPECT_THAT(targets("art. 6 EVRM en Artikel 47 van het EU-Handvest"),
              ElementsAre("artikel 6 EVRM", "artikel 47 EU-Handvest"));
  EXPECT_THAT(targets("artikel 2.3 van de Wet maatschappelijke ondersteuning 2015 verlenen"),
              ElementsAre("artikel 2.3 Wmo 2015"));
  EXPECT_THAT(targets("artikel 2 van de Tijdelijke wet Iets aan te passen"),
              ElementsAre("artikel 2 Tijdelijke wet Iets"));
  EXPECT_THAT(targets("artikel 5 lid 2 van het Wetboek van Strafrecht."), ElementsAre("artikel 5 Sr"));
}

TEST(Reference, NamesNoArticleWithoutALaw) {
  for (const char* const text :
       {"het artikel «Tekort»", "artikel 5 van dit verslag", "artikel 5", "artikel", "art 12 van de heer"})
    EXPECT_THAT(targets(text), IsEmpty()) << text;
}

TEST(Reference, FindsEuropeanActsAndCases) {
  EXPECT_THAT(targets("Verordening (EU) 2016/679 en Richtlijn (EU) 2016/680"), ElementsAre("32016R0679", "32016L0680"));
  EXPECT_THAT(targets("Verordening (EG) nr. 810/2009, richtlijn 2013/32/EU, Richtlijn 95/46/EG"),
              ElementsAre("32009R0810", "32013L0032", "31995L0046"));
  EXPECT_THAT(targets("zie (EU) 2016/680 en 32016R0679"), ElementsAre("(EU) 2016/680", "32016R0679"));
  EXPECT_THAT(targets("de zaken C-159/21 en T\u201112/20."), ElementsAre("C-159/21", "T-12/20"));
  EXPECT_THAT(kinds("C-159/21"), ElementsAre("case"));
}

TEST(Reference, FindsOtherNumbers) {
  EXPECT_THAT(targets("BWBR0035951, TZ202306-026 en VNVR-resolutie 2735"),
              ElementsAre("BWBR0035951", "TZ202306-026", "VNVR-resolutie 2735"));
}

TEST(Reference, FindsAddressesWithoutTheMarksAroundThem) {
  EXPECT_THAT(targets("(www.voorbeeld.nl/pad)."), ElementsAre("https://www.voorbeeld.nl/pad"));
  EXPECT_THAT(targets("zie https://voorbeeld.nl/a_(b), of «http://x.nl»"),
              ElementsAre("https://voorbeeld.nl/a_(b)", "http://x.nl"));
  EXPECT_THAT(targets("info@voorbeeld.nl"), IsEmpty());
}

TEST(Reference, PutsAnAddressTogetherThatALineEndHasCut) {
  EXPECT_THAT(targets("(https://voorbeeld.nl/nieuws/2024/een- lang-verhaal~a12)"),
              ElementsAre("https://voorbeeld.nl/nieuws/2024/een-lang-verhaal~a12"));
  EXPECT_THAT(targets("https:// www.voorbeeld.nl/stuk.pdf en"), ElementsAre("https://www.voorbeeld.nl/stuk.pdf"));
  EXPECT_THAT(targets("https://voorbeeld.nl/nieuws/ en verder"), ElementsAre("https://voorbeeld.nl/nieuws/"));
  EXPECT_THAT(targets("https://voorbeeld.nl/nieuws/ Kamerstuk 31 123, nr. 45"),
              ElementsAre("https://voorbeeld.nl/nieuws/", "kst-31123-45"));
}

TEST(Reference, SeesNothingInsideAnAddress) {
  EXPECT_THAT(kinds("https://voorbeeld.nl/kst-31123-45.html?id=ECLI:NL:HR:2024:1&zaak=2024Z14814"), ElementsAre("url"));
}

TEST(Reference, TellsPublicationsFromTheOthers) {
  EXPECT_TRUE(names_publication({"kamerstuk", "kst-1-2", "", 0}));
  EXPECT_TRUE(names_publication({"zaak", "2024Z14814", "", 0}));
  for (const char* const kind : {"law", "celex", "case", "url", "dossier", "toezegging", "resolution"})
    EXPECT_FALSE(names_publication({kind, "", "", 0})) << kind;
}

// The paragraphs of a plain text: lines between empty ones.
Text paragraphs_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  Text text;
  std::string whole;
  const auto flush = [&] {
    if (!whole.empty()) text.blocks.push_back({BlockKind::paragraph, 0, {}, whole});
    whole.clear();
  };
  for (std::string line; std::getline(file, line);) {
    const auto begin = line.find_first_not_of(" \t\f\r");
    if (begin == std::string::npos) {
      flush();
      continue;
    }
    whole += (whole.empty() ? "" : " ") + line.substr(begin, line.find_last_not_of(" \t\f\r") + 1 - begin);
  }
  flush();
  return text;
}

std::set<std::string> strings_of(const boost::json::value& list) {
  std::set<std::string> out;
  if (list.is_array())
    for (const auto& item : list.get_array()) out.emplace(item.get_string());
  return out;
}

TEST(Reference, AgreesWithACarefulReader) {
  const std::filesystem::path shared = griffier::tests::source_dir() + "/../shared";
  if (!std::filesystem::exists(shared)) GTEST_SKIP() << "no ../shared here";
  std::size_t right = 0;
  std::size_t missing = 0;
  std::size_t extra = 0;
  for (const char* const folder : {"recorded/pdftext_kv_ah", "seeds"})
    for (const auto& entry : std::filesystem::directory_iterator(shared / folder)) {
      std::ifstream file(shared / "truth" / (entry.path().stem().string() + ".json"));
      if (!file) continue;
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      const auto truth = boost::json::parse(bytes).as_object();
      const auto wanted = strings_of(truth.at("references"));
      std::set<std::string> found;
      for (const auto& reference : find_references(paragraphs_of(entry.path())))
        if (names_publication(reference)) found.insert(reference.target);
      for (const auto& own : strings_of(truth.at("see_also"))) found.erase(own);
      for (const char* const key : {"document_id", "zaaknummer"})
        if (truth.at(key).is_string()) found.erase(std::string(truth.at(key).get_string()));
      for (const auto& target : wanted) (found.contains(target) ? right : missing) += 1;
      for (const auto& target : found) extra += wanted.contains(target) ? 0 : 1;
    }
  ASSERT_GT(right, 0U);
  EXPECT_GE(static_cast<double>(right) / static_cast<double>(right + missing), 0.98);
  EXPECT_GE(static_cast<double>(right) / static_cast<double>(right + extra), 0.98);
}

TEST(Reference, StandsInTheTextAsItIsPrinted) {
  std::mt19937 random(7);  // NOLINT: the same texts every time
  static constexpr std::string_view kPieces[] = {
      "Kamerstukken ", "II ",          "2023/24, ",   "36 600",     " VII",   ", nr. ",   "12",    " en ",
      "t/m ",          "Handelingen ", "Aanhangsel ", "artikel ",   "3:47 ",  "Awb",      "www.",  "x.nl/",
      "ECLI:NL:",      "HR:",          "2024:1",      "2024Z14814", "\u00A0", "\xE2\x80", "\xFF",  "(EU) ",
      "2016/679",      "C-1",          "/21 ",        "stb-",       "-",      ")",        "Stb. ", "vergaderjaar ",
      "Tweede Kamer "};
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = random() % 14; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    for (const auto& reference : find_references(paragraph(text))) {
      EXPECT_NE(text.find(reference.printed), std::string::npos) << text;
      EXPECT_FALSE(reference.target.empty()) << text;
    }
  }
}

TEST(Reference, TakesTimeInProportionToTheText) {
  constexpr std::size_t kSize = 300'000;
  for (const std::string piece : {"7",
                                  "7 ",
                                  "36 600 ",
                                  "Kamerstukken ",
                                  "Kamerstuk 36 600 VII, nr. 1, ",
                                  "artikel 3 en 4, ",
                                  "www.",
                                  "https://",
                                  "www.) ",
                                  " ",
                                  "a",
                                  "-",
                                  "(EU) ",
                                  "Tweede Kamer, ",
                                  "ECLI:",
                                  "2024Z",
                                  "36-",
                                  "artikel 1 Wet op de en ",
                                  "\xC2\xA0",
                                  "(30111 wet ",
                                  "31123-4; ",
                                  "Stcrt. van 1 mei 2020, nr. 1, ",
                                  "Aanhangsel nr. 1, 2, ",
                                  "Kamerstuk 36 600, Titel ",
                                  "Kamerstuk 36 600, nr. 1, p. 2, 3 (",
                                  "ECLI: ",
                                  "artikelen 3, eerste lid, 4, ",
                                  "Handelingen II 2019/20, nr. 1 en ",
                                  "HR 1/2 ",
                                  "wetsvoorstel 36 600, ",
                                  "http://a/ "}) {
    std::string text;
    while (text.size() < kSize) text += piece;
    const Text whole = paragraph(std::move(text));
    const auto begin = std::chrono::steady_clock::now();
    (void)find_references(whole);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(taken.count(), 10.0) << "300 kB of \"" << piece << "\"";  // quadratic would take minutes
  }
}

TEST(References, AreReadInTheFormsThatPeopleWrite) {
  const std::vector<std::pair<const char*, std::vector<std::string>>> kForms{
      {"Kamerstukken II, 36 045, 35.", {"kst-36045-35"}},
      {"Kamerstuk 36 045, nr. 16, blz. 3 en nr. 17", {"kst-36045-16", "kst-36045-17"}},
      {"Kamerstuk 36 045, nr. 16, p. 3–5, nr. 17, p. 4", {"kst-36045-16", "kst-36045-17"}},
      {"Kamerstuk 36 045, nr. 16, blz. 3 en 17", {"kst-36045-16"}},
      {"Kamerstuk 36 600 VII, nr. 9-h1", {"kst-36600-VII-9-h1"}},
      {"EHRM 21 januari 2031, nr. 98765/09 (Aa t. Nederland)", {"98765/09"}},
      {"EHRM 21 januari 2031, Aa en Bee t. Nederland, 98765/09", {"98765/09"}},
      {"het EHRM oordeelde in 2019/2020 anders", {}},
      {"VN-document A/HRC/52/66 en S/RES/2334", {"A/HRC/52/66", "S/RES/2334"}},
      {"CCPR/C/NLD/CO/5, punt 3", {"CCPR/C/NLD/CO/5"}},
      {"de teams A/B en S/M/L", {}},
      {"COM(2031) 123 en SWD (2031) 12 final", {"COM(2031) 123", "SWD(2031) 12"}},
      {"Kamerstukken II 2024-25, 36 600 VI, 12", {"kst-36600-VI-12"}},
      {"Kamerstuk 36 410, 12 mei 2024", {"36410"}},
      {"Kamerstuk 36 410, 12 350 gulden", {"36410"}},
      {"TK 2021-2022, 29279, 355)", {"kst-29279-355"}},
      {"Kamerstuk 21 501 32, nr. 1502", {"kst-21501-32-1502"}},
      {"Kamerstuk 36 600 hoofdstuk VI, nr. 3", {"kst-36600-VI-3"}},
      {"Dossier 32 813", {"32813"}},
      {"dossier 32813", {}},
      {"dossiernummer 32813/2019", {}},
      {"Hand. II 2022/23, 103-3", {"h-tk-20222023-103-3"}},
      {"Handelingen der Kamer II, vergaderjaar 2020–2021, nr. 12", {"h-tk-20202021-12"}},
      {"Stb. 2024, 12 en 13.", {"stb-2024-12", "stb-2024-13"}},
      {"Stb. 2024, 12 en 2025 is", {"stb-2024-12"}},
      {"Stb. 2024, 12 en 3 andere", {"stb-2024-12"}},
      {"Verordening 2016/679", {"32016R0679"}},
      {"Richtlijn nr. 2004/38/EG", {"32004L0038"}},
      {"artikel 3.1 Wht", {"artikel 3.1 Wht"}},
      {"artikel 1 van Boek 7 van het Burgerlijk Wetboek", {"artikel 7:1 BW"}},
      {"artikel 7:658 BW", {"artikel 7:658 BW"}},
      {"artikel 30, eerste lid, onder 2°, van de Wet op de omzetbelasting 1968",
       {"artikel 30 Wet op de omzetbelasting 1968"}},
      {"Artikel 3:47 van de Algemene wet bestuursrecht blijft van kracht", {"artikel 3:47 Awb"}},
      {"artikel 7 van de Wet op de bermen blijft gelden", {"artikel 7 Wet op de bermen"}},
      {"art. 10 Wet Open Overheid", {"artikel 10 Woo"}},
  };
  for (const auto& [text, wanted] : kForms) EXPECT_EQ(targets(text), wanted) << text;
}

}  // namespace
}  // namespace griffier::publications
