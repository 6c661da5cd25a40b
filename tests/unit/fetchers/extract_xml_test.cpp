#include <gtest/gtest.h>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::read;

constexpr std::string_view kLetter =
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<officiele-publicatie>\r\n<metadata>"
    "<meta name=\"OVERHEIDop.externMetadataRecord\" "
    "content=\"https://voorbeeld.nl/kst-99999-12/metadata.xml\"/></metadata>"
    "<kamerstuk><kamerstukkop><tekstregel inhoud=\"vergaderjaar\">Vergaderjaar 2031-2032</tekstregel>"
    "<tekstregel inhoud=\"kameraanduiding\">Tweede Kamer der Staten-Generaal</tekstregel>"
    "<tekstregel inhoud=\"kamernummer\">2</tekstregel></kamerstukkop>\r\n"
    "<dossier><dossiernummer><dossiernr>99 "
    "999</dossiernr><begrotingshoofdstuk>VII</begrotingshoofdstuk></dossiernummer>"
    "<titel>Bruggen in Verzonnenstad</titel></dossier><stuk><stuknr>Nr. <ondernummer "
    "kamer=\"2\">12</ondernummer></stuknr>"
    "<titel>BRIEF VAN DE MINISTER VAN BRUGGEN</titel><algemeen><vrije-tekst><tekst><al>Den Haag, 3 mei 2032</al>\r\n"
    "<tussenkop kopopmaak=\"vet\">Inleiding</tussenkop><al>De <nadruk type=\"cur\">oude</nadruk> brug<?xpp qa?> is"
    "<noot id=\"n1\" type=\"voet\"><noot.nr>1</noot.nr><noot.al>Kamerstuk 99 999, nr. 3.</noot.al></noot> dicht.</al>"
    "<lijst type=\"expliciet\"><li><li.nr>a.</li.nr><al>de weg;</al><lijst type=\"ndash\"><li><li.nr>–</li.nr>"
    "<al>het pad</al></li></lijst></li></lijst>"
    "<table><tgroup cols=\"2\"><colspec/><thead><row><entry><al>Jaar</al></entry><entry><al>Aantal</al></entry></row>"
    "</thead><tbody><row><entry><al>2031</al></entry><entry><al>5</al></entry></row></tbody></tgroup></table></tekst>"
    "</vrije-tekst><divisie><kop><nr>2</nr><titel>Gevolgen</titel></kop><divisie><kop><titel>Dieper</titel></kop>"
    "<al>Niets.</al></divisie></divisie><tekst-sluiting><ondertekening><functie>De Minister van Bruggen,</functie>"
    "<naam><voornaam>A.B.</voornaam><achternaam>Voorbeeld</achternaam></naam></ondertekening></tekst-sluiting>"
    "</algemeen></stuk></kamerstuk></officiele-publicatie>";

TEST(OfficialXml, ThatWasIndentedHasNoSpaceWithinItsBrackets) {
  EXPECT_EQ(
      testing::read("<handelingen><spreekbeurt><spreker>\n <voorvoegsels>\n  Mevrouw\n </voorvoegsels>\n <naam>\n  "
                    "<achternaam>\n   Verzonnen\n  </achternaam>\n </naam>\n (\n <politiek>\n  XYZ\n </politiek>\n "
                    "):\n</spreker><tekst><al>\n Zij krijgt nr. 210 (\n <extref>\n  39911\n </extref>\n ). Het "
                    "domein .nl blijft.\n</al></tekst></spreekbeurt></handelingen>",
                    Format::official_xml),
      "P Mevrouw Verzonnen (XYZ):\nP Zij krijgt nr. 210 (39911). Het domein .nl blijft.\n");
}

TEST(OfficialXml, OfALetterIsReadInPrintedOrder) {
  EXPECT_EQ(read(kLetter, Format::official_xml),
            "P Vergaderjaar 2031-2032\nP Tweede Kamer der Staten-Generaal\nP 99 999 VII\nH2 Bruggen in Verzonnenstad\n"
            "P Nr. 12\nH1 BRIEF VAN DE MINISTER VAN BRUGGEN\nP Den Haag, 3 mei 2032\nH3 Inleiding\n"
            "P De oude brug is[^1] dicht.\nL0[a.] de weg;\nL1[–] het pad\nT Jaar|Aantal\nT 2031|5\nH3 2 Gevolgen\n"
            "H4 Dieper\nP Niets.\nP De Minister van Bruggen,\nP A.B. Voorbeeld\nF[1] Kamerstuk 99 999, nr. 3.\n");
}

