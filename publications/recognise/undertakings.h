// What a letter undertakes and what it declares done: requests, promises, motions, earlier promises.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct Undertaking {
  std::string text;    // the sentence as people read it, or the footnote that names what it is about
  std::string source;  // the sentence with its footnote, for the references in them
  int block = -1;      // of the text
};

struct Undertakings {
  std::vector<Undertaking> promises;            // sentences; with the one before where it alone says nothing
  std::vector<Undertaking> motions_done;        // sentences, or the footnote that names the motion
  std::vector<Undertaking> promises_fulfilled;  // likewise
  std::vector<Undertaking> requests_answered;   // "In reactie op het informatieverzoek van ... van 11 september 2024"
};

// Whether a paper's subject says that it answers a request: "Reactie op informatieverzoek van het lid ...".
[[nodiscard]] bool is_answer_to_request(std::string_view subject);

[[nodiscard]] Undertakings read_undertakings(const Paper& paper);

}  // namespace griffier::publications::reader
