// A first load, then a year of the Kamer, month by month: what is recorded must equal what was done, exactly.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/faults/kamer.h"
#include "tests/faults/truth.h"

namespace griffier::tests {
namespace {

constexpr int kFirstLetters = 60, kMonths = 12;

// A paper of questions, or its answers.
std::string question_paper(int number, bool answered) {
  const std::string about = fmt::format("over pont {}", number);
  std::string html = "<!doctype html><html><body><main><h1>";
  html += answered ? "Antwoord van Minister Ketelaar (Water) op vragen van het lid Van Oosterhoven (Veerpartij) " +
                         about + " (ontvangen 3 oktober 2024)"
                   : "Vragen van het lid Van Oosterhoven (Veerpartij) aan de Minister van Water " + about +
                         " (ingezonden 3 september 2024)";
  html += "</h1>";
  for (const int which : {1, 2}) {
    const auto* water = which == 1 ? "hoog" : "laag";
    html += fmt::format("<p>Vraag {}</p><p>Vaart pont {} bij {} water?</p>", which, number, water);
    if (answered) html += fmt::format("<p>Antwoord {}</p><p>Ja, bij {} water vaart pont {}.</p>", which, water, number);
  }
  return html + "</main></body></html>";
}

class Year {
 public:
  Year() {
    for (const auto* number : {"19637", "31865", "36600"}) {
      dossiers_.emplace_back(number, kamer_.dossier(number, fmt::format("Dossier over {}", number)));
    }
    for (int i = 0; i < kFirstLetters; ++i) add_letter();
    add_promise();
    for (int i = 0; i < 4; ++i) ask();
  }

  void run() {
    kamer_.poll(seconds(0));
    expect_recorded(kamer_.world, truths_, "at first");
    for (int month = 1; month <= kMonths; ++month) {
      pass_a_month();
      kamer_.poll(hours(24 * 30 * month));
      expect_recorded(kamer_.world, truths_, fmt::format("after month {}", month));
      if (::testing::Test::HasFailure()) return;
    }
  }

 private:
  enum class Is { letter, promise, question_paper };
  struct Entity {
    std::string document, guid;
    Is is = Is::letter;
  };

