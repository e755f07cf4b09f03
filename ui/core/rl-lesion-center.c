/* rl-lesion-center.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-lesion-center.h"

static guint
find_widest_slice (RimMask *mask)
{
  RimBox box;
  guint widest = 0;
  gsize most = 0;

  if (!rim_mask_get_bounds (mask, &box))
    return 0;

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);
      gsize n = slice != NULL ? rim_mask_slice_count (slice) : 0;

      if (n > most)
        {
          most = n;
          widest = k;
        }
    }

  return widest;
}

typedef void (*RunFunc) (const RimRun *run,
                         guint         row,
                         gpointer      data);

static void
foreach_run (RimMaskSlice *slice,
             RunFunc       func,
             gpointer      data)
{
  guint first_row, n_rows;

  rim_mask_slice_get_rows (slice, &first_row, &n_rows);
  for (guint j = first_row; j < first_row + n_rows; j++)
    {
      guint n_runs;
      const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

      for (guint r = 0; r < n_runs; r++)
        func (&runs[r], j, data);
    }
}

typedef struct
{
  double n;
  double i;
  double j;
  double nearest;
  double nearest_i;
  double nearest_j;
} Middle;

static void
add_run (const RimRun *run,
         guint         row,
         gpointer      data)
{
  Middle *middle = data;
  double length = run->end - run->begin;

  middle->n += length;
  middle->i += length * (run->begin + run->end - 1.0) / 2;
  middle->j += length * row;
}

static void
compare_run (const RimRun *run,
             guint         row,
             gpointer      data)
{
  Middle *middle = data;
  double i = CLAMP (middle->i / middle->n, run->begin, run->end - 1.0);
  double away = hypot (i - middle->i / middle->n, row - middle->j / middle->n);

  if (away >= middle->nearest)
    return;

  middle->nearest = away;
  middle->nearest_i = round (i);
  middle->nearest_j = row;
}

/* The voxel of the slice that is nearest to the middle of its voxels, so that a
 * ring is met on the ring and not in its hole.
 */
static RimVec3
find_middle (RimMaskSlice *slice,
             guint         k)
{
  Middle middle = { .nearest = INFINITY };

  foreach_run (slice, add_run, &middle);
  foreach_run (slice, compare_run, &middle);

  return RIM_VEC3 (middle.nearest_i, middle.nearest_j, k);
}

/**
 * rl_lesion_find_center:
 * @lesion: a lesion
 * @center: (out): a point in it to look at, LPS mm: in the middle of the slice
 *   with most voxels
 *
 * Returns: whether it has any voxel
 */
gboolean
rl_lesion_find_center (RimLesion *lesion,
                       RimVec3   *center)
{
  guint k = find_widest_slice (lesion->mask);
  RimMaskSlice *slice = rim_mask_get_slice (lesion->mask, k);

  if (slice == NULL)
    return FALSE;

  *center = rim_grid_to_patient (rim_mask_get_grid (lesion->mask), find_middle (slice, k));

  return TRUE;
}
