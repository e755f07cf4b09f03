/* rim-blur.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-blur-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-kernel-private.h"

#define ROWS_PER_BLOCK 64

/* A lesion is never that big; a damaged file may be. */
#define MAX_VOXELS ((gsize) 1 << 30)

/* Blurs all rows once, along an axis or, where axes are not square, at once. */
typedef struct
{
  const RimRows   *window;
  const RimKernel *kernel;
  const RimGrid   *grid;
  double           sigma;
  guint            axis;
  guint            reach;
  const float     *weights;
  const float     *from;
  float           *to;
  GCancellable    *cancellable;
} Pass;

static float *
new_values (const RimRows *window,
            GError       **error)
{
  const gsize n = window->size[0] * rim_rows_get_n_rows (window);
  float *values = n <= MAX_VOXELS ? g_try_new0 (float, n) : NULL;

  if (values == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 "There is no memory to smooth a box of %" G_GSIZE_FORMAT " voxels", n);

  return values;
}

static void
add_scaled (float       *to,
            const float *from,
            float        weight,
            gsize        n)
{
  for (gsize i = 0; i < n; i++)
    to[i] += weight * from[i];
}

/* Both neighbours are added first, so that what is mirrored gives equal bits. */
static void
add_pair (float       *to,
          const float *low,
          const float *high,
          float        weight,
          gsize        n)
{
  if (low == NULL || high == NULL)
    {
      if (low != NULL || high != NULL)
        add_scaled (to, low != NULL ? low : high, weight, n);
      return;
    }

  for (gsize i = 0; i < n; i++)
    to[i] += weight * (low[i] + high[i]);
}

static const float *
find_line (const Pass *self,
           gsize       row,
           gssize      step)
{
  const gsize *size = self->window->size;
  gssize at[2] = { (gssize) (row % size[1]), (gssize) (row / size[1]) };

  at[self->axis - 1] += step;
  if (at[0] < 0 || at[1] < 0 || at[0] >= (gssize) size[1] || at[1] >= (gssize) size[2])
    return NULL;

  return self->from + ((gsize) at[1] * size[1] + (gsize) at[0]) * size[0];
}

static void
blur_row (const Pass *self,
          gsize       row,
          float      *padded)
{
  const gsize n = self->window->size[0];
  const gsize reach = self->reach;
  float *to = self->to + row * n;

  memset (to, 0, n * sizeof *to);
  add_scaled (to, self->from + row * n, self->weights[0], n);

  if (self->axis == 0)
    memcpy (padded + reach, self->from + row * n, n * sizeof *padded);

  for (guint m = 1; m <= reach; m++)
    if (self->axis == 0)
      add_pair (to, padded + reach - m, padded + reach + m, self->weights[m], n);
    else
      add_pair (to, find_line (self, row, -(gssize) m), find_line (self, row, m), self->weights[m], n);
}

static void
blur_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Pass *self = data;
  g_autofree float *padded = g_new0 (float, self->window->size[0] + 2 * (gsize) self->reach);

  for (gsize row = begin; row < end; row++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        return;
      blur_row (self, row, padded);
    }
}

static void
run_pass (Pass   *self,
          guint   axis,
          double  spacing,
          float **a,
          float **b)
{
  g_autofree float *weights = NULL;

  self->axis = axis;
  self->reach = (guint) floor (RIM_BLUR_REACH * self->sigma / spacing);
  self->weights = weights = g_new (float, self->reach + 1);
  for (guint m = 0; m <= self->reach; m++)
    weights[m] = (float) exp (-0.5 * pow (m * spacing / self->sigma, 2.0));

  self->from = *a;
  self->to = *b;
  rim_parallel_for (rim_rows_get_n_rows (self->window), ROWS_PER_BLOCK, blur_rows, self);
  *a = self->to;
  *b = (float *) self->from;
}

/* Where axes are not square a Gaussian is no product of three; every voxel in
 * reach is weighed by how far it is in the patient.
 */
static void
blur_row_at_once (const Pass *self,
                  gsize       row)
{
  const gsize *size = self->window->size;
  float *to = self->to + row * size[0];

  for (guint r = 0; r < self->kernel->rows->len; r++)
    {
      const RimKernelRow *part = &g_array_index (self->kernel->rows, RimKernelRow, r);
      const gssize j = (gssize) (row % size[1]) + part->dj;
      const gssize k = (gssize) (row / size[1]) + part->dk;
      const float *from;

      if (j < 0 || k < 0 || j >= (gssize) size[1] || k >= (gssize) size[2])
        continue;
      from = self->from + ((gsize) k * size[1] + (gsize) j) * size[0];

      for (int di = part->low; di <= part->high; di++)
        {
          RimVec3 step = rim_affine_apply_vector (&self->grid->to_patient,
                                                  RIM_VEC3 (di, part->dj, part->dk));
          const double far = rim_vec3_length (step) / self->sigma;
          const gsize shift = (gsize) ABS (di);
          const gsize n = size[0] > shift ? size[0] - shift : 0;

          add_scaled (to + (di < 0 ? shift : 0), from + (di > 0 ? shift : 0),
                      (float) exp (-0.5 * far * far), n);
        }
    }
}

