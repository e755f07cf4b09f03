/* rim-extract-filters.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-extract-private.h"

/* From an image type of the settings to the filter that makes its images. */

static gboolean
hand_out_original (RimVolume        *image,
                   const RimBox     *box,
                   RimFilteredFunc   func,
                   gpointer          data,
                   GError          **error)
{
  g_autoptr(RimField) field = rim_field_new_from_volume (image, box, error);

  return field != NULL && func ("original", field, data, error);
}

gboolean
rim_extract_filter (RimVolume              *image,
                    const RimRegion        *region,
                    const RimSettingImage  *settings,
                    RimFilteredFunc         func,
                    gpointer                data,
                    GCancellable           *cancellable,
                    GError                **error)
{
  if (settings->kind == RIM_IMAGE_ORIGINAL)
    return hand_out_original (image, &region->box, func, data, error);
  return TRUE;
}

guint
rim_extract_count_images (const RimSettingImage *settings)
{
  return 1;
}
