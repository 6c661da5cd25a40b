#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <array>

#include "publications/utf8.h"
#include "record_fixture.h"
#include "store/record/entry.h"
#include "store/record/query.h"
#include "store/record/search_plan.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;

class Search : public ::testing::Test {
 protected:
  Search() : record_(folder_.path() / "griffier.db", false) {}

  void enter_paper(const std::string& id, const std::string& title, const std::string& body, int revision = 1,
                   const std::string& day = "2024-09-19", const std::string& change = "") {
    Entry entry;
    entry.document_id = id;
    entry.revision = revision;
    entry.commit_id = id + "@" + std::to_string(revision);
    entry.change = !change.empty() ? change : revision == 1 ? "new" : "substantive";
    entry.source = change == "withdrawn" ? "koop" : "kamer";
    entry.observed_at = at("2024-09-20T12:00:00Z");
    entry.published_on = day;
    entry.kind = id.starts_with("kv") ? "question_set" : "letter";
    entry.dossier = "19637";
    entry.title = title;
    entry.plain_text = body;
    write(entry);
  }
  void write(const Entry& entry) {
    Database db(folder_.path() / "griffier.db", Database::Mode::read_write);
    register_search(db.handle());
    Transaction transaction(db.handle());
    enter(db, entry);
    transaction.commit();
  }
  std::vector<std::string> found(const std::string& query, const DocumentFilter& filter = {}) {
    std::vector<std::string> ids;
    for (const SearchHit& hit : record_.search(query, filter, 10)) {
      ids.push_back(hit.document.document_id);
    }
    return ids;
  }
  using Ids = std::vector<std::string>;

  Folder folder_;
  Record record_;
};

TEST_F(Search, FindsWordsByTheirStemOnceIndexed) {
  enter_paper("kst-1-1", "Brief", "De nareizende gezinsleden van vreemdelingen");
  EXPECT_EQ(record_.counts().to_index, 1);
  EXPECT_EQ(found("vreemdeling"), Ids{});
  EXPECT_EQ(record_.index_pending(10), 0);
  EXPECT_EQ(found("vreemdeling"), Ids{"kst-1-1"});
  EXPECT_EQ(found("GEZINSLEDEN"), Ids{"kst-1-1"});
  EXPECT_EQ(found("gezinshereniging"), Ids{});
}

