#include "publications/stated_term.h"

#include <gtest/gtest.h>

namespace griffier::publications {
namespace {

// "2025-07-01 uiterlijk 1 juli 2025", or "- binnenkort", or nothing.
std::string term(std::string_view sentence, std::string_view said_on = "2024-11-20") {
  const auto found = stated_term(sentence, parse_iso_date(said_on).value());
  if (!found) return {};
  return (found->due_on ? iso_date(*found->due_on) : "-") + " " + found->words;
}

TEST(StatedTerm, ReadsADayByWhichSomethingComes) {
  EXPECT_EQ(term("Ik stuur uw Kamer uiterlijk 1 juli 2025 een overzicht."), "2025-07-01 uiterlijk 1 juli 2025");
  EXPECT_EQ(term("Ik zal u vóór 1 maart informeren."), "2025-03-01 vóór 1 maart");
  EXPECT_EQ(term("Uiterlijk op 12-05-2025 ontvangt u dit."), "2025-05-12 Uiterlijk op 12-05-2025");
  EXPECT_EQ(term("Gaarne ontvangt de commissie de antwoorden voor donderdag 5 december 2024, 12.00 uur."),
            "2024-12-05 voor donderdag 5 december 2024");
}

TEST(StatedTerm, CountsWeeksAndMonthsFromTheDayOnWhichItWasSaid) {
  EXPECT_EQ(term("Ik informeer de Kamer binnen zes weken over de stand."), "2025-01-01 binnen zes weken");
  EXPECT_EQ(term("De antwoorden worden binnen 4 weken verwacht."), "2024-12-18 binnen 4 weken");
  EXPECT_EQ(term("Dat doe ik binnen drie maanden.", "2024-11-30"), "2025-02-28 binnen drie maanden");
  EXPECT_EQ(term("Dat doe ik binnen een half jaar."), "2025-05-20 binnen een half jaar");
  EXPECT_EQ(term("Binnen een halfjaar volgt een brief."), "2025-05-20 Binnen een halfjaar");
  EXPECT_EQ(term("Binnen een jaar na inwerkingtreding informeer ik u."), "- Binnen een jaar");
  EXPECT_EQ(term("Binnen vier weken na ontvangst antwoord ik u."), "2024-12-18 Binnen vier weken");
}

TEST(StatedTerm, ReadsPartsOfAYear) {
  EXPECT_EQ(term("Ik informeer u eind 2024 nader."), "2024-12-31 eind 2024");
  EXPECT_EQ(term("Ik informeer u in het eerste kwartaal van 2025."), "2025-03-31 in het eerste kwartaal van 2025");
  EXPECT_EQ(term("In Q2 2025 ontvangt uw Kamer een brief."), "2025-06-30 In Q2 2025");
  EXPECT_EQ(term("In de tweede helft van 2025 kom ik hierop terug."), "2025-12-31 In de tweede helft van 2025");
  EXPECT_EQ(term("Ik zal u begin volgend jaar berichten."), "2025-03-31 begin volgend jaar");
  EXPECT_EQ(term("Ik zal u voor het einde van het jaar berichten."), "2024-12-31 voor het einde van het jaar");
  EXPECT_EQ(term("In mei zal ik uw Kamer informeren."), "2025-05-31 In mei");
  EXPECT_EQ(term("Eind december volgt een brief."), "2024-12-31 Eind december");
  EXPECT_EQ(term("Dit najaar stuur ik een brief.", "2024-09-01"), "2024-12-20 Dit najaar");
  EXPECT_EQ(term("Ik informeer u in het voorjaar van 2025."), "2025-06-20 in het voorjaar van 2025");
  EXPECT_EQ(term("Ik informeer u volgende maand."), "2024-12-31 volgende maand");
  EXPECT_EQ(term("Ik zal u volgend jaar berichten."), "2025-12-31 volgend jaar");
}

TEST(StatedTerm, KnowsTheRecessesOfTheKamer) {
  EXPECT_EQ(term("Ik stuur de brief voor het zomerreces."), "2025-07-04 voor het zomerreces");
  EXPECT_EQ(term("Ik stuur de brief voor de zomer.", "2024-05-01"), "2024-07-05 voor de zomer");
  EXPECT_EQ(term("Ik stuur de brief voor de zomer van 2026."), "2026-07-03 voor de zomer van 2026");
  EXPECT_EQ(term("Ik stuur de brief nog voor de kerst."), "2024-12-24 voor de kerst");
  EXPECT_EQ(term("Ik stuur de brief vóór het kerstreces."), "2024-12-20 vóór het kerstreces");
  EXPECT_EQ(term("Ik stuur de brief voor het meireces."), "2025-04-25 voor het meireces");
}

TEST(StatedTerm, TakesTheFirmestAndNothingThatIsPast) {
  EXPECT_EQ(term("Over het eerste kwartaal van 2025 informeer ik u uiterlijk 1 juni 2025."),
            "2025-06-01 uiterlijk 1 juni 2025");
  EXPECT_EQ(term("Zoals ik eind 2023 heb gezegd, informeer ik u binnenkort."), "- binnenkort");
  EXPECT_EQ(term("Zoals gezegd in de brief van 3 mei 2025 informeer ik u."), "");
  EXPECT_EQ(term("De begroting voor 2025 stuur ik u toe."), "");
  EXPECT_EQ(term("Na de zomer kom ik hierop terug."), "- Na de zomer");
  EXPECT_EQ(term("Op 26 november is er een bijeenkomst en ik zal u dit najaar informeren."), "2024-12-20 dit najaar");
  EXPECT_EQ(term("Ik informeer u over de overgang per 1 juli 2025."), "");
  EXPECT_EQ(term("Op 3 december 2024 informeer ik u."), "2024-12-03 Op 3 december 2024");
  EXPECT_EQ(term("Ik zal u informeren."), "");
}

TEST(StatedTerm, SurvivesAnything) {
  for (const auto* text : {"", "binnen", "voor", "uiterlijk 99 mei", "binnen 999 jaar", "eind", "eind van", "q1",
                           "uiterlijk 31 februari 2025", "\xff\xfe binnen \xc3", "voor de", "in 20", "tweede"})
    EXPECT_NO_THROW((void)stated_term(text, parse_iso_date("2024-02-29").value())) << text;
  EXPECT_FALSE(stated_term("binnen zes weken", Date()));
}

}  // namespace
}  // namespace griffier::publications
