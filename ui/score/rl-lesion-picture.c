/* rl-lesion-picture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-lesion-picture.h"

#include <math.h>

#include "view/rim-change-picture.h"

#define CT_CENTER 40.0
#define CT_WIDTH  400.0
#define PET_HIGH  7.0

static RimLayer
make_layer (RimLesion *lesion,
            RimVolume *ct,
            RimVolume *pet)
{
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  gboolean is_pet = ct == NULL ||
                    (pet != NULL && rim_grid_equal (rim_volume_get_grid (pet), grid, 1e-3) &&
                     !rim_grid_equal (rim_volume_get_grid (ct), grid, 1e-3));

  return (RimLayer) {
           .volume = is_pet ? pet : ct,
           .window = is_pet ? rim_window_from_range (0.0, PET_HIGH, RIM_UNIT_SUVBW) : (RimWindow) { CT_CENTER, CT_WIDTH },
           .colormap = rim_colormap_find ("grey"),
           .invert = is_pet,
           .opacity = 1,
           .threshold = -INFINITY,
           .interpolation = RIM_INTERPOLATE_LINEAR,
  };
}

/**
 * rl_lesion_picture_new:
 * @lesion: a lesion
 * @ct: (nullable): the CT
 * @pet: (nullable): the PET; one of the two is there
 *
 * For a worker.
 *
 * Returns: (transfer full) (nullable): the slice that has most of it, on the image it was drawn on
 */
GdkTexture *
rl_lesion_picture_new (RimLesion *lesion,
                       RimVolume *ct,
                       RimVolume *pet)
{
  const RimLayer layer = make_layer (lesion, ct, pet);
  g_autoptr(RimChangePicture) picture = rim_change_picture_new_of_lesion (lesion, &layer, RL_LESION_PICTURE_SIZE);
  g_autoptr(GBytes) bytes = NULL;
  gsize stride;

  if (picture == NULL)
    return NULL;

  stride = picture->size * sizeof *picture->pixels;
  bytes = g_bytes_new (picture->pixels, stride * picture->size);

  return gdk_memory_texture_new ((int) picture->size, (int) picture->size, GDK_MEMORY_DEFAULT, bytes, stride);
}
