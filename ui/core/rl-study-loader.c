/* rl-study-loader.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-study-loader-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-decoding.h"
#include "core/rl-lesion-center.h"

/* One frame at 60 Hz. */
#define SLICES_INTERVAL 16

enum
{
  CHANGED,
  NOTE,
  PRIORS_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlStudyLoader, rl_study_loader, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

typedef struct
{
  RimLibrary *library;
  gint64      study_id;
  gint64      series_id;
  RlOpened   *known;            /* from the cache */
} OpenInput;

static void
open_input_free (gpointer data)
{
  OpenInput *input = data;

  g_object_unref (input->library);
  g_clear_pointer (&input->known, rl_opened_free);
  g_free (input);
}

static void
set_state (RlStudyLoader *self,
           RlLoadState    state,
           const char    *message)
{
  self->state = state;
  g_free (self->message);
  self->message = g_strdup (message);

  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_MISSING) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
fail (RlStudyLoader *self,
      const GError  *error)
{
  self->is_missing = is_missing (error);
  set_state (self, RL_LOAD_FAILED, error->message);
}

static void
decode_progress (gpointer      owner,
                 gconstpointer progress)
{
  RlStudyLoader *self = owner;

  rl_session_notify_slices (self->session);
}

static void
decode_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlStudyLoader *self = owner;

  rl_session_notify_slices (self->session);
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  self->n_other_drawn = GPOINTER_TO_UINT (result);
  if (self->cache != NULL && self->opened != NULL)
    rl_image_cache_put (self->cache, self->asked, self->opened);
  set_state (self, RL_LOAD_DONE, NULL);
}

static const RlJobKind decode_kind = {
  .policy = RL_JOB_REPLACE,
  .run = rl_decoding_run,
  .progress = decode_progress,
  .done = decode_done,
  .free_input = (GDestroyNotify) rl_decoding_free,
  .progress_interval = SLICES_INTERVAL,
};

static void
start_decoding (RlStudyLoader *self,
                RlOpened      *opened)
{
  rl_jobs_start (self->jobs, &decode_kind, self,
                 rl_decoding_new (self->library, opened, rl_session_get_cursor (self->session)));
}

static gpointer
open_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  OpenInput *input = data;
  g_autoptr(RlOpened) opened = input->known != NULL ? g_steal_pointer (&input->known)
                                                    : rl_opened_new ();

  /* Images that are kept need their contours only, and what to compare them with. */
  if (opened->series_uid != NULL)
    rl_opened_read_priors (opened, input->library, input->study_id);
  if (opened->series_uid != NULL)
    return rl_opened_read_drawn (opened, input->library, error) ? g_steal_pointer (&opened) : NULL;

  if (!rl_opened_read (opened, input->library, input->study_id, input->series_id,
                       rl_job_get_cancellable (job), error))
    return NULL;

  return g_steal_pointer (&opened);
}

/* Who opens a patient wants to see the tumour. */
static void
look_at_lesion (RlStudyLoader *self)
{
  const char *id = rl_session_get_active_lesion (self->session);
  RimLesion *lesion = id != NULL ? rl_session_find_lesion (self->session, id) : NULL;
  RimVec3 center;

  if (lesion != NULL && rl_lesion_find_center (lesion, &center))
    rl_session_set_cursor (self->session, center);
}

static void
forget_pet (RlStudyLoader *self)
{
  g_clear_pointer (&self->pet_series, rim_series_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->suv, rim_suv_unref);
  g_clear_pointer (&self->correction, rim_suv_overrides_free);
  self->pet_unit = RIM_UNIT_STORED;
}

static void
take_pet (RlStudyLoader *self,
          RlOpened      *opened)
{
  forget_pet (self);
  self->suv = g_steal_pointer (&opened->suv);
  self->correction = g_steal_pointer (&opened->correction);
  if (opened->pet_series == NULL)
    return;

  self->pet_series = rim_series_ref (opened->pet_series);
  self->pet = rim_volume_ref (opened->pet);
}

