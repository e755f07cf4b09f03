/* cli-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-image.h"

#include <string.h>

#include "cli.h"
#include "format/rim-image.h"
#include "library/rim-library.h"

static void
cli_image_free (gpointer data)
{
  CliImage *self = data;

  g_clear_pointer (&self->series, rim_series_unref);
  g_clear_pointer (&self->correction, rim_suv_overrides_free);
  g_free (self->path);
  g_free (self);
}

static void
add_image (GPtrArray  *images,
           RimSeries  *series,
           const char *path)
{
  CliImage *image = g_new0 (CliImage, 1);

  image->series = series != NULL ? rim_series_ref (series) : NULL;
  image->path = g_strdup (path);
  g_ptr_array_add (images, image);
}

/* NIfTI and NRRD go to @images; the rest, which is DICOM or nothing, is given
 * back.
 */
static GPtrArray *
take_files (GPtrArray *files,
            GPtrArray *images)
{
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      char *file = g_ptr_array_index (files, i);

      /* The voxels of a pair come with their header. */
      if (!rim_image_is_supported (file))
        g_ptr_array_add (rest, file);
      else if (!g_str_has_suffix (file, ".img") && !g_str_has_suffix (file, ".img.gz"))
        add_image (images, NULL, file);
    }

  return rest;
}

/**
 * cli_images_find:
 * @path: a file or a folder
 * @refused: (element-type utf8): gets a line for each file that is nothing
 * @error: where to put an error
 *
 * Returns: (transfer full) (element-type CliImage): every series and every file
 *   of NIfTI or NRRD under @path
 */
GPtrArray *
cli_images_find (const char  *path,
                 GPtrArray   *refused,
                 GError     **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) files = rim_dicom_find_files (paths, NULL, NULL, NULL, error);
  g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func (cli_image_free);
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GPtrArray) headers = NULL;
  g_autoptr(GPtrArray) series = NULL;

  if (files == NULL)
    return NULL;

  rest = take_files (files, images);
  headers = rim_dicom_read_headers (rest, refused, NULL, NULL, NULL, error);
  if (headers == NULL)
    return NULL;

  series = rim_dicom_group (headers);
  for (guint i = 0; i < series->len; i++)
    add_image (images, g_ptr_array_index (series, i), NULL);

  return g_steal_pointer (&images);
}

/**
 * cli_images_correct:
 * @images: (element-type CliImage): what was found
 * @library: (nullable): the folder of a library
 * @error: where to put an error
 *
 * Takes what users of the window typed in for the SUV of each PET.
 *
 * Returns: whether that is known
 */
gboolean
cli_images_correct (GPtrArray   *images,
                    const char  *library,
                    GError     **error)
{
  g_autoptr(RimLibrary) opened = NULL;
  gboolean done = TRUE;

  if (library == NULL)
    return TRUE;

  /* A library that is opened is made where there is none. */
  if (!g_file_test (library, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no such library", library);
      return FALSE;
    }

  opened = rim_library_open (library, error);
  if (opened == NULL)
    return FALSE;

  for (guint i = 0; done && i < images->len; i++)
    {
      CliImage *image = g_ptr_array_index (images, i);
      RimSource *source = image->series != NULL ? image->series->source : NULL;

      if (source != NULL && source->study_uid != NULL && source->series_uid != NULL)
        done = rim_library_get_suv_correction (opened, source->study_uid, source->series_uid,
                                               &image->correction, error);
    }
  rim_library_close (opened);

  return done;
}

gboolean
cli_image_is_volume (CliImage *self)
{
  return self->path != NULL || (self->series->kind == RIM_SERIES_IMAGE && self->series->has_grid);
}

/* By UID, by number, by both with the part of a series that was split, or by
 * modality.
 */
static gboolean
is_series (CliImage   *image,
           const char *wanted)
{
  g_autofree char *number = NULL;
  g_autofree char *part = NULL;
  RimSource *source;

  if (image->series == NULL)
    return g_strcmp0 (image->path, wanted) == 0;

  source = image->series->source;
  number = g_strdup_printf ("%d", source->series_number);
  part = g_strdup_printf ("%s#%u", source->series_uid != NULL ? source->series_uid : "", source->series_part);

  return g_strcmp0 (source->series_uid, wanted) == 0 || strcmp (number, wanted) == 0 || strcmp (part, wanted) == 0 ||
         g_strcmp0 (source->modality, wanted) == 0;
}

static void
append_choice (GString  *text,
               CliImage *image)
{
  RimSource *source;

  if (image->series == NULL)
    {
      g_string_append_printf (text, " %s", image->path);
      return;
    }

  source = image->series->source;
  g_string_append_printf (text, " %s#%u (%s %d)", source->series_uid != NULL ? source->series_uid : "?",
                          source->series_part, source->modality != NULL ? source->modality : "?",
                          source->series_number);
}

static gboolean
is_map (CliImage *self)
{
  return self->series != NULL && self->series->kind == RIM_SERIES_PARAMETRIC_MAP && self->series->has_grid;
}

static gboolean
has_image (GPtrArray *images)
{
  for (guint i = 0; i < images->len; i++)
    if (cli_image_is_volume (g_ptr_array_index (images, i)))
      return TRUE;

  return FALSE;
}

/**
 * cli_images_choose:
 * @images: (element-type CliImage): what was found
 * @path: where
 * @series: (nullable): UID, number, UID#part or modality of the one wanted
 * @error: where to put an error
 *
 * Returns: (transfer none) (nullable): the only volume, or an error that lists
 *   the choice; a parametric map where there is no image, or it is asked for
 */
CliImage *
cli_images_choose (GPtrArray   *images,
                   const char  *path,
                   const char  *series,
                   GError     **error)
{
  g_autoptr(GString) choice = g_string_new (NULL);
  const gboolean take_maps = series != NULL || !has_image (images);
  CliImage *found = NULL;
  guint n = 0;

  for (guint i = 0; i < images->len; i++)
    {
      CliImage *image = g_ptr_array_index (images, i);

      if (!(cli_image_is_volume (image) || (take_maps && is_map (image))) ||
          (series != NULL && !is_series (image, series)))
        continue;
      found = image;
      append_choice (choice, image);
      n++;
    }

  if (n == 1)
    return found;

  if (n == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: no volume%s%s", path,
                 series != NULL ? " of series " : "", series != NULL ? series : "");
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %u volumes; choose one with --series:%s",
                 path, n, choice->str);

  return NULL;
}

