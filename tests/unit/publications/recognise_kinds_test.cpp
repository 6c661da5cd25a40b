#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publications/recognise/identity.h"
#include "publications/recognise/kinds.h"
#include "publications/recognise/words.h"
#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

TEST(Kinds, AreToldByTheTitleOfAKamerstuk) {
  using reader::kind_of_title;
  EXPECT_EQ(kind_of_title("MOTIE VAN HET LID AA C.S."), "motion");
  EXPECT_EQ(kind_of_title("GEWIJZIGDE MOTIE VAN HET LID AA TER VERVANGING VAN NR. 4"), "motion");
  EXPECT_EQ(kind_of_title("MOTIES VAN DE LEDEN AA EN BB"), "motion");
  EXPECT_EQ(kind_of_title("NATIONAAL PLAN PROMOTIE VISSERIJ"), "");
  EXPECT_EQ(kind_of_title("REGELING NOTARIAAT"), "");
  EXPECT_EQ(kind_of_title("TECHNISCHE BRIEFING OVER DE VLOOT"), "");
  EXPECT_EQ(kind_of_title("Kamerbrief over de promotie van vis"), "letter");
  EXPECT_EQ(kind_of_title("VOORTGANGSRAPPORTAGE VISSERIJ"), "report");
  EXPECT_EQ(kind_of_title("AMENDEMENT VAN HET LID AA"), "amendment");
  EXPECT_EQ(kind_of_title("GEWIJZIGD VOORSTEL VAN WET"), "bill");
  EXPECT_EQ(kind_of_title("MEMORIE VAN TOELICHTING"), "memorandum");
  EXPECT_EQ(kind_of_title("NOTA NAAR AANLEIDING VAN HET VERSLAG"), "memorandum");
  EXPECT_EQ(kind_of_title("VERSLAG VAN EEN SCHRIFTELIJK OVERLEG"), "written_consultation");
  EXPECT_EQ(kind_of_title("VERSLAG VAN EEN COMMISSIEDEBAT"), "report");
  EXPECT_EQ(kind_of_title("BRIEF VAN DE MINISTER OVER DE MOTIE VAN HET LID AA"), "letter");
  EXPECT_EQ(kind_of_title(""), "");
}

TEST(Motions, NameTheirMoversAndDate) {
  const auto reading = read({"Vergaderjaar 2031-2032", "35 999", "Brugwet", "Nr. 7",
                             "MOTIE VAN HET LID VAN DER BRUG C.S.", "Voorgesteld 30 maart 2032", "De Kamer,",
                             "gehoord de beraadslaging,", "verzoekt de regering de brug te openen,",
                             "en gaat over tot de orde van de dag.", "Van der Brug", "De Vries"});
  EXPECT_EQ(reading.kind, "motion");
  EXPECT_EQ(reading.document_id, "kst-35999-7");
  EXPECT_EQ(day(reading.date), "2032-03-30");
  ASSERT_EQ(reading.signatories.size(), 2U);
  EXPECT_EQ(reading.signatories[1].name, "De Vries");
}

TEST(Memoranda, OfABillOfMembersAreSignedByThem) {
  const auto reading =
      read({"Vergaderjaar 2031-2032", "35 999",
            "Voorstel van wet van de leden Van der Brug en De Vries tot wijziging van de Brugwet", "Nr. 6",
            "MEMORIE VAN TOELICHTING", "1. Inleiding", "De brug is oud.", "Van der Brug", "De Vries"});
  EXPECT_EQ(reading.kind, "memorandum");
  ASSERT_EQ(reading.signatories.size(), 2U);
  EXPECT_EQ(reading.signatories[0].name, "Van der Brug");
  EXPECT_EQ(
      read({"35 999", "Brugwet", "Nr. 6", "MEMORIE VAN TOELICHTING", "De brug is oud.", "Slot"}).signatories.size(),
      0U);
}

