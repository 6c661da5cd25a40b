// The links of a paper, what addresses name, and where facts were found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "publications/facts.h"
#include "publications/web_address.h"
#include "recognise_support.h"

namespace griffier::publications {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// "relation kind target @block", in order.
std::vector<std::string> links_of(const Reading& reading) {
  std::vector<std::string> out;
  for (const auto& link : reading.links)
    out.push_back(link.relation + ' ' + link.kind + ' ' + link.target + " @" + std::to_string(link.block));
  return out;
}

TEST(Links, AreAlsoWhatThePublisherSaysBesideTheText) {
  const auto reading = recognise(
      paper({"ECLI:NL:XX:2032:12", "Zie ECLI:NL:XX:2032:3."}),
      {"x",
       {{"document_id", "ECLI:NL:XX:2032:12"},
        {"references", "artikel 1:3 Algemene wet bestuursrecht\nEerder: ECLI:NL:XX:2031:4\nECLI:NL:XX:2032:3"}}});
  EXPECT_THAT(reading.references, ElementsAre("ECLI:NL:XX:2032:3", "ECLI:NL:XX:2031:4"));
  EXPECT_THAT(reading.other_references, ElementsAre("artikel 1:3 Awb"));
  EXPECT_THAT(links_of(reading), ElementsAre("cites judgment ECLI:NL:XX:2032:3 @1", "cites law artikel 1:3 Awb @-1",
                                             "cites judgment ECLI:NL:XX:2031:4 @-1"));
}

std::string origin(const Reading& reading, const std::string& name) {
  const auto found = reading.origins.find(name);
  return found == reading.origins.end() ? "" : found->second.from + ' ' + std::to_string(found->second.block);
}

TEST(Links, SayWhatAPaperPointsAtAndWhere) {
  const auto reading =
      read({"Verslag van een werkbezoek",
            "De motie van het lid De Boer (Kamerstuk 31 415, nr. 9) en artikel 3:47 van de Algemene wet "
            "bestuursrecht zijn besproken, en nogmaals Kamerstuk 31 415, nr. 9.",
            "Zie ECLI:NL:RVS:2024:12, zaak C-1/21, Stb. 2018, 84 en 12, en 2024D38123.",
            "Zie ook www.voorbeeld.nl/pagina en https://zoek.officielebekendmakingen.nl/kst-27182-4.html."});
  EXPECT_THAT(
      links_of(reading),
      ElementsAre("refers kamerstuk kst-31415-9 @1", "cites law artikel 3:47 Awb @1",
                  "cites judgment ECLI:NL:RVS:2024:12 @2", "cites case C-1/21 @2", "refers staatsblad stb-2018-84 @2",
                  "refers staatsblad stb-2018-12 @2", "refers document tk-2024D38123 @2",
                  "address url https://www.voorbeeld.nl/pagina @3", "address kamerstuk kst-27182-4 @3"));
  EXPECT_EQ(reading.links[0].printed, "Kamerstuk 31 415, nr. 9");
  EXPECT_THAT(reading.references, Not(Contains("kst-27182-4"))) << "what an address holds is part of the address";
}

TEST(Links, TieAnAnswerToItsQuestionsAndToEarlierPapers) {
  const auto reading =
      read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2024–2025", "Aanhangsel van de Handelingen",
            "Vragen gesteld door de leden der Kamer, met de daarop door de regering "
            "gegeven antwoorden",
            "612",
            "Vragen van het lid Zee (Partij B) aan de Minister van Zaken over het hooien (ingezonden 4 oktober 2024).",
            "Antwoord van Minister De Vries (Zaken) (ontvangen 1 november 2024). Zie ook Aanhangsel Handelingen, "
            "vergaderjaar 2024–2025, nr. 505.",
            "Vraag 1", "Wordt er gehooid?", "Antwoord 1", "Ja."});
  ASSERT_EQ(reading.kind, "answer");
  EXPECT_THAT(reading.see_also, ElementsAre("ah-tk-20242025-505"));
  EXPECT_THAT(links_of(reading), Contains("see_also aanhangsel ah-tk-20242025-505 @6"));

  const auto answer =
      read({"AH 605", "2024Z90001", "Antwoord van minister De Vries (Zaken) (ontvangen 1 november 2024)", "Vraag 1",
            "Wordt er gehooid?", "Antwoord 1", "Ja."});
  EXPECT_THAT(links_of(answer), Contains("answers kamervraag kv-tk-2024Z90001 @-1"));
}

