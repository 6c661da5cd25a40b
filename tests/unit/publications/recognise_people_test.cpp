#include <gtest/gtest.h>

#include "publications/recognise/letter.h"
#include "publications/recognise/people.h"
#include "publications/recognise/question_header.h"

namespace griffier::publications::reader {
namespace {

using Offices = std::vector<std::string>;

TEST(Members, TakeThePartyOfTheBracketBehindThem) {
  EXPECT_EQ(read_members("Van Dam (ABC) en De Wit-Bos (X-Y)"),
            (std::vector<Member>{{"Van Dam", "ABC"}, {"De Wit-Bos", "X-Y"}}));
}

TEST(Members, ShareAPartyThatIsNamedOnceForAll) {
  EXPECT_EQ(read_members("Aa , Bee , Cee (allen ABC) en Dee(XYZ)"),
            (std::vector<Member>{{"Aa", "ABC"}, {"Bee", "ABC"}, {"Cee", "ABC"}, {"Dee", "XYZ"}}));
  EXPECT_EQ(read_members("het lid Van Ek en Aarts (beiden ABC)"),
            (std::vector<Member>{{"Van Ek", "ABC"}, {"Aarts", "ABC"}}));
}

TEST(Members, MayHaveNoParty) { EXPECT_EQ(read_members("Jansen"), (std::vector<Member>{{"Jansen", ""}})); }

TEST(Offices, AreTakenApartByRoleAndByJoint) {
  EXPECT_EQ(
      read_offices("aan de Ministers van Financiën, van Defensie en voor Klimaat en Energie en de Staatssecretaris van "
                   "Infrastructuur en Waterstaat"),
      (Offices{"Minister van Financiën", "Minister van Defensie", "Minister voor Klimaat en Energie",
               "Staatssecretaris van Infrastructuur en Waterstaat"}));
}

TEST(Offices, KeepCommasAndEnOfTheirOwnName) {
  EXPECT_EQ(
      read_offices("de Ministers van Volksgezondheid, Welzijn en Sport en van Onderwijs, Cultuur en Wetenschap"),
      (Offices{"Minister van Volksgezondheid, Welzijn en Sport", "Minister van Onderwijs, Cultuur en Wetenschap"}));
}

TEST(Offices, MayNameTheMinistryOnceForTwo) {
  EXPECT_EQ(read_offices("de Staatssecretaris en de Minister van Defensie"),
            (Offices{"Staatssecretaris van Defensie", "Minister van Defensie"}));
}

TEST(Offices, OfTwoKnownMinistriesUnderOneVanAreTwo) {
  EXPECT_EQ(read_offices("de Ministers van Financiën en Economische Zaken"),
            (Offices{"Minister van Financiën", "Minister van Economische Zaken"}));
}

TEST(Offices, MayLackVanOrASpace) {
  EXPECT_EQ(read_offices("de Minister Justitie en Veiligheid"), (Offices{"Minister Justitie en Veiligheid"}));
  EXPECT_EQ(read_offices("de Minister van Klimaaten Groene Groei en deStaatssecretaris van Defensie"),
            (Offices{"Minister van Klimaat en Groene Groei", "Staatssecretaris van Defensie"}));
}

TEST(Offices, OfTheMinisterPresidentAreOneWithTheSecondTitle) {
  EXPECT_EQ(read_offices("de Minister-President, Minister van Algemene Zaken en de Minister van Defensie"),
            (Offices{"Minister-President, Minister van Algemene Zaken", "Minister van Defensie"}));
}

TEST(Offices, EndWhereTheSentenceGoesOn) {
  EXPECT_EQ(leading_offices(
                "de Minister van Buitenlandse Zaken en de Minister voor Klimaat en Energie, over een aantal zaken"),
            (Offices{"Minister van Buitenlandse Zaken", "Minister voor Klimaat en Energie"}));
}

TEST(TheTurnToTheSubject, IsFoundThroughLostSpaces) {
  const std::string_view first = "de Staatssecretaris van Infrastructuur en Waterstaat overde brug over de beek";
  EXPECT_EQ(first.substr(find_over(first).after), "de brug over de beek");
  const std::string_view second = "de Minister van Volksgezondheid, Welzijn en Sportover zorg";
  EXPECT_EQ(second.substr(find_over(second).after), " zorg");
}

TEST(Officials, AreReadWithAPortfolioAndAMissingBracket) {
  const auto one = read_officials("Staatssecretaris De Vries (Financiën – Toeslagen en Belastingdienst) ");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0], (Official{"Staatssecretaris", "De Vries", "Financiën – Toeslagen en Belastingdienst"}));
  const auto two = read_officials("minister Bos – van de Berg (Volksgezondheid, Welzijn en Sport ");
  ASSERT_EQ(two.size(), 1U);
  EXPECT_EQ(two[0], (Official{"Minister", "Bos – van de Berg", "Volksgezondheid, Welzijn en Sport"}));
}

