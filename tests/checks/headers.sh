#!/bin/sh
# Every header compiles alone, and private headers stay in their folder.
cd "$1" || exit 1
bad=0
flags="-std=gnu17 -fsyntax-only -x c -Iengine -Iui -Itests/support"
flags="$flags $(pkg-config --cflags gio-2.0 sqlite3 json-glib-1.0)"
gtk=$(pkg-config --cflags gtk4 libadwaita-1 2>/dev/null)

for header in $(git ls-files 'engine/*.h' 'app/cli/*.h' 'tests/support/*.h'); do
  printf '#include "%s"\n' "$PWD/$header" | ${CC:-cc} $flags - || { echo "not ok: $header"; bad=1; }
done

if [ -n "$gtk" ]; then
  for header in $(git ls-files 'ui/*.h' 'app/*.h' | grep -v '^app/cli'); do
    printf '#include "%s"\n' "$PWD/$header" | ${CC:-cc} $flags $gtk - || { echo "not ok: $header"; bad=1; }
  done
fi

# engine/kernels is the engine's own: its private header serves all of it.
for header in $(git ls-files 'engine/*-private.h' 'ui/*-private.h' | grep -v '^engine/kernels'); do
  folder=$(basename "$(dirname "$header")")
  users=$(git grep -l "$folder/$(basename "$header")" -- 'engine/*' 'ui/*' 'app/*' | grep -v "^[a-z]*/$folder/")
  [ -z "$users" ] || { echo "not ok: $header is private to $folder but used by $users"; bad=1; }
done

exit $bad
