#!/bin/sh
# Writes POTFILES.in and the texts of every language anew, then prints what is not
# translated yet. Texts name their file but no line, so that they stay as they are
# while code moves.
cd "$(dirname "$0")" || exit 1
pot=$(mktemp)
sources=$(mktemp)
trap 'rm -f "$pot" "$sources"' EXIT

{ grep '^#' POTFILES.in; sh list-sources.sh; } > "$sources"
cat "$sources" > POTFILES.in

xgettext --directory=.. --files-from=POTFILES.in --output="$pot" --from-code=UTF-8 \
  --add-location=file --add-comments --package-name=rimlight \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 || exit 1

for language in $(grep -v '^#' LINGUAS); do
  msgmerge --quiet --update --backup=none --no-fuzzy-matching --add-location=file \
    "$language.po" "$pot" || exit 1
  msgattrib --no-obsolete --output-file="$language.po" "$language.po" || exit 1
  msgattrib --untranslated --no-wrap "$language.po"
done
