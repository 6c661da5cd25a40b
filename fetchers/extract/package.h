// The parts of a zip package (DOCX, ODT), read within limits.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// Reads the named parts of the package, as far as it has them; the others are passed over unread. Throws ExtractError:
// malformed for what is no zip, too_large for more than 10,000 entries, for parts that together exceed
// limits.text_bytes or that expand more than two hundredfold beyond what an office program writes.
[[nodiscard]] std::map<std::string, std::string> read_package(std::string_view bytes,
                                                              const std::vector<std::string>& wanted,
                                                              const ExtractLimits& limits);

}  // namespace griffier::fetchers
