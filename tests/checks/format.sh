#!/bin/sh
# C is laid out as .uncrustify.cfg says.
cd "$1" || exit 1
command -v uncrustify >/dev/null || { echo 'uncrustify is missing'; exit 77; }

! uncrustify -q -c .uncrustify.cfg --check $(git ls-files '*.c' '*.h') 2>&1 | grep '^FAIL'
