/* rim-components.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bits-private.h"

#include "core/rim-parallel.h"
#include "volume/rim-run-labels.h"

#define SLICES_PER_BLOCK 4

typedef struct
{
  RimBits *bits;
  double   max_voxels;
} Filling;

/* The first column from @from on whose bit is as @value says, or @width. */
static guint
find_bit (const guint64 *row,
          guint          width,
          guint          from,
          gboolean       value)
{
  const guint64 flip = value ? 0 : ~G_GUINT64_CONSTANT (0);
  guint w = from / 64;
  guint64 word;

  if (from >= width)
    return width;

  word = (row[w] ^ flip) & (~G_GUINT64_CONSTANT (0) << (from % 64));
  while (word == 0)
    {
      if (++w * 64 >= width)
        return width;
      word = row[w] ^ flip;
    }

  return MIN (64 * w + (guint) __builtin_ctzll (word), width);
}

static GArray *
find_runs (RimComponents *self,
           const RimBits *bits)
{
  const guint width = bits->grid.size[0];
  const guint height = bits->grid.size[1];
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (RimRun));

  for (gsize row = 0; row < (gsize) self->n_slices * height; row++)
    {
      const guint64 *words = rim_bits_get_row (bits, (guint) (row % height),
                                               self->first_slice + (guint) (row / height));
      RimRun run = { 0, 0 };

      self->row_starts[row] = runs->len;
      while ((run.begin = find_bit (words, width, run.end, TRUE)) < width)
        {
          run.end = find_bit (words, width, run.begin, FALSE);
          g_array_append_val (runs, run);
        }
    }
  self->row_starts[(gsize) self->n_slices * height] = runs->len;

  return runs;
}

static void
add_run (RimComponent  *component,
         const RimRun  *run,
         guint          j,
         const RimGrid *grid)
{
  component->n_voxels += run->end - run->begin;
  component->touches_edge |= j == 0 || j + 1 == grid->size[1] || run->begin == 0 || run->end == grid->size[0];
}

/**
 * rim_components_new:
 * @bits: voxels
 * @first_slice: where to look
 * @n_slices: in how many slices
 *
 * Finds what hangs together by the faces of voxels, within a slice and from one
 * to the next, in one pass over runs.
 *
 * Returns: (transfer full): the components, in the order of their first voxels
 */
RimComponents *
rim_components_new (const RimBits *bits,
                    guint          first_slice,
                    guint          n_slices)
{
  RimComponents *self = g_new0 (RimComponents, 1);
  const guint height = bits->grid.size[1];
  const gsize n_rows = (gsize) n_slices * height;

  self->first_slice = first_slice;
  self->n_slices = n_slices;
  self->row_starts = g_new (gsize, n_rows + 1);
  self->runs = (RimRun *) (gpointer) g_array_free (find_runs (self, bits), FALSE);
  self->labels = rim_runs_label (self->runs, self->row_starts, n_rows, height, RIM_TOUCH_FACES,
                                 &self->n_components);
  self->components = g_new0 (RimComponent, self->n_components);
  for (gsize row = 0; row < n_rows; row++)
    for (gsize r = self->row_starts[row]; r < self->row_starts[row + 1]; r++)
      add_run (&self->components[self->labels[r]], &self->runs[r], (guint) (row % height), &bits->grid);

  return self;
}

void
rim_components_free (RimComponents *self)
{
  if (self == NULL)
    return;

  g_free (self->row_starts);
  g_free (self->runs);
  g_free (self->labels);
  g_free (self->components);
  g_free (self);
}

/**
 * rim_components_keep:
 * @self: components
 * @keep: of each, whether to
 * @bits: what to add them to
 */
void
rim_components_keep (const RimComponents *self,
                     const gboolean      *keep,
                     RimBits             *bits)
{
  const guint height = bits->grid.size[1];

  for (gsize row = 0; row < (gsize) self->n_slices * height; row++)
    for (gsize r = self->row_starts[row]; r < self->row_starts[row + 1]; r++)
      if (keep[self->labels[r]])
        rim_bits_set_run (bits, self->runs[r], (guint) (row % height),
                          self->first_slice + (guint) (row / height));
}

static void
fill_slices (gsize    begin,
             gsize    end,
             gpointer data)
{
  const Filling *self = data;
  RimBits *bits = self->bits;
  RimGrid grid = bits->grid;

  grid.size[2] = 1;

  for (guint k = (guint) begin; k < end; k++)
    {
      RimBits slice = { .grid = grid, .n_words = bits->n_words, .words = rim_bits_get_row (bits, 0, k) };
      g_autoptr(RimComponents) gaps = NULL;
      g_autofree gboolean *keep = NULL;

      rim_bits_invert (&slice);
      gaps = rim_components_new (&slice, 0, 1);
      rim_bits_invert (&slice);

      keep = g_new (gboolean, gaps->n_components);
      for (guint c = 0; c < gaps->n_components; c++)
        keep[c] = !gaps->components[c].touches_edge &&
                  (double) gaps->components[c].n_voxels <= self->max_voxels;
      rim_components_keep (gaps, keep, &slice);
    }
}

/**
 * rim_bits_fill_slices:
 * @self: bits
 * @max_mm2: how large a hole may be
 *
 * Fills what is enclosed within its slice.
 */
void
rim_bits_fill_slices (RimBits *self,
                      double   max_mm2)
{
  Filling filling = { .bits = self };

  filling.max_voxels = max_mm2 / (rim_grid_get_spacing (&self->grid, 0) *
                                  rim_grid_get_spacing (&self->grid, 1));
  rim_parallel_for (self->grid.size[2], SLICES_PER_BLOCK, fill_slices, &filling);
}
