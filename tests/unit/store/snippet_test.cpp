// What a hit shows, and the words that it is found by.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "publications/utf8.h"
#include "store/record/dutch_words.h"
#include "store/record/snippet.h"

namespace griffier::store {
namespace {

std::vector<std::string> stems(std::string_view text) {
  std::vector<std::string> out;
  DutchWords().split(text, [&](const DutchWords::Word& word) {
    out.emplace_back(word.stem);
    return true;
  });
  return out;
}

TEST(DutchWords, FoldCaseAndDiacriticsAndStem) {
  EXPECT_EQ(stems("Vreemdelingen vreemdeling"), (std::vector<std::string>{"vreemdel", "vreemdel"}));
  EXPECT_EQ(stems("brieven huizen"), stems("brief huis"));
  EXPECT_EQ(stems("COÖRDINATIE coordinatie"), stems("coördinatie Coordinatie"));
  EXPECT_EQ(stems("overeen\xC2\xADstemming"), stems("overeenstemming"));  // a soft hyphen
  EXPECT_EQ(stems("e-mail, 2024Z18435"), (std::vector<std::string>{"e", "mail", "2024z18435"}));
  EXPECT_EQ(stems("\xFF\xFE caf\xE9 \xCC\x81"), (std::vector<std::string>{"caf"}));
}

TEST(DutchWords, AWordWithoutEndIsCutAndCostsItsLengthOnly) {
  const std::vector<std::string> words = stems(std::string(2'000'000, 'a') + " slot");
  ASSERT_EQ(words.size(), 2U);
  EXPECT_LE(words[0].size(), 256U);
  EXPECT_EQ(words[1], "slot");
}

TEST(Snippet, ShowsTheWordsAroundTheMostTermsAndWhereTheTextGoesOn) {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += "woord" + std::to_string(i) + (i % 10 == 9 ? ".\n\n" : " ");
  }
  DutchWords words;
  const std::string snippet = snippet_of(words, text, {{3, 1, 0}, {60, 1, 0}, {64, 2, 1}, {95, 1, 0}});
  EXPECT_NE(snippet.find("\x01woord60\x02 woord61 woord62 woord63 \x01woord64 woord65\x02 woord66"), std::string::npos)
      << snippet;
  EXPECT_TRUE(snippet.starts_with("…woord52 ")) << snippet;
  EXPECT_TRUE(snippet.ends_with(" woord83…")) << snippet;
  EXPECT_NE(snippet.find("woord59. \x01woord60"), std::string::npos) << snippet;
  EXPECT_EQ(snippet_of(words, "Een brief (kort).", {}), "Een brief (kort).");
  EXPECT_EQ(snippet_of(words, "Een brief (kort).", {{2, 1, 0}}), "Een brief (\x01kort\x02).");
  EXPECT_EQ(snippet_of(words, "", {{0, 1, 0}}), "");
}

TEST(Snippet, IsShortHoweverLongAWordIsAndCountsWordsAsTheIndexDoes) {
  DutchWords words;
  std::string endless;
  for (int i = 0; i < 100'000; ++i) {
    endless += "\xC3\xA9";
  }
  const std::string snippet = snippet_of(words, endless + " slot", {{0, 1, 0}});
  EXPECT_LT(snippet.size(), 1'100U);
  EXPECT_EQ(std::count(snippet.begin(), snippet.end(), '\x01'), std::count(snippet.begin(), snippet.end(), '\x02'));
  EXPECT_EQ(publications::valid_utf8_length(snippet), snippet.size());
  EXPECT_EQ(snippet_of(words, "\xCC\x81 \xFF een brief", {{1, 1, 0}}),
            "…een \x01"
            "brief\x02");
}

}  // namespace
}  // namespace griffier::store
