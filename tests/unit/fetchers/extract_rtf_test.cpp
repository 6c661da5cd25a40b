#include <gtest/gtest.h>

#include "fetchers/extract/rtf_tokens.h"
#include "tests/unit/fetchers/extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::lines_of;
using testing::read;

std::string rtf(const std::string& body) { return read("{\\rtf1\\ansi\\ansicpg1252 " + body + "}", Format::rtf); }

TEST(Rtf, HasParagraphsInTheirLetters) {
  EXPECT_EQ(rtf("Geachte voorzitter,\\par De co\\'f6rdinatie loopt \\endash  met zo\\rquote n vaart.\\par"),
            "P Geachte voorzitter,\nP De coördinatie loopt – met zo’n vaart.\n");
}

TEST(Rtf, TakesTheLetterOfUnicodeAndNotItsReplacement) {
  EXPECT_EQ(rtf("Yal\\u231\\'e7\\u305?n en \\uc2\\u8364\\'80\\'80 5, \\uc0\\u233 \\uc1\\u-10179?\\u-9216?.\\par"),
            "P Yalçın en € 5, é🐀.\n");
  EXPECT_EQ(rtf("Aan {\\upr{Yalcin}{\\*\\ud{Yal\\u231?in}}}.\\par"), "P Aan Yalçin.\n");
}

TEST(Rtf, TakesAWordOrASymbolBehindUnicodeForItsReplacement) {
  EXPECT_EQ(rtf("a \\u8211\\endash streep, A\\u8209\\_4 en \\uc2\\u8221\\rdblquote\\rquote zo.\\par"),
            "P a –streep, A\u20114 en ”zo.\n");
  EXPECT_EQ(rtf("{\\v geheim \\u8211\\v0 zo\\u233\\par}Verder \\u1055\\u1088\\u1080?\\par"), "P zoé\nP Verder При\n");
}

TEST(RtfLetters, AreOfTheCodePageOfTheFile) {
  const auto of_page = [](const std::string& head, const std::string& text) {
    return read("{\\rtf1" + head + " " + text + "\\par}", Format::rtf);
  };
  EXPECT_EQ(of_page("\\ansi\\ansicpg1250", "Wa\\'b3\\'easa"), "P Wałęsa\n");
  EXPECT_EQ(of_page("\\ansi\\ansicpg1251", "\\'cc\\'e8\\'f0"), "P Мир\n");
  EXPECT_EQ(of_page("\\ansi\\ansicpg1253", "\\'c1\\'e8\\'de\\'ed\\'e1"), "P Αθήνα\n");
  EXPECT_EQ(of_page("\\ansi\\ansicpg1254", "Yal\\'e7\\'fdn"), "P Yalçın\n");
  EXPECT_EQ(of_page("\\ansi\\ansicpg1257", "R\\'eeg\\'e2"), "P Rīgā\n");
  EXPECT_EQ(of_page("\\pc", "co\\'94rdinatie \\'fb"), "P coördinatie √\n");
  EXPECT_EQ(of_page("\\pca", "co\\'94rdinatie \\'b8"), "P coördinatie ©\n");
  EXPECT_EQ(of_page("\\mac", "co\\'9ardinatie"), "P coördinatie\n");
  EXPECT_EQ(of_page("\\ansi\\ansicpg1250", "Wa\xB3\xEAsa \\u322?\\u281\\'ea"), "P Wałęsa łę\n");
}

TEST(RtfLetters, AreOfTheCodePageOfTheirFace) {
  EXPECT_EQ(rtf("{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset204{\\*\\falt "
                "Arial}Arial Cyr;}"
                "{\\f3\\fnil\\cpg850 Terminal;}}\\deff0 \\'eb {\\f1 Wa\\'b3\\'easa} {\\f2 \\'cc\\'e8\\'f0\\plain  "
                "\\'cc} {\\f3 "
                "\\'89}\\par"),
            "P ë Wałęsa Мир Ì ë\n");
  EXPECT_EQ(read("{\\rtf1\\ansi\\ansicpg1251\\deff1{\\fonttbl\\f0\\fcharset0 Arial;\\f1 Times;}\\'cc{\\f0 \\'eb}\\par}",
                 Format::rtf),
            "P Мë\n");
}

