// Text that a page's owner can't help changing (counters, "last updated"): left out before anything is compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "publications/text.h"

namespace griffier::daemon {

// What is wrong with a POSIX extended regular expression (IEEE 1003.1, XBD 9.4); nullopt when nothing is.
[[nodiscard]] std::optional<std::string> pattern_problem(const std::string& pattern);

// Takes every match of the patterns out of the blocks, and then the blocks that are empty. A pattern with a problem
// matches nothing.
void remove_noise(publications::Text& text, const std::vector<std::string>& patterns);

}  // namespace griffier::daemon
