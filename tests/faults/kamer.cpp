#include "tests/faults/kamer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace griffier::tests {
namespace {

constexpr auto kPath = "/SyncFeed/2.0";

}  // namespace

Kamer::Kamer(const std::string& more)
    : world([&](const publisher::Publisher& publisher) { return source(publisher, more); }, 1, "5s") {
  world.site().otherwise(register_.handler(kPath, "https://gegevensmagazijn.tweedekamer.nl/SyncFeed/2.0"));
}

std::string Kamer::source(const publisher::Publisher& publisher, const std::string& more) {
  return fmt::format(
      "[[source]]\nname = \"kamer\"\nkind = \"tweedekamer\"\nbase_url = \"{}\"\nallow_private = true\ngap = \"0s\"\n{}",
      publisher.url(kPath), more);
}

void Kamer::configure(const std::string& more) { world.configure(source(world.publisher(), more)); }

std::string Kamer::dossier(const std::string& number, const std::string& title) {
  return register_.add("Kamerstukdossier", {{"titel", title}, {"nummer", number}, {"hoogsteVolgnummer", "1"}});
}

std::string Kamer::letter(const std::string& dossier, int number, const std::string& sentence) {
  const auto id = register_.add("Document", {{"kamerstukdossier", "ref:" + dossier},
                                             {"soort", "Brief regering"},
                                             {"documentNummer", fmt::format("2024D{:05}", number)},
                                             {"onderwerp", fmt::format("De veerpont, brief {}", number)},
                                             {"datum", "2024-09-19T00:00:00"},
                                             {"volgnummer", std::to_string(number)},
                                             {"vergaderjaar", "2024-2025"},
                                             {"kamer", "2"}});
  if (!sentence.empty()) new_file(id, sentence);
  return id;
}

void Kamer::new_file(const std::string& letter, const std::string& sentence) {
  register_.file(letter, page(sentence), "text/html");
}

void Kamer::poll(seconds after, int exit_code) {
  const auto ran = world.once(after);
  EXPECT_EQ(ran.exit_code, exit_code) << "at " << after.count() << " s: " << ran.out << ran.err.substr(0, 4'000);
}

std::vector<std::string> Kamer::news() {
  auto all = rows(world.state(),
                  "select e.kind || ' ' || coalesce(d.document_id, '') from events e left join documents d"
                  " using(document_key) where e.kind like 'document.%' order by e.sequence");
  std::vector<std::string> fresh(all.begin() + static_cast<std::ptrdiff_t>(std::min(seen_events_, all.size())),
                                 all.end());
  seen_events_ = all.size();
  return fresh;
}

std::vector<std::string> Kamer::problems() const {
  return rows(world.state(), "select document_id, what, tries from source_problems where source = 'kamer' order by 1");
}

std::size_t Kamer::requests(const std::string& below) const {
  std::size_t count = 0;
  for (const auto& [place, counts] : const_cast<World&>(world).site().counts())
    if (place.rfind(kPath + below, 0) == 0 && place.find('?') == std::string::npos) count += counts.requests;
  return count;
}

}  // namespace griffier::tests
