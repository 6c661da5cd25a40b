#!/usr/bin/env bash
# questions.sh PROGRAM [COUNT]: who owes whom an answer, over COUNT question sets (100,000 unless said otherwise).
# `griffier questions --overdue` as a whole process, the best and the median of 21 runs; the goal is 50 ms. The time of
# the processor (user and system) is given beside the clock's, which shows what else the machine does. Then what one
# arriving answer costs at 1,000 and at COUNT sets; the goal is the same.
set -euo pipefail
program=$(readlink -f "$1")
count=${2:-${GRIFFIER_BENCH_QUESTION_SETS:-100000}}
bench=$(dirname "$program")/../tests/bench/bench_questions
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-questions-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT

read -r small_decide small_whole < <("$bench" "$work/small" 1000)
echo "making $count sets"
read -r large_decide large_whole < <("$bench" "$work/large" "$count")

overdue=$("$program" --state "$work/large" questions --overdue | wc -l)
TIMEFORMAT='%R %U %S'
for _ in $(seq 21); do
  { time "$program" --state "$work/large" questions --overdue > /dev/null; } 2>&1
done > "$work/times"
sorted() { awk "{ print 1000 * ($1) }" "$work/times" | sort -n; }
paste <(sorted '$1') <(sorted '$2 + $3') | awk -v rows="$((overdue - 1))" -v sets="$count" '{ wall[NR] = $1; cpu[NR] = $2 } END {
  printf "questions --overdue: %d of %d sets, best %.0f ms, median %.0f ms (goal 50 ms); of the processor %.0f and %.0f ms\n",
    rows, sets, wall[1], wall[11], cpu[1], cpu[11] }'
awk -v a="$small_decide" -v b="$large_decide" -v c="$small_whole" -v d="$large_whole" -v sets="$count" 'BEGIN {
  printf "one answer, deciding: %d us at 1000 sets, %d us at %d: ratio %.2f\n", a, b, sets, b / a
  printf "one answer, written:  %d us at 1000 sets, %d us at %d: ratio %.2f\n", c, d, sets, d / c }'
