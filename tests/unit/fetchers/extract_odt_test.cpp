#include <gtest/gtest.h>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

using testing::make_package;
using testing::read;

std::string odt(const std::string& body, const std::string& automatic = {}, const std::string& styles = {}) {
  return read(make_package({{"mimetype", "application/vnd.oasis.opendocument.text"},
                            {"content.xml", "<office:document-content><office:automatic-styles>" + automatic +
                                                "</office:automatic-styles><office:body><office:text>" + body +
                                                "</office:text></office:body></office:document-content>"},
                            {"styles.xml", "<office:document-styles><office:styles>" + styles +
                                               "</office:styles></office:document-styles>"}}),
              Format::odt);
}

TEST(Odt, HasCellsInTheirColumnsAndNothingHidden) {
  const auto cell = [](const std::string& text, const std::string& attributes = {}) {
    return "<table:table-cell" + attributes + "><text:p>" + text + "</text:p></table:table-cell>";
  };
  const std::string content =
      "<office:document-content><office:body><office:text><text:p>De <text:hidden-text text:is-hidden=\"true\">geheime"
      "</text:hidden-text><text:hidden-text text:is-hidden=\"false\">brug</text:hidden-text></text:p><table:table>"
      "<table:table-row>" +
      cell("Stad") + cell("Bruggen", " table:number-columns-spanned=\"2\"") + "<table:covered-table-cell/>" +
      cell("Jaar") + "</table:table-row><table:table-row>" + cell("Urk") +
      cell("", " table:number-columns-repeated=\"2\"") + cell("2031") +
      "</table:table-row></table:table></office:text></office:body></office:document-content>";
  EXPECT_EQ(read(make_package({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", content}}),
                 Format::odt),
            "P De brug\nT Stad|Bruggen||Jaar\nT Urk|||2031\n");
}

std::string heading(int level, const std::string& text, const std::string& attributes = {}) {
  return "<text:h text:outline-level=\"" + std::to_string(level) + "\"" + attributes + ">" + text + "</text:h>";
}

// The numbers of headings as an office program has them: "1.", "1.1", "(a)".
constexpr const char* kOutline =
    "<text:outline-style style:name=\"Outline\"><text:outline-level-style text:level=\"1\" style:num-format=\"1\" "
    "style:num-suffix=\".\"/><text:outline-level-style text:level=\"2\" style:num-format=\"1\" "
    "text:display-levels=\"2\"/><text:outline-level-style text:level=\"3\" style:num-format=\"a\" "
    "style:num-prefix=\"(\" style:num-suffix=\")\" text:start-value=\"2\"/></text:outline-style>";

TEST(OdtNumbers, StandBeforeHeadings) {
  EXPECT_EQ(odt(heading(1, "Inleiding") + heading(2, "Bruggen") + heading(2, "Sluizen") + heading(3, "Urk") +
                    heading(1, "Slot") + heading(2, "Dank") + heading(3, "Aan") + heading(4, "Allen"),
                {}, kOutline),
            "H1 1. Inleiding\nH2 1.1 Bruggen\nH2 1.2 Sluizen\nH3 (b) Urk\nH1 2. Slot\nH2 2.1 Dank\nH3 (b) Aan\n"
            "H4 Allen\n");
}

TEST(OdtNumbers, OfHeadingsBeginWhereTheHeadingSays) {
  EXPECT_EQ(odt(heading(1, "a", " text:restart-numbering=\"true\" text:start-value=\"5\"") +
                    heading(1, "b", " text:is-list-header=\"true\"") + heading(1, "c") +
                    heading(1, "<text:number>VII</text:number>d") + heading(1, "") + heading(1, "e"),
                {}, kOutline),
            "H1 5. a\nH1 b\nH1 6. c\nH1 VII d\nH1 9. e\n");
}

TEST(OdtNumbers, OfHeadingsAreThoseOfTheirStyle) {
  const std::string styles =
      std::string(kOutline) +
      "<style:style style:name=\"Kop\" style:family=\"paragraph\" style:list-style-name=\"\"/><style:style "
      "style:name=\"Onderkop\" style:family=\"paragraph\" style:parent-style-name=\"Kop\"/><style:style "
      "style:name=\"Artikel\" style:family=\"paragraph\" style:list-style-name=\"L2\"/><text:list-style "
      "style:name=\"L2\"><text:list-level-style-number text:level=\"1\" style:num-format=\"I\" "
      "style:num-prefix=\"Artikel \"/></text:list-style>";
  EXPECT_EQ(odt(heading(1, "a", " text:style-name=\"Onderkop\"") + heading(1, "b", " text:style-name=\"Artikel\"") +
                    heading(1, "c", " text:style-name=\"Artikel\"") + heading(1, "d"),
                {}, styles),
            "H1 a\nH1 Artikel I b\nH1 Artikel II c\nH1 1. d\n");
}

TEST(OdtNumbers, EndAlsoWhereStylesGoRound) {
  const std::string styles =
      "<style:style style:name=\"A\" style:family=\"paragraph\" style:parent-style-name=\"B\"/><style:style "
      "style:name=\"B\" style:family=\"paragraph\" style:parent-style-name=\"A\"/>";
  EXPECT_EQ(odt(heading(1, "a", " text:style-name=\"A\"") + heading(12, "b") + heading(-3, "c"), {}, styles + kOutline),
            "H1 1. a\nH6 b\nH1 2. c\n");
}

TEST(OdtNumbers, OfListsShowTheLevelsThatTheyDisplay) {
  const std::string styles =
      "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" "
      "style:num-suffix=\".\" text:start-value=\"3\"/><text:list-level-style-number text:level=\"2\" "
      "style:num-format=\"a\" style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style><text:list-style "
      "style:name=\"L2\"><text:list-level-style-number text:level=\"1\" style:num-format=\"I\" "
      "loext:num-list-format=\"[%1%] 100%\"/></text:list-style>";
  const auto item = [](const std::string& inner) { return "<text:list-item>" + inner + "</text:list-item>"; };
  EXPECT_EQ(odt("<text:list text:style-name=\"L1\">" + item("<text:p>een</text:p>") +
                    item("<text:p>twee</text:p><text:list>" + item("<text:p>diep</text:p>") +
                         item("<text:p>dieper</text:p>") + "</text:list>") +
                    "</text:list><text:list text:style-name=\"L2\">" + item("<text:p>drie</text:p>") + "</text:list>",
                {}, styles),
            "L0[3.] een\nL0[4.] twee\nL1[4.a)] diep\nL1[4.b)] dieper\nL0[[I] 100%] drie\n");
}

TEST(OdtNumbers, AreThoseOfTheStyleOfAParagraphInAListWithoutOne) {
  const std::string styles =
      "<style:style style:name=\"Punt\" style:family=\"paragraph\" style:list-style-name=\"L1\"/><text:list-style "
      "style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"A\" style:num-suffix=\".\"/>"
      "<text:list-level-style-number text:level=\"2\" style:num-format=\"\"/></text:list-style>";
  EXPECT_EQ(
      odt("<text:list><text:list-item><text:p text:style-name=\"Punt\">een</text:p></text:list-item><text:list-item>"
          "<text:p>twee</text:p><text:list><text:list-item><text:p>zonder</text:p></text:list-item></text:list>"
          "</text:list-item></text:list><text:numbered-paragraph text:level=\"1\" text:style-name=\"L1\"><text:p>"
          "drie</text:p></text:numbered-paragraph>",
          styles),
      "L0[A.] een\nL0[B.] twee\nP zonder\nL0[C.] drie\n");
}

TEST(Odt, ShowsNothingHidden) {
  const std::string styles =
      "<style:style style:name=\"Weg\" style:family=\"text\"><style:text-properties text:display=\"none\"/>"
      "</style:style><style:style style:name=\"P9\" style:family=\"paragraph\"><style:text-properties "
      "text:display=\"none\"/></style:style>";
  EXPECT_EQ(odt("<text:p>De <text:span text:style-name=\"Weg\">geheime </text:span><text:span text:style-name=\"T1\">"
                "brug</text:span></text:p><text:p text:style-name=\"P9\">Vul in.</text:p><text:section "
                "text:display=\"none\"><text:p>Geheim.</text:p></text:section><text:section text:display=\"condition\" "
                "text:is-hidden=\"false\"><text:p>Open.</text:p></text:section>",
                styles),
            "P De brug\nP Open.\n");
}

TEST(Odt, HasTheTextOfItsIndexes) {
  EXPECT_EQ(odt("<text:illustration-index><text:index-body><text:p>Figuur 1</text:p></text:index-body>"
                "</text:illustration-index><text:bibliography><text:index-body><text:p>Verslag</text:p>"
                "</text:index-body></text:bibliography>"),
            "P Figuur 1\nP Verslag\n");
}

TEST(Odt, KeepsTablesThatFollowEachOtherApart) {
  const auto row = [](const std::string& left, const std::string& right) {
    return "<table:table-row><table:table-cell><text:p>" + left + "</text:p></table:table-cell><table:table-cell>" +
           "<text:p>" + right + "</text:p></table:table-cell></table:table-row>";
  };
  EXPECT_EQ(odt("<table:table>" + row("a", "b") + row("c", "d") + "</table:table><text:p/><table:table>" +
                row("e", "f") + row("g", "h") + "</table:table>"),
            "T a|b\nT c|d\nT1 e|f\nT g|h\n");
}

TEST(Odt, HasParagraphsHeadingsListsNotesAndTables) {
  const std::string content =
      "<office:document-content><office:automatic-styles><text:list-style "
      "style:name=\"L1\"><text:list-level-style-number "
      "text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/><text:list-level-style-bullet text:level=\"2\" "
      "text:bullet-char=\"–\"/></text:list-style></office:automatic-styles><office:body><office:text>"
      "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h text:outline-level=\"2\">Kop</text:h>"
      "<text:p>De<text:s "
      "text:c=\"2\"/>brug<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Verslag."
      "</text:p></text:note-body></text:note> is <text:span>dicht</text:span>.</text:p><text:list "
      "text:style-name=\"L1\">"
      "<text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>diep</text:p></text:list-item></"
      "text:list>"
      "</text:list-item><text:list-item><text:p>twee</text:p></text:list-item></"
      "text:list><table:table><table:table-row>"
      "<table:table-cell><text:p>Jaar</text:p></table:table-cell><table:table-cell><text:p>5</text:p></"
      "table:table-cell>"
      "</table:table-row></table:table></office:text></office:body></office:document-content>";
  EXPECT_EQ(read(make_package({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", content}}),
                 Format::odt),
            "H2 Kop\nP De brug[^1] is dicht.\nL0[1.] een\nL1[–] diep\nL0[2.] twee\nT Jaar|5\nF[1] Verslag.\n");
}

}  // namespace
}  // namespace griffier::fetchers
