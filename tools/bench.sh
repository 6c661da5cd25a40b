#!/usr/bin/env bash
# ./run bench [NAME]: the google-benchmark figures, then the whole-process runs of tests/bench.
set -euo pipefail
only=${1:-}
program=$PWD/build/release/daemon/griffier
case "$only" in
  '' | micro) build/release/tests/bench/bench_layers --benchmark_min_time=0.3 ;;
esac
for script in tests/bench/*.sh; do
  name=$(basename "$script" .sh)
  [ -z "$only" ] || [ "$only" = "$name" ] || continue
  echo "== $name"
  bash "$script" "$program"
done
