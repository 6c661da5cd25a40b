// What a DOCX shows and what it hides, and the marks of its notes.
#include <gtest/gtest.h>

#include "docx_markup.h"
#include "extract_support.h"
#include "tests/support/cost.h"

namespace griffier::fetchers {
namespace {

using testing::cell;
using testing::make_docx;
using testing::paragraph;
using testing::row;
using testing::run;
using Parts = std::vector<std::pair<std::string, std::string>>;

std::string docx(const std::string& body, const Parts& parts = {}) {
  return testing::read(make_docx(body, parts), Format::docx);
}

std::string style(const std::string& id, const std::string& base, const std::string& look) {
  return "<w:style w:styleId=\"" + id + "\">" + (base.empty() ? "" : "<w:basedOn w:val=\"" + base + "\"/>") +
         "<w:rPr>" + look + "</w:rPr></w:style>";
}
std::string styled(const std::string& id, const std::string& text) {
  return paragraph(run(text), "<w:pStyle w:val=\"" + id + "\"/>");
}

// "Weg" hides, "Open" is based on it and does not, "Onder" is based on "Weg" and says nothing.
Parts styles() {
  return {{"word/styles.xml", "<w:styles>" + style("Weg", "", "<w:vanish/><w:b/>") +
                                  style("Open", "Weg", "<w:vanish w:val=\"0\"/><w:b w:val=\"0\"/>") +
                                  style("Verder", "Open", "") + style("Onder", "Weg", "") + "</w:styles>"}};
}

TEST(DocxStyles, SayThemselvesWhatTheyShowBeforeThoseThatTheyAreBasedOn) {
  EXPECT_EQ(docx(styled("Open", "De brug") + styled("Onder", "geheim") + styled("Verder", "De sluis"), styles()),
            "P De brug\nP De sluis\n");
  const std::string open = "<w:r><w:rPr><w:rStyle w:val=\"Open\"/></w:rPr><w:t>Toch open.</w:t></w:r>";
  EXPECT_EQ(docx(paragraph(run("geheim ") + open, "<w:pStyle w:val=\"Weg\"/>"), styles()), "P Toch open.\n");
}

TEST(DocxStyles, HideParagraphsOfCellsAndNotesToo) {
  EXPECT_EQ(docx("<w:tbl>" + row(cell(paragraph(run("Jaar")) + styled("Weg", "vul in")) + cell(paragraph(run("5")))) +
                     "</w:tbl>",
                 styles()),
            "T Jaar|5\n");
  Parts parts = styles();
  parts.emplace_back("word/footnotes.xml", "<w:footnotes><w:footnote w:id=\"1\">" + styled("Weg", "geheim") +
                                               paragraph(run("Verslag.")) + "</w:footnote></w:footnotes>");
  EXPECT_EQ(docx(paragraph(run("Een") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"), parts),
            "P Een[^1]\nF[1] Verslag.\n");
}

std::string either(const std::string& choice, const std::string& fallback) {
  return "<w:r><mc:AlternateContent><mc:Choice Requires=\"x\">" + choice + "</mc:Choice><mc:Fallback>" + fallback +
         "</mc:Fallback></mc:AlternateContent></w:r>";
}

TEST(DocxAlternatives, ShowTheOtherFormWhereTheFirstSaysNothing) {
  const std::string box = "<w:txbxContent>" + paragraph(run("kader")) + "</w:txbxContent>";
  EXPECT_EQ(docx(paragraph(run("Ja ") + either("<w16se:symEx w16se:char=\"2612\"/>", "<w:t>☒</w:t>") + run(" nee") +
                           either("<w:drawing>" + box + "</w:drawing>", "<w:pict>" + box + "</w:pict>") +
                           either("<w:drawing><a:pic/></w:drawing>", "<w:pict>" + box + "</w:pict>"))),
            "P Ja ☒ nee\nP kader\nP kader\n");
  const std::string group = "<w:r><w:drawing><mc:AlternateContent><mc:Choice><wpg:wgp/></mc:Choice><mc:Fallback>" +
                            box + "</mc:Fallback></mc:AlternateContent></w:drawing></w:r>";
  EXPECT_EQ(docx(paragraph(run("Tekst.") + group)), "P Tekst.\nP kader\n");
  EXPECT_EQ(docx("<mc:AlternateContent><mc:Choice/><mc:Fallback>" + paragraph(run("oud")) +
                 "</mc:Fallback></mc:AlternateContent>"),
            "P oud\n");
}

// A paragraph whose end was deleted.
std::string cut(const std::string& runs) { return paragraph(runs, "<w:rPr><w:del w:id=\"1\"/></w:rPr>"); }
std::string box(const std::string& inner) {
  return "<w:r><w:drawing><w:txbxContent>" + inner + "</w:txbxContent></w:drawing></w:r>";
}

TEST(DocxChanges, KeepTheTextBoxesOfAParagraphWhoseEndWasDeleted) {
  const std::string table = "<w:tbl>" + row(cell(paragraph(run("a"))) + cell(paragraph(run("b")))) + "</w:tbl>";
  EXPECT_EQ(docx(cut(run("Zie het kader.") + box(paragraph(run("kader")))) + table + cut(box(paragraph(run("slot"))))),
            "P Zie het kader.\nP kader\nT a|b\nP slot\n");
}

TEST(DocxChanges, JoinNoParagraphsOutOfACellOrATextBox) {
  const std::string layout = "<w:tbl>" + row(cell(cut(run("In de cel")))) + row(cell(paragraph(run("Eronder")))) +
                             "</w:tbl>" + paragraph(run("Nieuwe alinea"));
  EXPECT_EQ(docx(layout), "P In de cel\nP Eronder\nP Nieuwe alinea\n");
  EXPECT_EQ(docx(paragraph(run("Zie het kader.") + box(cut(run("In het kader")))) + paragraph(run("Nieuwe alinea"))),
            "P Zie het kader.\nP In het kader\nP Nieuwe alinea\n");
}

std::string reference(int id, bool custom) {
  return "<w:footnoteReference" + std::string(custom ? " w:customMarkFollows=\"1\"" : "") + " w:id=\"" +
         std::to_string(id) + "\"/>";
}
Parts notes(const std::vector<std::string>& texts) {
  std::string all;
  int id = 0;
  for (const std::string& text : texts) {
    all += "<w:footnote w:id=\"" + std::to_string(++id) + "\">" + paragraph(run(text)) + "</w:footnote>";
  }
  return {{"word/footnotes.xml", "<w:footnotes>" + all + "</w:footnotes>"}};
}

TEST(DocxNotes, WithTheMarkOfAnotherHaveANumberOfTheirOwn) {
  const std::string star = "<w:t>*</w:t></w:r>";
  EXPECT_EQ(docx(paragraph(run("a") + "<w:r>" + reference(1, true) + star + run(" b") + "<w:r>" + reference(2, true) +
                           star + run(" c") + "<w:r>" + reference(3, false) + "</w:r>"),
                 notes({"* Een.", "* Twee.", "Drie."})),
            "P a[^*] b[^4] c[^1]\nF[*] Een.\nF[4] Twee.\nF[1] Drie.\n");
}

TEST(DocxNotes, InOneRunKeepTheTextBehindTheirMarks) {
  EXPECT_EQ(docx(paragraph("<w:r><w:t>a</w:t>" + reference(1, true) + "<w:t>*</w:t>" + reference(2, true) +
                           "<w:t>**</w:t><w:tab/><w:t>verder</w:t></w:r>"),
                 notes({"* Een.", "** Twee."})),
            "P a[^*][^**] verder\nF[*] Een.\nF[**] Twee.\n");
  EXPECT_EQ(docx(paragraph("<w:r><w:t>a</w:t>" + reference(1, true) + "<w:t> en dan een hele zin.</w:t></w:r>"),
                 notes({"Een."})),
            "P a[^1] en dan een hele zin.\nF[1] Een.\n");
}

TEST(DocxNotes, LoseNoTextBesideTheirMark) {
  const auto marked = [](int id, const std::string& text) {
    return "<w:r>" + reference(id, true) + "<w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
  };
  EXPECT_EQ(
      docx(paragraph(run("a") + marked(1, "1") + run(" b") + marked(2, "* in de krant") + run(" c") + marked(3, "x") +
                     run(" d") + marked(4, "en verder")),
           notes({"12 mei 2031, Bode", "*Twee.", "x Drie.", "Vier."})),
      "P a[^1] b[^*] in de krant c[^x] d[^i]en verder\nF[1] 12 mei 2031, Bode\nF[*] Twee.\nF[x] Drie.\nF[i] Vier.\n");
}

TEST(DocxFields, OfFormsShowTheirResultOnce) {
  const auto list = [](const std::string& rest) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry "
           "w:val=\"ja\"/><w:listEntry w:val=\"nee\"/></w:ddList></w:ffData></w:fldChar></w:r>" +
           testing::code("FORMDROPDOWN") + rest;
  };
  const std::string separate = testing::field_mark("separate");
  const std::string end = testing::field_mark("end");
  EXPECT_EQ(docx(paragraph(list(separate + run("nee") + end))), "P nee\n");
  EXPECT_EQ(docx(paragraph(list(separate + end) + run(", ") + list(end) + run("."))), "P nee, nee.\n");
  EXPECT_EQ(docx(paragraph(run("Toch ") + list(separate))), "P Toch nee\n");
}

TEST(DocxNotes, CostTimeInProportionToTheirMarks) {
  tests::expect_linear(
      "references with marks of their own", 3'000,
      [](std::size_t count) {
        return make_docx("<w:p><w:r><w:t>x</w:t>" + tests::times(count, reference(1, true)) +
                             tests::times(count, "<w:t>een lange zin </w:t>") + "</w:r></w:p>",
                         notes({"Een."}));
      },
      [](const std::string& bytes) { (void)extract(bytes, Format::docx); });
}

TEST(DocxChanges, JoinParagraphsWithinACellAndANote) {
  EXPECT_EQ(docx("<w:tbl>" +
                 row(cell(cut(run("Amster")) + paragraph(run("dam")) + paragraph(run("Noord"))) + cell(cut(run("5")))) +
                 row(cell(paragraph(run("Urk"))) + cell(paragraph(run("6")))) + "</w:tbl>"),
            "T Amsterdam Noord|5\nT Urk|6\n");
  const std::string note = "<w:footnotes><w:footnote w:id=\"1\">" + cut(run("Amster")) + paragraph(run("dam")) +
                           "</w:footnote></w:footnotes>";
  EXPECT_EQ(docx(paragraph(run("a") + "<w:r>" + reference(1, false) + "</w:r>"), {{"word/footnotes.xml", note}}),
            "P a[^1]\nF[1] Amsterdam\n");
}

TEST(DocxNotes, HaveTheTextOfTheirBoxes) {
  const std::string note = "<w:footnotes><w:footnote w:id=\"1\">" +
                           paragraph(run("Zie") + box(paragraph(run("het kader") + box(paragraph(run("hier")))))) +
                           "</w:footnote></w:footnotes>";
  EXPECT_EQ(docx(paragraph(run("a") + "<w:r>" + reference(1, false) + "</w:r>"), {{"word/footnotes.xml", note}}),
            "P a[^1]\nF[1] Zie het kader hier\n");
}

TEST(DocxNumbers, AreNoLongerThanTheirLevels) {
  const std::string level =
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"3888\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"(" +
      tests::times(100, "%1") + ")\"/></w:lvl>";
  const std::string text =
      docx(paragraph(run("a"), testing::numbered("1", 0)),
           {{"word/numbering.xml", "<w:numbering><w:abstractNum w:abstractNumId=\"0\">" + level +
                                       "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                                       "</w:numbering>"}});
  EXPECT_EQ(text, "L0[(" + tests::times(9, "mmmdccclxxxviii") + ")] a\n");
}

}  // namespace
}  // namespace griffier::fetchers
