// What publishers say of how often they may be asked.
#pragma once

#include <string_view>

#include "fetchers/http/engine.h"

namespace griffier::fetchers {

// The policy that a host states for itself (robots.txt, terms of use); one of this machine has no gap; any other the
// defaults. `host` without port.
[[nodiscard]] HostPolicy stated_policy(std::string_view host);

}  // namespace griffier::fetchers
