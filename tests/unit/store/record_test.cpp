#include "store/record/record.h"

#include <gtest/gtest.h>

#include "record_fixture.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;
using testing::kamervraag;
using testing::letter;
using testing::select;
using testing::withdrawal;

class Documents : public ::testing::Test {
 protected:
  Documents() : registrar_(folder_.path(), Open::read_write), record_(registrar_.record()) {}
  Recorded write(const NewRevision& revision) { return registrar_.write({&revision, 1}).at(0); }
  std::vector<std::string> ids(const DocumentFilter& filter) {
    std::vector<std::string> out;
    for (const DocumentRow& row : record_.documents(filter)) {
      out.push_back(row.document_id);
    }
    return out;
  }
  using Ids = std::vector<std::string>;
  Folder folder_;
  Registrar registrar_;
  Record& record_;
};

TEST_F(Documents, AreDescribedByTheirNewestRevision) {
  write(letter("kst-19637-3274", "Een."));
  NewRevision second = letter("kst-19637-3274", "Twee.", "substantive", 60);
  second.title = "Brief, gecorrigeerd";
  second.dossier.clear();
  second.source_url.clear();
  write(second);
  const DocumentRow row = record_.document("kst-19637-3274").value();
  EXPECT_EQ(row.title, "Brief, gecorrigeerd");
  EXPECT_EQ(row.dossier, "");
  EXPECT_EQ(row.published_on, "2024-09-19");
  EXPECT_EQ(row.first_seen_at, "2024-09-20T12:00:00.120Z");
  EXPECT_EQ(row.last_changed_at, "2024-09-20T12:01:00.120Z");
  EXPECT_EQ(row.revisions, 2);
  EXPECT_EQ(row.state, "current");
  EXPECT_EQ(row.url, "https://kamer.example/kst-19637-3274");
  EXPECT_EQ(select(record_.handle(), "SELECT dossier IS NULL, parent IS NULL FROM v_documents"), "1|1\n");
  EXPECT_FALSE(record_.document("kst-19637-9999"));
}

TEST_F(Documents, KnowWhatTheLastRevisionLookedLike) {
  EXPECT_FALSE(record_.last_revision("kst-19637-3274"));
  const NewRevision first = letter("kst-19637-3274", "Een.");
  const Recorded recorded = write(first);
  const LastRevision last = record_.last_revision("kst-19637-3274").value();
  EXPECT_EQ(last.revision, 1);
  EXPECT_EQ(last.change, "new");
  EXPECT_EQ(last.commit_id, recorded.commit_id);
  EXPECT_EQ(last.body_sha256, first.original.sha256);
  EXPECT_EQ(last.text_sha256, first.text_sha256);
  EXPECT_EQ(last.facts_sha256, publications::sha256_hex(first.facts_json));
  EXPECT_EQ(last.media_type, "text/html");
  EXPECT_EQ(last.pipeline, "extract 1, normalise 1");
  EXPECT_FALSE(last.withdrawn);
}

TEST_F(Documents, KeepTheirDescriptionWhenWithdrawn) {
  const NewRevision first = letter("kst-19637-3274", "Een.");
  write(first);
  write(withdrawal("kst-19637-3274", 60));
  EXPECT_EQ(record_.document("kst-19637-3274")->state, "withdrawn");
  EXPECT_EQ(record_.document("kst-19637-3274")->title, first.title);
  LastRevision last = record_.last_revision("kst-19637-3274").value();
  EXPECT_TRUE(last.withdrawn);
  EXPECT_EQ(last.text_sha256, first.text_sha256);
  EXPECT_EQ(last.body_sha256, first.original.sha256);
  EXPECT_EQ(last.media_type, "text/html");
  write(letter("kst-19637-3274", "Een.", "rebaseline", 90));
  EXPECT_TRUE(record_.last_revision("kst-19637-3274")->withdrawn) << "reading again brings nothing back";
  EXPECT_EQ(record_.document("kst-19637-3274")->last_changed_at, "2024-09-20T12:01:00Z");
  write(letter("kst-19637-3274", "Een.", "restored", 120));
  EXPECT_FALSE(record_.last_revision("kst-19637-3274")->withdrawn);
  EXPECT_EQ(record_.counts().withdrawn, 0);
}