TEST_F(Search, UnderstandsTheWholeLanguage) {
  enter_paper("kst-1-1", "Brief over nareis", "De tolk sprak lang met de advocaat in Ter Apel");
  enter_paper("kst-1-2", "Brief over opvang",
              "De advocaat kwam, en veel later op de dag na een lange reis ook de tolk");
  enter_paper("kst-1-3", "Brief over asiel", "Geen van beiden; asielzoekers wachten");
  record_.index_pending(10);
  const std::vector<std::pair<std::string, Ids>> cases = {
      {"tolk advocaat", {"kst-1-2", "kst-1-1"}},
      {"tolk AND advocaat", {"kst-1-2", "kst-1-1"}},
      {"nareis OR asiel", {"kst-1-3", "kst-1-1"}},
      {"brief -tolk", {"kst-1-3"}},
      {"brief NOT (tolk OR asiel)", {}},
      {"\"Ter Apel\"", {"kst-1-1"}},
      {"\xE2\x80\x9Cter apel\xE2\x80\x9D", {"kst-1-1"}},
      {"asielz*", {"kst-1-3"}},
      {"asielzoekers*", {"kst-1-3"}},
      {"\"ter ap\"*", {"kst-1-1"}},
      {"NEAR(tolk advocaat, 5)", {"kst-1-1"}},
      {"NEAR(tolk advocaat,5)", {"kst-1-1"}},
      {"NEAR(advoc* tolk, 5)", {"kst-1-1"}},
      {"NEAR(tolk \"de advocaat\", 5)", {"kst-1-1"}},
      {"NEAR(tolk \"de advocaat\",5)", {"kst-1-1"}},
      {"KIND:Brief tolk Dossier:19637", {"kst-1-2", "kst-1-1"}},
      {"kind:brief AND tolk", {"kst-1-2", "kst-1-1"}},
      {"brief AND NOT tolk", {"kst-1-3"}},
      {"(nareis OR asiel) tolk", {"kst-1-1"}},
      {"tolk kind:brief dossier:19637", {"kst-1-2", "kst-1-1"}},
      {"tolk dossier:\"36 600 VI\"", {}},
      {"asiel id:kst-1-3 since:2024-01-01 until:2024-12-31 source:kamer", {"kst-1-3"}},
      {"asiel since:2024-10-01", {}},
      {"kind:letter", {"kst-1-3", "kst-1-2", "kst-1-1"}},
      {"c'est \"); DROP TABLE documents; --\"", {}},
  };
  for (const auto& [query, ids] : cases) {
    Ids sorted = found(query);
    Ids expected = ids;
    std::sort(sorted.begin(), sorted.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(sorted, expected) << query;
  }
}

TEST_F(Search, NoQueryEverReachesSqlAsAnError) {
  enter_paper("kst-1-1", "Brief", "asiel");
  record_.index_pending(10);
  const std::string alphabet = "ab \"()*-:^+{}'\\\xC3\xA9\xFF,NOT OR AND NEAR(";
  unsigned state = 12345;
  for (int round = 0; round < 3000; ++round) {
    std::string query;
    state = state * 1103515245 + 12345;
    for (unsigned length = (state >> 16) % 24; length > 0; --length) {
      state = state * 1103515245 + 12345;
      query += alphabet[(state >> 16) % alphabet.size()];
    }
    try {
      static_cast<void>(record_.search(query, {}, 5));
    } catch (const QueryError&) {  // said so to the user
    }
  }
  EXPECT_EQ(found("asiel"), Ids{"kst-1-1"});
}

TEST_F(Search, BytesThatAreNoTextSeparateWords) {
  enter_paper("kst-1-1", "Brief", "asiel en nareis");
  record_.index_pending(10);
  EXPECT_EQ(found(std::string("asiel\0nareis", 12)), Ids{"kst-1-1"});
  EXPECT_EQ(found(std::string("\"asiel\0en\"", 10)), Ids{"kst-1-1"});
  EXPECT_EQ(found("asiel\xFF\xFEnareis"), Ids{}) << "a phrase of the two";
  EXPECT_EQ(found("asiel \xC3"
                  "en"),
            Ids{"kst-1-1"});
  EXPECT_THROW(found("\xFF\xFE"), QueryError);
}

TEST_F(Search, LabelsOfAFilterCanNotBeWrittenAsWords) {
  enter_paper("kst-1-1", "\x01kind:motion",
              "\x01kind:motion en \x01"
              "dossier:36600");
  record_.index_pending(10);
  EXPECT_EQ(found("kind:motion en"), Ids{});
  EXPECT_EQ(found("dossier:36600 en"), Ids{});
  EXPECT_EQ(found("en \x01kind:motion"), Ids{"kst-1-1"}) << "the words kind and motion";
  DocumentFilter quotes;
  quotes.sources = {"a\" OR \"kamer"};
  EXPECT_EQ(found("en", quotes), Ids{});
  quotes.sources.clear();
  quotes.members = {"a\" OR \"\x01kind:letter"};
  EXPECT_EQ(found("en", quotes), Ids{});
}

TEST_F(Search, ADossierHasItsChaptersAndWhatIsFiledThereAsWell) {
  Entry entry;
  entry.document_id = "kst-36600-VI-2";
  entry.revision = 1;
  entry.commit_id = "c";
  entry.change = "new";
  entry.dossier = "36600-VI";
  entry.plain_text = "nareis";
  entry.facts = boost::json::parse(
                    R"({"links":[{"relation":"refers","kind":"dossier","target":"29279","printed":""},)"
                    R"({"relation":"refers","kind":"dossier","target":"31415","printed":"dossier 31 415","block":2}]})")
                    .as_object();
  write(entry);
  record_.index_pending(10);
  for (const char* const dossier : {"36600", "36600-VI", "29279"})
    EXPECT_EQ(found(std::string("nareis dossier:") + dossier), Ids{"kst-36600-VI-2"}) << dossier;
  for (const char* const dossier : {"31415", "36600-V", "3660"})
    EXPECT_EQ(found(std::string("nareis dossier:") + dossier), Ids{}) << dossier;
}

TEST_F(Search, TheNewestOfEqualHitsComesFirstHoweverTheyCameIn) {
  enter_paper("kst-1-1", "Brief", "nareis", 1, "2024-03-02");
  enter_paper("kst-1-2", "Brief", "nareis", 1, "2024-03-03");
  enter_paper("kst-1-3", "Brief", "nareis", 1, "1999-12-31");
  record_.index_pending(2);
  record_.index_pending(10);
  EXPECT_EQ(found("nareis"), (Ids{"kst-1-2", "kst-1-1", "kst-1-3"}));
  EXPECT_EQ(found("nareis since:2024-03-03"), Ids{"kst-1-2"});
  EXPECT_EQ(found("nareis since:2024-03-02 until:2024-03-02"), Ids{"kst-1-1"});
  EXPECT_EQ(found("nareis until:1999-12-30"), Ids{});
  DocumentFilter both;
  both.until = "2024-03-02T12:00:00Z";
  EXPECT_EQ(found("nareis since:2000-01-01", both), Ids{"kst-1-1"});
  both.state = "withdrawn";
  EXPECT_EQ(found("nareis", both), Ids{});
}

TEST_F(Search, FiltersFollowTheDocument) {
  enter_paper("kst-1-1", "Brief", "nareis", 1, "2024-03-02");
  record_.index_pending(10);
  enter_paper("kst-1-1", "Brief", "nareis", 2, "2024-05-07", "metadata");
  EXPECT_EQ(record_.index_pending(10), 0);
  EXPECT_EQ(found("nareis since:2024-05-07"), Ids{"kst-1-1"});
  EXPECT_EQ(found("nareis until:2024-04-01"), Ids{});
  enter_paper("kst-1-1", "", "", 3, "2024-05-07", "withdrawn");
  record_.index_pending(10);
  EXPECT_EQ(found("nareis source:kamer"), Ids{});
  EXPECT_EQ(found("nareis source:koop"), Ids{"kst-1-1"});
  DocumentFilter withdrawn;
  withdrawn.state = "withdrawn";
  EXPECT_EQ(found("nareis", withdrawn), Ids{"kst-1-1"});
  EXPECT_EQ(testing::select(record_.handle(), "SELECT count(*) FROM search_texts"), "1\n");
  Statement(record_.handle(), "INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)").run();
}

TEST_F(Search, APrefixOfVeryCommonWordsStandsForTheCommonest) {
  enter_paper("kst-1-1", "Brief", "De asielzoekers in Ter Apel");
  enter_paper("kst-1-2", "Brief", "Een asielzoeker uit Ter Aar");
  enter_paper("kst-1-3", "Brief", "Over garnalen");
  record_.index_pending(10);
  const std::vector<std::pair<std::string, Ids>> cases = {{"asielz*", {"kst-1-1", "kst-1-2"}},
                                                          {"asielzoekers*", {"kst-1-1"}},
                                                          {"brief -asielz*", {"kst-1-3"}},
                                                          {"(asielz* OR garnalen) apel", {"kst-1-1"}},

                                                          {"\"ter aa\"*", {"kst-1-2"}},
                                                          {"\"ter ap\"*", {"kst-1-1"}},
                                                          {"NEAR(\"in ter\" apel, 2) asielz*", {"kst-1-1"}}};
  const auto check = [&](const char* how) {
    for (const auto& [query, expected] : cases) {
      Ids ids = found(query);
      std::sort(ids.begin(), ids.end());
      EXPECT_EQ(ids, expected) << query << ", " << how;
    }
  };
  check("every word gathered");
  Statement(record_.handle(), "UPDATE search_words SET texts = texts * 1000000").run();
  check("as the commonest words");
  const std::string snippet = record_.search("asielz*", {}, 1).at(0).snippet;
  EXPECT_NE(snippet.find("\x01"
                         "asielzoeker"),
            std::string::npos)
      << snippet;
}

TEST_F(Search, AQueryOfManyCommonPrefixesStaysSmall) {
  std::string body;
  std::string query;
  for (int i = 10; i < 100; ++i) {
    for (int end = 0; end < 40; ++end) {
      body += "woord" + std::to_string(i) + "x" + std::to_string(end) + " ";
    }
    query += "woord" + std::to_string(i) + "* ";
  }
  enter_paper("kst-1-1", "Brief", body);
  record_.index_pending(10);
  EXPECT_EQ(found(query), Ids{"kst-1-1"});
  Statement(record_.handle(), "UPDATE search_words SET texts = texts * 1000000").run();
  EXPECT_EQ(found(query), Ids{"kst-1-1"});
  Database db(folder_.path() / "griffier.db", Database::Mode::read_only);
  EXPECT_LT(plan_search(db, parse_query(query), {}).term_of.size(), 300U);
}

TEST_F(Search, ACommonPrefixBehindAnotherWordIsLookedForInABoundedNumberOfTexts) {
  Statement add(record_.handle(), "INSERT OR REPLACE INTO search_words(word, texts) VALUES(?, ?)");
  for (const auto& [word, texts] : {std::pair("", 100'000), std::pair("de", 90'000), std::pair("woa", 30'000),
                                    std::pair("wob", 29'000), std::pair("woc", 28'000), std::pair("wod", 27'000)})
    add.with(word, texts).run();
  Database db(folder_.path() / "griffier.db", Database::Mode::read_only);
  const auto plan = plan_search(db, parse_query("\"de wo\"*"), {});
  EXPECT_EQ(plan.term_of.size(), 2U) << "the commonest, until half of all texts are looked at";
  EXPECT_EQ(plan.candidates, 100U);
  EXPECT_EQ(plan_search(db, parse_query("\"de wo\"* \"ter apel\""), {}).candidates, 100U);
  EXPECT_EQ(plan_search(db, parse_query("wo*"), {}).term_of.size(), 4U);
}

TEST_F(Search, ARareWordCountsForMoreThanACommonOne) {
  for (int i = 0; i < 40; ++i) {
    enter_paper("kst-2-" + std::to_string(i), "Brief", "opvang van mensen");
  }
  enter_paper("kst-1-1", "Brief", "opvang opvang tolk mensen");
  enter_paper("kst-1-2", "Brief", "opvang tolk tolk mensen");
  enter_paper("kst-1-3", "Brief", "opvang opvang tolk mensen");
  record_.index_pending(100);
  EXPECT_EQ(found("opvang tolk").at(0), "kst-1-2");
}

TEST_F(Search, MarksTheWordsInASnippet) {
  enter_paper("kst-1-1", "Brief", "Een tekst met\n\x01verborgen\x02 merken over vreemdelingen in het land");
  record_.index_pending(10);
  const std::vector<SearchHit> hits = record_.search("vreemdeling", {}, 10);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_NE(hits[0].snippet.find("\x01vreemdelingen\x02"), std::string::npos) << hits[0].snippet;
  EXPECT_EQ(std::count(hits[0].snippet.begin(), hits[0].snippet.end(), '\x01'), 1);
  EXPECT_EQ(hits[0].snippet.find('\n'), std::string::npos);
}

TEST_F(Search, RanksATitleAndRepeatedWordsHigher) {
  enter_paper("kst-1-1", "Nareis", "Een brief over andere zaken dan die van eergisteren");
  enter_paper("kst-1-2", "Brief", "Een brief waarin nareis eenmaal voorkomt tussen vele woorden");
  enter_paper("kst-1-3", "Brief", "Een brief over opvang en niets anders dan opvang alleen");
  record_.index_pending(10);
  EXPECT_EQ(found("nareis"), (Ids{"kst-1-1", "kst-1-2"}));
}

TEST_F(Search, FollowsTheNewestTextOfADocument) {
  enter_paper("kst-1-1", "Brief", "nareis");
  record_.index_pending(10);
  enter_paper("kst-1-1", "Brief", "opvang", 2);
  enter_paper("kst-1-1", "Brief", "terugkeer", 3);  // takes the place of what was never indexed
  EXPECT_EQ(record_.counts().to_index, 1);
  record_.index_pending(10);
  EXPECT_EQ(found("terugkeer"), Ids{"kst-1-1"});
  EXPECT_EQ(found("nareis"), Ids{});
  EXPECT_EQ(found("opvang"), Ids{});
  enter_paper("kst-1-1", "Brief", "terugkeer", 4);
  EXPECT_EQ(record_.counts().to_index, 0) << "the same text isn't indexed again";
  EXPECT_EQ(testing::select(record_.handle(), "SELECT count(*) FROM search_texts"), "1\n");
  // The index agrees with its content: FTS5's own check throws when it doesn't.
  Statement(record_.handle(), "INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)").run();
}

TEST_F(Search, IndexesInBatches) {
  for (int i = 1; i <= 5; ++i) {
    enter_paper("kst-1-" + std::to_string(i), "Brief", "nareis");
  }
  EXPECT_EQ(record_.index_pending(2), 3);
  EXPECT_EQ(record_.index_pending(2), 1);
  EXPECT_EQ(record_.index_pending(2), 0);
  EXPECT_EQ(record_.index_pending(2), 0);
  EXPECT_EQ(found("nareis").size(), 5U);
}

TEST_F(Search, AWatchAsksTheSameLanguageOfATextInMemory) {
  EXPECT_TRUE(record_.text_matches("nareis OR gezinshereniging", "Brief", "Over gezinsherenigingen"));
  EXPECT_TRUE(record_.text_matches("brief", "Brieven", "Over gezinsherenigingen"));
  EXPECT_FALSE(record_.text_matches("nareis", "Brief", "Over gezinsherenigingen"));
  EXPECT_TRUE(record_.text_matches("nareis", "Brief", "Over nareis"));
  EXPECT_TRUE(record_.text_matches("NEAR(over nareis, 1) -opvang", "Brief", "Over nareis"));
  EXPECT_FALSE(record_.text_matches("over -nareis", "Brief", "Over nareis"));
  EXPECT_THROW(static_cast<void>(record_.text_matches("kind:letter nareis", "Brief", "Over nareis")), QueryError);
  EXPECT_THROW(static_cast<void>(record_.text_matches("(", "Brief", "Over nareis")), QueryError);
}

}  // namespace
}  // namespace griffier::store
