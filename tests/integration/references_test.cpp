// griffier references, show and dossier: what a reader of the record sees of the ties between documents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string kamerstuk(const std::string& dossier, const std::string& number, const std::string& title,
                      const std::string& day, const std::string& words) {
  return "Tweede Kamer der Staten-Generaal\n\nVergaderjaar 2024–2025\n\n" + dossier +
         "\n\nHet maaien van bermen\n\nNr. " + number + "\n\n" + title +
         "\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\nDen Haag, " + day + "\n\n" + words +
         "\n\nDe Minister van Infrastructuur en Waterstaat,\n\nB. Madlener\n";
}

class References : public ::testing::Test {
 protected:
  void SetUp() override {
    (void)folder_.write("in/eerst.txt",
                        kamerstuk("31 415", "9", "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT",
                                  "3 maart 2025", "De bermen zijn gemaaid."));
    (void)folder_.write(
        "in/daarna.txt",
        kamerstuk("31 415", "12", "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT", "4 april 2025",
                  "In de brief van 3 maart (Kamerstuk 31 415, nr. 9) staat hoe er wordt gemaaid. Artikel 3:47 van de "
                  "Algemene "
                  "wet bestuursrecht blijft van kracht. Zie ook Kamerstuk 27 182, nr. 4."));
    (void)folder_.write(
        "in/later.txt",
        kamerstuk("36 999 VI", "3", "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT", "5 mei 2025",
                  "Verordening (EU) 2023/1115 geldt ook voor bermen. In Kamerstuk 36 999 V, nr. 7 en in "
                  "de antwoorden op de vragen met nummer 2023Z90001 staat daar meer over; "
                  "zie ook Handelingen II 2022/23, nr. 104, item 3 en Kamerstuk 31 415, nr. 9."));
    const auto ran = griffier(state_, {"import", (folder_.path() / "in").string()});
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
  }
  std::vector<json::object> json_lines(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const auto ran = griffier(state_, std::move(arguments));
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    std::vector<json::object> out;
    for (const auto& line : lines_of(ran.out)) out.push_back(json::parse(line).as_object());
    return out;
  }

  TemporaryFolder folder_;
  std::filesystem::path state_ = folder_.path() / "state";
};

TEST_F(References, AreShownBothWays) {
  const auto out = griffier(state_, {"references", "kst-31415-12"});
  EXPECT_EQ(out.exit_code, 0) << out.err;
  EXPECT_THAT(out.out, AllOf(HasSubstr("refers to (3)"), HasSubstr("kst-31415-9"), HasSubstr("artikel 3:47 Awb"),
                             HasSubstr("Kamerstukken II, 27 182, nr. 4"), HasSubstr("referred to by (0)")));
  const auto both = json_lines({"references", "kst-31415-9"});
  ASSERT_EQ(both.size(), 2U);
  const std::vector<json::object> in = {both[1]};
  EXPECT_EQ(in[0].at("direction"), "from");
  EXPECT_EQ(in[0].at("document_id"), "kst-31415-12");
  EXPECT_EQ(in[0].at("relation"), "refers");
  EXPECT_EQ(in[0].at("target_document_id"), "kst-31415-9");
  EXPECT_EQ(in[0].at("printed"), "Kamerstuk 31 415, nr. 9");
  EXPECT_TRUE(in[0].at("block").is_int64());
}

TEST_F(References, AreFoundForWhatIsNotKept) {
  for (const char* const id : {"kst-27182-4", "27 182, nr. 4", "Kamerstuk 27 182, nr. 4"}) {
    const auto ran = griffier(state_, {"references", id});
    EXPECT_EQ(ran.exit_code, 0) << id << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("not kept"), HasSubstr("kst-31415-12"))) << id;
  }
  for (const char* const law : {"artikel 3:47 Awb", "art. 3:47 van de Algemene wet bestuursrecht"})
    EXPECT_EQ(json_lines({"references", law}).size(), 1U) << law;
  const auto unknown = griffier(state_, {"references", "kst-1-1"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("kst-1-1"));
}

