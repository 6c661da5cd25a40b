// The program dies at a byte that the test chooses, wherever a kill could strike: what it was writing ends there. After
// the next `once` the record is whole, nothing is lost, and everything was told once, on a line of its own.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/faults/scenario.h"

namespace griffier::tests {
namespace {

constexpr int kPages = 3;

std::string address(int page) { return fmt::format("/stuk-{}", page); }

std::vector<std::string> addresses(const publisher::Publisher& publisher) {
  std::vector<std::string> all;
  for (int i = 1; i <= kPages; ++i) all.push_back(publisher.url(address(i)));
  return all;
}

void publish(World& world, int version) {
  for (int i = 1; i <= kPages; ++i)
    world.site().serve(address(i), publisher::ok(page(fmt::format("Dit is versie {} van stuk {}.", version, i))));
}

// Publishes one version after the other, and has the poll of each die `step` bytes later than that of the one before,
// until one writes less than that. Returns how many died.
int die_ever_later(World& world, const std::string& below, std::size_t step) {
  for (int version = 1;; ++version) {
    publish(world, version);
    const auto at = hours(3 * version);
    const bool died = world.once_dying(at, below, 1 + step * static_cast<std::size_t>(version - 1));
    const auto ran = world.once(at + hours(1));
    EXPECT_EQ(ran.exit_code, 0) << "version " << version << ": " << ran.err;
    EXPECT_EQ(world.events().size(), static_cast<std::size_t>(kPages * version)) << "version " << version;
    if (!died || ::testing::Test::HasFailure()) return version - 1;
  }
}

TEST(Dying, AtAnyByteOfItsAlertsItTellsEachOnceOnALineOfItsOwn) {
  World world(addresses);
  EXPECT_GT(die_ever_later(world, "alerts.jsonl", 331), 10);
  expect_whole(world);
}

TEST(Dying, AtAnyByteOfItsRecordItGoesOnWhereItWas) {
  World world(addresses);
  EXPECT_GT(die_ever_later(world, "state/", 17'923), 10);
  expect_whole(world);
}

}  // namespace
}  // namespace griffier::tests
