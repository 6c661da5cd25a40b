#include <gtest/gtest.h>

#include "fetchers/extract/hyphen.h"

namespace griffier::fetchers {
namespace {

// A list of our own: the tests say the same whatever is installed.
const WordList& words() {
  static const WordList list(
      "overeenstemming\nmigratie\nbeleid\nbtw-tarief\nbtw-nummer\nbtw-aangifte\nmbo-instelling\nprobleem\nproblemen\n"
      "race\nindustrie\ngeïdentificeerd\nregenboog\nprovincie\nasiel\npaarden\nvlees\njanuari\njuni\nnietig\nniet\n"
      "biologische\nzee\negel\nKamerlid\nstandaarden\nof\nthe\nbox\nregio's\nveiligheid\n");
  return list;
}

std::string join(std::string first, std::string_view second) {
  append_line(first, second, words());
  return first;
}

TEST(Hyphen, GoesFromAWordThatWasCut) {
  EXPECT_EQ(join("geen overeen-", "stemming was"), "geen overeenstemming was");
  EXPECT_EQ(join("het migratie-", "beleid"), "het migratiebeleid");
}

TEST(Hyphen, StaysBeforeACapital) {
  EXPECT_EQ(join("een PVV-", "Kamerlid"), "een PVV-Kamerlid");
  EXPECT_EQ(join("mijn collega-", "Ministers"), "mijn collega-Ministers");
}

TEST(Hyphen, StaysBehindAnAbbreviationOrANumber) {
  EXPECT_EQ(join("de WIA-", "uitkering"), "de WIA-uitkering");
  EXPECT_EQ(join("de GroenLinks-PvdA-", "fractie"), "de GroenLinks-PvdA-fractie");
  EXPECT_EQ(join("een 14-", "jarige"), "een 14-jarige");
}

TEST(Hyphen, StaysInAWordThatTheListHasWithIt) {
  EXPECT_EQ(join("het btw-", "tarief"), "het btw-tarief");
  EXPECT_EQ(join("de mbo-", "instelling"), "de mbo-instelling");
}

TEST(Hyphen, StaysBehindAHeadThatIsWrittenSo) {
  EXPECT_EQ(join("de mvo-", "standaarden"), "de mvo-standaarden");
  EXPECT_EQ(join("deze niet-", "biologische"), "deze niet-biologische");
  EXPECT_EQ(join("het is niet-", "ig"), "het is nietig");
}

TEST(Hyphen, StaysBetweenVowelsThatWouldRunTogether) {
  EXPECT_EQ(join("de race-", "industrie"), "de race-industrie");
  EXPECT_EQ(join("een zee-", "egel"), "een zee-egel");
}

TEST(Hyphen, OfASuspendedWordKeepsItsSpace) {
  EXPECT_EQ(join("het asiel-", "en migratiebeleid"), "het asiel- en migratiebeleid");
  EXPECT_EQ(join("de in-", "of uitvoer"), "de in- of uitvoer");
}

TEST(Hyphen, StaysInAChainOfWords) { EXPECT_EQ(join("over out-of-", "the-box denken"), "over out-of-the-box denken"); }

TEST(Hyphen, GivesTheDiaeresisBack) { EXPECT_EQ(join("wordt ge-", "identificeerd"), "wordt geïdentificeerd"); }

TEST(Hyphen, StaysInAnAddress) {
  EXPECT_EQ(join("https://voorbeeld.nl/een-", "twee"), "https://voorbeeld.nl/een-twee");
  EXPECT_EQ(join("zie https://voorbeeld.nl/", "pad/naar"), "zie https://voorbeeld.nl/pad/naar");
}

TEST(Hyphen, IsMissingFromAnAddressThatWasCutBetweenLetters) {
  EXPECT_EQ(join("https://voorbeeld.nl/documenten/rapporten/203", "0/05/20/de-brug."),
            "https://voorbeeld.nl/documenten/rapporten/2030/05/20/de-brug.");
  EXPECT_EQ(join("https://voorbeeld.nl/stukken/onderzo", "ek-naar-de-brug en verder"),
            "https://voorbeeld.nl/stukken/onderzoek-naar-de-brug en verder");
  EXPECT_EQ(join("https://voorbeeld.nl/stukken/brug", "en/of de sluis"),
            "https://voorbeeld.nl/stukken/brug en/of de sluis");
  EXPECT_EQ(join("zie voorbeeld.nl/stukken/De_brug_", "bij_Verzonnenstad.pdf"),
            "zie voorbeeld.nl/stukken/De_brug_bij_Verzonnenstad.pdf");
  EXPECT_EQ(join("jaarlijks en/", "of maandelijks"), "jaarlijks en/ of maandelijks");
  EXPECT_EQ(join("https://voorbeeld.nl/stukken/brug.", "out-of-the-box denken"),
            "https://voorbeeld.nl/stukken/brug. out-of-the-box denken");
}

TEST(Hyphen, GoesFromANameWithACapitalWithinIt) {
  EXPECT_EQ(join("de fractie van Groen-", "Links"), "de fractie van GroenLinks");
  EXPECT_EQ(join("aan de IJs-", "sel"), "aan de IJssel");
}

TEST(Hyphen, StaysBehindAQuoteAndBehindAnAbbreviationInAnyCase) {
  EXPECT_EQ(join("\"algemeen belang\"-", "werkzaamheden"), "\"algemeen belang\"-werkzaamheden");
  EXPECT_EQ(join("de Wlz-", "zorg"), "de Wlz-zorg");
}

TEST(Hyphen, ThatIsSoftGoesAlways) { EXPECT_EQ(join("Neder\xC2\xAD", "land"), "Nederland"); }

TEST(Hyphen, WithSpacesIsADash) { EXPECT_EQ(join("beleid -", "maar"), "beleid - maar"); }

TEST(Hyphen, IsJudgedByRulesAloneWithoutAList) {
  const WordList none{std::string()};
  EXPECT_EQ(judge_hyphen("overeen", "stemming", none), Hyphen::drop);
  EXPECT_EQ(judge_hyphen("btw", "tarief", none), Hyphen::keep);
  EXPECT_EQ(judge_hyphen("PVV", "fractie", none), Hyphen::keep);
  EXPECT_EQ(judge_hyphen("asiel", "en", none), Hyphen::keep_and_space);
}

TEST(LostLineEnds, AreHealedWhereOnlyTheWholeIsAWord) {
  EXPECT_EQ(heal_lost_line_ends("Deze proble-men in januari-juni.", words()), "Deze problemen in januari-juni.");
  EXPECT_EQ(heal_lost_line_ends("De proble-men van paarden-vlees.", words()), "De problemen van paardenvlees.");
}

TEST(LostLineEnds, AreNotSeenInATextOfWholeWords) {
  const std::string text = "Het regenboog-beleid van de mbo-instelling en de race-industrie.";
  EXPECT_EQ(heal_lost_line_ends(text, words()), text);
}

TEST(WordList, KnowsCompoundsWithALinkingLetter) {
  EXPECT_TRUE(words().contains_compound("regenboogprovincie"));
  EXPECT_TRUE(words().contains_compound("migratiesbeleid"));
  EXPECT_FALSE(words().contains_compound("qqqqmigratie"));
}

TEST(WordList, TakesAWordOfAnyLength) {
  EXPECT_FALSE(words().contains_compound(std::string(1 << 20, 'a')));
  EXPECT_FALSE(words().contains(std::string(1 << 20, 'a')));
  EXPECT_FALSE(words().contains_compound(std::string(96, '\xFF'))) << "U+FFFD takes three bytes for each";
}

}  // namespace
}  // namespace griffier::fetchers
