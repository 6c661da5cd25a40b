#include "publications/utf8.h"

#include <cstdint>

namespace griffier::publications {
namespace {

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

// The bytes of the character at `at`; 0 if it is ill-formed (table 3-7 of the Unicode standard).
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !continues(text, at + 1)) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if (first < 0xE0) return 2;
  if (first < 0xF0) {
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    return continues(text, at + 2) ? 3 : 0;
  }
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return continues(text, at + 2) && continues(text, at + 3) ? 4 : 0;
}

}  // namespace

std::size_t valid_utf8_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text, at);
    if (length == 0) break;
    at += length;
  }
  return at;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t good = valid_utf8_length(text);
    out.append(text.substr(0, good));
    if (good == text.size()) return out;
    out.append("\xEF\xBF\xBD");
    std::size_t skip = good + 1;
    while (continues(text, skip)) ++skip;
    text.remove_prefix(skip);
  }
}

}  // namespace griffier::publications
