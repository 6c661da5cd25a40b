// What an old Word document no longer shows: text that was deleted while changes were tracked, and hidden text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace griffier::fetchers {

// antiword's plain output has all text of the file. Its formatted output ("-f") has only what is shown, with marks of
// its own around words in bold, italic and underlined (* / _) and with capitals where these are a matter of look.
// Returns the plain text as far as the formatted one shows it, which is `plain` itself where nothing was deleted or
// hidden, and nothing when the two can't be laid side by side. Linear in the length of both.
[[nodiscard]] std::optional<std::string> shown_text(std::string_view plain, std::string_view formatted);

}  // namespace griffier::fetchers
