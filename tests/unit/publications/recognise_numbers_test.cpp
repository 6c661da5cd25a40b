#include <gtest/gtest.h>

#include "publications/recognise/dates.h"
#include "publications/recognise/grouped.h"
#include "publications/recognise/numbers.h"
#include "tests/unit/publications/recognise_support.h"

namespace griffier::publications::reader {
namespace {

using Numbers = std::vector<int>;

TEST(QuestionNumbers, AreReadInEveryWayPeopleGroupThem) {
  EXPECT_EQ(read_group("3"), (Numbers{3}));
  EXPECT_EQ(read_group("3, 4 en 5"), (Numbers{3, 4, 5}));
  EXPECT_EQ(read_group("2 t/m 6"), (Numbers{2, 3, 4, 5, 6}));
  EXPECT_EQ(read_group("1 tot en met 5"), (Numbers{1, 2, 3, 4, 5}));
  EXPECT_EQ(read_group("4-7:"), (Numbers{4, 5, 6, 7}));
  EXPECT_EQ(read_group("2–4"), (Numbers{2, 3, 4}));
  EXPECT_EQ(read_group("9 10 en 11"), (Numbers{9, 10, 11}));
  EXPECT_EQ(read_group("1,2,3,4 en 5"), (Numbers{1, 2, 3, 4, 5}));
  EXPECT_EQ(read_group("7, 8, en 9"), (Numbers{7, 8, 9}));
  EXPECT_EQ(read_group("6 & 7"), (Numbers{6, 7}));
  EXPECT_EQ(read_group("1, 3 t/m 5 en 9"), (Numbers{1, 3, 4, 5, 9}));
  EXPECT_EQ(read_group("3a en 3b"), (Numbers{3}));
}

TEST(QuestionNumbers, RefuseYearsPercentagesAndBackwardRanges) {
  EXPECT_TRUE(read_group("2024").empty());
  EXPECT_TRUE(read_group("65% meer").empty());
  EXPECT_TRUE(read_group("0").empty());
  EXPECT_EQ(read_group("7-3"), (Numbers{7}));
  EXPECT_EQ(read_group("1 t/m 999"), (Numbers{1}));
}

TEST(QuestionNumbers, SayHowMuchTheyRead) {
  std::size_t length = 0;
  EXPECT_EQ(read_group("3 en 4 Klopt het", &length), (Numbers{3, 4}));
  EXPECT_EQ(length, 6U);
}

struct HeadingCase {
  std::string_view line;
  HeadingKind kind;
  Numbers numbers;
  std::string_view rest;
};

TEST(NumberedHeadings, AreReadInEveryFormOfTheMinistries) {
  for (const auto& one : std::initializer_list<HeadingCase>{
           {"Vraag 3, 4 en 5", HeadingKind::question, {3, 4, 5}, ""},
           {"Vragen 2 t/m 4:", HeadingKind::question, {2, 3, 4}, ""},
           {"VRAAG 12", HeadingKind::question, {12}, ""},
           {"Vraag 1 Kent u het bericht?", HeadingKind::question, {1}, "Kent u het bericht?"},
           {"Vraag 1: kent u het bericht?", HeadingKind::question, {1}, "kent u het bericht?"},
           {"Antwoord 5:", HeadingKind::answer, {5}, ""},
           {"Antwoord op vraag 2", HeadingKind::answer, {2}, ""},
           {"Antwoord op de vragen 4 tot en met 6", HeadingKind::answer, {4, 5, 6}, ""},
           {"Antwoord vragen 1,2,3,4 en 5", HeadingKind::answer, {1, 2, 3, 4, 5}, ""},
           {"Antwoord vraag 4-7:", HeadingKind::answer, {4, 5, 6, 7}, ""},
           {"Antwoorden op vraag 3, 4, 5, 9 en 10", HeadingKind::answer, {3, 4, 5, 9, 10}, ""},
           {"Antwoord 2 Ja.", HeadingKind::answer, {2}, "Ja."},
           {"Antwoord:", HeadingKind::answer, {}, ""},
           {"Antwoord: Ja.", HeadingKind::answer, {}, "Ja."},
           {"Beantwoording vraag 3", HeadingKind::answer, {3}, ""},
           {"Mededeling", HeadingKind::notice, {}, ""},
           {"Toelichting: Deze vragen vullen aan.", HeadingKind::explanation, {}, "Deze vragen vullen aan."}}) {
    const auto heading = read_heading(one.line);
    ASSERT_TRUE(heading) << one.line;
    EXPECT_EQ(heading->kind, one.kind) << one.line;
    EXPECT_EQ(heading->numbers, one.numbers) << one.line;
    EXPECT_EQ(heading->rest, one.rest) << one.line;
  }
}

TEST(NumberedHeadings, AreNotSeenInSentences) {
  for (const std::string_view line :
       {"Antwoord van Minister Pietersen (Defensie)", "Vraag 2 en 3 hangen samen.", "antwoord op vraag 5).",
        "Vragen van het lid Jansen", "Vraag 1.2 van het formulier", "Antwoorden zijn er niet",
        "Toelichting op de begroting", "Mededeling van Minister Pietersen", "Vraag 2024 is geen nummer", "2, 3 en 4"}) {
    EXPECT_FALSE(read_heading(line)) << line;
  }
}

TEST(GroupedQuestions, AreDividedAtLostParagraphBreaks) {
  const auto parts = divide({"Klopt het dat de brug sluit?Bent u bereid in te grijpen? Zo ja, hoe?"}, 2);
  EXPECT_EQ(parts,
            (std::vector<std::string>{"Klopt het dat de brug sluit?", "Bent u bereid in te grijpen? Zo ja, hoe?"}));
}

TEST(GroupedQuestions, KeepFollowUpsWithWhatTheyFollow) {
  const auto parts =
      divide({"Deelt u de mening dat het veer moet varen? Zo nee, waarom niet? Kunt u uw antwoord toelichten? Heeft u "
              "contact gehad met de reder? Graag een toelichting. Wanneer vaart het weer?"},
             3);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0], "Deelt u de mening dat het veer moet varen? Zo nee, waarom niet? Kunt u uw antwoord toelichten?");
  EXPECT_EQ(parts[1], "Heeft u contact gehad met de reder? Graag een toelichting.");
  EXPECT_EQ(parts[2], "Wanneer vaart het weer?");
}