TEST(Officials, MayBeTwoInOneHeader) {
  const auto both = read_officials("Minister Van Aa (Defensie) en antwoord van Staatssecretaris Bee (Defensie)");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1], (Official{"Staatssecretaris", "Bee", "Defensie"}));
}

TEST(Askings, NameTheirSubjectBehindTheOffices) {
  const auto asking =
      read_asking("de leden Aa en Bee (beiden ABC) aan de Minister van Defensie over het besluit over de kazerne");
  EXPECT_EQ(asking.askers.size(), 2U);
  EXPECT_EQ(asking.addressed_to, (Offices{"Minister van Defensie"}));
  EXPECT_EQ(asking.subject, "het besluit over de kazerne");
}

TEST(Askings, MayNameThePartyWithoutBracketsAndInitialsBehindAName) {
  const auto asking = read_asking("de leden Aa en De Bee, beiden ABC, aan de minister van Defensie over turf");
  EXPECT_EQ(asking.askers, (std::vector<Member>{{"Aa", "ABC"}, {"De Bee", "ABC"}}));
  EXPECT_EQ(read_asking("het lid Van Bee, D.J.H. (ABC) aan de minister van Defensie over turf").askers,
            (std::vector<Member>{{"Van Bee, D.J.H.", "ABC"}}));
}

TEST(Askings, TurnToTheirSubjectAtTheFirstWordThatDoes) {
  const auto asking =
      read_asking("het lid Aa (ABC) aan de minister van Defensie naar aanleiding van het bericht over turf");
  EXPECT_EQ(asking.addressed_to, (Offices{"minister van Defensie"}));
  EXPECT_EQ(asking.subject, "het bericht over turf");
}

TEST(Askings, LeaveOutTheSourceOfTheSubject) {
  EXPECT_EQ(
      read_asking("het lid Aa (ABC) aan de Minister van Defensie over «De kazerne» (Krant.nl, 3 mei 2024 )").subject,
      "«De kazerne»");
  EXPECT_EQ(read_asking("het lid Aa (ABC) aan de Minister van Defensie over de inrichting (EBI)").subject,
            "de inrichting (EBI)");
}

TEST(Names, AreToldFromOtherLines) {
  EXPECT_TRUE(is_name("M.H.M. Pieters-van de Wetering"));
  EXPECT_TRUE(is_name("E. van der Berg"));
  EXPECT_FALSE(is_name("De brief is verstuurd."));
  EXPECT_FALSE(is_name("Inleiding en aanleiding tot dit besluit"));
  EXPECT_FALSE(is_name("Den Haag, 3 mei 2024"));
}

TEST(SeeAlso, GivesThePapersOfAnEarlierYearToo) {
  EXPECT_EQ(find_see_also("Zie ook Aanhangsel Handelingen, nr. 18, vergaderjaar 2023–2024 en nr. 22, vergaderjaar "
                          "2024–2025."),
            (std::vector<std::string>{"ah-tk-20232024-18", "ah-tk-20242025-22"}));
  EXPECT_EQ(find_see_also("Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024, nrs. 216 en 217."),
            (Offices{"ah-tk-20232024-216", "ah-tk-20232024-217"}));
}

TEST(Askings, MaySayBehindTheNamesWhenTheyAsked) {
  const auto asking = read_asking("de leden Bies (D66) en Dol (PVV) van 11 maart 2031 over de brief van 3 mei 2030");
  EXPECT_EQ(asking.askers, (std::vector<Member>{{"Bies", "D66"}, {"Dol", "PVV"}}));
  ASSERT_TRUE(asking.asked_on);
  EXPECT_EQ(iso_date(*asking.asked_on), "2031-03-11");
  EXPECT_EQ(asking.subject, "de brief van 3 mei 2030");
}

TEST(Offices, MayNameThePartOfTheMinistry) {
  for (const std::string_view name : {"Financiën – Toeslagen en Douane", "Financiën (Toeslagen en Douane)"})
    EXPECT_EQ(known_ministry(name), name);
  EXPECT_EQ(known_ministry("Financiën – en zo verder"), "");
}

}  // namespace
}  // namespace griffier::publications::reader
