// Dates in feeds: RFC 822 as written by every kind of software, RFC 3339, and Dutch forms.
#pragma once

#include <optional>
#include <string_view>

#include "publications/instant.h"

namespace griffier::fetchers {

// "Tue, 03 Feb 2026 10:00:00 +0100", "3 feb 26 10:00 CET", "dinsdag 3 februari 2026 - 10:00", "di, 03 mrt. 2026",
// "2026-02-03T10:00:00Z", "2026-02-03 10:00:00 +01:00", "03-02-2026 10:00". Without a zone it is Dutch time. nullopt
// for what has no day, month and year, or ones that no calendar has.
[[nodiscard]] std::optional<publications::Instant> parse_feed_date(std::string_view text);

}  // namespace griffier::fetchers
