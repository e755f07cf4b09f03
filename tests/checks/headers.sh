#!/bin/sh
# Every header compiles alone, without a warning, and private headers stay in
# their folder. Headers in C++ end in .hh and stay in engine/dicom.
# A header that a source file includes before all else is compiled alone by that
# file, so only the others are compiled here.
cd "$1" || exit 1
export LC_ALL=C
bad=0
flags="-std=gnu17 -Werror -fsyntax-only -x c -Iengine -Iui -Itests/support -Itests/bench"
flags="$flags $(pkg-config --cflags gio-2.0 sqlite3 json-glib-1.0 pangocairo)"
gtk=$(pkg-config --cflags gtk4 libadwaita-1 2>/dev/null)

first_includes () { # sources on standard input
  xargs awk 'FNR == 1 { found = 0 }
    !found && /^#include/ {
      found = 1
      if (match ($0, /"[^"]*"/)) {
        name = substr ($0, RSTART + 1, RLENGTH - 2)
        folder = FILENAME; sub (/[^\/]*$/, "", folder)
        print folder name; print "engine/" name; print "ui/" name; print "tests/support/" name
      }
    }'
}

proven=$(mktemp)
trap 'rm -f "$proven"' EXIT
git ls-files 'engine/*.c' 'ui/*.c' 'app/*.c' 'tests/*.c' | first_includes | sort -u > "$proven"

unproven () { # headers on standard input
  sort | comm -23 - "$proven"
}

compile () { # FLAGS, headers on standard input
  xargs -P 2 -I HEADER sh -c "printf '#include \"%s\"\n' '$PWD/HEADER' | ${CC:-cc} $1 - || { echo 'not ok: HEADER'; exit 1; }"
}

git ls-files 'engine/*.h' 'app/cli/*.h' 'tests/support/*.h' | unproven | compile "$flags" || bad=1
[ -z "$gtk" ] || git ls-files 'ui/*.h' 'app/*.h' 'tests/ui/*.h' 'tests/bench/*.h' | grep -v '^app/cli' | unproven | compile "$flags $gtk" || bad=1

# engine/kernels is the engine's own: its private header serves all of it.
for header in $(git ls-files 'engine/*-private.h' 'ui/*-private.h' | grep -v '^engine/kernels'); do
  folder=$(basename "$(dirname "$header")")
  users=$(git grep -l "$folder/$(basename "$header")" -- 'engine/*' 'ui/*' 'app/*' | grep -v "^[a-z]*/$folder/")
  [ -z "$users" ] || { echo "not ok: $header is private to $folder but used by $users"; bad=1; }
done

exit $bad
