/* rim-measurement-export.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-measurement-export.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/rim-file.h"
#include "library/rim-export-note-private.h"
#include "library/rim-export-private.h"

#define MAX_CSV (G_GUINT64_CONSTANT (1) << 30)

static const struct
{
  const char *name;
  const char *extension;
} formats[RIM_N_MEASUREMENT_FORMATS] = {
  [RIM_MEASUREMENTS_SR] = { "DICOM SR", ".dcm" },
  [RIM_MEASUREMENTS_CSV] = { "CSV", ".csv" },
};

const char *
rim_measurement_format_get_name (RimMeasurementFormat format)
{
  g_return_val_if_fail (format < RIM_N_MEASUREMENT_FORMATS, NULL);

  return formats[format].name;
}

/* Returns: with its dot */
const char *
rim_measurement_format_get_extension (RimMeasurementFormat format)
{
  g_return_val_if_fail (format < RIM_N_MEASUREMENT_FORMATS, NULL);

  return formats[format].extension;
}

/**
 * rim_measurement_format_from_path:
 * @path: a file
 * @format: (out): the format its name stands for
 *
 * Returns: whether its name stands for one
 */
gboolean
rim_measurement_format_from_path (const char           *path,
                                  RimMeasurementFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < RIM_N_MEASUREMENT_FORMATS; i++)
    if (g_str_has_suffix (lower, formats[i].extension))
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
set_different (GError     **error,
               const char  *what)
{
  g_set_error (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_DIFFERENT,
               _("“%s” is not the same when it is read back"), what);

  return FALSE;
}

static gboolean
verify_sr (const char  *path,
           GPtrArray   *groups,
           GPtrArray   *images,
           GError     **error)
{
  g_autoptr(RimSrReport) report = rim_sr_read (path, images, error);

  if (report == NULL)
    return FALSE;
  if (report->groups->len != groups->len)
    return set_different (error, _("Number of measurements"));

  for (guint i = 0; i < groups->len; i++)
    {
      RimSrGroup *group = groups->pdata[i];

      if (!rim_sr_group_equal (group, report->groups->pdata[i]))
        return set_different (error, group->measurement->label != NULL
                                     ? group->measurement->label
                                     : rim_measurement_kind_get_id (group->measurement->kind));
    }

  return TRUE;
}

static gboolean
write_sr (const char  *path,
          GPtrArray   *measurements,
          GPtrArray   *images,
          GError     **error)
{
  g_autoptr(GPtrArray) groups = rim_measurements_to_groups (measurements, images);

  return rim_sr_write (path, groups, images, error) && verify_sr (path, groups, images, error);
}

static gboolean
write_csv (const char  *path,
           GPtrArray   *measurements,
           GPtrArray   *lesions,
           GPtrArray   *images,
           GError     **error)
{
  g_autofree char *table = rim_measurements_to_csv (measurements, lesions, images);
  gsize length = strlen (table);
  g_autoptr(GBytes) written = g_bytes_new_static (table, length);
  g_autoptr(GBytes) read = NULL;

  if (!rim_file_replace_contents (path, table, length, error))
    return FALSE;

  read = rim_file_read (path, MAX_CSV, error);
  if (read == NULL)
    return FALSE;

  return g_bytes_equal (read, written) || set_different (error, path);
}

/* A report names patient, study and space; without these it would be nobody's. */
static gboolean
check_for_sr (GPtrArray  *measurements,
              GPtrArray  *images,
              GError    **error)
{
  RimSource *source = images->len > 0 ? rim_volume_get_source (images->pdata[0]) : NULL;
  gboolean has_space = TRUE;

  for (guint i = 0; i < measurements->len; i++)
    has_space = has_space && ((RimMeasurement *) measurements->pdata[i])->frame_of_reference_uid != NULL;

  if (source != NULL && source->study_uid != NULL && has_space)
    return TRUE;

  g_set_error_literal (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING,
                       _("A DICOM SR needs measurements on DICOM images; save these as CSV"));

  return FALSE;
}

/**
 * rim_export_measurements:
 * @path: the file to write; replaced if it exists
 * @format: how
 * @measurements: (element-type RimMeasurement): what to write
 * @lesions: (nullable) (element-type RimLesion): of which a table has the names
 * @images: (element-type RimVolume): what they were drawn on, the first for who the
 *   patient is
 * @error: where to put an error
 *
 * Computes what measurements say and saves it, reads the file back and compares it: all
 * numbers to the last bit, coordinates as the single floats that DICOM keeps. Only a
 * file that compared equal takes its place.
 *
 * Returns: whether they are saved
 */
gboolean
rim_export_measurements (const char            *path,
                         RimMeasurementFormat   format,
                         GPtrArray             *measurements,
                         GPtrArray             *lesions,
                         GPtrArray             *images,
                         GError               **error)
{
  return rim_export_measurements_noted (path, format, measurements, lesions, images, NULL, error);
}

/**
 * rim_export_measurements_noted:
 * @path: the file to write; replaced if it exists
 * @format: how
 * @measurements: (element-type RimMeasurement): what to write
 * @lesions: (nullable) (element-type RimLesion): of which a table has the names
 * @images: (element-type RimVolume): what they were drawn on, the first for who the
 *   patient is
 * @note: (nullable): which audit trail is to tell of it
 * @error: where to put an error
 *
 * As rim_export_measurements(). The trail has the file, with its SHA-256, before it takes
 * its place. For a worker.
 *
 * Returns: whether they are saved
 */
gboolean
rim_export_measurements_noted (const char            *path,
                               RimMeasurementFormat   format,
                               GPtrArray             *measurements,
                               GPtrArray             *lesions,
                               GPtrArray             *images,
                               const RimExportNote   *note,
                               GError               **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gboolean done;

  g_return_val_if_fail (format < RIM_N_MEASUREMENT_FORMATS, FALSE);
  g_return_val_if_fail (measurements != NULL && images != NULL, FALSE);

  if (measurements->len == 0)
    {
      g_set_error_literal (error, RIM_EXPORT_ERROR, RIM_EXPORT_ERROR_NOTHING,
                           _("Nothing is measured yet, so there is nothing to save"));
      return FALSE;
    }
  if (format == RIM_MEASUREMENTS_SR && !check_for_sr (measurements, images, error))
    return FALSE;

  folder = rim_export_make_folder_beside (path, error);
  if (folder == NULL)
    return FALSE;

  draft = g_build_filename (folder, name, NULL);
  done = (format == RIM_MEASUREMENTS_SR ? write_sr (draft, measurements, images, error)
                                        : write_csv (draft, measurements, lesions, images, error)) &&
         rim_export_note_place (note, draft, path, rim_measurement_format_get_name (format), error);

  g_unlink (draft);
  g_rmdir (folder);

  return done;
}
