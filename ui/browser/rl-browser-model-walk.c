/* rl-browser-model-walk.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-model-private.h"

#include "core/rl-opened.h"

/* From what is shown to the next, in the order of the list. */

static gboolean
is_current (RlBrowserModel *self,
            gint64          id)
{
  for (guint i = 0; i < self->current->len; i++)
    if (g_array_index (self->current, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static GPtrArray *
list_images (RlBrowserModel *self,
             guint           study)
{
  GPtrArray *rows = g_ptr_array_new ();
  guint n;
  guint first = rim_index_get_series_of (self->index, study, &n);

  for (guint i = first; i < first + n; i++)
    if (rim_index_get_series (self->index, i)->kind == RIM_SERIES_IMAGE)
      g_ptr_array_add (rows, rim_index_get_series (self->index, i));

  return rows;
}

static void
set_ids (RlBrowserModel *self,
         guint           study,
         RimLibraryRow  *series,
         gint64          ids[3])
{
  RimLibraryRow *row = rim_index_get_study (self->index, study);

  ids[0] = row->parent_id;
  ids[1] = row->id;
  ids[2] = series->id;
}

/**
 * rl_browser_model_find_series:
 * @self: a model
 * @study_id: the study that is shown
 * @series_id: the series that was asked for
 * @steps: 1 for the next, -1 for the one before
 * @ids: (out): a patient, a study and a series
 *
 * Looks for the next images of a study. Those that are shown already, such as
 * the PET beside a CT, are passed over.
 *
 * Returns: whether there are any
 */
gboolean
rl_browser_model_find_series (RlBrowserModel *self,
                              gint64          study_id,
                              gint64          series_id,
                              int             steps,
                              gint64          ids[3])
{
  g_autoptr(GPtrArray) rows = NULL;
  guint study;
  int at = -1;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (self->index == NULL || !rim_index_find_study (self->index, study_id, &study))
    return FALSE;

  rows = list_images (self, study);
  for (int i = 0; i < (int) rows->len; i++)
    if (((RimLibraryRow *) rows->pdata[i])->id == series_id)
      at = i;
  if (at < 0)
    return FALSE;

  for (at += steps; at >= 0 && at < (int) rows->len; at += steps)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, at);

      if (is_current (self, row->id))
        continue;

      set_ids (self, study, row, ids);
      return TRUE;
    }

  return FALSE;
}

/* Returns: (element-type guint): the studies in the order of the list */
static GArray *
list_studies (RlBrowserModel *self)
{
  GArray *studies = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->entries->len; i++)
    {
      guint n;
      guint patient = g_array_index (self->entries, RlBrowserEntry, i).patient;
      guint first = rim_index_get_studies_of (self->index, patient, &n);

      for (guint study = first; study < first + n; study++)
        if (self->hits->studies[study])
          g_array_append_val (studies, study);
    }

  return studies;
}

static gboolean
find_image (RlBrowserModel *self,
            guint           study,
            gint64          ids[3])
{
  g_autoptr(GPtrArray) rows = list_images (self, study);
  RimLibraryRow *image = rl_choose_image (rows);

  if (image == NULL)
    return FALSE;

  set_ids (self, study, image, ids);

  return TRUE;
}

static gboolean
is_undone (RlBrowserModel *self,
           guint           study)
{
  RimReading status = rl_browser_model_get_status (self,
                                                   rim_index_get_study (self->index, study)->id);

  return status == RIM_READING_UNREAD || status == RIM_READING_STARTED;
}

static int
find_position (RlBrowserModel *self,
               GArray         *studies,
               gint64          study_id)
{
  for (guint i = 0; i < studies->len; i++)
    if (rim_index_get_study (self->index, g_array_index (studies, guint, i))->id == study_id)
      return (int) i;

  return -1;
}

/**
 * rl_browser_model_find_study:
 * @self: a model
 * @study_id: the study that is shown, or 0
 * @steps: 1 for the next, -1 for the one before
 * @ids: (out): a patient, a study and the images to look at first
 *
 * Looks for the next study of the list that has images.
 *
 * Returns: whether there is one
 */
