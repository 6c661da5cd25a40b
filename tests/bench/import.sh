#!/usr/bin/env bash
# import.sh PROGRAM [COUNT]: COUNT generated letters (10,000 unless said otherwise) through `griffier import`, against
# `git fast-import` of the very commits that griffier made of them: the same files, messages and times, one commit a
# document. griffier also reads, recognises, records and indexes, and makes each group of 256 durable before it says so;
# fast-import makes its one pack durable at the end.
set -euo pipefail
program=$(readlink -f "$1")
count=${2:-${GRIFFIER_BENCH_DOCUMENTS:-10000}}
tools=$(dirname "$program")/../tests/bench
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-import-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT

"$tools/bench_generate" "$work/letters" "$count"
: >"$work/griffier.toml"

# seconds NAME COMMAND...: runs it; its wall time to $work/NAME.wall, its processor time to $work/NAME.cpu.
seconds() {
  local name=$1
  shift
  local TIMEFORMAT='%R %U %S'
  { time "$@"; } 2>"$work/$name.time" >"$work/$name.out" || {
    cat "$work/$name.time" "$work/$name.out" >&2
    return 1
  }
  tail -1 "$work/$name.time" | awk -v wall="$work/$name.wall" -v cpu="$work/$name.cpu" \
    '{ print $1 > wall; print $2 + $3 > cpu }'
}
report() {
  awk -v name="$1" -v count="$count" -v wall="$(<"$work/$2.wall")" -v cpu="$(<"$work/$2.cpu")" \
    'BEGIN { printf "%-18s %8.2f s  %8.2f s of processor  %7.0f documents/s\n", name, wall, cpu, count / wall }'
}

sync
seconds griffier "$program" --config "$work/griffier.toml" --state "$work/state" --quiet import "$work/letters"
tail -1 "$work/griffier.out"
made=$(git --git-dir="$work/state/archive.git" rev-list --count main)
[ "$made" = "$count" ] || { echo "import.sh: $made commits of $count documents" >&2; exit 1; }

git --git-dir="$work/state/archive.git" fast-export main >"$work/stream"
fast_import() {
  git init -q --bare -b main "$work/fast.git"
  git -c core.fsync=all -c core.fsyncMethod=fsync --git-dir="$work/fast.git" fast-import --quiet <"$work/stream"
}
sync
seconds fast_import fast_import
[ "$(git --git-dir="$work/fast.git" rev-parse main^{tree})" = "$(git --git-dir="$work/state/archive.git" rev-parse main^{tree})" ] ||
  { echo "import.sh: fast-import made another tree" >&2; exit 1; }

echo "$count commits of text.md, metadata.json and original.txt, $(($(stat -c %s "$work/stream") / count / 1000)) kB each:"
report "griffier import" griffier
report "git fast-import" fast_import
awk -v g="$(<"$work/griffier.wall")" -v f="$(<"$work/fast_import.wall")" -v gs="$(du -sk "$work/state/archive.git" | cut -f1)" \
  -v fs="$(du -sk "$work/fast.git" | cut -f1)" -v db="$(du -sk "$work/state" | cut -f1)" \
  'BEGIN { printf "ratio %.2f (0.40 is asked for, 1 is better); archive %d MB beside %d MB, whole state %d MB\n", f / g, gs / 1024, fs / 1024, db / 1024 }'
