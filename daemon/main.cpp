// griffier: watches the official publications of the Dutch state, keeps every version, and tells what changed.
#include "daemon/cli/cli.h"

int main(int argc, char** argv) { return griffier::daemon::run_cli(argc, argv); }
