#!/bin/sh
# po/POTFILES.in names each file with something to translate, sorted.
cd "$1" || exit 1
[ -f po/POTFILES.in ] || { echo 'not ok: no po/POTFILES.in'; exit 1; }

wanted=$(mktemp)
listed=$(mktemp)
trap 'rm -f "$wanted" "$listed"' EXIT

{
  git grep -lE '\b([NC]?_ ?\("|ngettext ?\()' -- 'engine/*.c' 'engine/*.cc' 'ui/*.c' 'app/*.c' ||:
  git grep -l 'translatable="yes"' -- '*.ui' ||:
  git ls-files 'resources/*.desktop.in*' 'resources/*.metainfo.xml.in*' 'resources/*.gschema.xml'
} | LC_ALL=C sort -u > "$wanted"
grep -vE '^(#|$)' po/POTFILES.in > "$listed"

diff "$listed" "$wanted"
