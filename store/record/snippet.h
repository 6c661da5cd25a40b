// The part of a text that a search hit shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/record/dutch_words.h"

namespace griffier::store {

// Where a term of a query was found in a text.
struct MatchPlace {
  int word = 0;   // 0 the first word of the text
  int words = 1;  // of a phrase
  int term = 0;
};

// The window of some thirty words with the most different terms in it, then the most places, then the earliest; \x01
// and \x02 around what matched and "…" where the text goes on. Without places the beginning of the text. White space is
// made one space, so it is one line; words without end are cut. `words` numbers the words as the index does.
[[nodiscard]] std::string snippet_of(DutchWords& words, std::string_view text, std::vector<MatchPlace> places);

}  // namespace griffier::store
