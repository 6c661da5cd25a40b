#include "diff/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "tests/unit/diff/texts.h"

namespace griffier::diff {
namespace {

Change change_of(const std::string& before, const std::string& after) {
  return compare(paragraphs({before}), paragraphs({after})).change;
}

void append(std::string& out, const std::string& text) {
  if (text.empty()) return;
  if (!out.empty()) out += ' ';
  out += text;
}

// The words of the older (removed) or newer (added) text, put together from the entries alone.
std::string applied(const Comparison& comparison, Piece side) {
  std::map<std::size_t, std::string> parts;
  for (const auto& p : comparison.paragraphs) {
    if (p.fate == (side == Piece::removed ? Fate::added : Fate::removed)) continue;
    std::string& part = parts[side == Piece::removed ? p.before : p.after];
    for (const auto& run : p.runs) {
      if (run.piece == Piece::kept || run.piece == side) append(part, run.text);
    }
  }
  std::string out;
  for (const auto& [index, part] : parts) append(out, part);
  return out;
}

std::vector<Fate> fates(const Comparison& comparison) {
  std::vector<Fate> result;
  for (const auto& p : comparison.paragraphs) result.push_back(p.fate);
  return result;
}

TEST(Compare, SeesNoChangeInTheSameText) {
  const Text text = paragraphs({"De Minister antwoordt.", "", "De Kamer vraagt."});
  const auto comparison = compare(text, text);
  EXPECT_EQ(comparison.change, Change::none);
  EXPECT_EQ(comparison.paragraphs_changed, 0U);
  EXPECT_EQ(compare({}, {}).change, Change::none);
}

TEST(Compare, TakesOneWordNumberSignOrCapitalAsSubstantive) {
  EXPECT_EQ(change_of("binnen drie weken", "binnen vier weken"), Change::substantive);
  EXPECT_EQ(change_of("€ 1.200", "€ 1.300"), Change::substantive);
  EXPECT_EQ(change_of("Ja, dat klopt", "Ja dat klopt"), Change::substantive);
  EXPECT_EQ(change_of("de minister", "de Minister"), Change::substantive);
  EXPECT_EQ(change_of("2019-2020", "20192020"), Change::substantive);
  EXPECT_EQ(change_of("“citaat”", "\"citaat\""), Change::substantive);
  EXPECT_EQ(change_of("niet in het belang", "in het belang"), Change::substantive);
}

TEST(Compare, TakesWhiteSpaceAndInvisibleCharactersAsNoChange) {
  EXPECT_EQ(change_of("19 637 nr. 3", "19\u00A0637\u2009 nr.\t3"), Change::none);
  EXPECT_EQ(change_of("vreemdelingenbeleid", "vreemde\u00ADlingen\u200Bbeleid\uFEFF"), Change::none);
  EXPECT_EQ(change_of("coördinatie", "coo\u0308rdinatie"), Change::none);
}

TEST(Compare, TakesLayoutAsCosmetic) {
  EXPECT_EQ(change_of("in overeenstemming met", "in overeen- stemming met"), Change::cosmetic);
  EXPECT_EQ(change_of("de EU-richtlijn", "de EU- richtlijn"), Change::cosmetic);
  EXPECT_EQ(change_of("a–b", "a-b"), Change::substantive);
  EXPECT_EQ(change_of("in- en uitvoer", "in-en uitvoer"), Change::substantive);
  const auto split = compare(paragraphs({"Een twee drie vier. Vijf zes zeven acht."}),
                             paragraphs({"Een twee drie vier.", "Vijf zes zeven acht."}));
  EXPECT_EQ(split.change, Change::cosmetic);
  EXPECT_EQ(split.words_added + split.words_removed + split.paragraphs_changed, 0U);
  EXPECT_EQ(compare(paragraphs({"een overeen-", "stemming"}), paragraphs({"een overeenstemming"})).change,
            Change::cosmetic);
}

TEST(Compare, TakesLabelsHeadingMarksAndBulletsAsCosmetic) {
  Text before, after;
  before.blocks = {{BlockKind::heading, 2, "", "Inleiding"}, {BlockKind::list_item, 0, "a)", "het eerste punt"}};
  after.blocks = {{BlockKind::paragraph, 0, "", "Inleiding"}, {BlockKind::list_item, 1, "b)", "het eerste punt"}};
  EXPECT_EQ(compare(before, after).change, Change::cosmetic);
  after.blocks[1] = {BlockKind::paragraph, 0, "", "– het eerste punt"};
  EXPECT_EQ(compare(before, after).change, Change::cosmetic);
}

TEST(Compare, TakesRenumberedFootnotesAsCosmeticAndTheirTextNot) {
  Text before, after;
  before.blocks = {{BlockKind::paragraph, 0, "", "Zie het rapport[^1]."}, {BlockKind::footnote, 0, "1", "Bijlage 12."}};
  after.blocks = {{BlockKind::paragraph, 0, "", "Zie het rapport[^3]."}, {BlockKind::footnote, 0, "3", "Bijlage 12."}};
  EXPECT_EQ(compare(before, after).change, Change::cosmetic);
  after.blocks[1].text = "Bijlage 13.";
  const auto comparison = compare(before, after);
  EXPECT_EQ(comparison.change, Change::substantive);
  EXPECT_EQ(comparison.paragraphs_changed, 1U);
  EXPECT_EQ(comparison.words_added, 1U);
}

TEST(Compare, ShowsTheWordThatChanged) {
  const auto comparison = compare(paragraphs({"Kop", "De termijn is drie weken na ontvangst."}),
                                  paragraphs({"Kop", "De termijn is zes weken na ontvangst."}));
  ASSERT_EQ(fates(comparison), (std::vector{Fate::kept, Fate::changed}));
  const std::vector<diff::Run> expected{{Piece::kept, "De termijn is"},
                                        {Piece::removed, "drie"},
                                        {Piece::added, "zes"},
                                        {Piece::kept, "weken na ontvangst."}};
  EXPECT_EQ(comparison.paragraphs[1].runs, expected);
  EXPECT_EQ(comparison.words_added, 1U);
  EXPECT_EQ(comparison.words_removed, 1U);
}

TEST(Compare, KeepsAnEditedParagraphTogetherAmongNewOnes) {
  const auto comparison =
      compare(paragraphs({"Aanhef", "Het kabinet neemt de aanbeveling van de commissie over.", "Slot"}),
              paragraphs({"Aanhef", "Een geheel nieuwe alinea zonder verwantschap.",
                          "Het kabinet neemt de aanbeveling van de commissie gedeeltelijk over.", "Slot"}));
  EXPECT_EQ(fates(comparison), (std::vector{Fate::kept, Fate::added, Fate::changed, Fate::kept}));
}

TEST(Compare, RecognisesAMovedParagraph) {
  const auto comparison = compare(
      paragraphs({"Een lange alinea die verhuist.", "De tweede alinea blijft.", "De derde alinea blijft ook."}),
      paragraphs({"De tweede alinea blijft.", "De derde alinea blijft ook.", "Een lange alinea die verhuist."}));
  EXPECT_EQ(fates(comparison), (std::vector{Fate::kept, Fate::kept, Fate::moved}));
  EXPECT_EQ(comparison.change, Change::substantive);
  EXPECT_EQ(comparison.words_added + comparison.words_removed, 0U);
  EXPECT_EQ(comparison.paragraphs_changed, 1U);
}

TEST(Compare, FollowsASplitParagraphWithAnEdit) {
  const auto comparison = compare(
      paragraphs(
          {"Kop", "Het eerste deel gaat over asiel en migratie. Het tweede deel gaat over het budget van 2024."}),
      paragraphs(
          {"Kop", "Het eerste deel gaat over asiel en migratie.", "Het tweede deel gaat over het budget van 2025."}));
  EXPECT_EQ(fates(comparison), (std::vector{Fate::kept, Fate::changed}));
  EXPECT_EQ(comparison.words_added, 1U);
  EXPECT_EQ(comparison.words_removed, 1U);
}

TEST(Compare, PutsRemovedParagraphsWhereTheyStood) {
  const auto comparison = compare(paragraphs({"eerste alinea hier", "weg ermee", "laatste alinea daar"}),
                                  paragraphs({"eerste alinea hier", "laatste alinea daar", "toegift aan het eind"}));
  EXPECT_EQ(fates(comparison), (std::vector{Fate::kept, Fate::removed, Fate::kept, Fate::added}));
  EXPECT_EQ(comparison.paragraphs[1].before, 1U);
  EXPECT_EQ(comparison.paragraphs[3].after, 2U);
}

TEST(Compare, GivesBackBothTextsAndTheSameCountsInBothDirections) {
  std::mt19937 random(7);
  for (int round = 0; round < 1500; ++round) {
    const std::size_t vocabulary = round % 3 == 0 ? 3 : round % 3 == 1 ? 30 : 1000;
    const Text before = random_text(random, below(random, 12), vocabulary);
    const Text after =
        round % 5 == 0 ? random_text(random, below(random, 12), vocabulary) : edited(before, random, below(random, 8));
    const auto there = compare(before, after), back = compare(after, before);
    ASSERT_EQ(applied(there, Piece::removed), fold_layout(before)) << round;
    ASSERT_EQ(applied(there, Piece::added), fold_layout(after)) << round;
    ASSERT_EQ(there.change, back.change);
    ASSERT_EQ(there.words_added, back.words_removed) << round;
    ASSERT_EQ(there.words_removed, back.words_added) << round;
    ASSERT_EQ(there.paragraphs_changed, back.paragraphs_changed) << round;
    ASSERT_EQ(compare(after, after).change, Change::none);
    std::vector<bool> seen(after.blocks.size());
    std::size_t last = 0;
    for (const auto& p : there.paragraphs) {
      if (p.fate == Fate::removed) continue;
      ASSERT_LT(p.after, after.blocks.size());
      ASSERT_FALSE(seen[p.after]);
      seen[p.after] = true;
      ASSERT_GE(p.after, last);
      last = p.after;
    }
  }
}

TEST(Compare, SaysCosmeticExactlyWhenTheFoldedTextsAreEqual) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const Text before = random_text(random, 1 + below(random, 6), 40);
    const Text after = edited(before, random, 1 + below(random, 3));
    const bool same_words = fold_layout(before) == fold_layout(after), same = normalise(before) == normalise(after);
    const auto expected = same ? Change::none : same_words ? Change::cosmetic : Change::substantive;
    ASSERT_EQ(compare(before, after).change, expected);
  }
}

