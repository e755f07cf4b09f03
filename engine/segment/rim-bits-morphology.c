/* rim-bits-morphology.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bits-private.h"

#include "core/rim-parallel.h"

#include <math.h>
#include <string.h>

#define ROWS_PER_BLOCK 256

/* A row of the ball: how far it lies off the middle, and how far it reaches along
 * i to either side.
 */
typedef struct
{
  int   dj;
  int   dk;
  guint half;
} BallRow;

typedef struct
{
  const RimBits *from;
  RimBits       *to;
  GArray        *rows;           /* of BallRow, the longest first */
} Dilation;

/* words |= from shifted by @n columns to higher ones, or to lower ones. */
static void
or_shifted (guint64       *words,
            const guint64 *from,
            gsize          n_words,
            guint          n,
            gboolean       up)
{
  const gsize whole = n / 64;
  const guint part = n % 64;

  for (gsize w = 0; w + whole < n_words; w++)
    {
      const gsize at = up ? n_words - 1 - w : w;
      const gsize source = up ? at - whole : at + whole;
      const gboolean has_next = up ? source > 0 : source + 1 < n_words;
      guint64 next = has_next && part > 0 ? from[up ? source - 1 : source + 1] : 0;

      if (up)
        words[at] |= from[source] << part | (part > 0 ? next >> (64 - part) : 0);
      else
        words[at] |= from[source] >> part | (part > 0 ? next << (64 - part) : 0);
    }
}

/* Makes every bit of a row reach @half columns to both sides. */
static void
spread_row (guint64 *words,
            guint64 *scratch,
            gsize    n_words,
            guint    half)
{
  guint reached = 0;

  /* What reaches r columns reaches 2 r + 1 when it is shifted by r + 1 and kept. */
  while (reached < half)
    {
      guint step = MIN (reached + 1, half - reached);

      memcpy (scratch, words, n_words * sizeof *words);
      or_shifted (words, scratch, n_words, step, TRUE);
      or_shifted (words, scratch, n_words, step, FALSE);
      reached += step;
    }
}

static void
dilate_row (const Dilation *self,
            guint           j,
            guint           k,
            guint64        *gathered,
            guint64        *scratch)
{
  const RimBits *from = self->from;
  const gsize n_words = from->n_words;
  guint64 *to = rim_bits_get_row (self->to, j, k);
  guint half = g_array_index (self->rows, BallRow, 0).half;

  memset (gathered, 0, n_words * sizeof *gathered);

  for (guint r = 0; r < self->rows->len; r++)
    {
      const BallRow *row = &g_array_index (self->rows, BallRow, r);
      const gint64 at_j = (gint64) j + row->dj;
      const gint64 at_k = (gint64) k + row->dk;
      const guint64 *words;

      if (row->half < half)
        {
          spread_row (gathered, scratch, n_words, half - row->half);
          half = row->half;
        }
      if (at_j < 0 || at_k < 0 || at_j >= from->grid.size[1] || at_k >= from->grid.size[2])
        continue;

      words = rim_bits_get_row (from, (guint) at_j, (guint) at_k);
      for (gsize w = 0; w < n_words; w++)
        gathered[w] |= words[w];
    }
  spread_row (gathered, scratch, n_words, half);
  memcpy (to, gathered, n_words * sizeof *to);
}

static void
dilate_rows (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Dilation *self = data;
  const guint height = self->from->grid.size[1];
  const guint rest = self->from->grid.size[0] % 64;
  g_autofree guint64 *gathered = g_new (guint64, self->from->n_words);
  g_autofree guint64 *scratch = g_new (guint64, self->from->n_words);

  for (gsize row = begin; row < end; row++)
    {
      guint j = (guint) (row % height), k = (guint) (row / height);

      dilate_row (self, j, k, gathered, scratch);
      if (rest > 0)
        rim_bits_get_row (self->to, j, k)[self->from->n_words - 1] &=
          (G_GUINT64_CONSTANT (1) << rest) - 1;
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return (int) ((const BallRow *) b)->half - (int) ((const BallRow *) a)->half;
}

static GArray *
make_ball (const RimGrid *grid,
           double         radius_mm)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (BallRow));
  double radii[3];

  for (guint axis = 0; axis < 3; axis++)
    radii[axis] = MIN (floor (radius_mm / rim_grid_get_spacing (grid, axis)), grid->size[axis]);

  for (int dk = -(int) radii[2]; dk <= (int) radii[2]; dk++)
    for (int dj = -(int) radii[1]; dj <= (int) radii[1]; dj++)
      {
        double y = dj * rim_grid_get_spacing (grid, 1);
        double z = dk * rim_grid_get_spacing (grid, 2);
        double left = radius_mm * radius_mm - y * y - z * z;
        BallRow row = { dj, dk, 0 };

        if (left < 0.0)
          continue;
        row.half = (guint) MIN (sqrt (left) / rim_grid_get_spacing (grid, 0), grid->size[0]);
        g_array_append_val (rows, row);
      }
  g_array_sort (rows, compare_rows);

  return rows;
}

/**
 * rim_bits_dilate:
 * @self: bits
 * @radius_mm: how far
 * @error: where to put an error
 *
 * Adds what lies within @radius_mm of a voxel that is in, from centre to centre.
 */
gboolean
rim_bits_dilate (RimBits  *self,
                 double    radius_mm,
                 GError  **error)
{
  g_autoptr(RimBits) from = rim_bits_copy (self, error);
  g_autoptr(GArray) rows = NULL;
  Dilation dilation = { from, self, NULL };

  if (from == NULL)
    return FALSE;

  dilation.rows = rows = make_ball (&self->grid, radius_mm);
  rim_parallel_for ((gsize) self->grid.size[1] * self->grid.size[2], ROWS_PER_BLOCK, dilate_rows,
                    &dilation);

  return TRUE;
}

/**
 * rim_bits_erode:
 * @self: bits
 * @radius_mm: how far
 * @error: where to put an error
 *
 * Takes away what lies within @radius_mm of a voxel that is out. The edge of the
 * image takes nothing away, as nobody knows what lies behind it.
 */
gboolean
rim_bits_erode (RimBits  *self,
                double    radius_mm,
                GError  **error)
{
  gboolean done;

  rim_bits_invert (self);
  done = rim_bits_dilate (self, radius_mm, error);
  rim_bits_invert (self);

  return done;
}
