// Judgments and gazettes of which only the printed text is there: invented cases.
#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

TEST(Judgments, HaveARecordAboveThem) {
  const auto reading = read({"ECLI:NL:RVS:2031:1711", "Instantie", "Raad van State", "Datum uitspraak", "03-05-2031",
                             "Datum publicatie", "07-05-2031", "Zaaknummer", "203100123/1/R1", "Uitspraak",
                             "Uitspraak op het hoger beroep van: [appellant]"});
  EXPECT_EQ(reading.kind, "judgment");
  EXPECT_EQ(reading.sender, "Raad van State");
  EXPECT_EQ(reading.kenmerk, "203100123/1/R1");
  EXPECT_EQ(day(reading.date), "2031-05-03");
}

TEST(Judgments, SayTheirCourtAndDayThemselves) {
  const auto reading =
      read({"ECLI:NL:GHAMS:2031:1234", "GERECHTSHOF AMSTERDAM", "zaaknummer : 200.123.456/01",
            "arrest van de meervoudige kamer inzake A tegen B", "Het hof verwijst naar de eerdere beslissing.",
            "Dit arrest is gewezen door mrs. A, B en C en in het openbaar uitgesproken op 12 maart 2031."});
  EXPECT_EQ(reading.kind, "judgment");
  EXPECT_EQ(reading.sender, "Gerechtshof Amsterdam");
  EXPECT_EQ(reading.kenmerk, "200.123.456/01");
  EXPECT_EQ(day(reading.date), "2031-03-12");
}

TEST(Gazettes, SpellTheDayOfTheirIssue) {
  const auto issued = [](std::string_view words) {
    return day(read({"Staatsblad van het Koninkrijk der Nederlanden", "Besluit van 3 mei 2031 over bruggen",
                     "’s-Gravenhage, 3 mei 2031", words, "De Minister van Justitie en Veiligheid,", "A. de Graaf"})
                   .date);
  };
  EXPECT_EQ(issued("Uitgegeven de zestiende mei 2031"), "2031-05-16");
  EXPECT_EQ(issued("Uitgegeven de eenentwintigste mei 2031"), "2031-05-21");
  EXPECT_EQ(issued("Uitgegeven de dertigste mei 2031"), "2031-05-30");
  EXPECT_EQ(issued("Uitgegeven de zoveelste mei 2031"), "2031-05-03");
}

}  // namespace
}  // namespace griffier::publications