TEST_F(References, AreFoundForACelexNumberWhichIsNoDossier) {
  for (const char* const id : {"32023R1115", "32023r1115", "Verordening (EU) 2023/1115"}) {
    const auto ran = griffier(state_, {"references", id});
    EXPECT_EQ(ran.exit_code, 0) << id << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("32023R1115, which is not kept"), HasSubstr("kst-36999-VI-3"))) << id;
  }
}

TEST_F(References, OfACaseAreThoseOfItsQuestions) {
  for (const char* const id : {"2023Z90001", "2023z90001", "kv-tk-2023Z90001"})
    EXPECT_EQ(json_lines({"references", id}).size(), 1U) << id;
  (void)folder_.write("vragen/kv-tk-2023Z90001.txt",
                      "2023Z90001\n\n(ingezonden 7 maart 2023)\n\nVragen van het lid Zeeduin (D66) aan de Minister van "
                      "Infrastructuur en Waterstaat over het maaien van bermen.\n\n1\nIs er gemaaid?\n");
  ASSERT_EQ(griffier(state_, {"import", (folder_.path() / "vragen").string()}).exit_code, 0);
  for (const auto* const command : {"show", "log", "references"}) {
    const auto ran = griffier(state_, {command, "2023Z90001"});
    EXPECT_EQ(ran.exit_code, 0) << command << ran.err;
    EXPECT_THAT(griffier(state_, {"documents", "2023Z90001"}).out, HasSubstr("kv-tk-2023Z90001"));
  }
}

TEST_F(References, SayWhatAnAnswerIsAbout) {
  (void)folder_.write("vragen/kv-tk-2024Z90007.txt",
                      "2024Z90007\n\n(ingezonden 7 maart 2024)\n\nVragen van het lid Zeeduin (D66) aan de Minister van "
                      "Infrastructuur en Waterstaat over het maaien van bermen.\n\n1\nIs er gemaaid?\n");
  (void)folder_.write("vragen/ah-tk-20232024-9001.txt",
                      "2024Z90007\n\nAntwoord van minister Madlener (Infrastructuur en Waterstaat) (ontvangen 20 maart "
                      "2024).\n\n1\nIs er gemaaid?\n\nAntwoord 1\nJa. Zie Kamerstuk 31 415, nr. 9 en nogmaals 31 415, "
                      "nr. 9.\n");
  ASSERT_EQ(griffier(state_, {"import", (folder_.path() / "vragen").string()}).exit_code, 0);
  EXPECT_THAT(griffier(state_, {"show", "ah-tk-20232024-9001"}).out,
              HasSubstr("answers          kv-tk-2024Z90007: Vragen van het lid Zeeduin"));
  EXPECT_THAT(griffier(state_, {"references", "kst-31415-9"}).out, HasSubstr("referred to by (3)"));
}

TEST_F(References, OfADossierAreThoseOfItsPapers) {
  const auto known = griffier(state_, {"references", "31 415"});
  EXPECT_EQ(known.exit_code, 0) << known.err;
  EXPECT_THAT(known.out,
              AllOf(HasSubstr("31415 (dossier 31 415), of which 2 documents are kept: griffier dossier 31415"),
                    HasSubstr("referred to by (1)"), HasSubstr("kst-36999-VI-3"), HasSubstr("kst-31415-9")));
  const auto chapter = griffier(state_, {"references", "36999-V"});
  EXPECT_EQ(chapter.exit_code, 0) << chapter.err;
  EXPECT_THAT(chapter.out,
              AllOf(HasSubstr("36999-V (dossier 36 999 V), which is not kept"), HasSubstr("kst-36999-V-7")));
  const auto unread = griffier(state_, {"dossier", "27182"});
  EXPECT_EQ(unread.exit_code, 1);
  EXPECT_THAT(unread.err, HasSubstr("griffier references 27182"));
}

