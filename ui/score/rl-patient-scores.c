/* rl-patient-scores.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-patient-scores.h"

#include "features/rl-feature-images.h"
#include "score/rl-lesion-picture.h"
#include "segment/rim-lesion-review.h"

struct _RlPatientScores
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RimLibrary      *library;
  char            *study_uid;
  gboolean         is_active;
  gboolean         is_old;         /* the lesions are to be found anew */
  RimSignature    *signature;
  RimScorer       *scorer;         /* nullable */
  char            *problem;

  RimLibraryRow   *patient;        /* nullable */
  GPtrArray       *studies;        /* of RimLibraryRow; nullable */
  GPtrArray       *times;          /* of RimLesionTime; nullable */
  GPtrArray       *lesions;        /* of RlPatientLesion */

  RlFeatureImages *images;         /* of the study that was read last; nullable */
  gint64           images_of;      /* its series */
  guint            asked;          /* the lesion that is being scored */
};

/* What is found of a patient. */
typedef struct
{
  RimLibraryRow *patient;
  GPtrArray     *studies;
  GPtrArray     *times;
  GPtrArray     *groups;
} Found;

typedef struct
{
  RimLibrary *library;
  char       *study_uid;
  GPtrArray  *known;
} Search;

/* What is asked of one lesion, and what a worker leaves. */
typedef struct
{
  RlFeatureImages *images;
  RimScorer       *scorer;       /* nullable */
  RimLesionTime   *time;
  gboolean         needs_picture;
} Work;

typedef struct
{
  RlScoreQuestion *question;
  RlScoreAnswer   *answer;
  char            *problem;
  GdkTexture      *picture;
} Done;

enum
{
  FOUND,
  SCORED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlPatientScores, rl_patient_scores, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void score_next (RlPatientScores *self);

static void
lesion_free (gpointer data)
{
  RlPatientLesion *self = data;

  g_clear_pointer (&self->time, rim_lesion_time_unref);
  g_clear_pointer (&self->question, rl_score_question_free);
  g_clear_pointer (&self->answer, rl_score_answer_unref);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->picture);
  g_free (self);
}

static void
found_free (gpointer data)
{
  Found *self = data;

  g_clear_pointer (&self->patient, rim_library_row_free);
  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->library);
  g_free (self->study_uid);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self);
}

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->images);
  g_clear_pointer (&self->scorer, rim_scorer_unref);
  rim_lesion_time_unref (self->time);
  g_free (self);
}

static void
done_free (gpointer data)
{
  Done *self = data;

  g_clear_pointer (&self->question, rl_score_question_free);
  g_clear_pointer (&self->answer, rl_score_answer_unref);
  g_free (self->problem);
  g_clear_object (&self->picture);
  g_free (self);
}

static RimLibraryRow *
steal_patient (GPtrArray *patients,
               gint64     id)
{
  for (guint i = 0; i < patients->len; i++)
    if (((RimLibraryRow *) patients->pdata[i])->id == id)
      return g_ptr_array_steal_index (patients, i);

  return NULL;
}

static gpointer
find_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Search *search = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  gint64 id = rim_library_find_patient (search->library, search->study_uid);
  g_autoptr(GPtrArray) patients = rim_library_list_patients (search->library, error);
  g_autoptr(Found) found = g_new0 (Found, 1);

  if (patients == NULL)
    return NULL;

  found->patient = steal_patient (patients, id);
  if (found->patient == NULL)
    return g_steal_pointer (&found);

  found->studies = rim_library_list_studies (search->library, id, error);
  if (found->studies == NULL)
    return NULL;
  found->times = rim_library_list_lesions (search->library, id, search->known, cancellable, error);
  if (found->times == NULL)
    return NULL;
  for (guint i = found->times->len; i-- > 0;)
    if (!rim_lesion_is_disease (((RimLesionTime *) found->times->pdata[i])->lesion))
      g_ptr_array_remove_index (found->times, i);
  found->groups = rim_lesion_times_group (found->times);

  return g_steal_pointer (&found);
}

