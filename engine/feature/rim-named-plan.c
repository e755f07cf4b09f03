/* rim-named-plan.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-named-plan-private.h"

#include <string.h>

/* A grid on which no filter is left out for being too wide. */
static const RimGrid wide = { { 4096, 4096, 4096 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } } } };

static RimSettings *
get_settings (RimNamedPlan           *self,
              RimSettings            *settings,
              const RimFeatureColumn *column)
{
  const guint at = column->has_study ? (guint) column->image : RIM_N_STUDY_IMAGES;

  if (self->settings[at] == NULL)
    self->settings[at] = column->has_study ? rim_settings_for_study_image (settings, column->image)
                                           : rim_settings_ref (settings);

  return self->settings[at];
}

static guint
add_voi (RimNamedPlan           *self,
         RimSettings            *settings,
         const RimFeatureColumn *column)
{
  RimNamedVoi voi = { column->has_study, column->image, column->voi, get_settings (self, settings, column), FALSE };
  guint at = 0;

  for (; at < self->vois->len; at++)
    {
      const RimNamedVoi *other = &g_array_index (self->vois, RimNamedVoi, at);

      if (other->settings == voi.settings && other->kind == voi.kind)
        break;
    }
  if (at == self->vois->len)
    g_array_append_val (self->vois, voi);
  if (strcmp (column->family->name, "local_intensity") == 0)
    g_array_index (self->vois, RimNamedVoi, at).looks_around = TRUE;

  return at;
}

/* Returns: (nullable): the image type of the settings that makes an image of that name */
static const RimSettingImage *
find_type (RimSettings *settings,
           const char  *name)
{
  for (guint i = 0; i < settings->n_images; i++)
    {
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
      g_auto(GStrv) names = NULL;

      rim_extract_list_images (settings->images[i], &wide, builder);
      names = g_strv_builder_end (builder);
      if (g_strv_contains ((const char *const *) names, name))
        return settings->images[i];
    }

  return NULL;
}

static gboolean
add_image (RimNamedPlan            *self,
           const RimFeatureColumn  *column,
           guint                    voi,
           guint                   *at,
           GError                 **error)
{
  RimSettings *settings = g_array_index (self->vois, RimNamedVoi, voi).settings;
  const gboolean is_shape = !column->family->needs_intensity;
  RimNamedImage image = { voi, NULL, is_shape ? NULL : find_type (settings, column->image_type), FALSE };

  if (is_shape ? strcmp (column->image_type, "original") != 0 : image.settings == NULL)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "The settings make no image “%s” for the class “%s”", column->image_type, column->family->name);
      return FALSE;
    }

  for (*at = 0; *at < self->images->len; (*at)++)
    {
      const RimNamedImage *other = &g_array_index (self->images, RimNamedImage, *at);

      if (other->voi == voi && other->settings == image.settings && strcmp (other->name, column->image_type) == 0)
        break;
    }
  if (*at == self->images->len)
    {
      image.name = g_strdup (column->image_type);
      g_array_append_val (self->images, image);
    }
  if (column->family->needs_levels)
    g_array_index (self->images, RimNamedImage, *at).needs_levels = TRUE;

  return TRUE;
}

static guint
add_family (RimNamedPlan           *self,
            const RimFeatureColumn *column,
            guint                   image)
{
  RimNamedFamily family = { .image = image, .family = column->family };

  for (guint f = 0; f < self->families->len; f++)
    {
      const RimNamedFamily *other = &g_array_index (self->families, RimNamedFamily, f);

      if (other->image == image && other->family == column->family)
        return f;
    }

  g_array_append_val (self->families, family);

  return self->families->len - 1;
}

static guint
add_aggregation (RimNamedFamily *self,
                 RimAggregation  aggregation)
{
  for (guint a = 0; a < self->n_aggregations; a++)
    if (self->aggregations[a] == aggregation)
      return a;

  self->aggregations[self->n_aggregations] = aggregation;

  return self->n_aggregations++;
}

/* Returns: whether settings ask for it */
static gboolean
is_asked_for (RimSettings            *settings,
              const RimFeatureColumn *column)
{
  RimAggregation aggregations[RIM_N_AGGREGATIONS];
  guint n;

  if (!rim_settings_has_feature (settings, column->family, column->feature))
    return FALSE;
  if (settings->profile == RIM_PROFILE_PYRADIOMICS)
    return TRUE;

  n = rim_ibsi_get_aggregations (&settings->values, column->family, aggregations);
  for (guint a = 0; a < n; a++)
    if (aggregations[a] == column->aggregation)
      return TRUE;

  return FALSE;
}

