// SIGINT and SIGTERM as a question that loops can ask; a second one ends the process at once.
#pragma once

namespace griffier::daemon {

// Installs the handlers while it lives. At most one at a time, made before other threads.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  [[nodiscard]] bool stopping() const;
};

}  // namespace griffier::daemon