TEST(Gazettes, AreDatedByTheirIssueElseByTheirLastLine) {
  const auto notice = [](std::string_view last) {
    return paper({"Gemeenteblad van Brugstad", "Vergunning voor een brug", "De stukken liggen ter inzage.", last});
  };
  EXPECT_EQ(day(recognise(notice("Brugstad, 14 juni 2032"), {}).date), "2032-06-14");
  EXPECT_EQ(day(recognise(notice("Brugstad, 2 3 december 2032"), {}).date), "2032-12-23");
  EXPECT_EQ(day(recognise(notice("Brugstad, 14 juni 2032"), {"x", {{"date", "2032-06-16"}}}).date), "2032-06-16");
  EXPECT_EQ(day(recognise(notice("Vastgesteld 12 juni 2032"), {"x", {{"date", "2032-06-16"}}}).date), "2032-06-16");
  EXPECT_EQ(day(recognise(notice("De brug gaat dicht op 14 juni 2032"), {}).date), "");
}

TEST(Kinds, AListOfDecisionsIsDatedByItsHeadElseByItsMeeting) {
  const std::string title = "Besluitenlijst van de procedurevergadering van donderdag 2 april 2032";
  EXPECT_EQ(day(read({"Den Haag, 3 april 2032", "Voortouwcommissie: vaste commissie voor Bruggen", title}).date),
            "2032-04-03");
  EXPECT_EQ(day(read({"Voortouwcommissie: vaste commissie voor Bruggen", title, "1. Agendapunt"}).date), "2032-04-02");
}

TEST(Kinds, OfOtherPublicationsAreToldByTheirWords) {
  EXPECT_EQ(read({"Den Haag, 3 april 2032", "Voortouwcommissie: vaste commissie voor Bruggen",
                  "Besluitenlijst van de procedurevergadering van 2 april 2032"})
                .kind,
            "decision_list");
  EXPECT_EQ(read({"ECLI:NL:RBXXX:2032:12", "Rechtbank Brugge", "Uitspraak van 3 mei 2032"}).kind, "judgment");
  EXPECT_EQ(
      read({"De voorzitter: Ik open de vergadering.", "De heer Aa (ABC): Dank u.", "Mevrouw Bee (XYZ): Ook dank."})
          .kind,
      "proceedings");
  EXPECT_EQ(read({"Gemeenteblad van Brugstad", "Vergunning voor een brug"}).kind, "gazette");
  EXPECT_EQ(read({"Zomaar een tekst."}).kind, "other");
}

TEST(Kinds, AreToldByWhatTheRenditionSaysOfItself) {
  const auto text = paper({"De brug", "Zij is open."});
  EXPECT_EQ(recognise(text, {"x.html", {{"root", "html"}, {"title", "Brug open"}}}).kind, "page");
  EXPECT_EQ(recognise(text, {"stb-2032-84.xml", {}}).kind, "gazette");
  const auto own = recognise(text, {"a.xml", {{"root", "officiele-publicatie"}, {"document_id", "stcrt-2032-123"}}});
  EXPECT_EQ(own.kind, "gazette");
  EXPECT_EQ(own.document_id, "stcrt-2032-123");
}

TEST(Titles, AreNeverEmptyWhenTheTextIsNot) {
  EXPECT_EQ(read({"GEMEENTEBLAD", "Officiële uitgave van de gemeente Brugstad", "# Vergunning brug"}).title,
            "Vergunning brug");
  EXPECT_EQ(read({"?"}).title, "?");
  EXPECT_EQ(recognise(paper({"De brug"}), {"x", {{"title", "Brug open"}}}).title, "Brug open");
  EXPECT_EQ(recognise({}, {}).title, "");
  EXPECT_LE(read({std::string(5000, 'a')}).title.size(), 600U);
}

TEST(Titles, OfABesluitAreNotThoseOfItsParts) {
  const auto reading = read({"# Besluit van 3 mei 2032, houdende regels over turf", "Wij Willem-Alexander",
                             "Op de voordracht van Onze Minister", "Gelet op de Turfwet", "Hebben goedgevonden",
                             "# ARTIKEL I", "Turf is bruin.", "# NOTA VAN TOELICHTING", "Turf is bruin."});
  EXPECT_EQ(reading.title, "Besluit van 3 mei 2032, houdende regels over turf");
}

