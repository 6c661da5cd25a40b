// Moments and dates. A moment is UTC with a resolution of one millisecond; people and git see Dutch time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace griffier::publications {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;

// The offset of Dutch legal time from UTC at a moment: +01:00, or +02:00 in summer time. Source: Directive 2000/84/EC
// (last Sunday of March to last Sunday of October, 01:00 UTC) since 1996; last Sunday of September before that, from
// 1977 on.
[[nodiscard]] std::chrono::minutes amsterdam_offset(Instant at);
// The civil date in the Netherlands at a moment, and the first moment of a civil date there.
[[nodiscard]] Date amsterdam_date(Instant at);
[[nodiscard]] Instant amsterdam_midnight(Date date);

// "2024-09-19"; empty for an invalid date.
[[nodiscard]] std::string iso_date(Date date);
// "2024-09-19T14:03:07.120Z", the form kept in the record; without the fraction when it is zero.
[[nodiscard]] std::string iso_instant(Instant at);
// "2024-09-19T16:03:07+02:00", the form for people.
[[nodiscard]] std::string iso_amsterdam(Instant at);

[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);
// RFC 3339 with offset or Z; without a zone it is Dutch time, as the Gegevensmagazijn writes; a date alone is its
// midnight there.
[[nodiscard]] std::optional<Instant> parse_iso_instant(std::string_view text);
// A date in Dutch running text at the start of `text`: "19 september 2024", "19 sept. 2024", "19-09-2024", "1 juni jl."
// has no year and is none. `length`, when given, receives the number of bytes read.
[[nodiscard]] std::optional<Date> parse_dutch_date(std::string_view text, std::size_t* length = nullptr);
// "19 september 2024".
[[nodiscard]] std::string dutch_date(Date date);

// The vergaderjaar that a date falls in, "2024-2025": it begins on Prinsjesdag, the third Tuesday of September
// (Grondwet art. 65).
[[nodiscard]] std::string vergaderjaar_of(Date date);

}  // namespace griffier::publications
