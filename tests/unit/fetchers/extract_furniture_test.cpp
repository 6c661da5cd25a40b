// What of a plain text or Markdown is taken out as heads and feet of pages, and above all what is not.
#include <gtest/gtest.h>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::read;

std::string facts_of(std::string_view text) {
  const Extraction found = extract(text, Format::plain);
  std::string result;
  for (const auto& [name, value] : found.facts) result += name + "=" + value + ";";
  return result;
}

TEST(PageFeet, AreNoLinesThatOnlyLookLikeThem) {
  const std::string text =
      "Overzicht van de wijzigingen.\n\nStaatsblad 2031, 84\n\nStaatsblad 2032, 112\n\nkst-99999-12\n\nDe heer Bedacht "
      "heeft dit gemeld.\n\nPagina 3\n\nTweede Kamer, vergaderjaar 2031-2032, 99 410\n\n- 7 -\n\nISSN 1234-5678\n";
  EXPECT_EQ(read(text, Format::plain),
            "P Overzicht van de wijzigingen.\nP Staatsblad 2031, 84\nP Staatsblad 2032, 112\nP kst-99999-12\n"
            "P De heer Bedacht heeft dit gemeld.\nP Pagina 3\nP Tweede Kamer, vergaderjaar 2031-2032, 99 410\n"
            "L0[-] 7 -\nP ISSN 1234-5678\n");
  EXPECT_EQ(facts_of(text), "");
}

TEST(PageFeet, DoNotMakeANoteThePaperThatItNames) {
  EXPECT_EQ(facts_of("Aantekening over de brug.\n\nZie:\n\nkst-99999-12\n\nWe bellen morgen.\n"), "");
}

TEST(PageFeet, AreNoPapersOfALawOneAfterTheOther) {
  const std::string text =
      "Tweede Kamer, vergaderjaar 2031–2032, 99 410, nr. 1\n\nBrief over de brug.\n\nTweede Kamer, vergaderjaar "
      "2031–2032, 99 410, nr. 2\n\nBrief over de weg.\n\nStaatsblad 2031, 84\n\nOver de haven.\n\nStaatsblad 2031, "
      "85\n";
  EXPECT_EQ(read(text, Format::plain),
            "P Tweede Kamer, vergaderjaar 2031–2032, 99 410, nr. 1\nP Brief over de brug.\n"
            "P Tweede Kamer, vergaderjaar 2031–2032, 99 410, nr. 2\nP Brief over de weg.\nP Staatsblad 2031, 84\n"
            "P Over de haven.\nP Staatsblad 2031, 85\n");
}

TEST(PageFeet, AreNoCorrectionsByPage) {
  const std::string text = "Pagina 3\n\nDe naam is Bedacht.\n\nPagina 4\n\nHet bedrag is 5.\n";
  EXPECT_EQ(read(text, Format::plain), "P Pagina 3\nP De naam is Bedacht.\nP Pagina 4\nP Het bedrag is 5.\n");
}

TEST(PageFeet, CountOnFromTheFirstThatIsCertain) {
  const std::string text =
      "De brug is dicht en\nkst-99999-12\nISSN 0921 - 7371\n’s-Gravenhage 2032 Tweede Kamer, vergaderjaar 2031–2032, "
      "99 "
      "999, nr. 12 1\nblijft dicht tot\nTweede Kamer, vergaderjaar 2031–2032, 99 999, nr. 12 2\nde winter. Zie\n\n"
      "Tweede Kamer, vergaderjaar 2031–2032, 99 999, nr. 12\n\nTweede Kamer, vergaderjaar 2031–2032, 99 999, nr. 12 "
      "3\n";
  EXPECT_EQ(read(text, Format::plain),
            "P De brug is dicht en blijft dicht tot de winter. Zie\n"
            "P Tweede Kamer, vergaderjaar 2031–2032, 99 999, nr. 12\n");
  EXPECT_EQ(facts_of(text), "document_id=kst-99999-12;vergaderjaar=2031-2032;");
}

TEST(PageFeet, ThatCountOnAreKnownWithoutTheFirst) {
  EXPECT_EQ(read("De brug is\nTweede Kamer, vergaderjaar 2031–2032, Aanhangsel 2\ndicht en blijft\nTweede Kamer, "
                 "vergaderjaar 2031–2032, Aanhangsel 3\ndicht.\n\nPagina 1 van 2\n\nMeer niet.\n\nPagina 2 van 2\n",
                 Format::plain),
            "P De brug is dicht en blijft dicht.\nP Meer niet.\n");
}

