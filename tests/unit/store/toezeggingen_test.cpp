// A promise to the Kamer: made, due, fulfilled or lapsed, by the register and by letters, in whatever order they come.
#include "store/record/toezeggingen.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "publications/reading_json.h"
#include "record_fixture.h"
#include "store/integrity.h"
#include "store/record/questions.h"

namespace griffier::store {
namespace {

using testing::Folder;
using testing::select;

class Toezeggingen : public ::testing::Test {
 protected:
  Toezeggingen() { open(); }
  void open() { registrar_ = std::make_unique<Registrar>(folder_.path(), Open::read_write); }
  void anew() {
    registrar_.reset();
    spare_ = std::make_unique<Folder>();
    registrar_ = std::make_unique<Registrar>(spare_->path(), Open::read_write);
  }
  std::string write(const std::string& id, const publications::Reading& reading) {
    auto& record = registrar_->record();
    NewRevision revision = testing::letter(id, reading.title + std::to_string(clock_));
    const auto last = record.last_revision(id);
    if (last) revision.change = "metadata";
    revision.observed_at += std::chrono::hours(24 * ++clock_);
    revision.kind = reading.kind;
    revision.facts_json = boost::json::serialize(publications::to_json(reading));
    const auto preview = preview_questions(record, id, revision.change, revision.facts_json, revision.observed_at);
    revision.events = preview.events;
    registrar_->write(std::vector<NewRevision>{revision});
    std::string out;
    for (const auto& event : preview.events) out += event.kind + " " + event.summary + "\n";
    return out;
  }
  std::string states() {
    return select(registrar_->record().handle(),
                  "SELECT number, state, due_on, fulfilled_on, fulfilled_by FROM v_toezeggingen ORDER BY number");
  }
  void expect_rebuild_gives_the_same(const Folder& folder) {
    const auto before = testing::dump(registrar_->record());
    registrar_.reset();
    EXPECT_TRUE(verify(folder.path(), {}).problems.empty());
    rebuild(folder.path(), {});
    registrar_ = std::make_unique<Registrar>(folder.path(), Open::read_write);
    EXPECT_EQ(testing::dump(registrar_->record()), before);
  }