/* The unit first: a window is in it. */
static void
restore_layer (RlStudyLoader *self,
               RlLayerKind    kind,
               GVariant      *display)
{
  const char *id;
  RimUnit unit;

  if (display == NULL || rl_session_get_volume (self->session, kind) == NULL)
    return;

  if (kind == RL_LAYER_PET && g_variant_lookup (display, "unit", "&s", &id) && rim_unit_from_id (id, &unit))
    rl_study_loader_set_pet_unit (self, unit, NULL);
  rl_session_restore_display (self->session, kind, display);
}

static void
share_drawn (RlStudyLoader *self,
             RlOpened      *opened)
{
  RimSegmentation *shared = NULL;

  if (self->cache != NULL)
    shared = rl_image_cache_find_segmentation (self->cache, self->session, opened);
  if (shared != NULL)
    g_set_object (&opened->segmentation, shared);
}

static void
show (RlStudyLoader *self,
      RlOpened      *opened)
{
  g_autoptr(GVariant) ct_display = rl_display_memory_recall (self->memory, RL_LAYER_CT, opened->ct,
                                                             opened->ct_display);
  g_autoptr(GVariant) pet_display = rl_display_memory_recall (self->memory, RL_LAYER_PET, opened->pet,
                                                              opened->pet_display);
  RimVec3 cursor = rl_session_get_cursor (self->session);
  gboolean is_switch = opened->ct != NULL &&
                       rl_session_get_volume (self->session, RL_LAYER_CT) == opened->ct;

  share_drawn (self, opened);
  self->n_other_drawn = 0;
  self->ct_id = opened->ct_id;
  self->pet_id = opened->pet_id;
  rl_study_loader_take_priors (self, opened);
  g_clear_pointer (&self->opened, rl_opened_free);
  if (self->cache != NULL)
    self->opened = rl_opened_copy_images (opened);
  take_pet (self, opened);

  rl_display_memory_leave (self->memory);
  rl_session_set_segmentation (self->session, NULL);
  rl_session_set_images_on (self->session, opened->ct, opened->pet, opened->base);
  if (is_switch)
    rl_session_set_cursor (self->session, cursor);
  restore_layer (self, RL_LAYER_CT, ct_display);
  restore_layer (self, RL_LAYER_PET, pet_display);
  rl_display_memory_follow (self->memory);
  rim_library_track (self->library, opened->segmentation);
  rl_session_set_segmentation (self->session, opened->segmentation);
  look_at_lesion (self);
}

/* What was read before the user became a second reader, or ceased to be one, is not for
 * these eyes.
 */
static gboolean
is_of_read (RlStudyLoader   *self,
            RimVolume       *base,
            RimSegmentation *segmentation)
{
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;
  g_autofree char *read = source != NULL ? rim_library_dup_read (self->library, source->study_uid, NULL) : NULL;

  return g_strcmp0 (read, rim_library_get_read_of (segmentation)) == 0;
}

static void
reads_changed_cb (RlStudyLoader *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  rl_session_set_compared (self->session, NULL);
  if (segmentation == NULL || is_of_read (self, rl_session_get_base (self->session), segmentation))
    return;

  rl_session_set_segmentation (self->session, NULL);
  rl_study_loader_open (self, self->asked_study, self->asked);
}

static void
open_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlStudyLoader *self = owner;
  RlOpened *opened = result;

  if (opened == NULL)
    {
      fail (self, error);
      return;
    }

  if (!is_of_read (self, opened->base == RL_LAYER_CT ? opened->ct : opened->pet, opened->segmentation))
    {
      rl_study_loader_open (self, self->asked_study, self->asked);
      return;
    }

  show (self, opened);
  start_decoding (self, opened);
  set_state (self, RL_LOAD_DECODING, NULL);

  for (guint i = 0; i < opened->notes->len; i++)
    g_signal_emit (self, signals[NOTE], 0, g_ptr_array_index (opened->notes, i));
}

static const RlJobKind open_kind = {
  .policy = RL_JOB_REPLACE,
  .run = open_run,
  .done = open_done,
  .free_input = open_input_free,
  .free_result = (GDestroyNotify) rl_opened_free,
};

