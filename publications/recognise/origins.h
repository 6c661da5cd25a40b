// Where in the text each fact of a reading stands.
#pragma once

#include "publications/reading.h"

namespace griffier::publications::reader {

// Fills `origins` for the facts that are there and have none yet: from the text, with the block that says it or where
// it begins. Only the head and the foot of the text are looked at, where papers state their facts; a fact that was put
// together of several places has no block.
void note_origins(Reading& reading, const Text& text);

}  // namespace griffier::publications::reader
