// What letters of ministries have in their DOCX, as the word processor shows it.
#include <gtest/gtest.h>

#include <algorithm>

#include "docx_markup.h"
#include "extract_support.h"
#include "fetchers/extract/symbol_faces.h"

namespace griffier::fetchers {
namespace {

using testing::cell;
using testing::code;
using testing::control;
using testing::field;
using testing::field_mark;
using testing::make_docx;
using testing::make_package;
using testing::numbered;
using testing::paragraph;
using testing::read;
using testing::row;
using testing::run;

std::string docx(const std::string& body, const std::vector<std::pair<std::string, std::string>>& parts = {}) {
  return read(make_docx(body, parts), Format::docx);
}

TEST(DocxControls, StandAroundParagraphsRowsCellsAndTheirText) {
  EXPECT_EQ(docx(control(
                paragraph(run("De ") + control(run("brug")) + "<w:smartTag>" + run(" is dicht.") + "</w:smartTag>"))),
            "P De brug is dicht.\n");
  const std::string table = "<w:tbl>" + row(cell(paragraph(run("Jaar"))) + cell(paragraph(run("Bruggen")))) +
                            control(row(control(control(cell(paragraph(run("2031"))))) +
                                        control(cell(control(paragraph(run("vijf")) + paragraph(run("open")))))) +
                                    row(cell(paragraph(run("2032"))) + cell(control(paragraph(run("zes")))))) +
                            "</w:tbl>";
  EXPECT_EQ(docx(table), "T Jaar|Bruggen\nT 2031|vijf open\nT 2032|zes\n");
}

TEST(DocxControls, ShowAFormThatThisReaderKnowsElseTheOther) {
  const std::string both = "<mc:AlternateContent><mc:Choice>" + paragraph(run("nieuw")) + "</mc:Choice><mc:Fallback>" +
                           paragraph(run("oud")) + "</mc:Fallback></mc:AlternateContent>";
  const std::string old = "<w:r><mc:AlternateContent><mc:Fallback><w:pict><w:txbxContent>" + paragraph(run("kader")) +
                          "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  EXPECT_EQ(docx(both + paragraph(run("Tekst.") + old)), "P nieuw\nP Tekst.\nP kader\n");
}

TEST(DocxChanges, AreTakenAsAccepted) {
  const std::string moved = "<w:moveFrom w:id=\"1\">" + run(" gisteren") + "</w:moveFrom>";
  EXPECT_EQ(
      docx(paragraph(run("Hij kwam") + moved + "<w:moveTo w:id=\"2\">" + run(" vandaag") + "</w:moveTo><w:ins>" +
                     run(" laat") + "<w:del><w:r><w:delText> vroeg</w:delText></w:r></w:del></w:ins>" + run("."))),
      "P Hij kwam vandaag laat.\n");
  const std::string gone = "<w:tr><w:trPr><w:del w:id=\"3\"/></w:trPr>" + cell(paragraph("")) + "</w:tr>";
  const std::string hidden = "<w:tr><w:trPr><w:hidden/></w:trPr>" + cell(paragraph(run("geheim"))) + "</w:tr>";
  EXPECT_EQ(docx("<w:tbl>" + gone + hidden +
                 row(cell(paragraph(run("a"))) + cell(paragraph(run("b"))) +
                     "<w:tc><w:tcPr><w:cellDel w:id=\"4\"/></w:tcPr>" + paragraph(run("c")) + "</w:tc>") +
                 "</w:tbl>"),
            "T a|b\n");
}

TEST(DocxChanges, KeepAParagraphWhoseEndWasDeletedOutOfATable) {
  const std::string cut = paragraph(run("De bruggen:"), "<w:rPr><w:del w:id=\"1\"/></w:rPr>");
  EXPECT_EQ(docx(cut + "<w:tbl>" + row(cell(paragraph(run("a"))) + cell(paragraph(run("b")))) + "</w:tbl>"),
            "P De bruggen:\nT a|b\n");
}

TEST(DocxRuns, HaveHyphensTabsAndBreaks) {
  EXPECT_EQ(docx(paragraph("<w:r><w:t>EU</w:t><w:noBreakHyphen/><w:t>recht</w:t><w:tab/><w:t>over</w:t><w:softHyphen/>"
                           "<w:t>heid</w:t></w:r>")),
            "P EU-recht overheid\n");
  EXPECT_EQ(docx(paragraph("<w:r><w:t>De brug is dicht.</w:t><w:br w:type=\"page\"/><w:t>Hij gaat open.</w:t><w:cr/>"
                           "<w:t>Dan vaart men.</w:t></w:r>")),
            "P De brug is dicht.\nP Hij gaat open.\nP Dan vaart men.\n");
}

TEST(DocxRuns, HaveLettersAsTheyAreStoredAndNothingHidden) {
  EXPECT_EQ(docx(paragraph("<w:r><w:rPr><w:caps/></w:rPr><w:t>Directie </w:t></w:r><w:r><w:rPr><w:smallCaps/></w:rPr>"
                           "<w:t>Bruggen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> geheim</w:t></w:r><w:r>"
                           "<w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> open</w:t></w:r>")),
            "P Directie Bruggen open\n");
  const std::string styles =
      "<w:styles><w:style w:type=\"character\" w:styleId=\"Weg\"><w:rPr><w:vanish/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Uitleg\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
  const std::string styled = "<w:r><w:rPr><w:rStyle w:val=\"Weg\"/></w:rPr><w:t> weg</w:t></w:r>";
  EXPECT_EQ(docx(paragraph(run("Dicht.") + styled) + paragraph(run("Vul in."), "<w:pStyle w:val=\"Uitleg\"/>"),
                 {{"word/styles.xml", styles}}),
            "P Dicht.\n");
}

TEST(DocxRuns, HaveTheSignsOfTheirFaces) {
  const auto sign = [](const std::string& face, const std::string& which) {
    return "<w:r><w:sym w:font=\"" + face + "\" w:char=\"" + which + "\"/></w:r>";
  };
  EXPECT_EQ(
      docx(paragraph(run("Ja ") + sign("Wingdings", "F0FE") + run(" nee ") + sign("Wingdings", "F0A8") + run(" bij ") +
                     sign("Symbol", "F0B3") + run(" 5 ") + sign("Segoe UI Symbol", "2713") + sign("Onbekend", "F041"))),
      "P Ja ☑ nee ☐ bij ≥ 5 ✓•\n");
  EXPECT_EQ(symbol_character("Symbol", 0xB7), U'•');
  EXPECT_EQ(symbol_character("Symbol", 0xF061), U'α');
  EXPECT_EQ(symbol_character("Symbol", 0x1F), U'•');
  EXPECT_EQ(symbol_character("Wingdings 3", 0xF061), U'•');
  EXPECT_EQ(symbol_character("Arial", 0xE9), U'é');
}

TEST(DocxRuns, HaveEquationsAsALineOfText) {
  const auto piece = [](const std::string& text) { return "<m:r><m:t>" + text + "</m:t></m:r>"; };
  const std::string fraction =
      "<m:f><m:fPr/><m:num>" + piece("a+b") + "</m:num><m:den>" + piece("2") + "</m:den></m:f>";
  const std::string power = "<m:sSup><m:e>" + piece("x") + "</m:e><m:sup>" + piece("2") + "</m:sup></m:sSup>";
  const std::string sum = "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>" + piece("i=1") +
                          "</m:sub><m:sup>" + piece("n") + "</m:sup><m:e><m:rad><m:deg/><m:e>" + piece("c") +
                          "</m:e></m:rad></m:e></m:nary>";
  const std::string brackets = "<m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e>" + piece("p") +
                               "</m:e><m:e>" + piece("q") + "</m:e></m:d>";
  EXPECT_EQ(docx(paragraph(run("De som is ") + "<m:oMath>" + fraction + piece("=") + power + "</m:oMath>" + run("."))),
            "P De som is (a+b)/2=x^2.\n");
  EXPECT_EQ(docx(paragraph("<m:oMathPara><m:oMath>" + sum + piece("+") + brackets + "</m:oMath></m:oMathPara>")),
            "P ∑_(i=1)^n √(c)+[p|q]\n");
}

TEST(DocxRuns, HaveDeepEquationsAsLongAsTheyAre) {
  std::string equation = "<m:r><m:t>x</m:t></m:r>";
  for (int depth = 0; depth < 100; ++depth) {
    equation = "<m:f><m:num>" + equation + "</m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>";
  }
  const std::string text = docx(paragraph("<m:oMath>" + equation + "</m:oMath>"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '/'), 100);
  EXPECT_LT(text.size(), 1000U);
}

TEST(DocxFields, ShowTheirResultsHoweverTheyNest) {
  const std::string inner = field(code("DOCPROPERTY Soort"), run("brief"));
  EXPECT_EQ(
      docx(paragraph(run("Deze ") + field(code(" IF ") + inner + code(" = \"brief\" \"nota\" \"\" "), run("nota")) +
                     run(" telt."))),
      "P Deze nota telt.\n");
  EXPECT_EQ(
      docx(paragraph(run("Zie ") + field(code("HYPERLINK \"https://voorbeeld.nl\""), run("de pagina")) + run(", ") +
                     "<w:hyperlink w:anchor=\"a\">" + run("bijlage ") + field(code("PAGEREF a"), run("7")) +
                     "</w:hyperlink><w:fldSimple w:instr=\"DATE\">" + run(" van 3 april") + "</w:fldSimple>")),
      "P Zie de pagina, bijlage 7 van 3 april\n");
  EXPECT_EQ(docx(paragraph(field_mark("begin") + code("TOC") + field_mark("separate") + run("Inleiding 1")) +
                 paragraph(run("Slot 2")) + paragraph(field_mark("end") + run("Tekst."))),
            "P Inleiding 1\nP Slot 2\nP Tekst.\n");
}

TEST(DocxFields, OfFormsShowWhatWasTickedAndChosen) {
  const auto form = [](const std::string& data) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>" + data + "</w:ffData></w:fldChar></w:r>" +
           code("FORM") + field_mark("end");
  };
  const std::string list =
      "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"vertrouwelijk\"/><w:listEntry w:val=\"openbaar\"/>"
      "</w:ddList>";
  EXPECT_EQ(docx(paragraph(run("Dit stuk is ") + form(list) + run(": ") +
                           form("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>") + run(" ja ") +
                           form("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>") + run(" nee"))),
            "P Dit stuk is openbaar: ☒ ja ☐ nee\n");
}

constexpr const char* kNotes =
    "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>* Eigen teken.</w:t></w:r></w:p></w:footnote><w:footnote "
    "w:id=\"2\"><w:sdt><w:sdtContent><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Geteld.</w:t></w:r></w:p></w:sdtContent>"
    "</w:sdt></w:footnote></w:footnotes>";

TEST(DocxNotes, HaveTheMarkThatTheirWriterChose) {
  const std::string own = "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"1\"/><w:t>*</w:t></w:r>";
  const std::string counted = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
  EXPECT_EQ(docx(paragraph(run("Een") + own + run(" twee") + counted + run(".")), {{"word/footnotes.xml", kNotes}}),
            "P Een[^*] twee[^1].\nF[*] Eigen teken.\nF[1] Geteld.\n");
}

TEST(DocxNotes, AreNumberedAsTheDocumentSays) {
  const std::string settings =
      "<w:settings><w:footnotePr><w:numFmt w:val=\"upperLetter\"/><w:numStart w:val=\"3\"/></w:footnotePr><w:endnotePr>"
      "<w:numFmt w:val=\"upperLetter\"/><w:numStart w:val=\"3\"/></w:endnotePr></w:settings>";
  const std::string endnotes =
      "<w:endnotes><w:endnote w:id=\"2\">" + paragraph(run("Slot.")) + "</w:endnote></w:endnotes>";
  const std::string marks = "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r>";
  EXPECT_EQ(docx(paragraph(run("Een") + marks),
                 {{"word/footnotes.xml", kNotes}, {"word/endnotes.xml", endnotes}, {"word/settings.xml", settings}}),
            "P Een[^C][^iii]\nF[C] Geteld.\nF[iii] Slot.\n");
}

std::string level(int number, const std::string& format, const std::string& text, const std::string& more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/>" +
         more + "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}
std::string numbering(const std::string& levels, const std::string& lists) {
  return "<w:numbering><w:abstractNum w:abstractNumId=\"0\">" + levels + "</w:abstractNum>" + lists + "</w:numbering>";
}
constexpr const char* kList = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

TEST(DocxNumbers, AreLegalWhereTheLevelSaysSo) {
  const std::string part =
      numbering(level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1.%2", "<w:isLgl/>"), kList);
  EXPECT_EQ(docx(paragraph(run("a"), numbered("1", 0)) + paragraph(run("b"), numbered("1", 0)) +
                     paragraph(run("c"), numbered("1", 1)),
                 {{"word/numbering.xml", part}}),
            "L0[I.] a\nL0[II.] b\nL1[2.1] c\n");
}

TEST(DocxNumbers, GoOnOrBeginAnewAsTheLevelSays) {
  const std::string part =
      numbering(level(0, "decimal", "%1.") + level(1, "decimal", "art. %2", "<w:lvlRestart w:val=\"0\"/>"), kList);
  EXPECT_EQ(docx(paragraph(run("a"), numbered("1", 0)) + paragraph(run("b"), numbered("1", 1)) +
                     paragraph(run("c"), numbered("1", 0)) + paragraph(run("d"), numbered("1", 1)),
                 {{"word/numbering.xml", part}}),
            "L0[1.] a\nL1[art. 1] b\nL0[2.] c\nL1[art. 2] d\n");
}

TEST(DocxNumbers, FollowTheLevelThatAListHasOfItsOwn) {
  const std::string own = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">" +
                          level(0, "upperLetter", "(%1)") + "</w:lvlOverride></w:num>";
  EXPECT_EQ(docx(paragraph(run("a"), numbered("1", 0)) + paragraph(run("b"), numbered("2", 0)),
                 {{"word/numbering.xml", numbering(level(0, "decimalZero", "%1."), kList + own)}}),
            "L0[01.] a\nL0[(B)] b\n");
}

TEST(DocxNumbers, ComeFromTheStyleThatADefinitionStandsFor) {
  const std::string part =
      "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"Lijst\"/></w:abstractNum>"
      "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"Lijst\"/>" +
      level(0, "lowerLetter", "%1)") + "</w:abstractNum>" + kList + "</w:numbering>";
  EXPECT_EQ(docx(paragraph(run("eerst"), numbered("1", 0)), {{"word/numbering.xml", part}}), "L0[a)] eerst\n");
}

TEST(DocxNumbers, AreCountedWhereNothingStandsBesideThem) {
  const auto parts = std::vector<std::pair<std::string, std::string>>{
      {"word/numbering.xml", numbering(level(0, "decimal", "%1."), kList)}};
  EXPECT_EQ(docx(paragraph(run("a"), numbered("1", 0)) + paragraph("", numbered("1", 0)) +
                     paragraph(run("b"), numbered("1", 0)),
                 parts),
            "L0[1.] a\nL0[3.] b\n");
  const std::string table = "<w:tbl>" + row(cell(paragraph("", numbered("1", 0))) + cell(paragraph(run("Brug")))) +
                            row(cell(paragraph("", numbered("1", 0))) + cell(paragraph(run("Sluis")))) +
                            row(cell(paragraph(run("x"))) + cell(paragraph(run("y")))) + "</w:tbl>";
  EXPECT_EQ(docx(table, parts), "T 1.|Brug\nT 2.|Sluis\nT x|y\n");
}

TEST(Docx, HasNeitherTheHeadsAndFeetOfPagesNorComments) {
  const std::string head =
      "<w:hdr>" + paragraph("<w:r><w:t>Datum</w:t><w:tab/><w:t>3 april 2031</w:t></w:r>") + "</w:hdr>";
  const Extraction letter =
      extract(make_docx(paragraph("<w:commentRangeStart w:id=\"0\"/>" + run("Tekst.") +
                                  "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"),
                        {{"word/header1.xml", head},
                         {"word/footer1.xml", "<w:ftr>" + paragraph(run("Pagina 1")) + "</w:ftr>"},
                         {"word/comments.xml", "<w:comments><w:comment w:id=\"0\">" + paragraph(run("Klopt dit?")) +
                                                   "</w:comment></w:comments>"}}),
              Format::docx);
  EXPECT_EQ(testing::lines_of(letter.text), "P Tekst.\n");
  EXPECT_EQ(letter.facts.at("date"), "2031-04-03");
}

TEST(Docx, WarnsOfAPartInAnotherFormat) {
  const Extraction letter = extract(make_docx(paragraph(run("Tekst.")) + "<w:altChunk r:id=\"rId5\"/>"), Format::docx);
  EXPECT_EQ(testing::lines_of(letter.text), "P Tekst.\n");
  ASSERT_EQ(letter.warnings.size(), 1U);
  EXPECT_NE(letter.warnings.front().find("altChunk"), std::string::npos);
}

TEST(Docx, OfTheStrictKindIsReadWhateverItsPrefixes) {
  const std::string document =
      "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:pPr><x:pStyle "
      "x:val=\"Kop1\"/></x:pPr><x:r><x:t>Brug</x:t></x:r></x:p><x:p><x:r><x:rPr><x:vanish x:val=\"off\"/></x:rPr>"
      "<x:t>Dicht.</x:t></x:r></x:p></x:body></x:document>";
  const std::string styles = "<x:styles><x:style x:styleId=\"Kop1\"><x:name x:val=\"heading 1\"/></x:style></x:styles>";
  EXPECT_EQ(read(make_package({{"word/document.xml", document}, {"word/styles.xml", styles}}), Format::docx),
            "H1 Brug\nP Dicht.\n");
}

TEST(Docx, IsFoundUnderAnotherNameByItsRelations) {
  const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const std::string bytes = make_package(
      {{"[Content_Types].xml", "<Types/>"},
       {"_rels/.rels", "<Relationships><Relationship Type=\"" + type +
                           "officeDocument\" Target=\"/word/document2.xml\"/></Relationships>"},
       {"word/_rels/document2.xml.rels",
        "<Relationships><Relationship Type=\"" + type + "styles\" Target=\"styles2.xml\"/></Relationships>"},
       {"word/styles2.xml", "<w:styles><w:style w:styleId=\"K\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"},
       {"word/document2.xml",
        "<w:document><w:body>" + paragraph(run("Brug"), "<w:pStyle w:val=\"K\"/>") + "</w:body></w:document>"}});
  EXPECT_EQ(detect_format(bytes, "", "brief.docx"), Format::docx);
  EXPECT_EQ(read(bytes, Format::docx), "H1 Brug\n");
}

}  // namespace
}  // namespace griffier::fetchers
