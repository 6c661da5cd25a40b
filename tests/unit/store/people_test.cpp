// Ministries, fracties, members and cases as filters of lists and of search: the same answers from both.
#include <gtest/gtest.h>

#include "question_sheets.h"
#include "store/record/people.h"

namespace griffier::store {
namespace {

using testing::letter;
using testing::select;
using testing::Sheet;

class People : public testing::QuestionDesk {
 protected:
  using Ids = std::vector<std::string>;

  void keep(const std::string& id, const std::string& facts, int seconds = 0) {
    auto& record = registrar_->record();
    NewRevision revision = letter(id, "Woorden.", record.last_revision(id) ? "metadata" : "new", seconds);
    revision.facts_json = facts;
    registrar_->write(std::vector<NewRevision>{revision});
  }

  // What `set` leaves of all documents, by id; a list, a search of filters only and one of words must agree.
  template <typename Set>
  Ids found(Set set) {
    auto& record = registrar_->record();
    while (record.index_pending(100) > 0) {
    }
    DocumentFilter filter;
    set(filter);
    Ids listed;
    for (const auto& row : record.documents(filter)) listed.push_back(row.document_id);
    Ids searched;
    for (const auto& hit : record.search("brief", filter, 0)) searched.push_back(hit.document.document_id);
    Ids filtered;
    for (const auto& hit : record.search("dossier:19637", filter, 0)) filtered.push_back(hit.document.document_id);
    for (auto* ids : {&listed, &searched, &filtered}) std::sort(ids->begin(), ids->end());
    EXPECT_EQ(searched, listed);
    EXPECT_EQ(filtered, listed);
    return listed;
  }
  Ids ministry(const std::string& words) {
    return found([&](DocumentFilter& filter) { filter.ministries = {words}; });
  }
  Ids fractie(const std::string& name) {
    return found([&](DocumentFilter& filter) { filter.fracties = {name}; });
  }
  Ids member(const std::string& name) {
    return found([&](DocumentFilter& filter) { filter.members = {name}; });
  }
  Ids zaak(const std::string& number) {
    return found([&](DocumentFilter& filter) { filter.zaaknummers = {number}; });
  }
  // The labels of what was entered last of each document, and who it concerns.
  std::string labels() {
    return select(registrar_->record().handle(),
                  "SELECT d.document_id, t.labels FROM search_texts t JOIN documents d USING(document_key)"
                  " WHERE t.text_id = (SELECT coalesce(max(q.text_id), max(x.text_id)) FROM search_texts x"
                  "  LEFT JOIN search_pending q USING(text_id) WHERE x.document_key = d.document_key) ORDER BY 1") +
           select(registrar_->record().handle(),
                  "SELECT d.document_id, p.role, p.name, c.of_set FROM document_people c JOIN people p USING(name_key)"
                  " JOIN documents d USING(document_key) ORDER BY 1, 2, 3, 4");
  }
};

TEST(PeopleWords, HaveNoCaseAccentsOrMarks) {
  EXPECT_EQ(people_words(PeopleRole::member, "K.P. Çelebi\xE2\x80\x91Öz"), "k p celebi oz");
  EXPECT_EQ(people_words(PeopleRole::fractie, "Polder-fractie"), "polder");
  EXPECT_EQ(people_words(PeopleRole::member, "Fractie"), "fractie");
  EXPECT_EQ(people_words(PeopleRole::member, " \x01?! "), "");
  EXPECT_EQ(people_words(PeopleRole::member, std::string(5000, 'a')).size(), 1000U);
  EXPECT_EQ(people_words(PeopleRole::member, "a\xC3 b"), "a\xC3 b") << "no UTF-8: as it is";
}

TEST_F(People, AreFoundByWholeWordsOfOneName) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel en Visserij",)"
                      R"("signatories":[{"role":"","name":"J. Bok","ministry":"Kaas"}]})");
  keep("kst-19637-2", R"({"kind":"motion","signatory":{"role":"","name":"Jan Çelik","ministry":""},)"
                      R"("signatories":[{"role":"","name":"Kees de Wit","ministry":""}]})");
  keep("kst-19637-3", R"({"kind":"answer","askers":[{"name":"Van Zanten","party":"Polder-Duin"}],)"
                      R"("addressed_to":["Staatssecretaris van Visserij"],)"
                      R"("answered_by":[{"role":"","name":"B. Smit","ministry":"Zuivel"}],"zaaknummer":"2024Z7"})");
  EXPECT_EQ(ministry("zuivel"), (Ids{"kst-19637-1", "kst-19637-3"}));
  EXPECT_EQ(ministry("Zuivel en Visserij"), Ids{"kst-19637-1"});
  EXPECT_EQ(ministry("visserij zuivel"), Ids{}) << "words of two names, or in another order";
  EXPECT_EQ(ministry("Zuiv"), Ids{});
  EXPECT_EQ(ministry("Kaas"), Ids{"kst-19637-1"});
  EXPECT_EQ(member("celik"), Ids{"kst-19637-2"});
  EXPECT_EQ(member("De Wit"), Ids{"kst-19637-2"});
  EXPECT_EQ(member("Jan De"), Ids{}) << "of two names";
  EXPECT_EQ(member("Bok"), Ids{}) << "an official is no member";
  EXPECT_EQ(member("zanten"), Ids{"kst-19637-3"});
  EXPECT_EQ(fractie("polder-duin-fractie"), Ids{"kst-19637-3"});
  EXPECT_EQ(fractie("Polder"), Ids{}) << "a fractie is named whole";
  EXPECT_EQ(zaak("2024z7"), Ids{"kst-19637-3"});
  EXPECT_EQ(zaak("2024Z"), Ids{});
  EXPECT_EQ(member("?!"), Ids{});
}

