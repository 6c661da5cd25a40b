#include <gtest/gtest.h>

#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications {
namespace {

using Words = std::vector<std::string>;

TEST(Letters, AreReadFromTheHeadToTheSignature) {
  const auto reading =
      read({"Vergaderjaar 2031–2032", "**29 876**", "**Waterbeleid**", "**Nr. 3271**",
            "## **BRIEF VAN DE MINISTER VAN ASIEL EN MIGRATIE**",
            "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 19 september 2032",
            "Hierbij zend ik u een nota.", "De Minister van Asiel en Migratie,", "M.H.M. Pieters-van de Wetering"});
  EXPECT_EQ(reading.kind, "letter");
  EXPECT_EQ(reading.document_id, "kst-29876-3271");
  EXPECT_EQ(reading.dossier, "29876");
  EXPECT_EQ(reading.dossier_title, "Waterbeleid");
  EXPECT_EQ(reading.document_number_in_dossier, "3271");
  EXPECT_EQ(reading.vergaderjaar, "2031-2032");
  EXPECT_EQ(reading.title, "BRIEF VAN DE MINISTER VAN ASIEL EN MIGRATIE");
  EXPECT_EQ(reading.sender, "Minister van Asiel en Migratie");
  EXPECT_EQ(reading.addressee, "Voorzitter van de Tweede Kamer der Staten-Generaal");
  EXPECT_EQ(reading.place, "Den Haag");
  EXPECT_EQ(day(reading.date), "2032-09-19");
  ASSERT_TRUE(reading.signatory);
  EXPECT_EQ(*reading.signatory, (Official{"Minister", "M.H.M. Pieters-van de Wetering", "Asiel en Migratie"}));
  EXPECT_EQ(reading.dossiers, (Words{"29876"}));
}

TEST(Letters, MayRunTheirHeadTogether) {
  const auto number = read({"Nr. 202 BRIEF VAN DE MINISTER VAN DEFENSIE", "Den Haag, 10 juli 2032", "Tekst.",
                            "De Minister van Defensie, A. de Graaf"});
  EXPECT_EQ(number.document_number_in_dossier, "202");
  EXPECT_FALSE(number.document_id);
  EXPECT_EQ(number.title, "BRIEF VAN DE MINISTER VAN DEFENSIE");
  EXPECT_EQ(number.signatory->name, "A. de Graaf");
  const auto all = read({"36 600 VII Vaststelling van de begroting Nr. 12 BRIEF VAN DE STAATSSECRETARIS VAN DEFENSIE",
                         "Den Haag, 10 juli 2032"});
  EXPECT_EQ(all.document_id, "kst-36600-VII-12");
  EXPECT_EQ(all.dossier_title, "Vaststelling van de begroting");
}

TEST(Letters, OnACouncilOfMinistersKeepItsNumber) {
  for (const std::string_view dossier : {"21 501-20", "21 501 20"})
    EXPECT_EQ(read({"Vergaderjaar 2031–2032", dossier, "Europese Raad", "Nr. 1999", "BRIEF VAN DE MINISTER-PRESIDENT",
                    "Den Haag, 3 mei 2032"})
                  .document_id,
              "kst-21501-20-1999");
}

TEST(Letters, OfTheEersteKamerAreNumberedInLetters) {
  const auto reading =
      read({"36 987", "Brugwet", "B", "Nr. B", "BRIEF VAN DE MINISTER VAN DEFENSIE", "Den Haag, 10 juli 2032"});
  EXPECT_EQ(reading.document_id, "kst-36987-B");
  EXPECT_EQ(reading.kamer, "ek");
}

TEST(Letters, WithoutAHeadAreNamedAfterTheSigner) {
  const auto reading = read({"Aan de Voorzitter van de Tweede Kamer", "der Staten-Generaal", "Den Haag, 16 mei 2032",
                             "In deze brief informeer ik u, mede namens de Minister van Buitenlandse Zaken en de "
                             "Minister voor Klimaat en Energie, over "
                             "de brug.",
                             "De Staatssecretaris van Justitie en Veiligheid, E. van der Wal"});
  EXPECT_EQ(reading.kind, "letter");
  EXPECT_EQ(reading.title, "Brief van de Staatssecretaris van Justitie en Veiligheid");
  EXPECT_EQ(reading.on_behalf_of, (Words{"Minister van Buitenlandse Zaken", "Minister voor Klimaat en Energie"}));
  EXPECT_EQ(reading.addressee, "Voorzitter van de Tweede Kamer der Staten-Generaal");
}

TEST(Letters, MaySplitTheOfficeOfTheSigner) {
  const auto reading = read({"Geachte voorzitter,", "Datum: 3 mei 2032", "Tekst.", "de minister van Volksgezondheid,",
                             "Welzijn en Sport,", "F. de Boer"});
  ASSERT_TRUE(reading.signatory);
  EXPECT_EQ(*reading.signatory, (Official{"Minister", "F. de Boer", "Volksgezondheid, Welzijn en Sport"}));
}

TEST(Letters, TellWhatTheyPromise) {
  const auto reading = read(
      {"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 16 mei 2032",
       "Eerder heb ik uw Kamer geïnformeerd over de brug.",
       "Ik zal uw Kamer voor het zomerreces informeren over de sluis.",
       "In reactie op het verzoek van de heer Aa kan ik niet aan de termijn voldoen. Ik kom hier separaat op terug.",
       "Uw Kamer wordt op een later moment geïnformeerd over het veer.",
       "Zoals aan uw Kamer is aangegeven zal de uitwisseling van informatie over het pont voortgaan."});
  EXPECT_EQ(
      reading.promises,
      (Words{
          "Ik zal uw Kamer voor het zomerreces informeren over de sluis.",
          "In reactie op het verzoek van de heer Aa kan ik niet aan de termijn voldoen. Ik kom hier separaat op terug.",
          "Uw Kamer wordt op een later moment geïnformeerd over het veer."}));
}

TEST(Letters, TellWhichMotionsAndPromisesTheyDeclareDone) {
  const auto reading = read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 16 mei 2032",
                             "Hiermee acht ik de motie van het lid Aa ten uitvoering gebracht.",
                             "De brief volgt op toezeggingen en moties, die ik als uitgevoerd beschouw.[^2]",
                             "Is de motie al uitgevoerd?",
                             "[^2] Kamerstuk 29 876, nr. 813 Motie van het lid Bee en toezegging van de Minister in "
                             "het debat van 20 december 2031"});
  ASSERT_EQ(reading.motions_done.size(), 3U);
  EXPECT_EQ(reading.motions_done[0], "Hiermee acht ik de motie van het lid Aa ten uitvoering gebracht.");
  EXPECT_EQ(reading.motions_done[2], "Kamerstuk 29 876, nr. 813 Motie van het lid Bee");
  EXPECT_EQ(reading.promises_fulfilled, (Words{"toezegging van de Minister in het debat van 20 december 2031"}));
}

