// UTF-8 that others will accept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace griffier::publications {

// How many bytes at the start of `text` are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
[[nodiscard]] std::size_t valid_utf8_length(std::string_view text);

// The text with every ill-formed sequence replaced by U+FFFD; the text itself if there is none.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

// Normalization Form C (UAX #15) of well-formed UTF-8: a letter and its accents as one character where there is one. A
// text that is ill-formed comes back as it is. Linear in its length: a run of combining marks counts as ended at 30.
[[nodiscard]] std::string to_nfc(std::string_view text);

}  // namespace griffier::publications