TEST_F(References, OfAMeetingAreThoseOfItsItems) {
  const auto items = griffier(state_, {"references", "h-tk-20222023-104"});
  EXPECT_EQ(items.exit_code, 0) << items.err;
  EXPECT_THAT(items.out, AllOf(HasSubstr("not kept"), HasSubstr("h-tk-20222023-104-3")));
  (void)folder_.write("handelingen/h-tk-20222023-104-5.txt", "Sluiting\n\nDe vergadering wordt gesloten.\n");
  ASSERT_EQ(griffier(state_, {"import", (folder_.path() / "handelingen").string()}).exit_code, 0);
  EXPECT_THAT(griffier(state_, {"references", "h-tk-20222023-104"}).out,
              AllOf(HasSubstr("of which 1 document is kept"), HasSubstr("h-tk-20222023-104-5")));
  const auto shown = griffier(state_, {"show", "h-tk-20222023-104"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("of h-tk-20222023-104 are kept: h-tk-20222023-104-5"));
}

TEST_F(References, StandWithEverythingElseThatShowGives) {
  const auto shown = griffier(state_, {"show", "kst-31415-9"});
  EXPECT_THAT(shown.out, AllOf(HasSubstr("31 415, nr. 9: Het maaien van bermen"), HasSubstr("B. Madlener"),
                               HasSubstr("referred to by   2"), HasSubstr("De bermen zijn gemaaid.")));
  const auto object = json_lines({"show", "kst-31415-12@1"}).at(0);
  EXPECT_EQ(object.at("document_id"), "kst-31415-12");
  EXPECT_EQ(object.at("dossier_title"), "Het maaien van bermen");
  EXPECT_EQ(object.at("date"), "2025-04-04");
  EXPECT_EQ(object.at("revision").at("revision"), 1);
  EXPECT_EQ(object.at("links").as_array().size(), 3U);
  EXPECT_EQ(object.at("origins").at("date").at("from"), "text");
  EXPECT_THAT(std::string(object.at("text").as_string()), HasSubstr("hoe er wordt gemaaid"));
  const auto read = json_lines({"read", (folder_.path() / "in/daarna.txt").string()}).at(0);
  for (const auto& [key, value] : read) {
    if (key == "file" || key == "aliases" || key == "links" || key == "origins") continue;
    EXPECT_EQ(object.at(key), value) << "show --json repeats what read --json says: " << std::string(key);
  }
}

TEST_F(References, AreNotNeededForATimeline) {
  const auto shown = griffier(state_, {"dossier", "31 415"});
  EXPECT_THAT(shown.out, HasSubstr("dossier 31 415: Het maaien van bermen"));
  const auto first = shown.out.find("kst-31415-9 ");
  EXPECT_LT(first, shown.out.find("kst-31415-12 ")) << shown.out;
  const auto rows = json_lines({"dossier", "31415"});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].at("document_id"), "kst-31415-12");
  EXPECT_EQ(griffier(state_, {"dossier", "27182"}).exit_code, 1);
}

TEST_F(References, AreNotNeededForTheChaptersOfADossier) {
  for (const auto& typed : std::vector<std::vector<std::string>>{{"36999"}, {"36", "999"}, {"36 999"}}) {
    std::vector<std::string> command = {"dossier"};
    command.insert(command.end(), typed.begin(), typed.end());
    const auto ran = griffier(state_, command);
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("kst-36999-VI-3"), HasSubstr("  VI, 3  ")));
  }
  EXPECT_EQ(griffier(state_, {"dossier", "36999-V"}).exit_code, 1);
  const auto cut = griffier(state_, {"documents", "--dossier", "36", "999"});
  EXPECT_EQ(cut.exit_code, 2);
  EXPECT_THAT(cut.err, HasSubstr("'36' is no dossier number"));
}

TEST_F(References, ComeBackWithARebuild) {
  const auto before = rows(state_, "SELECT * FROM v_links ORDER BY document_id, position");
  EXPECT_GT(before.size(), 3U);
  std::filesystem::remove(state_ / "griffier.db");
  const auto ran = griffier(state_, {"rebuild"});
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(rows(state_, "SELECT * FROM v_links ORDER BY document_id, position"), before);
  EXPECT_EQ(griffier(state_, {"verify"}).exit_code, 0);
}

}  // namespace
}  // namespace griffier::tests