static void
rl_study_loader_finalize (GObject *object)
{
  RlStudyLoader *self = RL_STUDY_LOADER (object);

  g_clear_object (&self->jobs);
  if (self->cache != NULL)
    rl_image_cache_remove_session (self->cache, self->session);
  g_clear_object (&self->memory);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->opened, rl_opened_free);
  g_clear_pointer (&self->message, g_free);
  forget_pet (self);
  rl_study_loader_forget_priors (self);

  G_OBJECT_CLASS (rl_study_loader_parent_class)->finalize (object);
}

static void
rl_study_loader_class_init (RlStudyLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_study_loader_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTE] = g_signal_new ("note", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PRIORS_CHANGED] = g_signal_new ("priors-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_study_loader_init (RlStudyLoader *self)
{
}

RlStudyLoader *
rl_study_loader_new (RlJobs     *jobs,
                     RimLibrary *library,
                     RlSession  *session)
{
  RlStudyLoader *self = g_object_new (RL_TYPE_STUDY_LOADER, NULL);

  self->jobs = g_object_ref (jobs);
  self->library = g_object_ref (library);
  self->session = g_object_ref (session);
  self->memory = rl_display_memory_new (library, session);
  g_signal_connect_object (library, "reads-changed", G_CALLBACK (reads_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_study_loader_set_cache:
 * @self: a loader
 * @cache: where images are kept when others are shown
 */
void
rl_study_loader_set_cache (RlStudyLoader *self,
                           RlImageCache  *cache)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));
  g_return_if_fail (RL_IS_IMAGE_CACHE (cache));

  g_set_object (&self->cache, cache);
  rl_image_cache_add_session (cache, self->session);
}

/* Takes @known, what is to be shown again, or NULL. */
static void
open_series (RlStudyLoader *self,
             gint64         study_id,
             gint64         series_id,
             RlOpened      *known)
{
  OpenInput *input = g_new0 (OpenInput, 1);

  input->library = g_object_ref (self->library);
  input->study_id = study_id;
  input->series_id = series_id;
  input->known = known;
  self->asked = series_id;
  self->asked_study = study_id;

  rl_jobs_cancel (self->jobs, &decode_kind, self);
  rl_study_loader_cancel_priors (self);
  rl_jobs_start (self->jobs, &open_kind, self, input);
  set_state (self, RL_LOAD_OPENING, NULL);
}

/* Returns: (nullable): the images that are shown, with another one to draw on */
static RlOpened *
dup_switched (RlStudyLoader *self,
              RlLayerKind    base)
{
  g_autoptr(RlOpened) opened = NULL;
  RimSource *source;

  if (self->opened == NULL)
    return NULL;

  opened = rl_opened_copy_images (self->opened);
  source = rim_volume_get_source (base == RL_LAYER_CT ? opened->ct : opened->pet);
  if (source == NULL || source->series_uid == NULL)
    return NULL;

  rl_opened_set_base (opened, base);

  return g_steal_pointer (&opened);
}

/**
 * rl_study_loader_open:
 * @self: a loader
 * @study_id: a study of the library
 * @series_id: a series of the study: an image, or contours drawn on one
 *
 * Opens a series. What is shown stays until the new one can be shown.
 */
void
rl_study_loader_open (RlStudyLoader *self,
                      gint64         study_id,
                      gint64         series_id)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  open_series (self, study_id, series_id,
               self->cache != NULL ? rl_image_cache_get (self->cache, series_id) : NULL);
}

/**
 * rl_study_loader_can_switch:
 * @self: a loader
 *
 * Returns: whether rl_study_loader_switch() has another image to draw on
 */
gboolean
rl_study_loader_can_switch (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), FALSE);

  return self->state == RL_LOAD_DONE && self->ct_id != 0 && self->pet_id != 0;
}

/**
 * rl_study_loader_switch:
 * @self: a loader that shows CT and PET
 *
 * Shows the same images, and what is drawn on the other one of them.
 */