TEST(OfficialXml, ShowsAReplacementForAReferenceThatNamesNoCharacter) {
  EXPECT_EQ(read("<tekst><al>a&#4111111;b&#xD800;c&#55296;d&#xFFFFFFFFFFFFFFFFE9;e&#xE9;f&#233;g&#xD800 h</al></tekst>",
                 Format::official_xml),
            "P a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "c\xEF\xBF\xBD"
            "d\xEF\xBF\xBD"
            "e\xC3\xA9"
            "f\xC3\xA9g&#xD800 h\n");
}

TEST(OfficialXml, GivesItsFacts) {
  const auto facts = extract(kLetter, Format::official_xml).facts;
  EXPECT_EQ(facts.at("document_id"), "kst-99999-12");
  EXPECT_EQ(facts.at("vergaderjaar"), "2031-2032");
  EXPECT_EQ(facts.at("dossier"), "99 999 VII");
  EXPECT_EQ(facts.at("ondernummer"), "12");
  EXPECT_EQ(facts.at("kamer"), "2");
  EXPECT_EQ(facts.at("title"), "BRIEF VAN DE MINISTER VAN BRUGGEN");
  EXPECT_EQ(facts.at("root"), "officiele-publicatie");
}

TEST(OfficialXml, OfQuestionsHasTheirPrintedHeadings) {
  EXPECT_EQ(
      read(
          "<officiele-publicatie><kamervragen><kamervraagkop><tekstregel inhoud=\"vergaderjaar\">Vergaderjaar "
          "2031-2032</tekstregel></kamervraagkop><kamervraagnummer>77</kamervraagnummer><kamervraagomschrijving>Vragen "
          "van het lid <naam><achternaam>Van Voorbeeld</achternaam></naam> (XYZ) over <kamervraagonderwerp>de brug"
          "</kamervraagonderwerp> (ingezonden <datum isodatum=\"2032-05-03\">3 mei 2032</datum>)."
          "</kamervraagomschrijving><vraag><nr>Vraag 1</nr><al>Klopt dit?</al></vraag><vraag><nr>2</nr><al>Waarom?"
          "</al></vraag><antwoord><nr>Antwoord 1 en 2</nr><al>Ja.</al></antwoord></kamervragen>"
          "</officiele-publicatie>",
          Format::official_xml),
      "P Vergaderjaar 2031-2032\nP 77\nP Vragen van het lid Van Voorbeeld (XYZ) over de brug (ingezonden 3 mei 2032).\n"
      "Q Vraag 1\nP Klopt dit?\nQ Vraag 2\nP Waarom?\nA Antwoord 1 en 2\nP Ja.\n");
}

TEST(OfficialXml, OfTheOldVocabularyIsRead) {
  EXPECT_EQ(
      read(
          "<kamerwrk kamer=\"2\"><kop><titel>Tweede Kamer</titel></kop><frontm><vergjaar>1995-1996</vergjaar><onderw>"
          "<nummer>24 999</nummer><naam>Wet op de bruggen</naam></onderw></frontm><body><stuk><ltrlabel>Nr. </ltrlabel>"
          "<nummer>6</nummer><titel>NOTA</titel><tuskop letat=\"vet\">1. Inleiding</tuskop><al>Tekst.</al></stuk>"
          "</body></kamerwrk>",
          Format::official_xml),
      "H2 Tweede Kamer\nP 24 999\nP Wet op de bruggen\nP Nr. 6\nH1 NOTA\nH3 1. Inleiding\nP Tekst.\n");
}

