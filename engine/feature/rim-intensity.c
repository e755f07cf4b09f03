/* rim-intensity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-intensity-private.h"

/* Whether there are values, all of them numbers. */
gboolean
rim_intensity_check (const RimFamilyInput  *input,
                     GCancellable          *cancellable,
                     GError               **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (input->region->n_voxels == 0)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY, "The region has no voxels");
      return FALSE;
    }

  for (gsize v = 0; v < input->region->n_voxels; v++)
    if (!isfinite (input->values[v]))
      {
        g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE,
                     "A value in the region is infinite or not a number");
        return FALSE;
      }

  return TRUE;
}

/* How many voxels have each level, from 0 to the highest. Voxels beside each
 * other are often alike and are counted apart, so as not to wait.
 */
gsize *
rim_intensity_count_levels (const RimLevels *levels)
{
  gsize n = levels->n_levels + 1;
  gsize *counts = g_new0 (gsize, n);
  g_autofree guint32 *apart = g_new0 (guint32, 4 * n);

  for (gsize v = 0; v < levels->n_voxels; v++)
    apart[(v % 4) * n + levels->levels[levels->offsets[v]]]++;
  for (gsize level = 0; level < n; level++)
    for (guint a = 0; a < 4; a++)
      counts[level] += apart[a * n + level];

  return counts;
}

void
rim_intensity_fill (const RimIntensityRow *rows,
                    guint                  n_rows,
                    gconstpointer          found,
                    RimProfile             profile,
                    guint                  n_aggregations,
                    double                *values)
{
  for (guint a = 0; a < n_aggregations; a++)
    for (guint r = 0; r < n_rows; r++)
      {
        gboolean has = rim_feature_info_can_be_asked (&rows[r].info, profile);

        *values++ = has ? G_STRUCT_MEMBER (double, found, rows[r].offset) : NAN;
      }
}
