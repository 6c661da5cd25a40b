#!/usr/bin/env bash
# ./run test [--asan|--tsan] [-R PATTERN]: builds a preset and runs its tests. With --year only the simulated years of
# questions, in full: 3,000 sets in several orders, taken in by the store alone and polled by the whole program.
set -euo pipefail
. tools/setup.sh
. tools/build.sh

preset=dev sets=(build test) year=
ctest_arguments=()
while [ $# -gt 0 ]; do
  case "$1" in
    --asan) preset=asan ;;
    --tsan) preset=tsan; sets+=(clang) ;;
    --year) year=1 ;;
    -R) ctest_arguments+=(-R "${2:?-R takes a pattern}"); shift ;;
    *) echo "run test: unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done
setup_packages "${sets[@]}"
if [ "$year" ]; then
  build_preset "$preset" griffier test_store test_faults
  export GRIFFIER_LONG_TESTS=1
  "build/$preset/tests/test_store" --gtest_filter='QuestionYear.*'
  exec "build/$preset/tests/test_faults" --gtest_filter='QuestionsYear.*'
fi
build_preset "$preset"
[ -d ../shared ] || echo "run test: no ../shared here: the tests on recorded files are skipped" >&2
ctest --test-dir "build/$preset" --output-on-failure --timeout 300 -j "$(nproc)" "${ctest_arguments[@]}"
