// Which questions an event changed, each beside its answer, out of the record.
#pragma once

#include <vector>

#include "daemon/alerts/alert.h"
#include "store/record/record.h"

namespace griffier::daemon {

// Of an event about questions: those that it speaks of. Empty when the record knows no such set.
[[nodiscard]] std::vector<Exchange> changed_by(store::Record& record, const store::EventRow& event);
// The answers of a revised paper that have other words than before.
[[nodiscard]] std::vector<Exchange> corrected_in(const publications::Reading& now, const publications::Reading& before);

}  // namespace griffier::daemon
