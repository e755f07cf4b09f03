/* rim-dependence.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-dependence.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "rim-neighbours.h"

#define BLOCK 8192
#define LANES 32

typedef struct
{
  const RimLevels     *levels;
  const RimNeighbours *neighbours;
  guint16              alpha;
  guint32             *sizes;
  GCancellable        *cancellable;
} Work;

/* How many neighbours of each of some voxels in a row are of its level. Of a
 * fixed length, so that compilers make vectors of it.
 */
static void
count_equal (const guint16       *levels,
             const RimNeighbours *neighbours,
             guint16             *counts)
{
  for (gsize o = 0; o < neighbours->n; o++)
    {
      const guint16 *others = levels + neighbours->offsets[o];

      for (guint x = 0; x < LANES; x++)
        counts[x] = (guint16) (counts[x] + (others[x] == levels[x]));
    }
}

/* The same for levels that differ by up to @alpha. Level 0 is no neighbour. */
static void
count_similar (const guint16       *levels,
               const RimNeighbours *neighbours,
               guint16              alpha,
               guint16             *counts)
{
  for (gsize o = 0; o < neighbours->n; o++)
    {
      const guint16 *others = levels + neighbours->offsets[o];

      for (guint x = 0; x < LANES; x++)
        {
          const guint difference = (guint) ABS (others[x] - levels[x]);

          counts[x] = (guint16) (counts[x] + (difference <= alpha && others[x] > 0));
        }
    }
}

static void
count_dependents (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const Work *work = data;
  const gsize *offsets = work->levels->offsets;

  for (gsize v = begin; v < end;)
    {
      const gsize first = offsets[v];
      const guint16 *levels = work->levels->levels + first;
      guint16 counts[LANES] = { 0, };

      if (g_cancellable_is_cancelled (work->cancellable))
        return;

      if (work->alpha == 0)
        count_equal (levels, work->neighbours, counts);
      else
        count_similar (levels, work->neighbours, work->alpha, counts);

      for (; v < end && offsets[v] < first + LANES; v++)
        work->sizes[v] = counts[offsets[v] - first] + 1u;
    }
}

/**
 * rim_dependence_new:
 * @input: levels and settings
 * @flat_axis: -1, or the axis along which voxels have no neighbours
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Counts for each voxel how many neighbours depend on it, and itself: those in
 * the region whose level differs by at most the alpha of the settings (Sun and
 * Wee 1983; IBSI REK0).
 *
 * Returns: (transfer full) (nullable): level and dependence of each voxel
 */
RimPairs *
rim_dependence_new (const RimFamilyInput *input,
                    int                   flat_axis,
                    GCancellable         *cancellable,
                    GError              **error)
{
  const RimLevels *levels = input->levels;
  const double alpha = input->settings->alpha;
  g_autoptr(RimNeighbours) neighbours = NULL;
  g_autoptr(RimPairs) self = NULL;
  Work work = { .levels = levels, .cancellable = cancellable };

  if (!(alpha >= 0.0))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "The difference of dependent levels is not 0 or more: %g", alpha);
      return NULL;
    }

  neighbours = rim_neighbours_new (levels, input->settings, flat_axis, error);
  if (neighbours == NULL)
    return NULL;

  self = rim_pairs_new (levels, levels->offsets, levels->n_voxels);
  work.neighbours = neighbours;
  work.alpha = (guint16) MIN (floor (alpha), G_MAXUINT16);
  work.sizes = self->sizes;
  rim_parallel_for (levels->n_voxels, BLOCK, count_dependents, &work);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}
