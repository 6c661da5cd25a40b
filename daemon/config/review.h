// What can be said of a configuration beside what load_config refuses.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/config.h"

namespace griffier::daemon {

// What is wrong with a watch that does not come from the configuration, in the words of load_config; empty when
// nothing is. Brings its dossiers and documents into their canonical form.
[[nodiscard]] std::vector<std::string> watch_problems(const Config& config, WatchConfig& watch,
                                                      const ConfigChecks& checks = {});
// What is valid but does nothing in this version, one line each.
[[nodiscard]] std::vector<std::string> config_warnings(const Config& config);

}  // namespace griffier::daemon