TEST(Normalise, ChangesNothingTheSecondTimeAndTakesAnyBytes) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    for (std::size_t i = below(random, 200); i > 0; --i) bytes += static_cast<char>(below(random, 256));
    if (round % 4 == 0) bytes += "e\u0301\u0323\u200Bo\u0308\u0041\u030A";
    const std::string once = normalise(paragraphs({bytes}));
    ASSERT_EQ(std::count(once.begin(), once.end(), '\n'), 1);
    ASSERT_EQ(normalise(paragraphs({once.substr(2, once.size() - 3)})), once);
  }
}

TEST(Normalise, KeepsKindsLevelsLabelsAndCellsApart) {
  Text text;
  text.blocks = {{BlockKind::heading, 2, "", "Kop"},
                 {BlockKind::list_item, 1, "a)", "punt"},
                 {BlockKind::table_row, 1, "", "een \t twee"},
                 {BlockKind::table_row, 1, "", "drie"},
                 {BlockKind::footnote, 0, "1", "noot"}};
  EXPECT_EQ(normalise(text), "h2\tKop\nli1\ta)\tpunt\ntr\teen\ttwee\ntr1\tdrie\nfn\t1\tnoot\n");
}

template <typename Work>
double seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A quadratic way would take minutes; the limit leaves room for sanitizers on a busy machine.
constexpr double kLimit = 20;

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(HostileTexts, OfAMillionEqualWordsTakeBoundedTime) {
  const Text a = paragraphs({repeated("ja ", 1'000'000)}), b = paragraphs({repeated("ja ", 900'000) + "nee"});
  const double time = seconds([&] { EXPECT_EQ(compare(a, b).words_added, 1U); });
  RecordProperty("seconds", std::to_string(time));
  EXPECT_LT(time, kLimit);
}

TEST(HostileTexts, OfUnrelatedWordsTakeBoundedTime) {
  std::mt19937 random(5);
  for (const std::size_t vocabulary : {2UL, 200UL, 50'000UL}) {
    const Text a = random_text(random, 14'000, vocabulary), b = random_text(random, 14'000, vocabulary);
    const double time = seconds([&] { EXPECT_EQ(compare(a, b).change, Change::substantive); });
    RecordProperty("seconds_paragraphs_" + std::to_string(vocabulary), std::to_string(time));
    EXPECT_LT(time, kLimit);
    Text one = paragraphs({""}), other = one;
    for (const auto& block : a.blocks) one.blocks[0].text += block.text + " ";
    for (const auto& block : b.blocks) other.blocks[0].text += block.text + " ";
    const double whole = seconds([&] { EXPECT_EQ(compare(one, other).change, Change::substantive); });
    RecordProperty("seconds_one_" + std::to_string(vocabulary), std::to_string(whole));
    EXPECT_LT(whole, kLimit);
  }
}

TEST(HostileTexts, OfALineAWordOrOfCombiningMarksTakeBoundedTime) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < 100'000; ++i) lines.push_back("woord" + std::to_string(i % 777) + " een twee drie");
  const Text a = paragraphs(lines), b = paragraphs({repeated("woord1 een twee drie ", 100'000)});
  EXPECT_LT(seconds([&] { EXPECT_EQ(compare(a, b).change, Change::substantive); }), kLimit);
  const Text marks = paragraphs({"a" + repeated("\u0301\u0323", 300'000)});
  EXPECT_LT(seconds([&] { EXPECT_FALSE(normalise(marks).empty()); }), kLimit);
}

}  // namespace
}  // namespace griffier::diff
