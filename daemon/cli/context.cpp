#include "daemon/cli/context.h"

#include <unistd.h>

#include <cstdlib>

#include "daemon/cli/exit_code.h"
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
    const auto file = find_config(options_.config);
    if (file)
      config_ = load_config(*file, config_checks());
    else
      config_.emplace().state_dir.clear();  // the default belongs to an installed daemon, not to whoever forgot to say
    if (!options_.state.empty()) config_->state_dir = options_.state;
  }
  return *config_;
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
