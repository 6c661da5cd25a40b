// Who a publication is, by its own words and by its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// The identity in a file's name: "ah-tk-20242025-546.txt", "kst-35786-7.xml", "ah-tk-20242025-545-uitstel.txt". Nothing
// if the name is no identity.
[[nodiscard]] std::optional<std::string> identity_in_name(std::string_view name);

// Fills document_id from what the publisher says, the foot of the page, or the numbers that the publisher gives or the
// head prints; and derived_document_id from what else is known. A provisional number becomes an alias of the final one.
// take_place() (metadata.h) and the reading of the text come before. `typeset`: the paper has the Chamber's own head,
// so its numbers make up its identity as printed.
void identify(Reading& reading, const Paper& paper, const Hints& hints, bool typeset);

}  // namespace griffier::publications::reader
