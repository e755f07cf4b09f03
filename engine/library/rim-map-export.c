/* rim-map-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-map-export.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/rim-file.h"
#include "dicom/rim-pmap.h"
#include "dicom/rim-series.h"
#include "format/rim-image.h"
#include "library/rim-export-note-private.h"
#include "library/rim-export-private.h"
#include "rim-map-place-private.h"

/* Writes a whole file at a draft's path and reads it back. */
typedef gboolean (*Write) (const char  *draft,
                           gpointer     data,
                           GError     **error);

typedef struct
{
  RimMapFormat       format;
  RimVolume         *map;
  const RimMapAbout *about;
} Map;

static const struct
{
  const char *name;
  const char *extensions[3];
} formats[RIM_N_MAP_FORMATS] = {
  [RIM_MAP_FORMAT_NIFTI] = { "NIfTI", { ".nii.gz", ".nii", NULL } },
  [RIM_MAP_FORMAT_PMAP] = { "DICOM Parametric Map", { ".dcm", NULL } },
};

const char *
rim_map_format_get_name (RimMapFormat format)
{
  g_return_val_if_fail (format < RIM_N_MAP_FORMATS, NULL);

  return formats[format].name;
}

/* Returns: with its dot */
const char *
rim_map_format_get_extension (RimMapFormat format)
{
  g_return_val_if_fail (format < RIM_N_MAP_FORMATS, NULL);

  return formats[format].extensions[0];
}

/**
 * rim_map_format_from_path:
 * @path: a file
 * @format: (out): the format its name stands for
 *
 * Returns: whether its name stands for one
 */
gboolean
rim_map_format_from_path (const char   *path,
                          RimMapFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint f = 0; f < RIM_N_MAP_FORMATS; f++)
    for (guint i = 0; formats[f].extensions[i] != NULL; i++)
      if (g_str_has_suffix (lower, formats[f].extensions[i]))
        {
          *format = f;
          return TRUE;
        }

  return FALSE;
}

/**
 * rim_map_format_check_image:
 * @format: a format
 * @image: an image
 * @error: where to put an error
 *
 * Returns: whether maps of the image can be saved in it: a Parametric Map is of a patient
 */
gboolean
rim_map_format_check_image (RimMapFormat   format,
                            RimVolume     *image,
                            GError       **error)
{
  RimSource *source = rim_volume_get_source (image);

  if (format != RIM_MAP_FORMAT_PMAP || (source != NULL && source->study_uid != NULL))
    return TRUE;

  g_set_error_literal (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING,
                       _("The image is not of DICOM, so there is no patient to write a Parametric Map of; "
                         "save the map as NIfTI"));

  return FALSE;
}

/* Returns: (transfer full): "original_glcm_Contrast" */
char *
rim_map_about_dup_name (const RimMapAbout *self)
{
  g_autofree char *feature = rim_map_feature_dup_name (&self->feature);

  return g_strconcat (self->filter, "_", feature, NULL);
}

/* UCUM */
static RimCode
get_unit (RimFeatureUnit unit,
          RimUnit        of_image)
{
  static const RimCode none = { "1", "UCUM", "no units" };
  static const RimCode bits = { "bit", "UCUM", "bit" };
  static const RimCode hu = { "[hnsf'U]", "UCUM", "Hounsfield unit" };
  static const RimCode suv = { "g/ml", "UCUM", "SUV by body weight" };

  if (unit == RIM_FEATURE_UNIT_BITS)
    return bits;
  if (unit != RIM_FEATURE_UNIT_INTENSITY)
    return none;

  return of_image == RIM_UNIT_HU ? hu : of_image == RIM_UNIT_SUVBW ? suv : none;
}

static gboolean
write_pmap (const char         *path,
            RimVolume          *map,
            const RimMapAbout  *about,
            GError            **error)
{
  const RimFeatureInfo *info = rim_map_feature_get_info (&about->feature);
  g_autofree char *label = rim_map_about_dup_name (about);
  g_autofree char *explanation =
    g_strdup_printf ("%s = %s (%s); window radius %u voxels; settings %s", label, info->formula,
                     info->reference, about->kernel_radius, rim_settings_get_hash (about->settings));
  const RimPmapOptions options = {
    label, explanation, get_unit (info->unit, rim_volume_get_unit (about->image)), rim_volume_get_source (about->image)
  };

  return rim_pmap_write (path, map, &options, error);
}

static RimVolume *
read_pmap (const char  *path,
           GError     **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) series = rim_dicom_scan (paths, refused, NULL, NULL, NULL, error);

  if (series == NULL)
    return NULL;
  if (series->len == 1 && ((RimSeries *) series->pdata[0])->has_grid)
    return rim_series_load (series->pdata[0], NULL, NULL, error);

  g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT, _("“%s” is not the same when it is read back"), path);

  return NULL;
}

