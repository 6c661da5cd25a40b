// Who asked whom, of a question event whose paper needn't say so.
#pragma once

#include "publications/reading.h"
#include "store/record/questions.h"

namespace griffier::daemon {

// What a watch is matched against: what the paper says, and what its set adds of askers, fracties, offices and case.
[[nodiscard]] publications::Reading with_set(publications::Reading reading, const store::QuestionPreview::Set& set);

}  // namespace griffier::daemon
