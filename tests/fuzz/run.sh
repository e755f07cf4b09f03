#!/bin/sh
# Usage: run.sh HARNESS CORPUS
# Fuzzes for RIMLIGHT_FUZZ_SECONDS (default 15), on a copy of the corpus, so that
# the tree stays as it is.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ ! -d "$2" ] || cp -r "$2/." "$work"

cd "$work"
"$1" -max_total_time="${RIMLIGHT_FUZZ_SECONDS:-15}" -timeout=20 -rss_limit_mb=2048 \
  -malloc_limit_mb=1024 -print_final_stats=1 "$work"
