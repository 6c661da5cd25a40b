// A made-up year of questions as the Tweede Kamer's register gives it, over HTTP, polled by the whole program at many
// moments of a moved clock, killed now and then: after every poll the events in their order, and in the end the states
// and the alerts, equal the truth of a clerk who does it by hand (tests/unit/store/question_year.h).
//
// GRIFFIER_LONG_TESTS=1 takes 3,000 sets, and more orders of few.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <csignal>
#include <cstdlib>
#include <set>

#include "publications/instant.h"
#include "tests/faults/kamer.h"
#include "tests/support/printed_questions.h"

namespace griffier::tests {
namespace {

namespace json = boost::json;
using store::testing::Clerk;
using store::testing::YearPaper;
using Kind = YearPaper::Kind;

bool long_run() { return std::getenv("GRIFFIER_LONG_TESTS") != nullptr; }

const char* soort_of(Kind kind) {
  return kind == Kind::asks        ? "Schriftelijke vragen"
         : kind == Kind::answers   ? "Antwoord schriftelijke vragen"
         : kind == Kind::postpones ? "Mededeling (uitstel antwoord)"
                                   : "Mededeling";
}

// A paper in the register.
struct Entered {
  std::string entity;
  YearPaper paper;
  std::size_t length = 0;
  bool file = true;   // can be had
  bool there = true;  // no tombstone
};

class PolledYear {
 public:
  PolledYear(int sets, int polls, unsigned seed)
      : year_(store::testing::make_year(sets, seed, store::testing::Known::registered)),
        order_(store::testing::shuffled(year_, seed + 100)),
        clerk_(year_),
        polls_(static_cast<std::size_t>(polls)),
        random_(seed) {
    cases_.resize(year_.stories.size());
    auto& folder = kamer_.world.folder();
    auto config = folder.read("griffier.toml");
    config.resize(config.find("[[watch]]"));
    folder.write(
        "griffier.toml",
        config +
            "[[watch]]\nname = \"vragen\"\nchannels = [\"bestand\"]\nstorm = 1000000\n"
            "events = [\"question.asked\", \"question.postponed\", \"question.answered\","
            " \"question.partly_answered\", \"question.withdrawn\", \"question.overdue\", \"question.remark\"]\n");
  }

  void run() {
    for (poll_ = 0; poll_ < polls_ + 2 && !::testing::Test::HasFailure(); ++poll_) {
      if (poll_ < polls_) {
        publish_share();
        disturb();
      } else {
        settle();  // everything is there in the end
      }
      poll();
      decide_by_hand();
    }
    if (::testing::Test::HasFailure()) return;
    expect_states();
    expect_alerts();
    expect_whole(kamer_.world);
    ASSERT_EQ(griffier(kamer_.world.state(), {"rebuild"}).exit_code, 0);
    expect_states();
  }

 private:
  bool chance(int percent) { return std::uniform_int_distribution<int>(0, 99)(random_) < percent; }
  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }

  [[nodiscard]] publications::Instant moment() const {
    return publications::parse_iso_instant("2024-02-01T12:00:00Z").value() +
           std::chrono::hours(24 * (340 * static_cast<long>(poll_) / static_cast<long>(polls_)));
  }
  // Of the moved clock, so long after the moment of this poll.
  [[nodiscard]] seconds clock(minutes later) const {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    return std::chrono::duration_cast<seconds>(moment() + later - now);
  }

  std::string case_of(int story) {
    auto& entity = cases_.at(static_cast<std::size_t>(story));
    const auto& tale = year_.stories.at(static_cast<std::size_t>(story));
    if (!entity.empty()) return entity;
    entity = kamer_.register_.add("Zaak", {{"nummer", tale.zaak},
                                           {"soort", "Schriftelijke vragen"},
                                           {"onderwerp", tale.subject},
                                           {"gestartOp", tale.asked_on + "T00:00:00"}});
    kamer_.register_.add("ZaakActor", {{"zaak", "ref:" + entity},
                                       {"actorNaam", tale.asker},
                                       {"actorFractie", "Polderpartij"},
                                       {"relatie", "Indiener"}});
    return entity;
  }

