// How single values of the configuration are written: durations, sizes, times of day, names; and the nearest known word
// to a mistyped one. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/config.h"

namespace griffier::daemon {

// "500ms", "90s", "15m", "2h", "1d", "1w"; a sequence such as "1h30m" too. nullopt for anything else, and over ten
// years.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// "512", "512B", "100kB", "5MB", "32MiB", "1GiB". nullopt for anything else, and over 2^50.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);
// "07:30" as minutes after midnight.
[[nodiscard]] std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);
// "immediate", "hourly", "daily 07:30".
[[nodiscard]] std::optional<Digest> parse_digest(std::string_view text);
// "22:00-07:00". nullopt when both are the same.
[[nodiscard]] std::optional<QuietHours> parse_quiet(std::string_view text);
// One or more of [a-z0-9._-], at most 64, not beginning with '.' or '-'.
[[nodiscard]] bool is_name(std::string_view text);

// The known word that `wrong` was probably meant to be: the one with the smallest edit distance (an exchange of two
// neighbours is one edit), if that is at most a third of its length, and at least one. Empty if none is near.
[[nodiscard]] std::string nearest(std::string_view wrong, const std::vector<std::string_view>& known);
// " (did you mean 'every'?)" or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& known);

struct UrlParts {  // what the configuration checks of an address; no percent-decoding
  std::string scheme, user, host, port, path;
};
// scheme://[user@]host[:port][/...]; the host of "[::1]" is "::1". nullopt when it has no scheme or host, white space
// or control characters.
[[nodiscard]] std::optional<UrlParts> parse_url(std::string_view text);
// "localhost", names under it, 127.0.0.0/8, ::1.
[[nodiscard]] bool is_loopback_host(std::string_view host);

// "griffier@example.org" or "De griffier <griffier@example.org>": the parts; nullopt when it is no address. Nothing
// that could end a header line passes.
struct MailAddress {
  std::string name, address;
};
[[nodiscard]] std::optional<MailAddress> parse_mail_address(std::string_view text);

}  // namespace griffier::daemon
