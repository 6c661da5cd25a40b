// What an old Word document no longer shows: text that was deleted while changes were tracked, and hidden text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace griffier::fetchers {

// antiword's plain output has all text of the file. Its formatted output ("-f") has only what is shown, with marks of
// its own around words in bold, italic and underlined (* / _) and with capitals where these are a matter of look.
// Returns the formatted text without its marks, words in capitals written as the plain text has them, in the lines and
// rows of the formatted one. That is `plain` itself where nothing was deleted or hidden. Returns nothing when not all
// that is shown is in the plain text in its order, for then it can't be told what the marks are. Either text may be of
// any bytes and at most 8 MiB; linear in the length of both.
[[nodiscard]] std::optional<std::string> shown_text(std::string_view plain, std::string_view formatted);

}  // namespace griffier::fetchers
