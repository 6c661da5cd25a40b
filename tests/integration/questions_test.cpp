// The life of questions through the whole program: asked, postponed, partly answered, answered; by papers on disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>

#include "publications/instant.h"
#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string demo(const std::string& name) { return griffier::tests::source_dir() + "/tools/demo/" + name + ".xml"; }

class QuestionPapers : public ::testing::Test {
 protected:
  QuestionPapers() {
    config_ = folder_.write("griffier.toml",
                            "[state]\ndir = \"" + state_.string() +
                                "\"\n[questions]\nrecess = [\"2026-02-14/2026-02-15\"]\n[[channel]]\nname = \"log\"\n"
                                "kind = \"file\"\npath = \"" +
                                (folder_.path() / "alerts.jsonl").string() +
                                "\"\n[[watch]]\nname = \"vragen\"\nchannels = [\"log\"]\nevents = "
                                "[\"question.asked\", \"question.postponed\", \"question.answered\", "
                                "\"question.partly_answered\", \"question.overdue\"]\n");
  }
  Ran ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--config", config_.string()});
    return griffier(state_, arguments);
  }
  // Imports papers in one command; they may concern the same set.
  void import(const std::vector<std::string>& names, bool baseline = false) {
    std::vector<std::string> arguments = {"import"};
    for (const auto& name : names) arguments.push_back(demo(name));
    if (baseline) arguments.emplace_back("--baseline");
    const auto ran = ask(arguments);
    ASSERT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  std::vector<std::string> states() {
    return rows(state_,
                "SELECT number, state, answered_on, answer_document_id, due_on FROM v_questions ORDER BY number");
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
  std::filesystem::path config_;
};

const std::vector<std::string> kAnswered = {"1|answered|2026-03-11|ah-tk-20252026-9002|2026-03-21",
                                            "2|answered|2026-03-11|ah-tk-20252026-9002|2026-03-21",
                                            "3|answered|2026-03-18|ah-tk-20252026-9003|2026-03-21"};

TEST_F(QuestionPapers, GoFromAskedToAnsweredWithAnAlertForEachStep) {
  import({"question", "postponement", "answer-part", "answer-rest"});
  EXPECT_EQ(states(), kAnswered);
  EXPECT_THAT(rows(state_, "SELECT kind, document_id, summary FROM v_events WHERE set_id IS NOT NULL"),
              ElementsAre("question.asked|kv-tk-2026Z90001|kv-tk-2026Z90001: 3 questions by Duinker (Kustpartij) to "
                          "Minister van Water en Wind; due on 2026-02-28",
                          "question.postponed|ah-tk-20252026-9001|kv-tk-2026Z90001: postponed; due on 2026-03-21 "
                          "instead of 2026-02-28",
                          "question.partly_answered|ah-tk-20252026-9002|kv-tk-2026Z90001: questions 1 and 2 of 3 "
                          "answered on 2026-03-11",
                          "question.answered|ah-tk-20252026-9003|kv-tk-2026Z90001: question 3 of 3 answered on "
                          "2026-03-18"));
  const auto alerts = lines_of(folder_.read("alerts.jsonl"));
  ASSERT_EQ(alerts.size(), 4U);
  const auto last = boost::json::parse(alerts[3]).as_object();
  const auto& question = last.at("papers").as_array().at(0).as_object().at("questions").as_array();
  ASSERT_EQ(question.size(), 1U);
  EXPECT_EQ(question[0].as_object().at("heading"), "Vraag 3");
  EXPECT_EQ(question[0].as_object().at("answer"), "Het besluit over de vergunningen voor 2027 volgt in september.");
}

TEST_F(QuestionPapers, AreTheSameAfterARebuildAndInTheOtherOrder) {
  import({"answer-rest"});
  import({"answer-part", "question"});
  import({"postponement"});
  EXPECT_EQ(states(), kAnswered);
  const auto before = rows(state_, "SELECT * FROM v_questions");
  const auto events = rows(state_, "SELECT * FROM v_events WHERE revision IS NOT NULL");
  EXPECT_EQ(ask({"verify"}).exit_code, 0);
  EXPECT_EQ(ask({"rebuild"}).exit_code, 0);
  EXPECT_EQ(rows(state_, "SELECT * FROM v_questions"), before);
  EXPECT_EQ(rows(state_, "SELECT * FROM v_events WHERE revision IS NOT NULL"), events);
}

TEST_F(QuestionPapers, AreOverdueOnceAndToldUnlessTheyCameWithABaseline) {
  import({"question"});
  EXPECT_THAT(rows(state_, "SELECT event_id FROM v_events WHERE kind = 'question.overdue'"),
              ElementsAre("kv-tk-2026Z90001@2026-02-28/question.overdue"));
  EXPECT_EQ(lines_of(folder_.read("alerts.jsonl")).size(), 2U);
  EXPECT_EQ(ask({"once"}).exit_code, 0);
  EXPECT_EQ(row(state_, "SELECT count(*) FROM v_events WHERE kind = 'question.overdue'"), "1");
  EXPECT_EQ(lines_of(folder_.read("alerts.jsonl")).size(), 2U);
}

TEST_F(QuestionPapers, OfABaselineAreRecordedWithoutTelling) {
  import({"question"}, true);
  EXPECT_EQ(row(state_, "SELECT count(*) FROM v_events WHERE kind = 'question.overdue'"), "1");
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "alerts.jsonl"));
}

