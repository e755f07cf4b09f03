/* rim-convolve.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-convolve.h"

#include <stdatomic.h>

#include "core/rim-parallel.h"
#include "kernels/rim-kernels.h"

#define PRODUCTS_PER_BLOCK 262144

typedef struct
{
  const RimPatch *in;
  RimPatch       *out;
  guint           axis;
  const RimTaps  *taps;
  RimBoundary     boundary;
  gsize           width;      /* of the rows of out */
  gsize           in_width;
  gsize           in_height;
  gsize           out_height;
  const double   *zeros;      /* a row of them */
  atomic_bool     failed;
} Pass;

static gssize
get_lowest (const RimTaps *taps)
{
  return (gssize) taps->first - (gssize) (taps->n - 1) * (gssize) taps->step;
}

/**
 * rim_taps_get_source:
 * @self: a filter along an axis
 * @boundary: what the image is where it is not
 * @size: how many voxels the image has along the axis
 * @begin: (inout): the first voxel that is to come out; the first that must go in
 * @end: (inout): one past the last
 */
void
rim_taps_get_source (const RimTaps *self,
                     RimBoundary    boundary,
                     guint          size,
                     guint         *begin,
                     guint         *end)
{
  rim_boundary_range (boundary, (gssize) *begin + get_lowest (self),
                      (gssize) *end + self->first, size, begin, end);
}

/* The values of a row of @in that the row of @out needs, one after the other. */
static void
fill_line (const Pass   *pass,
           const double *row,
           double       *line,
           gsize         n)
{
  const RimPatch *in = pass->in;
  gssize index = (gssize) pass->out->box.min[0] + get_lowest (pass->taps);

  for (gsize x = 0; x < n; x++, index++)
    {
      gssize at = rim_boundary_map (pass->boundary, index, in->size[0]);

      line[x] = at < 0 ? 0.0 : row[at - (gssize) in->box.min[0]];
    }
}

static void
convolve_lines (gsize    begin,
                gsize    end,
                gpointer data)
{
  Pass *pass = data;
  const RimTaps *taps = pass->taps;
  const gsize span = (gsize) (taps->n - 1) * taps->step;
  g_autofree double *line = g_try_new (double, pass->width + span);
  g_autofree const double **rows = g_new (const double *, taps->n);

  if (line == NULL)
    {
      atomic_store (&pass->failed, TRUE);
      return;
    }

  for (guint t = 0; t < taps->n; t++)
    rows[t] = line + span - (gsize) t * taps->step;

  for (gsize row = begin; row < end; row++)
    {
      fill_line (pass, pass->in->values + row * pass->in_width, line, pass->width + span);
      rim_kernels_get ()->convolve (rows, taps->taps, taps->n, pass->width,
                                    pass->out->values + row * pass->width);
    }
}

/* The row of @in that the tap @t weighs for the row @row of @out. */
static const double *
find_row (const Pass *pass,
          gsize       row,
          guint       t)
{
  const RimPatch *in = pass->in;
  const guint axis = pass->axis;
  gsize at[3] = { 0, row % pass->out_height, row / pass->out_height };
  gssize index = (gssize) (pass->out->box.min[axis] + at[axis]) + pass->taps->first -
                 (gssize) t * (gssize) pass->taps->step;

  index = rim_boundary_map (pass->boundary, index, in->size[axis]);
  if (index < 0)
    return pass->zeros;

  at[axis] = (gsize) index - in->box.min[axis];

  return in->values + (at[2] * pass->in_height + at[1]) * pass->width;
}

static void
convolve_rows (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Pass *pass = data;
  const RimTaps *taps = pass->taps;
  g_autofree const double **rows = g_new (const double *, taps->n);

  for (gsize row = begin; row < end; row++)
    {
      for (guint t = 0; t < taps->n; t++)
        rows[t] = find_row (pass, row, t);

      rim_kernels_get ()->convolve (rows, taps->taps, taps->n, pass->width,
                                    pass->out->values + row * pass->width);
    }
}

