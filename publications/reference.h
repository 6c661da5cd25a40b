// The references that a text makes to other publications, laws, judgments and addresses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::publications {

// The kinds, and what the target of each looks like:
//   "kamerstuk" kst-32317-872         "zaak" 2024Z14814              "law" artikel 3:47 Awb, BWBR0035951
//   "aanhangsel" ah-tk-20242025-505   "document" 2024D38123          "celex" 32016R0679, or (EU) 2016/679
//   "handelingen" h-tk-20222023-104   "judgment" ECLI:EU:C:2022:708  "case" C-159/21
//   "kamervraag" kv-tk-2024Z18435     "staatsblad" stb-2018-84       "toezegging" TZ202306-026, T03357
//   "publication" blg-1093410, nds-…  "staatscourant" stcrt-2020-12  "resolution" VNVR-resolutie 2735
//   "dossier" 19637, 36600-VII        "tractatenblad" trb-2019-5     "url" https://…
// A "publication" is also a gmb-, prb-, wsb- or bgr-paper; a "case" also LJN BZ3549, 17/02430 or 201303123/1/V2.
struct Reference {
  std::string kind;
  std::string target;     // normalised identity where one exists ("kst-32317-872", "ECLI:EU:C:2022:708", "2024Z14814"),
                          // else the normalised text
  std::string printed;    // as it stands in the text
  std::size_t block = 0;  // index of the block in the text
  bool operator==(const Reference&) const = default;
};

// All references in order of appearance, repeats included. What stands inside an address is part of the address. Linear
// in the length of the text. Pure; any thread.
[[nodiscard]] std::vector<Reference> find_references(const Text& text);

// Whether a reference names another publication of parliament, of the official gazettes or of a court by its identity
// (the `references` of a reading); the others are its `other_references`, but for dossiers and addresses.
[[nodiscard]] bool names_publication(const Reference& reference);

}  // namespace griffier::publications
