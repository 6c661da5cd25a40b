#include "publications/ministries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace griffier::publications {
namespace {

using testing::ElementsAre;

TEST(Ministries, AreNamedInFullForTheirAbbreviation) {
  EXPECT_THAT(names_of_ministry("VWS"), ElementsAre("VWS", "Volksgezondheid, Welzijn en Sport"));
  for (const char* words : {"IenW", "ienw", "IENW", "I&W"})
    EXPECT_THAT(names_of_ministry(words), ElementsAre(words, "Infrastructuur en Waterstaat"));
  EXPECT_THAT(names_of_ministry("J&V"), ElementsAre("J&V", "Justitie en Veiligheid"));
  EXPECT_THAT(names_of_ministry("szw"), ElementsAre("szw", "Sociale Zaken en Werkgelegenheid"));
  EXPECT_THAT(names_of_ministry("BuHa-OS"), ElementsAre("BuHa-OS", "Buitenlandse Handel en Ontwikkelingssamenwerking"));
  EXPECT_THAT(names_of_ministry("Zuivel"), ElementsAre("Zuivel"));
  EXPECT_THAT(names_of_ministry(""), ElementsAre(""));
}

TEST(Ministries, AreAbbreviatedByTheTableAndByTheirInitials) {
  EXPECT_TRUE(abbreviates_ministry("Minister van Financiën", "Fin"));
  EXPECT_TRUE(abbreviates_ministry("Minister van Defensie, Minister van Justitie en Veiligheid", "JenV"));
  EXPECT_TRUE(abbreviates_ministry("Staatssecretaris van Water, Wind en Zout", "WWZ"));
  EXPECT_FALSE(abbreviates_ministry("Minister van Economische Zaken en Klimaat", "EZ"));
  EXPECT_FALSE(abbreviates_ministry("Minister van Binnenlandse Zaken en Koninkrijksrelaties", "BZ"));
  EXPECT_FALSE(abbreviates_ministry("Minister van Financiën", "Financiën"));
}

}  // namespace
}  // namespace griffier::publications
