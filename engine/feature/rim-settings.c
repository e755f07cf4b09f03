/* rim-settings.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-private.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/rim-file.h"
#include "feature/rim-feature-table.h"
#include "rim-recipes.h"

#define MAX_LENGTH      (256 * 1024)
#define RECIPES         "/org/rimlight/recipes/"

static pthread_once_t names_once = PTHREAD_ONCE_INIT;
static char **names;

G_DEFINE_BOXED_TYPE (RimSettings, rim_settings, rim_settings_ref, rim_settings_unref)

/* Making */

/* Returns: (transfer full): settings as PyRadiomics' are before it reads a file,
 *   with no image type and no class
 */
RimSettings *
rim_settings_new_empty (void)
{
  RimSettings *self = g_new0 (RimSettings, 1);

  rim_ref_count_init (&self->ref_count);
  rim_setting_values_init (&self->values);
  rim_families_get (&self->n_families);
  self->features = g_new0 (guint8 *, self->n_families);
  self->order = g_new (guint, self->n_families);

  return self;
}

/* Returns: (transfer none): an image type with all settings as they are now, behind
 *   those there are; filters of the IBSI stay the last
 */
RimSettingImage *
rim_settings_add_image (RimSettings  *self,
                        RimImageKind  kind)
{
  RimSettingImage *image = g_new0 (RimSettingImage, 1);
  guint at = self->n_images++;

  g_assert (self->n_images <= RIM_MAX_SETTING_IMAGES);

  for (; at > 0 && kind != RIM_IMAGE_IBSI_FILTER && self->images[at - 1]->kind == RIM_IMAGE_IBSI_FILTER; at--)
    self->images[at] = self->images[at - 1];
  self->images[at] = image;
  image->kind = kind;
  image->values = self->values;

  return image;
}

/* Turns on what PyRadiomics computes where all of a class are asked for. */
void
rim_settings_add_family (RimSettings *self,
                         guint        family)
{
  guint n;
  const RimFamily *info = rim_families_get (&n)[family];

  g_free (self->features[family]);
  self->features[family] = g_malloc0 (info->n_features);
  for (guint i = 0; i < info->n_features; i++)
    {
      const RimFeatureInfo *feature = info->get_info (i);

      self->features[family][i] = feature->is_on && rim_feature_info_can_be_asked (feature, self->profile);
    }
}

/* What is asked for where a file names no class. A shape in two dimensions there
 * only is where slices are looked at one by one.
 */
static void
add_all_families (RimSettings *self)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (rim_family_is_in_profile (families[i], self->profile) &&
        (g_strcmp0 (families[i]->name, "shape2D") != 0 || self->values.force_2d))
      rim_settings_add_family (self, i);
}

static gboolean
has_family (RimSettings *self)
{
  for (guint i = 0; i < self->n_families; i++)
    if (self->features[i] != NULL)
      return TRUE;

  return FALSE;
}

/* Puts a family behind those that the file named before. */
void
rim_settings_order_family (RimSettings *self,
                           guint        family)
{
  for (guint i = 0; i < self->n_ordered; i++)
    if (self->order[i] == family)
      return;

  self->order[self->n_ordered++] = family;
}

static void
sort_images (RimSettings *self)
{
  for (guint i = 1; i < self->n_images; i++)
    {
      RimSettingImage *image = self->images[i];
      guint at = i;

      for (; at > 0 && self->images[at - 1]->kind > image->kind; at--)
        self->images[at] = self->images[at - 1];
      self->images[at] = image;
    }
}

/* Neither additional information nor the order in which a file names images and
 * features decides values, so they are not in the hash.
 */
static char *
make_hash (RimSettings *self)
{
  const gboolean additional_info = self->values.additional_info;
  g_autofree RimSettingImage **images = g_memdup2 (self->images, sizeof self->images);
  g_autofree char *yaml = NULL;

  self->values.additional_info = TRUE;
  sort_images (self);
  yaml = rim_settings_write (self, FALSE);
  memcpy (self->images, images, sizeof self->images);
  self->values.additional_info = additional_info;

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, yaml, -1);
}

/* Fills in what was not written and fixes text and hash. */
void
rim_settings_finish (RimSettings *self)
{
  if (self->n_images == 0)
    rim_settings_add_image (self, RIM_IMAGE_ORIGINAL);
  if (!has_family (self))
    add_all_families (self);
  for (guint i = 0; i < self->n_families; i++)
    rim_settings_order_family (self, i);

  for (guint i = 0; i < self->n_images; i++)
    self->images[i]->values.additional_info = self->values.additional_info;
  g_free (self->yaml);
  self->yaml = rim_settings_write (self, TRUE);
  g_free (self->hash);
  self->hash = make_hash (self);
}

