// Words cut at a line end, made whole as a reader does it.
#pragma once

#include <string>
#include <string_view>

#include "fetchers/extract/words.h"

namespace griffier::fetchers {

enum class Hyphen { drop, keep, keep_and_space };

// What to do with the hyphen between `left` (the part before it, without the hyphen) and `right` (the next line's first
// word). With an empty list the rules that need none decide.
[[nodiscard]] Hyphen judge_hyphen(std::string_view left, std::string_view right, const WordList& words);

// Appends a printed line to the paragraph so far: with a space, or making whole the word that was cut.
void append_line(std::string& paragraph, std::string_view line, const WordList& words);

// For texts that lost their line ends and kept the hyphens ("proble-men" in the middle of a line): makes whole the
// words that only then are words. Leaves a text alone that shows no such hyphen for certain.
[[nodiscard]] std::string heal_lost_line_ends(std::string_view text, const WordList& words);

}  // namespace griffier::fetchers
