// What a baseline recorded while another source was live, and what each register said.
#include "store/record/untold.h"

#include <memory>

#include "record_fixture.h"
#include "store/integrity.h"
#include "store/record/said.h"
#include "store/record/source_state.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;
using testing::letter;
using testing::select;

class UntoldOfBaselines : public ::testing::Test {
 protected:
  UntoldOfBaselines() {
    open();
    SourceState(registrar_->record())
        .configure({{"kamer", "tweedekamer"}, {"koop", "officielebekendmakingen"}, {"woo", "openoverheid"}},
                   at("2024-09-01T00:00:00Z"));
  }
  void open() { registrar_ = std::make_unique<Registrar>(folder_.path(), Open::read_write); }
  Untold untold() { return Untold(registrar_->record()); }
  void record(const std::string& id, const char* dated, int revision = 1, const std::string& source = "kamer") {
    registrar_->write(std::vector<NewRevision>{
        letter(id, "woorden van " + id + std::to_string(revision), revision == 1 ? "new" : "substantive", ++seconds_)});
    untold().note({{id, revision, source, publications::parse_iso_date(dated)}});
  }
  std::string noted() {
    return select(registrar_->record().handle(), "SELECT source, document_id, revision FROM untold ORDER BY 1, 2, 3");
  }

  Folder folder_;
  std::unique_ptr<Registrar> registrar_;
  int seconds_ = 0;
};

TEST_F(UntoldOfBaselines, IsNotedForTheOthersThatAreLiveAndOnlyWhenItIsNoOlder) {
  record("kst-1-1", "2024-09-19");
  EXPECT_EQ(noted(), "") << "nobody is live";
  untold().goes_live("koop", at("2024-09-10T12:00:00Z"));
  untold().goes_live("kamer", at("2024-09-10T12:00:00Z"));
  record("kst-1-2", "2024-09-19");
  record("kst-1-3", "2024-08-12");
  record("kst-1-4", "2024-08-10");
  record("kst-1-2", "2024-08-10", 2);
  untold().note({{"kst-1-9", 1, "import", std::nullopt}});
  EXPECT_EQ(noted(), "koop|kst-1-2|1\nkoop|kst-1-2|2\nkoop|kst-1-3|1\n");
  untold().begins("koop");
  EXPECT_EQ(noted(), "");
}

TEST_F(UntoldOfBaselines, IsToldOnceForAllOfThem) {
  untold().goes_live("koop", at("2024-09-10T12:00:00Z"));
  untold().goes_live("woo", at("2024-09-11T12:00:00Z"));
  record("kst-1-2", "2024-09-19");
  EXPECT_TRUE(untold().any_for("woo"));
  EXPECT_FALSE(untold().any_for("kamer"));
  const auto awaited = untold().awaited("woo", {"tk-x", "kst-1-2"});
  ASSERT_EQ(awaited.size(), 1U);
  const auto events = untold().events_of(awaited[0]);
  ASSERT_EQ(events.size(), 1U);
  NewDelivery delivery;
  delivery.watch = "alles";
  delivery.channel = "bestand";
  untold().told(awaited[0], events, {delivery});
  untold().told(awaited[0], events, {delivery});
  EXPECT_EQ(noted(), "");
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT event_id, watch FROM v_deliveries"),
            "kst-1-2@1/document.published|alles\n");
}

TEST_F(UntoldOfBaselines, OutlivesARebuildAsDoesWhatEachRegisterSaid) {
  untold().goes_live("koop", at("2024-09-10T12:00:00Z"));
  record("kst-1-2", "2024-09-19");
  Said(registrar_->record()).keep({{"koop", "kst-1-2", {{"title", "Een \"titel\""}}}});
  registrar_.reset();
  rebuild(folder_.path(), {});
  open();
  EXPECT_EQ(noted(), "koop|kst-1-2|1\n");
  EXPECT_EQ(select(registrar_->record().handle(), "SELECT source FROM live_sources"), "koop\n");
  const std::map<std::string, std::string> said{{"title", "Een \"titel\""}};
  EXPECT_EQ(Said(registrar_->record()).facts("koop", "kst-1-2"), said);
  EXPECT_EQ(Said(registrar_->record()).facts("kamer", "kst-1-2"), std::nullopt);
}

TEST_F(UntoldOfBaselines, WhoElseGivesADocumentIsKnown) {
  record("kst-1-2", "2024-09-19");
  Said said(registrar_->record());
  EXPECT_FALSE(said.others_give("kst-1-2", "koop"));
  Validators validators;
  validators.source = "kamer";
  validators.url = "https://kamer.example/kst-1-2";
  validators.document_id = "kst-1-2";
  validators.body_sha256 = "ab";
  validators.revision = 1;
  registrar_->write({}, {}, std::vector<Validators>{validators});
  EXPECT_TRUE(said.others_give("kst-1-2", "koop"));
  EXPECT_FALSE(said.others_give("kst-1-2", "kamer"));
  EXPECT_TRUE(said.last_commit_of("kst-1-2", "kamer").has_value());
  EXPECT_EQ(said.last_commit_of("kst-1-2", "koop"), std::nullopt);
}

}  // namespace
}  // namespace griffier::store
