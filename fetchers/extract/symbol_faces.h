// Faces whose codes are signs rather than letters (Symbol, Wingdings), as word processors use them.
#pragma once

#include <string_view>

namespace griffier::fetchers {

// The character that a code of such a face shows: U+2264 for 0xA3 of Symbol, U+2611 for 0xFE of Wingdings. The code may
// lie in the private use area as Word writes it (0xF0A3). "•" for ornaments and for what the face has no character for.
// A code of another face outside that area is the character itself.
[[nodiscard]] char32_t symbol_character(std::string_view face, char32_t code);

}  // namespace griffier::fetchers
