/* rim-minkowski.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-minkowski.h"

#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-intensity-private.h"
#include "feature/rim-quantile-private.h"

#define REFERENCE "Michielsen and De Raedt 2001, doi:10.1016/S0370-1573(00)00106-X"

#define N_CODES          256
#define LAYERS_PER_BLOCK 8

/* How often each neighbourhood of a corner occurs. The code of one has bit
 * a + 2 b + 4 c where the voxel that lies a, b, c farther along i, j, k is in.
 */
typedef struct
{
  const guint8 *inside;
  const guint  *size;
  guint64      *counts;          /* N_CODES per block */
} Job;

static void
count_line (const guint8 *rows[4],
            guint         n,
            guint64      *counts)
{
  guint code = 0;

  for (guint i = 0; i <= n; i++)
    {
      code = code >> 1 & 0x55;
      for (guint r = 0; r < 4; r++)
        if (i < n && rows[r] != NULL)
          code |= (guint) (rows[r][i] != 0) << (2 * r + 1);
      counts[code]++;
    }
}

static const guint8 *
find_row (const Job *job,
          gsize      j,
          gsize      k)
{
  if (j >= job->size[1] || k >= job->size[2])
    return NULL;

  return job->inside + (j + k * job->size[1]) * job->size[0];
}

/* A layer of corners lies below each slice and one above the last; what is one
 * below 0 wraps around to no row.
 */
static void
count_layers (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Job *job = data;
  guint64 *counts = job->counts + begin / LAYERS_PER_BLOCK * N_CODES;

  for (gsize k = begin; k < end; k++)
    for (gsize j = 0; j <= job->size[1]; j++)
      {
        const guint8 *rows[4] = {
          find_row (job, j - 1, k - 1), find_row (job, j, k - 1), find_row (job, j - 1, k), find_row (job, j, k)
        };

        count_line (rows, job->size[0], counts);
      }
}

/* Of the cells that begin at a corner: each is there where a voxel around it is. */
static void
add_code (RimCells *self,
          guint     code,
          gint64    n)
{
  static const guint ahead[3] = { 0xaa, 0xcc, 0xf0 };

  self->corners += code != 0 ? n : 0;
  self->cubes += code & 0x80 ? n : 0;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->edges[axis] += code & ahead[axis] ? n : 0;
      self->faces[axis] += code & ahead[(axis + 1) % 3] & ahead[(axis + 2) % 3] ? n : 0;
    }
}

/**
 * rim_cells_count:
 * @self: (out): what the set is built of
 * @inside: one byte per voxel, i fastest; 0 is out, as all around the box is
 * @size: of the box along i, j, k
 *
 * Counts the cells of a set of voxels by the neighbourhoods of their corners.
 */
void
rim_cells_count (RimCells     *self,
                 const guint8 *inside,
                 const guint   size[3])
{
  const gsize n_layers = (gsize) size[2] + 1;
  const gsize n_blocks = (n_layers + LAYERS_PER_BLOCK - 1) / LAYERS_PER_BLOCK;
  g_autofree guint64 *counts = g_new0 (guint64, n_blocks * N_CODES);
  Job job = { inside, size, counts };

  memset (self, 0, sizeof *self);
  rim_parallel_for (n_layers, LAYERS_PER_BLOCK, count_layers, &job);
  for (gsize b = 0; b < n_blocks; b++)
    for (guint code = 0; code < N_CODES; code++)
      add_code (self, code, (gint64) counts[b * N_CODES + code]);
}

/**
 * rim_minkowski_init:
 * @self: (out): functionals
 * @cells: what a set of voxels is built of
 * @grid: how large these are
 */
