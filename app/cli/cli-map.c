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

static gboolean
parse_images (const char  *text,
              guint       *images,
              GError     **error)
{
  g_auto(GStrv) names = g_strsplit (text, ",", -1);

  *images = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      RimStudyImage image;

      if (!rim_study_image_from_id (names[i], &image))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "there is no image “%s”; there are ct, pet and fused", names[i]);
          return FALSE;
        }
      *images |= 1u << image;
    }

  return TRUE;
}

static gboolean
check_study (const CliMapOptions  *self,
             GError              **error)
{
  const CliStudy study = cli_study_get (&self->study);
  RimStudySettings parsed = { 0 };

  return cli_study_parse (&study, &parsed, error) &&
         (self->images == NULL || parse_images (self->images, &parsed.images, error));
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
  g_autoptr(GError) error = NULL;

  if (!cli_voi_check (&self->voi, command, status))
    return FALSE;

  if (self->voi.mask == NULL)
    *status = cli_usage (command, "--mask is missing");
  else if (self->kernel_radius < 0 || self->kernel_radius > RIM_MAP_MAX_RADIUS)
    *status = cli_usage (command, "a kernel has a radius of 1 to %d voxels", RIM_MAP_MAX_RADIUS);
  else if (!check_study (self, &error))
    *status = cli_usage (command, "%s", error->message);
  else
    return TRUE;

  return FALSE;
}

void
cli_map_options_clear (CliMapOptions *self)
{
  cli_voi_clear (&self->voi);
  cli_study_options_clear (&self->study);
  g_free (self->images);
  g_free (self->image_types);
  g_free (self->features);
}

static gboolean
open_cache (CliMapCase  *self,
            const char  *folder,
            GError     **error)
{
  g_autoptr(RimLibrary) library = NULL;

  if (folder == NULL)
    return TRUE;

  library = cli_library_open (folder, error);
  if (library == NULL)
    return FALSE;

  self->cache = rim_library_new_map_cache (rim_library_get_folder (library), RIM_MAP_CACHE_DEFAULT_BUDGET);

  return TRUE;
}

static gboolean
load_one (CliMapCase           *self,
          const CliMapOptions  *options,
          GError              **error)
{
  const CliExtract extract = cli_extract_get (&options->voi, &options->study);
  g_auto(CliCase) files = { NULL, NULL, NULL };
  RimStudyPair *pair;

  if (!cli_case_load (&files, &extract, rim_settings_get_label (self->settings), error))
    return FALSE;

  pair = g_new (RimStudyPair, 1);
  *pair = (RimStudyPair) { .volume = rim_volume_ref (files.image), .mask = rim_mask_ref (files.mask) };
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_study_pair_free);
  g_ptr_array_add (self->pairs, pair);
  self->lesion = g_steal_pointer (&files.mask);

  return TRUE;
}

/* Images of the settings that there are not have no maps; one that the command line
 * names has to be there.
 */
static gboolean
choose_images (const CliMapOptions  *options,
               const CliCase        *files,
               RimStudySettings     *study,
               GError              **error)
{
  if (options->images != NULL)
    return parse_images (options->images, &study->images, error);

  rim_study_settings_complete (study, files->image, files->pet);
  study->images &= rim_study_list_images (files->image, files->pet);
  if (study->images == 0)
    g_set_error_literal (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                         "The settings ask for no image that there is");

  return study->images != 0;
}

static gboolean
load_study (CliMapCase           *self,
            const CliMapOptions  *options,
            GError              **error)
{
  const CliExtract extract = cli_extract_get (&options->voi, &options->study);
  const CliStudy asked = cli_study_get (&options->study);
  g_autoptr(RimSettings) settings = NULL;
  g_auto(CliCase) files = { NULL, NULL, NULL };
  RimStudySettings study;

  if (!cli_study_load (&asked, &extract, self->settings, &study, &files, error) ||
      !choose_images (options, &files, &study, error))
    return FALSE;

  rim_study_settings_complete (&study, files.image, files.pet);
  self->pairs = rim_study_images (files.image, files.pet, files.mask, &study, NULL, error);
  self->lesion = g_steal_pointer (&files.mask);
  self->is_study = TRUE;
  settings = g_steal_pointer (&self->settings);
  self->settings = rim_settings_with_vois (settings, &study);

  return self->pairs != NULL;
}