static gboolean
run_pass (Pass    *pass,
          GError **error)
{
  g_autofree double *zeros = g_try_new0 (double, pass->width);
  const gsize n_rows = rim_patch_get_n (pass->out) / pass->width;
  const gsize block = MAX (1, PRODUCTS_PER_BLOCK / (pass->width * pass->taps->n));

  pass->zeros = zeros;
  if (zeros != NULL)
    rim_parallel_for (n_rows, block, pass->axis == 0 ? convolve_lines : convolve_rows, pass);

  if (zeros == NULL || atomic_load (&pass->failed))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory to filter rows of %" G_GSIZE_FORMAT " voxels", pass->width);
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_convolve_axis:
 * @in: what goes in: at least what rim_taps_get_source() says
 * @axis: along which axis
 * @taps: the filter
 * @boundary: what the image is where it is not
 * @begin: the first voxel along @axis that is to come out
 * @end: one past the last, above @begin
 * @error: where to put an error
 *
 * Convolves along one axis. Each value is summed over the taps in their order,
 * whatever the box.
 *
 * Returns: (transfer full) (nullable): what comes out, of the box of @in but
 *   along @axis
 */
RimPatch *
rim_convolve_axis (const RimPatch  *in,
                   guint            axis,
                   const RimTaps   *taps,
                   RimBoundary      boundary,
                   guint            begin,
                   guint            end,
                   GError         **error)
{
  g_autoptr(RimPatch) out = NULL;
  RimBox box = in->box;
  guint in_size[3], out_size[3];
  Pass pass = { .in = in, .axis = axis, .taps = taps, .boundary = boundary };

  box.min[axis] = begin;
  box.max[axis] = end;
  out = rim_patch_new (in->size, &box, error);
  if (out == NULL)
    return NULL;

  rim_box_get_size (&in->box, in_size);
  rim_box_get_size (&box, out_size);
  pass.out = out;
  pass.width = out_size[0];
  pass.in_width = in_size[0];
  pass.in_height = in_size[1];
  pass.out_height = out_size[1];

  return run_pass (&pass, error) ? g_steal_pointer (&out) : NULL;
}

/**
 * rim_convolve_get_source:
 * @taps: a filter for each axis; %NULL where there is none
 * @boundary: what the image is where it is not
 * @size: the voxels of the image
 * @box: which are to come out
 * @source: (out): which must go in
 */
void
rim_convolve_get_source (const RimTaps *const  taps[3],
                         RimBoundary           boundary,
                         const guint           size[3],
                         const RimBox         *box,
                         RimBox               *source)
{
  *source = *box;

  for (guint axis = 0; axis < 3; axis++)
    if (taps[axis] != NULL)
      rim_taps_get_source (taps[axis], boundary, size[axis], &source->min[axis],
                           &source->max[axis]);
}

/**
 * rim_convolve:
 * @in: what goes in: at least what rim_convolve_get_source() says
 * @taps: a filter for each axis; %NULL where there is none
 * @boundary: what the image is where it is not
 * @box: which voxels are to come out
 * @error: where to put an error
 *
 * Convolves with the product of filters along the axes.
 *
 * Returns: (transfer full) (nullable): what comes out
 */
RimPatch *
rim_convolve (const RimPatch       *in,
              const RimTaps *const  taps[3],
              RimBoundary           boundary,
              const RimBox         *box,
              GError              **error)
{
  g_autoptr(RimPatch) last = NULL;

  for (guint axis = 0; axis < 3; axis++)
    {
      RimPatch *next;

      if (taps[axis] == NULL)
        continue;

      next = rim_convolve_axis (last != NULL ? last : in, axis, taps[axis], boundary,
                                box->min[axis], box->max[axis], error);
      if (next == NULL)
        return NULL;

      rim_patch_free (last);
      last = next;
    }

  if (last == NULL)
    return rim_patch_crop (in, box, error);

  return g_steal_pointer (&last);
}
