#!/usr/bin/env bash
# ./run test [--asan|--tsan] [-R PATTERN]: builds a preset and runs its tests.
set -euo pipefail
. tools/setup.sh
. tools/build.sh

preset=dev sets=(build test)
ctest_arguments=()
while [ $# -gt 0 ]; do
  case "$1" in
    --asan) preset=asan ;;
    --tsan) preset=tsan; sets+=(clang) ;;
    -R) ctest_arguments+=(-R "${2:?-R takes a pattern}"); shift ;;
    *) echo "run test: unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done
setup_packages "${sets[@]}"
build_preset "$preset"
[ -d ../shared ] || echo "run test: no ../shared here: the tests on recorded files are skipped" >&2
ctest --test-dir "build/$preset" --output-on-failure --timeout 300 -j "$(nproc)" "${ctest_arguments[@]}"
