/* rl-study-loader.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-study-loader.h"

#include "core/rl-lesion-center.h"
#include "core/rl-opened.h"

/* One frame at 60 Hz. */
#define SLICES_INTERVAL 16

struct _RlStudyLoader
{
  GObject      parent_instance;

  RlJobs      *jobs;
  RimLibrary  *library;
  RlSession   *session;
  RlLoadState  state;
  char        *message;
  gboolean     is_missing;
  gint64       asked;
  gint64       asked_study;
  gint64       ct_id;
  gint64       pet_id;
  RimSuv      *suv;
};

enum
{
  CHANGED,
  NOTE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlStudyLoader, rl_study_loader, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

typedef struct
{
  RimLibrary *library;
  gint64      study_id;
  gint64      series_id;
} OpenInput;

/* What is decoded; the base image first. */
typedef struct
{
  RimSeries *series[RL_N_LAYERS];
  RimVolume *volumes[RL_N_LAYERS];
} DecodeInput;

static void
open_input_free (gpointer data)
{
  OpenInput *input = data;

  g_object_unref (input->library);
  g_free (input);
}

static void
decode_input_free (gpointer data)
{
  DecodeInput *input = data;

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      g_clear_pointer (&input->series[i], rim_series_unref);
      g_clear_pointer (&input->volumes[i], rim_volume_unref);
    }
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
slice_ready (RimVolume *volume,
             guint      k,
             gpointer   data)
{
  rl_job_report (data, NULL);
}

static gpointer
decode_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  DecodeInput *input = data;

  for (guint i = 0; i < RL_N_LAYERS; i++)
    {
      RimLoadOptions options = {
        .unit = RIM_UNIT_STORED,
        .slice_ready = slice_ready,
        .data = job,
      };

      if (input->series[i] == NULL)
        continue;

      options.first_slice = rim_volume_get_grid (input->volumes[i])->size[2] / 2;
      if (!rim_series_decode (input->series[i], input->volumes[i], &options,
                              rl_job_get_cancellable (job), error))
        return NULL;
    }

  return NULL;
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
    fail (self, error);
  else
    set_state (self, RL_LOAD_DONE, NULL);
}

static const RlJobKind decode_kind = {
  .policy = RL_JOB_REPLACE,
  .run = decode_run,
  .progress = decode_progress,
  .done = decode_done,
  .free_input = decode_input_free,
  .progress_interval = SLICES_INTERVAL,
};

static void
start_decoding (RlStudyLoader *self,
                RlOpened      *opened)
{
  DecodeInput *input = g_new0 (DecodeInput, 1);

  input->series[RL_LAYER_CT] = g_steal_pointer (&opened->ct_series);
  input->volumes[RL_LAYER_CT] = g_steal_pointer (&opened->ct);
  input->series[RL_LAYER_PET] = g_steal_pointer (&opened->pet_series);
  input->volumes[RL_LAYER_PET] = g_steal_pointer (&opened->pet);

  rl_jobs_start (self->jobs, &decode_kind, self, input);
}

static gpointer
open_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  OpenInput *input = data;
  g_autoptr(RlOpened) opened = rl_opened_new ();

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
show (RlStudyLoader *self,
      RlOpened      *opened)
{
  self->ct_id = opened->ct_id;
  self->pet_id = opened->pet_id;
  g_clear_pointer (&self->suv, rim_suv_unref);
  self->suv = g_steal_pointer (&opened->suv);

  rl_session_set_segmentation (self->session, NULL);
  rl_session_set_images (self->session, opened->ct, opened->pet);
  rim_library_track (self->library, opened->segmentation);
  rl_session_set_segmentation (self->session, opened->segmentation);
  look_at_lesion (self);
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
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->suv, rim_suv_unref);

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

  return self;
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
  OpenInput *input;

  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  input = g_new0 (OpenInput, 1);
  input->library = g_object_ref (self->library);
  input->study_id = study_id;
  input->series_id = series_id;
  self->asked = series_id;
  self->asked_study = study_id;

  rl_jobs_cancel (self->jobs, &decode_kind, self);
  rl_jobs_start (self->jobs, &open_kind, self, input);
  set_state (self, RL_LOAD_OPENING, NULL);
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
 * Shows nothing.
 */
void
rl_study_loader_close (RlStudyLoader *self)
{
  g_return_if_fail (RL_IS_STUDY_LOADER (self));

  rl_jobs_cancel (self->jobs, &open_kind, self);
  rl_jobs_cancel (self->jobs, &decode_kind, self);
  rl_session_set_segmentation (self->session, NULL);
  rl_session_set_images (self->session, NULL, NULL);
  self->asked = self->ct_id = self->pet_id = 0;
  g_clear_pointer (&self->suv, rim_suv_unref);
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
