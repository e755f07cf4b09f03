#!/bin/sh
# The flatpak manifests can be parsed and belong to this program.
cd "$1/flatpak" || exit 1
bad=0

command -v flatpak-builder >/dev/null || { echo '# skipped: flatpak-builder is not installed'; exit 77; }

for manifest in *.yaml; do
  shown=$(flatpak-builder --show-manifest "$manifest") ||
    { echo "not ok: flatpak/$manifest"; bad=1; continue; }
  echo "$shown" | grep -q "\"id\" : \"${manifest%.yaml}\"" ||
    { echo "not ok: flatpak/$manifest has another id"; bad=1; }
done

exit $bad
