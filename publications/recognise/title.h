// The title of a paper that has none where the papers of its kind have it.
#pragma once

#include <string>

#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// Of a list of decisions, which files give the titles of their templates; empty if it says none.
[[nodiscard]] std::string title_of_decisions(const Paper& paper);

// The first heading or line that names more than the paper's series; empty of an empty paper.
[[nodiscard]] std::string first_title(const Paper& paper);

}  // namespace griffier::publications::reader
