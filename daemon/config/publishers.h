// What the configuration of the official sources means to their fetchers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "daemon/config/config.h"
#include "fetchers/officielebekendmakingen/bekendmakingen.h"
#include "fetchers/openoverheid/openbaarmakingen.h"
#include "fetchers/rechtspraak/uitspraken.h"

namespace griffier::daemon {

// Fills in the addresses that are not given. The files of officielebekendmakingen come from the host that allows it,
// unless the search is another one than the publisher's.
void complete_publisher(SourceConfig& source);
// What is wrong with the keys of these sources: the key, and one sentence.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> publisher_problems(const SourceConfig& source);

[[nodiscard]] fetchers::BekendmakingenOptions bekendmakingen_of(const SourceConfig& source);
[[nodiscard]] fetchers::RechtspraakOptions rechtspraak_of(const SourceConfig& source);
[[nodiscard]] fetchers::OpenOverheidOptions openoverheid_of(const SourceConfig& source);

}  // namespace griffier::daemon
