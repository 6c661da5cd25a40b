#include <gtest/gtest.h>

#include "docx_markup.h"
#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::make_docx;
using testing::make_package;
using testing::numbered;
using testing::paragraph;
using testing::read;
using testing::run;

constexpr const char* kNumbering =
    "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
    "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/>"
    "<w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.%2)\"/></w:lvl></w:abstractNum><w:abstractNum "
    "w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xEF\x82\xB7\"/></w:lvl>"
    "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId "
    "w:val=\"8\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride "
    "w:ilvl=\"0\"><w:startOverride "
    "w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>";

TEST(Docx, ShowsTheNumbersOfItsLists) {
  const std::string body = paragraph(run("een"), numbered("1", 0)) + paragraph(run("diep"), numbered("1", 1)) +
                           paragraph(run("dieper"), numbered("1", 1)) + paragraph(run("twee"), numbered("1", 0)) +
                           paragraph(run("weer"), numbered("1", 1)) + paragraph(run("punt"), numbered("2", 0)) +
                           paragraph(run("opnieuw"), numbered("3", 0));
  EXPECT_EQ(read(make_docx(body, {{"word/numbering.xml", kNumbering}}), Format::docx),
            "L0[1.] een\nL1[1.a)] diep\nL1[1.b)] dieper\nL0[2.] twee\nL1[2.a)] weer\nL0[•] punt\nL0[1.] opnieuw\n");
}

TEST(Docx, HasHeadingsByStyleAndQuestionsByText) {
  const std::string styles =
      "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Kop2\"><w:name w:val=\"heading 2\"/></w:style><w:style "
      "w:styleId=\"Mijn\">"
      "<w:name w:val=\"Mijn kop\"/><w:basedOn w:val=\"Kop2\"/></w:style></w:styles>";
  const std::string body = paragraph(run("Kop"), "<w:pStyle w:val=\"Mijn\"/>") +
                           paragraph(
                               "<w:r><w:rPr><w:b/></w:rPr><w:t>Vraag 1</w:t><w:br/><w:t>Klopt het dat de</w:t><w:br/>"
                               "<w:t>brug dicht is?</w:t></w:r>") +
                           paragraph(run("Antwoord op vraag 1")) + paragraph(run("Ja."));
  EXPECT_EQ(read(make_docx(body, {{"word/styles.xml", styles}}), Format::docx),
            "H2 Kop\nQ Vraag 1\nP Klopt het dat de brug dicht is?\nA Antwoord op vraag 1\nP Ja.\n");
}

TEST(Docx, TakesChangesAsAccepted) {
  EXPECT_EQ(
      read(make_docx(paragraph(run("De brug is ") + "<w:del><w:r><w:delText>open</w:delText></w:r></w:del><w:ins>" +
                               run("dicht") + "</w:ins>" + run("."))),
           Format::docx),
      "P De brug is dicht.\n");
}

TEST(Docx, JoinsParagraphsWhoseEndWasDeleted) {
  const std::string cut = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>" + run("De brug ") + "</w:p>";
  EXPECT_EQ(read(make_docx(cut + paragraph(run("is dicht.")) + paragraph(run("Nog."))), Format::docx),
            "P De brug is dicht.\nP Nog.\n");
  EXPECT_EQ(read(make_docx(paragraph(run("Eerst.")) + cut), Format::docx), "P Eerst.\nP De brug\n");
}

TEST(Docx, TakesTheDayAndReferenceFromTheHeadOfItsPages) {
  const std::string head = "<w:hdr xmlns:w=\"w\">" + paragraph(run("Datum")) + paragraph(run("3 april 2031")) +
                           paragraph(run("Ons kenmerk")) + paragraph(run("4012345-S")) + "</w:hdr>";
  const auto facts =
      extract(make_docx(paragraph(run("Geachte voorzitter,")), {{"word/header2.xml", head}}), Format::docx).facts;
  EXPECT_EQ(facts.at("date"), "2031-04-03");
  EXPECT_EQ(facts.at("kenmerk"), "4012345-S");
  const auto damaged =
      extract(make_docx(paragraph(run("Geachte voorzitter,")), {{"word/header2.xml", "<w:hdr"}}), Format::docx);
  EXPECT_FALSE(damaged.warnings.empty());
}

TEST(Docx, LosesNothingBehindAFieldThatIsNotEnded) {
  const std::string begin =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  EXPECT_EQ(
      read(make_docx(paragraph(run("De brug ") + begin + run("is dicht.")) + paragraph(run("Nog."))), Format::docx),
      "P De brug is dicht.\nP Nog.\n");
  EXPECT_EQ(read(make_docx(paragraph(begin + run("code") + "<w:del>" + end + "</w:del>" + run(" dicht.")) +
                           paragraph(begin + run("code") + end + run("Nog."))),
                 Format::docx),
            "P code dicht.\nP Nog.\n");
}

