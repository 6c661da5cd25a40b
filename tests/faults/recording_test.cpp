// griffier fetch --record: what a publisher says becomes a fixture with which the test publisher says it again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/scenario.h"
#include "tests/publisher/client.h"
#include "tests/publisher/control.h"

namespace griffier::tests {
namespace {

using ::testing::HasSubstr;

TEST(Recording, IsGivenAgainByTheTestPublisherAsItWas) {
  World world;
  auto step = publisher::ok(page("Het onderzoek is gereed."));
  step.etag = "\"abc-1\"";
  step.headers.emplace_back("X-Powered-By", "Gemaal");
  step.headers.emplace_back("Set-Cookie", "bezoeker=17");
  world.serve(std::move(step));
  const auto folder = world.folder().path() / "opname";
  const auto source_line = world.folder().read("griffier.toml");
  const auto name_at = source_line.find("name = \"", source_line.find("[[source]]")) + 8;
  const auto source = source_line.substr(name_at, source_line.find('"', name_at) - name_at);
  const auto ran = run(world.command({"fetch", "--record", folder.string(), "--source", source}));
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("1 answers"));
  EXPECT_FALSE(std::filesystem::exists(world.state() / "griffier.db")) << "nothing of it is kept";
  EXPECT_THAT(ran.err, ::testing::Not(HasSubstr("recorded document="))) << "nor is it said to be";
  EXPECT_THAT(ran.err, HasSubstr("not kept"));
  const auto answers = world.folder().read("opname/answers.jsonl");
  EXPECT_THAT(answers, HasSubstr("\"status\":200"));
  EXPECT_THAT(answers, ::testing::Not(HasSubstr("bezoeker")));

  publisher::Publisher again;
  publisher::load_scripts(again.site(), world.folder().read("opname/publisher.json"), folder.string());
  publisher::Client client;
  const auto got = client.get(again.url(kBrief));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, page("Het onderzoek is gereed."));
  EXPECT_EQ(got.headers.at("etag"), "\"abc-1\"");
  EXPECT_EQ(got.headers.at("x-powered-by"), "Gemaal");

  const auto twice = run(world.command({"fetch", "--record", folder.string(), "--source", source}));
  EXPECT_EQ(twice.exit_code, 1) << "a recording is not written over";
}

}  // namespace
}  // namespace griffier::tests