TEST(Links, FollowTheMetadataAndTheSuffixOfAnIdentity) {
  const auto annex = recognise(
      paper({"Een rapport."}),
      Hints{"", {{facts::kDocumentId, "blg-77"}, {facts::kParent, "kst-31415-9"}, {facts::kDossiers, "31415\n27182"}}});
  EXPECT_THAT(links_of(annex), ElementsAre("annex_of kamerstuk kst-31415-9 @-1", "refers dossier 27182 @-1"));
  const auto reprint = recognise(paper({"Een brief."}), Hints{"", {{facts::kDocumentId, "kst-31415-9-h1"}}});
  EXPECT_THAT(links_of(reprint), ElementsAre("replaces kamerstuk kst-31415-9 @-1"));
  const auto correction = recognise(paper({"Een brief."}), Hints{"", {{facts::kDocumentId, "ah-tk-20242025-9-n1"}}});
  EXPECT_THAT(links_of(correction), ElementsAre("corrects aanhangsel ah-tk-20242025-9 @-1"));
}

TEST(Links, CarryTheUndertakingsOfALetter) {
  const auto letter = read(
      {"Den Haag, 3 maart 2025", "Geachte voorzitter,",
       "In reactie op het informatieverzoek van de vaste commissie voor Zaken van 11 september 2024 bericht ik u als "
       "volgt.",
       "Hiermee beschouw ik de motie van het lid De Boer[^1] als uitgevoerd.",
       "Met deze brief is de toezegging TZ202306-026 afgedaan.",
       "Voor de zomer zal ik uw Kamer informeren over de uitkomsten.", "De Minister van Zaken,", "A. de Vries",
       "[^1] Kamerstukken II 2023/24, 31 415, nr. 9"});
  ASSERT_EQ(letter.kind, "letter");
  EXPECT_THAT(letter.requests_answered,
              ElementsAre("In reactie op het informatieverzoek van de vaste commissie voor Zaken van 11 september 2024 "
                          "bericht ik u als volgt."));
  const auto links = links_of(letter);
  EXPECT_THAT(links, Contains("request_answered   @2"));
  EXPECT_THAT(links, Contains("motion_done kamerstuk kst-31415-9 @3"));
  EXPECT_THAT(links, Contains("promise_fulfilled toezegging TZ202306-026 @4"));
  EXPECT_THAT(links, Contains("promise   @5"));
  EXPECT_THAT(links, Not(Contains("motion_done   @3")));
}

TEST(Links, CountOnlyRequestsOfTheKamer) {
  for (const char* const sentence :
       {"Op verzoek van de vaste commissie voor Zaken stuur ik u hierbij een reactie.",
        "Hierbij voldoe ik aan het verzoek van het lid De Boer, gedaan tijdens de regeling van werkzaamheden.",
        "U heeft mij verzocht om een reactie op uw verzoek van 3 mei."}) {
    const auto letter = read({"Den Haag, 3 maart 2025", "Geachte voorzitter,", sentence, "De Minister van Zaken,"});
    EXPECT_EQ(letter.requests_answered.size(), 1U) << sentence;
  }
  for (const char* const sentence :
       {"Naar aanleiding van het Woo-verzoek van een journalist heeft de commissie stukken openbaar gemaakt.",
        "Heeft u kennisgenomen van het verzoek van de commissie?", "Hij verzocht om een bewijs van inschrijving."}) {
    const auto letter = read({"Den Haag, 3 maart 2025", "Geachte voorzitter,", sentence, "De Minister van Zaken,"});
    EXPECT_THAT(letter.requests_answered, IsEmpty()) << sentence;
  }
}

