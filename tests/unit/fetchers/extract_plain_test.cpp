#include <gtest/gtest.h>

#include <chrono>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::read;

TEST(PlainText, HasTheLettersOfLigaturesAndOfAccentsApart) {
  EXPECT_EQ(testing::read("De of\uFB01ci\u0065\u0308le begroting is \uFB01nancieel e\u0301\u0065\u0301n geheel.\n",
                          Format::plain),
            "P De officiële begroting is financieel één geheel.\n");
}

TEST(PlainText, HasAParagraphBetweenBlankLines) {
  EXPECT_EQ(read("De eerste alinea loopt over\ntwee regels.\n\nDe tweede niet.\n", Format::plain),
            "P De eerste alinea loopt over twee regels.\nP De tweede niet.\n");
}

TEST(PlainText, ReadsEveryKindOfLineEnd) {
  EXPECT_EQ(read("Een zin die\r\ndoorloopt.\r\n\r\nTwee.\r\rDrie.", Format::plain),
            "P Een zin die doorloopt.\nP Twee.\nP Drie.\n");
}

TEST(PlainText, WithALinePerParagraphKeepsThemApart) {
  const std::string text =
      "AH 17\n2031Z00017\nAntwoord van minister Voorbeeld (Zaken) (ontvangen 3 mei 2031)\n"
      "1. Kent u het bericht dat de brug in Verzonnenstad al maanden dicht is en wat vindt u daarvan, mede gelet op de "
      "eerdere toezeggingen?\nAntwoord vraag 1:\nJa.\n";
  EXPECT_EQ(
      read(text, Format::plain),
      "P AH 17\nP 2031Z00017\nP Antwoord van minister Voorbeeld (Zaken) (ontvangen 3 mei 2031)\n"
      "L0[1.] Kent u het bericht dat de brug in Verzonnenstad al maanden dicht is en wat vindt u daarvan, mede gelet "
      "op de eerdere toezeggingen?\nA Antwoord vraag 1:\nP Ja.\n");
}

TEST(PlainText, PartsQuestionsFromTheirText) {
  EXPECT_EQ(
      read("Vraag 1\nKlopt het\ndat het regent?\nAntwoord 1\nJa.\nVraag 2, 3 en 4\nEn nu?\nAntwoord 2 t/m 4\nNee.",
           Format::plain),
      "Q Vraag 1\nP Klopt het dat het regent?\nA Antwoord 1\nP Ja.\nQ Vraag 2, 3 en 4\nP En nu?\nA Antwoord 2 t/m 4\n"
      "P Nee.\n");
}

TEST(PlainText, KnowsTheHeadingsOfAnswersInEveryWording) {
  for (const std::string_view heading :
       {"Antwoord bij vraag 1", "Beantwoording vraag 1", "Beantwoording van de vragen 1 en 2", "Reactie op vraag 1",
        "Antwoord (1)", "Antwoord op vraag 1 en vraag 2"})
    EXPECT_EQ(read("Klopt het?\n" + std::string(heading) + "\nJa.", Format::plain),
              "P Klopt het?\nA " + std::string(heading) + "\nP Ja.\n");
}

TEST(PlainText, KeepsNumbersOfQuestionsAboveNotesInBrackets) {
  EXPECT_EQ(read("1 Kent u het bericht? [1]\n2 Wat vindt u daarvan?\n\n[1] Krant, 3 mei 2032\n", Format::plain),
            "P 1 Kent u het bericht?[^1]\nP 2 Wat vindt u daarvan?\nF[1] Krant, 3 mei 2032\n");
}

TEST(PlainText, DoesNotTakeASentenceForAHeading) {
  EXPECT_EQ(read("Vraag is of dit klopt.\n\nAntwoord van de Minister volgt.", Format::plain),
            "P Vraag is of dit klopt.\nP Antwoord van de Minister volgt.\n");
}

TEST(PlainText, KeepsTheLabelsOfLists) {
  EXPECT_EQ(read("Het gaat om:\n– de brug;\n– de weg, die al\nlang dicht is;\na. het pad.\n", Format::plain),
            "P Het gaat om:\nL0[–] de brug;\nL0[–] de weg, die al lang dicht is;\nL0[a.] het pad.\n");
}

