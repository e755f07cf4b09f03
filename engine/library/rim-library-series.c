/* rim-library-series.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-import-private.h"

#include <glib/gi18n-lib.h>

#include "dicom/rim-dcm.h"
#include "format/rim-image.h"

typedef struct
{
  char     *study_uid;
  char     *uid;
  guint     part;
  int       kind;
  gboolean  is_dicom;
} SeriesRow;

static void
series_row_clear (SeriesRow *row)
{
  g_free (row->study_uid);
  g_free (row->uid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SeriesRow, series_row_clear)

static gboolean
find_series (RimLibrary  *self,
             gint64       series_id,
             SeriesRow   *row,
             GError     **error)
{
  g_autoptr(GError) own_error = NULL;
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (db, &own_error,
                                          "SELECT t.uid, s.uid, s.part, s.kind, s.is_dicom FROM series s "
                                          "JOIN study t ON t.id = s.study_id WHERE s.id = ?",
                                          "i", series_id);
  gboolean found = rows != NULL && rim_rows_next (rows, &own_error);

  if (found)
    {
      row->study_uid = rim_rows_dup_text (rows, 0);
      row->uid = rim_rows_dup_text (rows, 1);
      row->part = (guint) rim_rows_get_int (rows, 2);
      row->kind = (int) rim_rows_get_int (rows, 3);
      row->is_dicom = rim_rows_get_int (rows, 4) != 0;
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (!found)
    g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                         _("The library has no such series"));

  return found;
}

/* Returns: (element-type filename): of each instance of a series the file that
 * was imported first among those that are where they were; @n_missing instances
 * have none
 */
GPtrArray *
rim_library_find_paths (RimLibrary  *self,
                        const char  *study_uid,
                        const char  *series_uid,
                        guint       *n_missing,
                        GError     **error)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) own_error = NULL;
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (
    db, &own_error,
    "SELECT MIN (f.id), f.path FROM study t "
    "JOIN instance i ON i.study_id = t.id AND i.series_uid = ?2 "
    "LEFT JOIN file f ON f.instance_id = i.id AND f.state = 0 "
    "WHERE t.uid = ?1 GROUP BY i.id ORDER BY i.id", "ss", study_uid, series_uid);

  *n_missing = 0;
  while (rows != NULL && rim_rows_next (rows, &own_error))
    {
      char *path = rim_rows_dup_text (rows, 1);

      if (path != NULL)
        g_ptr_array_add (paths, path);
      else
        (*n_missing)++;
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return NULL;
    }

  return g_steal_pointer (&paths);
}

/**
 * rim_library_get_files:
 * @self: a library
 * @series_id: the id of a series' row
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type filename): a file of each
 *   instance of the series, all its parts, that is where it was
 */
GPtrArray *
rim_library_get_files (RimLibrary  *self,
                       gint64       series_id,
                       GError     **error)
{
  g_auto(SeriesRow) row = { 0 };
  guint n_missing;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  if (!find_series (self, series_id, &row, error))
    return NULL;

  return rim_library_find_paths (self, row.study_uid, row.uid, &n_missing, error);
}

static gboolean
refuse_incomplete (guint    n_missing,
                   guint    n_instances,
                   GError **error)
{
  if (n_missing == 0)
    return TRUE;

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_MISSING,
               _("%u of the %u files of this series are not where they were"),
               n_missing, n_instances);

  return FALSE;
}

/* The library's name is a UID or, of a file that has none at all, its path. */
static char *
dup_uid (const char *name)
{
  return g_ascii_isdigit (*name) ? g_strdup (name) : rim_dcm_uid_from_name (name);
}

/* What hangs on a series needs its UIDs, which some files lack. */
static void
name_source (RimSource       *source,
             const SeriesRow *row)
{
  if (source->study_uid == NULL)
    source->study_uid = dup_uid (row->study_uid);
  if (source->series_uid == NULL)
    source->series_uid = dup_uid (row->uid);
}

static RimSeries *
pick_part (GPtrArray        *headers,
           const SeriesRow  *row,
           GError          **error)
{
  g_autoptr(GPtrArray) groups = rim_dicom_group (headers);

  for (guint i = 0; i < groups->len; i++)
    {
      RimSeries *series = g_ptr_array_index (groups, i);

      if (series->source->series_part != row->part || (int) series->kind != row->kind)
        continue;

      name_source (series->source, row);

      return rim_series_ref (series);
    }

  g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                       _("The files of this series have changed; import them again"));

  return NULL;
}

static RimSeries *
open_dicom (RimLibrary       *self,
            gint64            series_id,
            GPtrArray        *paths,
            const SeriesRow  *row,
            GError          **error)
{
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) headers = rim_dicom_read_headers (paths, refused, NULL, NULL, NULL, error);

  if (headers == NULL)
    return NULL;

  if (refused->len == 0)
    return pick_part (headers, row, error);

  if (refuse_incomplete (rim_library_check_files (self, series_id, NULL), paths->len, error))
    g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_FAILED,
                         g_ptr_array_index (refused, 0));

  return NULL;
}

/* A NIfTI or NRRD as a series: it has no headers, and its source's one slice
 * names the file.
 */
static RimSeries *
open_image (GPtrArray       *paths,
            const SeriesRow *row)
{
  RimSeries *series = g_new0 (RimSeries, 1);

  rim_ref_count_init (&series->ref_count);
  series->kind = RIM_SERIES_IMAGE;
  series->headers = g_ptr_array_new ();
  series->source = rim_source_new ();
  series->source->study_uid = g_strdup (row->study_uid);
  series->source->series_uid = g_strdup (row->uid);
  series->source->series_description = g_path_get_basename (g_ptr_array_index (paths, 0));
  rim_source_add_slice (series->source, NULL, g_ptr_array_index (paths, 0), 0, 0);

  return series;
}

/**
 * rim_library_open_series:
 * @self: a library
 * @series_id: the id of a series' row
 * @error: where to put an error
 *
 * Reads the headers of a series again. All of its files have to be there: a
 * volume with slices left out would be another volume. Where files lack the UIDs
 * of study and series, its source has those of the library. What is no DICOM
 * (#RimLibraryRow.is_dicom) has no headers and no grid; rim_library_read_image()
 * reads it. For any thread.
 *
 * Returns: (transfer full) (nullable): the series
 */
RimSeries *
rim_library_open_series (RimLibrary  *self,
                         gint64       series_id,
                         GError     **error)
{
  g_auto(SeriesRow) row = { 0 };
  g_autoptr(GPtrArray) paths = NULL;
  guint n_missing;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  if (!find_series (self, series_id, &row, error))
    return NULL;

  paths = rim_library_find_paths (self, row.study_uid, row.uid, &n_missing, error);
  if (paths == NULL || !refuse_incomplete (n_missing, paths->len + n_missing, error))
    return NULL;

  return row.is_dicom ? open_dicom (self, series_id, paths, &row, error)
                      : open_image (paths, &row);
}

/**
 * rim_library_read_image:
 * @self: a library
 * @series_id: the id of the row of a series that is no DICOM
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the volume of a NIfTI or NRRD file
 */
RimVolume *
rim_library_read_image (RimLibrary  *self,
                        gint64       series_id,
                        GError     **error)
{
  g_autoptr(RimSeries) series = rim_library_open_series (self, series_id, error);

  return series != NULL ? rim_image_read (rim_source_get_slice (series->source, 0)->path, error) : NULL;
}
