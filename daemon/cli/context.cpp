#include "daemon/cli/context.h"

#include <unistd.h>

#include <cstdlib>

#include "daemon/cli/exit_code.h"
#include "daemon/config/review.h"
#include "daemon/watches.h"

namespace griffier::daemon {
namespace {

Severity least_severity(const GlobalOptions& options) {
  if (options.quiet) return Severity::warning;
  return options.verbose ? Severity::debug : Severity::info;
}

}  // namespace

Context::Context(GlobalOptions options)
    : options_(std::move(options)),
      log_(least_severity(options_)),
      colour_(isatty(STDOUT_FILENO) == 1 &&
              std::getenv("NO_COLOR") == nullptr),  // NOLINT(concurrency-mt-unsafe): before any thread
      progress_(isatty(STDERR_FILENO) == 1 && !options_.quiet) {}

const Config& Context::config() {
  if (!config_) {
    config_file_ = find_config(options_.config);
    config_ = read_config(config_file_);
  }
  return *config_;
}

Config Context::reread_config() const {
  return read_config(config_file_ ? config_file_ : find_config(options_.config));
}

Config Context::read_config(const std::optional<std::filesystem::path>& file) const {
  Config config;
  if (file)
    config = load_config(*file, config_checks());
  else
    config.state_dir.clear();  // the default belongs to an installed daemon, not to whoever forgot to say
  if (!options_.state.empty()) config.state_dir = options_.state;
  return config;
}

void Context::warn_of_config() {
  for (const auto& warning : config_warnings(config())) log_.warning(warning);
}

std::filesystem::path Context::state_dir() {
  // A state directory is enough for all that polls nothing, a broken configuration elsewhere included.
  if (!options_.state.empty()) return options_.state;
  if (config().state_dir.empty())
    throw UsageError("no state directory: give --state DIR, or a configuration with [state] dir");
  return config().state_dir;
}

std::unique_ptr<store::Registrar> Context::open_read_only() {
  return std::make_unique<store::Registrar>(state_dir(), store::Open::read_only);
}

}  // namespace griffier::daemon