TEST(Letters, TellWhichRequestsTheyAnswerAndNotWhichTheyDecline) {
  const auto reading =
      read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 16 mei 2032",
            "Het lid Aa (ABC) heeft verzocht om een brief over de brug. Met deze brief beantwoord ik zijn "
            "informatieverzoek.",
            "In reactie op het verzoek van de heer Bee om de stukken te delen, meld ik dat ik niet kan voldoen aan de "
            "gevraagde termijn.",
            "In reactie op het verzoek van mevrouw Cee laat ik weten dat ik hier geen gevolg aan geef."});
  EXPECT_EQ(reading.requests_answered,
            (Words{"Het lid Aa (ABC) heeft verzocht om een brief over de brug. Met deze brief beantwoord ik zijn "
                   "informatieverzoek."}));
}

TEST(WooDecisions, GiveTheirDateReferenceAndSubject) {
  const auto reading = read({"Ministerie van Turf", "Datum 3 mei 2032", "Ons kenmerk 2032-0012",
                             "Betreft Besluit op uw Woo-verzoek over turf", "Geachte heer,",
                             "U heeft met een beroep op de Wet open overheid verzocht om informatie over turf.",
                             "Besluit", "Ik besluit de documenten openbaar te maken."});
  EXPECT_EQ(reading.kind, "woo_decision");
  EXPECT_EQ(day(reading.date), "2032-05-03");
  EXPECT_EQ(reading.kenmerk, "2032-0012");
  EXPECT_EQ(reading.title, "Besluit op uw Woo-verzoek over turf");
}

