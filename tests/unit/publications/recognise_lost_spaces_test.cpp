// Heads of papers that lost the spaces where their lines ended.
#include "publications/recognise/lost_spaces.h"

#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications::reader {
namespace {

TEST(LostSpaces, ComeBackWhereTheFormOfAHeadShowsThem) {
  EXPECT_EQ(with_lost_spaces("aan deMinister vanEconomische Zaken"), "aan de Minister van Economische Zaken");
  EXPECT_EQ(with_lost_spaces("Aa (NSC)aan de Ministersvan Justitie"), "Aa (NSC) aan de Ministers van Justitie");
  EXPECT_EQ(with_lost_spaces("Natuur,mede namens"), "Natuur, mede namens");
  EXPECT_EQ(with_lost_spaces("Veiligheiden de Staatssecretarisvan Defensieover de turf"),
            "Veiligheid en de Staatssecretaris van Defensie over de turf");
  EXPECT_EQ(with_lost_spaces("Ordening envan Defensie aande"), "Ordening en van Defensie aan de");
  EXPECT_EQ(with_lost_spaces("Zieook Aanhangsel"), "Zie ook Aanhangsel");
}

TEST(LostSpaces, AreNotSoughtInWordsThatAreWhole) {
  for (const std::string_view whole :
       {"het lid D’Hondt (GroenLinks-PvdA) aan de Minister", "de Ministers van Financiën", "1,5 miljoen",
        "Minister-President, Minister van Algemene Zaken", "LinkedIn en iPhone", "de leden Van ’t Hoog en Özer",
        "Klimaat over Sporten van ouderen"})
    EXPECT_EQ(with_lost_spaces(whole), whole);
}

TEST(LostSpaces, AreNoObstacleToReadingAHead) {
  const auto reading = publications::read(
      {"Vragen gesteld door de leden der Kamer", "2032Z01234",
       "Vragen van de leden Aa (ABC) en Bee (XYZ)aan de Ministers van Economische Zaken en Klimaat,Buitenlandse Zaken "
       "en Infrastructuur en Waterstaatover de prijs van turf (ingezonden 3mei 2032).",
       "Vraag 1", "Kent u de prijs?"});
  EXPECT_EQ(reading.askers, (std::vector<Member>{{"Aa", "ABC"}, {"Bee", "XYZ"}}));
  EXPECT_EQ(reading.addressed_to,
            (std::vector<std::string>{"Minister van Economische Zaken en Klimaat", "Minister van Buitenlandse Zaken",
                                      "Minister van Infrastructuur en Waterstaat"}));
  EXPECT_EQ(reading.subject, "de prijs van turf");
}

}  // namespace
}  // namespace griffier::publications::reader
