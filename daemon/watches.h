// Watches that were added at run time: kept in the record as JSON, with the names of the configuration's keys.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/log.h"
#include "store/record/record.h"

namespace griffier::daemon {

[[nodiscard]] std::string watch_to_json(const WatchConfig& watch);
// Throws std::runtime_error naming the key that is wrong.
[[nodiscard]] WatchConfig watch_from_json(const std::string& name, const std::string& json);

// All of the record's watches; one that can't be understood is logged and left out.
[[nodiscard]] std::vector<WatchConfig> recorded_watches(store::Record& record, const Log& log);

// The checks of a configuration that other parts can do: full-text queries, CSS selectors, patterns.
[[nodiscard]] ConfigChecks config_checks();

}  // namespace griffier::daemon
