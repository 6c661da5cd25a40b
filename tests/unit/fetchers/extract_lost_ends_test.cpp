#include <gtest/gtest.h>

#include <utility>

#include "fetchers/extract/lost_ends.h"

namespace griffier::fetchers {
namespace {

const WordList& words() {
  static const WordList list(
      "aan\nafspraken\nandere\nbeleid\nbrief\nbruggen\nde\ndat\ndijken\ndie\ngemeenten\ngesproken\nhebben\nheeft\nhet\n"
      "in\ninde\n"
      "is\nbij\nblijken\nblijk\ndaar\ndaarbij\ndient\nechter\neerlijke\nen\njaar\nkabinet\nkomen\nlanden\nland\nmet\nmi"
      "nisterie\n"
      "nieu"
      "we\nover\nopenbaar\nregeling\nregelingen\nrivieren\nte\nuitgebreid\nvan\n"
      "voor\nwaterschappen\nworden\nzijn\nzorgen\n");
  return list;
}

// A typeset page whose paragraphs lost the ends of their lines: some 70 letters a line.
std::string page(const std::string& paragraph) { return paragraph + "\nkv-tk-2030Z00001\n"; }

TEST(LostLineEnds, ArePutBackWhereThePrintedLineEnded) {
  EXPECT_EQ(part_lost_line_ends(
                page("de brief is met de waterschappen en de gemeenten in het land uitgebreidover de rivieren en "
                     "de dijken die voor de gemeenten zijn en in die hetkabinet in dit jaar met nieuwe afspraken"),
                words()),
            page("de brief is met de waterschappen en de gemeenten in het land uitgebreid over de rivieren en de "
                 "dijken die voor de gemeenten zijn en in die het kabinet in dit jaar met nieuwe afspraken"));
}

TEST(LostLineEnds, StandBeforeCapitalsAndBehindStops) {
  EXPECT_EQ(
      part_lost_line_ends(
          page("de brief is met de waterschappen en de gemeenten in het land over OpenbaarMinisterie de rivieren en de "
               "dijken die voor de gemeenten zijn en over beleid.Dat kabinet is in dit jaar met nieuwe afspraken"),
          words()),
      page("de brief is met de waterschappen en de gemeenten in het land over Openbaar Ministerie de rivieren en de "
           "dijken die voor de gemeenten zijn en over beleid. Dat kabinet is in dit jaar met nieuwe afspraken"));
}

TEST(LostLineEnds, AreFoundAgainBehindOneThatNoWordShows) {
  EXPECT_EQ(
      part_lost_line_ends(
          page("de brief is met de waterschappen en de gemeenten in het land qxzwkvbvoor de rivieren en de dijken "
               "die voor de gemeenten zijn en in die hetkabinet is in dit jaar met nieuwe afspraken over de "
               "bruggen en over hetministerie van de landen"),
          words()),
      page("de brief is met de waterschappen en de gemeenten in het land qxzwkvbvoor de rivieren en de dijken "
           "die voor de gemeenten zijn en in die het kabinet is in dit jaar met nieuwe afspraken over de "
           "bruggen en over het ministerie van de landen"));
}

// "dientdaar" and "echterblijk" are made of words as well.
TEST(LostLineEnds, PartWordsAndNotTheirHalves) {
  for (const auto& [glued, parted] :
       {std::pair("die dientdaarbij", "die dient daarbij"), std::pair("en echterblijken", "en echter blijken"),
        std::pair("bruggenregelingen", "bruggenregeling en"), std::pair("eerlijkeregelingen", "eerlijke regelingen")}) {
    const std::string before = "de brief is met de waterschappen en de gemeenten in het land ";
    const std::string after = " de rivieren en de dijken die voor de gemeenten zijn en in die het";
    const std::string more = "kabinet is in dit jaar met nieuwe afspraken over de bruggen en over het";
    const std::string end = "ministerie van de landen";
    EXPECT_EQ(part_lost_line_ends(page(before + glued + after + more + end), words()),
              page(before + parted + after + ' ' + more + ' ' + end));
  }
}

TEST(LostLineEnds, AreCertainWhereAParagraphOrACapitalBegins) {
  EXPECT_EQ(part_lost_line_ends(
                page("de brief is voor de gemeenten.Dat is over de rivieren en de dijken die voor de gemeenten zijn en "
                     "hetkabinet is in dit jaar met nieuwe afspraken over de bruggen en over hetministerie "
                     "vanVerzonnenstad"),
                words()),
            page("de brief is voor de gemeenten. Dat is over de rivieren en de dijken die voor de gemeenten zijn en "
                 "het kabinet is in dit jaar met nieuwe afspraken over de bruggen en over het ministerie van "
                 "Verzonnenstad"));
}

// Also where the measure shows no end, as in a cell or a list.
TEST(LostLineEnds, AreCertainBehindSmallWordsThatBeginNoOther) {
  const std::string rest =
      " en is voor de gemeenten. Dat is over de rivieren en de dijken die voor de gemeenten zijn en het kabinet is in "
      "dit jaar met nieuwe afspraken over de bruggen en over het ministerie van Verzonnenstad, te blijken: beleid "
      "Dijken";
  const std::string glued =
      " en is voor de gemeenten.Dat is over de rivieren en de dijken die voor de gemeenten zijn en hetkabinet is in "
      "dit jaar met nieuwe afspraken over de bruggen en over hetministerie vanVerzonnenstad, teblijken: beleidDijken";
  EXPECT_EQ(part_lost_line_ends(page("de brief isgesproken" + glued), words()), page("de brief is gesproken" + rest));
  for (const char* whole :
       {"overlanden", "metxafspraken", "metaan", "regelingen", "teblijken@dijken.nl", "bruggenOF", "qxzwkBrug"})
    EXPECT_EQ(part_lost_line_ends(page(std::string("de brief ") + whole + glued), words()),
              page(std::string("de brief ") + whole + rest));
}

TEST(LostLineEnds, AreNotSeenInALineThatIsAParagraph) {
  const std::string whole =
      "de brief is met de waterschappen en de gemeenten in het land uitgebreid gesproken over de rivieren en de dijken "
      "die "
      "voor de gemeenten van belang zijn en die het kabinet in dit jaar met nieuwe afspraken";
  EXPECT_EQ(part_lost_line_ends(page(whole), words()), page(whole));
  EXPECT_EQ(part_lost_line_ends(whole, words()), whole);
}

TEST(LostLineEnds, NeedTheWordList) {
  const std::string text =
      page("de brief is met de waterschappen en de gemeenten in het land uitgebreidgesproken over de");
  EXPECT_EQ(part_lost_line_ends(text, WordList("")), text);
}

TEST(LostLineEnds, OfHostileLinesAreSoughtInTime) {
  const std::string letters = page(std::string(2'000'000, 'a'));
  EXPECT_EQ(part_lost_line_ends(letters, words()).size(), letters.size());
  std::string glued;
  for (int word = 0; word < 40'000; ++word) glued += "hetkabinetheeftdezorgenvandegemeenten ";
  EXPECT_GE(part_lost_line_ends(page(glued), words()).size(), glued.size());
  std::string stops = "het kabinet ";
  for (int word = 0; word < 400'000; ++word) stops += "Brief.Deze";
  EXPECT_GE(part_lost_line_ends(page(stops), words()).size(), stops.size());
}

// What stands where the first line of a paragraph ended, whose second line lost its end too.
std::string at_line_end(const std::string& glued) {
  const std::string before = "de brief is met de waterschappen en de gemeenten in het land uitgebreid";
  const std::string behind =
      " de rivieren en de dijken die voor de gemeenten zijn en in die hetkabinet is in dit jaar met nieuwe afspraken "
      "over "
      "de bruggen en over hetministerie van de landen";
  const std::string read = part_lost_line_ends(page(before + glued + behind), words());
  const std::size_t end = read.find(" de rivieren");
  return end == std::string::npos ? read : read.substr(before.size(), end - before.size());
}

TEST(LostLineEnds, StandBeforeNumbersToo) {
  EXPECT_EQ(at_line_end(" van2030"), " van 2030");
  EXPECT_EQ(at_line_end(" 2030over"), " 2030 over");
}

TEST(LostLineEnds, PartTwoSmallWordsThatAreOneWhereNothingElseEndsTheLine) {
  EXPECT_EQ(at_line_end(" en inde"), " en in de");
  EXPECT_EQ(part_lost_line_ends(page("inde brief is hetkabinet"), words()), page("inde brief is hetkabinet"));
}

TEST(LostLineEnds, OfALastLineMayBeOneWord) {
  const std::string page_of =
      "de brief is met de waterschappen en de gemeenten in het land uitgebreidover de rivieren en de dijken die voor "
      "de "
      "gemeenten zijn en in die hetkabinet in dit jaar met nieuwe afspraken over de worden bruggen in de andere";
  EXPECT_NE(part_lost_line_ends(page(page_of + "landen."), words()).find("andere landen."), std::string::npos);
}

}  // namespace
}  // namespace griffier::fetchers