TEST(PageFeet, StandBesideFormFeeds) {
  EXPECT_EQ(read("De brug is\nPagina 1\n\fdicht. Zie kst-99999-12.\n\nkst-99999-13\nPagina 2\n\f", Format::plain),
            "P De brug is dicht. Zie kst-99999-12.\nP kst-99999-13\n");
}

constexpr std::string_view kLetter =
    "**Directie Bruggen**\n\nPostbus 12345\n2500 AA Verzonnenstad\n\nReactie op het verzoek van het lid "
    "Bedacht (XYZ) over wat er in de nota over de brug bij Verzonnenstad stond\n\nDatum\n7 juni 2031\n\nGeachte "
    "voorzitter,\n\nDe "
    "brug is dicht en\n\n";

TEST(Letterhead, OfLaterPagesGoes) {
  EXPECT_EQ(
      read(std::string(kLetter) + "**Directie Bruggen**\n\nDatum\n7 juni 2031\n\nblijft dicht.\n", Format::markdown),
      "H3 Directie Bruggen\nP Postbus 12345\nP 2500 AA Verzonnenstad\nP Reactie op het verzoek van het lid Bedacht "
      "(XYZ) over "
      "wat er in de nota over de brug bij Verzonnenstad stond\nP Datum\nP 7 juni 2031\n"
      "P Geachte voorzitter,\nP De brug is dicht en blijft dicht.\n");
}

TEST(Letterhead, WithAnotherDateIsAnotherLetter) {
  const std::string text =
      read(std::string(kLetter) + "dat was het.\n\n**Directie Bruggen**\n\nDatum\n8 juni 2031\n\nDe brug is open.\n",
           Format::markdown);
  EXPECT_NE(text.find("H3 Directie Bruggen\nP Datum\nP 8 juni 2031\nP De brug is open.\n"), std::string::npos) << text;
}

TEST(Letterhead, IsNoListOfVotes) {
  std::string text = "Stemmingsuitslag\n\n";
  std::string expected = "P Stemmingsuitslag\n";
  for (const std::string motion : {"Motie 1", "Motie 2", "Motie 3"}) {
    text += motion + "\n\nAAA\n\nVoor\n\nBBB\n\nTegen\n\n";
    expected += "P " + motion + "\nP AAA\nP Voor\nP BBB\nP Tegen\n";
  }
  EXPECT_EQ(read(text, Format::plain), expected);
}

TEST(Letterhead, IsNoSignatureThatComesBack) {
  const std::string_view signature = "De Minister van Zaken,\n\nA. Bedacht\n\n";
  const std::string text =
      read(std::string(kLetter) + "dat was het.\n\n" + std::string(signature) + std::string(signature), Format::plain);
  EXPECT_NE(text.find("A. Bedacht\nP De Minister van Zaken,\nP A. Bedacht\n"), std::string::npos) << text;
}

TEST(Feet, OfTheStaatscourantSayItsNumberAndDay) {
  for (const std::string foot :
       {"1 Staatscourant 2031 nr. 12345 15 april 2031", "Staatscourant 2031 nr. 12345 15 april 2031"}) {
    const auto extraction =
        extract("STAATSCOURANT\n\nRegeling van de Minister\n\nArtikel I\n\n" + foot + "\n", Format::plain);
    EXPECT_EQ(extraction.facts.at("document_id"), "stcrt-2031-12345") << foot;
    EXPECT_EQ(extraction.facts.at("date"), "2031-04-15") << foot;
    EXPECT_EQ(extraction.text.blocks.size(), 3U) << foot;
  }
}

TEST(Feet, AreNotWhatCitesAStaatscourant) {
  for (const std::string cited : {"Staatscourant 2031, nr. 12345", "Staatscourant 2031 nr. 12345, artikel 3",
                                  "Staatscourant 2031 nr. 12345", "Staatscourant 2031 nr. 12345 15 april 2031"}) {
    for (const std::string& end : {std::string("\n"), std::string("\n\n")}) {
      const std::string text = "Zie ook de" + end + cited + end + "en verder.\n";
      const auto extraction = extract(text, Format::plain);
      EXPECT_FALSE(extraction.facts.contains("document_id")) << text;
      EXPECT_NE(read(text, Format::plain).find(cited), std::string::npos) << text;
    }
    const std::string notes = "Dat is gewijzigd.1 Het is oud.2 En nu verder.\n\n1 " + cited + "\n2 " + cited + "\n";
    EXPECT_FALSE(extract(notes, Format::plain).facts.contains("document_id")) << notes;
    EXPECT_NE(read(notes, Format::plain).find("F[2] " + cited), std::string::npos) << read(notes, Format::plain);
  }
}

}  // namespace
}  // namespace griffier::fetchers
