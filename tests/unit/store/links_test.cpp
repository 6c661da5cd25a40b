// The links between documents: kept with each revision, followed both ways, made again by a rebuild.
#include "store/record/links.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "record_fixture.h"
#include "store/integrity.h"

namespace griffier::store {
namespace {

using testing::Folder;
using testing::letter;
using testing::select;

std::string link(const char* relation, const char* kind, const char* target, int block = 3) {
  return fmt::format(R"({{"relation":"{}","kind":"{}","target":"{}","printed":"as printed","block":{}}})", relation,
                     kind, target, block);
}

// A letter with these links; a second revision has other words.
NewRevision linking(const std::string& id, const std::string& links, const std::string& change = "new",
                    int seconds = 0) {
  auto revision = letter(id, change == "new" ? "Een." : "Twee.", change, seconds);
  revision.facts_json = R"({"kind":"letter","links":[)" + links + "]}";
  return revision;
}

void write(Registrar& registrar, NewRevision revision) {
  const std::vector<NewRevision> group = {std::move(revision)};
  registrar.write(group, {});
}

std::string shown(const std::vector<LinkRow>& rows) {
  std::string out;
  for (const auto& row : rows)
    out += row.document_id + ' ' + row.relation + ' ' + row.target + '>' + row.target_document_id + '\n';
  return out;
}

TEST(Links, AreFollowedBothWays) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, linking("kst-31415-1", ""));
  write(registrar, linking("kst-31415-2", link("refers", "kamerstuk", "kst-31415-1") + "," +
                                              link("cites", "law", "artikel 3:47 Awb", 5)));
  write(registrar, linking("kst-31415-3", link("motion_done", "kamerstuk", "kst-31415-1"), "new", 60));
  Links links(registrar.record());
  EXPECT_EQ(shown(links.from("kst-31415-2")),
            "kst-31415-2 refers kst-31415-1>kst-31415-1\nkst-31415-2 cites artikel 3:47 Awb>\n");
  EXPECT_EQ(links.from("kst-31415-2")[1].block, 5);
  EXPECT_EQ(links.from("kst-31415-2")[0].printed, "as printed");
  EXPECT_EQ(shown(links.to("kst-31415-1")),
            "kst-31415-3 motion_done kst-31415-1>kst-31415-1\nkst-31415-2 refers kst-31415-1>kst-31415-1\n");
  EXPECT_EQ(shown(links.to("artikel 3:47 Awb")), "kst-31415-2 cites artikel 3:47 Awb>\n");
  EXPECT_EQ(shown(links.to("kst-31415-9")), "");
}

TEST(Links, FindADocumentByItsOtherNames) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  auto known = linking("kst-31415-1", "");
  known.aliases = {"tk-2024D38123"};
  write(registrar, known);
  write(registrar, linking("kv-tk-2024Z90001", ""));
  write(registrar, linking("h-tk-20242025-12-3", ""));
  write(registrar, linking("kst-31415-8-h1", ""));
  write(registrar, linking("kst-31415-2", link("refers", "document", "tk-2024D38123") + "," +
                                              link("refers", "zaak", "2024Z90001") + "," +
                                              link("refers", "handelingen", "h-tk-20242025-12") + "," +
                                              link("refers", "kamerstuk", "kst-31415-8")));
  Links links(registrar.record());
  const auto out = links.from("kst-31415-2");
  ASSERT_EQ(out.size(), 4U);
  EXPECT_EQ(out[0].target_document_id, "kst-31415-1");
  EXPECT_EQ(out[1].target_document_id, "kv-tk-2024Z90001");
  for (const char* const id : {"kst-31415-1", "tk-2024D38123", "kv-tk-2024Z90001", "2024Z90001", "h-tk-20242025-12-3",
                               "h-tk-20242025-12", "kst-31415-8-h1"})
    EXPECT_EQ(links.to(id).size(), 1U) << id;
}

std::string ids(const std::vector<DocumentRow>& rows) {
  std::string out;
  for (const auto& row : rows) out += row.document_id + ' ';
  return out;
}

TEST(Links, ComeInOneOrderByWhateverNames) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  auto known = linking("kst-31415-1", "");
  known.aliases = {"tk-2024D38123"};
  write(registrar, known);
  for (const auto& [id, day] : {std::pair("file:old.txt", "2020-01-02"), std::pair("file:new.txt", "2024-01-02")}) {
    auto revision = linking(id, link("refers", "kamerstuk", "kst-31415-1") + "," +
                                    (day[3] == '4' ? link("answers", "document", "tk-2024D38123") : "3"));
    revision.published_on = publications::parse_iso_date(day);
    write(registrar, revision);
  }
  EXPECT_EQ(shown(Links(registrar.record()).to("kst-31415-1")),
            "file:new.txt refers kst-31415-1>kst-31415-1\nfile:new.txt answers tk-2024D38123>kst-31415-1\n"
            "file:old.txt refers kst-31415-1>kst-31415-1\n");
}

