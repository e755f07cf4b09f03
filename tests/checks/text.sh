#!/bin/sh
# No tabs, no trailing space, a line end at the end of every text file, a licence
# in every source file, and no marks of unfinished work.
cd "$1" || exit 1
bad=0
tab=$(printf '\t')
text=$(git ls-files | grep -vE '\.(png|svg|dcm|nii|gz|nrrd|po|pot|bin)$|^LICENSE$|^tests/fuzz/corpus/|^tests/golden/')

grep -nI "$tab" $text && { echo 'not ok: tabs'; bad=1; }
grep -nIE ' +$' $text && { echo 'not ok: trailing space'; bad=1; }

# A last line without an end counts for grep and not for wc.
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
wc -l $text | awk '$2 != "total" { print $2 ":" $1 }' > "$lines"
grep -c '' $text | grep -vxFf "$lines" && { echo 'not ok: a last line has no end'; bad=1; }

git ls-files '*.c' '*.h' '*.cc' | xargs awk '
  FNR == 1 { n++ }
  FNR <= 8 && /SPDX-License-Identifier: GPL-3.0-or-later/ && FILENAME != last { found++; last = FILENAME; next }
  FNR == 8 && FILENAME != last { print "not ok: " FILENAME " has no licence" }
  END { exit n != found }' || bad=1

git grep -nIwE 'TODO|FIXME|XXX' -- '*.c' '*.h' '*.cc' '*.ui' 'meson.build' && { echo 'not ok: unfinished'; bad=1; }

exit $bad