TEST_F(Documents, AnswerToTheirAliases) {
  NewRevision revision = letter("kst-19637-3274", "Een.");
  revision.aliases = {"tk-2024D38123", "kst-1259252", "kst-19637-3274"};
  write(revision);
  NewRevision other = letter("kst-19637-3275", "Twee.");
  other.aliases = {"tk-2024D38123"};
  write(other);
  EXPECT_EQ(record_.resolve("kst-19637-3274"), "kst-19637-3274");
  EXPECT_EQ(record_.resolve("kst-1259252"), "kst-19637-3274");
  EXPECT_EQ(record_.resolve("tk-2024D38123"), "kst-19637-3274") << "who claims an alias first keeps it";
  EXPECT_EQ(record_.resolve("tk-2024D99999"), std::nullopt);
  // A document's own identity comes before another's alias.
  write(letter("kst-1259252", "Drie."));
  EXPECT_EQ(record_.resolve("kst-1259252"), "kst-1259252");
}

TEST_F(Documents, AreFilteredAndListedNewestFirst) {
  write(letter("kst-19637-1", "Een."));
  NewRevision second = letter("kst-36600-VI-2", "Twee.");
  second.dossier = "36600-VI";
  second.published_on = publications::parse_iso_date("2023-01-15");
  second.source = "import";
  second.facts_json =
      R"({"links":[{"relation":"refers","kind":"dossier","target":"29279","printed":""},)"
      R"({"relation":"refers","kind":"dossier","target":"31415","printed":"dossier 31 415","block":2}]})";
  write(second);
  NewRevision third = kamervraag("kv-tk-2024Z18435", "Kent u dit bericht?");
  third.published_on.reset();  // listed under the day it was first seen, 20 September 2024
  write(third);
  write(withdrawal("kst-19637-1"));
  EXPECT_EQ(ids({}), (Ids{"kv-tk-2024Z18435", "kst-19637-1", "kst-36600-VI-2"}));
  DocumentFilter filter;
  filter.kinds = {"letter", "motion"};
  EXPECT_EQ(ids(filter), (Ids{"kst-19637-1", "kst-36600-VI-2"}));
  filter.state = "current";
  EXPECT_EQ(ids(filter), Ids{"kst-36600-VI-2"});
  filter = {};
  filter.dossiers = {"19637"};
  EXPECT_EQ(ids(filter), Ids{"kst-19637-1"});
  filter.dossiers = {"36600"};
  EXPECT_EQ(ids(filter), Ids{"kst-36600-VI-2"}) << "with its chapters";
  filter.dossiers = {"29279"};
  EXPECT_EQ(ids(filter), Ids{"kst-36600-VI-2"}) << "filed there as well";
  filter.dossiers = {"31415"};
  EXPECT_EQ(ids(filter), Ids{}) << "only spoken of";
  filter = {};
  filter.sources = {"import'; DROP TABLE documents; --", "import"};
  EXPECT_EQ(ids(filter), Ids{"kst-36600-VI-2"});
  filter = {};
  filter.since = "2024-09-20";
  EXPECT_EQ(ids(filter), Ids{"kv-tk-2024Z18435"});
  filter = {};
  filter.until = "2024-09-19";
  EXPECT_EQ(ids(filter), (Ids{"kst-19637-1", "kst-36600-VI-2"}));
  filter.limit = 1;
  EXPECT_EQ(ids(filter), Ids{"kst-19637-1"});
  filter = {};
  filter.ids = {"kst-36600-VI-2"};
  EXPECT_EQ(ids(filter), Ids{"kst-36600-VI-2"});
}

TEST_F(Documents, ListTheirRevisionsWithWhatHappened) {
  write(letter("kst-19637-3274", "Een."));
  write(letter("kst-19637-3274", "Twee.", "substantive", 60));
  write(letter("kst-19637-3274", "Twee.", "cosmetic", 120));
  const std::vector<RevisionRow> rows = record_.revisions("kst-19637-3274");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].revision, 2);
  EXPECT_EQ(rows[1].change, "substantive");
  EXPECT_EQ(rows[1].words_added, 1);
  EXPECT_EQ(rows[1].summary, "document.revised of kst-19637-3274");
  EXPECT_EQ(rows[2].summary, "");
  EXPECT_EQ(rows[2].source_url, "https://kamer.example/kst-19637-3274");
  EXPECT_TRUE(record_.revisions("kst-19637-9999").empty());
}

TEST_F(Documents, RecogniseAReturnToAnEarlierText) {
  const std::string one = publications::sha256_hex("Een.");
  const std::string two = publications::sha256_hex("Twee.");
  write(letter("kst-19637-3274", "Een."));
  EXPECT_EQ(record_.revision_with_text("kst-19637-3274", one), std::nullopt) << "the newest isn't an earlier one";
  write(letter("kst-19637-3274", "Twee.", "substantive", 60));
  EXPECT_EQ(record_.revision_with_text("kst-19637-3274", one), 1);
  EXPECT_EQ(record_.revision_with_text("kst-19637-3274", two), std::nullopt);
  EXPECT_EQ(record_.revision_with_text("kst-19637-9999", one), std::nullopt);
}