TEST(OfficialXml, OfProceedingsNamesTheSpeakers) {
  EXPECT_EQ(
      read("<officiele-publicatie><handelingen><agendapunt><nr>2</nr><item-titel>Bruggen</item-titel><spreekbeurt>"
           "<spreker><voorvoegsels>Mevrouw</voorvoegsels> <naam><achternaam>Voorbeeld</achternaam></naam> "
           "(<politiek>XYZ</politiek>):</spreker><tekst><al>Voorzitter.</al></tekst></spreekbeurt></agendapunt>"
           "</handelingen></officiele-publicatie>",
           Format::official_xml),
      "H1 Bruggen\nP Mevrouw Voorbeeld (XYZ):\nP Voorzitter.\n");
}

TEST(OfficialXml, OfAJudgmentHasItsEcli) {
  const Extraction found = extract(
      "<open-rechtspraak><rdf:RDF xmlns:rdf=\"r\" "
      "xmlns:dcterms=\"d\"><rdf:Description><dcterms:identifier>ECLI:NL:XX:2031:1"
      "</dcterms:identifier><dcterms:date>2031-05-03</dcterms:date></rdf:Description></rdf:RDF><uitspraak><section>"
      "<title><nr>1</nr> Het verloop</title><paragroup><nr>1.1.</nr><para>De rechtbank "
      "oordeelt.</para></paragroup></section>"
      "</uitspraak></open-rechtspraak>",
      Format::official_xml);
  EXPECT_EQ(found.facts.at("ecli"), "ECLI:NL:XX:2031:1");
  EXPECT_EQ(found.facts.at("date"), "2031-05-03");
  EXPECT_EQ(testing::lines_of(found.text), "H3 1 Het verloop\nL0[1.1.] De rechtbank oordeelt.\n");
}

TEST(OfficialXml, OfAJudgmentsRecordSaysCourtNumberAndReferences) {
  const Extraction found = extract(
      "<open-rechtspraak><rdf:RDF xmlns:rdf=\"r\" xmlns:dcterms=\"d\" xmlns:psi=\"p\" xmlns:bwb=\"b\">"
      "<rdf:Description><dcterms:identifier>ECLI:NL:XX:2031:1</dcterms:identifier><dcterms:creator>Rechtbank "
      "Brugge</dcterms:creator><psi:zaaknummer>31/12</psi:zaaknummer><dcterms:relation>Eerder: ECLI:NL:XX:2030:4"
      "</dcterms:relation><dcterms:references bwb:resourceIdentifier=\"1.0:v:BWB:BWBR0000001&amp;artikel=1:3&amp;g=x\">"
      "Brugwet 1:3</dcterms:references><dcterms:references>Turfwet</dcterms:references></rdf:Description></rdf:RDF>"
      "</open-rechtspraak>",
      Format::official_xml);
  EXPECT_EQ(found.facts.at("sender"), "Rechtbank Brugge");
  EXPECT_EQ(found.facts.at("kenmerk"), "31/12");
  EXPECT_EQ(found.facts.at("references"), "Eerder: ECLI:NL:XX:2030:4\nartikel 1:3 Brugwet\nTurfwet");
  EXPECT_EQ(testing::lines_of(found.text), "H1 ECLI:NL:XX:2031:1\nP Rechtbank Brugge\nP 31/12\n");
}

TEST(OfficialXml, IsDatedByItsIssueAndItsSitting) {
  const auto date = [](const std::string& xml) { return extract(xml, Format::official_xml).facts.at("date"); };
  EXPECT_EQ(date("<staatsblad><al>Turf.</al><slot><datum isodatum=\"2031-03-09\">9 maart 2031</datum></slot>"
                 "<uitgifte><datum isodatum=\"2031-03-27\">Uitgegeven</datum></uitgifte></staatsblad>"),
            "2031-03-27");
  EXPECT_EQ(date("<handelingen><vergaderdatum>Donderdag 5 april 2031</vergaderdatum><al>Ik open.</al></handelingen>"),
            "2031-04-05");
}

TEST(OfficialXml, OfAMetadataRecordHasFactsAndItsTitle) {
  const Extraction found = extract(
      "<metadata_gegevens><metadata name=\"DC.title\" content=\"Brug dicht\"/><metadata name=\"DC.identifier\" "
      "content=\"gmb-2031-5\"/></metadata_gegevens>",
      Format::official_xml);
  EXPECT_EQ(found.facts.at("document_id"), "gmb-2031-5");
  EXPECT_EQ(testing::lines_of(found.text), "H1 Brug dicht\nP gmb-2031-5\n");
}

