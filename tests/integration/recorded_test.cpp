// The real files beside the project, where they are present: five seeds, and all that publishers sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/support/places.h"
#include "tests/support/program.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
const fs::path kShared = fs::path(griffier::tests::source_dir()) / ".." / "shared";

boost::json::object read(const std::string& seed) {
  const auto ran = run({griffier::tests::program(), "read", "--json", (kShared / "seeds" / seed).string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  return boost::json::parse(ran.out).as_object();
}

TEST(Seeds, AreFiveDocumentsWithTheFactsThatTheirTextsGive) {
  if (!fs::exists(kShared / "seeds")) GTEST_SKIP() << "no ../shared/seeds here";
  const TemporaryFolder folder;
  const auto state = folder.path() / "state";
  ASSERT_EQ(griffier(state, {"import", (kShared / "seeds").string()}).exit_code, 0);
  EXPECT_EQ(row(state, "select count(*), sum(revisions) from v_documents"), "5|5");
  EXPECT_EQ(
      row(state,
          "select kind, dossier, dossier_number, published_on from v_documents where document_id = 'kst-19637-3274'"),
      "letter|19637|3274|2024-09-19");
  const auto opt_out = read("004_90b325cece02b68f.txt");
  EXPECT_EQ(opt_out.at("vergaderjaar"), "2024-2025");
  EXPECT_EQ(opt_out.at("signatory").at("name"), "M.H.M. Faber-van de Klashorst");
  EXPECT_EQ(opt_out.at("signatory").at("ministry"), "Asiel en Migratie");
  const auto request = read("000_26145bcf69d502cf.txt");
  EXPECT_EQ(request.at("document_number_in_dossier"), "202");
  EXPECT_EQ(request.at("letter_date"), "2023-07-10");
  EXPECT_EQ(request.at("signatory").at("name"), "D. Yeşilgöz-Zegerius");
  EXPECT_EQ(read("002_213f7efea6df9479.txt").at("kenmerk"), "5277899");
  const auto travel = read("003_4df700ba5a49d8e6.txt");
  EXPECT_EQ(travel.at("letter_date"), "2024-05-16");
  EXPECT_EQ(travel.at("signatory").at("name"), "E. van der Burg");
  EXPECT_NE(griffier(state, {"import", (kShared / "seeds").string()}).out.find("5 unchanged"), std::string::npos);
}

TEST(Recorded, IsTakenInWholeAndTheSameAgainChangesNothing) {
  if (!fs::exists(kShared / "recorded")) GTEST_SKIP() << "no ../shared/recorded here";
  const TemporaryFolder folder;
  const auto state = folder.path() / "state";
  const auto first = griffier(state, {"import", (kShared / "recorded").string()});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  const auto head = git(state, {"rev-parse", "main"});
  const auto again = griffier(state, {"import", (kShared / "recorded").string()});
  EXPECT_NE(again.out.find("no commit, no event, no alert"), std::string::npos) << again.out;
  EXPECT_EQ(git(state, {"rev-parse", "main"}), head);
  EXPECT_EQ(griffier(state, {"verify"}).exit_code, 0);
}

}  // namespace
}  // namespace griffier::tests
