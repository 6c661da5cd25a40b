#!/usr/bin/env bash
# The direction of includes: daemon -> fetchers, diff, store -> publications.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
crossed=$(
  grep -rnE '#include "(fetchers|diff|store|daemon)/' publications || true
  for layer in fetchers diff store; do
    for other in fetchers diff store daemon; do
      [ "$layer" = "$other" ] || grep -rnE "#include \"$other/" "$layer" || true
    done
  done
)
[ -z "$crossed" ] || { printf 'an include against the direction of the layers:\n%s\n' "$crossed" >&2; exit 1; }
echo "layers: every include goes downwards"
