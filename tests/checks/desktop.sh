#!/bin/sh
# What tells a desktop about the program is valid: menu entry, metainfo, schema,
# icons. A validator that is not installed is named, not missed in silence.
cd "$1/resources" || exit 1
id=org.rimlight.Rimlight
bad=0

check () {
  if command -v "$1" >/dev/null; then
    "$@" || { echo "not ok: $*"; bad=1; }
  else
    echo "# skipped: $1 is not installed"
  fi
}

# Both are valid before they are translated, but for their names.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp $id.desktop.in "$folder/$id.desktop"
cp $id.metainfo.xml.in "$folder/$id.metainfo.xml"

check desktop-file-validate "$folder/$id.desktop"
check appstreamcli validate --no-net "$folder/$id.metainfo.xml"
check glib-compile-schemas --strict --dry-run .
check xmllint --noout icons/hicolor/*/apps/*.svg icons/*/actions/*.svg

grep -q "<release version=\"$(sed -n "s/^ *version: '\(.*\)',/\1/p" ../meson.build)\"" $id.metainfo.xml.in ||
  { echo 'not ok: the metainfo does not know the version of meson.build'; bad=1; }

exit $bad
