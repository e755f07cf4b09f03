/* rim-library-roi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-roi-private.h"

#include <glib/gi18n-lib.h>

#include "dicom/rim-roi-match.h"
#include "dicom/rim-rtstruct.h"
#include "dicom/rim-seg.h"

/* One image series as its regions are laid on it. */
typedef struct
{
  RimSegmentation *segmentation;   /* gets the warnings */
  RimSeries       *series;
} Target;

void
rim_roi_import_free (gpointer data)
{
  RimRoiImport *import = data;

  g_free (import->uid);
  g_free (import->path);
  g_clear_pointer (&import->lesions, g_ptr_array_unref);
  g_clear_pointer (&import->measurements, g_ptr_array_unref);
  g_free (import);
}

/**
 * rim_library_read_roi_file:
 * @path: a file
 * @kind: %RIM_SERIES_RTSTRUCT or %RIM_SERIES_SEG
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): its regions
 */
RimRoiSet *
rim_library_read_roi_file (const char     *path,
                           RimSeriesKind   kind,
                           GError        **error)
{
  if (kind == RIM_SERIES_RTSTRUCT)
    return rim_rtstruct_read (path, error);

  return rim_seg_read (path, RIM_SEG_DEFAULT_THRESHOLD, error);
}

/* A region without voxels was drawn in another frame of reference; the set says
 * so in its warnings.
 */
static GPtrArray *
make_lesions (Target    *target,
              RimRoiSet *set)
{
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; i < set->rois->len; i++)
    {
      RimRoi *roi = g_ptr_array_index (set->rois, i);

      if (roi->mask != NULL)
        g_ptr_array_add (lesions, rim_lesion_new_from_roi_at (roi, target->series->positions));
    }

  for (guint i = 0; i < set->warnings->len; i++)
    rim_segmentation_add_warning (target->segmentation, g_ptr_array_index (set->warnings, i));

  return lesions;
}

/* Sets that refer to the image and were not brought in yet, as (UID, path,
 * kind).
 */
static GPtrArray *
find_new_sets (RimLibrary  *self,
               gint64       segmentation_id,
               const char  *study_uid,
               const char  *series_uid,
               guint        part,
               GArray      *kinds,
               gint64      *series_id)
{
  g_autoptr(GPtrArray) imports = g_ptr_array_new_with_free_func (rim_roi_import_free);
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (
    db, NULL,
    "SELECT s.id, i.uid, MIN (f.path), r.kind FROM series s "
    "JOIN study t ON t.id = s.study_id "
    "JOIN roi_set_link l ON l.series_id = s.id "
    "JOIN roi_set r ON r.id = l.roi_set_id "
    "JOIN instance i ON i.id = r.instance_id "
    "JOIN file f ON f.instance_id = i.id AND f.state = 0 "
    "WHERE s.uid = ?1 AND s.part = ?2 AND s.kind = 0 AND (t.uid = ?3 OR ?3 = '') "
    "AND NOT EXISTS (SELECT 1 FROM imported_roi_set m "
    "                WHERE m.segmentation_id = ?4 AND m.uid = i.uid) "
    "GROUP BY r.id ORDER BY r.id", "snsi", series_uid, part, study_uid, segmentation_id);

  while (rows != NULL && rim_rows_next (rows, NULL))
    {
      RimRoiImport *import = g_new0 (RimRoiImport, 1);
      int kind = (int) rim_rows_get_int (rows, 3);

      *series_id = rim_rows_get_int (rows, 0);
      import->uid = rim_rows_dup_text (rows, 1);
      import->path = rim_rows_dup_text (rows, 2);
      g_ptr_array_add (imports, import);
      g_array_append_val (kinds, kind);
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return g_steal_pointer (&imports);
}

/* A set that cannot be read is told of, and tried again the next time. */
static gboolean
read_set (Target        *target,
          RimRoiImport  *import,
          RimSeriesKind  kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_library_read_roi_file (import->path, kind, &error);

  if (set == NULL || !rim_roi_match_series (set, target->series, &error))
    {
      rim_segmentation_add_warning (target->segmentation, error->message);
      return FALSE;
    }

  import->lesions = make_lesions (target, set);

  return TRUE;
}

/* Returns: (element-type RimRoiImport): the sets of regions that refer to an
 * image and that its segmentation does not have yet
 */
GPtrArray *
rim_library_read_new_roi_sets (RimLibrary      *self,
                               gint64           segmentation_id,
                               const char      *study_uid,
                               const char      *series_uid,
                               guint            part,
                               RimSegmentation *segmentation)
{
  g_autoptr(GArray) kinds = g_array_new (FALSE, FALSE, sizeof (int));
  gint64 series_id = 0;
  g_autoptr(GPtrArray) imports = find_new_sets (self, segmentation_id, study_uid, series_uid,
                                                part, kinds, &series_id);
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(GError) error = NULL;
  Target target = { segmentation, NULL };

  if (imports->len == 0)
    return g_steal_pointer (&imports);

  series = rim_library_open_series (self, series_id, &error);
  target.series = series;
  if (series == NULL)
    rim_segmentation_add_warning (segmentation, error->message);

  for (guint i = imports->len; i > 0; i--)
    {
      int kind = g_array_index (kinds, int, i - 1);

      if (series == NULL || !series->has_grid ||
          !read_set (&target, g_ptr_array_index (imports, i - 1), (RimSeriesKind) kind))
        g_ptr_array_remove_index (imports, i - 1);
    }

  return g_steal_pointer (&imports);
}
