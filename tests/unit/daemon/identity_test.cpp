// One document, however it comes: by several sources, under several names, in several forms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "daemon/pipeline/intake.h"
#include "daemon/pipeline/joining.h"
#include "publications/facts.h"
#include "store/archive/archive.h"
#include "store/integrity.h"
#include "store/record/joins.h"
#include "store/record/record.h"

namespace griffier::daemon {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace facts = publications::facts;

constexpr const char* kWords =
    "De Minister van Oeverbeheer schrijft dat het onderzoek naar de beschoeiing in het voorjaar gereed komt. "
    "Daarna ontvangt de Kamer een plan van aanpak met een planning per provincie en een raming van de kosten. "
    "Ook worden de waterschappen gevraagd hun eigen ramingen te delen, zodat een volledig beeld ontstaat.";

std::string plain(const std::string& words) { return "Brief over de beschoeiing\n\n" + words + "\n"; }
std::string html(const std::string& words) {
  return "<html><head><title>Brief</title></head><body><h1>Brief over de beschoeiing</h1><p>" + words +
         "</p></body></html>";
}

class OneDocument : public ::testing::Test {
 protected:
  OneDocument() {
    std::string name = (std::filesystem::temp_directory_path() / "griffier-identity-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
  }
  ~OneDocument() override {
    intake_.reset();
    registrar_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void open() {
    registrar_ = std::make_unique<store::Registrar>(folder_ / "state", store::Open::read_write);
    intake_ = std::make_unique<Intake>(*registrar_, std::vector<Subscription>(),
                                       [this](const Taken& taken) { taken_.push_back(taken); });
  }

  Arrival arrival(const std::string& source, const std::string& url, std::string bytes,
                  std::map<std::string, std::string> said) {
    Arrival one;
    one.bytes = std::move(bytes);
    one.source = source;
    one.source_kind = source == "kamer" ? "tweedekamer" : "officielebekendmakingen";
    one.url = url;
    one.name = url;
    one.facts = std::move(said);
    one.document_id = one.facts[facts::kDocumentId];
    one.facts_count = true;
    one.observed_at = publications::parse_iso_instant("2026-03-01T10:00:00Z").value() + std::chrono::minutes(++minute_);
    return one;
  }
  Taken take(Arrival one) {
    intake_->take(read_arrival(std::move(one)));
    intake_->flush();
    return taken_.back();
  }
  std::vector<std::string> documents() {
    std::vector<std::string> ids;
    for (const auto& row : registrar_->record().documents({})) ids.push_back(row.document_id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  std::vector<std::string> events() {
    std::vector<std::string> all;
    for (const auto& event : registrar_->record().events({})) all.push_back(event.event_id);
    return all;
  }
  std::vector<std::string> names(const std::string& id) { return store::Names(registrar_->record()).of(id); }
  void expect_whole_and_the_same_after_a_rebuild(const std::string& asked) {
    const auto before = documents();
    const auto before_events = events();
    const auto before_names = names(asked);
    intake_.reset();
    registrar_.reset();
    const auto report = store::verify(folder_ / "state", nullptr);
    EXPECT_TRUE(report.problems.empty());
    store::rebuild(folder_ / "state", nullptr);
    open();
    EXPECT_EQ(documents(), before);
    EXPECT_EQ(events(), before_events);
    EXPECT_EQ(names(asked), before_names);
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Registrar> registrar_;
  std::vector<Taken> taken_;
  std::unique_ptr<Intake> intake_;
  int minute_ = 0;
};

const std::map<std::string, std::string> kFromTheKamer = {{facts::kDocumentId, "kst-31415-926"},
                                                          {facts::kAliases, "tk-2026D00926"},
                                                          {facts::kTitle, "Brief over de beschoeiing"}};
const std::map<std::string, std::string> kFromTheGazette = {
    {facts::kDocumentId, "kst-31415-926"}, {facts::kTitle, "Oeverbeheer; Brief regering; Brief over de beschoeiing"}};

TEST_F(OneDocument, HasOneHistoryAndOneAlertThoughTwoSourcesGiveItInTwoForms) {
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer)).outcome, Outcome::created);
  const auto second = take(arrival("kop", "https://kop.example/kst-31415-926.html", html(kWords), kFromTheGazette));
  EXPECT_EQ(second.outcome, Outcome::unchanged);
  EXPECT_THAT(second.reason, HasSubstr("another rendition with the same words as revision 1"));
  EXPECT_THAT(documents(), ElementsAre("kst-31415-926"));
  EXPECT_THAT(names("kst-31415-926"), ElementsAre("tk-2026D00926"));
  EXPECT_THAT(events(), ElementsAre("kst-31415-926@1/document.published"));
}

TEST_F(OneDocument, IsCorrectedInOneFormOnlyAndThatIsTold) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer));
  take(arrival("kop", "https://kop.example/1", html(kWords), kFromTheGazette));
  std::string corrected = kWords;
  corrected.replace(corrected.find("voorjaar"), 8, "najaar");
  const auto taken = take(arrival("kop", "https://kop.example/1", html(corrected), kFromTheGazette));
  EXPECT_EQ(taken.change, "substantive");
  // The other form, still as it was, is nothing new at its own address.
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer)).outcome,
            Outcome::unchanged);
}

