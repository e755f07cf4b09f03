#!/bin/sh
# hash-code.sh
#
# Copyright 2026 The Rimlight Authors
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes a header with the hash of all code that decides the values of maps, so that no
# map that another code made is taken for one of this, whoever forgets what.
#
# hash-code.sh ROOT HEADER DEPFILE
set -eu

root=$1 header=$2 depfile=$3

list () {
  for folder in core kernels volume filter texture feature map; do
    find "$root/engine/$folder" -name '*.[ch]' -o -name meson.build
  done
  echo "$root/engine/meson.build"
  echo "$root/meson.build"
}

files=$(list | LC_ALL=C sort)
# shellcheck disable=SC2086
hash=$(cat $files | sha256sum | cut -d ' ' -f 1)

printf '#define RIM_MAP_CODE "%s"\n' "$hash" > "$header"
{
  printf '%s:' "$header"
  for file in $files; do printf ' \\\n  %s' "$file"; done
  printf '\n'
} > "$depfile"
