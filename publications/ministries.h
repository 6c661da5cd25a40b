// The ministries by their abbreviations: the one table of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace griffier::publications {

// What was given itself, and for an abbreviation ("VWS", "J&V", "IenW", "BuHa-OS", "fin") the name in full of the
// ministry, or of those, since 1994. Pure.
[[nodiscard]] std::vector<std::string> names_of_ministry(std::string_view words);

// Whether the words abbreviate one of a list of offices, "Minister van Volksgezondheid, Welzijn en Sport, Minister van
// Defensie": by the table, else by the initials of its name. "VWS", not "Financiën". Pure.
[[nodiscard]] bool abbreviates_ministry(std::string_view offices, std::string_view words);

}  // namespace griffier::publications
