#include "publications/identifier.h"
#include "tests/support/places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace griffier::publications {
namespace {

template <typename Kind>
Kind parsed(std::string_view id) {
  const auto identifier = parse_identifier(id);
  if (!identifier || !std::holds_alternative<Kind>(*identifier)) {
    ADD_FAILURE() << id << " is not of the expected series";
    return {};
  }
  return std::get<Kind>(*identifier);
}

std::string shown(std::string_view text) {
  const auto identifier = parse_display(text);
  return identifier ? to_id(*identifier) : "none";
}

std::string dossier(std::string_view text) {
  const auto found = parse_dossier(text);
  return found ? found->id() : "none";
}

TEST(Identifier, KeepsTheToevoegingOfABegrotingshoofdstuk) {
  EXPECT_EQ(parsed<Kamerstuk>("kst-36600-VII-1"), (Kamerstuk{{"36600", "VII"}, "1", {}}));
  EXPECT_EQ(parsed<Kamerstuk>("kst-21501-08-900"), (Kamerstuk{{"21501", "08"}, "900", {}}));
  EXPECT_EQ(parsed<Kamerstuk>("kst-36600-B-K"), (Kamerstuk{{"36600", "B"}, "K", {}}));
  EXPECT_EQ(parsed<Kamerstuk>("kst-35000-(R2345)-3"), (Kamerstuk{{"35000", "R2345"}, "3", {}}));
}

TEST(Identifier, TakesTheLastPartAsOndernummer) {
  EXPECT_EQ(parsed<Kamerstuk>("kst-19637-3274"), (Kamerstuk{{"19637", {}}, "3274", {}}));
  EXPECT_EQ(parsed<Kamerstuk>("kst-36867-A"), (Kamerstuk{{"36867", {}}, "A", {}}));
}

TEST(Identifier, SeparatesReprintsCorrectionsAndAnnexes) {
  EXPECT_EQ(parsed<Kamerstuk>("kst-36600-B-K-h1"), (Kamerstuk{{"36600", "B"}, "K", {'h', 1}}));
  EXPECT_EQ(parsed<Kamerstuk>("kst-36600-1-n2").suffix, (Suffix{'n', 2}));
  EXPECT_EQ(parsed<Aanhangsel>("ah-tk-20242025-546-h1").suffix, (Suffix{'h', 1}));
  EXPECT_EQ(parsed<Reeks>("stb-2018-84-b1"), (Reeks{"stb", "2018-84", {'b', 1}}));
  // Before the ondernummer there can be no suffix.
  EXPECT_EQ(parsed<Kamerstuk>("kst-36600-H1").suffix, Suffix{});
}

TEST(Identifier, TellsAnUnformattedPaperFromADossier) {
  EXPECT_EQ(parsed<Onopgemaakt>("kst-1259252"), (Onopgemaakt{"kst", "1259252", {}}));
  EXPECT_EQ(parsed<Onopgemaakt>("ah-17930"), (Onopgemaakt{"ah", "17930", {}}));
  EXPECT_EQ(parsed<Onopgemaakt>("blg-1093410"), (Onopgemaakt{"blg", "1093410", {}}));
  EXPECT_EQ(parsed<Onopgemaakt>("kv-123456"), (Onopgemaakt{"kv", "123456", {}}));
  EXPECT_FALSE(parse_identifier("kst-19637"));
}

TEST(Identifier, ReadsEverySeries) {
  EXPECT_EQ(parsed<Aanhangsel>("ah-tk-20242025-546"), (Aanhangsel{"tk", "2024-2025", 546, {}}));
  EXPECT_EQ(parsed<Aanhangsel>("ah-ek-19992000-3"), (Aanhangsel{"ek", "1999-2000", 3, {}}));
  EXPECT_EQ(parsed<Kamervraag>("kv-tk-2024Z18435"), (Kamervraag{"tk", "2024Z18435", {}}));
  EXPECT_EQ(parsed<Kamervraag>("kv-tk-20062007-KVR27039"), (Kamervraag{"tk", "20062007-KVR27039", {}}));
  EXPECT_EQ(parsed<Kamervraag>("kv-ek-123456"), (Kamervraag{"ek", "123456", {}}));
  EXPECT_EQ(parsed<Handelingen>("h-tk-20242025-12-3"), (Handelingen{"tk", "2024-2025", "12-3", {}}));
  EXPECT_EQ(parsed<Handelingen>("h-tk-19951996-40-3148-3148"), (Handelingen{"tk", "1995-1996", "40-3148-3148", {}}));
  EXPECT_EQ(parsed<Handelingen>("h-vv-20232024-1-1").kamer, "vv");
  EXPECT_EQ(parsed<Reeks>("nds-tk-2025D12345"), (Reeks{"nds-tk", "2025D12345", {}}));
  EXPECT_EQ(parsed<Reeks>("ag-ek-2024-10-01"), (Reeks{"ag-ek", "2024-10-01", {}}));
  EXPECT_EQ(parsed<Reeks>("kst-20072008-31200-IXB-3"), (Reeks{"kst", "20072008-31200-IXB-3", {}}));
  EXPECT_EQ(parsed<TweedeKamerDocument>("tk-2024D38123"), (TweedeKamerDocument{"2024D38123"}));
  EXPECT_EQ(parsed<Ecli>("ECLI:NL:HR:2024:1234"), (Ecli{"ECLI:NL:HR:2024:1234"}));
}

TEST(Identifier, PrintsBackWhatItRead) {
  for (const std::string id : {"kst-19637-3274",
                               "kst-36600-VII-1",
                               "kst-21501-08-900",
                               "kst-36600-B-K-h1",
                               "kst-26448-12a",
                               "kst-1259252-h1",
                               "kst-20072008-31200",
                               "kst-20032004-29200-VI-2-n1",
                               "kst-35000-R2345-3",
                               "ah-tk-20242025-546-n1",
                               "kv-tk-2024Z18435-h1",
                               "kv-tk-20062007-KVR27039",
                               "kv-23628",
                               "h-tk-20082009-7140-7144",
                               "h-ek-20122013-1-2-b3",
                               "stcrt-2008-123-p10-SC87654",
                               "gmb-2024-216934",
                               "bgr-2020-1",
                               "trb-1951-154",
                               "nds-tk-2025D00415",
                               "ag-tk-2024-10-01",
                               "blg-1093410",
                               "tk-2024D38123",
                               "ECLI:NL:CRVB:2014:356",
                               "ECLI:NL:XX:2009:BH1234.V2"}) {
    const auto identifier = parse_identifier(id);
    ASSERT_TRUE(identifier) << id;
    EXPECT_EQ(to_id(*identifier), id);
  }
}

TEST(Identifier, ForgivesCaseAndSurroundingSpace) {
  EXPECT_EQ(to_id(*parse_identifier("  KST-36600-vii-1-H1\n")), "kst-36600-VII-1-h1");
  EXPECT_EQ(to_id(*parse_identifier("kv-tk-2024z18435")), "kv-tk-2024Z18435");
  EXPECT_EQ(to_id(*parse_identifier("ecli:nl:hr:2024:1234")), "ECLI:NL:HR:2024:1234");
}

TEST(Identifier, RefusesWhatIsNone) {
  for (const char* const text : {"",
                                 "kst",
                                 "kst-",
                                 "kst--1",
                                 "kst-36600-",
                                 "kst-36600-VII-1-2-3-4",
                                 "ah-tk-20242026-1",
                                 "ah-tk-20242025-0",
                                 "ah-tk-20242025-01",
                                 "ah-xx-20242025-1",
                                 "ah-tk-20242025",
                                 "kv-tk-2024Z1843",
                                 "kv-tk-2024X18435",
                                 "h-tk-20242025",
                                 "h-tk-20242025-a",
                                 "tk-2024Z38123",
                                 "stb-18-84",
                                 "nds-tk-2025Z12345",
                                 "foo-1-2",
                                 "ECLI:NL:HR:2024",
                                 "ECLI:NL:HR:24:1",
                                 "ECLI:NLD:HR:2024:1",
                                 "ECLI:NL:HR:2024:1.",
                                 "ECLI:NL:HR:2024:A..B",
                                 "kst-36600-../1",
                                 "kst-19637-3274 x"})
    EXPECT_FALSE(parse_identifier(text)) << text;
  EXPECT_FALSE(parse_identifier("kst-36600-" + std::string(300, '1')));
}

TEST(Identifier, IsWrittenAsTheFieldDoes) {
  const auto display_of = [](std::string_view id) { return display(*parse_identifier(id)); };
  EXPECT_EQ(display_of("kst-19637-3274"), "Kamerstukken II, 19 637, nr. 3274");
  EXPECT_EQ(display_of("kst-36600-VII-1"), "Kamerstukken II, 36 600 VII, nr. 1");
  EXPECT_EQ(display_of("kst-36867-A"), "Kamerstukken I, 36 867, A");
  EXPECT_EQ(display_of("kst-21501-08-900"), "Kamerstukken II, 21 501-08, nr. 900");
  EXPECT_EQ(display_of("kst-35000-R2345-3-h1"), "Kamerstukken II, 35 000 (R2345), nr. 3, herdruk 1");
  EXPECT_EQ(display_of("ah-tk-20242025-546"), "Aanhangsel Handelingen II 2024/25, nr. 546");
  EXPECT_EQ(display_of("h-tk-20222023-104"), "Handelingen II 2022/23, nr. 104");
  EXPECT_EQ(display_of("h-ek-20222023-10-3"), "Handelingen I 2022/23, nr. 10, item 3");
  EXPECT_EQ(display_of("stb-2018-84"), "Stb. 2018, 84");
  EXPECT_EQ(display_of("ECLI:NL:HR:2024:1234"), "ECLI:NL:HR:2024:1234");
}

TEST(Identifier, ReadsItsOwnDisplayForm) {
  for (const char* const id :
       {"kst-19637-3274", "kst-36600-VII-1", "kst-36867-A", "kst-21501-08-900", "kst-36600-B-K-h1", "kst-35000-R2345-3",
        "kst-36600-A-1-n2", "kst-21501-02-AB", "ah-tk-20242025-546", "ah-ek-19992000-12-h1", "h-tk-20222023-104",
        "h-ek-20222023-10-3", "h-tk-20082009-7140-7144", "stb-2018-84-b1", "stcrt-2024-123", "trb-2020-5"})
    EXPECT_EQ(shown(display(*parse_identifier(id))), id) << display(*parse_identifier(id));
}

TEST(Identifier, ReadsADossierNumberHoweverItIsPrinted) {
  for (const char* const text : {"36 600 VII", "36 600-VII", "36600-VII", "36600 VII", "36600VII",
                                 "36\u2009600\u00A0VII", "36\u202F600 VII", " 36.600 VII ", "36 600\u2013VII"})
    EXPECT_EQ(dossier(text), "36600-VII") << text;
  EXPECT_EQ(dossier("19637"), "19637");
  EXPECT_EQ(dossier("19 637"), "19637");
  EXPECT_EQ(dossier("21 501-08"), "21501-08");
  EXPECT_EQ(dossier("21501-02"), "21501-02");
  EXPECT_EQ(dossier("12345-67"), "12345-67");
  EXPECT_EQ(dossier("35 000 (R2345)"), "35000-R2345");
  EXPECT_EQ(dossier("36 600 A"), "36600-A");
  EXPECT_EQ(dossier("36 600 IIA"), "36600-IIA");
}

TEST(Identifier, IsNoDossierWithAnOndernummer) {
  for (const char* const text :
       {"", "VII", "36 600 VII, nr. 12", "36 600 VII nr", "36 60", "366 000 000", "19637-3274", "x 19637"})
    EXPECT_EQ(dossier(text), "none") << text;
}

TEST(Identifier, PrintsADossierWithItsSpace) {
  EXPECT_EQ((Dossier{"36600", "VII"}).display(), "36 600 VII");
  EXPECT_EQ((Dossier{"19637", ""}).display(), "19 637");
  EXPECT_EQ((Dossier{"35000", "R2345"}).display(), "35 000 (R2345)");
  EXPECT_EQ((Dossier{"21501", "08"}).display(), "21 501-08");
}

TEST(Identifier, ReadsCitationsOfKamerstukken) {
  EXPECT_EQ(shown("36 600 VII, nr. 12"), "kst-36600-VII-12");
  EXPECT_EQ(shown("36\u2009600\u00A0VII, nr.\u202F12"), "kst-36600-VII-12");
  EXPECT_EQ(shown("Kamerstukken 2023/2024 32 317, nr. 872"), "kst-32317-872");
  EXPECT_EQ(shown("Kamerstukken 2023/2024, 32 317, nr. 872"), "kst-32317-872");
  EXPECT_EQ(shown("Kamerstuk 36 600-V, nr. 72"), "kst-36600-V-72");
  EXPECT_EQ(shown("36 471-64"), "kst-36471-64");
  EXPECT_EQ(shown("Kamerstukken II, 2023/24, 19 637, nr. 3220"), "kst-19637-3220");
  EXPECT_EQ(shown("Kamerstukken ll 2023/24, 36 410 XVI, nr. 160"), "kst-36410-XVI-160");
  EXPECT_EQ(shown("Kamerstukken I 2022/23, 36 000, A"), "kst-36000-A");
  EXPECT_EQ(shown("Eerste Kamer, 36 373, H"), "kst-36373-H");
  EXPECT_EQ(shown("21 501-08, nr. 900"), "kst-21501-08-900");
  EXPECT_EQ(shown("21501-08-900"), "kst-21501-08-900");
  EXPECT_EQ(shown("kamerstuk 29628, nr 1135."), "kst-29628-1135");
  EXPECT_EQ(shown("kst-19637-3274"), "kst-19637-3274");
}

TEST(Identifier, ReadsCitationsOfWhatIsNumberedByASession) {
  EXPECT_EQ(shown("Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 505"), "ah-tk-20242025-505");
  EXPECT_EQ(shown("Aanhangsel van de Handelingen II 2023/24, nr. 12"), "ah-tk-20232024-12");
  EXPECT_EQ(shown("Aanhangsel van de Handelingen I, vergaderjaar 2023-2024, nr. 3"), "ah-ek-20232024-3");
  EXPECT_EQ(shown("Handelingen II 2022/23, nr. 104"), "h-tk-20222023-104");
  EXPECT_EQ(shown("Handelingen II 2023/24, nr. 12, item 3"), "h-tk-20232024-12-3");
  EXPECT_EQ(shown("Handelingen EK 2012-2013, nr. 7, item 9"), "h-ek-20122013-7-9");
  EXPECT_EQ(shown("Staatsblad 2024, nr. 153"), "stb-2024-153");
  EXPECT_EQ(shown("ECLI:EU:C:2022:708"), "ECLI:EU:C:2022:708");
}

TEST(Identifier, IsNoCitationWhenMoreIsThere) {
  for (const char* const text :
       {"36 600 VII", "Kamerstuk 19 637", "32 317, nrs. 863 en 865", "de 36 600 VII, nr. 12",
        "36 600 VII, nr. 12 en meer", "Handelingen II", "Aanhangsel Handelingen, nr. 505", "2024", ""})
    EXPECT_EQ(shown(text), "none") << text;
}

TEST(Identifier, ReadsTheAanhangselnummerOfTheGegevensmagazijn) {
  EXPECT_EQ(to_id(*parse_aanhangselnummer("242501244")), "ah-tk-20242025-1244");
  EXPECT_EQ(to_id(*parse_aanhangselnummer("242500007", "ek")), "ah-ek-20242025-7");
  EXPECT_EQ(to_id(*parse_aanhangselnummer("990000012")), "ah-tk-19992000-12");
  for (const char* const text : {"", "24250124", "2425012444", "242600001", "242500000", "24250124x"})
    EXPECT_FALSE(parse_aanhangselnummer(text)) << text;
}

TEST(Identifier, NamesADocumentOnlyIfItIsSafeAsAPath) {
  for (const char* const id :
       {"kst-19637-3274", "ECLI:NL:HR:2024:1234", "page:ind:feiten", "a", "feed:nos:a%20b@c+d~(e)"})
    EXPECT_TRUE(is_safe_document_id(id)) << id;
  for (const char* const id : {"", ".", "..", "-x", ".git", "a..b", "a/b", "a b", "a\nb", "a\\b", "é", "a*", "a'b"})
    EXPECT_FALSE(is_safe_document_id(id)) << id;
  EXPECT_FALSE(is_safe_document_id(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_safe_document_id(std::string(200, 'a')));
  EXPECT_FALSE(is_safe_document_id(std::string(201, 'a')));
}

TEST(Identifier, IsSafeAsAPathWhateverItIs) {
  for (const char* const id : {"kst-35000-(R2345)-3", "kv-tk-20062007-KVR27039", "ECLI:NL:XX:2009:BH1234.V2"})
    EXPECT_TRUE(is_safe_document_id(to_id(*parse_identifier(id)))) << id;
}

TEST(Identifier, SurvivesAnyBytes) {
  std::mt19937 random(20241119);  // NOLINT: the same bytes every time
  static constexpr std::string_view kAlphabet = "kstahvlg-0123456789ZDIVX, nr.\xE2\x80\x93\xC2\xA0\xFF/()";
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    if (i % 2 == 0) text.insert(0, i % 4 == 0 ? "kst-36600-" : "Kamerstukken II ");
    for (const auto& identifier : {parse_identifier(text), parse_display(text)}) {
      if (!identifier) continue;
      EXPECT_EQ(parse_identifier(to_id(*identifier)), identifier) << text;
    }
    const auto found = parse_dossier(text);
    EXPECT_TRUE(!found || parse_dossier(found->display()) == found) << text;
    (void)is_safe_document_id(text);
  }
}

TEST(Identifier, KnowsAllRecordedOnes) {
  const std::filesystem::path folder = griffier::tests::source_dir() + "/../shared/recorded/ids";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared here";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line); ++count) {
      const auto identifier = parse_identifier(line);
      ASSERT_TRUE(identifier) << line;
      EXPECT_EQ(to_id(*identifier), line);
      EXPECT_TRUE(is_safe_document_id(line)) << line;
      if (std::holds_alternative<Kamerstuk>(*identifier) || std::holds_alternative<Aanhangsel>(*identifier) ||
          std::holds_alternative<Handelingen>(*identifier)) {
        EXPECT_EQ(shown(display(*identifier)), line);
      }
    }
  }
  EXPECT_GT(count, 4000U);
}

}  // namespace
}  // namespace griffier::publications
