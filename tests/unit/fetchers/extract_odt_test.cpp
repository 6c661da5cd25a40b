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