constexpr std::string_view kTwoPages =
    "De Kamer heeft gevraagd of de brug bij Verzonnenstad dit jaar nog open-\n"
    "gaat voor het verkeer.1 Dat is het geval, zoals ook in eerdere brieven is\n"
    "gemeld aan de leden van de commissie, die daar met nadruk om hadden\n"
    "verzocht.2 De planning is dat de werkzaamheden in het najaar worden\n"
    "\n1 Kamerstukken 2031/2032, 99 999, nr. 12\n"
    "2 Zie de brief van de burgemeester van Verzonnenstad over de planning van\n"
    "de brug\n"
    " afgerond, waarna de brug weer open kan. De aannemer heeft dat bevestigd\n"
    "in een overleg met de gemeente en de provincie op 3 mei.3 Daarmee is de\n"
    "vraag beantwoord en kan het verkeer gerust zijn op een goede afloop ervan.\n"
    "\n3 Verslag van 3 mei\n";

TEST(PlainText, TakesFootnotesOutOfTheSentenceThatTheyInterrupt) {
  EXPECT_EQ(
      read(kTwoPages, Format::plain),
      "P De Kamer heeft gevraagd of de brug bij Verzonnenstad dit jaar nog opengaat voor het verkeer.[^1] Dat is het "
      "geval, zoals ook in eerdere brieven is gemeld aan de leden van de commissie, die daar met nadruk om hadden "
      "verzocht.[^2] De planning is dat de werkzaamheden in het najaar worden afgerond, waarna de brug weer open kan. "
      "De aannemer heeft dat bevestigd in een overleg met de gemeente en de provincie op 3 mei.[^3] Daarmee is de "
      "vraag beantwoord en kan het verkeer gerust zijn op een goede afloop ervan.\n"
      "F[1] Kamerstukken 2031/2032, 99 999, nr. 12\n"
      "F[2] Zie de brief van de burgemeester van Verzonnenstad over de planning van de brug\n"
      "F[3] Verslag van 3 mei\n");
}

// The first page of a typeset paper as some programs write it out, with its notes and its foot.
std::string page_with(std::string_view text, std::string_view notes) {
  return "Vraag 1\n" + std::string(text) + "\n" + std::string(notes) +
         "\nah-tk-20312032-77\nISSN 0921 - 7398\n’s-Gravenhage 2032 Tweede Kamer, vergaderjaar 2031–2032, Aanhangsel "
         "1\n"
         "Vraag 2\nWat vindt u van de brug?\n";
}

TEST(PlainText, FindsTheMarksThatBeginALineOrShareOne) {
  EXPECT_EQ(
      read(page_with("Kent u het bericht over de brug bij Verzonnenstad?\n1 Herkent u het?", "1Krant, 3 mei 2032"),
           Format::plain),
      "Q Vraag 1\nP Kent u het bericht over de brug bij Verzonnenstad?[^1] Herkent u het?\nQ Vraag 2\n"
      "P Wat vindt u van de brug?\nF[1] Krant, 3 mei 2032\n");
  EXPECT_EQ(read(page_with("Kent u de berichten over de brug?\n1, 2 en 3", "1Krant, 3 mei 2032\n2Krant, 4 mei 2032"),
                 Format::plain),
            "Q Vraag 1\nP Kent u de berichten over de brug?[^1][^2][^3]\nQ Vraag 2\n"
            "P Wat vindt u van de brug?\nF[1] Krant, 3 mei 2032\nF[2] Krant, 4 mei 2032\n");
  EXPECT_EQ(read(page_with("De brug is dicht sinds 2031.1", "12031Z01234"), Format::plain),
            "Q Vraag 1\nP De brug is dicht sinds 2031.[^1]\nQ Vraag 2\nP Wat vindt u van de brug?\nF[1] "
            "2031Z01234\n");
}

TEST(PlainText, FindsTheNoteOfAReprint) {
  EXPECT_EQ(read("77\nHERDRUK1\nVraag 1\nKlopt het?\n1I.v.m. een correctie.\nah-tk-20312032-77-h1\n"
                 "ISSN 0921 - 7398\n",
                 Format::plain),
            "P 77\nP HERDRUK[^1]\nQ Vraag 1\nP Klopt het?\nF[1] I.v.m. een correctie.\n");
}

