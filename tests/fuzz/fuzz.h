// What the targets share. Each target is a file of its own with an LLVMFuzzerTestOneInput; what it may not do is crash,
// hang, or break a property that is required here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace griffier::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Ends the run, which libFuzzer reports with the input, when a property doesn't hold.
inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", property);
  std::abort();
}

// What is before and behind the first byte of value 0xFF, which no UTF-8 has; the whole and nothing when there is none.
inline std::pair<std::string_view, std::string_view> halves(std::string_view input) {
  const auto at = input.find('\xFF');
  if (at == std::string_view::npos) return {input, {}};
  return {input.substr(0, at), input.substr(at + 1)};
}

}  // namespace griffier::fuzz