static RimSettings *
new_from_text (const char  *yaml,
               gsize        length,
               const char  *path,
               GError     **error)
{
  g_autoptr(RimSettings) self = rim_settings_new_empty ();

  if (length > MAX_LENGTH)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "%s: %zu bytes are too many for a file of settings", path, length);
      return NULL;
    }

  if (!rim_settings_parse (self, yaml, length, path, error))
    return NULL;
  rim_settings_finish (self);

  return g_steal_pointer (&self);
}

/**
 * rim_settings_new_default:
 *
 * Returns: (transfer full): what PyRadiomics does when it is told nothing
 */
RimSettings *
rim_settings_new_default (void)
{
  RimSettings *self = rim_settings_new_empty ();

  rim_settings_finish (self);

  return self;
}

/**
 * rim_settings_new_from_yaml:
 * @yaml: a parameter file of PyRadiomics 3.1 as it is, or one of ours
 * @path: (nullable): what to call it in messages
 * @error: where to put an error, which names file, line and key
 *
 * Returns: (transfer full) (nullable): the settings it describes
 */
RimSettings *
rim_settings_new_from_yaml (const char  *yaml,
                            const char  *path,
                            GError     **error)
{
  g_return_val_if_fail (yaml != NULL, NULL);

  return new_from_text (yaml, strlen (yaml), path != NULL ? path : "settings", error);
}

/* Recipes */

static GBytes *
find_recipe (const char *name)
{
  g_autofree char *path = g_strconcat (RECIPES, name, ".yaml", NULL);

  return g_resource_lookup_data (rim_recipes_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
make_names (void)
{
  names = g_resource_enumerate_children (rim_recipes_get_resource (), RECIPES,
                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    names[i][strlen (names[i]) - strlen (".yaml")] = '\0';
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
}

/**
 * rim_settings_list_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the recipes
 *   that are compiled in, sorted
 */
const char *const *
rim_settings_list_names (void)
{
  pthread_once (&names_once, make_names);

  return (const char *const *) names;
}

static void
fail_not_found (const char  *name,
                GError     **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) rim_settings_list_names ());

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s: neither a file nor the name of a recipe; there are %s", name, list);
}

/**
 * rim_settings_load:
 * @path_or_name: a file, or the name of a recipe ("pyradiomics-default")
 * @error: where to put an error
 *
 * A recipe goes before a file of its name; "./NAME" is the file.
 *
 * Returns: (transfer full) (nullable): its settings
 */
RimSettings *
rim_settings_load (const char  *path_or_name,
                   GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (path_or_name != NULL, NULL);

  bytes = find_recipe (path_or_name);
  if (bytes == NULL && !g_file_test (path_or_name, G_FILE_TEST_EXISTS))
    {
      fail_not_found (path_or_name, error);
      return NULL;
    }

  if (bytes == NULL)
    bytes = rim_file_read (path_or_name, MAX_LENGTH, error);
  if (bytes == NULL)
    return NULL;

  return new_from_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), path_or_name, error);
}

/**
 * rim_settings_with_kernel:
 * @self: settings
 * @radius: voxels from the middle of a window to its side ("kernelRadius")
 *
 * Returns: (transfer full): the same settings with that kernel, in all images
 */
RimSettings *
rim_settings_with_kernel (RimSettings *self,
                          guint        radius)
{
  RimSettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = new_from_text (self->yaml, strlen (self->yaml), "settings", NULL);
  g_assert (copy != NULL);
  copy->values.kernel_radius = radius;
  for (guint i = 0; i < copy->n_images; i++)
    copy->images[i]->values.kernel_radius = radius;
  rim_settings_finish (copy);

  return copy;
}

static void
put_windows (RimSettingValues        *values,
             const RimSettingWindows *windows)
{
  values->kernel_radius = windows->radius;
  values->masked_kernel = windows->is_masked;
  values->force_2d = windows->is_flat;
  values->bin_count = windows->bin_count;
  if (windows->bin_count == 0)
    values->bin_width = windows->bin_width;
}

/**
 * rim_settings_with_windows:
 * @self: settings
 * @windows: how maps look at images; what the settings themselves allow
 *
 * Returns: (transfer full): the same settings with those windows, in all images
 */
RimSettings *
rim_settings_with_windows (RimSettings             *self,
                           const RimSettingWindows *windows)
{
  RimSettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = new_from_text (self->yaml, strlen (self->yaml), "settings", NULL);
  g_assert (copy != NULL);
  put_windows (&copy->values, windows);
  for (guint i = 0; i < copy->n_images; i++)
    put_windows (&copy->images[i]->values, windows);
  rim_settings_finish (copy);

  return copy;
}

/**
 * rim_settings_get_windows:
 * @self: settings
 * @windows: (out caller-allocates): how maps look at images, where an image type has
 *   nothing of its own
 */
