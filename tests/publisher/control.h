// The test publisher's script files and its control over HTTP.
//
// A script is a JSON list of steps, or {"advance": "hand", "steps": [...]}. A step is {"do": NAME, ...}:
//   ok (body or file, type, etag, last_modified), status (code, body, headers), busy (code, retry_after),
//   redirect (to, code), empty, maintenance, soft_404, truncated (sent), reset (sent), drip (bytes, gap_ms), hang,
//   hang_after_headers, drop, bad_chunks, bomb (bytes), huge (bytes), wrong_length (error), rotating_etag,
//   unmatched_etag, lying_304, from_2041
// with, on every step, the keys of ok and: code, headers (an object), delay_ms, times, compress, chunked.
// A world of the Tweede Kamer is loaded from a file of its own (syncfeed.h).
// A script file is an object from places ("/path", "//host/path") to scripts.
//
//   PUT    /_control/PLACE        sets a script         (PLACE without its first slash)
//   DELETE /_control/PLACE        removes it
//   POST   /_control/next/PLACE   goes to the next step
//   POST   /_control/reset        sets the counts to nought
//   GET    /_control/counts       all counts as JSON
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tests/publisher/site.h"

namespace griffier::publisher {

// Reads a script file into `site`; files named in it are relative to `folder`. Throws std::runtime_error that says what
// is wrong and where.
void load_scripts(Site& site, std::string_view json, const std::string& folder);

// The answer to a request below /_control/; nullopt for every other one.
[[nodiscard]] std::optional<Step> control(Site& site, const Asked& asked);

}  // namespace griffier::publisher
