/* rim-ibsi-compliance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <math.h>
#include <string.h>

/* Whether a table may be called compliant with the IBSI, and why not. A reason is
 * a sentence without its full stop; several are divided by semicolons.
 */

#define SPACING_TOLERANCE 1e-3

static void
add_reason (GString    *reasons,
            const char *reason)
{
  g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "; " : "", reason);
}

/* Families of which the second part of the IBSI has values. */
static gboolean
is_for_filters (const RimFamily *family)
{
  return !family->needs_intensity || strcmp (family->name, "statistics") == 0;
}

static void
check_features (GString     *reasons,
                RimSettings *settings)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; settings->features[i] != NULL && f < families[i]->n_features; f++)
      {
        const RimFeatureInfo *info = families[i]->get_info (f);
        g_autofree char *reason = g_strdup_printf ("%s_%s is not standardised", families[i]->name, info->name);

        if (settings->features[i][f] && (info->ibsi_id == NULL || !info->is_on))
          add_reason (reasons, reason);
      }
}

static void
check_filters (GString     *reasons,
               RimSettings *settings)
{
  gboolean has_riesz = FALSE;
  gboolean has_filter = FALSE;
  gboolean has_others = FALSE;
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < settings->n_images; i++)
    if (settings->images[i]->kind == RIM_IMAGE_IBSI_FILTER)
      {
        has_filter = TRUE;
        has_riesz = has_riesz || settings->images[i]->values.filter.kind >= RIM_IBSI_RIESZ_LOG;
      }
  for (guint i = 0; i < n; i++)
    has_others = has_others || (settings->features[i] != NULL && !is_for_filters (families[i]));

  if (has_riesz)
    add_reason (reasons, "Riesz transforms are not standardised");
  if (has_filter && has_others)
    add_reason (reasons, "of filtered images only intensity statistics are standardised");
}

static gboolean
has_family_of_levels (RimSettings *settings)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (settings->features[i] != NULL && families[i]->needs_levels)
      return TRUE;

  return FALSE;
}

static void
check_settings (GString                *reasons,
                RimSettings            *settings,
                const RimSettingValues *values)
{
  const RimNumbers *range = &values->resegment_range;
  const gboolean has_lower = range->n > 0 && isfinite (range->values[0]);

  if (has_family_of_levels (settings) && values->bin_count == 0 && !has_lower)
    add_reason (reasons, "bins of a fixed size begin at the lowest value, as resegmentRange has no lower end");
  if (values->image_interpolation == RIM_IBSI_NEAREST && values->resampled_pixel_spacing.n > 0)
    add_reason (reasons, "images are not to be interpolated by the nearest voxel");
}

/* Whether directions of textures are all equally long. */
static void
check_spacing (GString                *reasons,
               RimSettings            *settings,
               const RimSettingValues *values,
               const RimGrid          *grid)
{
  const guint space = 1u << (RIM_AGGREGATION_3D_AVERAGED - 1) | 1u << (RIM_AGGREGATION_3D_MERGED - 1);
  const gboolean is_3d = values->aggregations != 0 ? values->aggregations & space : values->dimensions == 3;
  const double spacing = rim_grid_get_spacing (grid, 0);
  gboolean is_isotropic = TRUE;

  for (guint axis = 1; axis < (is_3d ? 3 : 2); axis++)
    is_isotropic = is_isotropic && fabs (rim_grid_get_spacing (grid, axis) - spacing) <= SPACING_TOLERANCE * spacing;
  if (!is_isotropic && has_family_of_levels (settings))
    add_reason (reasons, "voxels are not equally long along all axes of the textures");
}

/**
 * rim_ibsi_add_compliance:
 * @table: gets a row
 * @settings: settings
 * @grid: the grid that features are computed on
 *
 * Says whether the values may be called compliant with the IBSI: "yes", or "no"
 * and the reasons.
 */
void
rim_ibsi_add_compliance (RimFeatureTable *table,
                         RimSettings     *settings,
                         const RimGrid   *grid)
{
  g_autoptr(GString) reasons = g_string_new (NULL);

  check_features (reasons, settings);
  check_filters (reasons, settings);
  check_settings (reasons, settings, &settings->values);
  check_spacing (reasons, settings, &settings->values, grid);
  g_string_prepend (reasons, reasons->len > 0 ? "no: " : "yes");

  rim_feature_table_append (table, &(RimFeatureRow) {
    .image_type = "diagnostics", .name = "ibsi_compliant", .value = NAN, .text = reasons->str,
  });
}