  int random(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  // Each of another length: a file of the length that it had is taken for the same one.
  std::string sentence() {
    ++sentences_;
    return fmt::format("De pont vaart nu om {:02} minuten over {:02}, zegt bericht {:05}{}", random(60), random(24),
                       sentences_, std::string(static_cast<std::size_t>(sentences_), '.'));
  }

  DocumentTruth& begin(const std::string& id, const std::string& guid, Is is = Is::letter) {
    entities_.push_back({id, guid, is});
    auto& truth = truths_[id];
    truth.renditions = address_of(entities_.back());
    return truth;
  }
  static std::map<std::string, std::string> address_of(const Entity& entity) {
    const bool promise = entity.is == Is::promise;
    return {{fmt::format("/SyncFeed/2.0/{}/{}", promise ? "Entiteiten" : "Resources", entity.guid),
             promise ? "text/markdown" : "text/html"}};
  }

  void add_letter() {
    const auto& [number, dossier] = dossiers_[static_cast<std::size_t>(random(static_cast<int>(dossiers_.size())))];
    const int letter = ++letters_;
    const auto id = fmt::format("kst-{}-{}", number, letter);
    const auto guid = kamer_.letter(dossier, letter, sentence());
    auto& truth = begin(id, guid);
    truth.dossier = number;
    truth.aliases = {fmt::format("tk-2024D{:05}", letter)};
    if (random(3) != 0) return;
    const auto annex = kamer_.register_.add("Document", {{"bronDocument", "ref:" + guid},
                                                         {"soort", "Bijlage"},
                                                         {"documentNummer", fmt::format("2024D{:05}", 50000 + letter)},
                                                         {"onderwerp", fmt::format("Bijlage bij brief {}", letter)}});
    kamer_.new_file(annex, sentence());
    begin(fmt::format("tk-2024D{:05}", 50000 + letter), annex).parent = id;
  }

  void add_promise() {
    const auto number = fmt::format("TZ2024-{:03}", ++promises_);
    const auto guid = kamer_.register_.add(
        "Toezegging", {{"aanmaakdatum", "2024-11-05T10:00:00"},
                       {"nummer", number},
                       {"functie", "minister van Water"},
                       {"status", "Openstaand"},
                       {"tekst", fmt::format("De minister stuurt brief {} over de pont.", promises_)}});
    begin(number, guid, Is::promise).events[{"toezegging.made", number}] = 1;
  }

  // Their term has passed by then: that is told with the poll that finds them.
  void ask() {
    const int number = ++papers_;
    const auto zaak = kamer_.register_.add(
        "Zaak", {{"nummer", fmt::format("2024Z{:05}", number)}, {"termijn", "2024-09-24T00:00:00"}});
    const auto guid = kamer_.register_.add("Document", {{"zaak", "ref:" + zaak},
                                                        {"soort", "Schriftelijke vragen"},
                                                        {"documentNummer", fmt::format("2024D{:05}", 60000 + number)},
                                                        {"onderwerp", fmt::format("Vragen over pont {}", number)},
                                                        {"kamer", "2"}});
    kamer_.register_.file(guid, question_paper(number, false), "text/html");
    const auto id = fmt::format("kv-tk-2024Z{:05}", number);
    auto& truth = begin(id, guid, Is::question_paper);
    truth.aliases = {fmt::format("tk-2024D{:05}", 60000 + number)};
    truth.events[{"question.asked", id}] = truth.events[{"question.overdue", id}] = 1;
    open_.emplace_back(number, zaak);
  }

  void answer() {
    if (open_.empty()) return;
    const auto [number, zaak] = open_.front();
    open_.erase(open_.begin());
    const auto guid = kamer_.register_.add("Document", {{"zaak", "ref:" + zaak},
                                                        {"soort", "Antwoord schriftelijke vragen"},
                                                        {"documentNummer", fmt::format("2024D{:05}", 70000 + number)},
                                                        {"onderwerp", fmt::format("Antwoord over pont {}", number)},
                                                        {"kamer", "2"}});
    kamer_.register_.file(guid, question_paper(number, true), "text/html");
    kamer_.register_.add("DocumentVersie", {{"document", "ref:" + guid},
                                            {"versienummer", "1"},
                                            {"externeidentifier", fmt::format("ah-tk-20242025-{}", number)}});
    auto& truth = begin(fmt::format("ah-tk-20242025-{}", number), guid, Is::question_paper);
    truth.aliases = {fmt::format("tk-2024D{:05}", 70000 + number)};
    truth.events[{"question.answered", fmt::format("kv-tk-2024Z{:05}", number)}] = 1;
  }

  void keep_the_promise(const Entity& promise, DocumentTruth& truth) {
    kamer_.register_.change(promise.guid,
                            {{"status", "Voldaan"}, {"kamerbriefNakoming", std::to_string(++sentences_)}});
    if (truth.events[{"toezegging.fulfilled", promise.document}]++ > 0) {
      truth.events[{"toezegging.fulfilled", promise.document}] = 1;
      return;
    }
    truth.revised("metadata", "document.metadata_changed");
  }

  void touch(const Entity& entity) {
    auto& world = kamer_.register_;
    auto& truth = truths_.at(entity.document);
    if (truth.withdrawn) {
      world.restore(entity.guid);
      truth.withdrawn = false;
      truth.renditions = address_of(entity);
      return truth.revised("restored", "document.restored");
    }
    switch (random(5)) {
      case 0:
        return world.emit_again(entity.guid);
      case 1:
        if (entity.is == Is::question_paper) return world.emit_again(entity.guid);
        world.remove(entity.guid);
        truth.withdrawn = true;
        truth.renditions.clear();
        return truth.revised("withdrawn", "document.withdrawn");
      case 2:
        if (entity.is == Is::promise) return keep_the_promise(entity, truth);
        world.change(entity.guid, {{"kenmerkAfzender", fmt::format("KENMERK-{}", ++sentences_)}});
        return truth.revised("metadata", "document.metadata_changed");
      default:
        if (entity.is != Is::letter) return world.emit_again(entity.guid);
        kamer_.new_file(entity.guid, sentence());
        return truth.revised("substantive", "document.revised");
    }
  }

  void pass_a_month() {
    auto all = entities_;
    std::shuffle(all.begin(), all.end(), random_);
    for (std::size_t i = 0; i < std::min<std::size_t>(14, all.size()); ++i) touch(all[i]);
    for (int i = 0; i < 5; ++i) add_letter();
    add_promise();
    ask();
    answer();
    kamer_.register_.emit_all_again("Kamerstukdossier");
  }

  Kamer kamer_;
  std::mt19937 random_{2024};
  std::vector<std::pair<std::string, std::string>> dossiers_;
  std::vector<Entity> entities_;
  std::vector<std::pair<int, std::string>> open_;  // questions without an answer, with their case
  Truths truths_;
  int letters_ = 0, promises_ = 0, papers_ = 0, sentences_ = 0;
};

TEST(KamerYear, WhatIsRecordedEqualsWhatWasDone) { Year().run(); }

}  // namespace
}  // namespace griffier::tests
