// RTF to blocks.
#include "tests/fuzz/extraction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = "{\\rtf" + std::string(griffier::fuzz::text_of(data, size));
  griffier::fuzz::extract_any(bytes, griffier::fetchers::Format::rtf);
  return 0;
}
