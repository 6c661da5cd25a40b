// What a letter undertakes and what it declares done: promises, motions, earlier promises.
#pragma once

#include <string>
#include <vector>

#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct Undertakings {
  std::vector<std::string> promises;            // sentences; with the one before where it alone says nothing
  std::vector<std::string> motions_done;        // sentences, or the footnote that names the motion
  std::vector<std::string> promises_fulfilled;  // likewise
};

[[nodiscard]] Undertakings read_undertakings(const Paper& paper);

}  // namespace griffier::publications::reader
