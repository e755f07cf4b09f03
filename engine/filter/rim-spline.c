/* rim-spline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-spline-private.h"

#include <math.h>
#include <string.h>

#include "kernels/rim-kernels.h"
#include "rim-filter-private.h"

/* Coefficients behind the last of a row, which a kernel may read. */
#define SLACK 4

#define ROWS_PER_BLOCK   4
#define SLICES_PER_BLOCK 2
#define ROWS_BESIDE      16

/* A few columns of the image are in memory at a time before lines along j are as
 * short as they are needed.
 */
#define N_STRIPS   8
#define MIN_STRIP  16

static gint64
mirror (gint64 index,
        guint  size)
{
  gint64 period = 2 * (gint64) size - 2;

  if (index >= 0 && index < size)
    return index;
  if (size < 2)
    return 0;

  index = ABS (index) % period;

  return index < size ? index : period - index;
}

typedef struct
{
  RimSpline *spline;
  RimVolume *image;
  double    *slices;        /* a strip of them, filtered along k */
  gsize      first;         /* column of the strip */
  gsize      width;
} Filling;

static void
filter_lines (double *lines,
              gsize   n,
              gsize   step,
              gsize   width)
{
  if (n > 1)
    rim_kernels_get ()->spline_lines (lines, n, step, width);
}

/* A strip of the whole image along k, of which only the slices that are needed stay. */
static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Filling *self = data;
  const guint *size = self->spline->size;
  const gsize width = self->width;
  g_autofree double *section = g_new (double, width * size[2]);

  for (gsize j = begin; j < end; j++)
    {
      for (guint k = 0; k < size[2]; k++)
        rim_volume_read_row (self->image, (guint) self->first, (guint) j, k, (guint) width,
                             section + k * width);

      filter_lines (section, size[2], width, width);
      for (gsize k = 0; k < self->spline->n[2]; k++)
        memcpy (self->slices + (k * size[1] + j) * width,
                section + (gsize) (self->spline->min[2] + (gint64) k) * width,
                width * sizeof (double));
    }
}

/* The strip along j, of which only the rows that are needed stay. */
static void
filter_columns (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Filling *self = data;
  const RimSpline *spline = self->spline;
  const gsize width = self->width;

  for (gsize k = begin; k < end; k++)
    {
      double *slice = self->slices + k * spline->size[1] * width;

      filter_lines (slice, spline->size[1], width, width);
      for (gsize j = 0; j < spline->n[1]; j++)
        memcpy (spline->coefficients + (k * spline->n[1] + j) * spline->stride + self->first,
                slice + ((gsize) spline->min[1] + j) * width, width * sizeof (double));
    }
}

/* Up to ROWS_BESIDE rows along i, which lie side by side while they are filtered. */
static void
filter_beside (const RimSpline *spline,
               double          *rows,
               gsize            n_rows,
               double          *beside)
{
  for (gsize i = 0; i < spline->size[0]; i++)
    for (gsize r = 0; r < ROWS_BESIDE; r++)
      beside[i * ROWS_BESIDE + r] = r < n_rows ? rows[r * spline->stride + i] : 0.0;

  filter_lines (beside, spline->size[0], ROWS_BESIDE, ROWS_BESIDE);
  for (gsize i = 0; i < spline->stride; i++)
    {
      const gsize from = (gsize) mirror (spline->min[0] + (gint64) i, spline->size[0]);

      for (gsize r = 0; r < n_rows; r++)
        rows[r * spline->stride + i] = beside[from * ROWS_BESIDE + r];
    }
}

static void
filter_slices (gsize    begin,
               gsize    end,
               gpointer data)
{
  const Filling *self = data;
  const RimSpline *spline = self->spline;
  g_autofree double *beside = g_new (double, spline->size[0] * ROWS_BESIDE);

  for (gsize k = begin; k < end; k++)
    for (gsize j = 0; j < spline->n[1]; j += ROWS_BESIDE)
      filter_beside (spline, spline->coefficients + (k * spline->n[1] + j) * spline->stride,
                     MIN (ROWS_BESIDE, spline->n[1] - j), beside);
}

