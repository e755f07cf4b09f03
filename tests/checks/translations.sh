#!/bin/sh
# Every language in po/LINGUAS is whole and as po/refresh.sh leaves it, and texts
# are literals that xgettext can read to their end.
cd "$1" || exit 1
bad=0

for language in $(grep -v '^#' po/LINGUAS); do
  statistics=$(LC_ALL=C msgfmt --check --statistics -o /dev/null "po/$language.po" 2>&1) || bad=1
  case $statistics in
    *fuzzy*|*untranslated*|*error*|*warning*)
      echo "not ok: po/$language.po: $statistics"
      bad=1 ;;
  esac
  grep -nE '^#: .*:[0-9]|^#~' "po/$language.po" | head -3 | grep . &&
    { echo "not ok: po/$language.po has lines or texts of old; po/refresh.sh drops them"; bad=1; }
done

if command -v xgettext >/dev/null; then
  pot=$(mktemp)
  trap 'rm -f "$pot"' EXIT
  xgettext --from-code=UTF-8 --files-from=po/POTFILES.in -o "$pot" --keyword=_ --keyword=N_ \
    --keyword=C_:1c,2 --keyword=NC_:1c,2 2>&1 | grep . && bad=1
  for language in $(grep -v '^#' po/LINGUAS); do
    LC_ALL=C msgcmp "po/$language.po" "$pot" >/dev/null 2>&1 ||
      { echo "not ok: po/$language.po lacks texts that the sources have"; bad=1; }
  done
  # A macro that xgettext does not know cuts a text off in a conversion; per cent stands alone
  # or after a number.
  grep -nE '^(msgid|msgid_plural)? ?".*%"$' "$pot" | grep -vE '[0-9] %"$|msgid "%"$' &&
    { echo 'not ok: a macro cuts these texts off; use %zu or PRIu64'; bad=1; }
else
  echo '# skipped: xgettext is not installed'
fi

exit $bad
