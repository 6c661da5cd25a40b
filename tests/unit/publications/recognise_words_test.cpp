#include "publications/recognise/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace griffier::publications::reader {
namespace {

// What `find` promises, letter by letter.
std::size_t plainly(std::string_view text, std::string_view phrase, std::size_t from) {
  if (phrase.empty()) return npos;
  for (std::size_t at = from; at + phrase.size() <= text.size(); ++at) {
    const auto part = text.substr(at, phrase.size());
    if (std::equal(part.begin(), part.end(), phrase.begin(), [](char a, char b) { return lower(a) == b; })) return at;
  }
  return npos;
}

TEST(Words, APhraseIsFoundWhereItFirstStandsInEitherCase) {
  std::mt19937 random(7);  // NOLINT: the same texts in every run
  const std::string letters = "aAbB e(\xC3\xA9.1";
  const auto draw = [&](std::size_t most) {
    std::string out;
    for (std::size_t left = random() % (most + 1); left > 0; --left) out += letters[random() % letters.size()];
    return out;
  };
  int found = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto text = draw(40);
    const auto phrase = lower(draw(4));
    const auto from = random() % 45;
    const auto expected = plainly(text, phrase, from);
    ASSERT_EQ(reader::find(text, phrase, from), expected) << "'" << phrase << "' in '" << text << "' from " << from;
    found += expected == npos ? 0 : 1;
  }
  EXPECT_GT(found, 1000);
}

TEST(Words, SquashedTextHasLettersAndDigitsAlone) {
  EXPECT_EQ(squash("Één, TWEE – 3 (drié)!"), "ééntwee3drié");
  EXPECT_EQ(squash(" .,"), "");
  EXPECT_EQ(squash("a\xFF"
                   "b"),
            "ab");
}

TEST(Words, MarksOfFootnotesLeaveNoSpaceBehind) {
  EXPECT_EQ(without_marks(" Is dat zo [^12]? Ja[^a],  nee "), "Is dat zo? Ja, nee");
  EXPECT_EQ(without_marks(" zonder merk "), "zonder merk");
}

TEST(Words, ACapitalMayStandBehindMarksAndMayHaveAnAccent) {
  EXPECT_TRUE(starts_with_capital("\xE2\x80\x98Kamer"));
  EXPECT_TRUE(starts_with_capital("Één"));
  EXPECT_FALSE(starts_with_capital("(één"));
  EXPECT_FALSE(starts_with_capital("1 Kamer"));
  EXPECT_FALSE(starts_with_capital(""));
}

}  // namespace
}  // namespace griffier::publications::reader
