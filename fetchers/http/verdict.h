// What an answer means for the record. One pure, table-tested function: an error is never content.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "fetchers/http/engine.h"

namespace griffier::fetchers {

enum class Verdict {
  ok,            // content
  not_modified,  // 304, or a 200 with the bytes we have
  transient,     // try again: 5xx, 408, timeouts, unreachable, truncated
  blocked,       // 401, 403, 407, 429, 451
  gone,          // 404, 410: absence, to be confirmed over time
  suspicious,  // 200 that may be no content: empty, maintenance or error page, front page, other type, far smaller than
               // before
};
[[nodiscard]] std::string_view name(Verdict verdict);

// What was known of the address before.
struct Before {
  std::string url;          // as asked
  std::string body_sha256;  // empty: never had
  std::size_t bytes = 0;
  std::string media_type;
};

struct Judgement {
  Verdict verdict = Verdict::transient;
  std::string reason;                               // one sentence for people; empty for ok and not_modified
  std::optional<std::chrono::seconds> retry_after;  // from Retry-After, relative to `now`
};

// `now` reads Retry-After dates. Sources: RFC 9110 sections 10.2.3 and 15, RFC 9111.
[[nodiscard]] Judgement judge(const Response& response, const Before& before,
                              std::chrono::system_clock::time_point now);

}  // namespace griffier::fetchers
