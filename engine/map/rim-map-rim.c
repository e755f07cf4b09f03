/* rim-map-rim.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-shared-private.h"

#include <math.h>

#include "feature/rim-rim-sectors.h"
#include "volume/rim-distance.h"
#include "volume/rim-mask-resample.h"

#define REFERENCE \
  "shells as Braman et al. 2017, doi:10.1186/s13058-017-0846-1; octants about the centroid, LPS"

enum
{
  DISTANCE,
  SHELL,
  SECTOR,
  N_ROWS
};

#define ROW(name_, unit_, formula_) \
  { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, RIM_FEATURE_UNIT_##unit_, formula_, REFERENCE }

static const RimFeatureInfo rows[N_ROWS] = {
  [DISTANCE] = ROW ("Distance", MM,
                    "to the nearest voxel on the other side of the surface of the lesion, below 0 within"),
  [SHELL] = ROW ("Shell", NONE,
                 "1 core, 2 inner, 3 near, 4 far and on outwards, by distance in widths of sectorShellMm"),
  [SECTOR] = ROW ("Sector", NONE,
                  "octant about the centroid of the lesion: 1, plus 1 to the left of it, plus 2 behind it, "
                  "plus 4 towards the head"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i];
}

static const RimFamily family = {
  .name = "rim",
  .title = "Rim",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = N_ROWS,
  .get_info = get_info,
};

/* What lies where, of a lesion. */
typedef struct
{
  RimField     *distances;
  RimBox        box;
  RimVoiLabels *shells;
  RimVoiLabels *sectors;
} Rim;

typedef struct
{
  const RimMapInput *input;
  const Rim         *rim;
} State;

static void
rim_free (gpointer data)
{
  Rim *self = data;

  g_clear_pointer (&self->distances, rim_field_unref);
  g_clear_pointer (&self->shells, rim_voi_labels_free);
  g_clear_pointer (&self->sectors, rim_voi_labels_free);
  g_free (self);
}

/* INFINITY outside of what was measured. */
static double
get_distance (const Rim  *self,
              const guint at[3])
{
  const guint *size = self->distances->grid.size;
  const guint i = at[0] - self->box.min[0];
  const guint j = at[1] - self->box.min[1];
  const guint k = at[2] - self->box.min[2];

  if (i >= size[0] || j >= size[1] || k >= size[2])
    return INFINITY;

  return self->distances->values[((gsize) k * size[1] + j) * size[0] + i];
}

/* Returns: how far the voxels of the region are at most; INFINITY where that was not
 *   measured
 */
static double
find_farthest (const Rim         *self,
               const RimMapInput *input)
{
  double farthest = 0.0;

  for (gsize v = 0; v < input->region->n_voxels; v++)
    {
      guint at[3];

      rim_map_input_get_voxel (input, input->offsets[v], at);
      farthest = MAX (farthest, fabs (get_distance (self, at)));
    }

  return farthest;
}

/* Measures as far as the region reaches and no farther than twice that, as the cost is
 * that of the box. Returns: how far that is; 0 where it cannot be measured
 */
static double
measure_distances (Rim                *self,
                   const RimMapInput  *input,
                   RimMask            *lesion,
                   GCancellable       *cancellable,
                   GError            **error)
{
  double reach = 2.0 * input->settings.family.beyond.sector_shell_mm;
  double farthest;

  do
    {
      g_clear_pointer (&self->distances, rim_field_unref);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return 0.0;

      self->distances = rim_distance_new (lesion, reach, &self->box, error);
      if (self->distances == NULL)
        return 0.0;
      farthest = find_farthest (self, input);
      reach *= 2.0;
    }
  while (isinf (farthest));

  return farthest;
}

static gboolean
rim_init (Rim                *self,
          const RimMapInput  *input,
          RimMask            *lesion,
          GCancellable       *cancellable,
          GError            **error)
{
  const double width = input->settings.family.beyond.sector_shell_mm;
  const double farthest = measure_distances (self, input, lesion, cancellable, error);
  const RimShellSettings settings = { width, 2, MAX ((guint) ceil (farthest / width), 2) };
  g_autoptr(RimMask) voi = NULL;

  if (self->distances == NULL)
    return FALSE;

  self->shells = rim_voi_labels_new_shells (lesion, &settings, NULL, error);
  if (self->shells == NULL)
    return FALSE;

  voi = rim_mask_new_from_box (&input->grid, &input->region->box, input->region->inside);
  self->sectors = rim_voi_labels_new_sectors (lesion, voi, error);

  return self->sectors != NULL;
}

static gpointer
share (const RimMapInput  *input,
       GCancellable       *cancellable,
       GError            **error)
{
  g_autoptr(RimMask) lesion = NULL;
  Rim *self;

  if (input->lesion == NULL)
    {
      g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                           "There is no lesion that a map of its rim could be about");
      return NULL;
    }

  self = g_new0 (Rim, 1);
  lesion = rim_mask_resample (input->lesion, &input->grid);
  if (!rim_init (self, input, lesion, cancellable, error))
    g_clear_pointer (&self, rim_free);

  return self;
}

static gpointer
state_new (const RimMapInput *input,
           const guint8      *wanted)
{
  State *self = g_new (State, 1);

  *self = (State) { input, rim_map_shared_get (input, &rim_map_family_rim) };

  return self;
}

static double
get_label (const RimVoiLabels *labels,
           const guint         at[3])
{
  const guint label = rim_voi_labels_get (labels, at[0], at[1], at[2]);

  return label != 0 ? label : NAN;
}

static void
measure (gpointer     data,
         const gsize *offsets,
         gsize        n,
         double      *values)
{
  const State *self = data;

  for (gsize v = 0; v < n; v++, values += N_ROWS)
    {
      guint at[3];

      rim_map_input_get_voxel (self->input, offsets[v], at);
      values[DISTANCE] = get_distance (self->rim, at);
      values[SHELL] = get_label (self->rim->shells, at);
      values[SECTOR] = get_label (self->rim->sectors, at);
    }
}

const RimMapFamily rim_map_family_rim = {
  .family = &family,
  .state_new = state_new,
  .state_free = g_free,
  .measure = measure,
  .share = share,
  .share_free = rim_free,
  .needs_lesion = TRUE,
};