/* PyRadiomics averages over directions in space, where a family has matrices. */
static RimAggregation
get_aggregation (const RimFeatureColumn *column,
                 RimProfile              profile)
{
  if (profile == RIM_PROFILE_PYRADIOMICS && column->family->needs_levels &&
      strcmp (column->family->name, "firstorder") != 0)
    return RIM_AGGREGATION_3D_AVERAGED;

  return column->aggregation;
}

/* Takes @column. */
static gboolean
add_value (RimNamedPlan      *self,
           RimSettings       *settings,
           RimFeatureColumn   column,
           GError           **error)
{
  RimNamedValue value = { column, 0, 0 };
  RimNamedFamily *family;
  guint image;

  g_array_append_val (self->values, value);
  if (!is_asked_for (settings, &column))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "The settings do not ask for “%s” of the class “%s”",
                   column.family->get_info (column.feature)->name, column.family->name);
      return FALSE;
    }
  if (!add_image (self, &column, add_voi (self, settings, &column), &image, error))
    return FALSE;

  value.family = add_family (self, &column, image);
  family = &g_array_index (self->families, RimNamedFamily, value.family);
  value.at = add_aggregation (family, get_aggregation (&column, settings->profile)) * column.family->n_features +
             column.feature;
  g_array_index (self->values, RimNamedValue, self->values->len - 1) = value;

  return TRUE;
}

static void
clear_image (gpointer data)
{
  g_free (((RimNamedImage *) data)->name);
}

static void
clear_value (gpointer data)
{
  rim_feature_column_clear (&((RimNamedValue *) data)->column);
}

/**
 * rim_named_plan_init:
 * @self: (out caller-allocates): what to compute; to be cleared in any case
 * @settings: with which settings
 * @study: (nullable): how VOIs are made; as @settings say where %NULL
 * @names: (array zero-terminated=1): columns
 * @error: where to put an error
 *
 * Returns: whether the settings have all of these features
 */
gboolean
rim_named_plan_init (RimNamedPlan            *self,
                     RimSettings             *settings,
                     const RimStudySettings  *study,
                     const char *const       *names,
                     GError                 **error)
{
  *self = (RimNamedPlan) {
    .vois = g_array_new (FALSE, FALSE, sizeof (RimNamedVoi)),
    .images = g_array_new (FALSE, FALSE, sizeof (RimNamedImage)),
    .families = g_array_new (FALSE, FALSE, sizeof (RimNamedFamily)),
    .values = g_array_new (FALSE, FALSE, sizeof (RimNamedValue)),
  };
  g_array_set_clear_func (self->images, clear_image);
  g_array_set_clear_func (self->values, clear_value);
  if (study != NULL)
    self->study = *study;
  else
    rim_settings_get_study (settings, &self->study);

  for (guint i = 0; names[i] != NULL; i++)
    {
      RimFeatureColumn column;

      if (!rim_feature_column_parse (&column, names[i], settings->profile, error))
        return FALSE;
      if (!add_value (self, settings, column, error))
        {
          g_prefix_error (error, "%s: ", names[i]);
          return FALSE;
        }
    }

  return TRUE;
}

void
rim_named_plan_clear (RimNamedPlan *self)
{
  g_clear_pointer (&self->vois, g_array_unref);
  g_clear_pointer (&self->images, g_array_unref);
  g_clear_pointer (&self->families, g_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->settings); i++)
    g_clear_pointer (&self->settings[i], rim_settings_unref);
}

/**
 * rim_named_plan_needs:
 * @self: what to compute
 * @images: images, as 1 << #RimStudyImage
 *
 * Returns: whether it reads one of them
 */
gboolean
rim_named_plan_needs (const RimNamedPlan *self,
                      guint               images)
{
  for (guint v = 0; v < self->vois->len; v++)
    {
      const RimNamedVoi *voi = &g_array_index (self->vois, RimNamedVoi, v);

      if (voi->has_study && (images & 1u << voi->image) != 0)
        return TRUE;
    }

  return FALSE;
}
