/* rim-search-flood.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-search-private.h"

#include <string.h>

/* Rows between two looks at the cancellable. */
#define ROWS_PER_LOOK 4096

/* Columns of a row to look for voxels that join. */
typedef struct
{
  guint j;
  guint k;
  guint begin;
  guint end;
} Span;

typedef struct
{
  const RimSearch *search;
  const double    *values;
  double           low;
  double           high;
  guint8          *inside;
  GArray          *stack;
} Flood;

static gboolean
joins (const Flood  *self,
       const double *values,
       const guint8 *inside,
       guint         i)
{
  return !inside[i] && (values == NULL || (values[i] >= self->low && values[i] <= self->high));
}

static void
push_rows_beside (Flood *self,
                  Span   span)
{
  const guint *size = self->search->grid.size;

  for (guint n = 0; n < 4; n++)
    {
      Span next = span;

      next.j += n == 0 ? 1 : n == 1 ? -1u : 0;
      next.k += n == 2 ? 1 : n == 3 ? -1u : 0;
      if (next.j < size[1] && next.k < size[2])
        g_array_append_val (self->stack, next);
    }
}

/* Of the row that the span is of, all runs that begin in it and can join do. */
static void
fill_span (Flood *self,
           Span   span)
{
  const guint *size = self->search->grid.size;
  gsize row = ((gsize) span.k * size[1] + span.j) * size[0];
  const double *values = self->values != NULL ? self->values + row : NULL;
  guint8 *inside = self->inside + row;

  for (guint i = span.begin; i < span.end; i++)
    {
      Span run = { span.j, span.k, i, i };

      if (!joins (self, values, inside, i))
        continue;
      while (run.begin > 0 && joins (self, values, inside, run.begin - 1))
        run.begin--;
      while (run.end < size[0] && joins (self, values, inside, run.end))
        run.end++;

      memset (inside + run.begin, 1, run.end - run.begin);
      push_rows_beside (self, run);
      i = run.end;
    }
}

/**
 * rim_search_flood:
 * @self: a region
 * @values: (nullable): one for each voxel of its box; %NULL where all may join
 * @seed: where to begin
 * @low: the least value
 * @high: the greatest
 * @inside: set to 1 where voxels hang together with @seed by their faces and have a
 *   value in the range; those that are not 0 are passed over
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Returns: whether it came to its end
 */
gboolean
rim_search_flood (const RimSearch  *self,
                  const double     *values,
                  gsize             seed,
                  double            low,
                  double            high,
                  guint8           *inside,
                  GCancellable     *cancellable,
                  GError          **error)
{
  const guint *size = self->grid.size;
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Span));
  Flood flood = { self, values, low, high, inside, stack };
  guint i = (guint) (seed % size[0]);
  gsize row = seed / size[0];
  gsize n = 0;

  fill_span (&flood, (Span) { (guint) (row % size[1]), (guint) (row / size[1]), i, i + 1 });
  while (stack->len > 0)
    {
      Span span = g_array_index (stack, Span, stack->len - 1);

      if (n++ % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      g_array_set_size (stack, stack->len - 1);
      fill_span (&flood, span);
    }

  return TRUE;
}

/**
 * rim_search_fill_holes:
 * @self: a region
 * @inside: 1 where voxels are in; set where they are enclosed
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Fills what no way of faces leads out of to an end of the box.
 *
 * Returns: whether it came to its end
 */
gboolean
rim_search_fill_holes (const RimSearch  *self,
                       guint8           *inside,
                       GCancellable     *cancellable,
                       GError          **error)
{
  const guint *size = self->grid.size;
  g_autofree guint8 *seen = g_memdup2 (inside, self->n_voxels);

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      {
        gsize row = ((gsize) k * size[1] + j) * size[0];
        gboolean is_end = j == 0 || k == 0 || j + 1 == size[1] || k + 1 == size[2];

        for (guint i = 0; i < size[0]; i += is_end ? 1 : MAX (size[0] - 1, 1))
          if (!seen[row + i] && !rim_search_flood (self, NULL, row + i, 0, 0, seen, cancellable, error))
            return FALSE;
      }

  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    inside[voxel] |= !seen[voxel];

  return TRUE;
}
