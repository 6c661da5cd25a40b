#include "daemon/pipeline/noise.h"

#include <gtest/gtest.h>

namespace griffier::daemon {
namespace {

using publications::Block;
using publications::BlockKind;

publications::Text text_of(std::vector<std::string> paragraphs) {
  publications::Text text;
  for (auto& paragraph : paragraphs) text.blocks.push_back({BlockKind::paragraph, 0, "", std::move(paragraph)});
  return text;
}

TEST(Noise, TakesEveryMatchOutAndThenTheBlocksThatAreEmpty) {
  auto text = text_of({"Laatst bijgewerkt: 3 mei 2024", "De termijn is 12 weken.", "Bekeken: 12, gedeeld: 13"});
  remove_noise(text, {"^Laatst bijgewerkt: .*$", ": [0-9]+"});
  EXPECT_EQ(text, text_of({"De termijn is 12 weken.", "Bekeken, gedeeld"}));
}

TEST(Noise, AnEmptyMatchTakesNothingOutAndEnds) {
  auto text = text_of({"abc"});
  remove_noise(text, {"x*"});
  EXPECT_EQ(text, text_of({"abc"}));
}

TEST(Noise, SaysWhatIsWrongWithAPattern) {
  EXPECT_TRUE(pattern_problem("(unclosed"));
  EXPECT_FALSE(pattern_problem("^Laatst"));
}

TEST(Noise, AMegabyteOnOneLineIsNoProblem) {
  auto text = text_of({std::string(1 << 20, 'a')});
  remove_noise(text, {"b+", "^(ab)*c"});
  EXPECT_EQ(text.blocks.size(), 1U);
}

}  // namespace
}  // namespace griffier::daemon
