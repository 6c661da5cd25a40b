// What a paper points at: its references, what its head and its numbers tie it to, and its own undertakings.
#pragma once

#include <cstddef>

#include "publications/reading.h"
#include "publications/recognise/paper.h"
#include "publications/recognise/undertakings.h"

namespace griffier::publications::reader {

// Fills references, other_references, dossiers and links, those that the publisher adds to the text behind its own. The
// identity, the numbers and see_also are known already; what see_also names in the first `header_end` paragraphs of the
// body stands there only. The links of `undertakings` come last.
void read_links(Reading& reading, const Text& text, const Hints& hints, const Paper& paper, std::size_t header_end,
                const Undertakings& undertakings);

}  // namespace griffier::publications::reader