TEST(DecisionNotes, GiveTheirReferenceAndSubject) {
  const auto reading = read({"Staatssecretaris van Justitie en Veiligheid", "**Directoraat-Generaal Water**", "nota",
                             "Reactie op informatieverzoek van het lid Aa (ABC) over de brug", "Datum", "7 juni 2032",
                             "Ons kenmerk", "5277111", "1. Aanleiding", "Het lid vroeg ernaar.",
                             "2. Geadviseerd besluit", "Akkoord gaan.", "3. Kernpunten", "Geen."});
  EXPECT_EQ(reading.kind, "decision_note");
  EXPECT_EQ(reading.kenmerk, "5277111");
  EXPECT_EQ(day(reading.date), "2032-06-07");
  EXPECT_EQ(reading.subject, "Reactie op informatieverzoek van het lid Aa (ABC) over de brug");
  EXPECT_EQ(reading.addressee, "Staatssecretaris van Justitie en Veiligheid");
  EXPECT_TRUE(reading.questions.empty());
}

TEST(Letters, AreSignedByThoseWhoStandInOrHavePartOfAMinistry) {
  const auto reading =
      read({"Geachte voorzitter,", "Datum: 3 mei 2032", "Tekst.", "De Minister van Buitenlandse Zaken a.i.,",
            "R. Veerman", "De Staatssecretaris van Financiën – Fiscaliteit, Belastingdienst en Douane,",
            "E.H.J. Tolman", "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,", "ir. K. (Karel) Pontman",
            "De viceminister-president, Minister van Sociale Zaken en Werkgelegenheid,", "Y. van den Oever",
            "De demissionair Minister van Defensie,", "P. Dijkman"});
  EXPECT_EQ(reading.signatories,
            (std::vector<Official>{
                {"Minister", "R. Veerman", "Buitenlandse Zaken"},
                {"Staatssecretaris", "E.H.J. Tolman", "Financiën – Fiscaliteit, Belastingdienst en Douane"},
                {"Minister", "ir. K. (Karel) Pontman", "Infrastructuur en Waterstaat"},
                {"Minister", "Y. van den Oever", "Sociale Zaken en Werkgelegenheid"},
                {"Minister", "P. Dijkman", "Defensie"}}));
}

TEST(Letters, NameAsSenderWhoeverTheirTitleNames) {
  const auto sender = [](std::string_view title) {
    return read({"Vergaderjaar 2031–2032", "29 876", "Waterbeleid", "Nr. 12", title,
                 "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 3 mei 2032", "Tekst."})
        .sender;
  };
  EXPECT_EQ(sender("BRIEF VAN DE ALGEMENE REKENKAMER"), "Algemene Rekenkamer");
  EXPECT_EQ(sender("BRIEF VAN HET PRESIDIUM"), "Presidium");
  EXPECT_EQ(sender("BRIEF VAN DE LEDEN VAN DER BIES EN DOL"), "Leden Van der Bies en Dol");
  EXPECT_EQ(sender("Brief van de Nationale ombudsman"), "Nationale ombudsman");
}

