#!/bin/sh
# po/POTFILES.in names each file with something to translate, sorted.
cd "$1" || exit 1
[ -f po/POTFILES.in ] || { echo 'not ok: no po/POTFILES.in'; exit 1; }

listed=$(mktemp)
trap 'rm -f "$listed"' EXIT

grep -vE '^(#|$)' po/POTFILES.in > "$listed"
sh po/list-sources.sh | diff "$listed" -
