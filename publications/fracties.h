// The fracties by their abbreviations and their names in full: the one table of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace griffier::publications {

// The short name under which a fractie is known, "NSC" for "Nieuw Sociaal Contract", "PvdD" for "de Partij voor de
// Dieren-fractie"; what is in no table stays as printed, but for "-fractie" behind it. Pure.
[[nodiscard]] std::string fractie_of(std::string_view printed);

// Whether two names are of the same fractie; case (of ASCII letters) and punctuation don't count.
[[nodiscard]] bool is_same_fractie(std::string_view one, std::string_view other);

// Whether the table has it; a fractie of a single member bears the member's name and is not in it.
[[nodiscard]] bool is_fractie(std::string_view name);

// Every name in the table of the fractie that this names, itself first.
[[nodiscard]] std::vector<std::string> names_of_fractie(std::string_view name);

}  // namespace griffier::publications