TEST(Links, OfACaseAreThoseOfItsQuestions) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, linking("kst-31415-1", link("answers", "kamervraag", "kv-tk-2023Z90001")));
  write(registrar, linking("kst-31415-2", link("refers", "zaak", "2023Z90001")));
  Links links(registrar.record());
  for (const char* const id : {"2023Z90001", "kv-tk-2023Z90001"}) EXPECT_EQ(links.to(id).size(), 2U) << id;
  EXPECT_TRUE(links.to("2023Z9000").empty());
}

TEST(Links, OfADossierAreThoseOfItsPapersAndChapters) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  auto within = linking("kst-36999-VI-3", link("refers", "kamerstuk", "kst-36999-VI-2"));
  within.dossier = "36999-VI";
  write(registrar, within);
  write(registrar, linking("file:a.txt", link("refers", "kamerstuk", "kst-36999-VI-2")));
  write(registrar, linking("file:b.txt", link("refers", "dossier", "36999-V")));
  write(registrar, linking("file:c.txt", link("refers", "kamerstuk", "kst-36999-VII-4")));
  write(registrar, linking("file:d.txt", link("refers", "kamerstuk", "kst-369990-1")));
  Links links(registrar.record());
  EXPECT_EQ(shown(links.to("36999")),
            "file:c.txt refers kst-36999-VII-4>\nfile:b.txt refers 36999-V>\nfile:a.txt refers kst-36999-VI-2>\n");
  EXPECT_EQ(shown(links.to("36999-VI")), "file:a.txt refers kst-36999-VI-2>\n")
      << "what the papers of a dossier say of each other is no reference to it";
  EXPECT_EQ(ids(links.parts_of("36999")), "kst-36999-VI-3 ");
  EXPECT_EQ(ids(links.in_dossier("36999")), "kst-36999-VI-3 ") << "a dossier covers its chapters";
  EXPECT_EQ(ids(links.in_dossier("36999-V")), "");
}

TEST(Links, OfAMeetingAreThoseOfItsItems) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, linking("h-tk-20242025-12-3", ""));
  write(registrar, linking("h-tk-20242025-123-1", ""));
  write(registrar, linking("file:a.txt", link("refers", "handelingen", "h-tk-20242025-12-3")));
  Links links(registrar.record());
  EXPECT_EQ(shown(links.to("h-tk-20242025-12")), "file:a.txt refers h-tk-20242025-12-3>h-tk-20242025-12-3\n");
  EXPECT_EQ(ids(links.parts_of("h-tk-20242025-12")), "h-tk-20242025-12-3 ");
  EXPECT_TRUE(links.parts_of("h-tk-20242025-12-3").empty());
}

TEST(Links, AreThoseOfTheNewestRevision) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, linking("kst-31415-2", link("refers", "kamerstuk", "kst-31415-1")));
  write(registrar, linking("kst-31415-2", link("refers", "kamerstuk", "kst-31415-7"), "substantive", 60));
  Links links(registrar.record());
  EXPECT_EQ(shown(links.from("kst-31415-2")), "kst-31415-2 refers kst-31415-7>\n");
  EXPECT_TRUE(links.to("kst-31415-1").empty());
  auto gone = letter("kst-31415-2", "", "withdrawn", 120);
  gone.original = {};
  write(registrar, gone);
  EXPECT_EQ(links.from("kst-31415-2").size(), 1U) << "a withdrawal says nothing about what the document said";
}

TEST(Links, AreMadeAgainByARebuild) {
  const Folder folder;
  const std::string kView = "SELECT * FROM v_links ORDER BY document_id, position";
  std::string before;
  {
    Registrar registrar(folder.path(), Open::read_write);
    write(registrar, linking("kst-31415-1", ""));
    write(registrar, linking("kst-31415-2", link("refers", "kamerstuk", "kst-31415-1") + "," +
                                                link("see_also", "aanhangsel", "ah-tk-20242025-9")));
    before = select(registrar.record().handle(), kView);
  }
  ASSERT_FALSE(before.empty());
  std::filesystem::remove(folder.path() / "griffier.db");
  rebuild(folder.path(), {});
  Record record(folder.path() / "griffier.db", true);
  EXPECT_EQ(select(record.handle(), kView), before);
}

TEST(Links, PassOverWhatIsNoLink) {
  const Folder folder;
  Registrar registrar(folder.path(), Open::read_write);
  write(registrar, linking("kst-31415-2", R"(3,null,"x",[],{},{"relation":7},{"relation":"promise","target":null},)" +
                                              link("refers", "kamerstuk", "kst-31415-2")));
  EXPECT_EQ(shown(Links(registrar.record()).from("kst-31415-2")), "kst-31415-2 promise >\n");
}

}  // namespace
}  // namespace griffier::store
