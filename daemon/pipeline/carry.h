// What one register knows of a publication and another does not say.
#pragma once

#include "publications/reading.h"

namespace griffier::daemon {

// Fills what `reading` leaves open of a publication's place (case, term, dossier and number, main document, askers and
// offices asked, dates, kenmerk) from what was known before; of the same text, it keeps the title too, which each
// register words in its own way. For an arrival from another source than the last revision: what the same
// source leaves out, it has taken back. Pure.
void carry_place(const publications::Reading& before, bool same_text, publications::Reading& reading);

}  // namespace griffier::daemon