static gboolean
is_equal (double a,
          double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Slices that have no value may be left out. */
static gboolean
slice_is (RimVolume *map,
          guint      k,
          RimVolume *read,
          int        k_read)
{
  const guint *size = rim_volume_get_grid (map)->size;
  const gboolean is_there = k_read >= 0 && k_read < (int) rim_volume_get_grid (read)->size[2];
  g_autofree double *row = g_new (double, size[0]);
  g_autofree double *row_read = g_new (double, size[0]);

  for (guint j = 0; j < size[1]; j++)
    {
      rim_volume_read_row (map, 0, j, k, size[0], row);
      if (is_there)
        rim_volume_read_row (read, 0, j, (guint) k_read, size[0], row_read);
      for (guint i = 0; i < size[0]; i++)
        if (!is_equal (row[i], is_there ? row_read[i] : NAN))
          return FALSE;
    }

  return TRUE;
}

static gboolean
verify (RimVolume   *map,
        RimVolume   *read,
        const char  *path,
        GError     **error)
{
  const RimGrid *grid = rim_volume_get_grid (map);
  const RimGrid *grid_read = rim_volume_get_grid (read);
  int offset[3];
  gboolean same = rim_map_place_find_part (grid, grid_read, offset) && offset[0] == 0 && offset[1] == 0 &&
                  grid->size[0] == grid_read->size[0] && grid->size[1] == grid_read->size[1];

  for (guint k = 0; k < grid->size[2] && same; k++)
    same = slice_is (map, k, read, (int) k - offset[2]);
  if (!same)
    g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT, _("“%s” is not the same when it is read back"), path);

  return same;
}

static gboolean
write_map (const char  *draft,
           gpointer     data,
           GError     **error)
{
  const Map *self = data;
  const gboolean is_pmap = self->format == RIM_MAP_FORMAT_PMAP;
  g_autoptr(RimVolume) read = NULL;

  if (!(is_pmap ? write_pmap (draft, self->map, self->about, error) : rim_image_write (draft, self->map, error)))
    return FALSE;

  read = is_pmap ? read_pmap (draft, error) : rim_image_read (draft, error);

  return read != NULL && verify (self->map, read, draft, error);
}

/* What is whole beside its place is told and takes it; nothing is left else. */
static gboolean
save (const char           *path,
      const char           *format,
      Write                 func,
      gpointer              data,
      const RimExportNote  *note,
      GError              **error)
{
  g_autofree char *folder = rim_export_make_folder_beside (path, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *draft = NULL;
  gboolean done;

  if (folder == NULL)
    return FALSE;

  draft = g_build_filename (folder, name, NULL);
  done = func (draft, data, error) && rim_export_note_place (note, draft, path, format, error);
  g_unlink (draft);
  g_rmdir (folder);

  return done;
}

/**
 * rim_export_map:
 * @path: the file to write; replaced if it exists
 * @format: how
 * @map: values in single precision on all of the grid, NAN where there is none
 * @about: what they are
 * @note: (nullable): which audit trail is to tell of it
 * @error: where to put an error
 *
 * Saves a map, reads the file back and compares it to the last bit. Only a file that
 * compared equal takes its place, and the trail has it, with its SHA-256, before it does.
 * Window and program write the same. For a worker.
 *
 * Returns: whether it is saved
 */
gboolean
rim_export_map (const char           *path,
                RimMapFormat          format,
                RimVolume            *map,
                const RimMapAbout    *about,
                const RimExportNote  *note,
                GError              **error)
{
  Map data = { format, map, about };

  g_return_val_if_fail (path != NULL && map != NULL && about != NULL, FALSE);
  g_return_val_if_fail (format < RIM_N_MAP_FORMATS, FALSE);

  return rim_map_format_check_image (format, about->image, error) &&
         save (path, formats[format].name, write_map, &data, note, error);
}

static void
add_comment (GString    *text,
             const char *what,
             const char *value)
{
  g_autofree char *line = value != NULL ? g_strdelimit (g_strdup (value), "\r\n", ' ') : NULL;

  if (line != NULL)
    g_string_append_printf (text, "# %s: %s\n", what, line);
}

static char *
make_settings_text (const RimMapAbout *maps,
                    guint              n_maps)
{
  RimSource *source = rim_volume_get_source (maps[0].image);
  GString *text = g_string_new ("# Settings of maps that Rimlight " RIM_VERSION " made\n");
  g_autofree char *radius = g_strdup_printf ("%u", maps[0].kernel_radius);
  g_autofree char *yaml = rim_settings_to_yaml (maps[0].settings);

  add_comment (text, "SHA-256 of the settings", rim_settings_get_hash (maps[0].settings));
  add_comment (text, "Modality", source != NULL ? source->modality : NULL);
  add_comment (text, "Study", source != NULL ? source->study_uid : NULL);
  add_comment (text, "Series", source != NULL ? source->series_uid : NULL);
  add_comment (text, "Unit of the image", rim_unit_get_id (rim_volume_get_unit (maps[0].image)));
  add_comment (text, "VOI", maps[0].voi);
  add_comment (text, "Window radius in voxels", radius);
  for (guint m = 0; m < n_maps; m++)
    {
      g_autofree char *name = rim_map_about_dup_name (&maps[m]);

      add_comment (text, name, rim_map_feature_get_info (&maps[m].feature)->formula);
    }
  g_string_append (text, yaml);

  return g_string_free (text, FALSE);
}

static gboolean
write_text (const char  *draft,
            gpointer     data,
            GError     **error)
{
  return rim_file_replace_contents (draft, data, strlen (data), error);
}

/**
 * rim_export_map_settings:
 * @path: the file to write; replaced if it exists
 * @maps: (array length=n_maps): maps that were made with the same settings
 * @n_maps: how many, 1 at least
 * @note: (nullable): which audit trail is to tell of it
 * @error: where to put an error
 *
 * Writes the settings of maps as YAML that makes them again, with what else they were
 * made of in comments. For a worker.
 *
 * Returns: whether it is saved
 */
gboolean
rim_export_map_settings (const char           *path,
                         const RimMapAbout    *maps,
                         guint                 n_maps,
                         const RimExportNote  *note,
                         GError              **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL && maps != NULL && n_maps > 0, FALSE);

  text = make_settings_text (maps, n_maps);

  return save (path, "YAML", write_text, text, note, error);
}
