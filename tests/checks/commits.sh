#!/bin/sh
# Commits read "component: Summary", at most 72 characters, without a full stop.
cd "$1" || exit 1
[ -e .git ] || exit 77

git log --no-merges --format=%s | awk '
  length ($0) > 72 || !/^[a-z0-9.,\/ -]+: [A-Z]/ || /\.$/ { print "not ok: " $0; bad = 1 }
  END { exit bad }'
