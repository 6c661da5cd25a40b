#include "publications/utf8.h"

#include <gtest/gtest.h>

#include <random>

namespace griffier::publications {
namespace {

TEST(Utf8, AcceptsEveryWellFormedCharacter) {
  for (const char* const text :
       {"", "a", "é", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(valid_utf8_length(text), std::string_view(text).size()) << text;
    EXPECT_EQ(to_valid_utf8(text), text);
  }
}

TEST(Utf8, StopsAtWhatIsIllFormed) {
  for (const char* const bytes : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
                                  "\xF0\x80\x80\x80", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    const std::string text = std::string("ok") + bytes;
    EXPECT_EQ(valid_utf8_length(text), 2U);
    EXPECT_EQ(to_valid_utf8(text + "!"), "ok\uFFFD!");
  }
}

TEST(Utf8, ComposesLettersWithTheirAccents) {
  EXPECT_EQ(to_nfc("e\u0301e\u0301n, ge\u0308ist"), "één, gëist");
  EXPECT_EQ(to_nfc(""), "");
  EXPECT_EQ(to_nfc("bad \xFF e\u0301"), "bad \xFF e\u0301");
  std::string many = "a";
  for (int i = 0; i < 200000; ++i) many += "\u0301";
  EXPECT_GT(to_nfc(many).size(), 100000U);  // and in a moment
}

TEST(Utf8, MakesAnyBytesWellFormed) {
  std::mt19937 random(8);  // NOLINT: the same bytes every time
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 12, ' ');
    for (char& c : text) c = static_cast<char>(random());
    const auto valid = to_valid_utf8(text);
    ASSERT_EQ(valid_utf8_length(valid), valid.size());
    ASSERT_EQ(to_valid_utf8(valid), valid);
  }
}

}  // namespace
}  // namespace griffier::publications