void
rim_minkowski_init (RimMinkowski   *self,
                    const RimCells *cells,
                    const RimGrid  *grid)
{
  memset (self, 0, sizeof *self);
  self->volume = (double) cells->cubes * rim_grid_get_voxel_volume (grid);
  self->euler_number = (double) (cells->corners - cells->cubes);
  for (guint axis = 0; axis < 3; axis++)
    {
      const guint b = (axis + 1) % 3, c = (axis + 2) % 3;
      const RimVec3 normal = rim_vec3_cross (rim_affine_get_column (&grid->to_patient, b),
                                             rim_affine_get_column (&grid->to_patient, c));

      self->surface += (double) (2 * (cells->faces[axis] - cells->cubes)) * rim_vec3_length (normal);
      self->mean_breadth += 0.5 * rim_grid_get_spacing (grid, axis) *
                            (double) (cells->edges[axis] - cells->faces[b] - cells->faces[c] + cells->cubes);
      self->euler_number += (double) (cells->faces[axis] - cells->edges[axis]);
    }
}

/* Thresholds */

static const double shares[] = { 0.0, 0.1, 0.25, 0.5, 0.75, 0.9 };

typedef struct
{
  RimMinkowski sets[G_N_ELEMENTS (shares)];
} Found;

#define ROW(name_, unit_, formula_, set_, member_) \
  { { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, unit_, formula_, REFERENCE }, \
    G_STRUCT_OFFSET (Found, sets[set_].member_) }

#define ROWS(set_, percent_, text_) \
  ROW ("VolumeQ" percent_, RIM_FEATURE_UNIT_MM3, "nc v, of voxels ≥ " text_, set_, volume), \
  ROW ("SurfaceQ" percent_, RIM_FEATURE_UNIT_MM2, "Σ 2 (nf − nc) a over the axes, of voxels ≥ " text_, \
       set_, surface), \
  ROW ("MeanBreadthQ" percent_, RIM_FEATURE_UNIT_MM, \
       "Σ (ne − nf − nf′ + nc) d / 2 over the axes, of voxels ≥ " text_, set_, mean_breadth), \
  ROW ("EulerNumberQ" percent_, RIM_FEATURE_UNIT_NONE, \
       "nv − ne + nf − nc, of voxels ≥ " text_ "; 26-adjacency", set_, euler_number)

static const RimIntensityRow rows[] = {
  ROWS (0, "00", "the minimum: all"),
  ROWS (1, "10", "the 10th percentile"),
  ROWS (2, "25", "the 25th percentile"),
  ROWS (3, "50", "the median"),
  ROWS (4, "75", "the 75th percentile"),
  ROWS (5, "90", "the 90th percentile"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static void
find_set (const RimFamilyInput *input,
          double                threshold,
          guint8               *inside,
          RimMinkowski         *found)
{
  const RimRegion *region = input->region;
  const gsize n = rim_grid_get_n_voxels (&region->grid);
  const double *value = input->values;
  RimCells cells;

  for (gsize v = 0; v < n; v++)
    inside[v] = region->inside[v] && *value++ >= threshold;

  rim_cells_count (&cells, inside, region->grid.size);
  rim_minkowski_init (found, &cells, &region->grid);
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  const RimRegion *region = input->region;
  g_autofree double *sorted = NULL;
  g_autofree guint8 *inside = NULL;
  Found found;

  if (!rim_intensity_check (input, cancellable, error))
    return FALSE;

  inside = g_try_malloc (rim_grid_get_n_voxels (&region->grid));
  sorted = g_try_new (double, region->n_voxels);
  if (inside == NULL || sorted == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "There is no memory for %zu voxels",
                   region->n_voxels);
      return FALSE;
    }

  memcpy (sorted, input->values, region->n_voxels * sizeof *sorted);
  rim_quantile_sort (sorted, region->n_voxels);
  for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
    find_set (input, rim_quantile_get (sorted, region->n_voxels, shares[s]), inside, &found.sets[s]);
  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &found, input->settings->profile, n_aggregations, values);

  return TRUE;
}

const RimFamily rim_family_minkowski = {
  .name = "minkowski",
  .title = "Minkowski functionals of sets above a threshold",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
