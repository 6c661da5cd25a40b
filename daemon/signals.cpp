#include "daemon/signals.h"

#include <unistd.h>

#include <csignal>

namespace griffier::daemon {
namespace {

// A signal handler reaches nothing but static storage.
volatile std::sig_atomic_t g_asked = 0;
constexpr int kEndedBySignal = 128;

extern "C" void ask_to_stop(int signal) {
  if (g_asked != 0) _exit(kEndedBySignal + signal);
  g_asked = 1;
}

void install(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals() {
  g_asked = 0;
  install(ask_to_stop);
}
StopSignals::~StopSignals() { install(SIG_DFL); }
bool StopSignals::stopping() const { return g_asked != 0; }

}  // namespace griffier::daemon
