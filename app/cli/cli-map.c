/* cli-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-map.h"

#include <string.h>

#include "cli-library.h"
#include "library/rim-library-maps.h"

/* "glcm_Contrast", or all of "glcm". */
static gboolean
add_named (GArray      *features,
           const char  *name,
           GError     **error)
{
  const guint before = features->len;
  RimMapFeature feature;

  if (strchr (name, '_') != NULL)
    {
      if (!rim_map_feature_find (name, &feature, error))
        return FALSE;
      g_array_append_val (features, feature);
      return TRUE;
    }

  for (guint i = 0; rim_map_feature_get (i, &feature); i++)
    if (strcmp (rim_map_feature_get_family (&feature)->name, name) == 0)
      g_array_append_val (features, feature);
  if (features->len == before)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "There are no maps of “%s”", name);

  return features->len > before;
}

/* Returns: (transfer full) (nullable): those that are asked for, one at least */
static GArray *
find_features (const char   *names,
               RimSettings  *settings,
               GError      **error)
{
  g_autoptr(GArray) features = g_array_new (FALSE, FALSE, sizeof (RimMapFeature));
  g_auto(GStrv) list = NULL;
  RimMapFeature feature;

  if (names == NULL)
    for (guint i = 0; rim_map_feature_get (i, &feature); i++)
      if (rim_settings_has_feature (settings, rim_map_feature_get_family (&feature), feature.row))
        g_array_append_val (features, feature);

  list = g_strsplit (names != NULL ? names : "", ",", -1);
  for (guint i = 0; list[i] != NULL; i++)
    if (*g_strstrip (list[i]) != '\0' && !add_named (features, list[i], error))
      return NULL;

  if (features->len == 0)
    g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                 "The settings ask for no feature that has a map");

  return features->len > 0 ? g_steal_pointer (&features) : NULL;
}

/**
 * cli_map_check:
 * @self: what options say
 * @command: whose options
 * @status: (out): what to end with where they are wrong
 *
 * Returns: whether they are of an image and a VOI; else it was told
 */
gboolean
cli_map_check (const CliMapOptions *self,
               const CliCommand    *command,
               CliStatus           *status)
{
  if (!cli_voi_check (&self->voi, command, status))
    return FALSE;

  if (self->voi.mask == NULL)
    *status = cli_usage (command, "--mask is missing");
  else if (self->kernel_radius < 0 || self->kernel_radius > RIM_MAP_MAX_RADIUS)
    *status = cli_usage (command, "a kernel has a radius of 1 to %d voxels", RIM_MAP_MAX_RADIUS);
  else
    return TRUE;

  return FALSE;
}

void
cli_map_options_clear (CliMapOptions *self)
{
  cli_voi_clear (&self->voi);
  g_free (self->features);
  g_free (self->library);
}

static gboolean
find_cache (CliMapCase  *self,
            const char  *folder,
            GError     **error)
{
  g_autoptr(RimLibrary) library = NULL;

  if (folder == NULL)
    return TRUE;

  library = cli_library_open (folder, error);
  if (library == NULL)
    return FALSE;

  self->cache = rim_library_new_map_cache (library, RIM_MAP_CACHE_DEFAULT_BUDGET);
  self->origin = rim_map_origin_new (self->image, self->mask, self->settings, NULL, error);

  return self->origin != NULL;
}

/**
 * cli_map_case_load:
 * @self: (out caller-allocates): what maps are made of
 * @options: what options say
 * @error: where to put an error
 *
 * Returns: whether all of it is there; @self is to be cleared in any case
 */
gboolean
cli_map_case_load (CliMapCase           *self,
                   const CliMapOptions  *options,
                   GError              **error)
{
  const char *name = options->voi.settings;
  g_autoptr(RimSettings) settings = name != NULL ? rim_settings_load (name, error) : rim_settings_new_default ();

  *self = (CliMapCase) { NULL };
  if (settings == NULL)
    return FALSE;

  self->settings = options->kernel_radius > 0 ? rim_settings_with_kernel (settings, (guint) options->kernel_radius)
                                              : rim_settings_ref (settings);
  self->features = find_features (options->features, settings, error);

  return self->features != NULL &&
         cli_voi_load (&options->voi, self->settings, &self->image, &self->mask, error) &&
         find_cache (self, options->library, error);
}

void
cli_map_case_clear (CliMapCase *self)
{
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_clear_pointer (&self->features, g_array_unref);
  g_clear_pointer (&self->cache, rim_map_cache_unref);
  g_clear_pointer (&self->origin, g_free);
}

/**
 * cli_map_compute:
 * @self: what maps are made of
 * @image: an image of the VOI
 * @input: (out) (transfer full): the windows of the image
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the maps one after the other, a value per voxel of
 *   the region
 */
float *
cli_map_compute (const CliMapCase     *self,
                 const RimVoxelImage  *image,
                 RimMapInput         **input,
                 GError              **error)
{
  const gsize n_voxels = image->region->n_voxels;
  const guint n = self->features->len;
  g_autoptr(RimMapInput) made = rim_map_input_new_for_image (image, error);
  g_autofree float **maps = g_new (float *, n);
  g_autofree float *values = NULL;
  RimMapRecall recall = { self->cache, self->origin, image->name, image->grid, made };

  if (made == NULL)
    return NULL;

  values = g_new (float, n_voxels * n);
  for (guint f = 0; f < n; f++)
    maps[f] = values + f * n_voxels;
  if (!rim_map_recall_or_compute (&recall, (gpointer) self->features->data, n, maps, NULL, error))
    return NULL;

  *input = g_steal_pointer (&made);

  return g_steal_pointer (&values);
}
