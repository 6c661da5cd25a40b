// A first load, then a year of the Kamer, month by month: what is recorded must equal what was done, exactly.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/faults/kamer.h"

namespace griffier::tests {
namespace {

constexpr int kFirstLetters = 60, kMonths = 12;

// What must be recorded of one document.
struct Truth {
  std::string entity, dossier, parent, alias;
  int revisions = 1;
  bool withdrawn = false, promise = false;
  std::map<std::string, int> events{{"document.published", 1}};
};

class Year {
 public:
  Year() {
    for (const auto* number : {"19637", "31865", "36600"}) {
      dossiers_.emplace_back(number, kamer_.dossier(number, fmt::format("Dossier over {}", number)));
    }
    for (int i = 0; i < kFirstLetters; ++i) add_letter();
    add_promise();
  }

  void run() {
    kamer_.poll(seconds(0));
    compare("at first");
    for (int month = 1; month <= kMonths; ++month) {
      pass_a_month();
      kamer_.poll(hours(24 * 30 * month));
      compare(fmt::format("after month {}", month));
      if (::testing::Test::HasFailure()) return;
    }
    expect_whole(kamer_.world);
  }

 private:
  int random(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  // Each of another length: a file of the length that it had is taken for the same one.
  std::string sentence() {
    ++sentences_;
    return fmt::format("De pont vaart nu om {:02} minuten over {:02}, zegt bericht {:05}{}", random(60), random(24),
                       sentences_, std::string(static_cast<std::size_t>(sentences_), '.'));
  }

  void add_letter() {
    const auto& [number, dossier] = dossiers_[static_cast<std::size_t>(random(static_cast<int>(dossiers_.size())))];
    const int letter = ++letters_;
    Truth truth;
    truth.entity = kamer_.letter(dossier, letter, sentence());
    truth.dossier = number;
    truth.alias = fmt::format("tk-2024D{:05}", letter);
    const auto id = fmt::format("kst-{}-{}", number, letter);
    if (random(3) == 0) {
      Truth annex;
      annex.entity = kamer_.register_.add("Document", {{"bronDocument", "ref:" + truth.entity},
                                                       {"soort", "Bijlage"},
                                                       {"documentNummer", fmt::format("2024D{:05}", 50000 + letter)},
                                                       {"onderwerp", fmt::format("Bijlage bij brief {}", letter)}});
      kamer_.new_file(annex.entity, sentence());
      annex.parent = id;
      truths_[fmt::format("tk-2024D{:05}", 50000 + letter)] = annex;
    }
    truths_[id] = truth;
  }

  void add_promise() {
    const auto number = fmt::format("TZ2024-{:03}", ++promises_);
    Truth truth;
    truth.promise = true;
    truth.entity = kamer_.register_.add(
        "Toezegging", {{"aanmaakdatum", "2024-11-05T10:00:00"},
                       {"nummer", number},
                       {"functie", "minister van Water"},
                       {"status", "Openstaand"},
                       {"tekst", fmt::format("De minister stuurt brief {} over de pont.", promises_)}});
    truths_[number] = truth;
  }

  void count(Truth& truth, const std::string& event) {
    ++truth.events[event];
    ++truth.revisions;
  }

  void touch(Truth& truth) {
    auto& world = kamer_.register_;
    if (truth.withdrawn) {
      world.restore(truth.entity);
      truth.withdrawn = false;
      return count(truth, "document.restored");
    }
    switch (random(5)) {
      case 0:
        return world.emit_again(truth.entity);
      case 1:
        world.remove(truth.entity);
        truth.withdrawn = true;
        return count(truth, "document.withdrawn");
      case 2:
        if (truth.promise) {
          world.change(truth.entity,
                       {{"status", fmt::format("Voldaan")}, {"kamerbriefNakoming", std::to_string(++sentences_)}});
          if (truth.events["document.metadata_changed"] == 0) count(truth, "document.metadata_changed");
          return;
        }
        world.change(truth.entity, {{"kenmerkAfzender", fmt::format("KENMERK-{}", ++sentences_)}});
        return count(truth, "document.metadata_changed");
      default:
        if (truth.promise) return world.emit_again(truth.entity);
        kamer_.new_file(truth.entity, sentence());
        return count(truth, "document.revised");
    }
  }

  void pass_a_month() {
    std::vector<Truth*> all;
    for (auto& [id, truth] : truths_) all.push_back(&truth);
    std::shuffle(all.begin(), all.end(), random_);
    for (std::size_t i = 0; i < std::min<std::size_t>(12, all.size()); ++i) touch(*all[i]);
    for (int i = 0; i < 5; ++i) add_letter();
    add_promise();
    kamer_.register_.emit_all_again("Kamerstukdossier");
  }

  // Only what differs, which is easier to read than a year.
  static void same(const std::vector<std::string>& found, const std::vector<std::string>& expected,
                   const std::string& when) {
    if (found == expected) return;
    for (const auto& one : found)
      if (std::find(expected.begin(), expected.end(), one) == expected.end())
        ADD_FAILURE() << when << ": recorded " << one;
    for (const auto& one : expected)
      if (std::find(found.begin(), found.end(), one) == found.end()) ADD_FAILURE() << when << ": not recorded " << one;
    EXPECT_EQ(found.size(), expected.size()) << when;
  }

  void compare(const std::string& when) {
    std::vector<std::string> documents, events, aliases;
    for (const auto& [id, truth] : truths_) {
      documents.push_back(fmt::format("{}|{}|{}|{}|{}", id, truth.revisions, truth.withdrawn ? "withdrawn" : "current",
                                      truth.parent, truth.dossier));
      for (const auto& [kind, times] : truth.events)
        if (times > 0) events.push_back(fmt::format("{}|{}|{}", id, kind, times));
      if (!truth.alias.empty()) aliases.push_back(truth.alias + "|" + id);
    }
    std::sort(aliases.begin(), aliases.end());
    const auto& state = kamer_.world.state();
    same(rows(state,
              "select document_id, revisions, state, coalesce(parent, ''), coalesce(dossier, '')"
              " from v_documents order by document_id"),
         documents, when);
    same(rows(state,
              "select document_id, kind, count(*) from v_events where kind like 'document.%'"
              " group by document_id, kind order by document_id, kind"),
         events, when);
    same(rows(state, "select alias, document_id from aliases join documents using(document_key) order by alias"),
         aliases, when);
  }

  Kamer kamer_;
  std::mt19937 random_{2024};
  std::vector<std::pair<std::string, std::string>> dossiers_;
  std::map<std::string, Truth> truths_;
  int letters_ = 0, promises_ = 0, sentences_ = 0;
};

TEST(KamerYear, WhatIsRecordedEqualsWhatWasDone) { Year().run(); }

}  // namespace
}  // namespace griffier::tests
