/* rim-resample-axes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-resample-private.h"

#include "core/rim-parallel.h"

#include <string.h>

/* Lines are taken so many at a time, side by side, so that recursions along a
 * line do not wait for themselves.
 */
#define LANES 16

/* Blocks of lines that make an item's worth of work. */
#define GROUPS_PER_BLOCK 4

/* Along i: rows of the source to rows of @target. Along j or k: @inner lines lie
 * beside each other, and planes of them one after the other.
 */
typedef struct
{
  const RimTaps  *taps;
  GCancellable   *cancellable;
  RimReadRowFunc  read_row;
  gpointer        source;
  guint           low_row;
  guint           low_slice;
  guint           n_rows;
  const double   *values;
  gsize           n_lines;
  gsize           inner;
  gsize           n_groups;      /* of LANES lines in a plane */
  double         *target;
  RimStoreFunc    store;
  gpointer        stored;
} Pass;

static void
filter_causal (double *line,
               guint   n,
               double  pole)
{
  for (guint l = 0; l < LANES; l++)
    line[l] /= 1.0 - pole;

  for (guint p = 1; p < n; p++)
    for (guint l = 0; l < LANES; l++)
      line[p * LANES + l] += pole * line[(p - 1) * LANES + l];
}

static void
filter_anticausal (double *line,
                   guint   n,
                   double  pole)
{
  double *last = line + (n - 1) * LANES;

  for (guint l = 0; l < LANES; l++)
    last[l] *= pole / (pole - 1.0);

  for (guint p = n - 1; p-- > 0;)
    for (guint l = 0; l < LANES; l++)
      line[p * LANES + l] = pole * (line[(p + 1) * LANES + l] - line[p * LANES + l]);
}

/* Values to coefficients of B-splines (Unser 1999, box 2). The ends of the line
 * are so far from any sample that how they begin does not matter.
 */
static void
make_coefficients (const RimTaps *taps,
                   double        *line)
{
  double gain = 1.0;

  if (taps->n_poles == 0)
    return;

  for (guint n = 0; n < taps->n_poles; n++)
    gain *= (1.0 - taps->poles[n]) * (1.0 - 1.0 / taps->poles[n]);
  for (gsize v = 0; v < (gsize) taps->n_line * LANES; v++)
    line[v] *= gain;

  for (guint n = 0; n < taps->n_poles; n++)
    {
      filter_causal (line, taps->n_line, taps->poles[n]);
      filter_anticausal (line, taps->n_line, taps->poles[n]);
    }
}

static void
take_sample (const RimTaps *taps,
             const double  *line,
             guint          n,
             double        *sample)
{
  const double *weights = taps->weights + (gsize) n * taps->n_taps;
  const double *value = line + (gsize) taps->begins[n] * LANES;
  double sum[LANES];

  if (taps->begins[n] < 0)
    {
      memset (sample, 0, sizeof sum);
      return;
    }

  for (guint l = 0; l < LANES; l++)
    sum[l] = weights[0] * value[l];
  for (guint t = 1; t < taps->n_taps; t++)
    for (guint l = 0; l < LANES; l++)
      sum[l] += weights[t] * value[t * LANES + l];
  memcpy (sample, sum, sizeof sum);
}

/* LANES rows, or as many as there are, of the source along i. */
static void
resample_rows (const Pass *self,
               gsize       group,
               double     *line,
               double     *row)
{
  const RimTaps *taps = self->taps;
  gsize first = group * LANES;
  guint n = (guint) MIN (LANES, self->n_lines - first);
  double sample[LANES];

  for (guint l = 0; l < n; l++)
    {
      guint j = self->low_row + (guint) ((first + l) % self->n_rows);
      guint k = self->low_slice + (guint) ((first + l) / self->n_rows);

      self->read_row (self->source, taps->low, j, k, taps->high - taps->low + 1, row);
      for (guint p = 0; p < taps->n_line; p++)
        line[p * LANES + l] = row[taps->line[p] - taps->low];
    }

  make_coefficients (taps, line);

  for (guint o = 0; o < taps->n_samples; o++)
    {
      take_sample (taps, line, o, sample);
      for (guint l = 0; l < n; l++)
        self->target[(first + l) * taps->n_samples + o] = sample[l];
    }
}