static RlPatientLesion *
find_known (GPtrArray     *lesions,
            RimLesionTime *time)
{
  for (guint i = 0; lesions != NULL && i < lesions->len; i++)
    if (((RlPatientLesion *) lesions->pdata[i])->time == time)
      return lesions->pdata[i];

  return NULL;
}

/* What is as it was keeps its score. */
static RlPatientLesion *
new_lesion (GPtrArray     *before,
            RimLesionTime *time,
            guint          lesion)
{
  RlPatientLesion *known = find_known (before, time);
  RlPatientLesion *self = g_new0 (RlPatientLesion, 1);

  self->time = rim_lesion_time_ref (time);
  self->lesion = lesion;
  if (known == NULL)
    return self;

  self->question = g_steal_pointer (&known->question);
  self->answer = g_steal_pointer (&known->answer);
  self->problem = g_steal_pointer (&known->problem);
  self->picture = g_steal_pointer (&known->picture);

  return self;
}

static void
take_lesions (RlPatientScores *self,
              GPtrArray       *groups)
{
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->lesions);

  self->lesions = g_ptr_array_new_with_free_func (lesion_free);
  for (guint g = 0; groups != NULL && g < groups->len; g++)
    {
      GPtrArray *group = groups->pdata[g];

      for (guint i = 0; i < group->len; i++)
        g_ptr_array_add (self->lesions, new_lesion (before, group->pdata[i], g));
    }
}

static void
set_problem (RlPatientScores *self,
             const char      *problem)
{
  char *copy = g_strdup (problem);

  g_free (self->problem);
  self->problem = copy;
}

static void
find_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlPatientScores *self = owner;
  Found *found = result;

  set_problem (self, error != NULL ? error->message : NULL);
  g_clear_pointer (&self->patient, rim_library_row_free);
  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_ptr_array_unref);
  if (found != NULL)
    {
      self->patient = g_steal_pointer (&found->patient);
      self->studies = g_steal_pointer (&found->studies);
      self->times = g_steal_pointer (&found->times);
    }
  take_lesions (self, found != NULL ? found->groups : NULL);
  g_signal_emit (self, signals[FOUND], 0);
  score_next (self);
}

static const RlJobKind find_kind = {
  .policy = RL_JOB_REPLACE,
  .run = find_run,
  .done = find_done,
  .free_input = search_free,
  .free_result = found_free,
};

static void
score (const Work    *work,
       RimVolume     *ct,
       RimVolume     *pet,
       Done          *done,
       GCancellable  *cancellable)
{
  const RlScoreQuestion question = {
    .scorer = work->scorer, .ct = ct, .pet = pet,
    .lesion_id = work->time->lesion->id, .mask = work->time->lesion->mask,
  };
  g_autoptr(GError) error = NULL;

  done->question = rl_score_question_copy (&question);
  done->answer = rl_score_question_answer (&question, cancellable, &error);
  if (done->answer == NULL)
    done->problem = g_strdup (error->message);
}

static gpointer
score_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  const Work *work = data;
  GCancellable *cancellable = rl_job_get_cancellable (job);
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;
  Done *done;

  if (!rl_feature_images_open (work->images, &ct, &pet, cancellable, error))
    return NULL;

  done = g_new0 (Done, 1);
  if (work->needs_picture)
    done->picture = rl_lesion_picture_new (work->time->lesion, ct, pet);
  if (work->scorer != NULL)
    score (work, ct, pet, done, cancellable);

  return done;
}

static void
score_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  RlPatientScores *self = owner;
  RlPatientLesion *lesion = self->lesions->pdata[self->asked];
  Done *done = result;

  if (done != NULL)
    {
      lesion->question = g_steal_pointer (&done->question);
      lesion->answer = g_steal_pointer (&done->answer);
      lesion->problem = g_steal_pointer (&done->problem);
      if (done->picture != NULL)
        lesion->picture = g_steal_pointer (&done->picture);
    }
  else
    {
      lesion->problem = g_strdup (error->message);
    }
  g_signal_emit (self, signals[SCORED], 0, self->asked);
  score_next (self);
}

static const RlJobKind score_kind = {
  .policy = RL_JOB_REPLACE,
  .run = score_run,
  .done = score_done,
  .free_input = work_free,
  .free_result = done_free,
};

