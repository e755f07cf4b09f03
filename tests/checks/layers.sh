#!/bin/sh
# The engine names no toolkit, the window no database and no DICOM library, and
# inside the engine nobody reaches up: kernels < core < volume < dicom, format,
# segment, filter, texture, view < operate, delineate < feature < map, compare < library < queue < demo;
# core < statistics < cohort < learn; statistics, plot < validate; feature, learn, validate < signature < library;
# plot < report.
cd "$1" || exit 1
bad=0

refuse () {
  if grep -rnE "$1" $2 --include='*.c' --include='*.h' --include='*.cc' --include='*.hh' --include=meson.build; then
    echo "not ok: $3"
    bad=1
  fi
}

refuse '#include *[<"](gtk|gdk|gsk|adwaita)|dependency\(.(gtk4|libadwaita)' 'engine app/cli' \
  'a layer below the window names a toolkit'
refuse '#include *[<"](pango|cairo)' "app/cli $(ls -d engine/*/ | grep -v engine/report)" \
  'Pango or Cairo outside engine/report'
refuse '#include *<(xgboost|libsvm)/' "ui $(ls app/*.c app/cli/*.c | grep -v bench-trees) $(ls -d engine/*/ | grep -v engine/learn)" \
  'a library of learners outside engine/learn'
refuse '#include *[<"](dcmtk/|sqlite3|openjp)' 'ui app' 'the window reaches around the engine'
refuse '#include *<dcmtk/' "$(ls -d engine/* | grep -v engine/dicom)" 'dcmtk outside engine/dicom'

# forbid FOLDER UP...: what lies beside or above a folder, as its README says.
forbid () {
  folder=$1
  shift
  refuse "#include *\"($(echo "$*" | tr ' ' '|'))/" "engine/$folder" "$folder reaches up or aside"
}

readers='dicom format'
voxels='segment filter texture view'
tools='operate delineate'
top='feature map compare cohort learn plot validate signature response report library queue demo'
models='cohort learn plot validate signature response report'

forbid core statistics volume $readers $voxels $tools $top
forbid kernels statistics volume $readers $voxels $tools $top
forbid volume statistics $readers $voxels $tools $top
forbid dicom statistics view $tools $top
forbid format statistics view $tools $top
forbid segment statistics view $tools $top
forbid filter statistics $tools $top
forbid texture statistics $tools $top
forbid view statistics $tools $top
forbid operate statistics $readers filter texture view delineate $top
forbid delineate statistics $readers view $top
forbid feature statistics map compare $models library queue demo
forbid map statistics $readers segment filter view $tools compare $models library queue demo
forbid statistics kernels volume $readers $voxels $tools $top
forbid cohort kernels volume $readers $voxels $tools feature map compare learn plot validate signature report library queue demo
forbid learn kernels volume $readers $voxels $tools feature map compare plot validate signature report library queue demo
forbid plot statistics kernels volume $readers $voxels $tools feature map compare cohort learn validate signature report library queue demo
forbid validate kernels volume $readers $voxels $tools feature map compare learn signature report library queue demo
forbid signature kernels $readers $tools map compare report library queue demo
forbid compare $readers segment view map $models library queue demo
forbid response statistics kernels volume $readers $voxels $tools feature map compare cohort learn plot validate signature report library queue demo
forbid report library queue demo
forbid library queue demo
forbid queue demo
refuse '#include *"[a-z]*/?rl-' 'engine app/cli' 'the engine includes a header of the window'
# ThreadSanitizer does not see GLib's own locks.
refuse 'g_(mutex|rw_lock|rec_mutex|cond|once)_|GMutex|GRWLock|GCond|GOnce' 'engine' 'a lock of GLib in the engine; pthread has them'

exit $bad