static void
resample_row_blocks (gsize    begin,
                     gsize    end,
                     gpointer data)
{
  const Pass *self = data;
  g_autofree double *line = g_new0 (double, (gsize) self->taps->n_line * LANES);
  g_autofree double *row = g_new (double, self->taps->high - self->taps->low + 1);

  for (gsize group = begin; group < end; group++)
    if (!g_cancellable_is_cancelled (self->cancellable))
      resample_rows (self, group, line, row);
}

/* LANES lines beside each other, or as many as there are, along j or k. */
static void
resample_lines (const Pass *self,
                gsize       plane,
                gsize       at,
                double     *line)
{
  const RimTaps *taps = self->taps;
  const double *values = self->values + plane * (taps->high - taps->low + 1) * self->inner + at;
  guint n = (guint) MIN (LANES, self->inner - at);
  double sample[LANES];

  for (guint p = 0; p < taps->n_line; p++)
    memcpy (line + p * LANES, values + (taps->line[p] - taps->low) * self->inner,
            n * sizeof *line);

  make_coefficients (taps, line);

  for (guint o = 0; o < taps->n_samples; o++)
    {
      take_sample (taps, line, o, sample);
      if (self->store != NULL)
        self->store (self->stored, o, at, n, sample);
      else
        memcpy (self->target + (plane * taps->n_samples + o) * self->inner + at, sample,
                n * sizeof *sample);
    }
}

static void
resample_line_blocks (gsize    begin,
                      gsize    end,
                      gpointer data)
{
  const Pass *self = data;
  g_autofree double *line = g_new0 (double, (gsize) self->taps->n_line * LANES);

  for (gsize n = begin; n < end; n++)
    if (!g_cancellable_is_cancelled (self->cancellable))
      resample_lines (self, n / self->n_groups, n % self->n_groups * LANES, line);
}

static double *
allocate (gsize    n,
          GError **error)
{
  double *values = g_try_new (double, n);

  if (values == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 "There is no memory for %" G_GSIZE_FORMAT " values", n);

  return values;
}

static void
run_lines (Pass          *self,
           const RimTaps *taps,
           const double  *values,
           gsize          n_planes,
           gsize          inner)
{
  self->taps = taps;
  self->values = values;
  self->inner = inner;
  self->n_groups = (inner + LANES - 1) / LANES;
  rim_parallel_for (n_planes * self->n_groups, GROUPS_PER_BLOCK, resample_line_blocks, self);
}

/* Resamples along i, then j, then k, each of which is linear and does not see the
 * others: the same numbers as from all voxels around a point at once, for three
 * times four products instead of sixty-four.
 */
gboolean
rim_resample_axes (const RimTaps  *taps,
                   RimReadRowFunc  read_row,
                   gpointer        source,
                   RimStoreFunc    store,
                   gpointer        target,
                   GCancellable   *cancellable,
                   GError        **error)
{
  Pass pass = { .taps = taps, .cancellable = cancellable, .read_row = read_row, .source = source };
  gsize n_rows = taps[1].high - taps[1].low + 1;
  gsize n_slices = taps[2].high - taps[2].low + 1;
  g_autofree double *rows = allocate (taps[0].n_samples * n_rows * n_slices, error);
  g_autofree double *planes = NULL;

  if (rows == NULL)
    return FALSE;

  pass.low_row = taps[1].low;
  pass.low_slice = taps[2].low;
  pass.n_rows = (guint) n_rows;
  pass.n_lines = n_rows * n_slices;
  pass.target = rows;
  rim_parallel_for ((pass.n_lines + LANES - 1) / LANES, GROUPS_PER_BLOCK, resample_row_blocks,
                    &pass);

  planes = allocate ((gsize) taps[0].n_samples * taps[1].n_samples * n_slices, error);
  if (planes == NULL)
    return FALSE;

  pass.target = planes;
  run_lines (&pass, &taps[1], rows, n_slices, taps[0].n_samples);
  g_clear_pointer (&rows, g_free);

  pass.store = store;
  pass.stored = target;
  run_lines (&pass, &taps[2], planes, 1, (gsize) taps[0].n_samples * taps[1].n_samples);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
