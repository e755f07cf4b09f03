#!/bin/sh
# Every test and workload that tests/lessons.md names is there. Some names are put
# together when a test runs: then their end has to be.
cd "$1" || exit 1
bad=0

there () {
  git grep -qF "\"$1\"" -- tests || git grep -qF "/$1\"" -- tests
}

for name in $(grep -o '`[^` ]*`' tests/lessons.md | tr -d '\`' | sort -u); do
  case $name in
    checks/*) continue ;;
    /*) there "$name" || there "${name#/*/}" || there "${name##*/}" || { echo "not ok: no test $name"; bad=1; } ;;
    *) git grep -qF "\"$name\"" -- app/cli || { echo "not ok: no workload $name"; bad=1; } ;;
  esac
done

exit $bad
