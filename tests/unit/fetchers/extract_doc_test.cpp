#include <gtest/gtest.h>

#include <system_error>

#include "fetchers/extract/child.h"
#include "fetchers/extract/doc_changes.h"
#include "fetchers/extract/doc_print.h"
#include "tests/unit/fetchers/extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::lines_of;
using testing::read;

std::string printed(const std::string& output) {
  Extraction extraction;
  const ExtractLimits limits;
  BlockWriter writer(extraction, limits);
  write_printed_document(output, WordList("over\nheid\noverheid\n"), writer);
  return lines_of(extraction.text);
}

TEST(PrintedDocument, HasNotesBehindTheRule) {
  EXPECT_EQ(printed("De brug[1] is dicht[2].\n\n-----------------------\n[1] Verslag.\nBlz. 4.\n[2] Later.\n"),
            "P De brug[^1] is dicht[^2].\nF[1] Verslag. Blz. 4.\nF[2] Later.\n");
  EXPECT_EQ(printed("Tekst.\n\n-----------------------\n\nOns kenmerk\n"), "P Tekst.\nP Ons kenmerk\n");
}

TEST(PrintedDocument, HasTablesWhoseCellsGoOnOverTheirLines) {
  EXPECT_EQ(printed("|Jaar      |2030 |\n|Toezicht  |5    |\n|en raad   |     |\n|           |7    |\n"),
            "T Jaar|2030\nT Toezicht en raad|5\nT |7\n");
}

TEST(PrintedDocument, KeepsTablesThatFollowEachOtherApart) {
  EXPECT_EQ(printed("|Jaar|2030 |\n|Aantal|5  |\n\n|Stad|Urk |\n"), "T Jaar|2030\nT Aantal|5\nT1 Stad|Urk\n");
}

TEST(PrintedDocument, KeepsRowsApartThatAreFull) {
  EXPECT_EQ(printed("|Gemeenten|Raad |\n|Provincie|Staat|\n|die samen|en zo|\n"),
            "T Gemeenten|Raad\nT Provincie die samen|Staat en zo\n");
}

TEST(Doc, ThatIsNoneIsRefused) { EXPECT_THROW((void)extract("Geachte voorzitter", Format::doc), ExtractError); }

