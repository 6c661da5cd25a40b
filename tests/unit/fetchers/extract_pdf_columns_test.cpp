#include <gtest/gtest.h>

#include "extract_support.h"
#include "fetchers/extract/pdf_lines.h"

namespace griffier::fetchers {
namespace {

using testing::make_pdf;
using testing::Piece;
using testing::read;

// Lines of prose from a place on down, as a column of a page set in two.
double add_column(std::vector<Piece>& page, double left, double top, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    page.push_back({left, top, 9, line});
    top += 11;
  }
  return top;
}

const std::vector<std::string> kLeft = {"De brug bij Verzonnenstad is een eeuw oud en draagt meer",
                                        "verkeer dan waarvoor zij ooit gebouwd werd, zodat de",
                                        "pijlers nu elk voorjaar door duikers worden bekeken en",
                                        "de weg eroverheen een nacht lang gesloten blijft, ook",
                                        "voor fietsers en voor wie te voet van de ene oever naar",
                                        "de andere wil, die dan langs de sluis moet lopen om er",
                                        "te komen, wat bij hoog water een uur kan duren en in de",
                                        "winter niet kan, omdat het pad dan onder water staat en",
                                        "de gemeente er geen licht laat branden, zoals dat vroeger",
                                        "wel het geval was toen er nog een veerman woonde, die de",
                                        "lampen zelf vulde en ze elke avond bij het vallen van de",
                                        "schemering aanstak, tot het huis werd verkocht en afge-"};
const std::vector<std::string> kRight = {"broken om plaats te maken voor een weg die er nooit kwam",
                                         "en waarvan de tekening nu in het museum hangt, naast het",
                                         "portret van de man die hem bedacht en die er zijn hele",
                                         "vermogen aan gaf zonder dat iemand het hem gevraagd had",
                                         "of hem er later voor bedankte, al noemde de raad wel een",
                                         "steeg naar hem die bij de haven begint en bij de markt",
                                         "eindigt, zodat wie daar loopt zijn naam nog lezen kan op",
                                         "het bord dat aan de gevel van de oude waag is gehangen",
                                         "en dat elk jaar door de schilder wordt bijgewerkt, op de",
                                         "dag dat de brug haar verjaardag viert met muziek en met",
                                         "een optocht van schepen, waarvan de grootste onder haar",
                                         "door vaart en de kleinste aan de kade moeten wachten."};

TEST(PdfColumns, AreReadOneAfterTheOtherEachWithItsNotes) {
  std::vector<Piece> first;
  add_column(first, 60, 100, kLeft);
  first.push_back({298.5, 97, 5, "1"});
  first.push_back({60, 700, 4, "1"});
  first.push_back({66, 701, 6.4, "Kamerstuk 99 991, nr. 4."});
  add_column(first, 320, 100, kRight);
  first.push_back({558.5, 97, 5, "2"});
  first.push_back({320, 690, 4, "2"});  // no room beside the number
  first.push_back({320, 699, 6.4, "https://voorbeeld.nl/documenten/rapporten/2031/onder"});
  first.push_back({320, 707, 6.4, "zoek-naar-de-oude-brug"});
  std::vector<Piece> last;  // a few lines, columns as on the first page
  add_column(last, 60, 100,
             {"Ook de sluis is oud en wordt daarom volgend jaar door",
              "een nieuwe vervangen die breder is dan de oude, en die"});
  add_column(
      last, 320, 100,
      {"bovendien ook bij laag water open kan, wat tot nu toe", "niet zonder gevaar voor de schepen mogelijk was."});

  const std::string text = read(make_pdf({first, last}), Format::pdf);
  EXPECT_NE(text.find("tot het huis werd verkocht en afgebroken om plaats te maken"), std::string::npos) << text;
  EXPECT_NE(text.find("breder is dan de oude, en die bovendien ook bij laag water"), std::string::npos) << text;
  EXPECT_NE(text.find("eeuw oud en draagt meer[^1] verkeer"), std::string::npos) << text;
  EXPECT_NE(text.find("F[1] Kamerstuk 99 991, nr. 4.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("F[2] https://voorbeeld.nl/documenten/rapporten/2031/onderzoek-naar-de-oude-brug\n"),
            std::string::npos)
      << text;
}

TEST(PdfFeet, AreNotTheLinesInWhichNotesOfThreePagesEndAlike) {
  std::vector<std::vector<Piece>> pages;
  for (const std::string number : {"1", "2", "3"}) {
    std::vector<Piece> page;
    const double end = add_column(page, 60, 100, {kLeft.begin(), kLeft.end() - 1});
    page.push_back({60, end, 9, "schemering aanstak."});
    page.push_back({143.5, end - 3, 5, number});
    page.push_back({60, 740, 4, number});
    page.push_back({66, 741, 6.4, "Brief van 4 mei 2031 over de brug en de sluis bij Verzonnenstad en over de weg"});
    page.push_back({60, 749, 6.4, "daarheen (Kamerstuk 99 99" + number + ", nr. " + number + ")."});
    page.push_back({60, 780, 8, "Pagina " + number + " van 3"});
    pages.push_back(std::move(page));
  }
  const std::string text = read(make_pdf(pages), Format::pdf);
  for (const std::string number : {"1", "2", "3"}) {
    const auto note = "F[" + number +
                      "] Brief van 4 mei 2031 over de brug en de sluis bij Verzonnenstad en over de weg " +
                      "daarheen (Kamerstuk 99 99" + number + ", nr. " + number + ").\n";
    EXPECT_NE(text.find(note), std::string::npos) << text;
  }
  EXPECT_EQ(text.find("Pagina"), std::string::npos) << text;
}

TEST(PdfFeet, LeaveATableThatGoesDownToThemWhole) {
  std::vector<std::vector<Piece>> pages;
  std::string expected;
  for (int page = 0; page < 4; ++page) {
    std::vector<Piece> pieces;
    for (int row = 0; row < 50; ++row) {
      const double top = 60 + row * 14;
      const std::string haven = "Haven " + std::to_string(page * 50 + row);
      const std::string ships = std::to_string(row % 7);
      pieces.push_back({60, top, 9, haven});
      pieces.push_back({260, top, 9, ships});
      pieces.push_back({420, top, 9, "2031"});  // the same on each page
      expected += "T " + haven + "|" + ships + "|2031\n";
    }
    pieces.push_back({290, 800, 9, std::to_string(page + 1)});
    pages.push_back(std::move(pieces));
  }
  EXPECT_EQ(read(make_pdf(pages), Format::pdf), expected);
}

TEST(PdfFeet, AreNotTheLastLinesOfTextThatCountTheirPages) {
  std::vector<std::vector<Piece>> pages;
  for (int number = 1; number <= 4; ++number) {
    std::vector<Piece> page;
    double top = 80;
    while (top < 740) top = add_column(page, 60, top, {kLeft.begin(), kLeft.begin() + 1});
    page.push_back({60, top, 9, "Totaal " + std::to_string(number)});
    page.push_back({60, top + 11, 9, "Artikel 1" + std::to_string(number)});
    page.push_back({290, 820, 9, std::to_string(number)});
    pages.push_back(std::move(page));
  }
  const std::string text = read(make_pdf(pages), Format::pdf);
  for (const auto* const said : {"Totaal 1", "Totaal 4", "Artikel 11", "Artikel 14"})
    EXPECT_NE(text.find(said), std::string::npos) << said << " in " << text;
}

TEST(PdfFeet, AreNotTheNumberOfAQuestionAtThePagesTop) {
  const std::string text =
      read(make_pdf({{{60, 60, 9, "1"}, {60, 71, 9, "Kent u het bericht over de brug bij Verzonnenstad?"}},
                     {{60, 60, 9, "2"}, {60, 71, 9, "Wat vindt u van de sluis daar?"}}}),
           Format::pdf);
  EXPECT_NE(text.find("1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("2\n"), std::string::npos) << text;
}

TEST(PdfLayout, ADropCapBelongsToItsWord) {
  const std::string text = read(make_pdf({{{60, 120, 28, "D"},
                                           {81, 106, 9, "e brug bij Verzonnenstad is een eeuw oud en draagt veel meer"},
                                           {81, 117, 9, "verkeer dan waarvoor zij ooit gebouwd werd, zodat de pijlers"},
                                           {60, 130, 9, "nu elk voorjaar door duikers worden bekeken."}}}),
                                Format::pdf);
  EXPECT_NE(text.find("De brug bij Verzonnenstad"), std::string::npos) << text;
}

TEST(PdfFeet, LeaveAYearThatStandsAloneInALine) {
  std::vector<Piece> page;
  const double end = add_column(page, 60, 600, {kLeft.begin(), kLeft.end() - 1});
  page.push_back({60, end, 9, "schemering aanstak, wat hij volgens de krant voor het laatst op 27 maart"});
  page.push_back({60, end + 11, 9, "2009"});
  page.push_back({60, end + 22, 9, "De gemeente wil de lampen nu vervangen."});
  page.push_back({290, 800, 9, "1"});
  const std::string text = read(make_pdf({page}), Format::pdf);
  EXPECT_NE(text.find("op 27 maart 2009\n"), std::string::npos) << text;
}

// A page with a sentence and its note, as word processors set them with numbers of each page's own.
std::vector<Piece> page_with_note(const std::string& number, const std::string& about) {
  std::vector<Piece> page;
  const double end = add_column(page, 60, 100, {kLeft.begin(), kLeft.end() - 1});
  page.push_back({60, end, 9, "schemering aanstak."});
  page.push_back({143.5, end - 3, 5, number});
  page.push_back({60, 700, 4, number});
  page.push_back({66, 701, 6.4, about});
  return page;
}

TEST(PdfTable, KeepsEachCellInItsColumnWhereOthersAreEmpty) {
  EXPECT_EQ(read(make_pdf({{{60, 100, 9, "Haven"},
                            {260, 100, 9, "Schepen"},
                            {420, 100, 9, "Jaar"},
                            {60, 114, 9, "Urk"},
                            {420, 114, 9, "2031"},
                            {60, 128, 9, "Yerseke"},
                            {260, 128, 9, "12"},
                            {260, 142, 9, "31"},
                            {420, 142, 9, "2032"},
                            {60, 190, 9, "Zo staat het in de telling van de gemeente."}}}),
                 Format::pdf),
            "T Haven|Schepen|Jaar\nT Urk||2031\nT Yerseke|12|\nT |31|2032\n"
            "P Zo staat het in de telling van de gemeente.\n");
}

TEST(PdfNotes, ThatBeginAnewOnEachPageAreToldApart) {
  const std::string text =
      read(make_pdf({page_with_note("1", "Brief over de brug."), page_with_note("1", "Brief over de sluis."),
                     page_with_note("1", "Brief over de weg.")}),
           Format::pdf);
  for (const auto* const said :
       {"schemering aanstak.[^1]", "schemering aanstak.[^2]", "schemering aanstak.[^3]", "F[1] Brief over de brug.\n",
        "F[2] Brief over de sluis.\n", "F[3] Brief over de weg.\n"})
    EXPECT_NE(text.find(said), std::string::npos) << said << " in " << text;
}

TEST(PdfNotes, AreFoundBehindANumberThatIsLeftOut) {
  const std::string text = read(
      make_pdf({page_with_note("1", "Brief over de brug."), page_with_note("3", "Brief over de sluis.")}), Format::pdf);
  EXPECT_NE(text.find("schemering aanstak.[^3]"), std::string::npos) << text;
  EXPECT_NE(text.find("F[3] Brief over de sluis.\n"), std::string::npos) << text;
}

std::string word(double left, double right, const std::string& text) {
  return "<word xMin=\"" + std::to_string(left) + "\" yMin=\"100.0\" xMax=\"" + std::to_string(right) +
         "\" yMax=\"112.0\">" + text + "</word>\n";
}

std::string line_of(const std::string& words) {
  const auto document = parse_pdf_lines(
      "<page width=\"595.0\" height=\"842.0\">\n<line xMin=\"60.0\" yMin=\"100.0\" "
      "xMax=\"300.0\" yMax=\"112.0\">\n" +
      words + "</line>\n</page>\n");
  return line_text(document.pages.at(0).lines.at(0));
}

double left_of(const std::string& number) {
  const auto document =
      parse_pdf_lines("<page width=\"595.0\" height=\"842.0\">\n<line xMin=\"1.0\">\n<word xMin=\"" + number +
                      "\" yMin=\"1.0\" xMax=\"2.0\" yMax=\"3.0\">x</word>\n</line>\n</page>\n");
  return document.pages.at(0).lines.at(0).words.at(0).box.left;
}

TEST(PdfLines, NumbersAreReadAsTheyArePrinted) {
  for (const char* number : {"0.000000", "7", "7.5", "-3.500000", "125.940001", "595.276000", "1234.999999", "12.34567",
                             "12.3456789", "99999999.999999", "000012.250000"})
    EXPECT_DOUBLE_EQ(left_of(number), std::stod(number)) << number;
  EXPECT_NEAR(left_of("12.123456789876543"), 12.123456789, 1e-9);
}

TEST(PdfLines, WhatIsNoNumberOfPointsIsNothing) {
  for (const char* number : {"", "-", ".", "12.34x", "12.345/78", "12.34567:", "x", "1 2", "1e3", "100000000.5",
                             "99999999999999999999999999.0", "nan", "inf"})
    EXPECT_EQ(left_of(number), 0) << number;
}

TEST(PdfLines, AHyphenThatIsPlacedByItselfBelongsToItsWord) {
  EXPECT_EQ(line_of(word(60, 80, "een") + word(83, 110, "nieuwe") + word(113, 140, "aanwij") + word(141.5, 145, "-")),
            "een nieuwe aanwij-");
}

TEST(PdfLines, ADashStandsByItself) {
  EXPECT_EQ(line_of(word(60, 80, "een") + word(83, 110, "brug") + word(113, 140, "oud") + word(143, 147, "-")),
            "een brug oud -");
}

std::vector<Piece> page_with_foot(const std::string& head, const std::string& foot) {
  return {{70, 80, 14, head},
          {70, 300, 10, "De regeling over de sluizen is in dat jaar gewijzigd, omdat de sluizen te oud waren,"},
          {70, 312, 10, "en is sindsdien niet meer veranderd, zoals bekend."},
          {70, 780, 8, foot}};
}

TEST(PdfFeet, OfTheStaatscourantAreThoseOfItsOwnPages) {
  const std::string foot = "Staatscourant 2031 nr. 12345 15 juni 2031";
  for (const auto& printed : {foot, "1 " + foot}) {
    const auto own = extract(make_pdf({page_with_foot("STAATSCOURANT", printed)}), Format::pdf);
    EXPECT_EQ(own.facts.at("document_id"), "stcrt-2031-12345") << printed;
    const auto other = make_pdf({page_with_foot("Brief over de sluizen", printed)});
    EXPECT_FALSE(extract(other, Format::pdf).facts.contains("document_id")) << printed;
    EXPECT_NE(read(other, Format::pdf).find(foot), std::string::npos) << read(other, Format::pdf);
  }
}

}  // namespace
}  // namespace griffier::fetchers
