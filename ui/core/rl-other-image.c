/* rl-other-image.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-other-image.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rl-format.h"
#include "core/rl-opened.h"
#include "queue/rim-worklist.h"

RlOtherImage *
rl_other_image_ref (RlOtherImage *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_other_image_unref (RlOtherImage *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->date);
  g_free (self->title);
  g_free (self->frame_of_reference_uid);
  g_ptr_array_unref (self->lesions);
  g_free (self);
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (a == NULL || b == NULL || *a == '\0' || *b == '\0')
    return FALSE;

  x = g_utf8_casefold (a, -1);
  y = g_utf8_casefold (b, -1);

  return g_strcmp0 (g_strstrip (x), g_strstrip (y)) == 0;
}

/**
 * rl_other_image_find:
 * @self: what was drawn on another image
 * @lesion: a lesion that is shown
 * @is_only: whether no other is
 *
 * Returns: (transfer none) (nullable): the same lesion there: that of the same
 *   Tracking UID, else of the same Tracking ID, else of the same name, else the
 *   only one where @lesion is too
 */
RimLesion *
rl_other_image_find (RlOtherImage   *self,
                     RimLesion      *lesion,
                     gboolean        is_only)
{
  RimLesion *by_id = NULL;
  RimLesion *by_name = NULL;

  for (guint i = 0; i < self->lesions->len; i++)
    {
      RimLesion *there = g_ptr_array_index (self->lesions, i);

      if (is_same_text (there->tracking_uid, lesion->tracking_uid))
        return there;
      if (by_id == NULL && is_same_text (there->tracking_id, lesion->tracking_id))
        by_id = there;
      if (by_name == NULL && is_same_text (there->name, lesion->name))
        by_name = there;
    }

  if (by_id != NULL || by_name != NULL)
    return by_id != NULL ? by_id : by_name;

  return is_only && self->lesions->len == 1 ? g_ptr_array_index (self->lesions, 0) : NULL;
}

static char *
dup_time (RlOtherImage *self)
{
  g_autofree char *date = self->date != NULL ? rl_format_date (self->date) : NULL;

  return date != NULL && *date != '\0' ? g_steal_pointer (&date) : g_strdup (self->title);
}

/**
 * rl_other_image_dup_title:
 * @self: what was drawn on another image
 * @there: a lesion of it
 * @lesion: the lesion that it is compared with
 *
 * Returns: (transfer full): when it was, or that another reader drew it in this
 *   study; with its name where that is another
 */
char *
rl_other_image_dup_title (RlOtherImage   *self,
                          RimLesion      *there,
                          RimLesion      *lesion)
{
  gboolean is_same_name = is_same_text (there->name, lesion->name);
  g_autofree char *time = NULL;

  if (self->is_same_study)
    return g_strdup_printf (_("Other reader: %s"), is_same_name ? self->title : there->name);

  time = dup_time (self);

  return is_same_name ? g_steal_pointer (&time) : g_strdup_printf ("%s · %s", time, there->name);
}

static gboolean
has_voxels (RimLesion *lesion)
{
  RimBox box;

  return rim_mask_get_bounds (lesion->mask, &box);
}

static GPtrArray *
list_lesions (RimSegmentation *segmentation)
{
  GPtrArray *lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    {
      RimLesion *lesion = rim_segmentation_get_lesion (segmentation, i);

      if (has_voxels (lesion))
        g_ptr_array_add (lesions, rim_lesion_ref (lesion));
    }

  return lesions;
}

/* What cannot be read is no other to compare with; opening it says why. */
static void
add_drawn (const RlShownImage     *self,
           RimLibraryRow          *study,
           RimLibraryRow          *series,
           RimSegmentation        *segmentation,
           const char             *title,
           GPtrArray              *others)
{
  g_autoptr(GPtrArray) lesions = segmentation != NULL ? list_lesions (segmentation) : NULL;
  RlOtherImage *other;

  if (lesions == NULL || lesions->len == 0)
    return;

  other = g_new0 (RlOtherImage, 1);
  rim_ref_count_init (&other->ref_count);
  other->study_id = study->id;
  other->series_id = series->id;
  other->date = g_strdup (study->date);
  other->title = g_strdup (title);
  other->frame_of_reference_uid = g_strdup (series->frame_of_reference_uid);
  other->is_same_study = g_strcmp0 (study->uid, self->study_uid) == 0;
  other->lesions = g_steal_pointer (&lesions);
  g_ptr_array_add (others, other);
}

static void
add_series (const RlShownImage     *self,
            RimLibraryRow          *study,
            RimLibraryRow          *series,
            GPtrArray              *others)
{
  g_autoptr(RimSegmentation) segmentation =
    rim_library_load_segmentation (self->library, study->uid, series->uid, series->part, NULL);

  add_drawn (self, study, series, segmentation,
             series->title != NULL && *series->title != '\0' ? series->title : _("Image"), others);
}

