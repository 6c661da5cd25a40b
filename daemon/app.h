// The one place where the program is put together: the record, the pipeline, the watches with their channels.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "daemon/alerts/dispatcher.h"
#include "daemon/config/config.h"
#include "daemon/log.h"
#include "daemon/pipeline/intake.h"
#include "publications/instant.h"
#include "store/registrar.h"

namespace griffier::daemon {

// Owns the open record and everything that hangs on it, in order of dependency. One thread at a time: the one that made
// it, or the clerk's of Service.
class App {
 public:
  // Takes the lock, repairs. Throws what store::Registrar throws.
  // With `kept` false the state directory is thrown away afterwards: nothing is said to be recorded.
  App(Config config, const std::filesystem::path& state_dir, const Log& log, bool kept = true);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  [[nodiscard]] store::Registrar& registrar() { return registrar_; }
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] const Log& log() const { return log_; }
  [[nodiscard]] publications::Instant now() const;
  // A random number in [-1, 1], for whatever must not go in step.
  [[nodiscard]] double jitter() const;

  // An intake with the watches of now. At most one gathers at a time.
  [[nodiscard]] Intake intake(Intake::Report report);
  // The intake that polls share; what it does is logged.
  [[nodiscard]] Intake& shared_intake();
  // Another configuration's watches, channels and sources, from the next use on.
  void reconfigure(Config config);

  // Takes note of watches that were added or removed beside the running daemon.
  void refresh_watches();
  // Brings the search index up to date.
  void index_everything();
  // Records which terms of questions have passed, and puts the alerts in the outbox.
  void note_overdue();
  // Everything that is due is tried once, passed terms of questions included; waits for it.
  DeliveryCounts deliver_once();
  // Takes note of what was sent and hands on what is due; returns at once.
  DeliveryCounts deliver_some();

 private:
  [[nodiscard]] std::vector<WatchConfig> watches();

  Config config_;
  std::string watches_seen_;  // the record's watches, as they were last looked at
  const Log& log_;
  const bool kept_;
  store::Registrar registrar_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<Intake> shared_intake_;
  publications::Instant overdue_checked_at_{};
};

}  // namespace griffier::daemon