/* No more than the images of one study are kept for the next. */
static void
open_images_of (RlPatientScores     *self,
                const RimDrawnImage *image)
{
  if (self->images != NULL && self->images_of == image->series_id)
    return;

  g_clear_object (&self->images);
  self->images = rl_feature_images_new_of_series (self->library, image->study_id, image->series_id);
  self->images_of = image->series_id;
}

static gboolean
is_wanting (RlPatientScores       *self,
            const RlPatientLesion *lesion)
{
  if (lesion->problem != NULL || lesion->time->image->series_id == 0)
    return FALSE;

  return lesion->picture == NULL || (self->scorer != NULL && lesion->answer == NULL);
}

/* Another lesion of the study that is read already comes first. */
static gboolean
find_next (RlPatientScores *self,
           guint           *next)
{
  gboolean has_next = FALSE;

  for (guint i = 0; i < self->lesions->len; i++)
    {
      const RlPatientLesion *lesion = self->lesions->pdata[i];

      if (!is_wanting (self, lesion))
        continue;
      if (!has_next || (self->images != NULL && lesion->time->image->series_id == self->images_of))
        *next = i;
      if (self->images != NULL && lesion->time->image->series_id == self->images_of)
        return TRUE;
      has_next = TRUE;
    }

  return has_next;
}

static void
score_next (RlPatientScores *self)
{
  RlPatientLesion *lesion;
  Work *work;

  if (!self->is_active || self->lesions == NULL || !find_next (self, &self->asked))
    {
      g_clear_object (&self->images);
      return;
    }

  lesion = self->lesions->pdata[self->asked];
  open_images_of (self, lesion->time->image);
  work = g_new0 (Work, 1);
  work->images = g_object_ref (self->images);
  work->scorer = self->scorer != NULL ? rim_scorer_ref (self->scorer) : NULL;
  work->time = rim_lesion_time_ref (lesion->time);
  work->needs_picture = lesion->picture == NULL;
  rl_jobs_start (self->jobs, &score_kind, self, work);
}

static void
find (RlPatientScores *self)
{
  Search *search;

  if (!self->is_active || !self->is_old || self->library == NULL || self->study_uid == NULL)
    return;

  self->is_old = FALSE;
  rl_jobs_cancel (self->jobs, &score_kind, self);
  search = g_new0 (Search, 1);
  search->library = g_object_ref (self->library);
  search->study_uid = g_strdup (self->study_uid);
  search->known = self->times != NULL ? g_ptr_array_ref (self->times) : NULL;
  rl_jobs_start (self->jobs, &find_kind, self, search);
}

static void
forget (RlPatientScores *self)
{
  rl_jobs_cancel (self->jobs, &find_kind, self);
  rl_jobs_cancel (self->jobs, &score_kind, self);
  g_clear_pointer (&self->patient, rim_library_row_free);
  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_ptr_array_unref);
  g_ptr_array_set_size (self->lesions, 0);
  g_clear_object (&self->images);
  set_problem (self, NULL);
  self->is_old = TRUE;
}

static void
rl_patient_scores_finalize (GObject *object)
{
  RlPatientScores *self = RL_PATIENT_SCORES (object);

  g_clear_pointer (&self->patient, rim_library_row_free);
  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_ptr_array_unref);
  g_clear_pointer (&self->lesions, g_ptr_array_unref);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_pointer (&self->scorer, rim_scorer_unref);
  g_clear_pointer (&self->study_uid, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->images);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_patient_scores_parent_class)->finalize (object);
}

