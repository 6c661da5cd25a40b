// Texts of typeset papers that lost their line ends, with the space that stood for them.
#pragma once

#include <string>
#include <string_view>

#include "fetchers/extract/words.h"

namespace griffier::fetchers {

// Some programs write the lines of a PDF's paragraph one behind the other, so that the last word of a line and the
// first of the next become one ("gesprokenis"). Puts the spaces back: where a printed line must have ended by its width
// a word is parted that is none as it stands, or else the one that parts best. Leaves a text alone unless most of its
// wide lines show such words for certain. Takes and gives lines parted by '\n'. Linear in the text.
[[nodiscard]] std::string part_lost_line_ends(std::string_view text, const WordList& words);

}  // namespace griffier::fetchers
