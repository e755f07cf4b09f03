/* rim-tone-difference.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-tone-difference.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "rim-neighbours.h"

#define BLOCK 8192
#define LANES 32

/* Two more than lanes, and whole vectors. */
#define COLUMNS RIM_LEVELS_SLACK

typedef struct
{
  const RimLevels     *levels;
  const RimNeighbours *neighbours;
  gboolean             is_cube;     /* whether neighbours are the 26, and their sums fit */
  double               lonely;      /* the difference of voxels without neighbours */
  double              *differences;
  GCancellable        *cancellable;
} Work;

/* The levels of the neighbours of some voxels in a row, and how many they are.
 * Of a fixed length, so that compilers make vectors of it. Sums of up to 65534
 * levels fit.
 */
static void
add_neighbours (const guint16       *levels,
                const RimNeighbours *neighbours,
                guint32             *sums,
                guint16             *counts)
{
  for (gsize o = 0; o < neighbours->n; o++)
    {
      const guint16 *others = levels + neighbours->offsets[o];

      for (guint x = 0; x < LANES; x++)
        sums[x] += others[x];
      for (guint x = 0; x < LANES; x++)
        counts[x] = (guint16) (counts[x] + (others[x] != 0));
    }
}

/* The same for the 26 direct neighbours, by columns of nine. */
static void
add_cube (const guint16 *levels,
          const gsize    strides[3],
          guint32       *sums,
          guint16       *counts)
{
  guint16 column_sums[COLUMNS] = { 0, };
  guint16 column_counts[COLUMNS] = { 0, };

  for (guint row = 0; row < 9; row++)
    {
      const guint16 *others = levels + row % 3 * strides[1] + row / 3 * strides[2] - strides[1] - strides[2] - 1;

      for (guint x = 0; x < COLUMNS; x++)
        column_sums[x] = (guint16) (column_sums[x] + others[x]);
      for (guint x = 0; x < COLUMNS; x++)
        column_counts[x] = (guint16) (column_counts[x] + (others[x] != 0));
    }

  for (guint x = 0; x < LANES; x++)
    sums[x] = (guint16) (column_sums[x] + column_sums[x + 1] + column_sums[x + 2] - levels[x]);
  for (guint x = 0; x < LANES; x++)
    counts[x] = (guint16) (column_counts[x] + column_counts[x + 1] + column_counts[x + 2] - (levels[x] != 0));
}

static void
find_differences (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  const Work *work = data;
  const gsize *offsets = work->levels->offsets;

  for (gsize v = begin; v < end;)
    {
      const gsize first = offsets[v];
      const guint16 *levels = work->levels->levels + first;
      guint32 sums[LANES] = { 0, };
      guint16 counts[LANES] = { 0, };

      if (g_cancellable_is_cancelled (work->cancellable))
        return;

      if (work->is_cube)
        add_cube (levels, work->levels->stride, sums, counts);
      else
        add_neighbours (levels, work->neighbours, sums, counts);

      for (; v < end && offsets[v] < first + LANES; v++)
        {
          const gsize x = offsets[v] - first;

          work->differences[v] = counts[x] == 0 ? work->lonely
                                                : fabs (levels[x] - (double) sums[x] / counts[x]);
        }
    }
}

/**
 * rim_tone_differences_new:
 * @input: levels and settings
 * @flat_axis: -1, or the axis along which voxels have no neighbours
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Finds how far the level of each voxel is from the mean level of its neighbours
 * in the region (Amadasun and King 1989; IBSI IPET). A voxel without neighbours
 * does not count for the IBSI; for PyRadiomics its difference is 0.
 *
 * Returns: (transfer full) (nullable): the difference of each voxel in scan
 *   order, or RIM_NO_DIFFERENCE
 */
double *
rim_tone_differences_new (const RimFamilyInput *input,
                          int                   flat_axis,
                          GCancellable         *cancellable,
                          GError              **error)
{
  const gboolean is_ibsi = input->settings->profile == RIM_PROFILE_IBSI;
  const RimLevels *levels = input->levels;
  g_autoptr(RimNeighbours) neighbours = NULL;
  g_autofree double *differences = NULL;
  Work work = { .levels = levels, .cancellable = cancellable };

  neighbours = rim_neighbours_new (levels, input->settings, flat_axis, error);
  if (neighbours == NULL)
    return NULL;

  work.neighbours = neighbours;
  work.is_cube = input->settings->n_distances == 1 && input->settings->distances[0] == 1 && neighbours->n == 26 &&
                 levels->n_levels <= G_MAXUINT16 / 27;
  work.lonely = is_ibsi ? RIM_NO_DIFFERENCE : 0.0;
  work.differences = differences = g_new (double, levels->n_voxels);
  rim_parallel_for (levels->n_voxels, BLOCK, find_differences, &work);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&differences);
}