TEST(Docx, HasCellsInTheirColumns) {
  const auto cell = [](const std::string& text, const std::string& properties = {}) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text.empty() ? "" : run(text)) + "</w:tc>";
  };
  const std::string table =
      "<w:tbl><w:tr>" + cell("Stad", "<w:vMerge w:val=\"restart\"/>") + cell("Bruggen", "<w:gridSpan w:val=\"2\"/>") +
      cell("Jaar") + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("1") + cell("2") + cell("2031") +
      "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>" + cell("3") + cell("2032") + "</w:tr></w:tbl>";
  EXPECT_EQ(read(make_docx(table), Format::docx), "T Stad|Bruggen||Jaar\nT |1|2|2031\nT ||3|2032\n");
}

TEST(Docx, HasTheResultsOfFieldsWithoutTheirCodes) {
  const std::string field =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DOCPROPERTY Onderwerp</w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
      run("Brug") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  const std::string broken =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DOCPROPERTY Weg</w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
      run("Fout! Onbekende naam.") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  EXPECT_EQ(read(make_docx(paragraph(run("Onderwerp: ") + field + broken)), Format::docx), "P Onderwerp: Brug\n");
}

TEST(Docx, HasFootnotesInTheOrderOfTheirMarks) {
  const std::string notes =
      "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote><w:footnote "
      "w:id=\"5\">"
      "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Verslag.</w:t></w:r></w:p></w:footnote></w:footnotes>";
  EXPECT_EQ(
      read(make_docx(paragraph(run("De brug") + "<w:r><w:footnoteReference w:id=\"5\"/></w:r>" + run(" is dicht.")),
                     {{"word/footnotes.xml", notes}}),
           Format::docx),
      "P De brug[^1] is dicht.\nF[1] Verslag.\n");
}

TEST(Docx, TellsATableFromALayout) {
  const auto cell = [](const std::string& inner) { return "<w:tc>" + inner + "</w:tc>"; };
  const std::string table = "<w:tbl><w:tr>" + cell(paragraph(run("Jaar"))) + cell(paragraph(run("Aantal"))) +
                            "</w:tr><w:tr>" + cell(paragraph(run("2031"))) + cell(paragraph(run("5"))) +
                            "</w:tr></w:tbl>";
  const std::string frame =
      "<w:tbl><w:tr>" + cell(paragraph(run("Geachte voorzitter,")) + paragraph(run("Tekst."))) + "</w:tr></w:tbl>";
  EXPECT_EQ(read(make_docx(table + frame), Format::docx), "T Jaar|Aantal\nT 2031|5\nP Geachte voorzitter,\nP Tekst.\n");
}

TEST(Docx, KeepsTablesThatFollowEachOtherApart) {
  const auto row = [](const std::string& left, const std::string& right) {
    return "<w:tr><w:tc>" + paragraph(run(left)) + "</w:tc><w:tc>" + paragraph(run(right)) + "</w:tc></w:tr>";
  };
  const std::string first = "<w:tbl>" + row("Jaar", "Bruggen") + row("2031", "5") + "</w:tbl>";
  const std::string second = "<w:tbl>" + row("Stad", "Sluizen") + row("Urk", "2") + "</w:tbl>";
  EXPECT_EQ(read(make_docx(first + paragraph("") + second), Format::docx),
            "T Jaar|Bruggen\nT 2031|5\nT1 Stad|Sluizen\nT Urk|2\n");
  EXPECT_EQ(read(make_docx(first + paragraph(run("En:")) + second), Format::docx),
            "T Jaar|Bruggen\nT 2031|5\nP En:\nT Stad|Sluizen\nT Urk|2\n");
}

TEST(Docx, HasTextBoxesOnce) {
  const std::string box =
      "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + paragraph(run("Kader")) +
      "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" +
      paragraph(run("Kader")) + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  EXPECT_EQ(read(make_docx(paragraph(run("Tekst.") + box)), Format::docx), "P Tekst.\nP Kader\n");
}

TEST(Docx, ThatExpandsWithoutEndIsRefused) {
  const std::string huge(std::size_t{60} << 20, ' ');
  std::string bytes = make_docx(paragraph(run("x")), {{"word/styles.xml", "<a>" + huge + "</a>"}});
  try {
    (void)extract(bytes, Format::docx);
    FAIL() << "read";
  } catch (const ExtractError& error) {
    EXPECT_EQ(error.reason(), ExtractError::Reason::too_large);
  }
}

TEST(Docx, ThatIsNoneOrCutIsRefused) {
  EXPECT_THROW((void)extract("PK\x03\x04 niets", Format::docx), ExtractError);
  EXPECT_THROW((void)extract(make_package({{"iets.txt", "x"}}), Format::docx), ExtractError);
  const std::string whole = make_docx(paragraph(run("tekst")));
  EXPECT_THROW((void)extract(std::string_view(whole).substr(0, whole.size() / 3), Format::docx), ExtractError);
}

}  // namespace
}  // namespace griffier::fetchers