TEST_F(Documents, EventsAreFoundByKindDocumentMomentAndSequence) {
  const Recorded recorded = write(kamervraag("kv-tk-2024Z18435", "Kent u dit bericht?"));
  EXPECT_EQ(recorded.event_ids,
            (Ids{"kv-tk-2024Z18435@1/document.published", "kv-tk-2024Z18435@1/question.asked/kv-tk-2024Z18435"}));
  write(letter("kst-19637-3274", "Een.", "new", 1));
  const auto sequences = [&](const EventFilter& filter) {
    std::vector<std::int64_t> out;
    for (const EventRow& row : record_.events(filter)) {
      out.push_back(row.sequence);
    }
    return out;
  };
  using Sequences = std::vector<std::int64_t>;
  EventFilter filter;
  EXPECT_EQ(sequences(filter), (Sequences{1, 2, 3}));
  filter.kinds = {"document.published"};
  EXPECT_EQ(sequences(filter), (Sequences{1, 3}));
  filter.after_sequence = 1;
  EXPECT_EQ(sequences(filter), Sequences{3});
  filter = {};
  filter.documents = {"kv-tk-2024Z18435"};
  filter.limit = 1;
  EXPECT_EQ(sequences(filter), Sequences{2}) << "the newest";
  filter = {};
  filter.since = "2024-09-20T14:00:00.120+02:00";  // exactly the first
  EXPECT_EQ(sequences(filter), (Sequences{1, 2, 3}));
  filter.since = "2024-09-20T12:00:01Z";
  EXPECT_EQ(sequences(filter), Sequences{3});
  filter.since = "2024-09-21";
  EXPECT_EQ(sequences(filter), Sequences{});
  filter.since = "gisteren";
  EXPECT_THROW(static_cast<void>(record_.events(filter)), std::invalid_argument);
  EXPECT_EQ(record_.events({})[1].set_id, "kv-tk-2024Z18435");
  EXPECT_EQ(record_.events({})[1].summary, "Van Zanten asks 2 questions");
}

TEST_F(Documents, AKamervraagOpensItsQuestions) {
  write(kamervraag("kv-tk-2024Z18435", "Kent u dit bericht?"));
  EXPECT_EQ(select(record_.handle(), "SELECT * FROM v_questions"),
            "kv-tk-2024Z18435|2024Z18435|1|Polderpartij|Van Zanten, De Wit|Minister van Asiel en Migratie|2024-10-28|"
            "2024-11-18|open|NULL|NULL|Kent u dit bericht?|NULL\n"
            "kv-tk-2024Z18435|2024Z18435|2|Polderpartij|Van Zanten, De Wit|Minister van Asiel en Migratie|2024-10-28|"
            "2024-11-18|open|NULL|NULL|Wanneer?|NULL\n");
  NewRevision corrected = kamervraag("kv-tk-2024Z18435", "Kende u dit bericht?");
  corrected.change = "substantive";
  corrected.events.clear();
  write(corrected);
  EXPECT_EQ(select(record_.handle(), "SELECT number, question_text, state FROM v_questions"),
            "1|Kende u dit bericht?|open\n2|Wanneer?|open\n");
}

TEST_F(Documents, CountWhatThereIs) {
  write(letter("kst-19637-3274", "Een."));
  write(letter("kst-19637-3274", "Twee.", "substantive", 60));
  write(letter("kst-19637-3275", "Drie."));
  write(withdrawal("kst-19637-3275", 60));
  const Counts counts = record_.counts();
  EXPECT_EQ(counts.documents, 2);
  EXPECT_EQ(counts.withdrawn, 1);
  EXPECT_EQ(counts.revisions, 4);
  EXPECT_EQ(counts.events, 4);
  EXPECT_EQ(counts.to_index, 2);
}

TEST_F(Documents, AReaderSeesWhatIsCommittedWhileTheWriterWorks) {
  write(letter("kst-19637-3274", "Een."));
  Record reader(folder_.path() / "griffier.db", true);
  EXPECT_EQ(reader.counts().documents, 1);
  write(letter("kst-19637-3275", "Twee."));
  EXPECT_EQ(reader.counts().documents, 2);
  EXPECT_EQ(reader.head(), record_.head());
  EXPECT_THROW(static_cast<void>(reader.index_pending(1)), std::exception) << "it can't write";
}

}  // namespace
}  // namespace griffier::store