TEST(PlainText, TakesANoteThatIsCertainWithoutItsMark) {
  EXPECT_EQ(
      read(page_with("De brug is dicht.", "1Krant, 3 mei 2032, «De brug»"), Format::plain),
      "Q Vraag 1\nP De brug is dicht.\nQ Vraag 2\nP Wat vindt u van de brug?\nF[1] Krant, 3 mei 2032, «De brug»\n");
  EXPECT_EQ(read(page_with("De brug is gemaakt door een", "3D-printer uit Verzonnenstad."), Format::plain),
            "Q Vraag 1\nP De brug is gemaakt door een 3D-printer uit Verzonnenstad.\nQ Vraag 2\n"
            "P Wat vindt u van de brug?\n");
}

TEST(PlainText, LosesHeadsAndFeetAndKeepsWhatTheyTell) {
  const Extraction found = extract(
      "Vraag 1\nKlopt het dat de brug al maanden dicht is en dat er geen zicht is op een\n"
      "ah-tk-20312032-77\nISSN 0921 - 7398\n’s-Gravenhage 2032 Tweede Kamer, vergaderjaar 2031–2032, Aanhangsel 1\n"
      "spoedige opening?\nTweede Kamer, vergaderjaar 2031–2032, Aanhangsel 2\n",
      Format::plain);
  EXPECT_EQ(
      testing::lines_of(found.text),
      "Q Vraag 1\nP Klopt het dat de brug al maanden dicht is en dat er geen zicht is op een spoedige opening?\n");
  EXPECT_EQ(found.facts.at("document_id"), "ah-tk-20312032-77");
  EXPECT_EQ(found.facts.at("vergaderjaar"), "2031-2032");
}

TEST(PlainText, KeepsAFootnoteThatLooksLikeAFoot) {
  EXPECT_NE(
      read("Zie daarover een eerder stuk.\n\nTweede Kamer, vergaderjaar 2031–2032, 99 999, nr. 8.\n", Format::plain)
          .find("99 999, nr. 8."),
      std::string::npos);
}

TEST(PlainText, JoinsAPageThatAFormFeedParts) {
  EXPECT_EQ(read("De zin loopt door op\fde volgende pagina.", Format::plain),
            "P De zin loopt door op de volgende pagina.\n");
}

TEST(PlainText, KeepsAQuestionThatIsQuotedUnderItsHeading) {
  const std::string heading = "Vragen en opmerkingen van de leden van de XYZ-fractie\n\n";
  const std::string question = "Kan de Minister zeggen waarom de brug dicht is?\n\n";
  const std::string found =
      read(heading + question + "II Reactie\n\n" + heading + question + "De brug wordt geverfd.\n", Format::plain);
  EXPECT_NE(found.find("Kan de Minister", found.find("II Reactie")), std::string::npos) << found;
}

TEST(PlainText, OfInvalidUtf8IsReadAsWindows1252WithAWarning) {
  const Extraction found = extract("Co\xF6rdinatie kost \x80 5.", Format::plain);
  EXPECT_EQ(testing::lines_of(found.text), "P Coördinatie kost € 5.\n");
  ASSERT_FALSE(found.warnings.empty());
  EXPECT_EQ(found.warnings.front(), "2 bytes are not valid UTF-8, the text is read as Windows-1252");
}

TEST(PlainText, FoldsEveryKindOfSpace) {
  EXPECT_EQ(read("36\xC2\xA0"
                 "600\xE2\x80\x89VII,\tnr.\xE2\x80\xAF"
                 "12",
                 Format::plain),
            "P 36 600 VII, nr. 12\n");
}

TEST(PlainText, JoinsAWordThatASoftHyphenParts) {
  const std::string_view text = "De ontwik\xC2\xAD\nkeling van de brug\xC2\xAD \n1 keer per\xC2\xAD\n\nSlot\xC2\xAD.\n";
  EXPECT_EQ(read(text, Format::plain), "P De ontwikkeling van de brug1 keer per\nP Slot.\n");
  EXPECT_EQ(read("# Kop\n\nDe ontwik\xC2\xAD\nkeling\xC2\xAD\n", Format::markdown), "H1 Kop\nP De ontwikkeling\n");
}

