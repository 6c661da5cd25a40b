// The property that the order of arrival and the interruptions change nothing: for every order the states, the events
// and the deliveries equal what a clerk who does it by hand has (question_year.h), at every step.
//
// GRIFFIER_LONG_TESTS=1 takes 3,000 sets.
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <cstdlib>

#include "question_year.h"
#include "record_fixture.h"
#include "store/integrity.h"
#include "store/record/questions.h"
#include "store/record/questions_plan.h"
#include "store/record/schema.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

using testing::Clerk;
using testing::Folder;
using testing::select;
using testing::Year;
using testing::YearPaper;

bool long_run() { return std::getenv("GRIFFIER_LONG_TESTS") != nullptr; }

// The record that papers come in at.
class Desk {
 public:
  virtual ~Desk() = default;
  virtual Record& record() = 0;
  // What it told, as the clerk says it, but with whole summaries.
  virtual std::vector<std::string> take(const YearPaper& paper, const Year& year, publications::Instant at) = 0;
  virtual void restart() = 0;
};

std::vector<std::string> told(const std::vector<NewEvent>& events) {
  std::vector<std::string> out;
  for (const auto& event : events) out.push_back(event.kind + " " + event.summary);
  return out;
}

// With archive and all.
class WholeDesk : public Desk {
 public:
  explicit WholeDesk(std::filesystem::path folder) : folder_(std::move(folder)) { open(); }
  Record& record() override { return registrar_->record(); }
  void restart() override {
    registrar_.reset();
    open();
  }
  std::vector<std::string> take(const YearPaper& paper, const Year& year, publications::Instant at) override {
    NewRevision revision = testing::letter(paper.id, paper.facts(year.stories));
    const auto last = record().last_revision(paper.id);
    EXPECT_EQ(last.has_value(), paper.again) << paper.id;
    if (last) revision.change = "substantive";
    revision.observed_at = at;
    revision.kind = paper.document_kind();
    revision.facts_json = paper.facts(year.stories);
    const auto preview =
        preview_questions(record(), paper.id, revision.change, revision.facts_json, revision.observed_at);
    revision.events = preview.events;
    for (std::size_t i = 0; i < revision.events.size(); ++i) {
      NewDelivery delivery;
      delivery.event = i;
      delivery.watch = delivery.channel = delivery.recipient = "alles";
      delivery.due_at = at;
      revision.deliveries.push_back(delivery);
    }
    registrar_->write(std::vector<NewRevision>{revision});
    return told(preview.events);
  }

 private:
  void open() { registrar_ = std::make_unique<Registrar>(folder_, Open::read_write); }
  std::filesystem::path folder_;
  std::unique_ptr<Registrar> registrar_;
};

// SQLite alone, for many orders.
class QuickDesk : public Desk {
 public:
  explicit QuickDesk(const std::filesystem::path& folder) : file_(folder / "griffier.db") { restart(); }
  Record& record() override { return *record_; }
  void restart() override {
    record_.reset();
    db_.reset();
    db_ = std::make_unique<Database>(file_, Database::Mode::read_write);
    db_->execute("PRAGMA synchronous = OFF");
    register_search(db_->handle());
    migrate(*db_);
    record_ = std::make_unique<Record>(file_, false);
  }
  std::vector<std::string> take(const YearPaper& paper, const Year& year, publications::Instant at) override {
    Entry entry;
    entry.document_id = paper.id;
    entry.revision = ++revisions_[paper.id];
    entry.commit_id = std::to_string(++commits_);
    entry.change = entry.revision == 1 ? "new" : "substantive";
    entry.source = "kamer";
    entry.kind = paper.document_kind();
    entry.observed_at = at;
    entry.facts = boost::json::parse(paper.facts(year.stories)).as_object();
    Transaction transaction(db_->handle());
    const auto plan =
        questions::plan(*db_, paper.id, questions::claims_of(paper.id, entry.facts, entry.observed_at), false);
    entry.events = plan.events;
    enter(*db_, entry);
    transaction.commit();
    return told(plan.events);
  }

 private:
  std::filesystem::path file_;
  std::unique_ptr<Database> db_;
  std::unique_ptr<Record> record_;
  std::map<std::string, int> revisions_;
  int commits_ = 0;
};

std::string states(Record& record, const std::vector<std::string>& sets) {
  std::string in;
  for (const auto& set : sets) in += (in.empty() ? "'" : ",'") + set + "'";
  return select(record.handle(),
                "SELECT set_id, number, state, answered_on, answer_document_id, due_on FROM v_questions"
                " WHERE set_id IN (" +
                    in + ") ORDER BY set_id, cast(number AS integer)");
}