  Folder folder_;
  std::unique_ptr<Folder> spare_;
  std::unique_ptr<Registrar> registrar_;
  int clock_ = 0;
};

publications::Reading registered(const std::string& status) {
  publications::Reading reading;
  reading.kind = "toezegging";
  reading.title = "De Minister stuurt de Kamer een overzicht van de veerdiensten.";
  publications::Toezegging toezegging;
  toezegging.number = "TZ202411-049";
  toezegging.status = status;
  toezegging.made_on = publications::parse_iso_date("2024-11-05");
  toezegging.due_on = publications::parse_iso_date("2025-02-01");
  toezegging.made_by = "Minister van Water en Wind";
  toezegging.made_to = "Duinker (Kustpartij)";
  reading.toezegging = toezegging;
  return reading;
}
publications::Reading letter_that_fulfils() {
  publications::Reading reading;
  reading.kind = "letter";
  reading.title = "Overzicht van de veerdiensten";
  reading.date = publications::parse_iso_date("2025-01-20");
  reading.promises_fulfilled = {"Hiermee is de toezegging TZ202411-049 aan het lid Duinker afgedaan."};
  return reading;
}

TEST_F(Toezeggingen, AreMadeAndFulfilledByTheRegisterOnceEach) {
  EXPECT_EQ(write("tk-TZ202411-049", registered("Openstaand")),
            "toezegging.made TZ202411-049: promised by Minister van Water en Wind to Duinker (Kustpartij), due on "
            "2025-02-01 «De Minister stuurt de Kamer een overzicht van de veerdiensten.»\n");
  EXPECT_EQ(states(), "TZ202411-049|open|2025-02-01|NULL|NULL\n");
  EXPECT_EQ(
      write("tk-TZ202411-049", registered("Deels Voldaan")),
      "toezegging.partly_fulfilled TZ202411-049: fulfilled in part «De Minister stuurt de Kamer een overzicht van "
      "de veerdiensten.»\n");
  EXPECT_EQ(states(), "TZ202411-049|partly|2025-02-01|NULL|NULL\n");
  EXPECT_EQ(write("tk-TZ202411-049", registered("Voldaan")),
            "toezegging.fulfilled TZ202411-049: fulfilled «De Minister stuurt de Kamer een overzicht van de "
            "veerdiensten.»\n");
  EXPECT_EQ(states(), "TZ202411-049|fulfilled|2025-02-01|2024-09-23|NULL\n");
  EXPECT_EQ(write("tk-TZ202411-049", registered("Openstaand")), "");
  EXPECT_EQ(states(), "TZ202411-049|open|2025-02-01|NULL|NULL\n") << "the register corrects itself";
  EXPECT_EQ(write("tk-TZ202411-049", registered("Voldaan")), "") << "told already";
  expect_rebuild_gives_the_same(folder_);
}

TEST_F(Toezeggingen, LapseWithoutBeingFulfilled) {
  write("tk-TZ202411-049", registered("Openstaand"));
  EXPECT_EQ(write("tk-TZ202411-049", registered("Vervallen")),
            "toezegging.lapsed TZ202411-049: lapsed without being fulfilled «De Minister stuurt de Kamer een overzicht "
            "van de veerdiensten.»\n");
  EXPECT_EQ(write("tk-TZ202411-049", registered("Vervallen")), "") << "told already";
  EXPECT_EQ(states(), "TZ202411-049|lapsed|2025-02-01|NULL|NULL\n");
}

TEST_F(Toezeggingen, AreFulfilledByALetterThatNamesThemWhicheverComesFirst) {
  write("tk-TZ202411-049", registered("Openstaand"));
  EXPECT_EQ(write("kst-31415-60", letter_that_fulfils()),
            "toezegging.fulfilled TZ202411-049: fulfilled by kst-31415-60 «De Minister stuurt de Kamer een overzicht "
            "van de veerdiensten.»\n");
  EXPECT_EQ(write("tk-TZ202411-049", registered("Voldaan")), "");
  const auto one = states();
  EXPECT_EQ(one, "TZ202411-049|fulfilled|2025-02-01|2025-01-20|kst-31415-60\n");
  expect_rebuild_gives_the_same(folder_);
  anew();
  EXPECT_EQ(write("kst-31415-60", letter_that_fulfils()),
            "toezegging.fulfilled TZ202411-049: fulfilled by kst-31415-60\n");
  EXPECT_TRUE(write("tk-TZ202411-049", registered("Openstaand")).starts_with("toezegging.made TZ202411-049"));
  EXPECT_EQ(states(), one);
  EXPECT_EQ(write("tk-TZ202411-049", registered("Voldaan")), "");
  EXPECT_EQ(states(), one);
  expect_rebuild_gives_the_same(*spare_);
}

TEST_F(Toezeggingen, MadeInALetterAreRecordedOnceAndLeaveTheTellingToTheRegister) {
  publications::Reading letter;
  letter.kind = "letter";
  letter.title = "Stand van zaken";
  letter.sender = "Minister van Water en Wind";
  letter.date = publications::parse_iso_date("2024-12-01");
  letter.promises = {"Ik kom hier voor de zomer op terug.", "Ik informeer uw Kamer separaat."};
  EXPECT_EQ(write("kst-31415-61", letter), "");
  EXPECT_EQ(write("kst-31415-61", letter), "");
  letter.promises.push_back("Ik stuur u het rapport.");
  EXPECT_EQ(write("kst-31415-61", letter), "");
  const auto rows = toezeggingen(registrar_->record(), {});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].number, "kst-31415-61#3");
  EXPECT_EQ(rows[2].text, "Ik stuur u het rapport.");
  EXPECT_EQ(rows[2].made_by, "Minister van Water en Wind");
  EXPECT_EQ(rows[2].made_on, "2024-12-01");
  expect_rebuild_gives_the_same(folder_);
}

publications::Reading kept(const std::string& status) {
  auto reading = registered(status);
  reading.links = {{"kept_by", "kamerstuk", "kst-31415-77", "Kamerstuk 31415, nr. 77", -1}};
  return reading;
}

TEST_F(Toezeggingen, AreFulfilledByTheLetterThatTheRegisterNamesWhicheverComesFirst) {
  publications::Reading letter;
  letter.kind = "letter";
  letter.title = "Overzicht";
  letter.date = publications::parse_iso_date("2025-01-18");
  write("tk-TZ202411-049", registered("Openstaand"));
  EXPECT_EQ(write("tk-TZ202411-049", kept("Voldaan")),
            "toezegging.fulfilled TZ202411-049: fulfilled by kst-31415-77 «De Minister stuurt de Kamer een overzicht "
            "van de veerdiensten.»\n");
  EXPECT_EQ(states(), "TZ202411-049|fulfilled|2025-02-01|2024-09-22|kst-31415-77\n");
  auto revision = testing::letter("tk-2025D00077", "Overzicht");
  revision.facts_json = boost::json::serialize(publications::to_json(letter));
  revision.aliases = {"kst-31415-77"};
  revision.published_on = letter.date;
  registrar_->write(std::vector<NewRevision>{revision});
  EXPECT_EQ(states(), "TZ202411-049|fulfilled|2025-02-01|2025-01-18|tk-2025D00077\n");
  expect_rebuild_gives_the_same(folder_);
  write("tk-TZ202411-049", kept("Deels voldaan"));
  EXPECT_EQ(states(), "TZ202411-049|partly|2025-02-01|NULL|tk-2025D00077\n");
  write("tk-TZ202411-049", kept("Vervallen"));
  EXPECT_EQ(states(), "TZ202411-049|lapsed|2025-02-01|NULL|NULL\n");
  write("tk-TZ202411-049", kept("Openstaand"));
  EXPECT_EQ(states(), "TZ202411-049|fulfilled|2025-02-01|2025-01-18|tk-2025D00077\n") << "the letter is the last word";
}

