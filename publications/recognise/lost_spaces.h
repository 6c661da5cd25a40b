// Spaces that a paper's head lost where a line ended.
#pragma once

#include <string>
#include <string_view>

namespace griffier::publications::reader {

// Puts back the spaces that the form of a head shows: behind a comma or the bracket of a fractie ("(NSC)aan de"),
// between a small word and a capital ("vanEconomische"), between the name of a ministry or an office and the small word
// behind it ("Waterstaatover", "Ministersvan"), between two small words that are none together ("aande"). The names are
// looked for only where offices stand: up to "over", and again behind "Antwoord van". Pure and linear.
[[nodiscard]] std::string with_lost_spaces(std::string_view text);

}  // namespace griffier::publications::reader
