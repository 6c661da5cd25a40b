// What is attested of the archive once a day, and what verify makes of it.
#include "store/attest.h"

#include <gtest/gtest.h>

#include <fstream>

#include "record_fixture.h"
#include "store/archive/archive.h"
#include "store/integrity.h"

namespace griffier::store {
namespace {

using testing::at;
using testing::Folder;
using testing::git;
using testing::letter;

class Attest : public ::testing::Test {
 protected:
  void write(const NewRevision& revision) const { Registrar(folder_.path(), Open::read_write).write({&revision, 1}); }
  bool attest_at(const char* moment) const {
    Registrar registrar(folder_.path(), Open::read_write);
    return attest(registrar, at(moment));
  }
  std::vector<std::string> problems() const {
    std::vector<std::string> all;
    for (const auto& problem : verify(folder_.path(), {}).problems) all.push_back(problem.part + ": " + problem.detail);
    return all;
  }
  std::string tag_of(const std::string& day) const {
    return git(folder_.path(), "for-each-ref --format='%(contents)' refs/tags/attest/" + day);
  }
  Folder folder_;
};

TEST_F(Attest, ADayOnceAndGoesOnFromTheDayBefore) {
  EXPECT_FALSE(attest_at("2024-09-20T00:10:00Z")) << "nothing is recorded";
  write(letter("kst-19637-1", "Een."));
  EXPECT_TRUE(attest_at("2024-09-20T13:00:00Z"));
  write(letter("kst-19637-1", "Twee.", "substantive", 60));
  EXPECT_FALSE(attest_at("2024-09-20T21:59:00Z")) << "the day has its tag";
  EXPECT_TRUE(attest_at("2024-09-20T22:01:00Z")) << "the next day in Amsterdam";
  write(letter("kst-19637-2", "Drie.", "new", 120));
  EXPECT_TRUE(attest_at("2024-09-23T12:00:00Z"));

  Registrar registrar(folder_.path(), Open::read_only);
  const auto all = attestations(registrar.archive());
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].tag, "attest/2024-09-21");
  EXPECT_EQ(all[1].revisions, 2);
  EXPECT_EQ(all[1].documents, 1);
  EXPECT_EQ(all[2].revisions, 3);
  EXPECT_EQ(all[2].documents, 2);
  EXPECT_EQ(all[2].head, registrar.record().head());
  EXPECT_NE(all[1].chain, all[2].chain);
  const auto report = verify(folder_.path(), {});
  EXPECT_EQ(report.attestations, 3U);
  EXPECT_TRUE(report.problems.empty());
  EXPECT_NE(tag_of("2024-09-23").find("\nRevisions: 3\nDocuments: 2\nChain: " + all[2].chain + "\nSigned-off-by: "),
            std::string::npos)
      << tag_of("2024-09-23");
  EXPECT_EQ(git(folder_.path(), "fsck --strict --full --no-dangling --no-progress"), "");
}

TEST_F(Attest, WhatIsNotInTheHistoryAnyMoreIsTold) {
  write(letter("kst-19637-1", "Een."));
  write(letter("kst-19637-1", "Twee.", "substantive", 60));
  EXPECT_TRUE(attest_at("2024-09-21T00:10:00Z"));
  // Somebody takes the last revision away, from git and from the record.
  git(folder_.path(), "update-ref refs/heads/main main~1");
  std::filesystem::remove(folder_.path() / "griffier.db");
  rebuild(folder_.path(), {});
  const auto told = problems();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].rfind("attestation: attest/2024-09-21 names commit ", 0), 0U) << told[0];
}

TEST_F(Attest, ATagThatSaysSomethingElseIsTold) {
  write(letter("kst-19637-1", "Een."));
  EXPECT_TRUE(attest_at("2024-09-21T00:10:00Z"));
  const auto message = tag_of("2024-09-21");
  const auto wrong = folder_.path() / "message";
  std::ofstream(wrong) << std::string(message).replace(message.find("Revisions: 1"), 12, "Revisions: 9");
  git(folder_.path(),
      "-c user.name=x -c user.email=x@example tag -f -a -F '" + wrong.string() + "' attest/2024-09-21 main");
  git(folder_.path(), "-c user.name=x -c user.email=x@example tag -a -m anders attest/2024-09-22 main");
  const auto told = problems();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0], "attestation: attest/2024-09-22 isn't what griffier writes");
  EXPECT_NE(told[1].find("attest/2024-09-21 says 9 revisions of 1 documents"), std::string::npos) << told[1];
  EXPECT_TRUE(attest_at("2024-09-25T00:10:00Z"));
  EXPECT_EQ(problems(), told) << "the next one says what is there";
}

}  // namespace
}  // namespace griffier::store