TEST_F(OneDocument, KeepsItsHistoryWhenItsNumberComesLater) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), {{facts::kDocumentId, "tk-2026D00926"}}));
  auto numbered = arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer);
  numbered.known_id = "tk-2026D00926";
  const auto taken = take(std::move(numbered));
  EXPECT_EQ(taken.document_id, "tk-2026D00926");
  EXPECT_EQ(taken.change, "metadata");
  EXPECT_EQ(registrar_->record().resolve("kst-31415-926"), "tk-2026D00926");
  EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(kWords), kFromTheGazette)).outcome, Outcome::unchanged);
  EXPECT_THAT(documents(), ElementsAre("tk-2026D00926"));
  expect_whole_and_the_same_after_a_rebuild("tk-2026D00926");
}

TEST_F(OneDocument, IsFoundWhenBothArriveInOneGroup) {
  intake_->take(read_arrival(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer)));
  intake_->take(
      read_arrival(arrival("kop", "https://kop.example/1", html(kWords), {{facts::kDocumentId, "tk-2026D00926"}})));
  intake_->flush();
  EXPECT_THAT(documents(), ElementsAre("kst-31415-926"));
}

TEST_F(OneDocument, TakesARecordedOneInWhenBothTurnOutToBeOne) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), {{facts::kDocumentId, "tk-2026D00926"}}));
  take(arrival("kop", "https://kop.example/1", html(kWords), {{facts::kDocumentId, "kst-31415-926"}}));
  EXPECT_THAT(documents(), ElementsAre("kst-31415-926", "tk-2026D00926"));
  auto both = arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer);
  both.known_id = "tk-2026D00926";
  take(std::move(both));
  EXPECT_THAT(documents(), ElementsAre("tk-2026D00926"));
  EXPECT_EQ(registrar_->record().resolve("kst-31415-926"), "tk-2026D00926");
  EXPECT_EQ(registrar_->record().revisions("kst-31415-926").size(), 1U) << "its history stays";
  expect_whole_and_the_same_after_a_rebuild("tk-2026D00926");
}

TEST_F(OneDocument, IsTwoAgainWhenAPersonSaysSoAndStaysTwo) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), {{facts::kDocumentId, "tk-2026D00926"}}));
  take(arrival("kop", "https://kop.example/1", html(kWords), {{facts::kDocumentId, "kst-31415-926"}}));
  const auto now = publications::parse_iso_instant("2026-03-02T10:00:00Z").value();
  EXPECT_TRUE(join_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now));
  EXPECT_FALSE(join_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now));
  EXPECT_THAT(documents(), ElementsAre("tk-2026D00926"));
  EXPECT_TRUE(split_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now));
  EXPECT_FALSE(split_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now));
  EXPECT_THAT(documents(), ElementsAre("kst-31415-926", "tk-2026D00926"));
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer));
  EXPECT_THAT(documents(), ElementsAre("kst-31415-926", "tk-2026D00926")) << "the rule does not join them again";
  expect_whole_and_the_same_after_a_rebuild("tk-2026D00926");
  EXPECT_THROW(join_documents(*registrar_, "kst-1-1", "kst-31415-926", now), std::invalid_argument);
}

