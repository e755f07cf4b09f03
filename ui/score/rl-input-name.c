/* rl-input-name.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-input-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feature/rim-image-title.h"
#include "features/rl-feature-source.h"
#include "map/rim-map.h"
#include "maps/rl-map-title.h"

#define DELTA "delta_"

static char *
dup_where (const RimFeatureColumn *column)
{
  g_autofree char *filter = NULL;

  if (strcmp (column->image_type, "original") != 0)
    filter = rim_image_title_new (column->image_type);
  if (!column->has_study)
    return g_strdup (filter != NULL ? filter : "");

  return g_strjoin (", ", rl_study_image_get_title (column->image), rl_voi_kind_get_title (column->voi), filter,
                    NULL);
}

static char *
dup_map (const RimFeatureColumn *column)
{
  const RimFeatureInfo *info = column->family->get_info (column->feature);
  g_autofree char *name = g_strdup_printf ("%s_%s", column->family->name, info->name);
  RimMapFeature feature;

  if (!rim_map_feature_find (name, &feature, NULL) || !rim_map_feature_is_of (&feature, column->image_type))
    return NULL;

  return g_steal_pointer (&name);
}

static void
fill_in_feature (RlInputName *self,
                 gboolean     is_delta)
{
  const RimFeatureInfo *info = self->column.family->get_info (self->column.feature);
  g_autofree char *family = rl_map_family_title_new (self->column.family);
  g_autofree char *title = g_strdup_printf ("%s %s", family, info->name);

  self->title = is_delta ? g_strdup_printf (_("Change of %s"), title) : g_steal_pointer (&title);
  self->where = dup_where (&self->column);
  self->definition = g_strdup_printf ("%s\n%s", info->formula, info->reference);
  self->map = dup_map (&self->column);
}

/**
 * rl_input_name_new:
 * @name: as signatures write it
 * @profile: whose features the signature has
 */
RlInputName *
rl_input_name_new (const char *name,
                   RimProfile  profile)
{
  RlInputName *self = g_new0 (RlInputName, 1);
  gboolean is_delta = g_str_has_prefix (name, DELTA);

  self->is_feature = rim_feature_column_parse (&self->column, is_delta ? name + strlen (DELTA) : name, profile, NULL);
  if (self->is_feature)
    {
      fill_in_feature (self, is_delta);
      return self;
    }

  self->title = g_strdelimit (g_strdup (name), "_", ' ');
  self->where = g_strdup ("");
  self->definition = g_strdup ("");

  return self;
}

void
rl_input_name_free (RlInputName *self)
{
  rim_feature_column_clear (&self->column);
  g_free (self->title);
  g_free (self->where);
  g_free (self->definition);
  g_free (self->map);
  g_free (self);
}
