#!/usr/bin/env bash
# sync.sh PROGRAM [DOCUMENTS]: a first load of the Tweede Kamer's register with 100,000 documents, a poll with nothing new,
# and one with every document sent again, beside libcurl alone that makes the same requests.
set -euo pipefail
program=$(readlink -f "$1")
tools=$(dirname "$program")/../tests/bench/polling
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-sync-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT
"$tools/bench_sync" "$program" "$work" "${2:-100000}"