void
rl_study_loader_switch (RlStudyLoader *self)
{
  RlLayerKind other;

  g_return_if_fail (RL_IS_STUDY_LOADER (self));
  g_return_if_fail (rl_study_loader_can_switch (self));

  other = rl_session_get_base_layer (self->session) == RL_LAYER_CT ? RL_LAYER_PET : RL_LAYER_CT;
  open_series (self, self->asked_study, other == RL_LAYER_CT ? self->ct_id : self->pet_id,
               dup_switched (self, other));
}

/**
 * rl_study_loader_get_n_other_drawn:
 * @self: a loader
 *
 * Returns: how many lesions are drawn on the image that is shown and not drawn on,
 *   once every slice is there
 */
guint
rl_study_loader_get_n_other_drawn (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), 0);

  return self->n_other_drawn;
}

/**
 * rl_study_loader_retry:
 * @self: a loader
 *
 * Opens what could not be opened once more, such as when its files were found
 * again.
 */
void
rl_study_loader_retry (RlStudyLoader *self)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  if (self->state == RL_LOAD_FAILED)
    rl_study_loader_open (self, self->asked_study, self->asked);
}

/**
 * rl_study_loader_close:
 * @self: a loader
 *
 * Shows nothing and keeps nothing of what was shown.
 */
void
rl_study_loader_close (RlStudyLoader *self)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  rl_jobs_cancel (self->jobs, &open_kind, self);
  rl_jobs_cancel (self->jobs, &decode_kind, self);
  rl_study_loader_cancel_priors (self);
  rl_display_memory_leave (self->memory);
  rl_session_set_segmentation (self->session, NULL);
  rl_session_set_images (self->session, NULL, NULL);
  g_clear_pointer (&self->opened, rl_opened_free);
  if (self->cache != NULL)
    rl_image_cache_forget (self->cache, self->asked);
  self->asked = self->ct_id = self->pet_id = 0;
  rl_study_loader_forget_priors (self);
  forget_pet (self);
  set_state (self, RL_LOAD_EMPTY, NULL);
}

RlLoadState
rl_study_loader_get_state (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), RL_LOAD_EMPTY);

  return self->state;
}

/**
 * rl_study_loader_get_message:
 * @self: a loader
 *
 * Returns: (nullable): why it failed
 */
const char *
rl_study_loader_get_message (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->message;
}

/**
 * rl_study_loader_get_asked:
 * @self: a loader
 *
 * Returns: the series that was asked for last, or 0
 */
gint64
rl_study_loader_get_asked (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), 0);

  return self->asked;
}

/* Returns: the study of the series that was asked for last, or 0 */
gint64
rl_study_loader_get_asked_study (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), 0);

  return self->asked != 0 ? self->asked_study : 0;
}

/**
 * rl_study_loader_get_shown:
 * @self: a loader
 * @series_ids: (out): the series whose images are shown
 *
 * Returns: how many there are
 */
guint
rl_study_loader_get_shown (RlStudyLoader *self,
                           gint64         series_ids[2])
{
  guint n = 0;

  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), 0);

  if (self->ct_id != 0)
    series_ids[n++] = self->ct_id;
  if (self->pet_id != 0)
    series_ids[n++] = self->pet_id;

  return n;
}

/**
 * rl_study_loader_is_missing:
 * @self: a loader
 *
 * Returns: whether it failed because files are not where they were
 */
gboolean
rl_study_loader_is_missing (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), FALSE);

  return self->state == RL_LOAD_FAILED && self->is_missing;
}

/**
 * rl_study_loader_get_suv:
 * @self: a loader
 *
 * Returns: (nullable) (transfer none): how the SUV of the PET comes about
 */
RimSuv *
rl_study_loader_get_suv (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->suv;
}

/* What a user typed in, or NULL; (transfer none). */
const RimSuvOverrides *
rl_study_loader_get_correction (RlStudyLoader *self)
{
  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  return self->correction;
}

