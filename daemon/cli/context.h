// What every command gets: the global options, the configuration when there is one, and where to print.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "daemon/config/config.h"
#include "daemon/log.h"
#include "store/registrar.h"

namespace griffier::daemon {

struct GlobalOptions {
  std::filesystem::path config, state;
  bool json = false, quiet = false, verbose = false;
};

class Context {
 public:
  explicit Context(GlobalOptions options);

  [[nodiscard]] const GlobalOptions& options() const { return options_; }
  [[nodiscard]] bool json() const { return options_.json; }
  [[nodiscard]] const Log& log() const { return log_; }
  // Colour on standard output: a terminal, and NO_COLOR not set.
  [[nodiscard]] bool colour() const { return colour_; }
  // Progress on standard error: a terminal, and not --quiet.
  [[nodiscard]] bool progress() const { return progress_; }

  // The configuration; without any file, an empty one whose state directory is --state. Throws ConfigError.
  [[nodiscard]] const Config& config();
  // Reads the file again that config() read. Throws ConfigError, also when that file is gone: another one, or none at
  // all, must not take its place in a running daemon. `config()` stays as it is.
  [[nodiscard]] Config reread_config() const;
  // Says once a line what of the configuration does nothing in this version.
  void warn_of_config();
  // --state, else the configuration's. Throws UsageError when neither is given.
  [[nodiscard]] std::filesystem::path state_dir();
  // Opens the record for reading.
  [[nodiscard]] std::unique_ptr<store::Registrar> open_read_only();

 private:
  GlobalOptions options_;
  Log log_;
  bool colour_, progress_;
  [[nodiscard]] Config read_config(const std::optional<std::filesystem::path>& file) const;

  std::optional<std::filesystem::path> config_file_;  // that config() read
  std::optional<Config> config_;
};

}  // namespace griffier::daemon
