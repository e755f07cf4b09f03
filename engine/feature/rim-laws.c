/* rim-laws.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-laws.h"

#include "feature/rim-bank-private.h"
#include "filter/rim-ibsi-filter.h"

#define REFERENCE "Laws 1980, Textured image segmentation, University of Southern California; kernels IBSI JTXT"

#define ROWS(index_, kernels_) \
  RIM_BANK_ROWS (index_, kernels_, "the kernels " kernels_ " along i, j, k", "lawsBins", REFERENCE)

static const RimIntensityRow rows[] = {
  ROWS (0, "L5L5L5"),
  ROWS (1, "L5L5E5"),
  ROWS (2, "L5L5S5"),
  ROWS (3, "L5E5L5"),
  ROWS (4, "L5E5E5"),
  ROWS (5, "L5E5S5"),
  ROWS (6, "L5S5L5"),
  ROWS (7, "L5S5E5"),
  ROWS (8, "L5S5S5"),
  ROWS (9, "E5L5L5"),
  ROWS (10, "E5L5E5"),
  ROWS (11, "E5L5S5"),
  ROWS (12, "E5E5L5"),
  ROWS (13, "E5E5E5"),
  ROWS (14, "E5E5S5"),
  ROWS (15, "E5S5L5"),
  ROWS (16, "E5S5E5"),
  ROWS (17, "E5S5S5"),
  ROWS (18, "S5L5L5"),
  ROWS (19, "S5L5E5"),
  ROWS (20, "S5L5S5"),
  ROWS (21, "S5E5L5"),
  ROWS (22, "S5E5E5"),
  ROWS (23, "S5E5S5"),
  ROWS (24, "S5S5L5"),
  ROWS (25, "S5S5E5"),
  ROWS (26, "S5S5S5"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static gboolean
filter (const RimFamilyInput  *input,
        RimBank               *bank,
        GCancellable          *cancellable,
        GError               **error)
{
  g_auto(GStrv) names = rim_laws_list_combinations ("LES", 5, 3);

  for (guint c = 0; names[c] != NULL; c++)
    {
      RimIbsiFilterSettings settings;

      rim_ibsi_filter_settings_init (&settings, RIM_IBSI_LAWS);
      g_strlcpy (settings.kernels, names[c], sizeof settings.kernels);
      if (!rim_filter_ibsi (input->image, &input->shape->box, &settings, rim_bank_take, bank, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  return rim_bank_compute (input, input->settings->beyond.laws_bins, filter, rows, G_N_ELEMENTS (rows),
                           n_aggregations, values, cancellable, error);
}

/* Of the image itself, as it looks outside of the region; so it is computed once. */
const RimFamily rim_family_laws = {
  .name = "laws",
  .title = "Responses of Laws kernels",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
