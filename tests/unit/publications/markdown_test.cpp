#include "publications/markdown.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

namespace griffier::publications {
namespace {

Block heading(int level, std::string text) { return {BlockKind::heading, level, {}, std::move(text)}; }
Block item(int level, std::string label, std::string text) {
  return {BlockKind::list_item, level, std::move(label), std::move(text)};
}
Block block(BlockKind kind, std::string text) { return {kind, 0, {}, std::move(text)}; }
Block paragraph(std::string text) { return block(BlockKind::paragraph, std::move(text)); }

std::string written(std::vector<Block> blocks) { return to_markdown({std::move(blocks)}); }

TEST(Markdown, WritesEveryKindOfBlockOnItsOwnLine) {
  EXPECT_EQ(
      written({heading(2, "Inleiding"), paragraph("Er was eens.[^1]"), item(0, "–", "een"), item(1, "a)", "twee"),
               item(0, "12.", "drie"), block(BlockKind::quote, "gezegd"), block(BlockKind::table_row, "jaar\taantal"),
               block(BlockKind::table_row, "2024\t7"), block(BlockKind::question, "Vraag 3, 4 en 5"),
               block(BlockKind::answer, "Antwoord 3"), Block{BlockKind::footnote, 0, "1", "Bron."}}),
      "## Inleiding\n"
      "\n"
      "Er was eens.[^1]\n"
      "\n"
      "- een\n"
      "    + a) twee\n"
      "12. drie\n"
      "\n"
      "> gezegd\n"
      "\n"
      "| jaar | aantal |\n"
      "| --- | --- |\n"
      "| 2024 | 7 |\n"
      "\n"
      "**Vraag 3, 4 en 5**\n"
      "\n"
      "__Antwoord 3__\n"
      "\n"
      "[^1]: Bron.\n");
}

TEST(Markdown, IsEmptyForATextWithoutBlocks) {
  EXPECT_EQ(to_markdown({}), "");
  EXPECT_TRUE(from_markdown("").blocks.empty());
  EXPECT_TRUE(from_markdown("\n\n  \n").blocks.empty());
}

TEST(Markdown, EscapesWhatWouldBeStructure) {
  EXPECT_EQ(written({paragraph("# kop")}), "\\# kop\n");
  EXPECT_EQ(written({paragraph("1. eerste")}), "1\\. eerste\n");
  EXPECT_EQ(written({paragraph("- streep")}), "\\- streep\n");
  EXPECT_EQ(written({paragraph("[^1]: noot")}), "\\[^1]: noot\n");
  EXPECT_EQ(written({block(BlockKind::table_row, "a|b\t---")}), "| a\\|b | \\--- |\n| --- | --- |\n");
}

TEST(Markdown, LeavesOrdinaryTextAlone) {
  for (const char* const text : {"1.500 mensen", "-5 graden", "#hashtag", "[^1] staat voorop", "*) met ster",
                                 "«citaat»", "a * b", "1234567890. te lang voor een lijst"}) {
    EXPECT_EQ(written({paragraph(text)}), std::string(text) + "\n");
  }
}

std::vector<std::string> nasty_texts() {
  std::vector<std::string> out = {"",
                                  " ",
                                  "\t",
                                  "  ",
                                  "&#32;",
                                  "\\&#32;",
                                  "&#9;x",
                                  "x&#32;",
                                  "x\\&#32;",
                                  "x\\\\&#9;",
                                  "\\",
                                  "\\\\",
                                  "\\a",
                                  "****",
                                  "____",
                                  "**",
                                  "__",
                                  "*a*",
                                  "**a**",
                                  "__a__",
                                  "***",
                                  "---",
                                  "- - -",
                                  "===",
                                  "```",
                                  "~~~ x",
                                  "<!-- -->",
                                  "<b>x",
                                  "|",
                                  "| x",
                                  "|---|",
                                  "> x",
                                  ">",
                                  "# x",
                                  "#",
                                  "####### x",
                                  "1. x",
                                  "1.",
                                  "12) x",
                                  "1\\. x",
                                  "1\\\\. x",
                                  "123456789. x",
                                  "1234567890. x",
                                  "- x",
                                  "-",
                                  "* x",
                                  "+ x",
                                  "+",
                                  "[^1]: x",
                                  "[^]: x",
                                  "[a]: b",
                                  "![ x",
                                  "![a](b)",
                                  "\xC2\xA0x\xC2\xA0",
                                  "\xFF\xFE",
                                  "é",
                                  "Vraag 1",
                                  "x  ",
                                  "  x",
                                  "x\t",
                                  "\tx",
                                  "a|b",
                                  "a\\|b",
                                  "a\\",
                                  ":---",
                                  "-",
                                  "--",
                                  "\x01x",
                                  "x\x0B",
                                  "\x0Cx",
                                  "1. ",
                                  "# ",
                                  "> ",
                                  "a&b&#32;c",
                                  "1.\t",
                                  "1)",
                                  "1\\)",
                                  "\\- x",
                                  "\\\\- x",
                                  "\\1. x",
                                  "[^a",
                                  "_",
                                  "*",
                                  "_ x",
                                  "`code`",
                                  "~",
                                  "<3",
                                  "</p>",
                                  "<?"};
  out.emplace_back("x\0y", 3);
  return out;
}

std::vector<std::string> nasty_labels() {
  return {"–", "",   "-",   "•",   "1.",  "12.", "3)",   "a)",       "12°",  "1234567890.", "0.",  "007)", "*",
          "+", "#",  ">",   "|",   "a b", " ",   "\t",   "\\",       "\\s",  "x\\",         "]",   "[",    "[x]",
          "1", "i.", "(a)", "§ 2", "- -", "é",   "\xFF", "\xC2\xA0", "1. 2", "`",           "<b>", "s",    "t"};
}

class RandomBlocks {
 public:
  Block next() {
    const auto kind = static_cast<BlockKind>(random_() % 8);
    Block out{kind, 0, {}, text()};
    if (kind == BlockKind::heading) out.level = 1 + static_cast<int>(random_() % 6);
    if (kind == BlockKind::list_item) out.level = static_cast<int>(random_() % 21);
    if (kind == BlockKind::list_item || kind == BlockKind::footnote) out.label = pick(labels_);
    if (kind == BlockKind::table_row)
      for (auto n = random_() % 4; n > 0; --n) out.text += "\t" + text();
    return out;
  }
  std::size_t up_to(std::size_t most) { return random_() % (most + 1); }

