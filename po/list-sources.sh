#!/bin/sh
# Prints each file with something to translate, sorted.
cd "$(dirname "$0")/.." || exit 1

{
  git grep -lE '\b([NC]?_ ?\("|ngettext ?\()' -- 'engine/*.c' 'engine/*.cc' 'ui/*.c' 'app/*.c' ||:
  git grep -l 'translatable="yes"' -- '*.ui' ||:
  git ls-files 'resources/*.desktop.in*' 'resources/*.metainfo.xml.in*' 'resources/*.gschema.xml'
} | LC_ALL=C sort -u
