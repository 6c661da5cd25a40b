// What the register itself says of a publication, as text; and promises, which are nothing else.
#pragma once

#include <string>

#include "fetchers/tweedekamer/join.h"

namespace griffier::fetchers {

// "2024-09-19" of a moment as the Gegevensmagazijn writes it; empty if it is none.
[[nodiscard]] std::string day_of_moment(const std::string& text);

// A document of which the file is not to be had, as Markdown.
[[nodiscard]] std::string text_of_document(const JoinedPublication& joined);

[[nodiscard]] JoinedPublication join_promise(const Entity& promise, const EntityLookup& lookup);

}  // namespace griffier::fetchers
