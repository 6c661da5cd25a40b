// Members, offices and the people who hold them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/reading.h"

namespace griffier::publications::reader {

// "Sneller, Bamenga (beiden D66) en Van der Lee (GroenLinks-PvdA)": a party in brackets belongs to the names before it
// that have none yet ("beiden", "allen").
[[nodiscard]] std::vector<Member> read_members(std::string_view text);

// "de Ministers van Financiën en voor Klimaat en Energie en de Staatssecretaris van Defensie" as offices, each with its
// role: "Minister van Financiën", "Minister voor Klimaat en Energie", "Staatssecretaris van Defensie". The case of the
// role's first letter is as printed.
[[nodiscard]] std::vector<std::string> read_offices(std::string_view text);

// Where the offices end and the subject begins in "... van Defensie over de werving": the position of the word and of
// what follows it; lost spaces ("Waterstaat overde", "Sportover zorg") are seen through. npos, npos if there is no such
// word.
struct Turn {
  std::size_t at = std::string_view::npos;
  std::size_t after = std::string_view::npos;
};
[[nodiscard]] Turn find_over(std::string_view text);

// "Minister Van Weel (Justitie en Veiligheid) en antwoord van Staatssecretaris Coenradie (Justitie en Veiligheid)": a
// missing closing bracket is forgiven.
[[nodiscard]] std::vector<Official> read_officials(std::string_view text);

// An office alone, "De Minister van Asiel en Migratie," or "MINISTER VOOR KLIMAAT EN ENERGIE": its role, "Minister" or
// "Staatssecretaris" or "Minister-President", and its ministry. `rest` receives what follows the office (a name).
struct Office {
  std::string role;
  std::string joint;     // "van", "voor" or empty
  std::string ministry;  // in the usual spelling when the text is in capitals
};
[[nodiscard]] std::optional<Office> read_office(std::string_view text, std::string_view* rest = nullptr);
// "Minister van Asiel en Migratie".
[[nodiscard]] std::string office_text(const Office& office);

// A text in capitals with small letters but for those that its words begin with ("van", "en" and the like apart); as it
// is if it is not in capitals.
[[nodiscard]] std::string usual_case(std::string_view text);
// The same of a name: "PRESIDIUM" as "Presidium", "LEDEN VAN DER BIES EN DOL" as "Leden
// Van der Bies en Dol".
[[nodiscard]] std::string name_in_usual_case(std::string_view text);

// "VASTE COMMISSIE VOOR DEFENSIE2" as "vaste commissie voor Defensie": without the mark of a note.
[[nodiscard]] std::string committee_name(std::string_view text);

// Whether a line can be nothing but a person's name: "M.H.M. Faber-van de Klashorst", "E. van der Burg".
[[nodiscard]] bool is_name(std::string_view text);

// Whether the text begins with a role: "minister", "ministers", "staatssecretaris", "minister-president" ...; its
// length.
[[nodiscard]] std::size_t role_length(std::string_view text);

// The usual spelling of a ministry or portfolio whatever its case and spacing; empty when it is not a known one.
[[nodiscard]] std::string known_ministry(std::string_view text);

}  // namespace griffier::publications::reader
