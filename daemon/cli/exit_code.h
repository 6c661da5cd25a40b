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

// The command line asks for what can't be, such as a date that is none: exit code 2. A document or revision that is not
// there is no wrong use: it is thrown as std::runtime_error and gives exit code 1.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace griffier::daemon
