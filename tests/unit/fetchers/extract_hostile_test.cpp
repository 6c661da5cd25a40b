// Files made to hurt: a reader stays linear in their size, or refuses them by name.
#include <gtest/gtest.h>

#include <functional>

#include "tests/support/cost.h"
#include "tests/unit/fetchers/extract_support.h"

namespace griffier::fetchers {
namespace {

using Reason = ExtractError::Reason;
using testing::make_docx;
using testing::make_package;
using tests::times;

struct Hostile {
  std::string_view name;
  Format format;
  std::size_t few;
  std::function<std::string(std::size_t)> make;
};

void expect_linear(const Hostile& hostile) {
  tests::expect_linear(hostile.name, hostile.few, hostile.make, [&](const std::string& bytes) {
    try {
      (void)extract(bytes, hostile.format);
    } catch (const ExtractError&) {  // refused is as good as read
    }
  });
}

std::function<std::string(std::size_t)> repeated(std::string_view piece, std::string_view begin = "Een zin. ",
                                                 std::string_view end = "") {
  return [=](std::size_t count) { return std::string(begin) + times(count, piece) + std::string(end); };
}

std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }

std::string odt(const std::string& body, const std::string& styles = "") {
  return make_package({{"mimetype", "application/vnd.oasis.opendocument.text"},
                       {"content.xml",
                        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\">"
                        "<office:automatic-styles>" +
                            styles + "</office:automatic-styles><office:body><office:text>" + body +
                            "</office:text></office:body></office:document-content>"}});
}

ExtractError refusal(const std::string& bytes, Format format) {
  try {
    (void)extract(bytes, format);
  } catch (const ExtractError& error) {
    return error;
  }
  ADD_FAILURE() << "was read";
  return {Reason::empty, ""};
}

TEST(HostilePlainText, CostsTimeInProportionToItsSize) {
  for (const Hostile& hostile :
       {Hostile{"accents", Format::plain, 60'000, repeated("e\xC2\xB4")},
        Hostile{"hyphens at line ends", Format::plain, 1'200, repeated("aa-\n")},
        Hostile{"lines without a space", Format::plain, 12'000, repeated("betreff-\nende-\n")},
        Hostile{"fields in error", Format::plain, 8'000, repeated("Fout! Bladwijzer niet gedefinieerd. ")},
        Hostile{"closing brackets", Format::plain, 40'000, repeated("]")},
        Hostile{"marks in one word", Format::plain, 30'000, repeated("x1", "", "\n\n1 Een noot.\n")}}) {
    expect_linear(hostile);
  }
}

TEST(HostileMarkdown, CostsTimeInProportionToItsSize) {
  for (const Hostile& hostile :
       {Hostile{"open brackets", Format::markdown, 40'000, repeated("[^", "# Kop\n\n")},
        Hostile{"angles", Format::markdown, 40'000, repeated("<", "# Kop\n\n")},
        Hostile{"emphasis in one word", Format::markdown, 20'000, repeated(".*", "# Kop\n\n")},
        Hostile{"links without an end", Format::markdown, 20'000, repeated("[a](b ", "# Kop\n\n")},
        Hostile{"superscripts", Format::markdown, 15'000, repeated("x\xC2\xB2", "# Kop\n\n\xC2\xB2 noot\n\n")}}) {
    expect_linear(hostile);
  }
}

TEST(HostilePages, CostTimeInProportionToTheirSize) {
  const auto links = [](std::size_t count) {
    return "<html><body>" + times(count / 4, "<a href=\"#n1\">1</a> ") + "<div id=\"n1\">" + times(count, "<b>x</b>") +
           "</div></body></html>";
  };
  for (const Hostile& hostile :
       {Hostile{"way back signs", Format::html, 60'000,
                repeated("^", "<html><body><p>x</p><div class=\"noot\">1 a", "</div></body></html>")},
        Hostile{"links to one note", Format::html, 3'000, links},
        Hostile{"notes in a long cell", Format::html, 2'000, [](std::size_t count) {
                  return "<html><body><table><tr><td>" + times(count * 200, "x") +
                         times(count, "<div class=\"noot\">1 a</div>") + "</td></tr></table></body></html>";
                }}}) {
    expect_linear(hostile);
  }
}

TEST(HostilePages, WithTooManyAttributesAreRefused) {
  std::string attributes;
  for (int number = 0; number < 600; ++number) attributes += " a" + std::to_string(number) + "='>'";
  std::string bodies;
  for (int number = 0; number < 600; ++number) bodies += "<body a" + std::to_string(number) + "=1>";
  for (const std::string& page : {"<html><body><p" + attributes + ">x</p>", "<html>" + bodies + "<p>x</p>",
                                  "<html><body><!-- a --><script>if (a<b) '</p>'</script><p" + attributes + ">x</p>"}) {
    const ExtractError error = refusal(page, Format::html);
    EXPECT_EQ(error.reason(), Reason::too_large);
    EXPECT_NE(std::string(error.what()).find("more than 500 attributes"), std::string::npos) << error.what();
  }
}

TEST(HostilePages, AreNotConfusedWithScripts) {
  const std::string data = "if (a <b " + times(2'000, "c d e ") + ") '<p " + times(2'000, "c d e ") + "'";
  for (const std::string& page : {"<script>" + data + "</script>", "<style>" + data + "</STYLE >",
                                  "<!-- <p " + data + "-->", std::string("<title>x</title><!--><p>")}) {
    EXPECT_EQ(testing::read("<html><head>" + page + "</head><body><main><p>De brug is dicht.</p></main></body></html>",
                            Format::html),
              "P De brug is dicht.\n");
  }
}

TEST(HostileOfficeFiles, CostTimeInProportionToTheirSize) {
  const auto lines = [](std::size_t count) {
    return make_docx("<w:p>" + times(count, run("aa-") + "<w:r><w:br/></w:r>") + "</w:p>");
  };
  const auto name = [](std::size_t count) {
    return odt("<text:list text:style-name=\"" + std::string(count * 40, 's') + "\">" +
               times(count,
                     "<text:list-item><text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"
                     "</text:list-item>") +
               "</text:list>");
  };
  const auto prefix = [](std::size_t count) {
    return odt("<text:list text:style-name=\"S\">" + times(count, "<text:list-item><text:p/></text:list-item>") +
                   "</text:list>",
               "<text:list-style style:name=\"S\"><x text:level=\"1\" style:num-format=\"1\" style:num-prefix=\"" +
                   std::string(count * 40, 's') + "\"/></text:list-style>");
  };
  for (const Hostile& hostile : {Hostile{"hyphens at line ends", Format::docx, 2'000, lines},
                                 Hostile{"a long name of a list", Format::odt, 3'000, name},
                                 Hostile{"a long label", Format::odt, 2'000, prefix}}) {
    expect_linear(hostile);
  }
}

TEST(HostileOfficeFiles, ReadALongParagraphInNestedTablesOnce) {
  const auto nested = [](std::size_t depth) {
    return make_docx(times(depth, "<w:tbl><w:tr><w:tc>") + "<w:p>" + run(times(20'000, "De brug is dicht. ")) +
                     "</w:p>" + times(depth, "</w:tc></w:tr></w:tbl>"));
  };
  const auto read = [](const std::string& bytes) { (void)extract(bytes, Format::docx); };
  const std::string flat = nested(1);
  const std::string deep = nested(80);
  tests::expect_alike_in_cost([&] { read(flat); }, [&] { read(deep); });
}

TEST(HostileXml, ReadsALongTitleInNestedTitlesOnce) {
  const auto nested = [](std::size_t depth) {
    return "<?xml version=\"1.0\"?><officiele-publicatie>" + times(depth, "<intitule>") +
           times(40'000, "De brug is dicht. ") + times(depth, "</intitule>") + "</officiele-publicatie>";
  };
  const auto read = [](const std::string& bytes) { (void)extract(bytes, Format::official_xml); };
  const std::string flat = nested(1);
  const std::string deep = nested(240);
  tests::expect_alike_in_cost([&] { read(flat); }, [&] { read(deep); });
}

TEST(HostileOfficeFiles, HaveListsWhoseStylesTheyLack) {
  EXPECT_EQ(testing::lines_of(extract(odt("<text:list text:style-name=\"Weg\"><text:list-item><text:p>De brug.</text:p>"
                                          "</text:list-item></text:list>"),
                                      Format::odt)
                                  .text),
            "L0[•] De brug.\n");
}

TEST(HostileOfficeFiles, WithOneNoteMarkedManyTimesHaveItOnce) {
  const std::string note = times(10'000, "Een noot. ");
  const std::string footnotes =
      "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"2\">"
      "<w:p>" +
      run(note) + "</w:p></w:footnote></w:footnotes>";
  const std::string mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
  const Extraction read = extract(
      make_docx("<w:p>" + run("x") + times(2'000, mark) + "</w:p>", {{"word/footnotes.xml", footnotes}}), Format::docx);
  ASSERT_EQ(read.text.blocks.size(), 2U);
  EXPECT_EQ(read.text.blocks[0].text, "x" + times(2'000, "[^1]"));
  EXPECT_EQ(read.text.blocks[1].label, "1");
}

TEST(HostilePlainText, WithTooManyLinesOrParagraphsIsRefused) {
  const ExtractError lines = refusal("Een zin." + std::string(2'000'002, '\n'), Format::plain);
  EXPECT_EQ(lines.reason(), Reason::too_large);
  EXPECT_NE(std::string(lines.what()).find("more than 2000000 lines"), std::string::npos) << lines.what();
}

TEST(HostilePlainText, KeepsWhatStandsBehindManyEmptyLines) {
  EXPECT_EQ(testing::read("Een zin.\n" + std::string(10'000, '\n') + "Nog een zin.\n", Format::plain),
            "P Een zin.\nP Nog een zin.\n");
}

TEST(PrintedLines, KeepTheHyphenOfAWordThatIsLongerThanAny) {
  const std::string word = times(200, "ab");
  EXPECT_EQ(testing::read(word + "-\nende is een woord.\n", Format::plain), "P " + word + "-ende is een woord.\n");
}

TEST(FieldsInError, GoWhereverTheyStand) {
  EXPECT_EQ(
      testing::read("Zie tabel Fout! Verwijzingsbron niet gevonden. hieronder! Error! Bookmark not defined. Fout! "
                    "Onbekende naam voor documenteigenschap.Fout! zegt men.\n",
                    Format::plain),
      "P Zie tabel hieronder! Fout! zegt men.\n");
}

TEST(SpacingAccents, ArePutOnTheirLetters) {
  EXPECT_EQ(testing::read("Kostic\xC2\xB4 en Andre \xC2\xB4 en b\xC2\xB4\xC2\xB4.\n", Format::plain),
            "P Kosti\xC4\x87 en Andr\xC3\xA9 en b\xC2\xB4\xC2\xB4.\n");
}

}  // namespace
}  // namespace griffier::fetchers
