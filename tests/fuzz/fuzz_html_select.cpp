// Selectors over a page: the selector, a byte of value 0xFF, the page.
#include <stdexcept>

#include "fetchers/extract/html.h"
#include "tests/fuzz/extraction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  const auto [selector, page] = fuzz::halves(fuzz::text_of(data, size));
  bool usable = true;
  try {
    fetchers::check_selector(selector);
  } catch (const std::invalid_argument&) {
    usable = false;
  }
  constexpr const char* kPage = "<main id=a><p class='b c' lang=nl>Een <b>twee</b></p><ul><li>drie</ul></main>";
  const std::string_view html = page.empty() ? kPage : page;
  try {
    fuzz::require_sound(fetchers::html_select(html, {std::string(selector)}, {}));
    (void)fetchers::html_select(html, {}, {std::string(selector)});
    fuzz::require(usable, "a selector that is used passes the check");
  } catch (const std::invalid_argument&) {
    fuzz::require(!usable, "a selector that passes the check can be used");
  } catch (const fetchers::ExtractError&) {
    // The page can't be read.
  }
  return 0;
}
