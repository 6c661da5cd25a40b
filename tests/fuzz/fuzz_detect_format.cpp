// What bytes are taken for, from them, the declared type and the name.
#include "fetchers/extract/extract.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto [bytes, rest] = fuzz::halves(fuzz::text_of(data, size));
  const auto [type, name] = fuzz::halves(rest);
  (void)fetchers::media_type(fetchers::detect_format(bytes, type, name));
  return 0;
}