static gboolean
is_study (const CliMapOptions *options,
          RimSettings         *settings)
{
  const CliStudy study = cli_study_get (&options->study);
  RimStudySettings declared;

  return rim_settings_get_study (settings, &declared) || options->study.pet != NULL || options->images != NULL ||
         cli_study_is_asked_for (&study);
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
  self->image_types = options->image_types != NULL ? g_strsplit (options->image_types, ",", -1) : NULL;
  self->features = find_features (options->features, settings, error);
  if (self->features == NULL || !open_cache (self, options->study.library, error))
    return FALSE;

  return is_study (options, settings) ? load_study (self, options, error) : load_one (self, options, error);
}

void
cli_map_case_clear (CliMapCase *self)
{
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_clear_pointer (&self->lesion, rim_mask_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->image_types, g_strfreev);
  g_clear_pointer (&self->features, g_array_unref);
  g_clear_pointer (&self->cache, rim_map_cache_unref);
}

/* A walk through the images that filters make. */
typedef struct
{
  const CliMapCase *of;
  CliMapSet         set;
  const char       *origin;     /* nullable: where there is a cache */
  CliMapFunc        func;
  gpointer          data;
} Walk;

static gboolean
take_input (const char   *image_type,
            RimMapInput  *input,
            gpointer      data,
            GError      **error)
{
  Walk *self = data;
  const gsize n_voxels = input->region->n_voxels;
  const GArray *features = self->of->features;
  RimMapRecall recall = { self->of->cache, self->origin, image_type, &input->grid, input };
  g_autofree RimMapFeature *chosen = g_new (RimMapFeature, features->len);
  g_autofree float **maps = g_new (float *, features->len);
  g_autofree float *values = g_new (float, n_voxels * features->len);
  guint n = 0;

  for (guint f = 0; f < features->len; f++)
    if (rim_map_feature_is_of (&g_array_index (features, RimMapFeature, f), image_type))
      {
        maps[n] = values + n * n_voxels;
        chosen[n++] = g_array_index (features, RimMapFeature, f);
      }
  if (n == 0)
    return TRUE;
  if (!rim_map_recall_or_compute (&recall, chosen, n, maps, NULL, error))
    return FALSE;

  self->set.image_type = image_type;
  self->set.input = input;
  self->set.n_features = n;
  self->set.features = chosen;
  self->set.maps = maps;

  return self->func (&self->set, self->data, error);
}

static gboolean
walk (Walk              *self,
      const RimMapCase  *of,
      GError           **error)
{
  char **names = self->of->image_types;

  if (names == NULL)
    return rim_map_case_for_each (of, take_input, self, NULL, error);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(RimMapInput) input = rim_map_input_new_for_case (of, names[i], NULL, error);

      if (input == NULL || !take_input (names[i], input, self, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cli_map_case_run:
 * @self: what maps are made of
 * @pair: one of its images and VOIs
 * @func: takes the maps of one image type after the other
 * @data: for @func
 * @error: where to put an error
 *
 * Returns: whether all of them were made and taken
 */
gboolean
cli_map_case_run (const CliMapCase    *self,
                  const RimStudyPair  *pair,
                  CliMapFunc           func,
                  gpointer             data,
                  GError             **error)
{
  g_autoptr(RimSettings) settings =
    self->is_study ? rim_settings_for_study_image (self->settings, pair->image) : rim_settings_ref (self->settings);
  const RimMapCase of = { pair->volume, pair->mask, self->lesion, settings };
  g_autofree char *origin = NULL;
  Walk images = { .of = self, .set = { .pair = pair, .settings = settings }, .func = func, .data = data };

  if (self->cache != NULL)
    origin = rim_map_origin_new (pair->volume, pair->mask, settings, NULL, error);
  if (self->cache != NULL && origin == NULL)
    return FALSE;
  images.origin = origin;

  return walk (&images, &of, error);
}