TEST(WebAddress, NamesThePublicationOfThePublishersOwnSites) {
  const std::vector<std::pair<const char*, Named>> kNamed{
      {"https://zoek.officielebekendmakingen.nl/kst-27182-4.html", {"kamerstuk", "kst-27182-4"}},
      {"zoek.officielebekendmakingen.nl/ah-tk-20242025-12.pdf?x=1#top", {"aanhangsel", "ah-tk-20242025-12"}},
      {"https://repository.overheid.nl/frbr/officielepublicaties/kst/27182/kst-27182-4/1/xml/kst-27182-4.xml",
       {"kamerstuk", "kst-27182-4"}},
      {"https://zoek.officielebekendmakingen.nl/dossier/36600-VII", {"dossier", "36600-VII"}},
      {"https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2024:1", {"judgment", "ECLI:NL:HR:2024:1"}},
      {"https://uitspraken.rechtspraak.nl/details?id=ECLI%3ANL%3AHR%3A2024%3A1", {"judgment", "ECLI:NL:HR:2024:1"}},
      {"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679", {"celex", "32016R0679"}},
      {"https://eur-lex.europa.eu/legal-content/NL/TXT/HTML/?uri=celex%3A32016R0679&from=NL", {"celex", "32016R0679"}},
      {"https://eur-lex.europa.eu/eli/dir/2013/32/oj", {"celex", "32013L0032"}},
      {"https://wetten.overheid.nl/BWBR0005537/2024-01-01", {"law", "BWBR0005537"}},
      {"https://www.tweedekamer.nl/kamerstukken/detail?id=2024Z18438&did=2024D38123", {"document", "tk-2024D38123"}},
      {"https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024Z18438", {"zaak", "2024Z18438"}},
      {"https://www.tweedekamer.nl/kamerstukken/wetsvoorstellen/detail?qry=wetsvoorstel%3A36711", {"dossier", "36711"}},
      {"https://www.eerstekamer.nl/wetsvoorstel/36511_wet_op_de_bermen", {"dossier", "36511"}},
      {"https://wetten.overheid.nl/jci1.3:c:BWBR0011611&g=2017-01-01", {"law", "BWBR0011611"}},
  };
  for (const auto& [url, named] : kNamed) EXPECT_EQ(named_by_address(url), named) << url;
  for (const char* const url :
       {"", "https://", "https://voorbeeld.nl/kst-27182-4.html", "https://zoek.officielebekendmakingen.nl/",
        "https://nepofficielebekendmakingen.nl/kst-27182-4.html", "https://eur-lex.europa.eu/eli/reg/2016",
        "https://wetten.overheid.nl/zoeken", "https://www.tweedekamer.nl/?id=x",
        "https://www.eerstekamer.nl/wetsvoorstel/", "https://www.eerstekamer.nl/wetsvoorstel/x_1",
        "https://rechtspraak.nl/%"})
    EXPECT_FALSE(named_by_address(url)) << url;
}

TEST(Origins, SayWhereTheTextSaysAFact) {
  const auto reading =
      read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2024–2025", "31 415 Het maaien", "Nr. 92",
            "BRIEF VAN DE MINISTER VAN ZAKEN", "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Den Haag, 3 maart 2025", "Op 1 januari is gemaaid (Kamerstuk 31 415, nr. 9).", "De Minister van Zaken,",
            "A. de Vries"});
  EXPECT_EQ(origin(reading, "vergaderjaar"), "text 1");
  EXPECT_EQ(origin(reading, "dossier"), "text 2");
  EXPECT_EQ(origin(reading, "document_number_in_dossier"), "text 3");
  EXPECT_EQ(origin(reading, "title"), "text 4");
  EXPECT_EQ(origin(reading, "kind"), "text 4");
  EXPECT_EQ(origin(reading, "date"), "text 6");
  EXPECT_EQ(origin(reading, "references"), "text 7");
  EXPECT_EQ(origin(reading, "signatory"), "text 9");
  EXPECT_EQ(origin(reading, "askers"), "") << "there are none";
  const auto named = recognise(paper({"Een brief."}), Hints{"kst-31415-9.pdf", {}});
  EXPECT_EQ(origin(named, "derived_document_id"), "name -1");
}