/* With a correction that makes SUV impossible the values are those of the file. */
static RimVolume *
convert_pet (RlStudyLoader          *self,
             const RimSuvOverrides  *correction,
             RimUnit                 unit,
             GError                **error)
{
  RimLoadOptions options = { .unit = unit, .overrides = correction };

  if (self->pet_series != NULL)
    return rim_series_convert (self->pet_series, self->pet, &options, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This PET is no DICOM series"));
  return NULL;
}

/**
 * rl_study_loader_set_pet_unit:
 * @self: a loader
 * @unit: what the values of the PET are to be shown and measured in; what suits
 *   it where stored
 * @error: where to put an error
 *
 * Returns: whether they can be had in it
 */
gboolean
rl_study_loader_set_pet_unit (RlStudyLoader  *self,
                              RimUnit         unit,
                              GError        **error)
{
  RimVolume *shown;
  g_autoptr(RimVolume) volume = NULL;

  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), FALSE);

  shown = rl_session_get_volume (self->session, RL_LAYER_PET);
  if (shown != NULL && rim_volume_get_unit (shown) == unit)
    return TRUE;

  volume = convert_pet (self, self->correction, unit, error);
  if (volume == NULL)
    return FALSE;

  self->pet_unit = unit;
  rl_session_set_pet_values (self->session, volume);

  return TRUE;
}

/* The kind of SUV that was asked for may not be had with other values. */
static RimVolume *
convert_or_fall_back (RlStudyLoader          *self,
                      const RimSuvOverrides  *correction,
                      GError                **error)
{
  RimVolume *volume = convert_pet (self, correction, self->pet_unit, NULL);

  return volume != NULL ? volume : convert_pet (self, correction, RIM_UNIT_STORED, error);
}

/**
 * rl_study_loader_correct_suv:
 * @self: a loader that shows a PET
 * @correction: what is to be taken instead of the file's own values, by whom and
 *   why; with no value in it, they are the file's own again
 * @error: where to put an error
 *
 * Keeps a correction in the library and shows the PET with it.
 *
 * Returns: whether it is kept
 */
gboolean
rl_study_loader_correct_suv (RlStudyLoader          *self,
                             const RimSuvOverrides  *correction,
                             GError                **error)
{
  g_autoptr(RimVolume) volume = NULL;
  RimSuvOverrides *kept = NULL;
  RimSource *source;

  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), FALSE);
  g_return_val_if_fail (self->pet_series != NULL, FALSE);

  source = self->pet_series->source;
  if (!rim_library_correct_suv (self->library, source->study_uid, source->series_uid, correction, error) ||
      !rim_library_get_suv_correction (self->library, source->study_uid, source->series_uid, &kept, error))
    return FALSE;

  /* Images that are kept may have the values that were corrected. */
  g_clear_pointer (&self->opened, rl_opened_free);
  if (self->cache != NULL)
    rl_image_cache_clear (self->cache);

  rim_suv_overrides_free (self->correction);
  self->correction = kept;
  rim_suv_unref (self->suv);
  self->suv = rim_series_dup_suv (self->pet_series, kept);

  volume = convert_or_fall_back (self, kept, error);
  if (volume == NULL)
    return FALSE;

  rl_session_set_pet_values (self->session, volume);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

/**
 * rl_study_loader_list_corrections:
 * @self: a loader
 *
 * Returns: (transfer full) (nullable) (element-type RimSuvOverrides): all that
 *   was corrected for the PET and taken back, the latest first
 */
GPtrArray *
rl_study_loader_list_corrections (RlStudyLoader *self)
{
  RimSource *source;

  g_return_val_if_fail (RL_IS_STUDY_LOADER (self), NULL);

  if (self->pet_series == NULL)
    return NULL;

  source = self->pet_series->source;

  return rim_library_list_suv_corrections (self->library, source->study_uid, source->series_uid, NULL);
}

/**
 * rl_study_loader_save_display:
 * @self: a loader
 *
 * Saves how the images are shown; it is saved a moment after a change anyway.
 */
void
rl_study_loader_save_display (RlStudyLoader *self)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  rl_display_memory_save (self->memory);
}

void
rl_study_loader_emit_priors_changed (RlStudyLoader *self)
{
  g_signal_emit (self, signals[PRIORS_CHANGED], 0);
}