TEST_F(QuestionPapers, AreListedShownAndCounted) {
  import({"question", "postponement", "answer-part"});
  EXPECT_THAT(ask({"questions", "--overdue", "--ministry", "water", "--fractie", "kustpartij"}).out,
              HasSubstr("kv-tk-2026Z90001"));
  EXPECT_EQ(ask({"questions", "--fractie", "kust"}).out, "no questions\n");
  EXPECT_EQ(lines_of(ask({"questions", "--open", "--json"}).out).size(), 1U);
  EXPECT_EQ(lines_of(ask({"questions", "--csv"}).out).size(), 4U);
  const auto shown = ask({"question", "2026Z90001", "2"}).out;
  EXPECT_THAT(shown, HasSubstr("due on 2026-03-21: six weeks after 2026-02-05, being postponed, 2 days of recess"));
  EXPECT_THAT(shown, HasSubstr("joined by askers, subject and date"));
  EXPECT_THAT(shown, HasSubstr("In 2025 hebben zeventien schepen"));
  EXPECT_THAT(shown, Not(HasSubstr("Bent u bekend")));
  import({"answer-rest"});
  EXPECT_THAT(ask({"questions", "--stats"}).out, HasSubstr("Water en Wind  1     1         41"));
  EXPECT_THAT(ask({"questions", "--stats", "--json"}).out, HasSubstr("\"median_days\":41"));
  EXPECT_EQ(ask({"question", "kv-tk-1900Z1"}).exit_code, 1);
}

TEST_F(QuestionPapers, CanBePartedAndJoinedByHand) {
  import({"question", "answer-rest"});
  EXPECT_EQ(ask({"question", "split", "kv-tk-2026Z90001", "ah-tk-20252026-9003"}).exit_code, 0);
  EXPECT_EQ(row(state_, "SELECT count(*) FROM v_questions WHERE set_id = 'kv-tk-2026Z90001' AND state = 'open'"), "3");
  // The archive has the decision: without the database it holds as well.
  std::filesystem::remove(std::filesystem::path(state_) / "griffier.db");
  ASSERT_EQ(ask({"rebuild"}).exit_code, 0);
  EXPECT_EQ(row(state_, "SELECT count(*) FROM v_questions WHERE set_id = 'kv-tk-2026Z90001' AND state = 'open'"), "3");
  EXPECT_EQ(ask({"question", "join", "kv-tk-2026Z90001", "ah-tk-20252026-9003"}).exit_code, 0);
  EXPECT_EQ(row(state_, "SELECT count(*) FROM v_questions WHERE set_id = 'kv-tk-2026Z90001' AND state = 'open'"), "2");
}

// --- the recorded papers, where they are present -------------------------------------------------------------------

const std::filesystem::path kRecorded = std::filesystem::path(source_dir()) / "../shared/recorded/pdftext_kv_ah";

class RecordedPapers : public QuestionPapers {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kRecorded)) GTEST_SKIP() << "no ../shared/recorded here";
  }
  void take(const std::vector<std::filesystem::path>& files) {
    std::vector<std::string> arguments = {"import"};
    for (const auto& file : files) arguments.push_back(file.string());
    const auto ran = ask(arguments);
    ASSERT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  }
  std::vector<std::string> members(const std::string& paper) {
    return rows(state_,
                "SELECT p.document_id, m.joined_by FROM question_members m JOIN question_papers p USING(paper_key)"
                " WHERE m.set_key IN (SELECT n.set_key FROM question_members n JOIN question_papers o"
                " USING(paper_key) WHERE o.document_id = '" +
                    paper + "') ORDER BY 1");
  }
};

