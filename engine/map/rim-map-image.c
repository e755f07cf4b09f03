/* rim-map-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-family-private.h"

/* The image itself. */

static const RimFeatureInfo rows[] = {
  { "Intensity", NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_INTENSITY,
    "x, the value of the voxel itself: of a filtered image the response of the filter",
    "IBSI; filters: van Griethuysen et al. 2017, doi:10.1158/0008-5472.CAN-17-0339; IBSI 2, arXiv:2006.05470" },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i];
}

static const RimFamily family = {
  .name = "image",
  .title = "Image",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
};

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  return (gpointer) input;
}

static void
state_free (gpointer state)
{
}

static void
measure (gpointer     state,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  const RimMapInput *input = state;

  for (gsize v = 0; v < n; v++)
    values[v] = input->values[offsets[v]];
}

static gboolean
keeps (const RimMapInput *before,
       const RimMapInput *after,
       int                shift,
       guint              row)
{
  return TRUE;
}

const RimMapFamily rim_map_family_image = {
  .family = &family,
  .state_new = state_new,
  .state_free = state_free,
  .measure = measure,
  .keeps = keeps,
};