TEST(Reports, AreNotAddressedToTheirSigner) {
  const auto reading =
      read({"Vergaderjaar 2031–2032", "29 876", "Waterbeleid", "Nr. 12", "VERSLAG VAN EEN COMMISSIEDEBAT",
            "Vastgesteld 7 mei 2032", "De vaste commissie voor Defensie heeft op 8 april 2032 overleg gevoerd.",
            "De voorzitter van de vaste commissie voor Defensie,", "P. Dol"});
  EXPECT_EQ(reading.addressee, "");
  EXPECT_EQ(day(reading.date), "2032-05-07");
}

TEST(Letters, PromiseInTheWordsOfMoreThanOneMinister) {
  const auto reading = read({"Nr. 12 BRIEF VAN DE MINISTER VAN DEFENSIE", "Den Haag, 3 mei 2032",
                             "Wij zeggen u toe de Kamer hierover te spreken. Ik zeg niets over de toekomst."});
  EXPECT_EQ(reading.promises, (Words{"Wij zeggen u toe de Kamer hierover te spreken."}));
}

TEST(Letters, MayGreetOnTheLineOfTheSigner) {
  const auto reading = read({"Geachte voorzitter,", "Tekst.",
                             "Hoogachtend, de staatssecretaris van Financiën - Toeslagen en Douane,", "Eva Dol"});
  EXPECT_EQ(reading.signatories,
            (std::vector<Official>{{"Staatssecretaris", "Eva Dol", "Financiën – Toeslagen en Douane"}}));
}

TEST(Letters, MayBeSignedByTwoBesideEachOther) {
  const auto reading = read({"Geachte voorzitter,", "Tekst.",
                             "DE MINISTER VAN DEFENSIE DE STAATSSECRETARIS VAN DEFENSIE", "D. van den Dol D.G. Bies"});
  EXPECT_EQ(reading.signatories, (std::vector<Official>{{"Minister", "D. van den Dol", "Defensie"},
                                                        {"Staatssecretaris", "D.G. Bies", "Defensie"}}));
}

TEST(Letters, DeclareAMotionDoneWithItsNumber) {
  const auto reading = read(
      {"Nr. 12 BRIEF VAN DE MINISTER VAN DEFENSIE", "Den Haag, 3 mei 2032",
       "Hiermee geef ik uitvoering aan de motie van het lid Dol c.s. (Kamerstuk 29 876, nr. 13). Ik ben voornemens uw "
       "Kamer hierover een voorstel te doen toekomen."});
  EXPECT_EQ(reading.motions_done,
            (Words{"Hiermee geef ik uitvoering aan de motie van het lid Dol c.s. (Kamerstuk 29 876, nr. 13)."}));
  EXPECT_EQ(reading.promises.size(), 1U);
}

TEST(Letters, HaveTheirAddressOnLinesOfItsOwn) {
  EXPECT_EQ(read({"De voorzitter van de", "Tweede Kamer der Staten-Generaal", "Postbus 20018", "Geachte voorzitter,"})
                .addressee,
            "voorzitter van de Tweede Kamer der Staten-Generaal");
  EXPECT_EQ(read({"Aan de Voorzitter van de", "Eerste Kamer der", "Staten-Generaal", "Den Haag", "Geachte voorzitter,"})
                .addressee,
            "Voorzitter van de Eerste Kamer der Staten-Generaal");
}

TEST(Letters, PromiseToShareWhatIsFound) {
  const auto reading = read({"Nr. 12 BRIEF VAN DE MINISTER VAN DEFENSIE", "Den Haag, 3 mei 2032",
                             "De uitkomsten deel ik naar verwachting in het najaar met uw Kamer.",
                             "Hierbij deel ik u mede dat de Kamer uiterlijk in mei bijeenkomt."});
  EXPECT_EQ(reading.promises, (Words{"De uitkomsten deel ik naar verwachting in het najaar met uw Kamer."}));
}

}  // namespace
}  // namespace griffier::publications