TEST_F(People, AreFoundByTheirAbbreviations) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Volksgezondheid, Welzijn en Sport"})");
  keep("kst-19637-2", R"({"kind":"answer","addressed_to":["Minister van Justitie en Veiligheid"],)"
                      R"("askers":[{"name":"De Wit","party":"Partij voor de Dieren"}]})");
  EXPECT_EQ(ministry("VWS"), Ids{"kst-19637-1"});
  EXPECT_EQ(ministry("JenV"), Ids{"kst-19637-2"});
  EXPECT_EQ(ministry("IenW"), Ids{});
  EXPECT_EQ(fractie("PvdD"), Ids{"kst-19637-2"});
}

TEST_F(People, AreAnyOfOneFilterAndAllOfSeveral) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel"})");
  keep("kst-19637-2", R"({"kind":"answer","sender":"Minister van Kaas","askers":[{"name":"De Wit","party":"P"}]})");
  EXPECT_EQ(found([](DocumentFilter& filter) {
              filter.ministries = {"Zuivel", "kaas"};
            }),
            (Ids{"kst-19637-1", "kst-19637-2"}));
  EXPECT_EQ(found([](DocumentFilter& filter) {
              filter.ministries = {"Zuivel", "Kaas"};
              filter.members = {"de wit"};
            }),
            Ids{"kst-19637-2"});
}

TEST_F(People, AreFiltersOfAQueryAsWell) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel en Visserij"})");
  keep("kst-19637-2", R"({"kind":"answer","zaaknummer":"2024Z7","askers":[{"name":"De Wit","party":"Polder"}]})");
  while (registrar_->record().index_pending(100) > 0) {
  }
  const auto ids = [&](const std::string& query) {
    Ids out;
    for (const auto& hit : registrar_->record().search(query, {}, 0)) out.push_back(hit.document.document_id);
    return out;
  };
  for (const std::string words : {"", "brief "}) {
    EXPECT_EQ(ids(words + "ministry:\"zuivel en visserij\""), Ids{"kst-19637-1"});
    EXPECT_EQ(ids(words + "ministry:visserij lid:wit"), Ids{});
    for (const char* const filter :
         {"lid:\"de wit\"", "member:wit", "fractie:polder", "zaak:2024Z7", "zaaknummer:2024z7", "lid:zanten lid:wit"})
      EXPECT_EQ(ids(words + filter), Ids{"kst-19637-2"}) << words << filter;
  }
  EXPECT_THROW((void)registrar_->record().text_matches("brief ministry:zuivel", "", "brief"), QueryError);
}

TEST_F(People, OfAToezeggingAreWhoMadeItAndToWhom) {
  keep("kst-19637-1", R"x({"kind":"toezegging","toezegging":{"number":"TZ202411-049","status":"Openstaand",)x"
                      R"x("made_by":"Minister van Zuivel","made_to":"De Wit (Polder)"}})x");
  EXPECT_EQ(ministry("zuivel"), Ids{"kst-19637-1"});
  EXPECT_EQ(member("wit"), Ids{"kst-19637-1"});
  EXPECT_EQ(fractie("polder"), Ids{"kst-19637-1"});
  EXPECT_EQ(zaak("TZ202411-049"), Ids{"kst-19637-1"});
}