static void
blur_rows_at_once (gsize    begin,
                   gsize    end,
                   gpointer data)
{
  const Pass *self = data;

  for (gsize row = begin; row < end && !g_cancellable_is_cancelled (self->cancellable); row++)
    blur_row_at_once (self, row);
}

static void
spread (const RimRows *rows,
        float         *values)
{
  for (gsize row = 0; row < rim_rows_get_n_rows (rows); row++)
    for (gsize r = rows->starts[row]; r < rows->starts[row + 1]; r++)
      for (guint32 i = rows->runs[r].begin; i < rows->runs[r].end; i++)
        values[row * rows->size[0] + i] = 1.0f;
}

static void
blur (const RimRows *rows,
      const RimGrid *grid,
      double         sigma_mm,
      gboolean       in_slice,
      float        **a,
      float        **b,
      GCancellable  *cancellable)
{
  Pass pass = { .window = rows, .grid = grid, .sigma = sigma_mm, .cancellable = cancellable };

  if (rim_grid_is_square (grid))
    {
      for (guint axis = 0; axis < (in_slice ? 2 : 3); axis++)
        run_pass (&pass, axis, rim_grid_get_spacing (grid, axis), a, b);
    }
  else
    {
      const RimReach reach = RIM_REACH_EVEN (RIM_BLUR_REACH * sigma_mm);
      g_autoptr(RimKernel) kernel = rim_kernel_new (grid, &reach, in_slice);

      pass.kernel = kernel;
      pass.from = *a;
      pass.to = *b;
      rim_parallel_for (rim_rows_get_n_rows (rows), ROWS_PER_BLOCK / 4, blur_rows_at_once, &pass);
      *b = *a;
      *a = pass.to;
    }
}

/* What lies off the grid is nothing that could be kept. */
static void
hide_beyond (const RimRows *window,
             const RimGrid *grid,
             float         *values)
{
  for (gsize row = 0; row < rim_rows_get_n_rows (window); row++)
    {
      const gssize j = window->first[1] + (gssize) (row % window->size[1]);
      const gssize k = window->first[2] + (gssize) (row / window->size[1]);
      const gssize width = (gssize) window->size[0];
      gssize begin = CLAMP (-window->first[0], 0, width);
      gssize end = CLAMP ((gssize) grid->size[0] - window->first[0], 0, width);
      float *line = values + row * window->size[0];

      if (j < 0 || k < 0 || j >= (gssize) grid->size[1] || k >= (gssize) grid->size[2])
        begin = end = 0;
      memset (line, 0, (gsize) begin * sizeof *line);
      memset (line + end, 0, (gsize) (width - end) * sizeof *line);
    }
}

/* Blurs what is in @rows by a Gaussian, in the mm of the patient; not divided by
 * its sum. @rows have to outlive it.
 */
RimBlur *
rim_blur_new (const RimRows *rows,
              const RimGrid *grid,
              double         sigma_mm,
              gboolean       in_slice,
              GCancellable  *cancellable,
              GError       **error)
{
  float *a = new_values (rows, error);
  float *b = a != NULL ? new_values (rows, error) : NULL;
  RimBlur *self;

  if (b == NULL)
    {
      g_free (a);
      return NULL;
    }

  spread (rows, a);
  blur (rows, grid, sigma_mm, in_slice, &a, &b, cancellable);
  g_free (b);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_free (a);
      return NULL;
    }
  hide_beyond (rows, grid, a);

  self = g_new0 (RimBlur, 1);
  self->window = rows;
  self->values = a;

  return self;
}

void
rim_blur_free (RimBlur *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self);
}

static gsize
count_from (const float *values,
            gsize        n,
            float        from)
{
  gsize count = 0;

  for (gsize v = 0; v < n; v++)
    count += values[v] >= from;

  return count;
}

static float
float_of (guint32 bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);

  return value;
}

/* From which value on as many voxels are in as in the rows of these slices, or as
 * nearly as equal values allow. Floats above 0 have the order of their bits.
 */
float
rim_blur_choose (const RimBlur *self,
                 gsize          first_slice,
                 gsize          n_slices)
{
  const RimRows *rows = self->window;
  const gsize slice = rows->size[0] * rows->size[1];
  const float *values = self->values + first_slice * slice;
  const gsize first = rows->starts[first_slice * rows->size[1]];
  const gsize end = rows->starts[(first_slice + n_slices) * rows->size[1]];
  guint32 low = 1;               /* at least so many are from here on */
  guint32 high = 0x7f800000;     /* and fewer from here on */
  gsize wanted = 0;
  gsize more, fewer;

  for (gsize r = first; r < end; r++)
    wanted += rows->runs[r].end - rows->runs[r].begin;
  if (wanted == 0)
    return INFINITY;

  while (high - low > 1)
    {
      const guint32 middle = low + (high - low) / 2;

      if (count_from (values, n_slices * slice, float_of (middle)) >= wanted)
        low = middle;
      else
        high = middle;
    }
  more = count_from (values, n_slices * slice, float_of (low));
  fewer = count_from (values, n_slices * slice, float_of (high));

  return fewer > 0 && wanted - fewer < more - wanted ? float_of (high) : float_of (low);
}
