/* rim-lesion-times.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-lesion-times.h"

#include <string.h>

#include "feature/rim-measure.h"
#include "rim-library-private.h"
#include "segment/rim-lesion-tracking.h"

static const char images_sql[] =
  "SELECT t.id, s.id, t.uid, s.uid, s.part, t.date, t.time, s.description, s.modality, "
  "       s.frame_of_reference "
  "FROM study t JOIN series s ON s.study_id = t.id "
  "WHERE t.patient_id = ?1 AND s.kind = ?2 AND "
  "      (EXISTS (SELECT 1 FROM roi_set_link l WHERE l.series_id = s.id) OR "
  "       EXISTS (SELECT 1 FROM segmentation g JOIN journal j ON j.segmentation_id = g.id "
  "               WHERE g.study_uid = t.uid AND g.series_uid = s.uid AND g.part = s.part)) "
  "ORDER BY t.date, t.time, t.id, s.number, s.uid, s.part";

/**
 * rim_drawn_image_new_from_source:
 * @source: who and what an image shows
 *
 * Returns: (transfer full): that image, which need not be in a library
 */
RimDrawnImage *
rim_drawn_image_new_from_source (RimSource *source)
{
  RimDrawnImage *self = g_new0 (RimDrawnImage, 1);

  rim_ref_count_init (&self->ref_count);
  self->study_uid = g_strdup (source->study_uid);
  self->series_uid = g_strdup (source->series_uid);
  self->series_part = source->series_part;
  self->date = g_strdup (source->study_date);
  self->time = g_strdup (source->study_time);
  self->title = g_strdup (source->series_description);
  self->modality = g_strdup (source->modality);
  self->frame_of_reference_uid = g_strdup (source->frame_of_reference_uid);

  return self;
}

RimDrawnImage *
rim_drawn_image_ref (RimDrawnImage *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_drawn_image_unref (RimDrawnImage *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->study_uid);
  g_free (self->series_uid);
  g_free (self->date);
  g_free (self->time);
  g_free (self->title);
  g_free (self->modality);
  g_free (self->frame_of_reference_uid);
  g_free (self);
}

/* Voxels that are the same object, or equal ones on the same grid, measure the same. */
static gboolean
has_same_voxels (RimMask *a,
                 RimMask *b)
{
  const RimGrid *first = rim_mask_get_grid (a);
  const RimGrid *second = rim_mask_get_grid (b);

  return a == b ||
         (memcmp (first->size, second->size, sizeof first->size) == 0 &&
          memcmp (first->to_patient.m, second->to_patient.m, sizeof first->to_patient.m) == 0 &&
          rim_mask_equal (a, b));
}

static RimLesionTime *
find_known (GPtrArray     *known,
            RimDrawnImage *image,
            RimLesion     *lesion)
{
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      RimLesionTime *time = g_ptr_array_index (known, i);

      if (g_strcmp0 (time->image->series_uid, image->series_uid) == 0 && g_str_equal (time->lesion->id, lesion->id) &&
          has_same_voxels (time->lesion->mask, lesion->mask))
        return time;
    }

  return NULL;
}

static void
measure (RimLesionTime *self)
{
  RimDiameters diameters;

  self->volume = rim_mask_get_volume (self->lesion->mask);
  self->long_axis = NAN;
  self->short_axis = NAN;
  if (!rim_measure_diameters (self->lesion->mask, &diameters))
    return;

  self->long_axis = diameters.long_axis;
  self->short_axis = diameters.short_axis;
}

/**
 * rim_lesion_time_new:
 * @image: what it is drawn on
 * @lesion: a lesion
 * @known: (nullable) (element-type RimLesionTime): what was measured before; a lesion
 *   whose voxels are still the same is not measured again
 *
 * Returns: (transfer full): the lesion at that time, measured; for a worker
 */
RimLesionTime *
rim_lesion_time_new (RimDrawnImage *image,
                     RimLesion     *lesion,
                     GPtrArray     *known)
{
  RimLesionTime *before = find_known (known, image, lesion);
  RimLesionTime *self;

  if (before != NULL && rim_lesion_equal (before->lesion, lesion))
    return rim_lesion_time_ref (before);

  self = g_new0 (RimLesionTime, 1);
  rim_ref_count_init (&self->ref_count);
  self->image = rim_drawn_image_ref (image);
  self->lesion = rim_lesion_ref (lesion);
  self->tracking_uid = rim_lesion_dup_tracking_uid (lesion);
  if (before == NULL)
    {
      measure (self);
      return self;
    }

  self->volume = before->volume;
  self->long_axis = before->long_axis;
  self->short_axis = before->short_axis;

  return self;
}