TEST_F(OneDocument, IsTheSameAnnexWhenTwoRegistersNumberItEachInTheirWay) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), kFromTheKamer));
  take(arrival("kamer", "https://kamer.example/2", plain("Bijlage bij de brief."),
               {{facts::kDocumentId, "tk-2026D00927"}, {facts::kParent, "tk-2026D00926"}}));
  const auto taken = take(arrival("kop", "https://kop.example/2", plain("Bijlage bij de brief."),
                                  {{facts::kDocumentId, "blg-1234567"}, {facts::kParent, "kst-31415-926"}}));
  EXPECT_EQ(taken.document_id, "tk-2026D00927");
  EXPECT_EQ(registrar_->record().resolve("blg-1234567"), "tk-2026D00927");
  EXPECT_EQ(registrar_->record().document("tk-2026D00927")->parent, "kst-31415-926");
  // The same bytes under another main document are another annex.
  take(arrival("kop", "https://kop.example/3", plain("Bijlage bij de brief."),
               {{facts::kDocumentId, "blg-1234568"}, {facts::kParent, "kst-31415-1"}}));
  EXPECT_THAT(documents(), ElementsAre("blg-1234568", "kst-31415-926", "tk-2026D00927"));
}

TEST_F(OneDocument, ChangesInPlaceAloneWhenARegisterSaysSoOfTheSameBytes) {
  auto first = kFromTheKamer;
  first[facts::kSoort] = "Schriftelijke vragen";
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), first));
  auto later = first;
  later[facts::kDueOn] = "2026-03-22";
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), later)).change, "metadata");
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), later)).outcome, Outcome::unchanged);
}

TEST_F(OneDocument, KeepsTheTermOfOneRegisterWhenAnotherRevisesIt) {
  auto first = kFromTheKamer;
  first[facts::kDueOn] = "2026-03-22";
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), first));
  take(arrival("kop", "https://kop.example/1",
               html(std::string(kWords) + " Er komt ook een debat over in de Kamer dit jaar."), kFromTheGazette));
  const auto last = registrar_->record().last_revision("kst-31415-926");
  EXPECT_EQ(last->change, "substantive");
  const auto metadata = registrar_->archive().read(last->commit_id, "kst-31415-926", "metadata.json");
  EXPECT_THAT(metadata.value_or(""), HasSubstr("2026-03-22"));
}

TEST_F(OneDocument, IsStillThereWhenOneSourceTakesItBackAfterAJoin) {
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), {{facts::kDocumentId, "tk-2026D00926"}}));
  take(arrival("kop", "https://kop.example/1", html(kWords), {{facts::kDocumentId, "kst-31415-926"}}));
  const auto now = publications::parse_iso_instant("2026-03-02T10:00:00Z").value();
  join_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now);
  const auto before = events();
  intake_->withdraw("tk-2026D00926", "kamer", "tweedekamer", "https://kamer.example/1", now, "taken back", true);
  intake_->flush();
  EXPECT_EQ(events(), before) << "the other source still gives it";
  intake_->withdraw("kst-31415-926", "kop", "officielebekendmakingen", "https://kop.example/1", now, "gone", true);
  intake_->flush();
  EXPECT_EQ(registrar_->record().document("tk-2026D00926")->state, "withdrawn");
  // That the two are two after all brings neither of them back.
  split_documents(*registrar_, "tk-2026D00926", "kst-31415-926", now);
  EXPECT_EQ(registrar_->record().document("tk-2026D00926")->state, "withdrawn");
}

