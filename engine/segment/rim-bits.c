/* rim-bits.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bits-private.h"

#include "core/rim-parallel.h"

#include <string.h>

#define SLICES_PER_BLOCK 4

typedef struct
{
  const RimBits  *bits;
  RimMaskSlice  **slices;
} Conversion;

/* The bits of a word from @begin to @end - 1. */
static guint64
word_bits (guint begin,
           guint end)
{
  guint64 below = end == 64 ? ~G_GUINT64_CONSTANT (0) : (G_GUINT64_CONSTANT (1) << end) - 1;

  return below & ~((G_GUINT64_CONSTANT (1) << begin) - 1);
}

static gsize
count_words (const RimBits *self)
{
  return self->n_words * self->grid.size[1] * self->grid.size[2];
}

RimBits *
rim_bits_new (const RimGrid  *grid,
              GError        **error)
{
  RimBits *self = g_new0 (RimBits, 1);

  self->grid = *grid;
  self->n_words = ((gsize) grid->size[0] + 63) / 64;
  self->words = g_try_new0 (guint64, count_words (self));

  if (self->words == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "There is no memory to find organs in %" G_GSIZE_FORMAT " voxels",
                   rim_grid_get_n_voxels (grid));
      g_clear_pointer (&self, rim_bits_free);
    }

  return self;
}

RimBits *
rim_bits_copy (const RimBits  *self,
               GError        **error)
{
  RimBits *copy = rim_bits_new (&self->grid, error);

  if (copy != NULL)
    memcpy (copy->words, self->words, count_words (self) * sizeof *self->words);

  return copy;
}

void
rim_bits_free (RimBits *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self);
}

guint64 *
rim_bits_get_row (const RimBits *self,
                  guint          j,
                  guint          k)
{
  return self->words + ((gsize) k * self->grid.size[1] + j) * self->n_words;
}

void
rim_bits_combine (RimBits       *self,
                  const RimBits *other,
                  RimMaskOp      op)
{
  const gsize n = count_words (self);

  for (gsize w = 0; w < n; w++)
    switch (op)
      {
      case RIM_MASK_UNION:
        self->words[w] |= other->words[w];
        break;

      case RIM_MASK_SUBTRACT:
        self->words[w] &= ~other->words[w];
        break;

      case RIM_MASK_INTERSECT:
        self->words[w] &= other->words[w];
        break;

      case RIM_MASK_XOR:
      default:
        self->words[w] ^= other->words[w];
        break;
      }
}

void
rim_bits_invert (RimBits *self)
{
  const gsize n = count_words (self);
  const guint rest = self->grid.size[0] % 64;
  const guint64 last = word_bits (0, rest > 0 ? rest : 64);

  for (gsize w = 0; w < n; w++)
    self->words[w] = ~self->words[w];
  for (gsize w = self->n_words - 1; w < n; w += self->n_words)
    self->words[w] &= last;
}

void
rim_bits_set_run (RimBits *self,
                  RimRun   run,
                  guint    j,
                  guint    k)
{
  guint64 *row = rim_bits_get_row (self, j, k);

  for (guint w = run.begin / 64; w <= (run.end - 1) / 64; w++)
    row[w] |= word_bits (MAX (run.begin, 64 * w) - 64 * w, MIN (run.end, 64 * w + 64) - 64 * w);
}

gsize
rim_bits_count_run (const RimBits *self,
                    RimRun         run,
                    guint          j,
                    guint          k)
{
  const guint64 *row = rim_bits_get_row (self, j, k);
  gsize n = 0;

  for (guint w = run.begin / 64; w <= (run.end - 1) / 64; w++)
    n += (gsize) __builtin_popcountll (row[w] & word_bits (MAX (run.begin, 64 * w) - 64 * w,
                                                           MIN (run.end, 64 * w + 64) - 64 * w));

  return n;
}

gsize
rim_bits_count_slice (const RimBits *self,
                      guint          k)
{
  const guint64 *words = rim_bits_get_row (self, 0, k);
  gsize n = 0;

  for (gsize w = 0; w < self->n_words * self->grid.size[1]; w++)
    n += (gsize) __builtin_popcountll (words[w]);

  return n;
}

static void
convert_slices (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Conversion *self = data;

  for (guint k = (guint) begin; k < end; k++)
    {
      g_autoptr(RimComponents) all = rim_components_new (self->bits, k, 1);
      g_autofree guint32 *starts = g_new (guint32, self->bits->grid.size[1] + 1);

      for (guint j = 0; j <= self->bits->grid.size[1]; j++)
        starts[j] = (guint32) all->row_starts[j];
      self->slices[k] = rim_mask_slice_new_from_rows (0, self->bits->grid.size[1], starts,
                                                      all->runs);
    }
}

RimMask *
rim_bits_to_mask (const RimBits *self)
{
  g_autofree RimMaskSlice **slices = g_new0 (RimMaskSlice *, self->grid.size[2]);
  Conversion conversion = { self, slices };

  rim_parallel_for (self->grid.size[2], SLICES_PER_BLOCK, convert_slices, &conversion);

  return rim_mask_new_take_slices (&self->grid, slices);
}
