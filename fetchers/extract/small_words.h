// The short words of Dutch, which tell where a word ends that was glued to the next.
#pragma once

#include <string_view>

namespace griffier::fetchers {

// Words that end or begin no other word as a part of it, in lower case.
[[nodiscard]] bool is_small_word(std::string_view word);

// Of the small ones, those that do begin other words: "voorstel", "overleg", "uitvoer".
[[nodiscard]] bool begins_words(std::string_view word);

}  // namespace griffier::fetchers