TEST_F(OneDocument, IsNotThePaperThatItsFileIsACopyOf) {
  const std::string copy =
      "Tweede Kamer der Staten-Generaal\nVergaderjaar 2025-2026\n\n39 911 Dijken\n\nNr. 12 BRIEF VAN DE "
      "MINISTER VAN OEVERBEHEER\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\n"
      "Den Haag, 3 maart 2026\n\n" +
      std::string(kWords) + "\n\nkst-39911-12\n";
  auto annex = arrival("kamer", "https://kamer.example/7", copy, {{facts::kParent, "kst-31415-926"}});
  annex.document_id = "tk-2026D00077";
  EXPECT_EQ(take(std::move(annex)).document_id, "tk-2026D00077");
  EXPECT_EQ(take(arrival("kop", "https://kop.example/12", copy, {{facts::kDocumentId, "kst-39911-12"}})).outcome,
            Outcome::created);
  EXPECT_THAT(documents(), ElementsAre("kst-39911-12", "tk-2026D00077"));
}

TEST_F(OneDocument, IsNotRevisedByAnotherSourceThatPrintsTheSameInItsOwnWay) {
  const std::string many = std::string(kWords) + " " + kWords + " " + kWords + " " + kWords;
  take(arrival("kamer", "https://kamer.example/1", html(many), kFromTheKamer));
  EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(many + " Blad."), kFromTheGazette)).outcome,
            Outcome::unchanged);
}

TEST_F(OneDocument, IsNeverRevisedByRegistersThatSayNothingNewHoweverMuchTheyDiffer) {
  auto of_kamer = kFromTheKamer, of_gazette = kFromTheGazette;
  of_kamer[facts::kSoort] = "Brief regering";
  of_kamer[facts::kDate] = "2026-02-27";
  of_kamer[facts::kDossiers] = "31415";
  of_gazette[facts::kSoort] = "Brief";
  of_gazette[facts::kDate] = "2026-03-01";
  of_gazette[facts::kDossiers] = "31415\n17050";
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), of_kamer));
  const auto both_say_it_again = [&](int rounds) {
    for (int i = 0; i < rounds; ++i) {
      EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(kWords), of_gazette)).outcome, Outcome::unchanged);
      EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), of_kamer)).outcome, Outcome::unchanged);
    }
  };
  both_say_it_again(10);
  EXPECT_EQ(events().size(), 1U);
  // One change of each, in turn: each is one revision, and the other's next word is none.
  for (int day = 1; day <= 6; ++day) {
    auto& changed = day % 2 == 0 ? of_kamer : of_gazette;
    changed[facts::kDueOn] = "2026-04-0" + std::to_string(day);
    auto one = day % 2 == 0 ? arrival("kamer", "https://kamer.example/1", plain(kWords), of_kamer)
                            : arrival("kop", "https://kop.example/1", html(kWords), of_gazette);
    EXPECT_EQ(take(std::move(one)).change, "metadata") << day;
    both_say_it_again(3);
  }
  EXPECT_EQ(registrar_->record().revisions("kst-31415-926").size(), 7U);
}

TEST_F(OneDocument, TakesTheNewsOfOneRegisterAndLeavesTheFactsOfTheOtherAlone) {
  auto of_kamer = kFromTheKamer, of_gazette = kFromTheGazette;
  take(arrival("kamer", "https://kamer.example/1", plain(kWords), of_kamer));
  take(arrival("kop", "https://kop.example/1", html(kWords), of_gazette));
  const auto known = [&] {
    const auto last = registrar_->record().last_revision("kst-31415-926");
    return registrar_->archive().read(last->commit_id, "kst-31415-926", "metadata.json").value_or("");
  };
  const auto document = [&] { return *registrar_->record().document("kst-31415-926"); };
  of_gazette[facts::kKenmerk] = "IENM-2026/17";
  EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(kWords), of_gazette)).change, "metadata");
  EXPECT_THAT(known(), HasSubstr("IENM-2026/17"));
  EXPECT_EQ(document().title, "Brief over de beschoeiing") << "the other's word, as it was";
  of_kamer[facts::kDueOn] = "2026-04-30";
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(kWords), of_kamer)).change, "metadata");
  EXPECT_THAT(known(), HasSubstr("2026-04-30"));
  EXPECT_THAT(known(), HasSubstr("IENM-2026/17"));
  of_gazette.erase(facts::kKenmerk);
  EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(kWords), of_gazette)).change, "metadata");
  EXPECT_THAT(known(), ::testing::Not(HasSubstr("IENM-2026/17"))) << "taken back";
  EXPECT_THAT(known(), HasSubstr("2026-04-30"));
  // A change of the words by one leaves what the other says of its place.
  const auto longer = std::string(kWords) + " Er komt ook een debat over in de Kamer dit jaar, zegt de Minister.";
  EXPECT_EQ(take(arrival("kop", "https://kop.example/1", html(longer), of_gazette)).change, "substantive");
  EXPECT_THAT(known(), HasSubstr("2026-04-30"));
  EXPECT_EQ(document().title, "Brief over de beschoeiing");
  expect_whole_and_the_same_after_a_rebuild("kst-31415-926");
}