static void
rl_patient_scores_class_init (RlPatientScoresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_patient_scores_finalize;

  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[SCORED] = g_signal_new ("scored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rl_patient_scores_init (RlPatientScores *self)
{
  self->lesions = g_ptr_array_new_with_free_func (lesion_free);
  self->is_old = TRUE;
}

RlPatientScores *
rl_patient_scores_new (RlJobs *jobs)
{
  RlPatientScores *self = g_object_new (RL_TYPE_PATIENT_SCORES, NULL);

  self->jobs = g_object_ref (jobs);

  return self;
}

/**
 * rl_patient_scores_set_library:
 * @self: scores
 * @library: (nullable): where patients are
 */
void
rl_patient_scores_set_library (RlPatientScores *self,
                               RimLibrary      *library)
{
  g_return_if_fail (RL_IS_PATIENT_SCORES (self));

  if (g_set_object (&self->library, library))
    rl_patient_scores_refresh (self);
}

/**
 * rl_patient_scores_set_active:
 * @self: scores
 * @active: whether somebody looks
 */
void
rl_patient_scores_set_active (RlPatientScores *self,
                              gboolean         active)
{
  g_return_if_fail (RL_IS_PATIENT_SCORES (self));

  self->is_active = active;
  if (!active)
    rl_jobs_cancel (self->jobs, &score_kind, self);
  else if (self->is_old)
    find (self);
  else if (!rl_patient_scores_is_finding (self))
    score_next (self);
}

/**
 * rl_patient_scores_set_study:
 * @self: scores
 * @study_uid: (nullable): a study of the patient
 */
void
rl_patient_scores_set_study (RlPatientScores *self,
                             const char      *study_uid)
{
  char *copy;

  g_return_if_fail (RL_IS_PATIENT_SCORES (self));

  if (g_strcmp0 (self->study_uid, study_uid) == 0)
    return;

  copy = g_strdup (study_uid);
  g_free (self->study_uid);
  self->study_uid = copy;
  forget (self);
  g_signal_emit (self, signals[FOUND], 0);
  find (self);
}

static void
forget_scores (RlPatientScores *self)
{
  rl_jobs_cancel (self->jobs, &score_kind, self);
  for (guint i = 0; i < self->lesions->len; i++)
    {
      RlPatientLesion *lesion = self->lesions->pdata[i];

      g_clear_pointer (&lesion->question, rl_score_question_free);
      g_clear_pointer (&lesion->answer, rl_score_answer_unref);
      g_clear_pointer (&lesion->problem, g_free);
    }
}

/**
 * rl_patient_scores_set_signature:
 * @self: scores
 * @signature: (nullable): what is applied
 */
void
rl_patient_scores_set_signature (RlPatientScores *self,
                                 RimSignature    *signature)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (RL_IS_PATIENT_SCORES (self));

  if (self->signature == signature)
    return;

  if (signature != NULL)
    rim_signature_ref (signature);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_clear_pointer (&self->scorer, rim_scorer_unref);
  self->signature = signature;
  if (signature != NULL)
    self->scorer = rim_scorer_new (signature, &error);
  set_problem (self, error != NULL ? error->message : NULL);
  forget_scores (self);
  g_signal_emit (self, signals[FOUND], 0);
  if (self->is_active && !rl_patient_scores_is_finding (self))
    score_next (self);
}

/* Something was drawn or imported. */
void
rl_patient_scores_refresh (RlPatientScores *self)
{
  g_return_if_fail (RL_IS_PATIENT_SCORES (self));

  self->is_old = TRUE;
  find (self);
}

gboolean
rl_patient_scores_is_finding (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &find_kind, self);
}

gboolean
rl_patient_scores_is_scoring (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &score_kind, self);
}

/* Returns: (nullable): why nothing can be shown, or the signature not applied */
const char *
rl_patient_scores_get_problem (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), NULL);

  return self->problem;
}

/* Returns: (transfer none) (nullable) */
const RimLibraryRow *
rl_patient_scores_get_patient (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), NULL);

  return self->patient;
}

/* Returns: (transfer none) (nullable) (element-type RimLibraryRow) */
GPtrArray *
rl_patient_scores_get_studies (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), NULL);

  return self->studies;
}

guint
rl_patient_scores_get_n (RlPatientScores *self)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), 0);

  return self->lesions->len;
}

/* Returns: (transfer none): times of one lesion lie together, the earliest first */
const RlPatientLesion *
rl_patient_scores_get (RlPatientScores *self,
                       guint            lesion)
{
  g_return_val_if_fail (RL_IS_PATIENT_SCORES (self), NULL);
  g_return_val_if_fail (lesion < self->lesions->len, NULL);

  return self->lesions->pdata[lesion];
}
