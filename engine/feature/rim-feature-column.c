/* rim-feature-column.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-feature-column.h"

#include <string.h>

/* Returns: (nullable): what follows @word and a "_" */
static const char *
skip_word (const char *name,
           const char *word)
{
  const gsize length = strlen (word);

  return strncmp (name, word, length) == 0 && name[length] == '_' ? name + length + 1 : NULL;
}

/* Takes "ct_tumour_" off. */
static const char *
take_study (RimFeatureColumn *self,
            const char       *name)
{
  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    for (guint voi = 0; voi < RIM_N_VOI_KINDS; voi++)
      {
        const char *rest = skip_word (name, rim_study_image_get_id ((RimStudyImage) image));

        if (rest != NULL)
          rest = skip_word (rest, rim_voi_kind_get_id ((RimVoiKind) voi));
        if (rest == NULL)
          continue;

        self->has_study = TRUE;
        self->image = (RimStudyImage) image;
        self->voi = (RimVoiKind) voi;

        return rest;
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

/* Takes "_" and @word off the end of the first @length bytes. */
static gboolean
drop_word (const char *text,
           gsize      *length,
           const char *word)
{
  const gsize n = strlen (word);

  if (*length <= n || text[*length - n - 1] != '_' || memcmp (text + *length - n, word, n) != 0)
    return FALSE;
  *length -= n + 1;

  return TRUE;
}

/* Takes "_glcm_Contrast" off the end. Nothing is copied before it is found: a cohort has
 * tens of thousands of columns.
 */
static gboolean
take_feature (RimFeatureColumn *self,
              const char       *rest,
              const RimFamily  *family,
              guint             feature,
              RimProfile        profile)
{
  const guint n = profile == RIM_PROFILE_IBSI ? RIM_AGGREGATION_3D_MERGED + 1 : 1;
  const gsize all = strlen (rest);

  for (guint a = 0; a < n; a++)
    {
      const char *text = profile == RIM_PROFILE_IBSI ? rim_aggregation_get_name ((RimAggregation) a, family) : "";
      gsize length = all;

      if ((*text != '\0' && !drop_word (rest, &length, text)) ||
          !drop_word (rest, &length, family->get_info (feature)->name) || !drop_word (rest, &length, family->name) ||
          length == 0)
        continue;

      self->image_type = g_strndup (rest, length);
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
      if (rim_feature_info_can_be_asked (families[f]->get_info (feature), profile) &&
          take_feature (self, rest, families[f], feature, profile))
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
