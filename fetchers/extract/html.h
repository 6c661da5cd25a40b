// HTML pages to blocks, by what a reader comes for or by selectors that the configuration names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// The blocks of the elements that `keep` selects, without those that `drop` selects. With an empty `keep`, the main
// content is found as extract() does. Empty text when nothing is selected. Throws std::invalid_argument for a selector
// that can't be used, ExtractError for a page that can't be read. Any thread.
[[nodiscard]] publications::Text html_select(std::string_view bytes, const std::vector<std::string>& keep,
                                             const std::vector<std::string>& drop, const ExtractLimits& limits = {});

// Throws std::invalid_argument, naming the selector, when it can't be used: for checking a configuration.
void check_selector(std::string_view selector);

}  // namespace griffier::fetchers
