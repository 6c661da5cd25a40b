// Whom a filter of questions names.
#include "store/record/questions_filter.h"

#include "question_sheets.h"

namespace griffier::store {
namespace {

using questions::folded;
using questions::names_ministry;

TEST(QuestionsFilter, ComparesNamesWithoutCaseAndAccents) {
  EXPECT_EQ(folded("Çelebi-Öz"), folded("celebi-oz"));
  EXPECT_EQ(folded("KRÖGER"), "kroger");
  EXPECT_EQ(folded("\xff\xfe"), "\xff\xfe");
  EXPECT_EQ(folded(""), "");
}

TEST(QuestionsFilter, KnowsAMinistryByItsWordsAndByItsAbbreviation) {
  const auto* const welfare = "Minister van Volksgezondheid, Welzijn en Sport";
  EXPECT_TRUE(names_ministry(welfare, "volksgezondheid"));
  EXPECT_TRUE(names_ministry(welfare, "VWS"));
  EXPECT_TRUE(names_ministry(welfare, "vws"));
  EXPECT_FALSE(names_ministry(welfare, "VW"));
  EXPECT_TRUE(names_ministry("Minister van Justitie en Veiligheid", "J&V"));
  EXPECT_TRUE(names_ministry("Staatssecretaris van Infrastructuur en Waterstaat", "IenW"));
  const auto* const two = "Minister voor Dijken en Duinen, Staatssecretaris van Onderwijs, Cultuur en Wetenschap";
  EXPECT_TRUE(names_ministry(two, "OCW"));
  EXPECT_TRUE(names_ministry(two, "DD"));
  EXPECT_FALSE(names_ministry(two, "DDOCW"));
  EXPECT_FALSE(names_ministry("", "VWS"));
}

TEST(QuestionsFilter, KnowsAFractieByItsNameAndItsAbbreviation) {
  QuestionSetRow set;
  set.fractie = "VVD, Nieuw Sociaal Contract";
  QuestionFilter filter;
  filter.fractie = "nsc";
  EXPECT_TRUE(questions::Who(filter).fits(set));
  filter.fractie = "VVD";
  EXPECT_TRUE(questions::Who(filter).fits(set));
  filter.fractie = "PvdD";
  EXPECT_FALSE(questions::Who(filter).fits(set));
}

class QuestionLists : public testing::QuestionDesk {
 protected:
  using Field = std::string QuestionFilter::*;
  std::string found(const std::vector<std::pair<Field, std::string>>& wanted) {
    QuestionFilter filter;
    for (const auto& [field, value] : wanted) filter.*field = value;
    std::string out;
    for (const auto& set : Questions(registrar_->record()).sets(filter)) out += set.set_id + " ";
    return out;
  }
};

TEST_F(QuestionLists, AreChosenByWhoAskedAndWhoIsAsked) {
  testing::Sheet accented = testing::kAsked;
  accented.askers = "Çelebi+Van Zanten";
  write(accented);
  testing::Sheet other = testing::kAsked;
  other.id = "kv-tk-2024Z2";
  other.extra = R"("zaaknummer":"2024Z2")";
  other.subject = "iets heel anders";
  other.askers = "Bever";
  write(other);
  EXPECT_EQ(found({{&QuestionFilter::member, "celebi"}}), "kv-tk-2024Z1 ");
  EXPECT_EQ(found({{&QuestionFilter::fractie, "POLDERPARTIJ"}}), "kv-tk-2024Z1 kv-tk-2024Z2 ");
  EXPECT_EQ(found({{&QuestionFilter::fractie, "Polder"}}), "") << "a fractie has its whole name";
  EXPECT_EQ(found({{&QuestionFilter::ministry, "zuivel"}}), "kv-tk-2024Z1 kv-tk-2024Z2 ");
  EXPECT_EQ(found({{&QuestionFilter::ministry, "zuivel"}, {&QuestionFilter::member, "bever"}}), "kv-tk-2024Z2 ");
  EXPECT_EQ(found({{&QuestionFilter::member, "100%"}}), "");
}

TEST_F(QuestionLists, WithoutADayOfAskingAreChosenByTheDayOfTheirPaper) {
  testing::Sheet list{.id = "kst-31415-40", .kind = "written_consultation", .asked_on = "", .on_date = "2024-11-01"};
  list.askers = list.subject = "";
  list.extra =
      R"("dossier_title":"Kaaswet","fracties":[{"name":"D66","questions":[{"number":1,"text":"Wanneer komt de )"
      R"(wet over de kaas en het melkvet naar de Kamer?"}]}])";
  write(list);
  EXPECT_EQ(found({{&QuestionFilter::since, "2024-11-01"}}), "kst-31415-40#D66 ");
  EXPECT_EQ(found({{&QuestionFilter::since, "2024-11-02"}}), "");
  EXPECT_EQ(Questions(registrar_->record()).set("kst-31415-40#D66")->subject, "Kaaswet");
}

}  // namespace
}  // namespace griffier::store
