// The short words of Dutch, which tell where a word ends that was glued to the next.
#pragma once

#include <cstddef>
#include <string_view>

#include "fetchers/extract/words.h"

namespace griffier::fetchers {

// Words that end or begin no other word as a part of it, in lower case.
[[nodiscard]] bool is_small_word(std::string_view word);

// Of the small ones, those that do begin other words: "voorstel", "overleg", "uitvoer".
[[nodiscard]] bool begins_words(std::string_view word);

// The bytes of the small word that is glued to a word of the list or to a capital, "isontvangen", "deKamer"; 0 where
// the word has none: "aanvraagt", which the list may lack, does not begin with one. Pure.
[[nodiscard]] std::size_t glued_word(std::string_view word, const WordList& words);

}  // namespace griffier::fetchers
