// The command line: options to structs, and to the one function of each command.
#pragma once

namespace griffier::daemon {

// Parses the arguments, runs the command, prints errors on standard error. Returns the process's exit code
// (exit_code.h). Never throws.
int run_cli(int argc, char** argv);

}  // namespace griffier::daemon