static gboolean
fill_strips (Filling       *self,
             GCancellable  *cancellable,
             GError       **error)
{
  const guint *size = self->spline->size;
  const gsize strip = MAX (MIN_STRIP, size[0] / N_STRIPS + 1);
  const gsize n_slices = self->spline->n[2];
  g_autofree double *slices = rim_filter_alloc (strip * size[1] * n_slices, sizeof *slices, error);

  if (slices == NULL)
    return FALSE;

  self->slices = slices;
  for (; self->first < size[0]; self->first += strip)
    {
      self->width = MIN (strip, size[0] - self->first);
      if (!rim_filter_for (size[1], ROWS_PER_BLOCK, filter_rows, self, cancellable, error) ||
          !rim_filter_for (n_slices, SLICES_PER_BLOCK, filter_columns, self, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_spline_init:
 * @self: (out caller-allocates): the spline; rim_spline_clear() it
 * @image: an image, all slices ready
 * @box: voxels, not empty
 * @reach: how many voxels away from the box places are asked for
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Makes the coefficients that places around the box need, of lines as long as the
 * image.
 *
 * Returns: whether they were made
 */
gboolean
rim_spline_init (RimSpline     *self,
                 RimVolume     *image,
                 const RimBox  *box,
                 guint          reach,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Filling filling = { .spline = self, .image = image };

  for (guint axis = 0; axis < 3; axis++)
    {
      gint64 size = rim_volume_get_grid (image)->size[axis];
      gint64 low = (gint64) box->min[axis] - reach - 1;
      gint64 end = (gint64) box->max[axis] + reach + 2;

      self->size[axis] = (guint) size;
      self->min[axis] = axis == 0 ? -1 : MAX (low, 0);
      self->n[axis] = (gsize) ((axis == 0 ? size + 2 : MIN (end, size)) - self->min[axis]);
    }

  self->stride = self->n[0] + SLACK;
  self->coefficients = rim_filter_alloc (self->stride * self->n[1] * self->n[2], sizeof (double),
                                         error);

  return self->coefficients != NULL && fill_strips (&filling, cancellable, error) &&
         rim_filter_for (self->n[2], SLICES_PER_BLOCK, filter_slices, &filling, cancellable, error);
}

void
rim_spline_clear (RimSpline *self)
{
  g_clear_pointer (&self->coefficients, g_free);
}

/**
 * rim_spline_find_taps:
 * @self: a spline
 * @axis: along which
 * @place: an index, not necessarily whole
 *
 * Returns: the coefficients that the place takes, weighed as SciPy does
 */
RimSplineTaps
rim_spline_find_taps (const RimSpline *self,
                      guint            axis,
                      double           place)
{
  RimSplineTaps taps = { .is_inside = place >= 0.0 && place <= self->size[axis] - 1.0 };
  double *weights = taps.weights;
  double y, z;

  if (!taps.is_inside)
    return taps;

  taps.first = (gint64) floor (place) - 1;
  y = place - floor (place);
  z = 1.0 - y;
  weights[1] = (y * y * (y - 2.0) * 3.0 + 4.0) / 6.0;
  weights[2] = (z * z * (z - 2.0) * 3.0 + 4.0) / 6.0;
  weights[0] = z * z * z / 6.0;
  weights[3] = 1.0 - weights[0] - weights[1] - weights[2];

  return taps;
}

/**
 * rim_spline_get_row:
 * @self: a spline
 * @j: a row, perhaps beyond the image
 * @k: a slice, perhaps beyond the image
 *
 * Returns: (transfer none): the coefficient at index min[0] and those after it
 */
const double *
rim_spline_get_row (const RimSpline *self,
                    gint64           j,
                    gint64           k)
{
  gsize row = (gsize) (mirror (j, self->size[1]) - self->min[1]);
  gsize slice = (gsize) (mirror (k, self->size[2]) - self->min[2]);

  return self->coefficients + (slice * self->n[1] + row) * self->stride;
}
