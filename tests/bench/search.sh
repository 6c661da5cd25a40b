#!/usr/bin/env bash
# search.sh PROGRAM [COUNT]: the times of searches over COUNT generated letters (20,000 unless said otherwise; the goal,
# under 20 ms at the 99th percentile, is for 100,000). With GRIFFIER_BENCH_STATE the record there is used, and made when
# it is absent.
set -euo pipefail
program=$(readlink -f "$1")
count=${2:-${GRIFFIER_BENCH_SEARCH_DOCUMENTS:-20000}}
tools=$(dirname "$program")/../tests/bench
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-search-XXXXXX")
trap 'rm -rf "$work"' EXIT
state=${GRIFFIER_BENCH_STATE:-$work/state}

if [ ! -f "$state/griffier.db" ]; then
  "$tools/bench_generate" "$work/letters" "$count"
  : >"$work/griffier.toml"
  "$program" --config "$work/griffier.toml" --state "$state" --quiet import "$work/letters" | tail -1
fi
"$tools/bench_search" "$state"
