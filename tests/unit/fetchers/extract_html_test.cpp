#include <gtest/gtest.h>

#include <stdexcept>

#include "extract_support.h"
#include "fetchers/extract/html.h"

namespace griffier::fetchers {
namespace {

using testing::lines_of;
using testing::read;

constexpr std::string_view kPage =
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>Brug dicht | Verzonnenstad</title>"
    "<meta name=\"DCTERMS.issued\" "
    "content=\"2031-05-03\"></head><body><header>Logo</header><nav><ul><li>Home</li></ul></nav>"
    "<div class=\"cookie-bar\">Wij gebruiken cookies</div><main><h1>Brug dicht</h1><p>Gepubliceerd op 3 mei 2031</p>"
    "<p>De brug is <b>dicht</b>.<sup><a href=\"#fn1\">1</a></sup> Dat<br>duurt "
    "nog.</p><ul><li>weg<ul><li>pad</li></ul></li></ul>"
    "<ol "
    "start=3><li>drie</li><li><p>vier</p></li></ol><table><tr><th>Jaar</th><th>Aantal</th></tr><tr><td>2031</td><td>5</"
    "td>"
    "</tr></table><script>alert('x')</script><ol class=notes><li id=\"fn1\">Zie het verslag. <a "
    "href=\"#r1\">↩</a></li></ol>"
    "</main><footer>Contact</footer></body></html>";

TEST(Html, HasItsMainContentAlone) {
  EXPECT_EQ(read(kPage, Format::html),
            "H1 Brug dicht\nP De brug is dicht.[^1] Dat\nP duurt nog.\nL0[–] weg\nL1[–] pad\nL0[3.] drie\nL0[4.] vier\n"
            "T Jaar|Aantal\nT 2031|5\nF[1] Zie het verslag.\n");
}

TEST(Html, GivesTitleAndDate) {
  const auto facts = extract(kPage, Format::html).facts;
  EXPECT_EQ(facts.at("title"), "Brug dicht");
  EXPECT_EQ(facts.at("date"), "2031-05-03");
}

TEST(Html, WithoutAMainElementLosesTheSiteByItsNames) {
  EXPECT_EQ(read("<html><body><div id=\"ServiceNavigatie\"><a href=x>Home</a></div><div class=\"broodkruimels\">U bent "
                 "hier</div><div>"
                 "<p>De tekst zelf.</p></div><div class=\"footer\">Contact</div></body></html>",
                 Format::html),
            "P De tekst zelf.\n");
}

TEST(Html, OfOfficialPublicationsHasQuestionsNotesAndSignature) {
  EXPECT_EQ(
      read("<html><body><div id=\"broodtekst\"><div class=\"vraag\"><h2>Vraag 1</h2><p>Klopt dit bericht over de brug?"
           "<span class=\"nootnum\">1</span></p></div><div class=\"antwoord\"><h2>Antwoord 1</h2><p>Ja.</p></div>"
           "<p class=\"ondertekening\"><span class=\"functie\">De Minister,</span> <span class=\"naam\">A. Voorbeeld"
           "</span></p><div class=\"voet noot\"><span>1</span> De Courant, 3 mei.</div></div></body></html>",
           Format::html),
      "Q Vraag 1\nP Klopt dit bericht over de brug?[^1]\nA Antwoord 1\nP Ja.\nP De Minister,\nP A. Voorbeeld\n"
      "F[1] De Courant, 3 mei.\n");
}

TEST(Html, IsReadInItsDeclaredCharacterSet) {
  EXPECT_EQ(
      read("<html><head><meta charset=\"iso-8859-1\"></head><body><p>co\xF6rdinatie</p></body></html>", Format::html),
      "P coördinatie\n");
}

TEST(Html, OfAMillionNestedElementsIsRefusedAndTheStackLives) {
  std::string deep = "<html><body>";
  for (int level = 0; level < 1'000'000; ++level) deep += "<div>";
  EXPECT_THROW((void)extract(deep + "tekst", Format::html), ExtractError);
}

TEST(Html, WhoseFormattingGrowsWithoutEndIsRefused) {
  std::string growing = "<html><body>";
  for (int level = 0; level < 20'000; ++level) growing += "<p><b id=x" + std::to_string(level) + ">";
  ExtractLimits limits;
  limits.time = std::chrono::seconds(20);
  EXPECT_THROW((void)extract(growing, Format::html, limits), ExtractError);
}

std::string main_of(const std::string& content) {
  return read("<html><body><main><h1>De brug bij Verzonnenstad is dicht voor het verkeer</h1>" + content +
                  "</main></body></html>",
              Format::html)
      .substr(std::string_view("H1 De brug bij Verzonnenstad is dicht voor het verkeer\n").size());
}

TEST(Html, KeepsPartsOfTheTextWithNamesOfASite) {
  EXPECT_EQ(main_of("<div id=\"actie-plan\"><p>Het actieplan heeft tien maatregelen voor de brug.</p></div>"
                    "<section class=\"related-law\"><p>Artikel over de verwante brugwet.</p></section>"
                    "<div class=\"logo-tekst hidden-xs\"><p>Tekst.</p></div><aside><p>Kader: wat een brug is, en "
                    "waarom.</p></aside><label>Naam</label>"),
            "P Het actieplan heeft tien maatregelen voor de brug.\nP Artikel over de verwante brugwet.\nP Tekst.\n"
            "P Kader: wat een brug is, en waarom.\nP Naam\n");
}

TEST(Html, LosesBarsOfLinksAndWhatIsHidden) {
  EXPECT_EQ(main_of("<div class=\"deel-knoppen share\"><p>Deel deze pagina</p><a href=x>Deel via post</a></div><aside>"
                    "<h2>Zie ook</h2><ul><li><a href=y>Een heel ander onderwerp dan dit</a></li></ul></aside><p "
                    "class=hidden>Weg.</p><div class=\"visuallyhidden\">Weg.</div><p>Tekst.</p>"),
            "P Tekst.\n");
}

TEST(Html, KeepsSentencesThatBeginAsADateLineDoes) {
  EXPECT_EQ(main_of("<p>Laatst gewijzigd is de regeling in 2020.</p><p>Gepubliceerd op 3 mei 2031</p><p>Laatst "
                    "gewijzigd: 03-05-2031 om 12:30 uur</p><p>Publicatiedatum: nog niet bekend</p>"),
            "P Laatst gewijzigd is de regeling in 2020.\nP Publicatiedatum: nog niet bekend\n");
}

TEST(Html, WithATableInATableKeepsTheOrder) {
  EXPECT_EQ(main_of("<table><tr><td>Vooraf <table><tr><td>B1</td><td>B2</td></tr></table> achteraf</td><td>rechts</td>"
                    "</tr></table>"),
            "P Vooraf\nT B1|B2\nP achteraf\nP rechts\n");
}

TEST(Html, HasCellsInTheirColumns) {
  EXPECT_EQ(main_of("<table><tr><th rowspan=2>Stad</th><th colspan=2>Bruggen</th><th>Jaar</th></tr><tr><td>1</td><td>2"
                    "</td><td>2031</td></tr><tr><td>Urk</td><td>3</td><td>4</td><td>2032</td></tr></table>"),
            "T Stad|Bruggen||Jaar\nT |1|2|2031\nT Urk|3|4|2032\n");
  EXPECT_EQ(
      main_of("<table><tr><td rowspan=9>a</td><td>b</td></tr></table><table><tr><td>c</td><td>d</td></tr></table>"),
      "T a|b\nT1 c|d\n");
}

TEST(Html, KeepsTablesThatFollowEachOtherApart) {
  EXPECT_EQ(main_of("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody>"
                    "</table>\n<p></p><table><tr><td>e</td><td>f</td></tr><tr><td>g</td><td>h</td></tr></table>"),
            "T a|b\nT c|d\nT1 e|f\nT g|h\n");
}

TEST(Html, WithCellsThatReachOverAMillionColumnsIsReadInTime) {
  std::string rows;
  for (int row = 0; row < 2000; ++row) rows += "<tr><td colspan=99999 rowspan=99999>a</td></tr>";
  EXPECT_FALSE(main_of("<table>" + rows + "</table>").empty());
}

std::string select(std::string_view page, const std::vector<std::string>& keep,
                   const std::vector<std::string>& drop = {}) {
  return lines_of(html_select(page, keep, drop));
}

constexpr std::string_view kParts =
    "<body><div id=a class=\"x y\"><p>een</p><section><p data-k=\"v w\">twee</p></section></div><div "
    "class=x><p>drie</p>"
    "<a href=\"/pad/stuk.pdf\">vier</a></div></body>";

TEST(HtmlSelect, KnowsTagsClassesAndIds) {
  EXPECT_EQ(select(kParts, {"#a"}), "P een\nP twee\n");
  EXPECT_EQ(select(kParts, {"div.x.y p"}), "P een\nP twee\n");
  EXPECT_EQ(select(kParts, {"P"}), "P een\nP twee\nP drie\n");
}

TEST(HtmlSelect, KnowsChildrenAndDescendants) {
  EXPECT_EQ(select(kParts, {"div > p"}), "P een\nP drie\n");
  EXPECT_EQ(select(kParts, {"body section > p"}), "P twee\n");
  EXPECT_EQ(select(kParts, {"body > p"}), "");
}

TEST(HtmlSelect, KnowsAttributes) {
  EXPECT_EQ(select(kParts, {"[data-k]"}), "P twee\n");
  EXPECT_EQ(select(kParts, {"p[data-k=\"v w\"]"}), "P twee\n");
  EXPECT_EQ(select(kParts, {"[data-k~=w]"}), "P twee\n");
  EXPECT_EQ(select(kParts, {"a[href$='.pdf']"}), "P vier\n");
  EXPECT_EQ(select(kParts, {"[data-k=v]"}), "");
}

TEST(HtmlSelect, KnowsListsAndKeepsThePagesOrder) { EXPECT_EQ(select(kParts, {"a, section"}), "P twee\nP vier\n"); }

TEST(HtmlSelect, DropsPartsOfWhatItKeeps) {
  EXPECT_EQ(select(kParts, {"#a", ".x"}, {"section", "a"}), "P een\nP drie\n");
}

TEST(HtmlSelect, KeepsAnElementOnceThatIsSelectedTwice) {
  EXPECT_EQ(select(kParts, {"#a", "#a p"}), "P een\nP twee\n");
}

TEST(HtmlSelect, NamesASelectorThatItCantUse) {
  for (const char* wrong : {"", "div >", "p:first-child", "[a", "a[b=\"c]", "a,,b", "..x", "p + p", "p)"}) {
    try {
      check_selector(wrong);
      ADD_FAILURE() << "took " << wrong;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(wrong), std::string::npos) << error.what();
    }
  }
}

TEST(Html, IsTitledByItsHeadingWithoutTheNamesOfTheSite) {
  const auto title = [](const std::string& named, const std::string& heading) {
    return extract("<html><head><title>" + named + "</title></head><body><h1>" + heading +
                       "</h1><p>De brug is dicht.</p></body></html>",
                   Format::html)
        .facts.at("title");
  };
  EXPECT_EQ(title("Brief over bruggen | Kamerstuk | Overheid", "Brief over bruggen"), "Brief over bruggen");
  EXPECT_EQ(title("Brief over bruggen en wegen", "Brief over bruggen"), "Brief over bruggen en wegen");
  EXPECT_EQ(title("Overheid | Brief", "Nieuws"), "Overheid | Brief");
}

}  // namespace
}  // namespace griffier::fetchers
