// The official publications of the Dutch state: KOOP's SRU 2.0 search with the files behind it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fetchers/listing/catalogue.h"
#include "fetchers/officielebekendmakingen/cql.h"

namespace griffier::fetchers {

inline constexpr const char* kBekendmakingenSearch = "https://repository.overheid.nl/sru";
// robots.txt of the search's host wants no visitors for files; this host has the same ones.
inline constexpr const char* kBekendmakingenFiles = "https://zoek.officielebekendmakingen.nl";

struct BekendmakingenOptions {
  std::string base_url = kBekendmakingenSearch;
  std::string documents_url;  // files are at "<documents_url>/<id>.xml"; empty: where the search says
  BekendmakingenQuery query;  // with dossiers: one list each; else with publications: one list each
  std::vector<std::string> renditions{"xml", "html", "pdf"};  // the preferred one first
  bool metadata = false;                                      // ask for metadata.xml where the search tells too little
};

[[nodiscard]] std::shared_ptr<const Catalogue> bekendmakingen_catalogue(BekendmakingenOptions options);

}  // namespace griffier::fetchers