TEST(RtfLetters, AreTheSignsOfAFaceOfSigns) {
  EXPECT_EQ(rtf("{\\fonttbl{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset2 Wingdings;}{\\f3\\fcharset2 Sier;}}{\\f1 "
                "\\'a3\\u-3917?} "
                "{\\f2 \\'fe\\'6c} {\\f3 \\'41}\\par"),
            "P ≤≥ ☑• •\n");
}

TEST(RtfLetters, OfAnUnknownCodePageAreReadWithAWarning) {
  const Extraction read_all = extract("{\\rtf1\\ansi\\ansicpg932 caf\\'e9\\par}", Format::rtf);
  EXPECT_EQ(lines_of(read_all.text), "P café\n");
  ASSERT_EQ(read_all.warnings.size(), 1U);
  EXPECT_NE(read_all.warnings.front().find("932"), std::string::npos);
  EXPECT_TRUE(extract("{\\rtf1\\ansi\\ansicpg99999 cafe\\par}", Format::rtf).warnings.empty());
}

TEST(RtfLetters, OfThousandsOfCodePagesCostAFewOfThemAlone) {
  std::string text = "{\\rtf1\\ansi ";
  for (int page = 1; page < 20'000; ++page) text += "\\ansicpg" + std::to_string(page) + "\\'e9";
  const Extraction read_all = extract(text + "\\par}", Format::rtf);
  EXPECT_LE(read_all.warnings.size(), 32U);
}

TEST(Rtf, ThatIsCutOffIsReadWithAWarning) {
  EXPECT_TRUE(extract("{\\rtf1\\ansi De brug is dicht.}", Format::rtf).warnings.empty());
  const Extraction cut = extract("{\\rtf1\\ansi De brug is", Format::rtf);
  EXPECT_EQ(lines_of(cut.text), "P De brug is\n");
  EXPECT_EQ(cut.warnings.size(), 1U);
}

TEST(Rtf, IsWholeWhereARunEndsInAWord) { EXPECT_EQ(rtf("{\\b over}{\\i een}stem\nming\\par"), "P overeenstemming\n"); }

TEST(Rtf, LeavesOutWhatIsNotForAReader) {
  EXPECT_EQ(rtf("{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator Schrijver;}{\\header Kop van de bladzij}"
                "{\\pict\\pngblip 89504e47}{\\v verborgen }{\\deleted weg }{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}} "
                "blz.{\\*\\bkmkstart a}{\\bin5 {{{{{}\\par"),
            "P 3 blz.\n");
}

TEST(Rtf, HasMovedTextOnlyWhereItWasMovedTo) {
  EXPECT_EQ(
      rtf("{\\*\\mvfmf move1}{\\mvf\\mvauth1\\mvdate3 Dit is verplaatst. }{\\*\\mvfml move1}De brug. {\\*\\mvtof "
          "move1}{\\mvt\\mvauth1 Dit is verplaatst.{\\footnote Noot.}}{\\*\\mvtol move1}{\\mvf{\\footnote Noot.}} "
          "\\mvf weg\\mvf0 en \\mvf weg\\plain zo\\par"),
      "P De brug. Dit is verplaatst.[^1] en zo\nF[1] Noot.\n");
}

TEST(Rtf, JoinsParagraphsOfWhichTheMarkWasDeleted) {
  EXPECT_EQ(rtf("Voor {\\deleted oud\\par }door\\par{\\mvf weg\\par}slot\\par"), "P Voor door\nP slot\n");
  EXPECT_EQ(rtf("{\\listtext 1.\\tab}een {\\deleted\\par}{\\listtext 2.\\tab}twee\\par{\\listtext 2.\\tab}drie\\par"),
            "L0[1.] een twee\nL0[2.] drie\n");
  EXPECT_EQ(rtf("Voor {\\deleted\\par}\\trowd\\pard\\intbl Jaar\\cell 2030\\cell\\row\\pard slot\\par"),
            "P Voor\nT Jaar|2030\nP slot\n");
}

TEST(Rtf, HasTheBoxesAndChoicesOfForms) {
  const auto form = [](const std::string& words) {
    return "{\\field{\\*\\fldinst {\\b FORM \\tab }{{\\*\\datafield 6500}{\\*\\formfield{" + words +
           "{\\*\\ffname Vak}}}}}{\\fldrslt }}";
  };
  EXPECT_EQ(rtf(form("\\fftype1\\ffres1\\ffdefres0") + " ja " + form("\\fftype1\\ffres25\\ffdefres0") + " nee " +
                form("\\fftype1\\ffres25\\ffdefres1") + form("\\fftype0") + "{\\deleted " + form("\\fftype1\\ffres1") +
                "} soms: " + form("\\fftype2\\ffres1{\\*\\ffl een}{\\*\\ffl co\\u246?p}") + "\\par"),
            "P ☒ ja ☐ nee ☒ soms: coöp\n");
  EXPECT_EQ(rtf("{\\field{\\*\\fldinst FORM{\\*\\formfield{\\fftype2\\ffres0{\\*\\ffl nee}}}}{\\fldrslt nee}}\\par"),
            "P nee\n");
}

TEST(Rtf, HasEquationsAsALineOfText) {
  EXPECT_EQ(
      rtf("Dus {\\mmath{\\*\\moMathPara{\\*\\moMath\\i {\\mr\\mscr0 k=}{\\mf{\\mfPr{\\mctrlPr\\i\\f0 }}{\\mnum{\\mr "
          "a+b}}{\\mden\\u-10187?\\u-9138?}}{\\deleted{\\mr weg}}{\\mr +}{\\mnary{\\mnaryPr{\\mchr "
          "\\u8721?}}{\\msub{\\mr i}}{\\msup}{\\me{\\msSup{\\me{\\mr x}}{\\msup{\\mr 2}}}}}}}"
          "{\\mmathPict{\\pict 89}}}, zo.\\par"),
      "P Dus k=(a+b)/𝑎+∑_i x^2, zo.\n");
}

TEST(Rtf, ShowsWhatAnObjectShows) {
  EXPECT_EQ(rtf("Zie {\\object\\objemb{\\*\\objclass Excel.Sheet}{\\*\\objdata 0105}{\\result {\\b 12 huizen}{\\pict "
                "89}}}.\\par"),
            "P Zie 12 huizen.\n");
}

TEST(Rtf, HasNotesWithTheirMarks) {
  EXPECT_EQ(
      rtf("De brug\\super\\chftn{\\footnote\\pard\\super\\chftn\\nosupersub  Verslag.\\par Blz. 4.}\\nosupersub  is "
          "dicht{\\deleted{\\footnote Weg.}}{\\*\\footnote\\ftnalt Slot.}.\\par"),
      "P De brug[^1] is dicht[^i].\nF[1] Verslag. Blz. 4.\nF[i] Slot.\n");
}

TEST(Rtf, KeepsATableInANoteOutOfTheTableAroundIt) {
  EXPECT_EQ(rtf("\\trowd\\pard\\intbl Jaar{\\footnote Zie\\cell blz. 4.\\cell\\row}\\cell 2030\\cell\\row\\pard\\par"),
            "T Jaar[^1]|2030\nF[1] Zie blz. 4.\n");
}

TEST(Rtf, StaysInTheTableBehindANoteAndABoxInIt) {
  EXPECT_EQ(rtf("\\trowd\\pard\\intbl Cel een{\\footnote\\pard\\plain Noot.} rest\\par tweede\\cell Cel "
                "twee\\cell\\row\\pard slot\\par"),
            "T Cel een[^1] rest tweede|Cel twee\nP slot\nF[1] Noot.\n");
  EXPECT_EQ(rtf("\\trowd\\pard\\intbl Cel{\\shp{\\*\\shpinst{\\shptxt\\pard Vak\\par}}} een\\par tweede\\cell Cel "
                "twee\\cell\\row\\pard slot\\par"),
            "T Cel een tweede|Cel twee\nP Vak\nP slot\n");
}

TEST(Rtf, StaysInTheTableBehindTheLabelsOfAListInIt) {
  EXPECT_EQ(rtf("\\trowd\\pard\\intbl\\ilvl1 {\\listtext\\pard\\plain a.\\tab}een\\par {\\listtext\\pard\\plain "
                "b.\\tab}twee\\par {\\listtext\\pard\\plain c.\\tab}drie\\cell 5\\cell\\row\\pard slot\\par"),
            "T a. een b. twee c. drie|5\nP slot\n");
  EXPECT_EQ(rtf("\\pard\\ilvl1 {\\listtext\\pard\\plain a.\\tab}een\\par {\\listtext\\pard\\plain b.\\tab}twee\\par"),
            "L1[a.] een\nL1[b.] twee\n");
}

TEST(Rtf, KeepsARowThatTheFileEndsIn) { EXPECT_EQ(rtf("\\trowd\\pard\\intbl Jaar\\cell 2030"), "T Jaar|2030\n"); }

TEST(Rtf, HasHeadingsByStyleLabelsAndTables) {
  EXPECT_EQ(
      rtf("{\\stylesheet{\\s0 Normal;}{\\s2 heading 2;}}\\pard\\s2 Inleiding\\par\\pard {\\listtext a.\\tab}eerst\\par"
          "\\trowd\\pard\\intbl Jaar\\cell 2030\\cell\\row\\trowd\\intbl Aan\\par tal\\cell 5\\cell\\row\\pard "
          "slot\\par"),
      "H2 Inleiding\nL0[a.] eerst\nT Jaar|2030\nT Aan tal|5\nP slot\n");
}

TEST(Rtf, KeepsTablesThatFollowEachOtherApart) {
  EXPECT_EQ(rtf("\\trowd\\pard\\intbl a\\cell b\\cell\\row\\trowd\\intbl c\\cell d\\cell\\row\\pard\\par\\trowd\\intbl "
                "e\\cell f\\cell\\row\\pard\\par"),
            "T a|b\nT c|d\nT1 e|f\n");
}

TEST(Rtf, HasTheTextOfBoxesBehindTheirParagraph) {
  EXPECT_EQ(
      rtf("Voor{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt Ons kenmerk\\par 12\\par}}{\\shprslt Ons kenmerk}}"
          "uit\\par Verder\\par"),
      "P Vooruit\nP Ons kenmerk\nP 12\nP Verder\n");
}

TEST(Rtf, ThatIsNoneEmptyOrDeepIsRefused) {
  EXPECT_THROW((void)extract("Geachte voorzitter", Format::rtf), ExtractError);
  EXPECT_THROW((void)extract("{\\rtf1\\ansi\\par}", Format::rtf), ExtractError);
  EXPECT_THROW((void)extract("{\\rtf1 " + std::string(1'000'000, '{') + "tekst", Format::rtf), ExtractError);
}

TEST(Rtf, SurvivesEveryCut) {
  const std::string whole =
      "{\\rtf1{\\fonttbl{\\f1\\fcharset2 Symbol;}}{\\info{\\title Titel}}{\\f1 \\'b7}{\\footnote a}\\u8364?\\bin9 "
      "x\\trowd a\\cell\\row{\\shp{\\*\\shpinst{\\shptxt b}}}\\par}";
  for (std::size_t size = 6; size < whole.size(); ++size) {
    try {
      (void)extract(whole.substr(0, size), Format::rtf);
    } catch (const ExtractError&) {
      continue;
    }
  }
}

TEST(RtfTokens, EndWithTheBytes) {
  RtfTokens tokens("\\b0 x\\'zz\\-\\u-12 y\\bin99999 weg");
  EXPECT_EQ(tokens.next()->number, 0);
  EXPECT_EQ(tokens.next()->text, "x");
  EXPECT_EQ(tokens.next()->text, "'");
  EXPECT_EQ(tokens.next()->text, "zz");
  EXPECT_EQ(tokens.next()->text, "-");
  EXPECT_EQ(tokens.next()->number, -12);
  EXPECT_EQ(tokens.next()->text, "y");
  EXPECT_EQ(tokens.next()->text, "bin");
  EXPECT_FALSE(tokens.next().has_value());
}

}  // namespace
}  // namespace griffier::fetchers
