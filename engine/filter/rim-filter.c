/* rim-filter.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-filter-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (rim-filter-error-quark, rim_filter_error)

/* What every filter asks first. */
gboolean
rim_filter_check_box (RimVolume     *image,
                      const RimBox  *box,
                      GError       **error)
{
  const RimGrid *grid = rim_volume_get_grid (image);

  for (guint axis = 0; axis < 3; axis++)
    if (box->min[axis] >= box->max[axis] || box->max[axis] > grid->size[axis])
      {
        g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_BOX,
                     "The box of the filter is empty or reaches outside the image");
        return FALSE;
      }

  return TRUE;
}

typedef struct
{
  RimParallelFunc  func;
  gpointer         data;
  GCancellable    *cancellable;
} Loop;

static void
run_block (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Loop *self = data;

  if (!g_cancellable_is_cancelled (self->cancellable))
    self->func (begin, end, self->data);
}

/**
 * rim_filter_for:
 * @n_items: how many items there are
 * @block: how many items make a block, of at most some milliseconds
 * @func: what to do with a block
 * @data: for @func
 * @cancellable: (nullable): to stop early, before the next block
 * @error: where to put an error
 *
 * rim_parallel_for() that can be stopped.
 *
 * Returns: whether all blocks were run
 */
gboolean
rim_filter_for (gsize             n_items,
                gsize             block,
                RimParallelFunc   func,
                gpointer          data,
                GCancellable     *cancellable,
                GError          **error)
{
  Loop self = { func, data, cancellable };

  rim_parallel_for (n_items, block, run_block, &self);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * rim_filter_alloc:
 * @n: how many
 * @size: of how many bytes each
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): memory to be freed with g_free(); %NULL
 *   where there is none
 */
gpointer
rim_filter_alloc (gsize    n,
                  gsize    size,
                  GError **error)
{
  gpointer memory = g_try_malloc_n (MAX (n, 1), size);

  if (memory == NULL)
    g_set_error (error, RIM_FILTER_ERROR, RIM_FILTER_ERROR_NO_MEMORY,
                 "There is no memory for the %" G_GSIZE_FORMAT " values of a filter", n);

  return memory;
}

/* As Python writes a number: with the fewest digits that give it back, and with a
 * point unless it is an integer.
 */
char *
rim_filter_number_to_string (double   number,
                             gboolean is_integer)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (is_integer)
    return g_strdup_printf ("%.0f", number);

  for (guint digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ug", digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }

  if (fabs (number) >= 10.0 && fabs (number) < 1e16 && strchr (text, 'e') != NULL)
    g_ascii_formatd (text, sizeof text, "%.0f", number);

  return g_strconcat (text, strpbrk (text, ".e") == NULL ? ".0" : "", NULL);
}