TEST(GroupedQuestions, BeginAtAParagraphEvenWithZoJa) {
  const auto parts = divide({"Is een wijziging nodig? Of niet?", "Zo ja, welke termijn past daarbij? Of geen?"}, 2);
  EXPECT_EQ(parts[1], "Zo ja, welke termijn past daarbij? Of geen?");
}

TEST(GroupedQuestions, AreAllGivenTheWholeTextWhenItCannotBeDivided) {
  EXPECT_EQ(divide({"Graag een reactie."}, 2), (std::vector<std::string>{"Graag een reactie.", "Graag een reactie."}));
}

TEST(Dates, AreReadWithTypingErrors) {
  EXPECT_EQ(day(read_date("15 novmeber 2024")), "2024-11-15");
  EXPECT_EQ(day(read_date("24oktober 2024")), "2024-10-24");
  EXPECT_EQ(day(date_after("(ontvangen (ontvangen 7 juni 2024)", "ontvangen")), "2024-06-07");
  EXPECT_EQ(day(read_date("31 november 2024")), "");
  EXPECT_EQ(day(read_date("3 mxx 2024")), "");
}

TEST(Dates, WithoutAYearAreTheLatestBeforeWhatIsKnown) {
  const Date known{std::chrono::year(2025), std::chrono::month(1), std::chrono::day(10)};
  EXPECT_EQ(day(recent_date("6 november jl.", known)), "2024-11-06");
  EXPECT_EQ(day(recent_date("6 januari jl.", known)), "2025-01-06");
}

}  // namespace
}  // namespace griffier::publications::reader
