// How the program presents itself to publishers.
#pragma once

#include "daemon/config/config.h"
#include "fetchers/http/engine.h"

namespace griffier::daemon {

// The user agent names the version and the contact, so that a publisher knows whom to ask.
[[nodiscard]] fetchers::EngineOptions engine_options(const HttpConfig& http);

}  // namespace griffier::daemon
