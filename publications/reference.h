// The references that a text makes to other publications, laws, judgments and addresses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::publications {

struct Reference {
  std::string kind;    // "kamerstuk", "aanhangsel", "handelingen", "kamervraag", "zaak", "document", "law", "judgment",
                       // "staatsblad", "celex", "url", ...
  std::string target;  // normalised identity where one exists ("kst-32317-872", "ECLI:EU:C:2022:708", "2024Z14814"),
                       // else the normalised text
  std::string printed;    // as it stands in the text
  std::size_t block = 0;  // index of the block in the text
  bool operator==(const Reference&) const = default;
};

// All references in order of appearance, repeats included. Pure; any thread.
[[nodiscard]] std::vector<Reference> find_references(const Text& text);

}  // namespace griffier::publications
