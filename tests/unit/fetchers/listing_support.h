// What polls of publishers' lists have in common.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "fetchers/listing/poll_listing.h"
#include "tests/unit/fetchers/poll_support.h"

namespace griffier::fetchers::testing {

inline constexpr std::string_view kNoon = "2026-05-20T10:00:00Z";

// What a poll of any list needs.
class ListingPoll : public ::testing::Test {
 protected:
  ListingPoll() { rig.now = *publications::parse_iso_instant(kNoon); }

  PollOutcome poll(const std::shared_ptr<const Catalogue>& catalogue) {
    ListingOptions options(rig.settings, catalogue);
    options.cursor = cursor;
    options.start = start;
    options.force = force;
    const Checkpoint checkpoint = [this](std::string now, std::vector<Part>) -> boost::asio::awaitable<void> {
      checkpoints.push_back(std::move(now));
      co_return;
    };
    const auto outcome = rig.run(poll_listing(rig.engine, std::move(options), rig.known_of(), rig.sink(), checkpoint));
    cursor = outcome.cursor;
    return outcome;
  }
  [[nodiscard]] std::string url(std::string_view path = {}) const { return rig.publisher.url(path); }

  PollRig rig;
  std::string cursor, start = "2026-01-01";
  std::vector<std::string> checkpoints;
  bool force = false;
};

}  // namespace griffier::fetchers::testing
