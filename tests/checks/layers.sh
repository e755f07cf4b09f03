#!/bin/sh
# The engine names no toolkit, the window no database and no DICOM library, and
# inside the engine nobody reaches up: kernels < core < volume < dicom, format,
# segment, filter, texture, view < feature < library < demo; operate above segment.
cd "$1" || exit 1
bad=0

refuse () {
  if grep -rnE "$1" $2 --include='*.c' --include='*.h' --include='*.cc' --include='*.hh' --include=meson.build; then
    echo "not ok: $3"
    bad=1
  fi
}

refuse '#include *[<"](gtk|gdk|gsk|adwaita|pango|cairo)|dependency\(.(gtk4|libadwaita)' 'engine app/cli' \
  'a layer below the window names a toolkit'
refuse '#include *[<"](dcmtk/|sqlite3|openjp)' 'ui app' 'the window reaches around the engine'
refuse '#include *<dcmtk/' "$(ls -d engine/* | grep -v engine/dicom)" 'dcmtk outside engine/dicom'
refuse '#include *"(volume|dicom|format|segment|filter|texture|view|feature|library|demo)/' 'engine/core engine/kernels' \
  'core or kernels reach up'
refuse '#include *"(dicom|format|segment|filter|texture|view|feature|library|demo)/' 'engine/volume' 'volume reaches up'
refuse '#include *"(view|feature|library|demo)/' 'engine/dicom engine/format engine/segment' \
  'dicom, format or segment reach up'
refuse '#include *"(dicom|format|filter|texture|view|feature|library|demo)/' 'engine/operate' 'operate reaches up'
refuse '#include *"operate/' 'engine/volume engine/segment' 'volume or segment reach up'
refuse '#include *"(feature|library|demo)/' 'engine/view engine/filter engine/texture' \
  'view, filter or texture reach up'
refuse '#include *"(library|demo)/' 'engine/feature' 'feature reaches up'
refuse '#include *"[a-z]*/?rl-' 'engine app/cli' 'the engine includes a header of the window'

exit $bad