gboolean
rl_browser_model_find_study (RlBrowserModel *self,
                             gint64          study_id,
                             int             steps,
                             gint64          ids[3])
{
  g_autoptr(GArray) studies = NULL;
  int at;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (self->index == NULL)
    return FALSE;

  studies = list_studies (self);
  at = find_position (self, studies, study_id);
  if (at < 0 && steps < 0)
    at = (int) studies->len;

  for (at += steps; at >= 0 && at < (int) studies->len; at += steps)
    if (find_image (self, g_array_index (studies, guint, at), ids))
      return TRUE;

  return FALSE;
}

/**
 * rl_browser_model_find_undone:
 * @self: a model
 * @study_id: the study that is shown, or 0
 * @ids: (out): a patient, a study and the images to look at first
 *
 * Looks for the next study of the list that is neither reviewed nor rejected,
 * and from the beginning when the end is reached.
 *
 * Returns: whether there is another one
 */
gboolean
rl_browser_model_find_undone (RlBrowserModel *self,
                              gint64          study_id,
                              gint64          ids[3])
{
  g_autoptr(GArray) studies = NULL;
  guint n, from;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (self->index == NULL)
    return FALSE;

  studies = list_studies (self);
  n = studies->len;
  from = (guint) (find_position (self, studies, study_id) + 1);
  for (guint i = 0; i < n; i++)
    {
      guint study = g_array_index (studies, guint, (from + i) % n);

      if (rim_index_get_study (self->index, study)->id != study_id && is_undone (self, study) &&
          find_image (self, study, ids))
        return TRUE;
    }

  return FALSE;
}

/* The study that was looked at last, or else the best image of all. */
static gboolean
find_start (RlBrowserModel *self,
            gint64          ids[3])
{
  RimLibraryRow *best = NULL;
  guint study = 0;

  if (rim_index_list_recent (self->index, &study, 1) == 1 && find_image (self, study, ids))
    return TRUE;

  for (guint i = 0; i < rim_index_get_n_series (self->index); i++)
    {
      RimLibraryRow *row = rim_index_get_series (self->index, i);

      if (row->kind == RIM_SERIES_IMAGE && (best == NULL || rl_is_better_image (row, best)))
        best = row;
    }

  if (best == NULL || !rim_index_find_study (self->index, best->parent_id, &study))
    return FALSE;

  set_ids (self, study, best, ids);

  return TRUE;
}

/**
 * rl_browser_model_find_first:
 * @self: a model
 * @study_id: a study, or 0 for what to begin with
 * @ids: (out): a patient, a study and the images to look at first
 *
 * Returns: whether there are images
 */
gboolean
rl_browser_model_find_first (RlBrowserModel *self,
                             gint64          study_id,
                             gint64          ids[3])
{
  guint study;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (self->index == NULL)
    return FALSE;
  if (study_id == 0)
    return find_start (self, ids);

  return rim_index_find_study (self->index, study_id, &study) && find_image (self, study, ids);
}

/**
 * rl_browser_model_get_status:
 * @self: a model
 * @study_id: a study
 *
 * Returns: how far its reading is, as was said last even if the library does
 *   not have it yet
 */
RimReading
rl_browser_model_get_status (RlBrowserModel *self,
                             gint64          study_id)
{
  gpointer status;
  guint study;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), RIM_READING_UNREAD);

  if (g_hash_table_lookup_extended (self->said, &study_id, NULL, &status))
    return (RimReading) GPOINTER_TO_UINT (status);
  if (self->index == NULL || !rim_index_find_study (self->index, study_id, &study))
    return RIM_READING_UNREAD;

  return rim_index_get_study (self->index, study)->status;
}

/**
 * rl_browser_model_set_status:
 * @self: a model
 * @study_id: a study
 * @status: how far its reading is
 * @author: (nullable): who says so
 *
 * Returns: whether there is such a study
 */
gboolean
rl_browser_model_set_status (RlBrowserModel *self,
                             gint64          study_id,
                             RimReading      status,
                             const char     *author)
{
  guint study;

  g_return_val_if_fail (RL_IS_BROWSER_MODEL (self), FALSE);

  if (self->index == NULL || !rim_index_find_study (self->index, study_id, &study))
    return FALSE;

  rim_library_set_status (self->library, rim_index_get_study (self->index, study)->uid, status,
                          author);
  g_hash_table_insert (self->said, g_memdup2 (&study_id, sizeof study_id),
                       GUINT_TO_POINTER (status));
  rl_browser_model_refresh_items (self);

  return TRUE;
}