  publisher::SyncFields fields_of(const YearPaper& paper) {
    publisher::SyncFields fields;
    if (paper.case_number)
      for (const int story : paper.stories) fields.emplace_back("zaak", "ref:" + case_of(story));
    fields.emplace_back("soort", soort_of(paper.kind));
    fields.emplace_back("documentNummer", fmt::format("2024D{:05}", 1 + entered_.size()));
    fields.emplace_back("onderwerp", year_.stories.at(static_cast<std::size_t>(paper.stories.back())).subject);
    fields.emplace_back("datum", paper.on_date + "T00:00:00");
    if (paper.kind != Kind::asks)
      fields.emplace_back("aanhangselnummer", "2425" + paper.id.substr(paper.id.rfind('-') + 1));
    fields.emplace_back("vergaderjaar", "2024-2025");
    fields.emplace_back("kamer", "2");
    return fields;
  }

  void publish(const YearPaper& paper) {
    auto& world = kamer_.register_;
    const bool known = entered_.contains(paper.id);
    if (!known) entered_[paper.id].entity = world.add("Document", fields_of(paper));
    auto& entered = entered_.at(paper.id);
    if (known && !entered.there) world.restore(entered.entity);
    entered.there = true;
    if (known && paper.case_number && !entered.paper.case_number)
      world.change(entered.entity, {{"zaak", "ref:" + case_of(paper.stories.front())}});
    if (!paper.due_on.empty()) world.change(case_of(paper.stories.front()), {{"termijn", paper.due_on + "T00:00:00"}});
    if (!paper.due_on.empty()) terms_[paper.stories.front()] = paper.due_on;
    entered.paper = paper;
    auto bytes = printed(paper, year_);
    while (bytes.size() == entered.length) bytes += '\n';  // a file of the same length is taken for the same one
    entered.length = bytes.size();
    world.file(entered.entity, std::move(bytes), "application/xml");
    // Without its file an answer answers nothing yet, and a notice says nothing.
    const bool answer = paper.kind == Kind::answers && paper.stories.size() == 1;
    const bool plain = paper.kind == Kind::asks || paper.kind == Kind::postpones || answer;
    if (known || !plain || !chance(12)) return;
    world.withhold_file(entered.entity);
    entered.file = false;
  }

  void publish_share() {
    for (std::size_t i = order_.size() * poll_ / polls_; i < order_.size() * (poll_ + 1) / polls_; ++i)
      publish(year_.papers[order_[i]]);
  }

  // What a register does meanwhile: tombstones, papers that come back, the same again, files that come at last.
  void disturb() {
    auto& world = kamer_.register_;
    for (auto& [id, entered] : entered_) {
      if (!entered.file && chance(40)) {
        world.release_file(entered.entity);
        entered.file = true;
      }
      if (!entered.there && chance(40)) {
        world.restore(entered.entity);
        entered.there = true;
      } else if (entered.there && chance(2)) {
        world.remove(entered.entity);
        entered.there = false;
      } else if (chance(3) && entered.there) {
        world.emit_again(entered.entity);
      }
    }
  }

  void settle() {
    for (auto& [id, entered] : entered_) {
      if (!entered.file) kamer_.register_.release_file(entered.entity);
      if (!entered.there) kamer_.register_.restore(entered.entity);
      entered.file = entered.there = true;
    }
  }

  // Bytes that are written of a paper, roughly: to the archive and the record, and to tell of it.
  static constexpr std::size_t kStored = 20'000, kTold = 1'500;

