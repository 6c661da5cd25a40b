// The judgments of the Dutch courts: the ECLI index with the judgments behind it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fetchers/listing/catalogue.h"

namespace griffier::fetchers {

inline constexpr const char* kRechtspraakService = "https://data.rechtspraak.nl";

struct RechtspraakOptions {
  std::string base_url = kRechtspraakService;
  std::string documents_url;          // of the judgments; empty: base_url
  std::string type;                   // "uitspraak" or "conclusie"; empty: both
  std::vector<std::string> creators;  // courts, as the addresses in the service's list of them; any of them
  std::vector<std::string> subjects;  // fields of law, likewise
};

[[nodiscard]] std::shared_ptr<const Catalogue> rechtspraak_catalogue(RechtspraakOptions options);

}  // namespace griffier::fetchers
