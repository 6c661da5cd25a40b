// The facts of a publication as lines for people.
#pragma once

#include <string>
#include <string_view>

#include "publications/reading.h"

namespace griffier::daemon {

// One fact a line, "label            value\n"; nothing for an empty value.
void add_fact(std::string& out, std::string_view label, std::string_view value);

// What a reading says beside identity, kind and title: dossier, numbers, dates, people, references, undertakings, and
// which questions are answered.
[[nodiscard]] std::string facts_for_people(const publications::Reading& reading);

}  // namespace griffier::daemon