TEST(Reprints, HaveTitlesWithoutTheMarkOfTheNoteThatSaysSo) {
  const auto reading =
      read({"Vergaderjaar 2031-2032", "35 999", "Brugwet", "Nr. 7", "BRIEF VAN DE MINISTER VAN BRUGGEN[^1]",
            "Aan de Voorzitter van de Tweede Kamer", "De brug is dicht."});
  EXPECT_EQ(reading.title.find("[^"), std::string::npos) << reading.title;
  EXPECT_EQ(reading.sender, "Minister van Bruggen");
}

TEST(Identities, StandInTheFootOfAPageAndNowhereElse) {
  const auto note = read({"Aantekening over de brug.", "Zie:", "kst-35999-7", "We bellen morgen."});
  EXPECT_EQ(note.document_id, std::nullopt);
  const auto paper = read({"Over de brug is dit gezegd.", "kst-35999-7", "ISSN 0921 - 7371", "’s-Gravenhage 2032"});
  EXPECT_EQ(paper.document_id, "kst-35999-7");
}

TEST(Identities, AreFoundInNames) {
  using reader::identity_in_name;
  EXPECT_EQ(identity_in_name("map/ah-tk-20312032-546.txt"), "ah-tk-20312032-546");
  EXPECT_EQ(identity_in_name("ah-tk-20312032-545-uitstel.txt"), "ah-tk-20312032-545");
  EXPECT_EQ(identity_in_name("kst-35999-7.xml"), "kst-35999-7");
  EXPECT_EQ(identity_in_name("kst-36600-XV-AB.xml"), "kst-36600-XV-AB");
  EXPECT_FALSE(identity_in_name("kst-36600-series.txt"));
  EXPECT_FALSE(identity_in_name("kst-19637-from-3000.txt"));
  EXPECT_FALSE(identity_in_name("nds-tk-2025.txt"));
  EXPECT_FALSE(identity_in_name("beantwoording_kamervragen_6.docx"));
  EXPECT_FALSE(identity_in_name(""));
}

TEST(Identities, OfANameAreDerivedNotPrinted) {
  const auto reading = recognise(paper({"De brug", "Zij is open."}), {"kst-35999-7.txt", {}});
  EXPECT_FALSE(reading.document_id);
  EXPECT_EQ(reading.derived_document_id, "kst-35999-7");
  EXPECT_EQ(reading.dossier, "35999");
}

TEST(Sentences, KnowAbbreviationsInitialsQuotesAndMarks) {
  const auto found = reader::sentences(
      "Zie Kamerstuk 12 345, nr. 6, van o.a. E. van der Berg. «Klopt dat?», vroeg hij.[^1] Ja.2 De brug is 3.5 meter "
      "lang. "
      "Dat is zo!Echt waar.De reden volgt.");
  ASSERT_EQ(found.size(), 7U);
  EXPECT_EQ(found[0], "Zie Kamerstuk 12 345, nr. 6, van o.a. E. van der Berg.");
  EXPECT_EQ(found[1], "«Klopt dat?», vroeg hij.[^1]");
  EXPECT_EQ(found[2], "Ja.2");
  EXPECT_EQ(found[4], "Dat is zo!");
  EXPECT_EQ(found[6], "De reden volgt.");
}

