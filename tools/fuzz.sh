#!/usr/bin/env bash
# ./run fuzz SECONDS [NAME]: every fuzz target of tests/fuzz (or one) for SECONDS, one on each processor at a time.
set -euo pipefail
seconds=${1:?how many seconds for each target}
only=${2:-}
targets=()
for target in build/fuzz/tests/fuzz/fuzz_*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  [ -z "$only" ] || [ "$(basename "$target")" = "fuzz_$only" ] || continue
  targets+=("$target")
done
[ ${#targets[@]} -gt 0 ] || { echo "run fuzz: no target named '$only'" >&2; exit 2; }

fuzz_one() {
  local target=$1 seconds=$2 name work
  name=$(basename "$target")
  work=build/fuzz/work/$name
  mkdir -p "$work/new" "$work/crashes"
  local seeds=tests/fuzz/corpus/${name#fuzz_}
  mkdir -p "$seeds"
  if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$work/crashes/" \
    "$work/new" "$seeds" >"$work/log" 2>&1; then
    echo "$name: $(grep -aoE '^Done [0-9]+ runs' "$work/log" | tail -1), no finding"
  else
    echo "$name: FINDING, see $work/log"
    return 1
  fi
}
export -f fuzz_one
printf '%s\0' "${targets[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c 'fuzz_one "$1" "$2"' _ {} "$seconds"
