#include "diff/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/diff/texts.h"

namespace griffier::diff {
namespace {

using testing::HasSubstr;
using testing::Not;

const Text kBefore = paragraphs(
    {"Eerste alinea.", "Tweede alinea.", "De termijn is drie weken.", "Vierde alinea.", "Vijfde alinea hier."});
const Text kAfter = paragraphs(
    {"Eerste alinea.", "Tweede alinea.", "De termijn is zes weken.", "Vierde alinea.", "Vijfde alinea hier."});

TEST(RenderText, MarksWordsAndShowsTheParagraphsAround) {
  EXPECT_EQ(render_text(compare(kBefore, kAfter), {}),
            "…\n  Tweede alinea.\n~ De termijn is [-drie-] {+zes+} weken.\n  Vierde alinea.\n…\n");
}

TEST(RenderText, MarksParagraphsAddedRemovedAndMoved) {
  const auto comparison = compare(paragraphs({"alfa beta gamma delta", "blijft hier staan", "en dit ook", "weg"}),
                                  paragraphs({"nieuw", "blijft hier staan", "en dit ook", "alfa beta gamma delta"}));
  EXPECT_EQ(render_text(comparison, {}),
            "+ {+nieuw+}\n  blijft hier staan\n  en dit ook\n- [-weg-]\n> alfa beta gamma delta\n");
}

TEST(RenderText, ColoursForTerminals) {
  RenderOptions options;
  options.colour = true;
  const std::string text = render_text(compare(kBefore, kAfter), options);
  EXPECT_THAT(text, HasSubstr("\x1b[31;9mdrie\x1b[0m \x1b[32mzes\x1b[0m"));
  EXPECT_THAT(text, Not(HasSubstr("[-")));
}

TEST(RenderText, LetsNoControlCharacterThrough) {
  Comparison comparison;
  comparison.change = Change::substantive;
  comparison.paragraphs.push_back({Fate::added,
                                   0,
                                   0,
                                   {{Piece::added,
                                     "a\x1b[2J\nb\u202E\xff\u009B"
                                     "1m"}}});
  EXPECT_EQ(render_text(comparison, {}), "+ {+a\\x1B[2J\\x0Ab\\u202E\uFFFD\\x9B1m+}\n");
}

TEST(RenderText, ShortensLongParagraphsAroundTheChange) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += " w" + std::to_string(i);
  const auto comparison = compare(paragraphs({"begin" + words + " oud" + words + " eind"}),
                                  paragraphs({"begin" + words + " nieuw" + words + " eind"}));
  RenderOptions options;
  options.context_words = 2;
  EXPECT_EQ(render_text(comparison, options), "~ … w98 w99 [-oud-] {+nieuw+} w0 w1 …\n");
  options.context_words = 0;
  EXPECT_THAT(render_text(comparison, options), HasSubstr("begin w0 w1 w2"));
}

TEST(RenderText, SaysHowMuchWasLeftOut) {
  std::vector<std::string> texts;
  for (int i = 0; i < 50; ++i) texts.push_back("alinea nummer " + std::to_string(i));
  RenderOptions options;
  options.max_bytes = 600;
  const std::string text = render_text(compare({}, paragraphs(texts)), options);
  EXPECT_LE(text.size(), options.max_bytes);
  EXPECT_THAT(text, HasSubstr("… left out: "));
  EXPECT_THAT(text, HasSubstr(" more changed paragraphs of "));
  EXPECT_THAT(text, HasSubstr("alinea nummer 3"));
}

TEST(RenderText, ShowsTheBeginningOfOneParagraphThatIsTooLong) {
  std::string words = "begin";
  for (int i = 0; i < 5000; ++i) words += " wóórd";
  RenderOptions options;
  options.max_bytes = 500;
  const std::string text = render_text(compare({}, paragraphs({words})), options);
  EXPECT_LE(text.size(), options.max_bytes);
  EXPECT_THAT(text, HasSubstr("begin wóórd"));
  EXPECT_THAT(text, HasSubstr("left out: 1 more changed paragraph of 5001 words"));
}

TEST(RenderHtml, EscapesEverything) {
  const auto comparison = compare(paragraphs({"a <b> & \"c\" 'd' e"}), paragraphs({"a <script> & \"c\" 'd' e"}));
  const std::string html = render_html(comparison, {});
  EXPECT_THAT(html, HasSubstr("<div class=\"diff\""));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;</del>"));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;</ins> &amp; &quot;c&quot; &#39;d&#39; e</p>"));
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
}

TEST(RenderHtml, StaysWithinItsLimitAndCloses) {
  std::vector<std::string> texts(200, "een & twee < drie");
  RenderOptions options;
  options.max_bytes = 2000;
  const std::string html = render_html(compare({}, paragraphs(texts)), options);
  EXPECT_LE(html.size(), options.max_bytes);
  EXPECT_THAT(html, HasSubstr("left out"));
  EXPECT_TRUE(html.ends_with("</div>\n"));
}

TEST(Summary, CountsWordsAndParagraphsInGoodEnglish) {
  EXPECT_EQ(summary(compare(kBefore, kAfter)), "1 word in 1 paragraph");
  EXPECT_EQ(summary(compare(kBefore, kBefore)), "no change");
  EXPECT_EQ(summary(compare({}, paragraphs({"een twee", "drie"}))), "3 words in 2 paragraphs");
  EXPECT_EQ(summary(compare(paragraphs({"een twee drie"}), paragraphs({"een twee", "drie"}))), "layout");
  EXPECT_EQ(summary(compare(paragraphs({"een twee drie vier", "a b c", "d e f"}),
                            paragraphs({"a b c", "d e f", "een twee drie vier"}))),
            "1 paragraph moved");
}

}  // namespace
}  // namespace griffier::diff
