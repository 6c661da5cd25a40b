// Addresses of questions, made from a base and parameters.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace griffier::fetchers {

// All but letters, digits, '-', '.', '_' and '~' percent-encoded (RFC 3986 section 2.3).
[[nodiscard]] std::string escaped(std::string_view text);
// `base` with the parameters added, in order; a base with parameters of its own keeps them.
[[nodiscard]] std::string with_query(const std::string& base,
                                     const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace griffier::fetchers
