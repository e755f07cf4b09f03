/* rim-search-smooth.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-search-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

/* The part of a Gaussian that is beyond this many σ is left out. */
#define REACH 3.0

#define ROWS_PER_BLOCK 16

/* One offset of a kernel. */
typedef struct
{
  int    i;
  int    j;
  int    k;
  double weight;
} Tap;

typedef struct
{
  const RimSearch *search;
  const double    *values;
  const double    *weights;   /* how much of a value there is */
  const GArray    *taps;
  double          *sums;
  double          *totals;
} Pass;

static void
add_tap (GArray        *taps,
         const RimGrid *grid,
         int            i,
         int            j,
         int            k,
         double         sigma)
{
  RimVec3 d = rim_affine_apply_vector (&grid->to_patient, RIM_VEC3 (i, j, k));
  double square = rim_vec3_dot (d, d);
  Tap tap = { i, j, k, exp (-square / (2 * sigma * sigma)) };

  if (square <= REACH * REACH * sigma * sigma)
    g_array_append_val (taps, tap);
}

/* Along one axis, or along all where @axis is 3. */
static GArray *
make_taps (const RimSearch *self,
           double           sigma,
           guint            axis)
{
  GArray *taps = g_array_new (FALSE, FALSE, sizeof (Tap));
  int reach[3] = { 0 };
  RimBox box;
  guint middle[3] = { G_MAXUINT16, G_MAXUINT16, G_MAXUINT16 };
  RimGrid wide = self->grid;

  for (guint n = 0; n < 3; n++)
    wide.size[n] = 2 * G_MAXUINT16;
  rim_place_find_box (&wide, middle, REACH * sigma, &box);
  for (guint n = 0; n < 3; n++)
    if (axis == 3 || axis == n)
      reach[n] = (int) (box.max[n] - middle[n]);

  for (int k = -reach[2]; k <= reach[2]; k++)
    for (int j = -reach[1]; j <= reach[1]; j++)
      for (int i = -reach[0]; i <= reach[0]; i++)
        add_tap (taps, &self->grid, i, j, k, sigma);

  return taps;
}

/* Adds @n values, @shift further on, as far as the row goes. */
static void
add_shifted (const double *from,
             double       *to,
             guint         n,
             int           shift,
             double        weight)
{
  guint begin = (guint) CLAMP (-shift, 0, (int) n);
  guint end = (guint) CLAMP ((int) n - shift, 0, (int) n);

  for (guint i = begin; i < end; i++)
    to[i] += weight * from[(int) i + shift];
}

static void
pass_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Pass *pass = data;
  const guint *size = pass->search->grid.size;

  for (gsize row = begin; row < end; row++)
    {
      double *sums = pass->sums + row * size[0];
      double *totals = pass->totals + row * size[0];

      memset (sums, 0, size[0] * sizeof (double));
      memset (totals, 0, size[0] * sizeof (double));
      for (guint n = 0; n < pass->taps->len; n++)
        {
          const Tap *tap = &g_array_index (pass->taps, Tap, n);
          gssize j = (gssize) (row % size[1]) + tap->j, k = (gssize) (row / size[1]) + tap->k;
          gsize from;

          if (j < 0 || k < 0 || j >= size[1] || k >= size[2])
            continue;
          from = ((gsize) k * size[1] + (gsize) j) * size[0];
          add_shifted (pass->values + from, sums, size[0], tap->i, tap->weight);
          add_shifted (pass->weights + from, totals, size[0], tap->i, tap->weight);
        }
    }
}

static void
run_pass (const RimSearch *self,
          double           sigma,
          guint            axis,
          const double    *values,
          const double    *weights,
          double          *sums,
          double          *totals)
{
  g_autoptr(GArray) taps = make_taps (self, sigma, axis);
  Pass pass = { self, values, weights, taps, sums, totals };

  rim_parallel_for ((gsize) self->grid.size[1] * self->grid.size[2], ROWS_PER_BLOCK, pass_rows, &pass);
}

/**
 * rim_search_smooth:
 * @self: a region
 * @values: one for each voxel of its box; %NAN where there is none
 * @sigma: of a Gaussian, in mm
 * @cancellable: (nullable): stops it between its passes
 * @error: where to put an error
 *
 * A Gaussian over what has values, divided by how much of it that is, so that nothing
 * comes in from beyond the region. Three passes where the axes are square, one over
 * all neighbours where they are not.
 *
 * Returns: (transfer full) (nullable): one value for each voxel of the box; %NAN where
 *   there was none
 */
double *
rim_search_smooth (const RimSearch  *self,
                   const double     *values,
                   double            sigma,
                   GCancellable     *cancellable,
                   GError          **error)
{
  gsize n = self->n_voxels;
  g_autofree double *sums = g_new (double, n);
  g_autofree double *totals = g_new (double, n);
  g_autofree double *sums_2 = g_new (double, n);
  g_autofree double *totals_2 = g_new (double, n);

  for (gsize voxel = 0; voxel < n; voxel++)
    {
      sums[voxel] = isnan (values[voxel]) ? 0 : values[voxel];
      totals[voxel] = !isnan (values[voxel]);
    }

  if (rim_grid_is_square (&self->grid))
    {
      run_pass (self, sigma, 0, sums, totals, sums_2, totals_2);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      run_pass (self, sigma, 1, sums_2, totals_2, sums, totals);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      run_pass (self, sigma, 2, sums, totals, sums_2, totals_2);
    }
  else
    run_pass (self, sigma, 3, sums, totals, sums_2, totals_2);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  for (gsize voxel = 0; voxel < n; voxel++)
    sums[voxel] = isnan (values[voxel]) ? NAN : sums_2[voxel] / totals_2[voxel];

  return g_steal_pointer (&sums);
}

/* Along one axis, per voxel: central where both neighbours have a value. */
static double
get_slope (const RimSearch *self,
           const double    *values,
           gsize            voxel,
           guint            axis)
{
  gsize down = rim_search_get_neighbour (self, voxel, 2 * axis);
  gsize up = rim_search_get_neighbour (self, voxel, 2 * axis + 1);
  gboolean has_down = down != RIM_NOWHERE && !isnan (values[down]);
  gboolean has_up = up != RIM_NOWHERE && !isnan (values[up]);

  if (has_down && has_up)
    return (values[up] - values[down]) / 2;
  if (has_down)
    return values[voxel] - values[down];

  return has_up ? values[up] - values[voxel] : 0;
}

/**
 * rim_search_get_gradient:
 * @self: a region
 * @values: one for each voxel of its box
 *
 * Returns: (transfer full): the length of the gradient of @values, per mm, by central
 *   differences along the axes of the grid, which need not be square; 0 where there is
 *   no value
 */
double *
rim_search_get_gradient (const RimSearch *self,
                         const double    *values)
{
  double *lengths = g_new0 (double, self->n_voxels);
  RimAffine inverse;

  if (!rim_affine_invert (&self->grid.to_patient, &inverse))
    return lengths;

  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    {
      double square = 0;
      double slopes[3];

      if (isnan (values[voxel]))
        continue;
      for (guint axis = 0; axis < 3; axis++)
        slopes[axis] = get_slope (self, values, voxel, axis);
      for (guint n = 0; n < 3; n++)
        {
          double part = inverse.m[0][n] * slopes[0] + inverse.m[1][n] * slopes[1] + inverse.m[2][n] * slopes[2];

          square += part * part;
        }
      lengths[voxel] = sqrt (square);
    }

  return lengths;
}
