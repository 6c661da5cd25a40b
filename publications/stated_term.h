// By when something is promised or asked for, by the words that say it: "eind 2024", "voor het zomerreces", "binnen zes
// weken", "uiterlijk 1 juli". The one place that knows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "publications/instant.h"

namespace griffier::publications {

struct StatedTerm {
  // The last day of what the words name: "eind 2024" is 31 December, "voor het zomerreces" the first Friday of July,
  // "voor de kerst" 24 December. Nothing when they name no day ("binnenkort", "na de zomer").
  std::optional<Date> due_on;
  std::string words;  // as they stand in the sentence
  bool firm = false;  // a last day, "uiterlijk", "voor", "binnen", rather than a time about which
};

// The term that one sentence states. `said_on` is the day on which it was said: "binnen zes weken" counts from it, a
// month without a year is the next one, and what lies before it is no term. Of several the firmest ("uiterlijk",
// "binnen") goes before the first. Nothing without one. Pure, linear.
[[nodiscard]] std::optional<StatedTerm> stated_term(std::string_view sentence, Date said_on);

}  // namespace griffier::publications
