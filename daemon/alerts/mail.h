// A message as mail: RFC 5322 with MIME (RFC 2045 to 2047), every line at most 998 bytes and ended by CRLF. Pure.
#pragma once

#include <string>
#include <string_view>

#include "daemon/alerts/alert.h"

namespace griffier::daemon {

struct MailHead {
  std::string from, to;     // as in the configuration
  std::string unsubscribe;  // "mailto:…" or "https://…"; empty: mail to `from`
};

// Headers and both parts. Throws std::invalid_argument when `from` or `to` is no mail address.
[[nodiscard]] std::string compose_mail(const MailHead& head, const Message& message);

// An unstructured header's value: as it is when it is short ASCII, else encoded words of at most 75 characters, folded
// (RFC 2047). Nothing in it can end the header.
[[nodiscard]] std::string encode_header(std::string_view text);
// Quoted-printable with CRLF line ends, lines of at most 76 characters.
[[nodiscard]] std::string quoted_printable(std::string_view text);
// "Thu, 19 Sep 2024 16:03:07 +0200", Dutch time.
[[nodiscard]] std::string mail_date(publications::Instant at);
// "<key@example.org>".
[[nodiscard]] std::string message_id(std::string_view idempotency_key, std::string_view from_address);
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace griffier::daemon
