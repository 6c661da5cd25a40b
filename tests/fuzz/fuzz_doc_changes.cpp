// The two texts that antiword prints of a DOC, laid side by side.
#include "fetchers/extract/doc_changes.h"
#include "fetchers/extract/encoding.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace griffier;

bool is_mark(char32_t point) { return point == '*' || point == '/' || point == '_'; }

// The text in lower case without what tells lines, columns and cells apart, and without `marks` if asked.
std::u32string letters_of(std::string_view text, bool marks) {
  const std::string low = fetchers::to_lower(text);
  std::u32string letters;
  for (std::size_t at = 0; at < low.size();) {
    const char32_t point = fetchers::next_point(low, at);
    if (point > ' ' && point != 0xA0 && point != '|' && (marks || !is_mark(point))) letters += point;
  }
  return letters;
}

bool is_part(const std::u32string& part, const std::u32string& whole) {
  std::size_t at = 0;
  for (const char32_t point : whole) {
    if (at < part.size() && part[at] == point) ++at;
  }
  return at == part.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [plain, formatted] = fuzz::halves(fuzz::text_of(data, size));
  const auto shown = fetchers::shown_text(plain, formatted);
  if (!fetchers::is_utf8(plain) || !fetchers::is_utf8(formatted)) return 0;
  if (!shown) {
    const auto letters = letters_of(formatted, false);
    fuzz::require(letters.empty() || !is_part(letters, letters_of(plain, false)), "what can be told is told");
    return 0;
  }
  if (*shown == plain) return 0;
  fuzz::require(fetchers::is_utf8(*shown), "what is shown of UTF-8 is UTF-8");
  fuzz::require(letters_of(*shown, false) == letters_of(formatted, false), "what is shown is neither changed nor lost");
  fuzz::require(is_part(letters_of(*shown, true), letters_of(plain, true)), "nothing is shown that the file lacks");
  fuzz::require(is_part(letters_of(*shown, true), letters_of(formatted, true)), "nothing is shown that is deleted");
  return 0;
}