TEST_F(Toezeggingen, OfAPaperAreMadeByWhoAnswersInItAndDueByItsWords) {
  publications::Reading answer;
  answer.kind = "answer";
  answer.title = "Antwoord op vragen";
  answer.date = publications::parse_iso_date("2024-11-20");
  answer.answered_by = {{"Minister", "P. Pont", "Water en Wind"}, {"Staatssecretaris", "Z. Zout", "Kust en Klif"}};
  answer.addressed_to = {"Minister voor Water en Wind"};
  answer.promises = {"Ik stuur uw Kamer voor het zomerreces een overzicht.", "Ik kom hier binnenkort op terug.",
                     "Ik informeer de Kamer binnen zes weken."};
  write("ah-tk-20242025-77", answer);
  EXPECT_EQ(select(registrar_->record().handle(),
                   "SELECT number, made_by, due_on, due_said FROM v_toezeggingen ORDER BY number"),
            "ah-tk-20242025-77#1|Minister voor Water en Wind, Staatssecretaris van Kust en Klif|2025-07-04|voor het "
            "zomerreces\n"
            "ah-tk-20242025-77#2|Minister voor Water en Wind, Staatssecretaris van Kust en Klif|NULL|binnenkort\n"
            "ah-tk-20242025-77#3|Minister voor Water en Wind, Staatssecretaris van Kust en Klif|2025-01-01|binnen zes "
            "weken\n");
  ToezeggingFilter filter;
  filter.ministry = "WW";
  EXPECT_EQ(toezeggingen(registrar_->record(), filter).size(), 3U);
  Questions questions(registrar_->record());
  const auto long_after = publications::parse_iso_date("2030-01-01").value();
  EXPECT_TRUE(questions.newly_overdue(long_after, 10).empty()) << "nobody says whether a letter's promise was kept";
  expect_rebuild_gives_the_same(folder_);
}

TEST_F(Toezeggingen, AreDueByTheRegisterElseByItsWords) {
  auto reading = registered("Openstaand");
  reading.title = "De Minister informeert de Kamer in het eerste kwartaal van 2025.";
  write("tk-TZ202411-049", reading);
  const auto due = [this] {
    return select(registrar_->record().handle(), "SELECT due_on, due_said FROM v_toezeggingen");
  };
  EXPECT_EQ(due(), "2025-02-01|in het eerste kwartaal van 2025\n");
  reading.toezegging->due_on.reset();
  write("tk-TZ202411-049", reading);
  EXPECT_EQ(due(), "2025-03-31|in het eerste kwartaal van 2025\n");
}

TEST_F(Toezeggingen, AreListedByTerm) {
  write("tk-TZ202411-049", registered("Openstaand"));
  auto other = registered("Openstaand");
  other.toezegging->number = "TZ202411-050";
  other.toezegging->due_on = publications::parse_iso_date("2025-01-01");
  other.toezegging->made_by = "Minister van Zuivel";
  write("tk-TZ202411-050", other);
  const auto numbers = [this](const ToezeggingFilter& filter) {
    std::string out;
    for (const auto& row : toezeggingen(registrar_->record(), filter)) out += row.number + " ";
    return out;
  };
  ToezeggingFilter filter;
  EXPECT_EQ(numbers(filter), "TZ202411-050 TZ202411-049 ");
  filter.state = ToezeggingFilter::State::overdue;
  filter.today = "2025-01-15";
  EXPECT_EQ(numbers(filter), "TZ202411-050 ");
  filter.state = ToezeggingFilter::State::open;
  filter.ministry = "water";
  EXPECT_EQ(numbers(filter), "TZ202411-049 ");
  filter.state = ToezeggingFilter::State::fulfilled;
  EXPECT_EQ(numbers(filter), "");
}

TEST(ToezeggingNumbers, AreFoundInASentenceAndNothingElseIs) {
  EXPECT_EQ(toezegging_numbers("(TZ202411-049) en TZ202412-7, nogmaals TZ202411-049."),
            (std::vector<std::string>{"TZ202411-049", "TZ202412-7"}));
  EXPECT_TRUE(toezegging_numbers("ATZ202411-049 TZ2024-049 TZ202411 TZ202411- TZ202411-1234567 TZ").empty());
}

}  // namespace
}  // namespace griffier::store