class Correction : public OneDocument {
 protected:
  Correction() {
    for (int i = 0; i < 25; ++i) words_ += std::string(kWords) + " ";
    take(arrival("kamer", "https://kamer.example/1", plain(words_), kFromTheKamer));
    take(arrival("kop", "https://kop.example/1", html(words_ + "Blad."), kFromTheGazette));
  }
  std::string with(std::string text, const std::string& word, const std::string& other) const {
    return text.replace(text.find(word), word.size(), other);
  }
  Taken of_kamer(const std::string& text) {
    return take(arrival("kamer", "https://kamer.example/1", plain(text), kFromTheKamer));
  }
  Taken of_gazette(const std::string& text) {
    return take(arrival("kop", "https://kop.example/1", html(text + "Blad."), kFromTheGazette));
  }
  std::string words_;
};

TEST_F(Correction, ThatTheOtherFormTakesOverIsToldOnce) {
  const auto corrected = with(words_, "voorjaar", "najaar");
  EXPECT_EQ(of_kamer(corrected).change, "substantive");
  EXPECT_EQ(of_gazette(corrected).outcome, Outcome::unchanged);
}

TEST_F(Correction, ThatTheOtherFormAloneHasIsToldThoughItComesRightAfterAnother) {
  EXPECT_EQ(of_kamer(with(words_, "voorjaar", "najaar")).change, "substantive");
  EXPECT_EQ(of_gazette(with(words_, "provincie", "gemeente")).change, "substantive");
}

TEST_F(Correction, ThatTheOtherFormTakesOverOneByOneIsNoNews) {
  const auto once = with(words_, "voorjaar", "najaar");
  const auto twice = with(with(with(once, "provincie", "gemeente"), "planning", "begroting"), "raming", "schatting");
  EXPECT_EQ(of_kamer(once).change, "substantive");
  EXPECT_EQ(of_kamer(twice).change, "substantive");
  EXPECT_EQ(of_gazette(once).outcome, Outcome::unchanged);
  EXPECT_EQ(of_gazette(twice).outcome, Outcome::unchanged);
}

TEST_F(Correction, ThatTheOtherFormTakesOverAfterItWasSentAgainAsItWasIsNoNews) {
  const auto corrected = with(words_, "voorjaar", "najaar");
  EXPECT_EQ(of_kamer(corrected).change, "substantive");
  auto again = arrival("kop", "https://kop.example/1", html(words_ + "Blad."), kFromTheGazette);
  again.facts[facts::kDueOn] = "2026-04-30";
  EXPECT_EQ(take(std::move(again)).change, "metadata");
  auto gazette = arrival("kop", "https://kop.example/1", html(corrected + "Blad."), kFromTheGazette);
  gazette.facts[facts::kDueOn] = "2026-04-30";
  EXPECT_EQ(take(std::move(gazette)).outcome, Outcome::unchanged);
}

TEST_F(Correction, OfTheOtherFormIsToldThoughOnlyFactsWereRevisedSince) {
  auto said = kFromTheKamer;
  said[facts::kDueOn] = "2026-04-30";
  EXPECT_EQ(take(arrival("kamer", "https://kamer.example/1", plain(words_), said)).change, "metadata");
  EXPECT_EQ(of_gazette(with(words_, "provincie", "gemeente")).change, "substantive");
}

}  // namespace
}  // namespace griffier::daemon
