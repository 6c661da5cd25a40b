// What belongs to one document of the register, and the identity that follows from it. Pure, but for the lookups.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fetchers/tweedekamer/entity.h"

namespace griffier::fetchers {

// Found once for a document; at most 200 entities of a kind.
struct Surroundings {
  std::vector<Entity> versions, cases, actors;  // versions: the newest first
  std::vector<Entity> dossiers;                 // its own first
  const Entity* current = nullptr;              // one of `versions`; null when there is none
  bool own_dossier = false;                     // the first dossier is the document's, not that of a case
  std::vector<std::string> missing;             // entities that are referred to and aren't there
};
[[nodiscard]] Surroundings surroundings_of(const Entity& document, const EntityLookup& lookup, bool with_actors);

// The identities of a document, by what its versions call it and by its numbers.
struct Identities {
  std::string best;  // the official one, else "tk-<documentNummer>"; empty for a document without a number
  std::vector<std::string> others;
};
[[nodiscard]] Identities identities_of(const Entity& document, const Surroundings& around);

// "36600-VI"; empty when the register's numbers make none.
[[nodiscard]] std::string dossier_id(const Entity& dossier);
// "tk" or "ek".
[[nodiscard]] std::string kamer_of(const Entity& document);
[[nodiscard]] bool is_annex(const Entity& document);
// Whether a document of that soort asks questions.
[[nodiscard]] bool asks(const std::string& soort);
// "2024Z18435".
[[nodiscard]] bool is_zaaknummer(std::string_view text);
// -1 for what does not begin with a number.
[[nodiscard]] int number_of(std::string_view text);

}  // namespace griffier::fetchers
