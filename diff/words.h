// The words of a block, as they are compared and shown. Internal to this layer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::diff {

// NFC, every run of white space as one space, trimmed; soft hyphens, zero-width and control characters dropped, bytes
// that are not UTF-8 as U+FFFD. Linear in its input whatever that is; clean(clean(x)) == clean(x).
[[nodiscard]] std::string clean(std::string_view text);

// Without labels of lists, marks of footnotes and leading bullets; a word broken by a hyphen and a space is whole
// again.
[[nodiscard]] std::vector<std::string> words(const publications::Block& block);

// Joins words broken at the end of a line: "overeen-" "stemming" is one word, "in-" "en" "uitvoer" stay three.
void undo_hyphenation(std::vector<std::string>& words);

}  // namespace griffier::diff
