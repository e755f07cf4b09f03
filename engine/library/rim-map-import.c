/* rim-map-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-map-import.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dicom/rim-pmap.h"
#include "format/rim-image.h"
#include "map/rim-map-view.h"
#include "rim-map-place-private.h"

#define LOWER_PERCENTILE 2.0
#define UPPER_PERCENTILE 98.0

G_DEFINE_QUARK (rim-map-import-error-quark, rim_map_import_error)

void
rim_map_import_free (RimMapImport *self)
{
  g_free (self->title);
  g_free (self->explanation);
  g_free (self->unit);
  g_clear_pointer (&self->volume, rim_volume_unref);
  g_free (self);
}

static const char *
get_frame_of_reference (RimVolume *volume)
{
  RimSource *source = rim_volume_get_source (volume);
  const char *uid = source != NULL ? source->frame_of_reference_uid : NULL;

  return uid != NULL && *uid != '\0' ? uid : NULL;
}

/* Where both say in which space they lie, that decides. Else voxels have to lie on voxels,
 * for nothing but chance makes two grids agree.
 */
static gboolean
check_place (RimVolume   *map,
             RimVolume   *image,
             const char  *path,
             GError     **error)
{
  const char *space = get_frame_of_reference (map);
  const char *image_space = get_frame_of_reference (image);
  g_autofree char *grid = NULL;
  g_autofree char *image_grid = NULL;
  int offset[3];

  if (space != NULL && image_space != NULL)
    {
      if (g_str_equal (space, image_space))
        return TRUE;
      g_set_error (error, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_ELSEWHERE,
                   _("%s: the map lies in another frame of reference than the image, so nobody knows where on "
                     "the image its values belong"), path);
      return FALSE;
    }
  if (rim_map_place_find_part (rim_volume_get_grid (image), rim_volume_get_grid (map), offset))
    return TRUE;

  grid = rim_grid_describe (rim_volume_get_grid (map));
  image_grid = rim_grid_describe (rim_volume_get_grid (image));
  g_set_error (error, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_ELSEWHERE,
               _("%s: the voxels of the map do not lie on those of the image: %s; the image: %s"), path, grid, image_grid);

  return FALSE;
}

static gboolean
find_range (RimMapImport  *self,
            const char    *path,
            GError       **error)
{
  const guint *size = rim_volume_get_grid (self->volume)->size;

  if (rim_map_find_range (rim_volume_get_slice (self->volume, 0), (gsize) size[0] * size[1] * size[2],
                          LOWER_PERCENTILE, UPPER_PERCENTILE, &self->lower, &self->upper))
    return TRUE;

  g_set_error (error, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_NO_VALUES, _("%s: no voxel of the map has a value"), path);

  return FALSE;
}

static RimMapImport *
finish (RimMapImport  *map,
        RimVolume     *image,
        const char    *path,
        GError       **error)
{
  g_autoptr(RimMapImport) self = map;

  return check_place (self->volume, image, path, error) && find_range (self, path, error) ? g_steal_pointer (&self) : NULL;
}

static RimMapImport *
import_series (RimSeries     *series,
               RimVolume     *image,
               GCancellable  *cancellable,
               GError       **error)
{
  const char *path = ((RimDicomHeader *) series->headers->pdata[0])->path;
  g_autoptr(RimPmapAbout) about = NULL;
  g_autoptr(RimVolume) volume = NULL;
  RimMapImport *self;

  if (series->kind != RIM_SERIES_PARAMETRIC_MAP)
    {
      g_set_error (error, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_NO_MAP, _("%s: this is no Parametric Map"), path);
      return NULL;
    }

  about = rim_pmap_read_about (path, error);
  volume = about != NULL ? rim_pmap_load (series, cancellable, error) : NULL;
  if (volume == NULL)
    return NULL;

  self = g_new0 (RimMapImport, 1);
  self->title = g_steal_pointer (&about->title);
  self->explanation = g_steal_pointer (&about->explanation);
  self->unit = g_steal_pointer (&about->unit);
  self->volume = g_steal_pointer (&volume);

  return finish (self, image, path, error);
}

static RimMapImport *
import_dicom (const char    *path,
              RimVolume     *image,
              GCancellable  *cancellable,
              GError       **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, refused, NULL, NULL, cancellable, error);

  if (series == NULL)
    return NULL;
  if (series->len > 0)
    return import_series (series->pdata[0], image, cancellable, error);

  g_set_error_literal (error, RIM_MAP_IMPORT_ERROR, RIM_MAP_IMPORT_ERROR_NO_MAP,
                       refused->len > 0 ? refused->pdata[0] : path);

  return NULL;
}

static RimVolume *
make_floats (RimVolume  *from,
             gboolean    zero_is_none,
             GError    **error)
{
  const guint *size = rim_volume_get_grid (from)->size;
  RimVolume *volume = rim_volume_new (rim_volume_get_grid (from), RIM_VOXEL_FLOAT, error);
  g_autofree double *row = g_new (double, size[0]);

  for (guint k = 0; volume != NULL && k < size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < size[1]; j++)
        {
          rim_volume_read_row (from, 0, j, k, size[0], row);
          for (guint i = 0; i < size[0]; i++)
            *slice++ = zero_is_none && row[i] == 0.0 ? NAN : (float) row[i];
        }
    }
  if (volume != NULL)
    rim_volume_publish_all (volume);

  return volume;
}

/* "original_glcm_Contrast.nii.gz" is called so. */
static char *
dup_stem (const char *path)
{
  static const char *const extensions[] = { ".gz", ".nii", ".nrrd", ".nhdr" };
  char *name = g_filename_display_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (name, extensions[i]))
      name[strlen (name) - strlen (extensions[i])] = '\0';

  return name;
}

/**
 * rim_map_import_file:
 * @path: a Parametric Map, NIfTI or NRRD
 * @image: the image that it is to be shown over
 * @zero_is_none: whether a value of 0 in a NIfTI or NRRD stands for none, as in those of
 *   programs that fill with it what is outside of the region
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Reads a map that was made elsewhere. Where map and image both name a frame of reference
 * it has to be the same; else the voxels of the map have to be voxels of the image, be it
 * of a part. For a worker.
 *
 * Returns: (transfer full) (nullable): the map
 */
RimMapImport *
rim_map_import_file (const char    *path,
                     RimVolume     *image,
                     gboolean       zero_is_none,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(RimVolume) read = NULL;
  g_autoptr(RimVolume) volume = NULL;
  RimMapImport *self;

  g_return_val_if_fail (path != NULL && image != NULL, NULL);

  if (!rim_image_is_supported (path))
    return import_dicom (path, image, cancellable, error);

  read = rim_image_read (path, error);
  volume = read != NULL ? make_floats (read, zero_is_none, error) : NULL;
  if (volume == NULL)
    return NULL;

  self = g_new0 (RimMapImport, 1);
  self->title = dup_stem (path);
  self->volume = g_steal_pointer (&volume);

  return finish (self, image, path, error);
}

/**
 * rim_map_import_series:
 * @library: a library
 * @series_id: the row of a series of parametric maps
 * @image: the image that it is to be shown over
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * The same for what is in the library. For a worker.
 *
 * Returns: (transfer full) (nullable): the map
 */
RimMapImport *
rim_map_import_series (RimLibrary    *library,
                       gint64         series_id,
                       RimVolume     *image,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr(RimSeries) series = rim_library_open_series (library, series_id, error);

  return series != NULL ? import_series (series, image, cancellable, error) : NULL;
}
