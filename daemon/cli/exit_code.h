// The exit codes: an interface that people script against (griffier(1)).
#pragma once

#include <stdexcept>

namespace griffier::daemon {

enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kConfigInvalid = 4,
  kDamaged = 5,
  kLocked = 6,
  kSourcesFailed = 7,
  kDeliveriesDead = 8,
};

// The command line asks for what can't be: an unknown document, a date that is none. Exit code 2 for wrong use, 1 for
// what is not there.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace griffier::daemon