/* A second reader sees the first read once his own is accepted, and nobody sees a second
 * read before that.
 */
static void
add_reads (const RlShownImage     *self,
           RimLibraryRow          *study,
           RimLibraryRow          *series,
           GPtrArray              *others)
{
  gboolean is_accepted = FALSE;
  g_autofree char *own = rim_library_dup_read (self->library, study->uid, &is_accepted);
  g_autoptr(GPtrArray) reads = NULL;

  if (own != NULL && !is_accepted)
    return;

  if (own != NULL)
    {
      g_autoptr(RimSegmentation) first =
        rim_library_load_read (self->library, study->uid, series->uid, series->part, NULL, NULL);

      add_drawn (self, study, series, first, _("first read"), others);
    }

  reads = rim_library_list_reads (self->library, study->uid, series->uid, series->part, NULL);
  for (guint i = 0; reads != NULL && i < reads->len; i++)
    {
      const char *read = reads->pdata[i];
      const char *reader = strchr (read, '/') != NULL ? strchr (read, '/') + 1 : read;
      g_autoptr(RimSegmentation) second = NULL;

      if (g_strcmp0 (read, own) == 0 || !rim_read_is_accepted (self->library, study->uid, read, NULL))
        continue;
      second = rim_library_load_read (self->library, study->uid, series->uid, series->part, read, NULL);
      add_drawn (self, study, series, second, reader, others);
    }
}

static gboolean
is_shown (const RlShownImage     *self,
          RimLibraryRow          *study,
          RimLibraryRow          *series)
{
  return g_strcmp0 (study->uid, self->study_uid) == 0 && g_strcmp0 (series->uid, self->series_uid) == 0 &&
         series->part == self->part;
}

/* The image that would be opened first, and those with contours. */
static gboolean
add_study (const RlShownImage      *self,
           RimLibraryRow           *study,
           GPtrArray               *others,
           GError                 **error)
{
  g_autoptr(GPtrArray) series = rim_library_list_series (self->library, study->id, error);
  RimLibraryRow *first = series != NULL ? rl_choose_image (series) : NULL;

  for (guint i = 0; series != NULL && i < series->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (series, i);

      if (row->kind == RIM_SERIES_IMAGE && is_shown (self, study, row))
        add_reads (self, study, row, others);
      else if (row->kind == RIM_SERIES_IMAGE && (row == first || row->n_contours > 0))
        add_series (self, study, row, others);
    }

  return series != NULL;
}

static gboolean
has_study (GPtrArray  *studies,
           const char *uid)
{
  for (guint i = 0; i < studies->len; i++)
    if (g_strcmp0 (((RimLibraryRow *) g_ptr_array_index (studies, i))->uid, uid) == 0)
      return TRUE;

  return FALSE;
}

/* Of patients with the same identifier it is the one with the study. */
static GPtrArray *
find_studies (const RlShownImage      *self,
              GError                 **error)
{
  g_autoptr(GPtrArray) patients = rim_library_list_patients (self->library, error);

  if (patients == NULL)
    return NULL;

  for (guint i = 0; i < patients->len; i++)
    {
      RimLibraryRow *patient = g_ptr_array_index (patients, i);
      g_autoptr(GPtrArray) studies = NULL;

      if (g_strcmp0 (patient->uid, self->patient_id) != 0)
        continue;

      studies = rim_library_list_studies (self->library, patient->id, error);
      if (studies == NULL || has_study (studies, self->study_uid))
        return g_steal_pointer (&studies);
    }

  return g_ptr_array_new ();
}

/**
 * rl_shown_image_find_others:
 * @self: whose
 * @cancellable: (nullable): to stop it
 * @error: where to put an error
 *
 * Finds what was drawn on other images of a patient. For a worker.
 *
 * Returns: (transfer full) (nullable) (element-type RlOtherImage): them, the
 *   latest study first
 */
GPtrArray *
rl_shown_image_find_others (const RlShownImage      *self,
                            GCancellable            *cancellable,
                            GError                 **error)
{
  g_autoptr(GPtrArray) studies = find_studies (self, error);
  g_autoptr(GPtrArray) others =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rl_other_image_unref);

  if (studies == NULL)
    return NULL;

  for (guint i = 0; i < studies->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_study (self, g_ptr_array_index (studies, i), others, error))
      return NULL;

  return g_steal_pointer (&others);
}

void
rl_shown_image_free (RlShownImage *self)
{
  g_object_unref (self->library);
  g_free (self->patient_id);
  g_free (self->study_uid);
  g_free (self->series_uid);
  g_free (self);
}