static gboolean
check_units (RimVolume   *volume,
             const char  *path,
             RimUnit      wanted,
             GError     **error)
{
  if (rim_volume_get_unit (volume) == wanted)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s: its values are not known to be %s", path,
               rim_unit_get_id (wanted));

  return FALSE;
}

/* The values as they lie in the file, without any slope. */
static void
make_stored (RimVolume *volume)
{
  for (guint k = 0; k < rim_volume_get_grid (volume)->size[2]; k++)
    rim_volume_set_rescale (volume, k, (RimRescale) { 1.0, 0.0 });
  rim_volume_set_unit (volume, RIM_UNIT_STORED);
}

/**
 * cli_image_load:
 * @self: a volume
 * @units: (nullable): the name of a unit; %NULL for what suits the modality
 * @error: where to put an error
 *
 * Returns: (transfer full): the volume, all of its slices
 */
RimVolume *
cli_image_load (CliImage    *self,
                const char  *units,
                GError     **error)
{
  RimLoadOptions options = { .unit = RIM_UNIT_STORED, .overrides = self->correction };
  gboolean stored;
  g_autoptr(RimVolume) volume = NULL;

  if (units != NULL && !rim_unit_from_id (units, &options.unit))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no unit “%s”", units);
      return NULL;
    }

  stored = units != NULL && options.unit == RIM_UNIT_STORED;
  if (self->series != NULL)
    volume = rim_series_load (self->series, &options, NULL, error);
  else
    volume = rim_image_read (self->path, error);

  if (volume == NULL)
    return NULL;
  if (self->series == NULL && units != NULL && !stored && !check_units (volume, self->path, options.unit, error))
    return NULL;
  if (stored)
    make_stored (volume);

  return g_steal_pointer (&volume);
}

/* Finds, chooses and loads. */
RimVolume *
cli_load (const char  *path,
          const char  *series,
          const char  *units,
          const char  *library,
          GError     **error)
{
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) images = cli_images_find (path, refused, error);
  CliImage *image;

  if (images == NULL || !cli_images_correct (images, library, error))
    return NULL;

  /* One file that is nothing has its own reason, which says more. */
  if (images->len == 0 && refused->len == 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_ptr_array_index (refused, 0));
      return NULL;
    }

  image = cli_images_choose (images, path, series, error);

  return image != NULL ? cli_image_load (image, units, error) : NULL;
}

void
cli_volume_warn (RimVolume *volume)
{
  RimSource *source = rim_volume_get_source (volume);

  for (guint i = 0; source != NULL && i < source->warnings->len; i++)
    cli_warn (g_ptr_array_index (source->warnings, i));
}
