/* rim-wavelet-block.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-wavelet-block-private.h"

#include <string.h>

#include "rim-filter-private.h"

#define ROWS_PER_BLOCK 256

static gsize
get_sample_size (const RimWaveletBlock *self)
{
  return self->is_single ? sizeof (float) : sizeof (double);
}

static gsize
get_n_samples (const RimWaveletBlock *self)
{
  return self->spans[0].n * self->spans[1].n * self->spans[2].n;
}

static char *
get_row (const RimWaveletBlock *self,
         gsize                  j,
         gsize                  k)
{
  return self->samples + (k * self->spans[1].n + j) * self->spans[0].n * get_sample_size (self);
}

static RimWaveletBlock *
block_new (const RimWaveletSpan   spans[3],
           gboolean               is_single,
           GError               **error)
{
  RimWaveletBlock *self = g_new0 (RimWaveletBlock, 1);

  memcpy (self->spans, spans, sizeof self->spans);
  self->is_single = is_single;
  self->samples = rim_filter_alloc (get_n_samples (self), get_sample_size (self), error);
  if (self->samples == NULL)
    g_clear_pointer (&self, rim_wavelet_block_free);

  return self;
}

void
rim_wavelet_block_free (RimWaveletBlock *self)
{
  g_free (self->samples);
  g_free (self);
}

static void
store (const RimWaveletBlock *self,
       const double          *values,
       gsize                  n,
       char                  *samples)
{
  float *singles = (gpointer) samples;

  if (!self->is_single)
    memcpy (samples, values, n * sizeof *values);
  else
    for (gsize i = 0; i < n; i++)
      singles[i] = (float) values[i];
}

/* The voxel that a sample is: an odd line is made even by its first voxel. */
static guint
get_voxel (const RimWaveletSpan *span,
           guint                 size,
           gsize                 s)
{
  gsize whole = rim_wavelet_span_find (&(RimWaveletSpan) { 0, span->period, span->period },
                                       span->begin + (gint64) s);

  return whole < size ? (guint) whole : 0;
}

typedef struct
{
  RimWaveletBlock *block;
  RimVolume       *image;
  const guint     *size;
} Reading;

static void
read_row (const Reading *self,
          gsize          row,
          double        *whole,
          double        *values)
{
  const RimWaveletSpan *spans = self->block->spans;
  gsize j = row % spans[1].n;
  gsize k = row / spans[1].n;
  guint voxel_j = get_voxel (&spans[1], self->size[1], j);
  guint voxel_k = get_voxel (&spans[2], self->size[2], k);
  gsize n = spans[0].n;

  if (spans[0].begin >= 0 && (guint64) spans[0].begin + n <= self->size[0])
    rim_volume_read_row (self->image, (guint) spans[0].begin, voxel_j, voxel_k, (guint) n, values);
  else
    {
      rim_volume_read_row (self->image, 0, voxel_j, voxel_k, self->size[0], whole);
      for (gsize i = 0; i < n; i++)
        values[i] = whole[get_voxel (&spans[0], self->size[0], i)];
    }

  store (self->block, values, n, get_row (self->block, j, k));
}

static void
read_rows (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Reading *self = data;
  g_autofree double *whole = g_new (double, self->size[0]);
  g_autofree double *values = g_new (double, self->block->spans[0].n);

  for (gsize row = begin; row < end; row++)
    read_row (self, row, whole, values);
}

/**
 * rim_wavelet_block_new_from_volume:
 * @image: an image
 * @spans: the samples along i, j, k; a period is the size of the image along the
 *   axis or one more, where the first voxel comes again
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the samples, in single precision where the
 *   image is
 */
RimWaveletBlock *
rim_wavelet_block_new_from_volume (RimVolume             *image,
                                   const RimWaveletSpan   spans[3],
                                   GCancellable          *cancellable,
                                   GError               **error)
{
  g_autoptr(RimWaveletBlock) self = block_new (spans, rim_volume_is_single (image), error);
  Reading reading = { self, image, rim_volume_get_grid (image)->size };

  if (self == NULL ||
      !rim_filter_for (spans[1].n * spans[2].n, ROWS_PER_BLOCK, read_rows, &reading, cancellable,
                       error))
    return NULL;

  return g_steal_pointer (&self);
}

typedef struct
{
  const RimWaveletBlock  *in;
  RimWaveletBlock        *out;
  const RimWaveletFilter *filter;
  guint                   axis;
} Pass;

/* Which sample of the input a tap takes for an output. */
static gsize
find_input (const Pass *self,
            gsize       o,
            guint       tap)
{
  return rim_wavelet_span_find (&self->in->spans[self->axis],
                                self->out->spans[self->axis].begin + (gint64) o +
                                self->filter->n / 2 - tap);
}