TEST(Kinds, AreToldByWhatAPaperIs) {
  EXPECT_EQ(read({"Overzicht moties en toezeggingen", "De Minister zegt toe de Kamer te berichten."}).kind,
            "toezegging_list");
  EXPECT_EQ(read({"Betreft: besluit op uw Woo-verzoek", "Geachte heer,",
                  "In uw brief heeft u op grond van de Wet open overheid verzocht om stukken.",
                  "Ik heb besloten de stukken openbaar te maken.", "U kunt een bezwaarschrift indienen."})
                .kind,
            "woo_decision");
  EXPECT_EQ(
      read({"Den Haag, 3 maart 2025", "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Geachte voorzitter,", "Op grond van de Wet open overheid heb ik besloten stukken openbaar te maken."})
          .kind,
      "letter");
  EXPECT_EQ(read({"Een lijst van mappen", "| besluitenlijst_pdf/ | lijsten |"}).kind, "other");
  const auto decisions = recognise(paper({"Den Haag, 28 oktober 2016",
                                          "Document: Besluitenlijst van de "
                                          "procedurevergadering van woensdag 26 oktober 2016",
                                          "1. Agendapunt"}),
                                   Hints{"", {{facts::kTitle, "Sjabloon"}}});
  EXPECT_EQ(decisions.kind, "decision_list");
  EXPECT_EQ(decisions.title, "Besluitenlijst van de procedurevergadering van woensdag 26 oktober 2016");
}

TEST(Kinds, KeepAReprintAndACorrectionApartFromTheirPaper) {
  const auto head = [](const char* number, const char* title) {
    return read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2024–2025", "31 415 Het maaien", number, title,
                 "Den Haag, 3 maart 2025", "Tekst."});
  };
  EXPECT_EQ(head("Nr. 7", "BRIEF VAN DE MINISTER VAN ZAKEN").document_id, "kst-31415-7");
  EXPECT_EQ(head("Nr. 7 HERDRUK", "BRIEF VAN DE MINISTER VAN ZAKEN").document_id, "kst-31415-7-h1");
  EXPECT_EQ(head("Nr. 7 HERDRUK1", "BRIEF VAN DE MINISTER VAN ZAKEN").title, "BRIEF VAN DE MINISTER VAN ZAKEN");
  EXPECT_EQ(head("Nr. 7 TWEEDE HERDRUK BRIEF VAN DE MINISTER VAN ZAKEN", "").document_id, "kst-31415-7-h2");
  EXPECT_EQ(head("Nr. 7", "NOTA VAN VERBETERING").document_id, "kst-31415-7-n1");
  EXPECT_FALSE(head("Nr. 7", "BIJLAGE BIJ DE BRIEF").document_id);
}

TEST(Kinds, ReadThePapersOfADossier) {
  const auto paper_of = [](const char* number, const char* title, const char* more) {
    return read({"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2024–2025", "31 415", "Het maaien van bermen",
                 number, title, more, "De Boer"});
  };
  const auto motion =
      paper_of("Nr. 15", "GEWIJZIGDE MOTIE VAN HET LID DE BOER TER VERVANGING VAN DIE GEDRUKT ONDER NR. 14",
               "en gaat over tot de orde van de dag.");
  EXPECT_EQ(motion.kind, "motion");
  EXPECT_EQ(motion.document_id, "kst-31415-15");
  EXPECT_EQ(motion.title, "GEWIJZIGDE MOTIE VAN HET LID DE BOER TER VERVANGING VAN DIE GEDRUKT ONDER NR. 14");
  EXPECT_THAT(links_of(motion), ElementsAre("replaces kamerstuk kst-31415-14 @-1"));
  const auto amendment = paper_of("Nr. 16", "AMENDEMENT VAN HET LID DE BOER", "Dit amendement regelt het maaien.");
  EXPECT_EQ(amendment.kind, "amendment");
  ASSERT_TRUE(amendment.signatory.has_value());
  EXPECT_EQ(amendment.signatory->name, "De Boer");
  const auto report = paper_of("Nr. 5", "VERSLAG",
                               "De vaste commissie voor Infrastructuur en Waterstaat, belast met het "
                               "voorbereidend onderzoek van dit voorstel van wet, brengt verslag uit.");
  EXPECT_EQ(report.kind, "report");
  EXPECT_EQ(report.committee, "vaste commissie voor Infrastructuur en Waterstaat");
  const auto request =
      paper_of("Nr. 17", "BRIEF VAN DE MINISTER VAN ZAKEN",
               "Hierbij bied ik u de reactie aan op het verzoek van de vaste commissie voor Zaken van 11 "
               "september 2024. Hiermee doe ik de motie van het lid De Boer (Kamerstuk 31 415, nr. 14) af.");
  EXPECT_EQ(request.committee, "vaste commissie voor Zaken");
  EXPECT_EQ(request.requests_answered.size(), 1U);
  EXPECT_EQ(request.motions_done.size(), 1U);
  EXPECT_THAT(links_of(request), Contains("motion_done kamerstuk kst-31415-14 @6"));
}

