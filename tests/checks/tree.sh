#!/bin/sh
# The top level holds what it may, and every folder says what lives there.
cd "$1" || exit 1
bad=0

for name in $(git ls-files | cut -d/ -f1 | sort -u); do
  case $name in
    .*|meson.build|meson_options.txt|README.md|LICENSE|app|ui|engine|resources|po|tests|flatpak) ;;
    *) echo "not ok: $name does not belong at the top"; bad=1 ;;
  esac
done

for folder in app ui engine resources po tests flatpak $(git ls-files engine ui tests | awk -F/ 'NF > 2 { print $1 "/" $2 }' | sort -u); do
  [ -f "$folder/README.md" ] || { echo "not ok: $folder has no README.md"; bad=1; }
done

exit $bad
