/* rim-collage-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-collage-map.h"

#include "core/rim-parallel.h"
#include "rim-collage-window.h"

#define ROWS_PER_BLOCK 4

typedef struct
{
  const RimOrientations *orientations;
  const RimRegion       *region;
  RimOrientationAngle    angle;
  guint                  radius;
  const gsize           *begins; /* the first voxel of each row, in scan order */
  RimCollageMap         *map;
  GCancellable          *cancellable;
} Job;

static void
map_row (const Job        *job,
         gsize             row,
         RimCollageWindow *window)
{
  const RimBox *box = &job->region->box;
  const guint *size = job->region->grid.size;
  const guint8 *inside = job->region->inside + row * size[0];
  const guint j = box->min[1] + (guint) (row % size[1]);
  const guint k = box->min[2] + (guint) (row / size[1]);
  const gsize n = job->map->n_voxels;
  gsize voxel = job->begins[row];

  for (guint i = 0; i < size[0] && voxel < job->begins[row + 1]; i++)
    {
      double statistics[RIM_N_COLLAGE_STATISTICS];

      if (!inside[i])
        continue;

      rim_collage_window_move (window, box->min[0] + i, j, k);
      rim_collage_window_measure (window, statistics);
      for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
        job->map->values[s * n + voxel] = statistics[s];
      voxel++;
    }
}

static void
map_rows (gsize    begin,
          gsize    end,
          gpointer data)
{
  const Job *job = data;
  g_autoptr(RimCollageWindow) window = rim_collage_window_new (job->orientations, job->angle, job->radius);

  for (gsize row = begin; row < end && !g_cancellable_is_cancelled (job->cancellable); row++)
    map_row (job, row, window);
}

static gsize *
find_rows (const RimRegion *region)
{
  const guint *size = region->grid.size;
  const gsize n_rows = (gsize) size[1] * size[2];
  gsize *begins = g_new (gsize, n_rows + 1);
  const guint8 *inside = region->inside;

  begins[0] = 0;
  for (gsize row = 0; row < n_rows; row++)
    {
      begins[row + 1] = begins[row];
      for (guint i = 0; i < size[0]; i++)
        begins[row + 1] += *inside++;
    }

  return begins;
}

/**
 * rim_collage_map_new:
 * @orientations: of the image, around @region
 * @region: where
 * @angle: which angle of the orientations
 * @radius: how many voxels around each its window reaches, to all sides, at most
 *   as far as @orientations go around the region
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Counts around each voxel of a region how often two neighbours, in any of the 13
 * directions, have orientations in two bins, and computes Haralick's statistics of
 * that matrix (Prasanna et al. 2016). Windows are not clipped to the region.
 *
 * Returns: (transfer full) (nullable): the map
 */
RimCollageMap *
rim_collage_map_new (const RimOrientations  *orientations,
                     const RimRegion        *region,
                     RimOrientationAngle     angle,
                     guint                   radius,
                     GCancellable           *cancellable,
                     GError                **error)
{
  g_autoptr(RimCollageMap) self = g_new0 (RimCollageMap, 1);
  g_autofree gsize *begins = NULL;
  Job job = { orientations, region, angle, radius, .map = self, .cancellable = cancellable };

  g_return_val_if_fail (radius >= 1 && radius <= RIM_ORIENTATIONS_MAX_RADIUS, NULL);

  self->n_voxels = region->n_voxels;
  self->values = g_try_new (double, RIM_N_COLLAGE_STATISTICS * region->n_voxels);
  if (self->values == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for maps of %zu voxels",
                   region->n_voxels);
      return NULL;
    }

  job.begins = begins = find_rows (region);
  rim_parallel_for ((gsize) region->grid.size[1] * region->grid.size[2], ROWS_PER_BLOCK, map_rows, &job);

  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

/**
 * rim_collage_map_free:
 * @self: (transfer full) (nullable): a map
 */
void
rim_collage_map_free (RimCollageMap *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self);
}
