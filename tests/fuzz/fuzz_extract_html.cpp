// html to blocks.
#include "tests/fuzz/extraction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  griffier::fuzz::extract_any(griffier::fuzz::text_of(data, size), griffier::fetchers::Format::html);
  return 0;
}