std::string first_line(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

class QuestionYear : public ::testing::Test {
 protected:
  // Takes a whole year in, in some order, with a restart after every `session` papers, and compares every step. False
  // at the first difference.
  bool run(Desk& desk, const Year& year, unsigned seed, std::size_t session) {
    Clerk clerk(year);
    expected_.clear();
    std::size_t taken = 0;
    for (const std::size_t index : shuffled(year, seed)) {
      const auto& paper = year.papers[index];
      if (++taken % session == 0) desk.restart();
      const auto at =
          testing::at("2024-02-01T12:00:00Z") +
          std::chrono::seconds(static_cast<long>(taken) * 86400 * 330 / static_cast<long>(year.papers.size()));
      const auto hears = clerk.take(paper);
      const auto says = desk.take(paper, year, at);
      const bool same = hears.size() == says.size() &&
                        std::equal(hears.begin(), hears.end(), says.begin(),
                                   [](const auto& part, const auto& whole) { return whole.starts_with(part); });
      EXPECT_TRUE(same) << "seed " << seed << ", paper " << taken << " " << paper.id << "\nexpected\n"
                        << first_line(hears) << "\ntold\n"
                        << first_line(says) << "\n"
                        << select(desk.record().handle(),
                                  "SELECT s.set_id, p.paper, m.joined_by, p.zaken, p.see_also, p.askers_key FROM "
                                  "question_members m JOIN question_sets s USING(set_key) JOIN question_papers p "
                                  "USING(paper_key) WHERE s.set_id LIKE '%" +
                                      paper.id.substr(0, paper.id.size() - 1) + "%'");
      if (!same) return false;
      for (const auto& line : hears) expected_.push_back(line.substr(0, line.find(": ")));
      for (const int story : paper.stories) {
        const auto truth = clerk.states(static_cast<std::size_t>(story));
        const auto now = states(desk.record(), clerk.set_ids(static_cast<std::size_t>(story)));
        EXPECT_EQ(now, truth) << "seed " << seed << ", paper " << taken << " " << paper.id;
        if (now != truth) return false;
      }
      if (taken % 20 == 0 && !pass_terms(desk, clerk, at)) return false;
    }
    return same_in_the_end(desk, clerk, year, seed);
  }

  bool pass_terms(Desk& desk, Clerk& clerk, publications::Instant at) {
    const auto today = publications::amsterdam_date(at);
    Questions questions(desk.record());
    std::vector<std::string> noted;
    for (const auto& one : questions.newly_overdue(today, 1000)) {
      questions.note_overdue({{one, {}}}, at);
      noted.push_back(one.set_id + "@" + one.due_on);
      expected_.push_back("question.overdue " + one.set_id);
    }
    const auto passed = clerk.overdue(publications::iso_date(today));
    EXPECT_EQ(noted, passed);
    return noted == passed;
  }

  bool same_in_the_end(Desk& desk, const Clerk& clerk, const Year& year, unsigned seed) {
    std::string truth;
    std::string offices;
    for (std::size_t story = 0; story < year.stories.size(); ++story) {
      truth += clerk.states(story);
      if (!clerk.office(story).empty()) offices += year.stories[story].set_id() + "|" + clerk.office(story) + "\n";
    }
    const auto all = select(desk.record().handle(),
                            "SELECT set_id, number, state, answered_on, answer_document_id, due_on FROM v_questions");
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), std::count(truth.begin(), truth.end(), '\n')) << seed;
    EXPECT_EQ(select(desk.record().handle(),
                     "SELECT set_id, addressed_to FROM question_sets WHERE addressed_to IS NOT NULL ORDER BY set_id"),
              offices);
    std::vector<std::string> events;
    Statement query(desk.record().handle(), "SELECT kind || ' ' || set_id FROM events ORDER BY sequence");
    while (query.step()) events.push_back(query.text(0));
    EXPECT_EQ(events, expected_) << seed;
    return events == expected_;
  }

  std::vector<std::string> expected_;  // "kind set" of every event, in order
};

TEST_F(QuestionYear, EndsInItsTruthWhateverTheOrderAndWhereverItWasInterrupted) {
  const int sets = long_run() ? 3000 : 60;
  const unsigned orders = long_run() ? 6 : 40;
  for (unsigned seed = 1; seed <= orders; ++seed) {
    const auto year = testing::make_year(sets, seed);
    const Folder folder;
    QuickDesk desk(folder.path());
    if (!run(desk, year, seed, long_run() ? 997 : 53)) return;
  }
}

TEST_F(QuestionYear, IsTheSameWithItsArchiveAndAfterARebuild) {
  const auto year = testing::make_year(long_run() ? 3000 : 60, 7);
  const Folder folder;
  std::string before;
  {
    WholeDesk desk(folder.path());
    ASSERT_TRUE(run(desk, year, 99, 101));
    const auto told = expected_.size() -
                      static_cast<std::size_t>(std::count_if(expected_.begin(), expected_.end(), [](const auto& line) {
                        return line.starts_with("question.overdue");
                      }));
    EXPECT_EQ(desk.record().counts().queued, static_cast<std::int64_t>(told));
    before = testing::dump(desk.record());
  }
  EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
  rebuild(folder.path(), {});
  EXPECT_EQ(testing::dump(Registrar(folder.path(), Open::read_only).record()), before);
}

}  // namespace
}  // namespace griffier::store
