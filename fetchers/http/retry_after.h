// Retry-After and the dates of HTTP.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace griffier::fetchers {

// One of the three forms of RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"
// (a year that would lie more than fifty years after `now` is in the century before) and "Sun Nov  6 08:49:37 1994".
// The name of the weekday isn't compared with the date. nullopt for anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                                      std::chrono::system_clock::time_point now);
// Seconds or a date (RFC 9110 section 10.2.3), relative to `now`: never below zero, never above a day. nullopt when it
// is neither.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(std::string_view text,
                                                                    std::chrono::system_clock::time_point now);

}  // namespace griffier::fetchers
