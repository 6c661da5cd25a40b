#include "daemon/http_settings.h"

#include <fmt/format.h>

#include "daemon/version.h"

namespace griffier::daemon {

fetchers::EngineOptions engine_options(const HttpConfig& http) {
  fetchers::EngineOptions options;
  options.user_agent =
      fmt::format("griffier/{}{}", kVersion, http.contact.empty() ? std::string() : " (+" + http.contact + ")");
  options.ca_file = http.ca_file;
  options.max_connections = http.max_connections;
  return options;
}

}  // namespace griffier::daemon