void
rim_settings_get_windows (RimSettings       *self,
                          RimSettingWindows *windows)
{
  const RimSettingValues *values = &self->values;

  *windows = (RimSettingWindows) {
    .radius = (guint) values->kernel_radius,
    .is_masked = values->masked_kernel,
    .is_flat = values->force_2d,
    .bin_width = values->bin_width,
    .bin_count = (guint) values->bin_count,
  };
}

/**
 * rim_settings_has_feature:
 * @self: settings
 * @family: a family
 * @row: a row of its table
 *
 * Returns: whether the feature is asked for
 */
gboolean
rim_settings_has_feature (RimSettings     *self,
                          const RimFamily *family,
                          guint            row)
{
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  for (guint i = 0; i < n; i++)
    if (families[i] == family)
      return self->features[i] != NULL && self->features[i][row] != 0;

  return FALSE;
}

/* Returns: whether @image_type is what images of @kind are called */
static gboolean
is_named (RimImageKind  kind,
          const char   *image_type)
{
  static const char *const prefixes[RIM_N_IMAGE_KINDS] = {
    [RIM_IMAGE_WAVELET] = "wavelet",
    [RIM_IMAGE_LOG] = "log-sigma-",
    [RIM_IMAGE_LBP_2D] = "lbp-2D",
    [RIM_IMAGE_LBP_3D] = "lbp-3D",
    [RIM_IMAGE_IBSI_FILTER] = "",
  };

  if (prefixes[kind] != NULL)
    return g_str_has_prefix (image_type, prefixes[kind]);

  return g_ascii_strcasecmp (image_type, rim_image_kind_get_info (kind)->name) == 0;
}

/**
 * rim_settings_has_image:
 * @self: settings
 * @image_type: of a table of features: "original", "wavelet-LLH"
 *
 * Returns: whether features of such an image are asked for; of a filter that settings
 *   name themselves any name is taken
 */
gboolean
rim_settings_has_image (RimSettings *self,
                        const char  *image_type)
{
  g_return_val_if_fail (self != NULL && image_type != NULL, FALSE);

  for (guint i = 0; i < self->n_images; i++)
    if (is_named (self->images[i]->kind, image_type))
      return TRUE;

  return FALSE;
}

/**
 * rim_settings_with_diagnostics:
 * @self: settings
 * @diagnostics: whether to give diagnostics ("additionalInfo")
 *
 * Returns: (transfer full): the same settings with or without diagnostics, which
 *   have the same hash
 */
RimSettings *
rim_settings_with_diagnostics (RimSettings *self,
                               gboolean     diagnostics)
{
  RimSettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->values.additional_info == diagnostics)
    return rim_settings_ref (self);

  copy = new_from_text (self->yaml, strlen (self->yaml), "settings", NULL);
  g_assert (copy != NULL);
  copy->values.additional_info = diagnostics;
  rim_settings_finish (copy);

  return copy;
}

/* Being used */

RimSettings *
rim_settings_ref (RimSettings *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_settings_unref (RimSettings *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n_images; i++)
    g_free (self->images[i]);
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    g_free (self->deviations[i]);
  for (guint i = 0; i < self->n_families; i++)
    g_free (self->features[i]);
  g_free (self->order);
  g_free (self->features);
  g_free (self->yaml);
  g_free (self->hash);
  g_free (self);
}

RimProfile
rim_settings_get_profile (RimSettings *self)
{
  return self->profile;
}

/**
 * rim_settings_get_label:
 * @self: settings
 *
 * Returns: which label of a label map is the VOI where nothing else says so
 */
guint
rim_settings_get_label (RimSettings *self)
{
  return (guint) self->values.label;
}

/**
 * rim_settings_get_bins:
 * @self: settings
 * @width: (out): how wide the bins of grey levels are, in the unit of the image
 * @count: (out): how many there are instead; 0 where the width counts
 */
void
rim_settings_get_bins (RimSettings *self,
                       double      *width,
                       guint       *count)
{
  *width = self->values.bin_width;
  *count = (guint) self->values.bin_count;
}

/**
 * rim_settings_to_yaml:
 * @self: settings
 *
 * Writes every setting, image type and class in a fixed order, so that equal
 * settings give equal text. PyRadiomics can read it, as long as the profile is
 * its own and there are no filters of the IBSI.
 *
 * Returns: (transfer full): the text
 */
char *
rim_settings_to_yaml (RimSettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup (self->yaml);
}

/**
 * rim_settings_get_hash:
 * @self: settings
 *
 * Returns: (transfer none): SHA-256 of rim_settings_to_yaml() with additionalInfo
 *   set, as that decides no value
 */
const char *
rim_settings_get_hash (RimSettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hash;
}