TEST(Cleaning, ComposesAccentsAndFoldsSpaces) {
  EXPECT_EQ(reader::clean("Kostic \xC2\xB4 (X)"), "Kosti\xC4\x87 (X)");
  EXPECT_EQ(reader::clean("Yes\xCC\xA7ilgo\xCC\x88z"), "Ye\xC5\x9Filg\xC3\xB6z");
  EXPECT_EQ(reader::clean(" a\xC2\xA0\xE2\x80\x89"
                          "b\xC2\xAD"
                          "c "),
            "a bc");
  EXPECT_EQ(reader::clean("## **Kop**"), "Kop");
  EXPECT_EQ(reader::clean("a\xFF"
                          "b"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Heads, OfTheEersteKamerMayRunTheirLetterIntoTheTitle) {
  const auto reading =
      read({"Eerste Kamer der Staten-Generaal 1", "Vergaderjaar 2031–2032", "36 987 Brugwet",
            "C VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Vastgesteld 3 februari 2032",
            "De leden van de vaste commissie voor Defensie[1] hebben een brief gezien.",
            "BRIEF VAN DE VOORZITTER VAN DE VASTE COMMISSIE VOOR DEFENSIE", "Aan de Minister van Defensie",
            "Den Haag, 15 december 2031", "De leden van de VVD-fractie vragen hoeveel bruggen er zijn."});
  EXPECT_EQ(reading.document_id, "kst-36987-C");
  EXPECT_EQ(reading.title, "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG");
  EXPECT_EQ(day(reading.date), "2032-02-03");
  EXPECT_EQ(reading.committee, "vaste commissie voor Defensie");
}

TEST(Heads, NameEveryDossierOfThePaper) {
  const auto reading = read({"Eerste Kamer der Staten-Generaal", "Vergaderjaar 2031–2032", "36 987 Brugwet",
                             "36 988 (R2911) Rijkswet op de sluizen", "H1 BRIEF VAN DE MINISTER VAN BRUGGEN",
                             "Aan de Voorzitter van de Eerste Kamer der Staten-Generaal", "Den Haag, 15 december 2031",
                             "Zie Kamerstukken II 2030/31, 36 999, nr. 4."});
  EXPECT_EQ(reading.document_id, "kst-36987-H");
  EXPECT_EQ(reading.dossier_title, "Brugwet");
  EXPECT_THAT(reading.dossiers, testing::ElementsAre("36987", "36988-R2911", "36999"));
}

TEST(Heads, EndTheirTitleWhereTheDayBegins) {
  const auto amendment = read(
      {"Vergaderjaar 2031–2032", "36 987 Brugwet",
       "Nr. 17 GEWIJZIGD AMENDEMENT VAN HET LID DOL TER VERVANGING VAN DAT GEDRUKT ONDER NR. 11 Ontvangen 18 maart "
       "2032",
       "De ondergetekende stelt het volgende amendement voor:", "Dol"});
  EXPECT_EQ(amendment.title, "GEWIJZIGD AMENDEMENT VAN HET LID DOL TER VERVANGING VAN DAT GEDRUKT ONDER NR. 11");
  EXPECT_EQ(day(amendment.date), "2032-03-18");
  const auto motion = read({"36 987", "Brugwet", "Nr. 21 MOTIE VAN DE LEDEN DOL EN BIES",
                            "Voorgesteld tijdens het Notaoverleg van 16 maart 2032", "De Kamer,"});
  EXPECT_EQ(day(motion.date), "2032-03-16");
}

TEST(Heads, MayTitleASubamendment) {
  const auto reading =
      read({"36 987", "Brugwet", "Nr. 19 SUBAMENDEMENT VAN HET LID DOL OP HET AMENDEMENT VAN HET LID BIES",
            "De ondergetekende stelt het volgende subamendement voor:", "Dol"});
  EXPECT_EQ(reading.kind, "amendment");
  EXPECT_EQ(reading.document_id, "kst-36987-19");
}

TEST(Committees, InCapitalsAreWrittenAsUsual) {
  EXPECT_EQ(read({"36 987", "Brugwet", "Nr. 5", "VERSLAG VAN DE VASTE COMMISSIE VOOR INFRASTRUCTUUR EN WATERSTAAT2",
                  "Vastgesteld 3 mei 2032"})
                .committee,
            "vaste commissie voor Infrastructuur en Waterstaat");
}

TEST(ListsOfQuestions, MayBeAReportOnABill) {
  const auto reading = read({"36 987", "Brugwet", "Nr. 9", "VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN",
                             "Vastgesteld 3 oktober 2031", "De vaste commissie voor Defensie brengt verslag uit.", "1",
                             "Hoeveel?", "Antwoord", "Drie.", "2", "Waarom?", "Antwoord", "Daarom."});
  EXPECT_EQ(reading.kind, "answer");
  EXPECT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.answers.size(), 2U);
}

TEST(ListsOfQuestions, AreReadBeforeTheyArePrinted) {
  const auto reading =
      read({"2032D04567", "29 876 Waterbeleid", "Lijst van vragen",
            "De vaste commissie voor Defensie heeft een aantal vragen voorgelegd aan de Minister van Defensie over de "
            "bruggen (Kamerstuk 29 876, nr. 8).",
            "De voorzitter van de commissie,", "Dol", "1 Hoeveel bruggen zijn er?", "2 Wat kosten zij?"});
  EXPECT_EQ(reading.kind, "question_set");
  EXPECT_EQ(reading.dossier, "29876");
  EXPECT_EQ(reading.addressed_to, (std::vector<std::string>{"Minister van Defensie"}));
  EXPECT_EQ(reading.subject, "de bruggen");
  EXPECT_EQ(reading.questions.size(), 2U);
}

TEST(Bills, AreSignedByTheirMinisters) {
  const auto reading = read({"36 987", "Brugwet", "Nr. 2", "VOORSTEL VAN WET", "Wij Willem-Alexander,", "Gegeven",
                             "De Minister van Defensie,", "R. Dol"});
  EXPECT_EQ(reading.kind, "bill");
  EXPECT_EQ(reading.signatories, (std::vector<Official>{{"Minister", "R. Dol", "Defensie"}}));
}

TEST(ListsOfQuestions, MayStandInATable) {
  const auto reading =
      read({"2032D04567", "LIJST VAN VRAGEN", "De vaste commissie voor Defensie heeft een aantal vragen voorgelegd.",
            "| Nr\tVraag\tBijlage\tBlz. (van)\tt/m", "| 1\tHoeveel bruggen zijn er?\t\t12\t13",
            "| 2\tKunt u zeggen wat zij kosten? Zo nee, waarom niet?\t\t0\t0"});
  ASSERT_EQ(reading.questions.size(), 2U);
  EXPECT_EQ(reading.questions[0].text, "Hoeveel bruggen zijn er?");
  EXPECT_EQ(reading.questions[1].text, "Kunt u zeggen wat zij kosten? Zo nee, waarom niet?");
}

TEST(Bills, AreDatedBelowTheirTitleOrAtTheirEnd) {
  const auto changed = read({"Eerste Kamer der Staten-Generaal", "36 987", "Brugwet",
                             "A GEWIJZIGD VOORSTEL VAN WET 13 januari 2032", "Wij Willem-Alexander,"});
  EXPECT_EQ(changed.title, "GEWIJZIGD VOORSTEL VAN WET");
  EXPECT_EQ(day(changed.date), "2032-01-13");
  EXPECT_EQ(day(read({"Eerste Kamer der Staten-Generaal", "36 987", "Brugwet", "A GEWIJZIGD VOORSTEL VAN WET",
                      "13 januari 2032", "Wij Willem-Alexander,"})
                    .date),
            "2032-01-13");
  const auto message = read({"36 987", "Brugwet", "Nr. 1", "KONINKLIJKE BOODSCHAP",
                             "Wij bieden U hiernevens ter overweging aan een voorstel van wet.",
                             "’s-Gravenhage, 3 april 2032", "Willem-Alexander"});
  EXPECT_EQ(day(message.date), "2032-04-03");
}

TEST(Gazettes, AreDatedByTheDayOfTheirIssue) {
  const auto reading = recognise(paper({"Tractatenblad", "Verdrag inzake bruggen; Parijs, 3 mei 2031"}),
                                 {"trb-2032-12.xml", {{"root", "tractatenblad"}, {"issued", "2032-02-03"}}});
  EXPECT_EQ(reading.kind, "gazette");
  EXPECT_EQ(day(reading.date), "2032-02-03");
}

TEST(Heads, MayRunATitleThatBeginsLikeAPaperIntoTheirNumber) {
  const auto reading =
      read({"Tweede Kamer der Staten-Generaal 2",
            "36 999 Initiatiefnota van het lid Dol over bruggen Nr. 2 INITIATIEFNOTA", "1. Inleiding", "Dol"});
  EXPECT_EQ(reading.document_id, "kst-36999-2");
  EXPECT_EQ(reading.dossier_title, "Initiatiefnota van het lid Dol over bruggen");
  EXPECT_EQ(reading.title, "INITIATIEFNOTA");
}

TEST(Committees, AreNamedAlikeWhereverTheyStand) {
  EXPECT_EQ(read({"Besluitenlijst", "Vaste commissie voor Defensie", "Den Haag, 3 mei 2032"}).committee,
            "vaste commissie voor Defensie");
  EXPECT_EQ(read({"Convocatie", "Commissie: vaste commissie voor Defensie Soort: Inbreng"}).committee,
            "vaste commissie voor Defensie");
}

}  // namespace
}  // namespace griffier::publications
