#include "publications/utf8.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

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

bool append_nfc(std::string& out, std::string_view text) {
  utf8proc_uint8_t* raw = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &raw, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  if (length < 0) return false;
  out.append(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
  return true;
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

// utf8proc sorts a run of combining marks in quadratic time, so a run is cut as the Stream-Safe Text Format does
// (UAX #15, section 13).
std::string to_nfc(std::string_view text) {
  constexpr int kLongestRun = 30;
  std::string out;
  out.reserve(text.size());
  std::size_t begin = 0;
  int run = 0;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t code = -1;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (length <= 0) return std::string(text);
    run = utf8proc_get_property(code)->combining_class != 0 ? run + 1 : 0;
    if (run > kLongestRun) {
      if (!append_nfc(out, text.substr(begin, at - begin))) return std::string(text);
      begin = at;
      run = 1;
    }
    at += static_cast<std::size_t>(length);
  }
  return append_nfc(out, text.substr(begin)) ? out : std::string(text);
}

}  // namespace griffier::publications
