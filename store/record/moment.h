// Moments as the record keeps them: milliseconds since 1970.
#pragma once

#include <chrono>
#include <cstdint>

#include "publications/instant.h"

namespace griffier::store {

[[nodiscard]] inline std::int64_t milliseconds(publications::Instant at) { return at.time_since_epoch().count(); }
[[nodiscard]] inline publications::Instant instant(std::int64_t milliseconds) {
  return publications::Instant(std::chrono::milliseconds(milliseconds));
}

}  // namespace griffier::store
