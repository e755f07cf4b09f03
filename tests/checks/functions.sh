#!/bin/sh
# No function is longer than 60 lines and no file longer than 900.
cd "$1" || exit 1
bad=0

ctags --version 2>/dev/null | grep -q Universal || { echo 'universal-ctags is missing'; exit 77; }

long=$(git ls-files '*.c' '*.cc' | ctags -L - -f - --kinds-C=f --kinds-C++=f --fields=+ne |
  awk -F'\t' '{ line = end = 0
                for (i = 4; i <= NF; i++) {
                  if ($i ~ /^line:/) line = substr ($i, 6)
                  if ($i ~ /^end:/) end = substr ($i, 5)
                }
                if (end - line > 60) printf "%s:%d %s has %d lines\n", $2, line, $1, end - line }')
[ -z "$long" ] || { echo "$long"; bad=1; }

git ls-files '*.c' '*.cc' '*.h' | xargs wc -l | awk '$2 != "total" && $1 > 900 { print $2 " has " $1 " lines"; bad = 1 } END { exit bad }' || bad=1

exit $bad
