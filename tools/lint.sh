#!/usr/bin/env bash
# ./run lint: clang-format, the layer rule, the co_await rule, clang-tidy.
set -euo pipefail
failed=0
complain() { printf 'lint: %s\n' "$@" >&2; failed=1; }

sources=$(git ls-files '*.cpp' '*.h')
unformatted=$(xargs clang-format-14 --dry-run -Werror <<<"$sources" 2>&1 | sed -n 's/^\([^:]*\):.*/\1/p' | sort -u || true)
[ -z "$unformatted" ] || complain "not formatted (./run format):" "$unformatted"

bash tests/layers.sh || failed=1

# g++ 12.2 frees temporaries of some awaited calls twice: name the value on the line before (docs/ARCHITECTURE.md, "Coroutines").
awaits=$(grep -nE 'co_await[^;]*\([^;]*[{?]' $(git ls-files 'daemon/*.cpp' 'fetchers/*.cpp' 'tests/*.cpp') /dev/null || true)
[ -z "$awaits" ] || complain "co_await on an expression that holds { or ?:" "$awaits"

if [ "${1:-}" != --quick ]; then
  git ls-files 'publications/*.cpp' 'fetchers/*.cpp' 'diff/*.cpp' 'store/*.cpp' 'daemon/*.cpp' |
    xargs -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p build/dev || failed=1
fi
exit "$failed"
