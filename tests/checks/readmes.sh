#!/bin/sh
# The README of a folder names every header that others include.
cd "$1" || exit 1
bad=0

fold () {
  tr -d '_-' | tr '[:upper:]' '[:lower:]'
}

for folder in $(git ls-files 'engine/*/*.h' 'ui/*/*.h' | xargs -n 1 dirname | sort -u); do
  text=$(fold < "$folder/README.md" 2>/dev/null)
  for header in $(git ls-files "$folder/*.h" | grep -v -e '-private\.h$'); do
    name=$(basename "$header" .h)
    case $text in
      *"$(echo "$name" | fold)"*) ;;
      *) echo "not ok: $folder/README.md does not name $name"; bad=1 ;;
    esac
  done
done

exit $bad