 private:
  const std::string& pick(const std::vector<std::string>& from) { return from[random_() % from.size()]; }
  std::string text() {
    switch (random_() % 4) {
      case 0:
        return pick(texts_);
      case 1:
        return pick(texts_) + pick(texts_);
      case 2:
        return pick(texts_) + "woord" + pick(texts_);
      default:
        break;
    }
    static constexpr std::string_view kAlphabet = "\\*_#>|-+1.)([]^&;# :<!`~ax \t";
    std::string out(random_() % 9, ' ');
    for (char& c : out) c = kAlphabet[random_() % kAlphabet.size()];
    return out;
  }
  std::mt19937 random_{42};  // NOLINT: the same blocks every time
  std::vector<std::string> texts_ = nasty_texts();
  std::vector<std::string> labels_ = nasty_labels();
};

TEST(Markdown, GivesBackWhatItWasGiven) {
  RandomBlocks blocks;
  for (int i = 0; i < 30000; ++i) {
    Text text;
    for (auto n = blocks.up_to(6); n > 0; --n) {
      text.blocks.push_back(blocks.next());
      Block& last = text.blocks.back();
      const bool behind_row = text.blocks.size() > 1 && text.blocks.rbegin()[1].kind == BlockKind::table_row;
      if (last.kind == BlockKind::table_row && behind_row) last.level = static_cast<int>(blocks.up_to(1));
    }
    const auto markdown = to_markdown(text);
    ASSERT_EQ(from_markdown(markdown), text) << markdown;
  }
}

TEST(Markdown, KeepsATableApartFromTheOneItFollows) {
  const auto row = [](int level, std::string cells) {
    return Block{BlockKind::table_row, level, {}, std::move(cells)};
  };
  const Text text{{row(0, "Jaar\tBruggen"), row(0, "2031\t5"), row(1, "Stad\tSluizen"), row(0, "Urk\t2")}};
  const std::string markdown = to_markdown(text);
  EXPECT_EQ(markdown,
            "| Jaar | Bruggen |\n| --- | --- |\n| 2031 | 5 |\n\n| Stad | Sluizen |\n| --- | --- |\n| Urk | 2 |\n");
  EXPECT_EQ(from_markdown(markdown), text);
}

TEST(Markdown, GivesBackEveryNastyTextInEveryKindOfBlock) {
  for (const auto& content : nasty_texts())
    for (int kind = 0; kind < 8; ++kind) {
      Block one = block(static_cast<BlockKind>(kind), content);
      if (one.kind == BlockKind::heading) one.level = 3;
      for (const auto& label : nasty_labels()) {
        if (one.kind == BlockKind::list_item || one.kind == BlockKind::footnote) one.label = label;
        const Text text{{one}};
        ASSERT_EQ(from_markdown(to_markdown(text)), text) << to_markdown(text);
      }
    }
}

TEST(Markdown, GivesEveryBlockExactlyOneLine) {
  RandomBlocks blocks;
  for (int i = 0; i < 2000; ++i) {
    Text text;
    for (auto n = blocks.up_to(6); n > 0; --n) text.blocks.push_back(blocks.next());
    const auto markdown = to_markdown(text);
    std::size_t extra = 0;  // empty lines and the lines below heads of tables
    for (std::size_t b = 0; b < text.blocks.size(); ++b) {
      const auto kind = text.blocks[b].kind;
      const bool together =
          b > 0 && text.blocks[b - 1].kind == kind && (kind == BlockKind::list_item || kind == BlockKind::table_row);
      if (b > 0 && !together) ++extra;
      if (kind == BlockKind::table_row && !together) ++extra;
    }
    const auto lines = static_cast<std::size_t>(std::count(markdown.begin(), markdown.end(), '\n'));
    ASSERT_EQ(lines, text.blocks.size() + extra) << markdown;
    ASSERT_TRUE(markdown.empty() || markdown.back() == '\n');
  }
}

TEST(Markdown, FoldsLineEndsAndKeepsLevelsInBounds) {
  EXPECT_EQ(written({paragraph("een\ntwee\r\ndrie")}), "een twee  drie\n");
  EXPECT_EQ(written({heading(9, "diep")}), "###### diep\n");
  EXPECT_EQ(written({heading(0, "hoog")}), "# hoog\n");
  EXPECT_EQ(from_markdown(written({item(100000, "–", "x")})).blocks[0].level, 20);
  EXPECT_EQ(from_markdown(written({item(-3, "–", "x")})).blocks[0].level, 0);
}

TEST(Markdown, ReadsWhatOthersWrote) {
  const auto text = from_markdown(
      "Title\ncontinues here\r\n\r\n## Head ##\n- one\n  still one\n  - nested\n* star\n\n> said\n> twice\n\n***\n"
      "| a | b |\n|:--|--:|\n| 1 | 2 |\nafter\n");
  const std::vector<Block> expected = {paragraph("Title continues here"),
                                       heading(2, "Head ##"),
                                       item(0, "–", "one still one"),
                                       item(1, "–", "nested"),
                                       item(0, "", "star"),
                                       block(BlockKind::quote, "said twice"),
                                       paragraph("***"),
                                       block(BlockKind::table_row, "a\tb"),
                                       block(BlockKind::table_row, "1\t2"),
                                       paragraph("after")};
  ASSERT_EQ(text.blocks.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(text.blocks[i], expected[i]) << text.blocks[i].text;
}

TEST(Markdown, PlainTextHasTheWordsAlone) {
  EXPECT_EQ(to_plain({{heading(2, "Inleiding"), paragraph("Er was[^12] eens\x1B[31m."), item(0, "a)", "een"),
                       block(BlockKind::table_row, "x\ty"), Block{BlockKind::footnote, 0, "12", "Bron."},
                       paragraph("# geen kop")}}),
            "Inleiding\nEr was eens[31m.\na) een\nx  y\n12 Bron.\n# geen kop\n");
}

TEST(Markdown, SurvivesAnyBytes) {
  std::mt19937 random(9);  // NOLINT: the same bytes every time
  static constexpr std::string_view kAlphabet = "\n\n  \\*_#>|-+1.)([]^&;#32<!\t\r`xy\xE2\x80\xFF";
  for (int i = 0; i < 20000; ++i) {
    std::string markdown(random() % 60, ' ');
    for (char& c : markdown) c = kAlphabet[random() % kAlphabet.size()];
    const Text text = from_markdown(markdown);
    ASSERT_EQ(from_markdown(to_markdown(text)), text) << markdown;
    (void)to_plain(text);
  }
}

TEST(Markdown, TakesTimeInProportionToTheText) {
  for (const std::string piece : {"\\", "[^", "1. ", "- ", "|", "x\n", "> ", "*", "&#32;", " ", "_\n\n", "    - x\n"}) {
    std::string markdown;
    while (markdown.size() < 300'000) markdown += piece;
    const auto begin = std::chrono::steady_clock::now();
    const Text text = from_markdown(markdown);
    EXPECT_EQ(from_markdown(to_markdown(text)), text);
    (void)to_plain(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(taken.count(), 10.0) << "300 kB of \"" << piece << "\"";  // quadratic would take minutes
  }
}

}  // namespace
}  // namespace griffier::publications
