#!/usr/bin/env bash
# hosts.sh PROGRAM [HOSTS] [PAGES] [SECONDS]: 200 hosts with 50 pages each, a tenth of them dead or slow: how late the
# others are polled.
set -euo pipefail
program=$(readlink -f "$1")
tools=$(dirname "$program")/../tests/bench/polling
work=$(mktemp -d "${GRIFFIER_BENCH_DIR:-/var/tmp}/griffier-hosts-XXXXXX") # a disk: /tmp may be memory
trap 'rm -rf "$work"' EXIT
"$tools/bench_hosts" "$program" "$work" "${2:-200}" "${3:-50}" "${4:-60}"