/* Along j or k: whole rows at a time. */
static void
filter_across (const Pass *self,
               gsize       j,
               gsize       k)
{
  const char *rows[RIM_WAVELET_MAX_TAPS];
  guint order[RIM_WAVELET_MAX_TAPS];
  gsize o = self->axis == 1 ? j : k;

  for (guint t = 0; t < self->filter->n; t++)
    {
      gsize from = find_input (self, o, t);

      rows[t] = self->axis == 1 ? get_row (self->in, from, k) : get_row (self->in, j, from);
    }

  rim_wavelet_filter_order (self->filter, &self->out->spans[self->axis], o, order);
  rim_wavelet_filter_sum (self->filter, order, rows, self->out->spans[0].n,
                          get_row (self->out, j, k));
}

/* The row as outputs see it: continued periodically on both sides. */
static void
unroll_row (const Pass *self,
            gsize       j,
            gsize       k,
            char       *line)
{
  const gsize size = get_sample_size (self->in);
  const gsize n_in = self->in->spans[0].n;
  const gsize n = self->out->spans[0].n + self->filter->n - 1;
  gsize from = find_input (self, 0, self->filter->n - 1);
  gsize n_copied;

  for (gsize s = 0; s < n; s += n_copied, from = 0)
    {
      n_copied = MIN (n - s, n_in - from);
      memcpy (line + s * size, get_row (self->in, j, k) + from * size, n_copied * size);
    }
}

/* Along i: the row at as many offsets as there are taps. The outputs at the end of
 * the line, which add their taps in an order of their own, follow one by one.
 */
static void
filter_along (const Pass *self,
              gsize       j,
              gsize       k,
              char       *line)
{
  const RimWaveletSpan *span = &self->out->spans[0];
  const gsize size = get_sample_size (self->in);
  const guint n_taps = self->filter->n;
  const char *rows[RIM_WAVELET_MAX_TAPS];
  guint order[RIM_WAVELET_MAX_TAPS];
  gsize n_odd = MIN (n_taps / 2, span->period);

  unroll_row (self, j, k, line);
  for (guint t = 0; t < n_taps; t++)
    {
      rows[t] = line + (n_taps - 1 - t) * size;
      order[t] = t;
    }
  rim_wavelet_filter_sum (self->filter, order, rows, span->n, get_row (self->out, j, k));

  for (gsize odd = 0; odd < n_odd; odd++)
    {
      gsize o = rim_wavelet_span_find (span, (gint64) (span->period - 1 - odd));

      if (o >= span->n)
        continue;

      rim_wavelet_filter_order (self->filter, span, o, order);
      for (guint t = 0; t < n_taps; t++)
        rows[t] = line + (o + n_taps - 1 - t) * size;
      rim_wavelet_filter_sum (self->filter, order, rows, 1, get_row (self->out, j, k) + o * size);
    }
}

static void
filter_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Pass *self = data;
  const gsize n_rows = self->out->spans[1].n;
  g_autofree char *line = g_malloc ((self->out->spans[0].n + self->filter->n) * sizeof (double));

  for (gsize row = begin; row < end; row++)
    if (self->axis == 0)
      filter_along (self, row % n_rows, row / n_rows, line);
    else
      filter_across (self, row % n_rows, row / n_rows);
}

/**
 * rim_wavelet_block_filter:
 * @self: a block
 * @axis: along which to filter
 * @filter: in the precision of @self
 * @span: the samples that come out along @axis; those that they are made of are in
 *   @self
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the filtered block
 */
RimWaveletBlock *
rim_wavelet_block_filter (const RimWaveletBlock   *self,
                          guint                    axis,
                          const RimWaveletFilter  *filter,
                          const RimWaveletSpan    *span,
                          GCancellable            *cancellable,
                          GError                 **error)
{
  RimWaveletSpan spans[3] = { self->spans[0], self->spans[1], self->spans[2] };
  g_autoptr(RimWaveletBlock) out = NULL;
  Pass pass = { self, NULL, filter, axis };

  spans[axis] = *span;
  pass.out = out = block_new (spans, self->is_single, error);
  if (out == NULL ||
      !rim_filter_for (spans[1].n * spans[2].n, ROWS_PER_BLOCK, filter_rows, &pass, cancellable,
                       error))
    return NULL;

  return g_steal_pointer (&out);
}

/**
 * rim_wavelet_block_free_to_field:
 * @self: (transfer full): a block
 * @grid: where its samples lie
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): its samples
 */
RimField *
rim_wavelet_block_free_to_field (RimWaveletBlock  *self,
                                 const RimGrid    *grid,
                                 GError          **error)
{
  g_autoptr(RimWaveletBlock) block = self;
  const gsize n = get_n_samples (self);
  const float *singles = (gpointer) self->samples;
  RimField *field;

  if (!self->is_single)
    return rim_field_new_take (grid, (gpointer) g_steal_pointer (&block->samples));

  field = rim_field_new (grid, error);
  if (field == NULL)
    return NULL;

  for (gsize v = 0; v < n; v++)
    field->values[v] = (double) singles[v];
  field->is_single = TRUE;

  return field;
}