TEST(Kinds, ReadThePapersOfTheEersteKamer) {
  const auto letter =
      read({"Eerste Kamer der Staten-Generaal", "Vergaderjaar 2024–2025", "31 415", "Het maaien van bermen", "AB",
            "BRIEF VAN DE MINISTER VAN ZAKEN", "Den Haag, 4 april 2025", "Tekst."});
  EXPECT_EQ(letter.kind, "letter");
  EXPECT_EQ(letter.document_id, "kst-31415-AB");
  EXPECT_EQ(letter.kamer, "ek");
  EXPECT_EQ(letter.dossier_title, "Het maaien van bermen");
}

TEST(Requests, MayBeNamedBeforeTheSentenceThatAnswersThem) {
  const auto letter =
      read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 3 mei 2032",
            "Tijdens het debat van gisteren heeft het lid Aa (ABC) verzocht om een brief over turf. Met "
            "deze brief beantwoord ik zijn informatieverzoek."});
  ASSERT_EQ(letter.requests_answered.size(), 1U);
  EXPECT_EQ(letter.requests_answered.front(),
            "Tijdens het debat van gisteren heeft het lid Aa (ABC) verzocht om een brief over turf. Met deze brief "
            "beantwoord ik zijn informatieverzoek.");
}

TEST(Requests, AreNotThoseOfAMotion) {
  const auto letter = read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 3 mei 2032",
                            "Voorts reageer ik op de motie van het lid Aa waarin de regering is verzocht de Kamer over "
                            "turf te informeren."});
  EXPECT_TRUE(letter.requests_answered.empty());
}

TEST(Promises, MayBeOfADeedAndNotOfWord) {
  const auto promises = [](std::string_view sentence) {
    return read({"Aan de Voorzitter van de Tweede Kamer der Staten-Generaal", "Den Haag, 3 mei 2032", sentence})
        .promises.size();
  };
  EXPECT_EQ(promises("Daarna zal ik een wetsvoorstel over turf in procedure brengen."), 1U);
  EXPECT_EQ(promises("Mijn departement zal de invoering van de regels ter hand nemen."), 1U);
  EXPECT_EQ(promises("Ik zal dit niet laten onderzoeken."), 0U);
  EXPECT_EQ(promises("De provincie zal de invoering ter hand nemen."), 0U);
}

TEST(Links, DoNotNameTheJudgmentItself) {
  const auto reading = read({"Zoekresultaat - inzien document", "ECLI:NL:RVS:2031:1211", "Instantie Raad van State",
                             "Uitspraak op het hoger beroep van een verzonnen burger",
                             "Zie ECLI:NL:RVS:2031:1111 en nogmaals ECLI:NL:RVS:2031:1211."});
  EXPECT_EQ(reading.kind, "judgment");
  EXPECT_EQ(reading.document_id, "ECLI:NL:RVS:2031:1211");
  EXPECT_THAT(reading.references, testing::ElementsAre("ECLI:NL:RVS:2031:1111"));
  const auto list = read({"Uitspraken", "ECLI:NL:RVS:2031:1", "Uitspraak", "ECLI:NL:RVS:2031:2", "ECLI:NL:RVS:2031:3",
                          "ECLI:NL:RVS:2031:4"});
  EXPECT_FALSE(list.document_id);
  EXPECT_EQ(list.references.size(), 4U);
}

}  // namespace
}  // namespace griffier::publications
