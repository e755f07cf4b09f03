/* rl-map-result.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-result.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "map/rim-map-study.h"
#include "map/rim-map-view.h"
#include "maps/rl-map-title.h"

#define LOWER_PERCENTILE 2.0
#define UPPER_PERCENTILE 98.0

/**
 * rl_map_voxels_new:
 * @images: the images of the patient
 * @choice: of which image, VOI and settings; its features do not matter
 * @lesion: the lesion, on any grid
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * For workers.
 *
 * Returns: (transfer full) (nullable): what maps are computed of
 */
RlMapVoxels *
rl_map_voxels_new (RlFeatureImages    *images,
                   const RlMapChoice  *choice,
                   RimMask            *lesion,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr(RlMapVoxels) self = g_new0 (RlMapVoxels, 1);
  RimMapCase of = { .lesion = lesion, .settings = choice->settings };

  rim_ref_count_init (&self->ref_count);
  if (!rl_feature_images_find_voi (images, choice->image, choice->voi, &choice->how, choice->settings,
                                   lesion, &self->image, &self->mask, cancellable, error))
    return NULL;

  of.image = self->image;
  of.voi = self->mask;
  self->input = rim_map_input_new_for_case (&of, choice->filter, cancellable, error);
  if (self->input == NULL)
    return NULL;
  self->grid = self->input->grid;

  return g_steal_pointer (&self);
}

RlMapVoxels *
rl_map_voxels_ref (RlMapVoxels *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_map_voxels_unref (RlMapVoxels *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->input, rim_map_input_unref);
  g_free (self);
}

static RlMapResult *
result_new (const RlMapChoice *choice,
            RlMapVoxels       *voxels)
{
  RlMapResult *self = g_new0 (RlMapResult, 1);

  rim_ref_count_init (&self->ref_count);
  self->choice = rl_map_choice_copy (choice);
  self->voxels = rl_map_voxels_ref (voxels);
  self->n_maps = g_strv_length (choice->features);
  self->maps = g_new0 (RlMap, self->n_maps);

  return self;
}

static gboolean
name_map (RlMap             *self,
          const RlMapChoice *choice,
          RimVolume         *image,
          const char        *feature,
          GError           **error)
{
  if (!rim_map_feature_find (feature, &self->feature, error))
    return FALSE;

  self->name = g_strdup_printf ("%s_%s", choice->filter, feature);
  self->title = rl_map_title_new (&self->feature, choice->filter);
  self->unit = rim_map_feature_dup_unit (&self->feature, choice->filter, rim_volume_get_unit (image));
  self->upper = 1.0;
  self->max = 1.0;

  return TRUE;
}

/**
 * rl_map_result_new:
 * @choice: what is wanted
 * @voxels: of what
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): maps without a value yet, to be filled in by who
 *   made them
 */
RlMapResult *
rl_map_result_new (const RlMapChoice  *choice,
                   RlMapVoxels        *voxels,
                   GError            **error)
{
  const gsize n = voxels->input->region->n_voxels;
  g_autoptr(RlMapResult) self = result_new (choice, voxels);

  for (guint m = 0; m < self->n_maps; m++)
    {
      if (!name_map (&self->maps[m], choice, voxels->image, choice->features[m], error))
        return NULL;

      self->maps[m].values = g_try_new (float, n);
      if (self->maps[m].values == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("There is not enough memory for a map of %zu voxels"), n);
          return NULL;
        }
      for (gsize v = 0; v < n; v++)
        self->maps[m].values[v] = NAN;
    }

  return g_steal_pointer (&self);
}

static gboolean
show (RlMap              *self,
      const float        *values,
      const RlMapVoxels  *voxels,
      GError            **error)
{
  const gsize n = voxels->input->region->n_voxels;

  rim_map_find_range (values, n, LOWER_PERCENTILE, UPPER_PERCENTILE, &self->lower, &self->upper);
  rim_map_find_range (values, n, 0.0, 100.0, &self->min, &self->max);
  self->volume = rim_map_make_box (voxels->input, values, error);

  return self->volume != NULL;
}

/**
 * rl_map_result_new_snapshot:
 * @self: maps that are being filled in
 * @done: which part of them is
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the same as they are now, to be shown, without
 *   their values
 */
RlMapResult *
rl_map_result_new_snapshot (const RlMapResult  *self,
                            double              done,
                            GError            **error)
{
  g_autoptr(RlMapResult) snapshot = result_new (self->choice, self->voxels);

  snapshot->done = done;
  for (guint m = 0; m < self->n_maps; m++)
    {
      RlMap *map = &snapshot->maps[m];

      map->feature = self->maps[m].feature;
      map->name = g_strdup (self->maps[m].name);
      map->title = g_strdup (self->maps[m].title);
      map->unit = g_strdup (self->maps[m].unit);
      map->upper = 1.0;
      map->max = 1.0;
      if (!show (map, self->maps[m].values, self->voxels, error))
        return NULL;
    }

  return g_steal_pointer (&snapshot);
}

/**
 * rl_map_result_finish:
 * @self: maps all of whose values are there
 * @error: where to put an error
 *
 * Makes what is shown of them. They do not change afterwards.
 *
 * Returns: whether it could
 */
gboolean
rl_map_result_finish (RlMapResult  *self,
                      GError      **error)
{
  self->done = 1.0;
  for (guint m = 0; m < self->n_maps; m++)
    if (!show (&self->maps[m], self->maps[m].values, self->voxels, error))
      return FALSE;

  return TRUE;
}

RlMapResult *
rl_map_result_ref (RlMapResult *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_map_result_unref (RlMapResult *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  for (guint m = 0; m < self->n_maps; m++)
    {
      g_free (self->maps[m].name);
      g_free (self->maps[m].title);
      g_free (self->maps[m].unit);
      g_free (self->maps[m].values);
      g_clear_pointer (&self->maps[m].volume, rim_volume_unref);
    }
  g_free (self->maps);
  rl_map_voxels_unref (self->voxels);
  rl_map_choice_free (self->choice);
  g_free (self);
}