TEST(Doc, ThatIsDamagedIsRefusedWithItsReason) {
  const std::string head = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  for (const std::string& bytes : {head, head + std::string(4096, '\xFF'), head + std::string(70'000, '\0')}) {
    try {
      (void)extract(bytes, Format::doc);
      ADD_FAILURE() << "was read";
    } catch (const ExtractError& error) {
      EXPECT_FALSE(std::string(error.what()).empty());
    }
  }
}

TEST(DocChanges, LeaveOutWhatTheFormattedTextDoesNotShow) {
  EXPECT_EQ(shown_text("De brug is opendicht.\nNog een weg.\n", "De brug is *dicht*.\nNog een \n"),
            "De brug is dicht.\nNog een \n");
  EXPECT_EQ(shown_text("1x/2 en oud nieuw/kort", "1/2 en _nieuw/kort_"), "1/2 en nieuw/kort");
}

TEST(DocChanges, LeaveATextAloneOfWhichAllIsShown) {
  const std::string plain = "Zie a_b en 5*3 op https://voorbeeld.nl/x  (Directie)\n|a |b |\n";
  EXPECT_EQ(shown_text(plain, "Zie */a_b/* en _5*3_ op /https://voorbeeld.nl/x/ (DIRECTIE)\n|*a*|b |\n"), plain);
}

TEST(DocChanges, AreNotGuessedWhereTheTextsDiffer) {
  EXPECT_EQ(shown_text("De brug is dicht.", "Geheel iets zwart zzz"), std::nullopt);
  EXPECT_EQ(shown_text("De brug is dicht.", "De brug is dichtt."), std::nullopt);
  EXPECT_EQ(shown_text("De brug is dicht.", "De weg is dicht."), std::nullopt);
  EXPECT_EQ(shown_text("De brug is dicht.", "\n"), std::nullopt);
}

TEST(DocChanges, LeaveWhatIsShownAsItIsWritten) {
  EXPECT_EQ(shown_text("Gisteren kwamen de heren uit den haag en ook de dames van belgie. Hij zei dat het mocht.",
                       "Gisteren Hij zei dat het mocht."),
            "Gisteren Hij zei dat het mocht.");
  std::string deleted;
  for (int at = 0; at < 400; ++at) deleted += "hier kwam gewone tekst met een punt na de laatste regel van dit blad. ";
  const std::string shown = "Het bedrag is € 250, zei Quirine Xavier (VVD) op 12 mei 2024.";
  const std::string formatted = "Het bedrag is € 250, zei *QUIRINE* /Xavier/ (VVD) op 12 mei 2024.";
  const std::string head = "Aan de orde is artikel 7 van het besluit. ";
  EXPECT_EQ(shown_text(head + deleted + shown, head + formatted), head + shown);
  EXPECT_EQ(shown_text(head + "als u vraagt naar dat. U vraagt naar dit.", head + "U vraagt naar dit."),
            head + "U vraagt naar dit.");
}

TEST(DocChanges, MayBeOfAnyLengthAndAtEitherEnd) {
  std::string deleted;
  for (int at = 0; at < 10'000; ++at) deleted += "Woord" + std::to_string(at * 7 % 1000) + " ";
  const std::string before = "Aan de VVD en/of de heer De Wit: artikel 1. ";
  const std::string behind = "A. Kortom, 5*3 is 15 en Woord21 Woord28 blijft. ";
  EXPECT_EQ(shown_text(before + deleted + behind, before + behind), before + behind);
  EXPECT_EQ(shown_text(deleted + before, before), before);
  EXPECT_EQ(shown_text(before + deleted, before), before);
}

TEST(DocChanges, MayBeOfOneSentenceOfManyAlike) {
  const auto article = [](int number) {
    return "Artikel " + std::to_string(number) + " De minister en/of de staatssecretaris stelt regels.\n";
  };
  for (int gone = 1; gone <= 40; ++gone) {
    std::string plain;
    std::string formatted;
    std::string shown;
    for (int number = 1; number <= 40; ++number) {
      plain += article(number);
      if (number == gone) continue;
      shown += article(number);
      formatted += '*' + article(number).insert(article(number).size() - 1, "*");
    }
    EXPECT_EQ(shown_text(plain, formatted), shown);
  }
}

TEST(DocChanges, KeepTheSignsThatLookLikeMarks) {
  EXPECT_EQ(shown_text("Hij en zij komen en/of gaan.", "Hij en/of gaan."), "Hij en/of gaan.");
  EXPECT_EQ(shown_text("weg a*/b weg", "*a**/b*"), "a*/b");
  EXPECT_EQ(shown_text("en/of zo", "enof zo"), "enof zo");
}

TEST(DocChanges, LeaveATextAloneOfWhichCellsBreakElsewhere) {
  const std::string plain = "|Toezicht |5 |\n|en raad | |\n";
  EXPECT_EQ(shown_text(plain, "|*Toezicht en* |5 |\n|*raad* | |\n"), plain);
}

TEST(DocChanges, AreGivenUpWhereTheTextsWereMadeToTakeLong) {
  EXPECT_EQ(shown_text(std::string(100'000, 'b'), std::string(100'000, '*')), std::nullopt);
  EXPECT_EQ(shown_text(std::string(100'000, 'b'), std::string(100'000, 'a')), std::nullopt);
  EXPECT_EQ(shown_text(std::string(9'000'000, 'b'), "b"), std::nullopt);
}

TEST(DocChanges, CostNoMoreForATextThatRepeatsItself) {
  std::string plain;
  std::string formatted;
  while (plain.size() < 8'000'000) {
    plain += "woord weg ";
    formatted += "woord ";
  }
  EXPECT_EQ(shown_text(plain, formatted), formatted);
  EXPECT_EQ(shown_text(plain, "x" + formatted), std::nullopt);
  plain = std::string(4'000'000, 'a') + std::string(4'000'000, 'b');
  formatted = std::string(3'999'999, 'a') + std::string(3'999'999, 'b');
  EXPECT_EQ(shown_text(plain, formatted), formatted);
}

void put(std::string& bytes, std::size_t at, unsigned long value, std::size_t size) {
  for (; size > 0; --size, value >>= 8U) bytes.at(at++) = static_cast<char>(value & 0xFFU);
}
std::string number(unsigned long value, std::size_t size) {
  std::string bytes(size, '\0');
  put(bytes, 0, value, size);
  return bytes;
}

// A run of text with its properties (MS-DOC 2.6.1): bytes of sprms and their operands.
struct Run {
  std::string text;
  std::string properties;
};

constexpr std::size_t kSector = 512;
constexpr unsigned long kNone = 0xFFFFFFFF;
constexpr unsigned long kEnd = 0xFFFFFFFE;

// The stream WordDocument of Word 97: head, text, and a page with the properties of the runs (MS-DOC 2.5 and 2.9.33).
// `table` becomes the stream 1Table.
std::string word_stream(const std::vector<Run>& runs, std::string& table) {
  constexpr unsigned long kText = 0x600;
  constexpr unsigned long kPage = 6;
  std::string text;
  std::string stream(10 * kSector, '\0');
  table.assign(8 * kSector, '\0');
  const std::size_t page = kPage * kSector;
  std::size_t free = page + kSector - 2;
  for (std::size_t at = 0; at < runs.size(); ++at) {
    put(stream, page + 4 * at, kText + text.size(), 4);
    text += runs[at].text;
    const std::string& properties = runs[at].properties;
    if (properties.empty()) continue;
    free -= (properties.size() + 2) / 2 * 2;
    stream.replace(free, properties.size() + 1, number(properties.size(), 1) + properties);
    put(stream, page + 4 * (runs.size() + 1) + at, (free - page) / 2, 1);
  }
  const unsigned long end = kText + text.size();
  put(stream, page + 4 * runs.size(), end, 4);
  put(stream, page + kSector - 1, runs.size(), 1);
  put(stream, page + kSector, kText, 4);
  put(stream, page + kSector + 4, end, 4);
  put(stream, page + 2 * kSector - 1, 1, 1);
  stream.replace(kText, text.size(), text);
  for (const auto& [at, value] : std::vector<std::pair<std::size_t, unsigned long>>{
           {0, 0xA5EC}, {2, 0xC1}, {6, 0x413}, {10, 0x1200}, {12, 0xBF}, {32, 14}, {62, 22}, {152, 93}}) {
    put(stream, at, value, 2);
  }
  put(stream, 0x18, kText, 4);
  put(stream, 0x1C, end, 4);
  put(stream, 0x40, stream.size(), 4);
  put(stream, 0x4C, text.size(), 4);
  const std::string pieces =
      number(0, 4) + number(text.size(), 4) + number(0, 2) + number((kText * 2) | 0x40000000, 4) + number(0, 2);
  std::size_t used = 16;
  const auto part = [&](std::size_t index, const std::string& bytes) {
    table.replace(used, bytes.size(), bytes);
    put(stream, 0x9A + 8 * index, used, 4);
    put(stream, 0x9A + 8 * index + 4, bytes.size(), 4);
    used += (bytes.size() + 3) / 4 * 4;
  };
  // A style sheet with one empty style, without which antiword reads what it never had.
  part(1, number(18, 2) + number(1, 2) + number(10, 2) + number(1, 2) + std::string(14, '\0'));
  part(12, number(kText, 4) + number(end, 4) + number(kPage, 4));
  part(13, number(kText, 4) + number(end, 4) + number(kPage + 1, 4));
  part(33, "\x02" + number(pieces.size(), 4) + pieces);
  return stream;
}

std::string entry(const std::string& name, int kind, unsigned long right, unsigned long child, unsigned long start,
                  std::size_t size) {
  std::string bytes;
  for (const char c : name) bytes += std::string{c, '\0'};
  bytes.resize(64, '\0');
  bytes += number(name.empty() ? 0 : 2 * (name.size() + 1), 2) + number(static_cast<unsigned long>(kind), 1) +
           number(1, 1) + number(kNone, 4) + number(right, 4) + number(child, 4) + std::string(36, '\0') +
           number(start, 4) + number(size, 8);
  return bytes;
}

// A compound file (MS-CFB) with the two streams of a document.
std::string make_doc(const std::vector<Run>& runs) {
  std::string table;
  const std::string word = word_stream(runs, table);
  const std::size_t word_sectors = word.size() / kSector;
  const std::size_t all = 2 + word_sectors + table.size() / kSector;
  std::string chain = number(0xFFFFFFFD, 4) + number(kEnd, 4);
  for (std::size_t at = 2; at < all; ++at) {
    chain += number(at + 1 == 2 + word_sectors || at + 1 == all ? kEnd : at + 1, 4);
  }
  chain.resize(kSector, '\xFF');
  std::string head = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + number(0x3E, 2) + number(3, 2) +
                     number(0xFFFE, 2) + number(9, 2) + number(6, 2) + std::string(10, '\0') + number(1, 4) +
                     number(1, 4) + number(0, 4) + number(0x1000, 4) + number(kEnd, 4) + number(0, 4) +
                     number(kEnd, 4) + number(0, 4) + number(0, 4);
  head.resize(kSector, '\xFF');
  return head + chain + entry("Root Entry", 5, kNone, 1, kEnd, 0) + entry("WordDocument", 2, 2, kNone, 2, word.size()) +
         entry("1Table", 2, kNone, kNone, 2 + word_sectors, table.size()) + entry("", 0, kNone, kNone, 0, 0) + word +
         table;
}

bool has_antiword() {
  try {
    (void)run_child({"antiword", "-h"}, "", {});
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

TEST(Doc, TakesChangesAsAcceptedAndShowsNothingHidden) {
  if (!has_antiword()) GTEST_SKIP() << "antiword is not installed";
  using namespace std::string_literals;
  const std::string deleted = "\x00\x08\x01"s;
  const std::string inserted = "\x01\x08\x01"s;
  const std::string hidden = "\x3C\x08\x01"s;
  const std::string capitals = "\x3B\x08\x01"s;
  const Extraction letter = extract(make_doc({{"De brug is ", ""},
                                              {"open", deleted},
                                              {"dicht", inserted},
                                              {"geheim", hidden},
                                              {" en blijft dat.\rAan de ", ""},
                                              {"Directie Bruggen", capitals},
                                              {" te 1", ""},
                                              {"x", deleted},
                                              {"/2 Urk.\r", ""}}),
                                    Format::doc);
  EXPECT_EQ(lines_of(letter.text), "P De brug is dicht en blijft dat.\nP Aan de Directie Bruggen te 1/2 Urk.\n");
  EXPECT_TRUE(letter.warnings.empty());
}

}  // namespace
}  // namespace griffier::fetchers