TEST(OfficialXml, KeepsTheTextOfAnElementThatItDoesNotKnow) {
  EXPECT_EQ(read("<officiele-publicatie><nieuw-element><al>Een.</al>Los <iets>Twee.</iets></nieuw-element>"
                 "</officiele-publicatie>",
                 Format::official_xml),
            "P Een.\nP Los\nP Twee.\n");
}

ExtractError::Reason reason_of(std::string_view bytes) {
  try {
    (void)extract(bytes, Format::official_xml);
  } catch (const ExtractError& error) {
    return error.reason();
  }
  ADD_FAILURE() << "read";
  return ExtractError::Reason::empty;
}

TEST(OfficialXml, OfAMillionNestedElementsIsRefused) {
  std::string deep;
  for (int level = 0; level < 1'000'000; ++level) deep += "<al>";
  for (int level = 0; level < 1'000'000; ++level) deep += "</al>";
  EXPECT_EQ(reason_of(deep), ExtractError::Reason::too_large);
}

TEST(OfficialXml, DoesNotExpandEntities) {
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;\">]><al>&b; tekst</al>";
  EXPECT_EQ(read(bomb, Format::official_xml), "P tekst\n");
  EXPECT_EQ(read("<!DOCTYPE a [<!ENTITY min 'Ministerie van Bruggen'>]><al>Het &min;. <![CDATA[&min;]]></al>",
                 Format::official_xml),
            "P Het Ministerie van Bruggen. &min;\n");
  EXPECT_EQ(reason_of("<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><lolz>&b;</lolz>"),
            ExtractError::Reason::no_text);
}

TEST(OfficialXml, TellsItsTitleWithoutTheNoteOfAReprint) {
  const auto facts = extract(
                         "<kamerstuk><stuk><titel>BRIEF VAN DE <nadruk>MINISTER</nadruk><noot><noot.nr>1</noot.nr>"
                         "<noot.al>Herdruk.</noot.al></noot></titel><al>Tekst.</al></stuk></kamerstuk>",
                         Format::official_xml)
                         .facts;
  EXPECT_EQ(facts.at("title"), "BRIEF VAN DE MINISTER");
}

TEST(OfficialXml, HasTheNamedCharactersOfItsDtd) {
  EXPECT_EQ(read("<!DOCTYPE x SYSTEM \"x.dtd\"><x><al>Caf&eacute; &amp; co&ouml;rdinatie &mdash; ge&shy;heel &lt;b&gt; "
                 "&onbekend; &</al><al><![CDATA[&eacute;]]>&euml;</al></x>",
                 Format::official_xml),
            "P Café & coördinatie — geheel <b> &onbekend; &\nP &eacute;ë\n");
}

TEST(OfficialXml, HasCellsInTheirColumns) {
  EXPECT_EQ(read("<x><table><tgroup cols=\"4\"><colspec colname=\"c1\"/><colspec colname=\"c2\"/><colspec "
                 "colname=\"c3\"/><colspec colname=\"c4\"/><thead><row><entry morerows=\"1\">Stad</entry><entry "
                 "namest=\"c2\" nameend=\"c3\">Bruggen</entry><entry>Jaar</entry></row><row><entry>oud</entry><entry>"
                 "nieuw</entry><entry/></row></thead><tbody><row><entry colname=\"c1\">Urk</entry><entry "
                 "colname=\"c4\">2031</entry></row></tbody></tgroup></table></x>",
                 Format::official_xml),
            "T Stad|Bruggen||Jaar\nT |oud|nieuw|\nT Urk|||2031\n");
}

TEST(OfficialXml, KeepsTablesThatFollowEachOtherApart) {
  EXPECT_EQ(read("<x><table><tgroup><thead><row><entry>a</entry><entry>b</entry></row></thead><tbody><row><entry>c"
                 "</entry><entry>d</entry></row></tbody></tgroup></table><table><tgroup><tbody><row><entry>e</entry>"
                 "<entry>f</entry></row></tbody></tgroup><tgroup><tbody><row><entry>g</entry><entry>h</entry></row>"
                 "</tbody></tgroup></table></x>",
                 Format::official_xml),
            "T a|b\nT c|d\nT1 e|f\nT g|h\n");
}

