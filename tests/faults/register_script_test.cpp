// The stand-alone publisher's registers, as they are filled from a file.
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>

#include "tests/faults/scenario.h"
#include "tests/publisher/registers.h"

namespace griffier::tests {
namespace {

TEST(RegisterScript, FillsThreeRegistersThatAreThenPolled) {
  const TemporaryFolder folder;
  publisher::Judgment judgment{"ECLI:NL:RBVER:2026:1", "Rechtbank Verdam", "02-03-2026", "C/1", "", "", "", ""};
  folder.write("uitspraak.xml",
               publisher::judgment_xml(judgment, {"De rechtbank wijst de vordering van de veerman af."}));
  folder.write("brief.html", page("Dit is een brief."));
  const std::string script = R"({
    "sru": [{"id": "kst-31415-1", "modified": "2026-02-03", "timestamp": "a", "files": {"html": "brief.html"},
             "elements": {"dossiernummer": ["31415", "17050"], "documenttitel": "Over de pont"}}],
    "rechtspraak": [{"ecli": "ECLI:NL:RBVER:2026:1", "date": "02-03-2026", "updated": "2026-03-02T10:00:00Z",
                     "file": "uitspraak.xml"}],
    "openoverheid": [{"id": "ver-1", "title": "Besluit", "published": "2026-05-01",
                      "changed": "2026-05-01T09:00:00Z", "file": "brief.html"}]})";
  std::optional<publisher::Registers> registers;
  World world(
      [](const publisher::Publisher& at) {
        std::string sources;
        for (const std::string kind : {"officielebekendmakingen", "rechtspraak", "openoverheid"})
          sources += "[[source]]\nname = \"" + kind + "\"\nkind = \"" + kind + "\"\nbase_url = \"" +
                     at.url(kind == "officielebekendmakingen" ? "/sru" : "") +
                     "\"\nallow_private = true\ngap = \"0s\"\nstart = \"beginning\"\n";
        return sources;
      },
      1, "5s");
  load_registers(registers.emplace(world.publisher().url()), script, folder.path().string());
  world.site().otherwise([&](const publisher::Asked& asked) { return registers->answer(asked); });
  const auto ran = world.once(seconds(0));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(rows(world.state(), "select document_id from v_documents order by 1"),
            (std::vector<std::string>{"ECLI:NL:RBVER:2026:1", "kst-31415-1", "openoverheid:ver-1"}));
}

TEST(RegisterScript, SaysWhatIsWrong) {
  publisher::Registers registers("http://127.0.0.1");
  for (const char* wrong : {"[]", R"({"sru":7})", R"({"sru":[{"id":"a"}]})", R"({"rechtspraak":[1]})"})
    EXPECT_THROW(load_registers(registers, wrong, ""), std::runtime_error) << wrong;
}

}  // namespace
}  // namespace griffier::tests