RimLesionTime *
rim_lesion_time_ref (RimLesionTime *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_lesion_time_unref (RimLesionTime *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  rim_drawn_image_unref (self->image);
  rim_lesion_unref (self->lesion);
  g_free (self->tracking_uid);
  g_free (self);
}

static gpointer
read_image (RimRows   *rows,
            gpointer   data,
            GError   **error)
{
  RimDrawnImage *self = g_new0 (RimDrawnImage, 1);

  rim_ref_count_init (&self->ref_count);
  self->study_id = rim_rows_get_int (rows, 0);
  self->series_id = rim_rows_get_int (rows, 1);
  self->study_uid = rim_rows_dup_text (rows, 2);
  self->series_uid = rim_rows_dup_text (rows, 3);
  self->series_part = (guint) rim_rows_get_int (rows, 4);
  self->date = rim_rows_dup_text (rows, 5);
  self->time = rim_rows_dup_text (rows, 6);
  self->title = rim_rows_dup_text (rows, 7);
  self->modality = rim_rows_dup_text (rows, 8);
  self->frame_of_reference_uid = rim_rows_dup_text (rows, 9);

  return self;
}

/**
 * rim_library_find_patient:
 * @self: a library
 * @study_uid: a study
 *
 * Returns: the row of its patient; 0 where it is not in the library
 */
gint64
rim_library_find_patient (RimLibrary *self,
                          const char *study_uid)
{
  gint64 patient_id = 0;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), 0);

  if (!rim_db_get_int (rim_library_begin_reading (self), &patient_id, NULL,
                       "SELECT patient_id FROM study WHERE uid = ?", "s", study_uid))
    patient_id = 0;
  rim_library_end_reading (self);

  return patient_id;
}

/**
 * rim_library_list_drawn_images:
 * @self: a library
 * @patient_id: a patient’s row
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimDrawnImage): the patient’s images
 *   that something is drawn on or that contours came for, the earliest first
 */
GPtrArray *
rim_library_list_drawn_images (RimLibrary  *self,
                               gint64       patient_id,
                               GError     **error)
{
  GPtrArray *images;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  images = rim_rows_collect (rim_db_query (db, error, images_sql, "ii", patient_id, (int) RIM_SERIES_IMAGE),
                             read_image, NULL, (GDestroyNotify) rim_drawn_image_unref, error);
  rim_library_end_reading (self);

  return images;
}

/**
 * rim_library_add_lesion_times:
 * @self: a library
 * @image: an image of it
 * @known: (nullable) (element-type RimLesionTime): as for rim_library_list_lesions()
 * @times: (element-type RimLesionTime): what to add to
 * @error: where to put an error
 *
 * Replays what was drawn on an image and measures what of it has voxels. For a worker.
 *
 * Returns: whether it could be read
 */
gboolean
rim_library_add_lesion_times (RimLibrary     *self,
                              RimDrawnImage  *image,
                              GPtrArray      *known,
                              GPtrArray      *times,
                              GError        **error)
{
  g_autoptr(RimSegmentation) segmentation =
    rim_library_load_segmentation (self, image->study_uid, image->series_uid, image->series_part, error);

  if (segmentation == NULL)
    return FALSE;

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, i);
      RimBox box;

      if (rim_mask_get_bounds (lesion->mask, &box))
        g_ptr_array_add (times, rim_lesion_time_new (image, lesion, known));
    }

  return TRUE;
}

/**
 * rim_library_list_lesions:
 * @self: a library
 * @patient_id: a patient’s row
 * @known: (nullable) (element-type RimLesionTime): what was listed before; what is still
 *   the same is not measured again
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Replays what was drawn on all images of a patient and measures it. For a worker.
 *
 * Returns: (transfer full) (nullable) (element-type RimLesionTime): the lesions that have
 *   voxels, those of the earliest study first
 */
GPtrArray *
rim_library_list_lesions (RimLibrary    *self,
                          gint64         patient_id,
                          GPtrArray     *known,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(GPtrArray) images = rim_library_list_drawn_images (self, patient_id, error);
  g_autoptr(GPtrArray) times = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_time_unref);

  if (images == NULL)
    return NULL;

  for (guint i = 0; i < images->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !rim_library_add_lesion_times (self, g_ptr_array_index (images, i), known, times, error))
      return NULL;

  return g_steal_pointer (&times);
}

static GPtrArray *
find_group (GPtrArray     *groups,
            RimLesionTime *time)
{
  for (guint i = 0; time->tracking_uid != NULL && i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      RimLesionTime *first = g_ptr_array_index (group, 0);

      if (g_strcmp0 (first->tracking_uid, time->tracking_uid) == 0)
        return group;
    }

  return NULL;
}

/**
 * rim_lesion_times_group:
 * @times: (element-type RimLesionTime): lesions at several times
 *
 * Returns: (transfer full) (element-type GPtrArray): an array of #RimLesionTime for each
 *   lesion, by Tracking UID, in the order in which they come in @times
 */
GPtrArray *
rim_lesion_times_group (GPtrArray *times)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < times->len; i++)
    {
      RimLesionTime *time = g_ptr_array_index (times, i);
      GPtrArray *group = find_group (groups, time);

      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_time_unref);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group, rim_lesion_time_ref (time));
    }

  return groups;
}
