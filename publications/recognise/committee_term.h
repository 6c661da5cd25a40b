// The term that a committee sets for the answers to its questions.
#pragma once

#include <optional>

#include "publications/instant.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// "De commissie verzoekt de minister de vragen binnen vier weken te beantwoorden", "Gaarne ontvangt zij de antwoorden
// vóór 12 mei 2025": the last day, counted from `dated`. What a fractie asks for among its own questions is no term of
// the committee.
[[nodiscard]] std::optional<Date> committee_term(const Paper& paper, Date dated);

}  // namespace griffier::publications::reader
