// What an address on one of the publishers' own sites names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace griffier::publications {

struct Named {
  std::string kind;    // as Reference::kind
  std::string target;  // the identity: "kst-19637-3274", "ECLI:NL:HR:2024:1", "BWBR0005537", "32016R0679", "2024Z18438"
  bool operator==(const Named&) const = default;
};

// Of officielebekendmakingen.nl and repository.overheid.nl (the identifier in the path, or a dossier), rechtspraak.nl
// (ECLI), eur-lex.europa.eu (CELEX, ELI), wetten.overheid.nl (BWB number), tweedekamer.nl (document or case). Nothing
// for any other address. Pure; linear; any thread.
[[nodiscard]] std::optional<Named> named_by_address(std::string_view url);

}  // namespace griffier::publications
