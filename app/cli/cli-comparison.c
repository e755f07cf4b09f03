/* cli-comparison.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-comparison.h"

#include <math.h>
#include <stdlib.h>

#include "core/rim-compare.h"

/* Returns: (transfer full) (element-type RimRoiComparison): none yet */
GPtrArray *
cli_comparisons_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_comparison_free);
}

static gboolean
add_pair (GPtrArray                *comparisons,
          const RimRoiPair         *pair,
          const char               *id,
          const CliCompareOptions  *options,
          GError                  **error)
{
  RimRoiComparison *one = rim_roi_comparison_new (pair, id, options->tolerance_mm, error);

  if (one != NULL)
    g_ptr_array_add (comparisons, one);

  return one != NULL;
}

/**
 * cli_comparisons_add:
 * @comparisons: gets a row for each lesion
 * @readers: two readers
 * @id: (nullable): of the case
 * @options: which lesions, and how
 * @error: where to put an error
 *
 * Returns: whether there was a lesion to compare, and all could be
 */
gboolean
cli_comparisons_add (GPtrArray                *comparisons,
                     CliReaders               *readers,
                     const char               *id,
                     const CliCompareOptions  *options,
                     GError                  **error)
{
  g_autoptr(GPtrArray) a = cli_readers_list (readers, 0);
  g_autoptr(GPtrArray) b = cli_readers_list (readers, 1);
  g_autoptr(GArray) pairs = rim_roi_pairs_new (a, b, options->match, error);
  const guint n_before = comparisons->len;

  if (pairs == NULL)
    return FALSE;

  for (guint n = 0; n < pairs->len; n++)
    {
      const RimRoiPair *pair = &g_array_index (pairs, RimRoiPair, n);

      if (options->lesion != NULL &&
          !cli_roi_is (pair->a, options->lesion) && !cli_roi_is (pair->b, options->lesion))
        continue;
      if (!add_pair (comparisons, pair, id, options, error))
        {
          g_ptr_array_set_size (comparisons, (int) n_before);
          return FALSE;
        }
    }
  if (comparisons->len > n_before)
    return TRUE;

  if (options->lesion != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no reader has a lesion “%s”", options->lesion);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no reader has a lesion with voxels");

  return FALSE;
}

/* Summary */

/* Between two values by proportion (Hyndman and Fan's seventh), of which the higher
 * may be infinite.
 */
static double
find_quantile (const double *values,
               guint         n,
               double        part)
{
  const double place = part * (n - 1);
  const guint low = (guint) place;
  const guint high = MIN (low + 1, n - 1);

  if (values[low] == values[high] || !(place > low))
    return values[low];

  return values[low] + (place - low) * (values[high] - values[low]);
}

/**
 * cli_comparisons_spread:
 * @comparisons: rows
 * @measure: a measure
 *
 * Lesions of one reader alone count with what they have, 0 of overlap and an
 * infinite distance, as leaving them out would flatter; what is undefined does not.
 *
 * Returns: how its values are spread
 */
CliSpread
cli_comparisons_spread (GPtrArray                  *comparisons,
                        const RimComparisonMeasure *measure)
{
  g_autofree double *values = g_new (double, MAX (comparisons->len, 1));
  guint n = 0;

  for (guint c = 0; c < comparisons->len; c++)
    {
      const RimRoiComparison *one = comparisons->pdata[c];
      double value = rim_comparison_get (&one->found, measure);

      if (!isnan (value))
        values[n++] = value;
    }
  if (n == 0)
    return (CliSpread) { 0, NAN, NAN, NAN, NAN, NAN };

  qsort (values, n, sizeof *values, rim_compare_doubles);

  return (CliSpread) { n, find_quantile (values, n, 0.5), find_quantile (values, n, 0.25),
                       find_quantile (values, n, 0.75), values[0], values[n - 1] };
}
