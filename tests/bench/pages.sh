#!/usr/bin/env bash
# pages.sh PROGRAM [ADDRESSES] [ROUNDS]: 1,000 addresses on one host where nothing changes, 100 rounds of `griffier run`:
# connections, processor time beside libcurl alone, what is recorded, memory.
set -euo pipefail
program=$(readlink -f "$1")
tools=$(dirname "$program")/../tests/bench/polling
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-pages-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT
"$tools/bench_pages" "$program" "$work" "${2:-1000}" "${3:-100}"