TEST_F(RecordedPapers, AQuestionPaperAndTheLetterThatAnswersItJoinInEitherOrder) {
  const std::vector<std::filesystem::path> pair = {kRecorded / "kv-tk-2024Z18792.txt",
                                                   kRecorded / "docx-letter-55.txt"};
  for (const bool letter_first : {false, true}) {
    SCOPED_TRACE(letter_first);
    std::filesystem::remove_all(state_);
    take({pair[letter_first ? 1 : 0]});
    take({pair[letter_first ? 0 : 1]});
    EXPECT_EQ(rows(state_,
                   "SELECT set_id, count(*), min(state), max(state), count(answer_text), count(question_text) FROM"
                   " v_questions GROUP BY set_id"),
              (std::vector<std::string>{"kv-tk-2024Z18792|5|answered|answered|5|5"}));
    EXPECT_EQ(rows(state_, "SELECT kind FROM v_events WHERE set_id IS NOT NULL AND revision IS NOT NULL ORDER BY kind"),
              (std::vector<std::string>{"question.answered", "question.asked"}));
  }
}

// A Mededeling with this number whose header has the day and the members, but another subject: it belongs to an answer
// only because that names it.
std::string mededeling(const std::string& id, const boost::json::object& answer) {
  const auto year = id.substr(6, 8);
  const auto number = id.substr(15);
  std::string askers;
  for (const auto& asker : answer.at("askers").as_array()) {
    const auto& object = asker.as_object();
    askers += (askers.empty() ? "" : " en ") + std::string(object.at("name").as_string()) + " (" +
              std::string(object.at("party").as_string()) + ")";
  }
  const std::string asked(answer.at("asked_on").as_string());
  const auto printed = publications::dutch_date(publications::parse_iso_date(asked).value());
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" scheme="" content="https://zoek.officielebekendmakingen.nl/)" +
         id +
         R"(/metadata.xml"/></metadata><kamervragen><kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar )" +
         year.substr(0, 4) + "-" + year.substr(4) + "</tekstregel></kamervraagkop><kamervraagnummer>" + number +
         R"(</kamervraagnummer><kamervraagomschrijving type="vraag">Vragen van het lid )" + askers +
         R"( aan de Minister van Zuivel over <kamervraagonderwerp>een onderwerp in eigen woorden</kamervraagonderwerp> (ingezonden <datum isodatum=")" +
         asked + "\">" + printed +
         R"(</datum>).</kamervraagomschrijving><kamervraagomschrijving type="antwoord">Mededeling van Minister <naam><achternaam>Kaasjager</achternaam></naam> (Zuivel) (ontvangen <datum isodatum=")" +
         asked + "\">" + printed +
         R"(</datum>).</kamervraagomschrijving><kamervraagopmerking><kop><titel>Mededeling</titel></kop><al>De vragen kunnen niet binnen de gebruikelijke termijn van drie weken worden beantwoord, aangezien meer tijd nodig is.</al></kamervraagopmerking></kamervragen></officiele-publicatie>)";
}

TEST_F(RecordedPapers, AnswersJoinTheEarlierAanhangselThatTheyNameAcrossTheYearBoundaryToo) {
  std::vector<std::filesystem::path> answers;
  std::vector<std::filesystem::path> notices;
  std::vector<std::pair<std::string, std::string>> pairs;  // answer, postponement
  std::size_t other_years = 0;
  for (const auto* number : {"558", "571", "576", "578", "584", "585", "586", "593"}) {
    const auto id = std::string("ah-tk-20242025-") + number;
    answers.push_back(kRecorded / (id + ".txt"));
    const auto read = run({program(), "read", "--json", answers.back().string()});
    const auto facts = boost::json::parse(read.out).as_object();
    const std::string earlier(facts.at("see_also").as_array().at(0).as_string());
    other_years += earlier.starts_with("ah-tk-20232024-") ? 1 : 0;
    pairs.emplace_back(id, earlier);
    notices.push_back(folder_.write(earlier + ".xml", mededeling(earlier, facts)));
  }
  EXPECT_EQ(other_years, 2U);
  for (const bool notices_first : {true, false}) {
    SCOPED_TRACE(notices_first);
    std::filesystem::remove_all(state_);
    take(notices_first ? notices : answers);
    take(notices_first ? answers : notices);
    for (const auto& [answer, notice] : pairs) {
      const auto both = members(answer);
      ASSERT_EQ(both.size(), 2U) << answer;
      EXPECT_THAT(both, ::testing::Contains(::testing::StartsWith(notice + "|"))) << answer;
      EXPECT_THAT(both, ::testing::Contains(HasSubstr("earlier Aanhangsel"))) << answer;
      EXPECT_EQ(row(state_,
                    "SELECT count(*) FROM v_questions v JOIN question_members m JOIN question_sets s ON"
                    " s.set_key = m.set_key AND s.set_id = v.set_id JOIN question_papers p USING(paper_key)"
                    " WHERE p.document_id = '" +
                        answer + "' AND v.state NOT IN ('answered')"),
                "0")
          << answer;
    }
    EXPECT_EQ(row(state_, "SELECT count(*) FROM v_events WHERE kind = 'question.postponed'"), "8");
  }
}

}  // namespace
}  // namespace griffier::tests
