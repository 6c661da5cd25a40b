// What one register knows of a publication and another does not say.
#pragma once

#include "publications/reading.h"

namespace griffier::daemon {

// Fills what `reading` leaves open of a publication's place (case, term, dossier and number, main document, askers and
// offices asked, dates, kenmerk) from what was known before; of the same text, it keeps the title too, which each
// register words in its own way. For an arrival from another source than the last revision, of which it is not known
// what it said before. Pure.
void carry_place(const publications::Reading& before, bool same_text, publications::Reading& reading);

// What is known of a publication once one of several registers has spoken again. `recorded` is what was known, `then`
// what this register made of it with what it said before, `now` with what it says now, of the same text both. Facts
// that it says as it did stay as they are recorded, whoever said them; those that it says otherwise, or no longer, are
// its word now. Of another text than the recorded one, what is read in the text is taken from it. Pure.
[[nodiscard]] publications::Reading with_its_news(const publications::Reading& recorded,
                                                  const publications::Reading& then, const publications::Reading& now,
                                                  bool same_text);

}  // namespace griffier::daemon
