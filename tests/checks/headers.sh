#!/bin/sh
# Every header compiles alone, without a warning, and private headers stay in
# their folder. Headers in C++ end in .hh and stay in engine/dicom.
cd "$1" || exit 1
bad=0
flags="-std=gnu17 -Werror -fsyntax-only -x c -Iengine -Iui -Itests/support -Itests/bench"
flags="$flags $(pkg-config --cflags gio-2.0 sqlite3 json-glib-1.0)"
gtk=$(pkg-config --cflags gtk4 libadwaita-1 2>/dev/null)

compile () { # FLAGS, headers on standard input
  xargs -P 2 -I HEADER sh -c "printf '#include \"%s\"\n' '$PWD/HEADER' | ${CC:-cc} $1 - || { echo 'not ok: HEADER'; exit 1; }"
}

git ls-files 'engine/*.h' 'app/cli/*.h' 'tests/support/*.h' | compile "$flags" || bad=1
[ -z "$gtk" ] || git ls-files 'ui/*.h' 'app/*.h' 'tests/ui/*.h' 'tests/bench/*.h' | grep -v '^app/cli' | compile "$flags $gtk" || bad=1

# engine/kernels is the engine's own: its private header serves all of it.
for header in $(git ls-files 'engine/*-private.h' 'ui/*-private.h' | grep -v '^engine/kernels'); do
  folder=$(basename "$(dirname "$header")")
  users=$(git grep -l "$folder/$(basename "$header")" -- 'engine/*' 'ui/*' 'app/*' | grep -v "^[a-z]*/$folder/")
  [ -z "$users" ] || { echo "not ok: $header is private to $folder but used by $users"; bad=1; }
done

exit $bad
