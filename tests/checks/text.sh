#!/bin/sh
# No tabs, no trailing space, a line end at the end of every text file, a licence
# in every source file, and no marks of unfinished work.
cd "$1" || exit 1
bad=0
tab=$(printf '\t')
text=$(git ls-files | grep -vE '\.(png|svg|dcm|nii|gz|nrrd|po|pot|bin)$|^LICENSE$|^tests/fuzz/corpus/|^tests/golden/')

grep -nI "$tab" $text && { echo 'not ok: tabs'; bad=1; }
grep -nIE ' +$' $text && { echo 'not ok: trailing space'; bad=1; }

for file in $text; do
  [ ! -s "$file" ] || [ -z "$(tail -c 1 "$file")" ] || { echo "not ok: $file does not end its last line"; bad=1; }
done

for file in $(git ls-files '*.c' '*.h' '*.cc'); do
  head -8 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || { echo "not ok: $file has no licence"; bad=1; }
done

git grep -nIwE 'TODO|FIXME|XXX' -- '*.c' '*.h' '*.cc' '*.ui' 'meson.build' && { echo 'not ok: unfinished'; bad=1; }

exit $bad
