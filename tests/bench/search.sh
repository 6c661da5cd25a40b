#!/usr/bin/env bash
# search.sh PROGRAM [COUNT]: the times of searches over COUNT papers (100,000 unless said otherwise), in process; the
# goal is under 20 ms at the 99th percentile. With GRIFFIER_BENCH_STATE the record there is used, and made when it is
# absent.
set -euo pipefail
program=$(readlink -f "$1")
count=${2:-${GRIFFIER_BENCH_SEARCH_DOCUMENTS:-100000}}
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-search-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT
state=${GRIFFIER_BENCH_STATE:-$work}
mkdir -p "$state"
"$(dirname "$program")/../tests/bench/bench_search" "$state" "$count"
