#include "publications/fracties.h"

#include <gtest/gtest.h>

namespace griffier::publications {
namespace {

TEST(Fracties, AreOneUnderTheirAbbreviationAndTheirName) {
  EXPECT_EQ(fractie_of("Nieuw Sociaal Contract"), "NSC");
  EXPECT_EQ(fractie_of("de Partij voor de Dieren-fractie"), "PvdD");
  EXPECT_EQ(fractie_of("GL-PvdA"), "GroenLinks-PvdA");
  EXPECT_EQ(fractie_of("Groep Van der Brug"), "Groep Van der Brug");
  EXPECT_TRUE(is_same_fractie("PvdD", "partij voor de dieren"));
  EXPECT_TRUE(is_same_fractie("GroenLinks-PvdA", "PvdA/GroenLinks"));
  EXPECT_TRUE(is_same_fractie("Polderpartij-fractie", "polderpartij"));
  EXPECT_FALSE(is_same_fractie("PvdD", "PvdA"));
  EXPECT_FALSE(is_same_fractie("GroenLinks", "GroenLinks-PvdA"));
  EXPECT_FALSE(is_same_fractie("", "D66"));
  EXPECT_FALSE(is_same_fractie("D6", "D66"));
}

TEST(Fracties, AreKnownByEveryNameInTheTable) {
  for (const auto* name : {"volt", "DENK", "cu", "Partij voor de Dieren", "50plus", "groep van haga", "gl"})
    EXPECT_TRUE(is_fractie(name)) << name;
  EXPECT_FALSE(is_fractie("Groep Van der Brug"));
  EXPECT_FALSE(is_fractie("leden"));
  EXPECT_FALSE(is_fractie(""));
}

}  // namespace
}  // namespace griffier::publications
