/* bench-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "compare/rim-comparison.h"
#include "volume/rim-distance.h"

/* A CT of the chest, and in its middle a lesion of 60 mm that two readers drew: one
 * as a ball, the other 2 mm aside and with a rougher surface.
 */
#define SIZE     512
#define N_SLICES 400
#define RADIUS   30.0
#define REACH    32.0

typedef struct
{
  RimMask *readers[2];
} Lesion;

static gboolean
is_in (RimVec3  place,
       gboolean rough)
{
  double radius = RADIUS;

  if (fabs (place.x) > REACH || fabs (place.y) > REACH || fabs (place.z) > REACH)
    return FALSE;
  if (rough)
    radius += 1.5 * sin (place.x / 4.0) * sin (place.y / 5.0) * sin (place.z / 6.0);

  return rim_vec3_length (place) <= radius;
}

static RimMask *
draw (const RimGrid *grid,
      RimVec3        middle,
      gboolean       rough)
{
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, N_SLICES);
  g_autofree guint8 *voxels = g_malloc (SIZE * SIZE);

  for (guint k = 0; k < N_SLICES; k++)
    {
      for (guint j = 0; j < SIZE; j++)
        for (guint i = 0; i < SIZE; i++)
          {
            RimVec3 place = RIM_VEC3 (0.7 * i - middle.x, 0.7 * j - middle.y, k - middle.z);

            voxels[j * SIZE + i] = (guint8) is_in (place, rough);
          }
      slices[k] = rim_mask_slice_new_from_bytes (voxels, SIZE, SIZE, SIZE);
    }

  return rim_mask_new_take_slices (grid, slices);
}

static void
finish (gpointer data)
{
  Lesion *self = data;

  rim_mask_unref (self->readers[0]);
  rim_mask_unref (self->readers[1]);
  g_free (self);
}

static gpointer
prepare (GError **error)
{
  Lesion *self = g_new0 (Lesion, 1);
  RimGrid grid = { .size = { SIZE, SIZE, N_SLICES } };
  RimVec3 middle = RIM_VEC3 (0.7 * SIZE / 2, 0.7 * SIZE / 2, N_SLICES / 2);

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.7, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 0.7, 0));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 0, 1.0));
  self->readers[0] = draw (&grid, middle, FALSE);
  self->readers[1] = draw (&grid, rim_vec3_add (middle, RIM_VEC3 (2, 0, 0)), TRUE);

  return self;
}

static gboolean
compare (gpointer   data,
         double    *seconds,
         GError   **error)
{
  const Lesion *self = data;
  double start = bench_now ();
  RimComparison found;
  gboolean done = rim_masks_compare (self->readers[0], self->readers[1], 2.0, &found, error);

  *seconds = bench_now () - start;

  return done;
}

static gboolean
map_distance (gpointer   data,
              double    *seconds,
              GError   **error)
{
  const Lesion *self = data;
  double start = bench_now ();
  RimBox box;
  g_autoptr(RimField) field = rim_distance_new (self->readers[0], 0.0, &box, error);

  *seconds = bench_now () - start;

  return field != NULL;
}

const Bench bench_compare = {
  "compare",
  "all measures of agreement of two contours of a lesion of 60 mm (0.7 x 0.7 x 1 mm, 512 x 512 x 400)",
  "one map of distances within it",
  prepare, compare, map_distance, finish,
};