TEST_F(People, FollowTheFactsOfTheNewestRevision) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel"})");
  EXPECT_EQ(ministry("zuivel"), Ids{"kst-19637-1"});
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Kaas"})", 1);
  EXPECT_EQ(ministry("zuivel"), Ids{});
  EXPECT_EQ(ministry("kaas"), Ids{"kst-19637-1"});
  auto gone = testing::withdrawal("kst-19637-1", 2);
  registrar_->write(std::vector<NewRevision>{gone});
  EXPECT_EQ(ministry("kaas"), Ids{"kst-19637-1"}) << "what is withdrawn stays what it was";
}

// The letter says only that it answers questions of a case; its set says whose.
const Sheet kLetter{.id = "ah-tk-20242025-9",
                    .kind = "answer",
                    .extra = R"("zaaknummer":"2024Z1")",
                    .askers = "",
                    .on_date = "2024-11-20",
                    .answers = {1, 2, 3}};

TEST_F(People, OfASetCountForItsAnswerWhicheverComesFirst) {
  write(kLetter);
  EXPECT_EQ(member("Van Zanten"), Ids{});
  write(testing::kAsked);
  const Ids both = {kLetter.id, testing::kAsked.id};
  EXPECT_EQ(member("Van Zanten"), both);
  EXPECT_EQ(fractie("polderpartij"), both);
  EXPECT_EQ(zaak("2024Z1"), both);
  EXPECT_EQ(ministry("zuivel"), both);
}

TEST_F(People, OfASetGoWhenAnAnswerIsParted) {
  write(testing::kAsked);
  write(kLetter);
  ASSERT_EQ(member("Van Zanten").size(), 2U);
  ASSERT_TRUE(decide(kLetter.id, "kv-tk-2024Z1", false, testing::at("2024-12-02T12:00:00Z")));
  EXPECT_EQ(member("Van Zanten"), Ids{testing::kAsked.id});
  ASSERT_TRUE(decide(kLetter.id, "kv-tk-2024Z1", true, testing::at("2024-12-02T13:00:00Z")));
  EXPECT_EQ(member("Van Zanten").size(), 2U);
}

TEST_F(People, AreTheSameAfterARebuild) {
  write(kLetter);
  while (registrar_->record().index_pending(100) > 0) {
  }
  write(testing::kAsked);
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel en Visserij"})", 9);
  const auto before = labels();
  expect_rebuild_gives_the_same();
  EXPECT_EQ(labels(), before);
  EXPECT_EQ(member("Van Zanten").size(), 2U);
}

TEST_F(People, AreFoundByIndex) {
  keep("kst-19637-1", R"({"kind":"letter","sender":"Minister van Zuivel"})");
  const auto plan = [&](const std::string& of) {
    return select(registrar_->record().handle(), "EXPLAIN QUERY PLAN " + of);
  };
  const auto names = plan(
      "SELECT c.document_key FROM people p CROSS JOIN document_people c USING(name_key)"
      " WHERE p.role = 'ministry' AND (instr(' ' || p.name || ' ', ' zuivel ') > 0)");
  EXPECT_NE(names.find("SEARCH p USING COVERING INDEX sqlite_autoindex_people_1 (role=?)"), std::string::npos) << names;
  EXPECT_NE(names.find("SEARCH c USING PRIMARY KEY (name_key=?)"), std::string::npos) << names;
  const auto documents = plan(
      "SELECT d.title FROM documents d WHERE d.joined_into IS NULL AND d.document_key IN (SELECT c.document_key FROM"
      " people p CROSS JOIN document_people c USING(name_key) WHERE p.role = 'zaak' AND (p.name = '2024z7'))"
      " ORDER BY d.sort_date DESC, d.document_key DESC LIMIT 50");
  EXPECT_NE(documents.find("(role=? AND name=?)"), std::string::npos) << documents;
  EXPECT_EQ(documents.find("SCAN d\n"), std::string::npos) << documents;
  const auto own = plan("SELECT name_key FROM document_people WHERE document_key = 1 AND of_set = 0 ORDER BY name_key");
  EXPECT_NE(own.find("COVERING INDEX document_people_by_document (document_key=? AND of_set=?)"), std::string::npos)
      << own;
}

}  // namespace
}  // namespace griffier::store
