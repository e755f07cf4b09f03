/* rim-library-reports.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-roi-private.h"

#include "dicom/rim-sr.h"

/* More images than these are not looked through for where a report points. */
#define MAX_IMAGES 8

/* Reports of the study of an image that were not brought in yet. */
static GPtrArray *
find_new_reports (RimLibrary *self,
                  gint64      segmentation_id,
                  const char *study_uid,
                  const char *series_uid,
                  guint       part)
{
  g_autoptr(GPtrArray) imports = g_ptr_array_new_with_free_func (rim_roi_import_free);
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (
    db, NULL,
    "SELECT i.uid, MIN (f.path) FROM series s "
    "JOIN study t ON t.id = s.study_id "
    "JOIN series r ON r.study_id = t.id AND r.kind = ?5 "
    "JOIN instance i ON i.study_id = t.id AND i.series_uid = r.uid "
    "JOIN file f ON f.instance_id = i.id AND f.state = 0 "
    "WHERE s.uid = ?1 AND s.part = ?2 AND s.kind = 0 AND (t.uid = ?3 OR ?3 = '') "
    "AND NOT EXISTS (SELECT 1 FROM imported_roi_set m "
    "                WHERE m.segmentation_id = ?4 AND m.uid = i.uid) "
    "GROUP BY i.id ORDER BY i.id", "snsii", series_uid, part, study_uid, segmentation_id,
    (gint64) RIM_SERIES_SR);

  while (rows != NULL && rim_rows_next (rows, NULL))
    {
      RimRoiImport *import = g_new0 (RimRoiImport, 1);

      import->uid = rim_rows_dup_text (rows, 0);
      import->path = rim_rows_dup_text (rows, 1);
      import->measurements = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_measurement_unref);
      g_ptr_array_add (imports, import);
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return g_steal_pointer (&imports);
}

/* The image, and those of its study that share its space. */
static GArray *
find_images (RimLibrary *self,
             const char *study_uid,
             const char *series_uid,
             guint       part)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (
    db, NULL,
    "SELECT o.id FROM series s JOIN study t ON t.id = s.study_id "
    "JOIN series o ON o.study_id = t.id AND o.kind = 0 "
    "WHERE s.uid = ?1 AND s.part = ?2 AND s.kind = 0 AND (t.uid = ?3 OR ?3 = '') "
    "AND (o.id = s.id OR o.frame_of_reference = s.frame_of_reference) "
    "ORDER BY o.id = s.id DESC, o.n_instances DESC, o.id LIMIT ?4", "snsi", series_uid, part,
    study_uid, (gint64) MAX_IMAGES);

  while (rows != NULL && rim_rows_next (rows, NULL))
    {
      gint64 id = rim_rows_get_int (rows, 0);

      g_array_append_val (ids, id);
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return ids;
}

/* Where their slices lie; none of their pixels is read. */
static GPtrArray *
open_images (RimLibrary *self,
             const char *study_uid,
             const char *series_uid,
             guint       part)
{
  const RimLoadOptions options = { 0 };
  GPtrArray *images = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_volume_unref);
  g_autoptr(GArray) ids = find_images (self, study_uid, series_uid, part);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(RimSeries) series = rim_library_open_series (self, g_array_index (ids, gint64, i), NULL);
      RimVolume *image = series != NULL && series->has_grid ? rim_series_prepare (series, &options, NULL)
                                                            : NULL;

      if (image != NULL)
        g_ptr_array_add (images, image);
      else if (i == 0)
        break;
    }

  return images;
}

/* It lies on the image, or in the same space. */
static gboolean
belongs_to (RimMeasurement *measurement,
            RimVolume      *image)
{
  RimSource *source = rim_volume_get_source (image);

  return source != NULL &&
         ((source->frame_of_reference_uid != NULL &&
           g_strcmp0 (measurement->frame_of_reference_uid, source->frame_of_reference_uid) == 0) ||
          g_strcmp0 (measurement->series_uid, source->series_uid) == 0);
}

/* Whether it was in this segmentation at any time, or was drawn on another image of the
 * study: then the report is our own.
 */
static gboolean
is_known (RimLibrary *self,
          gint64      segmentation_id,
          const char *study_uid,
          const char *id)
{
  RimDb *db = rim_library_begin_reading (self);
  gint64 found = 0;
  gboolean is_found = rim_db_get_int (
    db, &found, NULL,
    "SELECT 1 FROM segmentation g JOIN journal j ON j.segmentation_id = g.id "
    "WHERE g.study_uid = ?1 AND (g.id = ?2 OR j.step <> ?3) "
    "AND instr (j.edit, CAST (?4 AS BLOB)) > 0 LIMIT 1", "siis", study_uid, segmentation_id,
    (gint64) RIM_JOURNAL_IMPORT, id);

  rim_library_end_reading (self);

  return is_found;
}

/* A report of another kind, such as of dose, has nothing for us and is not asked again. */
static gboolean
read_report (RimRoiImport    *import,
             GPtrArray       *images,
             RimSegmentation *segmentation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimSrReport) report = rim_sr_read (import->path, images, &error);

  if (report == NULL)
    {
      if (error->domain == RIM_SR_ERROR)
        return TRUE;
      rim_segmentation_add_warning (segmentation, error->message);
      return FALSE;
    }

  for (guint i = 0; i < report->groups->len; i++)
    {
      RimSrGroup *group = g_ptr_array_index (report->groups, i);
      gboolean is_own = g_strcmp0 (group->measurement->author,
                                   rim_segmentation_get_author (segmentation)) == 0;

      if (belongs_to (group->measurement, images->pdata[0]))
        g_ptr_array_add (import->measurements, rim_measurement_with_lock (group->measurement, !is_own));
    }

  return TRUE;
}

/**
 * rim_library_read_new_reports:
 * @self: a library
 * @segmentation_id: of the segmentation of an image
 * @study_uid: of the image; "" where it is not known
 * @series_uid: of the image
 * @part: of a series that was split
 * @segmentation: gets the warnings
 *
 * Reads what structured reports of the study measure on an image or in its space.
 * What someone else measured is locked. What was there before, as in a report that we
 * wrote, does not come again.
 *
 * Returns: (transfer full) (element-type RimRoiImport): those that the segmentation does
 *   not have yet, also where they have nothing for it
 */
GPtrArray *
rim_library_read_new_reports (RimLibrary      *self,
                              gint64           segmentation_id,
                              const char      *study_uid,
                              const char      *series_uid,
                              guint            part,
                              RimSegmentation *segmentation)
{
  g_autoptr(GPtrArray) imports = find_new_reports (self, segmentation_id, study_uid, series_uid, part);
  g_autoptr(GPtrArray) images = NULL;

  if (imports->len == 0)
    return g_steal_pointer (&imports);

  images = open_images (self, study_uid, series_uid, part);
  for (guint i = imports->len; i > 0; i--)
    {
      RimRoiImport *import = g_ptr_array_index (imports, i - 1);

      if (images->len == 0 || !read_report (import, images, segmentation))
        {
          g_ptr_array_remove_index (imports, i - 1);
          continue;
        }

      for (guint m = import->measurements->len; m > 0; m--)
        if (is_known (self, segmentation_id, study_uid,
                      ((RimMeasurement *) import->measurements->pdata[m - 1])->id))
          g_ptr_array_remove_index (import->measurements, m - 1);
    }

  return g_steal_pointer (&imports);
}
