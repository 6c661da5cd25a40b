// The two texts that antiword prints of a DOC, laid side by side.
#include "fetchers/extract/doc_changes.h"
#include "fetchers/extract/encoding.h"
#include "tests/fuzz/fuzz.h"

namespace {

bool is_white(char c) { return c >= 0 && c <= ' '; }

// Whether the letters of `part` stand in `whole` in their order.
bool is_part(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  for (const char c : part) {
    if (is_white(c)) continue;
    at = whole.find(c, at);
    if (at++ == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto [plain, formatted] = fuzz::halves(fuzz::text_of(data, size));
  const auto shown = fetchers::shown_text(plain, formatted);
  if (!shown) return 0;
  if (!fetchers::is_utf8(plain) || !fetchers::is_utf8(formatted)) return 0;
  fuzz::require(fetchers::is_utf8(*shown), "what is shown of UTF-8 is UTF-8");
  fuzz::require(is_part(*shown, plain), "nothing is shown that the file does not say");
  return 0;
}
