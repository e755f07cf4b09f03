#!/bin/sh
# Usage: run.sh HARNESS CORPUS
# Fuzzes for RIMLIGHT_FUZZ_SECONDS (default 15), on a copy of the corpus, so that
# the tree stays as it is.
set -eu
harness=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ ! -d "$2" ] || cp -r "$2/." "$work"

# dcmtk loses what it had when it throws on damage; that is not ours to free.
# libFuzzer's own look and the one at the end are two switches.
leaks=1
[ "$(basename "$harness")" != fuzz-dicom ] || leaks=0
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=$leaks"

cd "$work"
"$harness" -detect_leaks=$leaks -max_total_time="${RIMLIGHT_FUZZ_SECONDS:-15}" -timeout=20 -rss_limit_mb=2048 \
  -malloc_limit_mb=1024 -print_final_stats=1 "$work"
