/* rim-roi-comparison.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rim-roi-comparison.h"

#include "compare/rim-mask-align.h"
#include "core/rim-csv.h"

static gboolean
compare (RimRoiComparison  *self,
         const RimRoiPair  *pair,
         double             tolerance_mm,
         GError           **error)
{
  RimMask *known = pair->a != NULL ? pair->a->mask : pair->b->mask;
  g_autoptr(RimMask) nothing = rim_mask_new (rim_mask_get_grid (known));
  RimMask *masks[2] = { pair->a != NULL ? pair->a->mask : nothing, pair->b != NULL ? pair->b->mask : nothing };
  RimMask **aligned = rim_masks_align (masks, 2, &self->resampled, error);
  gboolean done;

  if (aligned == NULL)
    return FALSE;

  done = rim_masks_compare (aligned[0], aligned[1], tolerance_mm, &self->found, error);
  rim_masks_free (aligned, 2);

  return done;
}

/**
 * rim_roi_comparison_new:
 * @pair: a lesion of two readers; what only one has is compared with nothing
 * @id: (nullable): of a case of a cohort
 * @tolerance_mm: of the surface Dice coefficient
 * @error: where to put an error
 *
 * Compares masks on the finest of their grids.
 *
 * Returns: (transfer full): how well they agree, or %NULL with @error set
 */
RimRoiComparison *
rim_roi_comparison_new (const RimRoiPair  *pair,
                        const char        *id,
                        double             tolerance_mm,
                        GError           **error)
{
  g_autoptr(RimRoiComparison) self = g_new0 (RimRoiComparison, 1);

  g_return_val_if_fail (pair->a != NULL || pair->b != NULL, NULL);

  self->id = g_strdup (id);
  self->name_a = rim_roi_dup_label (pair->a);
  self->name_b = rim_roi_dup_label (pair->b);
  self->match = pair->match;

  return compare (self, pair, tolerance_mm, error) ? g_steal_pointer (&self) : NULL;
}

RimRoiComparison *
rim_roi_comparison_copy (const RimRoiComparison *self)
{
  RimRoiComparison *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name_a = g_strdup (self->name_a);
  copy->name_b = g_strdup (self->name_b);

  return copy;
}

void
rim_roi_comparison_free (RimRoiComparison *self)
{
  g_free (self->id);
  g_free (self->name_a);
  g_free (self->name_b);
  g_free (self);
}

static void
append_text (GString    *csv,
             const char *text)
{
  g_string_append_c (csv, ',');
  rim_csv_append_field (csv, text);
}

static void
append_row (GString                *csv,
            const RimRoiComparison *self)
{
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  rim_csv_append_field (csv, self->id != NULL ? self->id : "");
  append_text (csv, self->name_a);
  append_text (csv, self->name_b);
  append_text (csv, rim_roi_match_get_name (self->match));
  append_text (csv, rim_comparison_state_get_name (self->found.state));
  append_text (csv, self->resampled ? "yes" : "no");
  rim_csv_append_number (csv, self->found.tolerance_mm);
  for (guint m = 0; m < n; m++)
    rim_csv_append_number (csv, rim_comparison_get (&self->found, &measures[m]));
  g_string_append_c (csv, '\n');
}

/**
 * rim_roi_comparisons_to_csv:
 * @comparisons: (element-type RimRoiComparison): lesions of two readers
 *
 * Returns: (transfer full): a table with a row for each lesion and a column for each
 *   measure of rim_comparison_list_measures(); what is undefined is empty
 */
char *
rim_roi_comparisons_to_csv (GPtrArray *comparisons)
{
  GString *csv = g_string_new ("id,lesion_a,lesion_b,match,state,resampled,tolerance_mm");
  guint n;
  const RimComparisonMeasure *measures = rim_comparison_list_measures (&n);

  for (guint m = 0; m < n; m++)
    append_text (csv, measures[m].name);
  g_string_append_c (csv, '\n');
  for (guint c = 0; c < comparisons->len; c++)
    append_row (csv, g_ptr_array_index (comparisons, c));

  return g_string_free (csv, FALSE);
}
