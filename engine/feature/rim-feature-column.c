/* rim-feature-column.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-feature-column.h"

#include <string.h>

/* Takes "ct_tumour_" off. */
static const char *
take_study (RimFeatureColumn *self,
            const char       *name)
{
  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    for (guint voi = 0; voi < RIM_N_VOI_KINDS; voi++)
      {
        g_autofree char *prefix = g_strdup_printf ("%s_%s_", rim_study_image_get_id ((RimStudyImage) image),
                                                   rim_voi_kind_get_id ((RimVoiKind) voi));

        if (!g_str_has_prefix (name, prefix))
          continue;

        self->has_study = TRUE;
        self->image = (RimStudyImage) image;
        self->voi = (RimVoiKind) voi;

        return name + strlen (prefix);
      }

  return name;
}

/* What stands behind an image type. */
static char *
make_suffix (const RimFamily *family,
             const char      *feature,
             RimAggregation   aggregation,
             RimProfile       profile)
{
  const char *text = profile == RIM_PROFILE_IBSI ? rim_aggregation_get_name (aggregation, family) : "";

  return g_strdup_printf ("_%s_%s%s%s", family->name, feature, *text != '\0' ? "_" : "", text);
}

/* Takes "_glcm_Contrast" off the end. */
static gboolean
take_feature (RimFeatureColumn *self,
              const char       *rest,
              const RimFamily  *family,
              guint             feature,
              RimProfile        profile)
{
  const guint n = profile == RIM_PROFILE_IBSI ? RIM_AGGREGATION_3D_MERGED + 1 : 1;

  for (guint a = 0; a < n; a++)
    {
      g_autofree char *suffix = make_suffix (family, family->get_info (feature)->name, (RimAggregation) a, profile);
      const gsize length = strlen (rest);

      if (length <= strlen (suffix) || !g_str_has_suffix (rest, suffix))
        continue;

      self->image_type = g_strndup (rest, length - strlen (suffix));
      self->family = family;
      self->feature = feature;
      self->aggregation = (RimAggregation) a;

      return TRUE;
    }

  return FALSE;
}

/**
 * rim_feature_column_parse:
 * @self: (out caller-allocates): what the name says; to be cleared where it says something
 * @name: of a column
 * @profile: whose features they are
 * @error: where to put an error
 *
 * Returns: whether it is the name of a feature
 */
gboolean
rim_feature_column_parse (RimFeatureColumn  *self,
                          const char        *name,
                          RimProfile         profile,
                          GError           **error)
{
  guint n_families;
  const RimFamily *const *families = rim_families_get (&n_families);
  const char *rest;

  g_return_val_if_fail (name != NULL, FALSE);

  *self = (RimFeatureColumn) { .image_type = NULL };
  rest = take_study (self, name);
  for (guint f = 0; f < n_families; f++)
    for (guint feature = 0; feature < families[f]->n_features; feature++)
      if (take_feature (self, rest, families[f], feature, profile))
        return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "“%s” is not the name of a feature", name);

  return FALSE;
}

void
rim_feature_column_clear (RimFeatureColumn *self)
{
  g_clear_pointer (&self->image_type, g_free);
}

/**
 * rim_feature_column_new_name:
 * @study: (nullable): whose image and VOI begin the name; %NULL for neither
 * @row: a value
 * @profile: of its table
 *
 * Returns: (transfer full): the name of its column
 */
char *
rim_feature_column_new_name (const RimStudyTable *study,
                             const RimFeatureRow *row,
                             RimProfile           profile)
{
  g_autofree char *prefix = study != NULL ? g_strdup_printf ("%s_%s_", rim_study_image_get_id (study->image),
                                                             rim_voi_kind_get_id (study->voi))
                                          : g_strdup ("");
  g_autofree char *suffix = row->family != NULL ? make_suffix (row->family, row->name, row->aggregation, profile)
                                                : g_strdup_printf ("_%s", row->name);

  return g_strconcat (prefix, row->image_type, suffix, NULL);
}
