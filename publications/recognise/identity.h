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

struct PrintedHead {
  bool typeset = false;  // the Chamber's own head of a paper with questions, so its numbers make up its identity
  std::string suffix;    // of a reprint or a nota van verbetering: "-h1", "-n1"
};

// Fills document_id from what the publisher says, the foot of the page, or the numbers that the publisher gives or the
// head prints; and derived_document_id from what else is known. A provisional number becomes an alias of the final one;
// the numbers on an annex are those of its main document. take_place() (metadata.h) and the reading of the text come
// before.
void identify(Reading& reading, const Paper& paper, const Hints& hints, const PrintedHead& head);

}  // namespace griffier::publications::reader
