// A document's newest state as a revision of its own, for what changes only its place: its names, its facts.
#pragma once

#include <string>

#include "store/registrar.h"
#include "store/revision.h"

namespace griffier::store {

// Everything as it is in the newest revision that isn't a withdrawal, with the same text, facts and original; the
// change is "metadata", without events. Throws std::invalid_argument for an unknown document, DamagedError when a part
// of it isn't there.
[[nodiscard]] NewRevision repeat_of(Registrar& registrar, const std::string& document_id);

}  // namespace griffier::store
