// The ECLI index of rechtspraak.nl: Atom, sorted by when judgments were changed. Source: recorded answers; Technische
// documentatie Open Data van de Rechtspraak 1.15.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace griffier::fetchers {

struct IndexEntry {
  std::string ecli, title, summary, updated;
  std::string court, date, zaaknummer;  // as far as the title tells: "ECLI…, Hoge Raad, 20-09-2024, 23/00826"
  std::string deleted;                  // "doc" or "ecli": taken back
};

struct IndexPage {
  std::string error;                 // no page of the index: why, one sentence
  std::optional<std::size_t> total;  // "Aantal gevonden ECLI's: 47"
  std::vector<IndexEntry> entries;
  std::vector<std::string> nameless;  // entries whose id is no ECLI: their id or title
};

// Never throws for what the body holds.
[[nodiscard]] IndexPage read_index(const std::string& body);

}  // namespace griffier::fetchers
