// What an ODT shows and what it hides, its notes, drawings and groups of rows.
#include <gtest/gtest.h>

#include <algorithm>

#include "extract_support.h"
#include "tests/support/cost.h"

namespace griffier::fetchers {
namespace {

struct Styles {
  std::string automatic;       // of content.xml
  std::string common;          // of styles.xml
  std::string of_heads_alone;  // the automatic ones of styles.xml
};

std::string odt(const std::string& body, const Styles& styles = {}) {
  return testing::read(
      testing::make_package({{"mimetype", "application/vnd.oasis.opendocument.text"},
                             {"content.xml", "<office:document-content><office:automatic-styles>" + styles.automatic +
                                                 "</office:automatic-styles><office:body><office:text>" + body +
                                                 "</office:text></office:body></office:document-content>"},
                             {"styles.xml", "<office:document-styles><office:styles>" + styles.common +
                                                "</office:styles><office:automatic-styles>" + styles.of_heads_alone +
                                                "</office:automatic-styles></office:document-styles>"}}),
      Format::odt);
}

std::string style(const std::string& name, const std::string& family, const std::string& display,
                  const std::string& parent = {}) {
  return "<style:style style:name=\"" + name + "\" style:family=\"" + family + "\" style:parent-style-name=\"" +
         parent + "\"><style:text-properties" + (display.empty() ? "" : " text:display=\"" + display + "\"") +
         "/></style:style>";
}
std::string paragraph(const std::string& text, const std::string& style_name = {}) {
  return "<text:p" + (style_name.empty() ? "" : " text:style-name=\"" + style_name + "\"") + ">" + text + "</text:p>";
}
std::string span(const std::string& text, const std::string& style_name) {
  return "<text:span text:style-name=\"" + style_name + "\">" + text + "</text:span>";
}

TEST(OdtStyles, OfHeadsOfPagesHideNothingInTheText) {
  const std::string hidden = style("P1", "paragraph", "none");
  EXPECT_EQ(odt(paragraph("De brug.", "P1"), {style("P1", "paragraph", ""), "", hidden}), "P De brug.\n");
  EXPECT_EQ(odt(paragraph("De brug.", "P1"), {"", "", hidden}), "P De brug.\n");
}

TEST(OdtStyles, HideWhatIsOfTheirFamilyAlone) {
  const std::string list =
      "<text:list text:style-name=\"L1\"><text:list-item>" + paragraph("een") + "</text:list-item></text:list>";
  EXPECT_EQ(odt(list + paragraph("twee" + span(" drie", "L1")) + paragraph("weg", "L1") +
                    "<text:section text:style-name=\"L1\">" + paragraph("vier") + "</text:section>",
                {style("L1", "paragraph", "none"), "", ""}),
            "L0[•] een\nP twee drie\nP vier\n");
}

TEST(OdtStyles, HideAlsoThroughThoseThatTheyAreBasedOnUnlessTheySayOtherwise) {
  const Styles styles{
      style("P1", "paragraph", "", "Onder") + style("P2", "paragraph", "true", "Weg") + style("T1", "text", "true"),
      style("Weg", "paragraph", "none") + style("Onder", "paragraph", "", "Weg"), ""};
  EXPECT_EQ(odt(paragraph("geheim", "P1") + paragraph("De brug.", "P2") + paragraph("geheim", "Onder") +
                    paragraph("geheim " + span("De sluis.", "T1"), "P1"),
                styles),
            "P De brug.\nP De sluis.\n");
}

TEST(OdtStyles, HideInCellsAndNotesToo) {
  const Styles styles{style("P1", "paragraph", "none"), "", ""};
  const std::string note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>" +
                           paragraph("geheim", "P1") + paragraph("Verslag.") + "</text:note-body></text:note>";
  EXPECT_EQ(odt("<table:table><table:table-row><table:table-cell>" + paragraph("Jaar") + paragraph("geheim", "P1") +
                    "</table:table-cell><table:table-cell>" + paragraph("5" + note) +
                    "</table:table-cell></table:table-row></table:table>",
                styles),
            "T Jaar|5[^1]\nF[1] Verslag.\n");
}

TEST(OdtFields, HideTheParagraphInWhichTheyStand) {
  const auto field = [](const std::string& hidden) {
    return "<text:hidden-paragraph text:condition=\"x\" text:is-hidden=\"" + hidden + "\"/>";
  };
  EXPECT_EQ(odt(paragraph("geheim" + span(field("true"), "T1")) + paragraph("De brug." + field("false")) +
                "<text:h>geheim" + field("true") + "</text:h>"),
            "P De brug.\n");
}

TEST(OdtNotes, KeepTheirWordsApart) {
  const std::string item = "<text:list-item>" + paragraph("punt") + "</text:list-item>";
  EXPECT_EQ(odt(paragraph("Brug<text:note><text:note-citation>1</text:note-citation><text:note-body>" +
                          paragraph("eerste<text:line-break/>regel<text:tab/>tab<text:s text:c=\"2\"/>eind") +
                          "<text:list>" + item + item + "</text:list></text:note-body></text:note>")),
            "P Brug[^1]\nF[1] eerste regel tab eind punt punt\n");
}

TEST(OdtNotes, WithTheMarkOfAnotherHaveANumberOfTheirOwn) {
  const auto note = [](const std::string& mark, const std::string& text) {
    return "<text:note><text:note-citation>" + mark + "</text:note-citation><text:note-body>" + paragraph(text) +
           "</text:note-body></text:note>";
  };
  EXPECT_EQ(odt(paragraph("a" + note("*", "Een.") + " b" + note("*", "Twee.") + " c" + note("[1]", "Drie."))),
            "P a[^*] b[^2] c[^1]\nF[*] Een.\nF[2] Twee.\nF[1] Drie.\n");
}

TEST(OdtTables, HaveTheRowsOfNestedGroups) {
  const auto row = [](const std::string& left, const std::string& right) {
    return "<table:table-row><table:table-cell>" + paragraph(left) + "</table:table-cell><table:table-cell>" +
           paragraph(right) + "</table:table-cell></table:table-row>";
  };
  EXPECT_EQ(odt("<table:table><table:table-row-group><table:table-header-rows>" + row("a", "b") +
                "</table:table-header-rows><table:table-row-group><table:table-rows>" + row("c", "d") +
                "</table:table-rows></table:table-row-group></table:table-row-group></table:table>"),
            "T a|b\nT c|d\n");
}

TEST(OdtTables, RepeatShortCellsAlone) {
  const auto cells = [](std::size_t letters, const std::string& count) {
    const std::string text =
        odt("<table:table><table:table-row><table:table-cell>" + paragraph("b") +
            "</table:table-cell><table:table-cell table:number-columns-repeated=\"" + count + "\">" +
            paragraph(std::string(letters, 'a')) + "</table:table-cell></table:table-row></table:table>");
    return std::count(text.begin(), text.end(), '|');
  };
  EXPECT_EQ(cells(4, "50"), 50);
  EXPECT_EQ(cells(40, "12"), 12);
  EXPECT_EQ(cells(100, "3"), 3);
  EXPECT_EQ(cells(190, "100"), 5) << "few bytes of a file are no long text";
  EXPECT_EQ(cells(5'000, "3"), 1);
  const std::string wide = tests::times(500,
                                        "<table:table-cell table:number-columns-repeated=\"100\"><text:p>a</text:p>"
                                        "</table:table-cell>");
  EXPECT_LT(odt("<table:table><table:table-row>" + wide + "</table:table-row></table:table>").size(), 2'000U);
}

TEST(OdtLists, CountNoItemThatOnlyHoldsAnother) {
  const std::string styles =
      "<text:list-style style:name=\"L2\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/>"
      "</text:list-style>";
  EXPECT_EQ(odt("<text:list text:style-name=\"L2\">\n <text:list-item>" + paragraph("een") +
                    "</text:list-item>\n <text:list-item>\n  <text:list><text:list-item>" + paragraph("diep") +
                    "</text:list-item></text:list></text:list-item><text:list-item>\n " + paragraph("twee") +
                    "</text:list-item></text:list>",
                {styles, "", ""}),
            "L0[1] een\nL1[•] diep\nL0[2] twee\n");
}

TEST(OdtDrawings, HaveTheirTextBehindTheParagraph) {
  const std::string box = "<draw:frame><draw:text-box>" + paragraph("kader") + "</draw:text-box></draw:frame>";
  EXPECT_EQ(odt(paragraph("Een<draw:line>" + paragraph("pijl") + "</draw:line> zin<draw:measure>" +
                          paragraph("<text:measure>5 cm</text:measure>") + "</draw:measure>.")),
            "P Een zin.\nP pijl\nP 5 cm\n");
  EXPECT_EQ(odt("<draw:a>" + box + "</draw:a><draw:connector>" + paragraph("lijn") + "</draw:connector>"),
            "P kader\nP lijn\n");
}

// An ODT with a paragraph "Dus <equation> is waar." of which the equation has the parts `math`.
Extraction with_equation(const std::string& math, const std::string& reference = "./Object 1") {
  const std::string frame = "<draw:frame><draw:object xlink:href=\"" + reference +
                            "\"/><draw:image/><svg:desc>formule</svg:desc></draw:frame>";
  return extract(testing::make_package({{"mimetype", "application/vnd.oasis.opendocument.text"},
                                        {"content.xml", "<office:document-content><office:body><office:text>" +
                                                            paragraph("Dus " + frame + " is waar.") + frame +
                                                            "</office:text></office:body></office:document-content>"},
                                        {"Object 1/content.xml", math}}),
                 Format::odt);
}

TEST(OdtEquations, StandInTheirSentence) {
  const std::string sum = "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>";
  const std::string squared = "<msup><mi>x</mi><mn>2</mn></msup>";
  const std::string row = "<mtr><mtd>" + sum + "</mtd><mtd><mn>3</mn></mtd></mtr>";
  EXPECT_EQ(testing::lines_of(with_equation("<math><semantics><mrow><mfrac>" + sum + "<mn>2</mn></mfrac><mo>=</mo>" +
                                            squared +
                                            "</mrow><annotation>{a+b} over 2 = x^2</annotation></semantics>"
                                            "</math>")
                                  .text),
            "P Dus (a+b)/2=x^2 is waar.\nP (a+b)/2=x^2\n");
  EXPECT_EQ(testing::lines_of(with_equation("<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>"
                                            "<mi>n</mi></munderover><msqrt>" +
                                                sum +
                                                "</msqrt><mroot><mi>c</mi><mn>3</mn></mroot><mfenced open=\"[\" "
                                                "close=\"]\"><mi>p</mi><mi>q</mi></mfenced><mtable>" +
                                                row + row + "</mtable></math>",
                                            "Object 1/")
                                  .text),
            "P Dus ∑_(i=1)^n√(a+b)3√(c)[p,q]a+b, 3; a+b, 3 is waar.\nP ∑_(i=1)^n√(a+b)3√(c)[p,q]a+b, 3; a+b, 3\n");
}

TEST(OdtEquations, ThatCantBeReadAreWarnedOf) {
  const Extraction damaged = with_equation("<math><mi>a</math>");
  EXPECT_EQ(testing::lines_of(damaged.text), "P Dus is waar.\n");
  ASSERT_EQ(damaged.warnings.size(), 1U);
  EXPECT_NE(damaged.warnings.front().find("equation"), std::string::npos);
  EXPECT_TRUE(with_equation("<office:document-content><chart/></office:document-content>").warnings.empty());
  EXPECT_TRUE(with_equation("", "https://voorbeeld.nl/a").warnings.empty());
}

}  // namespace
}  // namespace griffier::fetchers
