// A small made-up year of questions through the whole program: papers as they are printed, taken in in random order by
// several runs; the record and the alerts equal the truth of a clerk who does it by hand.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "tests/support/printed_questions.h"
#include "tests/support/program.h"
#include "tests/unit/store/question_year.h"

namespace griffier::tests {
namespace {

namespace json = boost::json;
using store::testing::Clerk;

class PrintedYear : public ::testing::Test {
 protected:
  PrintedYear() {
    config_ = folder_.write("griffier.toml",
                            fmt::format("[state]\ndir = \"{}\"\n[[channel]]\nname = \"log\"\nkind = \"file\"\npath = "
                                        "\"{}\"\n[[watch]]\nname = \"vragen\"\nchannels = [\"log\"]\nstorm = 100000\n"
                                        "events = [\"question.asked\", \"question.postponed\", \"question.answered\", "
                                        "\"question.partly_answered\", \"question.withdrawn\", \"question.overdue\"]\n",
                                        state_.string(), (folder_.path() / "alerts.jsonl").string()));
  }
  void import(const std::filesystem::path& batch) {
    const auto ran = griffier(state_, {"--config", config_.string(), "import", "--quiet", batch.string()});
    ASSERT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  // "kind set" of each event that was told, and whether every answer stands beside its own question.
  std::vector<std::string> told() {
    std::vector<std::string> out;
    for (const auto& line : lines_of(folder_.read("alerts.jsonl"))) {
      const auto alert = json::parse(line).as_object();
      for (const auto& paper : alert.at("papers").as_array()) {
        for (const auto& event : paper.as_object().at("events").as_array()) {
          const auto& object = event.as_object();
          out.push_back(std::string(object.at("kind").as_string()) + " " +
                        std::string(object.at("set_id").as_string()));
        }
        for (const auto& one : paper.as_object().at("questions").as_array()) expect_own_answer(one.as_object());
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
  std::filesystem::path config_;
};

TEST_F(PrintedYear, TakenInByTheWholeProgramInRandomOrderHasItsTruthAndItsAlerts) {
  constexpr std::size_t kBatches = 5;
  const auto year = store::testing::make_year(40, 11, store::testing::Known::printed);
  const auto order = store::testing::shuffled(year, 12);
  Clerk clerk(year);
  std::vector<std::string> expected;
  for (std::size_t batch = 0; batch < kBatches; ++batch) {
    const auto folder = folder_.path() / std::to_string(batch);
    std::filesystem::create_directory(folder);
    for (std::size_t i = order.size() * batch / kBatches; i < order.size() * (batch + 1) / kBatches; ++i) {
      const auto& paper = year.papers[order[i]];
      folder_.write(fmt::format("{}/{:04}.xml", batch, i), printed(paper, year));
      for (const auto& line : clerk.take(paper)) expected.push_back(line.substr(0, line.find(": ")));
    }
    import(folder);
    for (const auto& one : clerk.overdue("2100-01-01"))
      expected.push_back("question.overdue " + one.substr(0, one.find('@')));
  }
  std::string truth;
  for (std::size_t story = 0; story < year.stories.size(); ++story) truth += clerk.states(story);
  EXPECT_EQ(rows(state_,
                 "SELECT set_id, number, state, ifnull(answered_on, 'NULL'), ifnull(answer_document_id, 'NULL'),"
                 " ifnull(due_on, 'NULL') FROM v_questions ORDER BY set_id, cast(number AS integer)")
                .size(),
            lines_of(truth).size());
  for (std::size_t story = 0; story < year.stories.size(); ++story) {
    std::string in;
    for (const auto& set : clerk.set_ids(story)) in += (in.empty() ? "'" : ",'") + set + "'";
    EXPECT_EQ(rows(state_,
                   "SELECT set_id, number, state, ifnull(answered_on, 'NULL'), ifnull(answer_document_id, 'NULL'),"
                   " ifnull(due_on, 'NULL') FROM v_questions WHERE set_id IN (" +
                       in + ") ORDER BY set_id, cast(number AS integer)"),
              lines_of(clerk.states(story)));
  }
  EXPECT_EQ(
      rows(state_, "SELECT e.kind || ' ' || e.set_id FROM events e WHERE e.set_id IS NOT NULL ORDER BY e.sequence"),
      expected);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(told(), expected);
}

}  // namespace
}  // namespace griffier::tests