  void poll() {
    const auto share = 1 + order_.size() / polls_;
    if (chance(40)) kamer_.world.once_killed_at(clock(minutes(0)), 1 + below(16 + share));
    if (chance(40)) (void)kamer_.world.once_dying(clock(minutes(20)), "state/", 1 + below(share * kStored));
    if (chance(40)) (void)kamer_.world.once_dying(clock(minutes(30)), "alerts.jsonl", 1 + below(share * kTold));
    const auto ran = kamer_.world.once(clock(minutes(60)));
    EXPECT_TRUE(ran.exit_code == 0 || ran.exit_code == 7) << ran.out << ran.err.substr(0, 4'000);
    compare_events();
  }

  // What a paper says when the program looks at it.
  [[nodiscard]] YearPaper seen(const std::string& id) const {
    const auto& entered = entered_.at(id);
    auto paper = entered.paper;
    const auto term = terms_.find(paper.stories.front());
    const bool of_one_case = paper.case_number && paper.stories.size() == 1;
    paper.due_on = of_one_case && term != terms_.end() ? term->second : std::string();
    if (entered.file) return paper;
    paper.header = paper.kind == Kind::asks;  // which the register knows as well
    paper.like = false;
    paper.refers_to.clear();
    if (paper.kind == Kind::answers) paper.kind = Kind::announced;
    paper.answers.clear();
    paper.prints.clear();
    return paper;
  }

  void compare_events() {
    const auto all = rows(kamer_.world.state(),
                          fmt::format("select e.sequence, e.kind, coalesce(d.document_id, ''), coalesce(e.set_id, ''),"
                                      " e.summary from events e left join documents d using(document_key)"
                                      " where e.sequence > {} order by e.sequence",
                                      last_event_));
    std::vector<std::string> expected, told;
    bool passing = false;
    for (const auto& line : all) {
      std::vector<std::string> cells;
      for (std::size_t at = 0; cells.size() < 5; at = line.find('|', at) + 1)
        cells.push_back(line.substr(at, cells.size() < 4 ? line.find('|', at) - at : std::string::npos));
      last_event_ = std::stol(cells[0]);
      const auto& kind = cells[1];
      if (kind == "question.overdue" && !passing) {
        for (const auto& one : overdue()) expected.push_back("question.overdue " + one);
      }
      passing = kind == "question.overdue";
      if (kind.starts_with("document.") && kind != "document.withdrawn") {
        const auto paper = seen(cells[2]);
        const bool says_nothing = !paper.case_number && !paper.header && !paper.like && paper.refers_to.empty();
        if (!says_nothing)
          for (auto& one : clerk_.take(paper)) expected.push_back(std::move(one));
      }
      if (kind.starts_with("question.")) told.push_back(kind + " " + cells[4]);
    }
    for (const auto& one : overdue()) expected.push_back("not told: question.overdue " + one);
    compare(expected, told);
    for (const auto& one : told) told_.insert(one.substr(0, one.find(": ")));
  }

  std::vector<std::string> overdue() {
    std::vector<std::string> out;
    for (const auto& one : clerk_.overdue(publications::iso_date(publications::amsterdam_date(moment()))))
      out.push_back(one.substr(0, one.find('@')));
    return out;
  }

  void compare(const std::vector<std::string>& expected, const std::vector<std::string>& told) const {
    for (std::size_t i = 0; i < std::max(expected.size(), told.size()); ++i) {
      const auto wanted = i < expected.size() ? expected[i] : "nothing more";
      const auto found = i < told.size() ? told[i] : "nothing more";
      ASSERT_TRUE(found.starts_with(wanted)) << "poll " << poll_ << ", event " << i << "\nexpected " << wanted
                                             << "\ntold     " << found << describe(wanted);
    }
  }

  // The papers of the set that an event is of.
  [[nodiscard]] std::string describe(const std::string& event) const {
    const auto set = event.substr(event.find(' ') + 1, event.find(':') - event.find(' ') - 1);
    std::string out;
    for (const auto& row :
         rows(kamer_.world.state(),
              "select s.set_id, p.paper, m.joined_by, p.zaken, p.given_on, p.role from question_sets s"
              " join question_members m using(set_key) join question_papers p using(paper_key)"))
      if (row.starts_with(set + "|")) out += "\n" + row;
    return out;
  }

  // A guess is undone, or made good again.
  void decide_by_hand() {
    for (const auto& [id, entered] : entered_) {
      if (!entered.paper.like || !entered.file || !chance(20)) continue;
      const auto story = static_cast<std::size_t>(entered.paper.stories.front());
      const auto set = year_.stories[story].set_id();
      const bool apart = parted_.contains(id);
      const auto there = row(kamer_.world.state(),
                             fmt::format("select count(*) from question_papers where paper in ('{}', '{}')", set, id));
      if (there != "2") continue;
      const auto ran = griffier(kamer_.world.state(), {"question", apart ? "join" : "split", set, id});
      ASSERT_EQ(ran.exit_code, 0) << ran.err;
      clerk_.part(id, story, !apart);
      if (apart)
        parted_.erase(id);
      else
        parted_.insert(id);
    }
  }

  void expect_states() const {
    std::vector<std::string> truth;
    for (std::size_t story = 0; story < year_.stories.size(); ++story)
      for (auto& line : lines_of(clerk_.states(story))) truth.push_back(std::move(line));
    auto found = rows(kamer_.world.state(),
                      "SELECT set_id, number, state, ifnull(answered_on, 'NULL'), ifnull(answer_document_id, 'NULL'),"
                      " ifnull(due_on, 'NULL') FROM v_questions");
    std::sort(truth.begin(), truth.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found.size(), truth.size());
    for (std::size_t i = 0; i < std::min(found.size(), truth.size()); ++i) ASSERT_EQ(found[i], truth[i]);
  }

  // Every event was told, once, with the answers that belong to its questions.
  void expect_alerts() const {
    std::multiset<std::string> told;
    std::set<std::string> ids;
    for (const auto& line : lines_of(kamer_.world.folder().read("alerts.jsonl"))) {
      const auto alert = json::parse(line).as_object();
      EXPECT_TRUE(ids.insert(std::string(alert.at("id").as_string())).second) << "told twice: " << line.substr(0, 300);
      for (const auto& paper : alert.at("papers").as_array()) {
        for (const auto& event : paper.at("events").as_array())
          told.insert(std::string(event.at("kind").as_string()) + " " + std::string(event.at("set_id").as_string()));
        for (const auto& pair : paper.at("questions").as_array()) expect_own_answer(pair.as_object());
        expect_those_that_changed(paper.as_object());
      }
    }
    std::vector<std::string> differing;
    std::set_symmetric_difference(told.begin(), told.end(), told_.begin(), told_.end(), std::back_inserter(differing));
    EXPECT_EQ(differing, std::vector<std::string>());
    EXPECT_GT(told.size(), year_.stories.size());
  }

  // An answer's alert shows as many questions as its event says were answered. A letter that answers all of them
  // answers those as well that were not known yet when it came, and are by the time it is told.
  static void expect_those_that_changed(const json::object& paper) {
    std::size_t said = 0;
    bool whatever_there_is = false;
    for (const auto& event : paper.at("events").as_array()) {
      const std::string kind(event.at("kind").as_string());
      if (!kind.starts_with("question.")) continue;
      if (!kind.ends_with("answered")) return;  // shows the others as well
      const std::string summary(event.at("summary").as_string());
      const auto words = summary.substr(summary.find(": ") + 2);
      said += numbers_in(words);
      whatever_there_is |= !words.starts_with("vra") && words.find(" bij brief") != std::string::npos;
    }
    std::size_t shown = 0;
    for (const auto& pair : paper.at("questions").as_array())
      shown += numbers_in(std::string(pair.at("heading").as_string()) + " van");
    EXPECT_TRUE(shown == said || (whatever_there_is && shown > said))
        << shown << " are shown, and " << said << " said: " << json::serialize(paper).substr(0, 1'000);
  }
  // 1 of "de vraag beantwoord", 3 of "alle 3 vragen beantwoord" and of "vragen 1, 2 en 4 van 6 beantwoord".
  static std::size_t numbers_in(const std::string& words) {
    if (words.starts_with("alle ")) return std::stoul(words.substr(5));
    if (words.starts_with("de vraag")) return 1;
    std::size_t count = 0;
    const auto end = std::min(words.find(" van"), words.find(" ("));
    for (std::size_t i = 1; i < std::min(end, words.size()); ++i)
      count += words[i - 1] == ' ' && words[i] >= '0' && words[i] <= '9' ? 1 : 0;
    return count;
  }

  Kamer kamer_;
  store::testing::Year year_;
  std::vector<std::size_t> order_;
  Clerk clerk_;
  std::size_t polls_, poll_ = 0;
  std::mt19937 random_;
  std::vector<std::string> cases_;          // their entities, by story
  std::map<int, std::string> terms_;        // that the register gives, by story
  std::map<std::string, Entered> entered_;  // by document
  std::set<std::string> parted_;            // papers that were split off by hand
  std::multiset<std::string> told_;         // "kind set" of every event
  long last_event_ = 0;
};

TEST(QuestionsYear, AsPolledEndsInItsTruthAndIsToldOnceWhateverTheOrder) {
  for (unsigned seed = 1; seed <= (long_run() ? 12U : 2U) && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    PolledYear(40, 6, seed).run();
  }
}

TEST(QuestionsYear, OfThreeThousandSetsAsPolledEndsInItsTruth) {
  if (!long_run()) GTEST_SKIP() << "GRIFFIER_LONG_TESTS=1 runs it: some minutes for each order";
  for (unsigned seed = 101; seed <= 103 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    PolledYear(3000, 40, seed).run();
  }
}

}  // namespace
}  // namespace griffier::tests