TEST(OfficialXml, ThatIsCutOffIsRefusedWithItsLine) {
  try {
    (void)extract(kLetter.substr(0, 600), Format::official_xml);
    FAIL() << "read";
  } catch (const ExtractError& error) {
    EXPECT_EQ(error.reason(), ExtractError::Reason::malformed);
    EXPECT_NE(std::string(error.what()).find("line"), std::string::npos) << error.what();
  }
}

TEST(OfficialXml, EncodedTwiceIsUndone) {
  EXPECT_EQ(read("\xC3\xAF\xC2\xBB\xC2\xBF<al>\xC3\x83\xC2\xA9\xC3\x83\xC2\xA9n</al>", Format::official_xml),
            "P één\n");
}

TEST(OfficialXml, InLatin1IsReadAsItSays) {
  EXPECT_EQ(read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><al>co\xF6rdinatie</al>", Format::official_xml),
            "P coördinatie\n");
}

TEST(OfficialXml, HeadsQuestionsAndAnswersThatHaveNoNumber) {
  EXPECT_EQ(read("<kamervragen><vraag><nr>1</nr><al>Zeg hoe.</al></vraag><antwoord><al>Zo.</al></antwoord>"
                 "<vraag><al>En dit?</al></vraag><antwoord><al>Ook.</al></antwoord></kamervragen>",
                 Format::official_xml),
            "Q Vraag 1\nP Zeg hoe.\nA Antwoord\nP Zo.\nQ Vraag\nP En dit?\nA Antwoord\nP Ook.\n");
  EXPECT_EQ(read("<kamervragen><vraag><al>Vraag 1</al><al>Hoe?</al></vraag><antwoord><al>Antwoord 1</al><al>Zo.</al>"
                 "</antwoord></kamervragen>",
                 Format::official_xml),
            "Q Vraag 1\nP Hoe?\nA Antwoord 1\nP Zo.\n");
}

TEST(OfficialXml, NumbersTheQuestionsOfBefore2009) {
  EXPECT_EQ(read("<vragen><omschr>Vragen van het lid <naam>Dol</naam> over bruggen. <datum>(Ingezonden 3 mei "
                 "2005)</datum></omschr><vraag><nummer>1</nummer><al>Hoe?</al></vraag><antwoord><nummer>1 en "
                 "2</nummer><al>Zo.</al></antwoord></vragen>",
                 Format::official_xml),
            "P Vragen van het lid Dol over bruggen. (Ingezonden 3 mei 2005)\nQ Vraag 1\nP Hoe?\nA Antwoord 1 en 2\n"
            "P Zo.\n");
}

TEST(OfficialXml, KeepsASentenceWholeAroundAnUnknownElement) {
  EXPECT_EQ(read("<tekst><al>De <persoon>heer Dol</persoon> zegt niets.</al><al><rol>Dol</rol></al></tekst>",
                 Format::official_xml),
            "P De heer Dol zegt niets.\nP Dol\n");
}

TEST(OfficialXml, KeepsThePapersThatItsMarkUpNames) {
  const auto extraction = extract(
      "<kamerstuk><al>Het <extref doc=\"kst-39844-261\" soort=\"document\">eerdere verslag</extref><noot><noot.nr>1"
      "</noot.nr><noot.al><extref doc=\"kst-20082009-39700-VI-4\" soort=\"document\">39 700 VI, nr. 4</extref> en "
      "<extref doc=\"https://voorbeeld.nl\" soort=\"URL\">elders</extref>, <extref soort=\"document\" "
      "doc=\"h-tk-20312032-8-4\">de Handelingen</extref></noot.al></noot></al></kamerstuk>",
      Format::official_xml);
  EXPECT_EQ(extraction.facts.at("references"), "kst-39844-261\nh-tk-20312032-8-4");
}

}  // namespace
}  // namespace griffier::fetchers