TEST(PlainText, HasTheLettersOfLigatures) {
  EXPECT_EQ(read("\xEF\xAC\x81nanciële e\xEF\xAC\x80"
                 "ecten, o\xEF\xAC\x83"
                 "ciële.",
                 Format::plain),
            "P financiële effecten, officiële.\n");
}

TEST(PlainText, WithoutALetterHasNoText) {
  try {
    (void)extract(" \n\t\n ", Format::plain);
    FAIL() << "read";
  } catch (const ExtractError& error) {
    EXPECT_EQ(error.reason(), ExtractError::Reason::no_text);
  }
}

TEST(PlainText, OfOneLongLineIsReadInTime) {
  std::string text;
  while (text.size() < (std::size_t{4} << 20)) text += "woord-en 1 woord. ";
  EXPECT_EQ(extract(text, Format::plain).text.blocks.size(), 1U);
}

TEST(PlainText, OfManyShortLinesIsReadInTime) {
  std::string text;
  for (int line = 0; line < 300'000; ++line) text += "1 a\n";
  EXPECT_FALSE(extract(text, Format::plain).text.blocks.empty());
}

TEST(PlainText, OfManyNotesWithoutMarksIsReadInTime) {
  std::string text = "Dit is een tekst.1\n";
  for (int line = 0; line < 40'000; ++line) text += "regel\n";
  for (int note = 1; note < 1'000; ++note) text += "[" + std::to_string(note) + "] Noot\n";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(read(text, Format::plain).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Markdown, HasHeadingsListsAndParagraphsWithoutMarks) {
  EXPECT_EQ(
      read("# Brief\n\n**19 999**\n\nEen *schuine* en **vette** zin met [een koppeling](https://voorbeeld.nl).\n\n"
           "- eerste\n  - dieper\n\n> aangehaald\n",
           Format::markdown),
      "H1 Brief\nH3 19 999\nP Een schuine en vette zin met een koppeling.\nL0[-] eerste\nL1[-] dieper\nC aangehaald\n");
}

TEST(Markdown, HasTables) {
  EXPECT_EQ(read("| Jaar | Aantal |\n|---|---:|\n| 2031 | 5 |\n", Format::markdown), "T Jaar|Aantal\nT 2031|5\n");
}

TEST(Markdown, KeepsTablesThatFollowEachOtherApart) {
  EXPECT_EQ(read("| a | b |\n|---|---|\n| c | d |\n\n| e | f |\n|---|---|\n| g | h |\n", Format::markdown),
            "T a|b\nT c|d\nT1 e|f\nT g|h\n");
}

TEST(Markdown, KeepsRowsOfDashesButTheRule) {
  EXPECT_EQ(read("| Jaar | Aantal |\n| - | - |\n| 2031 | 5 |\n| - | - |\n| --- | --- |\n", Format::markdown),
            "T Jaar|Aantal\nT 2031|5\nT -|-\nT ---|---\n");
}

TEST(Markdown, HasFootnotesInBothForms) {
  EXPECT_EQ(read("Op 16 februari jl.¹ en later[^2] in 5 m².\n\n¹ <https://voorbeeld.nl/a_b_c>\n\n[^2]: Tweede noot.\n",
                 Format::markdown),
            "P Op 16 februari jl.[^1] en later[^2] in 5 m².\nF[1] https://voorbeeld.nl/a_b_c\nF[2] Tweede noot.\n");
}

TEST(Markdown, KeepsALineBreakThatIsMeant) {
  EXPECT_EQ(read("De Minister van Zaken,  \nA. Voorbeeld\n", Format::markdown),
            "P De Minister van Zaken,\nP A. Voorbeeld\n");
}

TEST(PlainText, KeepsWhatWasGluedToTheFootOfAPage) {
  EXPECT_EQ(
      read("Vraag 1\nKlopt dat?\nISSN 0921 - 7398’s-Gravenhage 2031Tweede Kamer, vergaderjaar 2031–2032, Aanhangsel "
           "1Antwoord 1\nDat klopt voor de\nTweede Kamer, vergaderjaar 2031–2032, Aanhangsel 2bruggen.\n"
           "Tweede Kamer, vergaderjaar 2031–2032, Aanhangsel 3\n",
           Format::plain),
      "Q Vraag 1\nP Klopt dat?\nA Antwoord 1\nP Dat klopt voor de bruggen.\n");
}

TEST(PlainText, KeepsTheNumberOfAQuestionThatTheLetterheadHasToo) {
  const auto text = read(
      "Uw kenmerk\n\n2031Z04567\n\nBijlage(n)\n\n1\n\nGeachte voorzitter,\n\nHierbij de antwoorden.\n\n"
      "2031Z04567\n\n1\n\nKent u het bericht?\n",
      Format::plain);
  EXPECT_NE(text.find("P 1\nP Kent u het bericht?\n"), std::string::npos) << text;
}

TEST(PlainText, TakesNoWordOfASentenceForAHeading) {
  EXPECT_EQ(read("Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven\nantwoorden\n\n1234\n",
                 Format::plain),
            "P Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden\nP 1234\n");
  EXPECT_EQ(read("Klopt dat?\nantwoord:\nJa.\n", Format::plain), "P Klopt dat?\nA antwoord:\nP Ja.\n");
}

TEST(PlainText, ReadsAQuestionPaperOfBefore2009) {
  EXPECT_EQ(read("Vragen van het lid Dol (ABC) aan de minister over de sluis.\n(Ingezonden 10 maart 2000)\n1\n"
                 "Kent u het artikel «Sluis dicht»?1\n2\nKlopt dat?\n3\nWat doet u daaraan?\n"
                 "1 De Bode, 9 maart 2000.\nAntwoord\nAntwoord van minister Bies (Sluizen).\n(Ontvangen 5 april 2000)\n"
                 "1\nJa.\n2 en 3\nDe sluis is weer open.\n",
                 Format::plain),
            "P Vragen van het lid Dol (ABC) aan de minister over de sluis. (Ingezonden 10 maart 2000)\nP 1\n"
            "P Kent u het artikel «Sluis dicht»?[^1]\nP 2\nP Klopt dat?\nP 3\nP Wat doet u daaraan?\nA Antwoord\n"
            "P Antwoord van minister Bies (Sluizen). (Ontvangen 5 april 2000)\nP 1\nP Ja.\nP 2 en 3\n"
            "P De sluis is weer open.\nF[1] De Bode, 9 maart 2000.\n");
}

TEST(PlainText, EndsANoteWhereAQuestionOrAnAnswerIsHeaded) {
  EXPECT_EQ(read("Vraag 1\nKent u het bericht?1\nAntwoord 1\nDat bericht ken ik.\n1De Bode, 3 mei 2031, «Sluis dicht»\n"
                 "Vraag 2\nKlopt het?2\nAntwoord 2\nNee.\n2De Bode, 4 mei 2031\n",
                 Format::plain),
            "Q Vraag 1\nP Kent u het bericht?[^1]\nA Antwoord 1\nP Dat bericht ken ik.\nQ Vraag 2\nP Klopt het?[^2]\n"
            "A Antwoord 2\nP Nee.\nF[1] De Bode, 3 mei 2031, «Sluis dicht»\nF[2] De Bode, 4 mei 2031\n");
}

TEST(PlainText, KeepsTheNumbersOfOldAnswersWhereMarksStandApart) {
  const auto text = read(
      "Vragen van het lid Dol (ABC) aan de minister over de sluis. (Ingezonden 10 maart 2000)\n\n1\n"
      "Kent u het bericht \"Sluis dicht\" 1 en het bericht \"Sluis open\" 2?\n2\nKlopt dat?\n3\n"
      "Hoe lang duurt dat?\n\nAntwoord van minister Bies (Sluizen). (Ontvangen 3 april 2000)\n\n1\nJa."
      "\n2 en 3\nNee, de sluis is open.\n\n1 De Bode, 3 maart 2000\n2 De Bode, 4 maart 2000\n",
      Format::plain);
  EXPECT_NE(text.find("(Ontvangen 3 april 2000)\nP 1\nP Ja.\nP 2 en 3\nP Nee, de sluis is open.\n"), std::string::npos)
      << text;
}

TEST(PlainText, FindsTheSecondOfTwoMarksBehindAComma) {
  const auto weeks = read(
      "Vraag 1\nKent u het bericht «Sluis dicht»1, 2 weken geleden verschenen, en dat zij weer dicht "
      "is?2\nAntwoord 1\nJa.\n1 De Bode, 3 mei 2031\n2 De Bode, 4 mei 2031\n",
      Format::plain);
  EXPECT_NE(weeks.find("«Sluis dicht»[^1], 2 weken geleden verschenen, en dat zij weer dicht is?[^2]"),
            std::string::npos)
      << weeks;
  EXPECT_EQ(read("Vraag 1\nKent u het bericht?1, 2\nAntwoord 1\nJa.\n1 De Bode, 3 mei 2031\n2 De Bode, 4 mei 2031\n",
                 Format::plain),
            "Q Vraag 1\nP Kent u het bericht?[^1][^2]\nA Antwoord 1\nP Ja.\nF[1] De Bode, 3 mei 2031\nF[2] De Bode, 4 "
            "mei 2031\n");
}

TEST(PlainText, KeepsParagraphsThatAreLines) {
  const std::string asking =
      "Vragen van het lid Dol (ABC) aan de staatssecretaris van Landbouw, Visserij, Voedselzekerheid en Natuur over de "
      "bruggen van het Noorden";
  const std::string first =
      "Hoe kijkt u naar de berichten dat de bruggen in het Noorden van het land de afgelopen jaren slechter zijn "
      "onderhouden dan elders?";
  EXPECT_EQ(read(asking + "\n" + first + "\nWanneer gaan zij open?\n", Format::plain),
            "P " + asking + "\nP " + first + "\nP Wanneer gaan zij open?\n");
}

TEST(PlainText, JoinsLinesThatWereCutByTheirLetters) {
  EXPECT_EQ(
      read("De sluis is dicht sinds\ndat de brug is gevallen\nen daarna de weg, zodat\nniemand er meer door kan\n"
           "of wil, al zegt de heer\nWillemsen van Overdijken\nvan wel.\n",
           Format::plain),
      "P De sluis is dicht sinds dat de brug is gevallen en daarna de weg, zodat niemand er meer door kan of wil, "
      "al zegt de heer Willemsen van Overdijken van wel.\n");
}

TEST(PlainText, PartsMarksThatAreGluedToEachOther) {
  EXPECT_EQ(
      read(
          "Vraag 1\nKent u het bericht?12\nVraag 2\nGeldt dat voor groep34?34\n1 De Bode, 3 mei 2031\n2 De Bode, 4 mei "
          "2031\n3 De Bode, 5 mei 2031\n4 De Bode, 6 mei 2031\n",
          Format::plain),
      "Q Vraag 1\nP Kent u het bericht?[^1][^2]\nQ Vraag 2\nP Geldt dat voor groep34?[^3][^4]\nF[1] De Bode, 3 mei "
      "2031\nF[2] De Bode, 4 mei 2031\nF[3] De Bode, 5 mei 2031\nF[4] De Bode, 6 mei 2031\n");
}

TEST(PlainText, PartsAHeadingOnTheLineOfItsText) {
  EXPECT_EQ(
      read("Vraag 1: Kent u het bericht dat de sluis dicht is en\ndat zij dicht blijft?1\nAntwoord 1: Ja, al is het "
           "zo dat\nhet bericht oud is.\n1 De Bode, 3 mei 2031\nVraag 2 en 3: Klopt het? En hoe lang\nnog?\n"
           "Antwoord op vraag 2 en 3: Nee.\n",
           Format::plain),
      "P Vraag 1: Kent u het bericht dat de sluis dicht is en dat zij dicht blijft?[^1]\nP Antwoord 1: Ja, al is "
      "het zo dat het bericht oud is.\nP Vraag 2 en 3: Klopt het? En hoe lang nog?\nP Antwoord op vraag 2 en 3: "
      "Nee.\nF[1] De Bode, 3 mei 2031\n");
}

TEST(PlainText, PartsANumberThatStandsAlone) {
  EXPECT_EQ(
      read("Is de brug open?\nWat vindt u van de sluis die\ndicht is en van de brug die\ndaar ligt sinds men hem\n"
           "heeft gebouwd met geld van\nons allen, zoals men zegt.\n2.\nKlopt dat?\n",
           Format::plain),
      "P Is de brug open?\nP Wat vindt u van de sluis die dicht is en van de brug die daar ligt sinds men hem heeft "
      "gebouwd met geld van ons allen, zoals men zegt.\nP 2.\nP Klopt dat?\n");
}

}  // namespace
}  // namespace griffier::fetchers
