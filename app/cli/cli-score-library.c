/* cli-score-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-library.h"
#include "cli-score.h"
#include "library/rim-lesion-times.h"
#include "library/rim-library-scores.h"
#include "queue/rim-case-images.h"
#include "segment/rim-lesion-review.h"

/* Images of a study. */
typedef struct
{
  gint64     study_id;
  RimVolume *ct;
  RimVolume *pet;
} Study;

/* A patient's lesions over time, while they are scored. */
typedef struct
{
  RimScorer             *scorer;
  const CliScoreOptions *options;
  RimLibrary            *library;
  GHashTable            *clinical;
  GPtrArray             *times;
  GPtrArray             *studies;  /* of Study, as they are needed */
  JsonBuilder           *builder;
} Run;

static void
study_free (gpointer data)
{
  Study *self = data;

  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_free (self);
}

/* The series that is drawn on goes before others, else that with most slices. */
static gint64
choose_series (GPtrArray  *rows,
               const char *modality,
               gint64      drawn)
{
  gint64 chosen = 0;
  guint most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RimLibraryRow *row = rows->pdata[i];
      const guint n = row->id == drawn ? G_MAXUINT : row->n_children;

      if (row->kind == RIM_SERIES_IMAGE && g_strcmp0 (row->modality, modality) == 0 && n > most)
        {
          most = n;
          chosen = row->id;
        }
    }

  return chosen;
}

static gboolean
load_image (Run         *self,
            gboolean     is_needed,
            gint64       series,
            RimVolume  **image,
            GError     **error)
{
  if (is_needed && series != 0)
    *image = rim_case_load_series (self->library, series, error);

  return !is_needed || series == 0 || *image != NULL;
}

/* Returns: (transfer none) (nullable): its images, read once */
static const Study *
find_study (Run                  *self,
            const RimDrawnImage  *image,
            GError              **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  gboolean needs_ct, needs_pet;
  Study *study;

  for (guint i = 0; i < self->studies->len; i++)
    if (((Study *) self->studies->pdata[i])->study_id == image->study_id)
      return self->studies->pdata[i];

  rows = rim_library_list_series (self->library, image->study_id, error);
  if (rows == NULL)
    return NULL;

  study = g_new0 (Study, 1);
  study->study_id = image->study_id;
  rim_scorer_get_needs (self->scorer, &needs_ct, &needs_pet);
  if (!load_image (self, needs_ct || !needs_pet, choose_series (rows, "CT", image->series_id), &study->ct, error) ||
      !load_image (self, needs_pet, choose_series (rows, "PT", image->series_id), &study->pet, error))
    {
      study_free (study);
      return NULL;
    }
  g_ptr_array_add (self->studies, study);

  return study;
}

/* Returns: (transfer none) (nullable): the first time that the lesion was drawn, if before */
static RimLesionTime *
find_before (Run                 *self,
             const RimLesionTime *time)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      RimLesionTime *other = self->times->pdata[i];

      if (other->tracking_uid != NULL && g_strcmp0 (other->tracking_uid, time->tracking_uid) == 0)
        return other->image->study_id != time->image->study_id &&
               g_strcmp0 (other->image->date, time->image->date) <= 0 ? other : NULL;
    }

  return NULL;
}

static gboolean
keep (Run                 *self,
      const RimScoreCase  *score_case,
      const RimLesionTime *time,
      const RimScore      *score,
      GError             **error)
{
  g_autoptr(RimScoreRecord) record = NULL;

  if (!self->options->keeps)
    return TRUE;

  record = rim_score_record_new (rim_scorer_get_signature (self->scorer), score_case, score, g_get_user_name (), NULL,
                                 error);

  return record != NULL &&
         rim_library_keep_score (self->library, time->image->study_uid, time->image->series_uid, time->tracking_uid,
                                 record, error);
}

static gboolean
score_time (Run            *self,
            RimLesionTime  *time,
            GPtrArray      *scored,
            GError        **error)
{
  RimSignature *signature = rim_scorer_get_signature (self->scorer);
  RimLesionTime *earlier = rim_signature_is_delta (signature) ? find_before (self, time) : NULL;
  const Study *before = earlier != NULL ? find_study (self, earlier->image, error) : NULL;
  const Study *study = earlier == NULL || before != NULL ? find_study (self, time->image, error) : NULL;
  RimScoreCase first = { .ct = NULL };
  RimScoreCase score_case = { .clinical = self->clinical };

  if (study == NULL)
    return FALSE;

  score_case.ct = study->ct;
  score_case.pet = study->pet;
  score_case.lesion = time->lesion->mask;
  if (earlier != NULL)
    {
      first = (RimScoreCase) { .ct = before->ct, .pet = before->pet, .lesion = earlier->lesion->mask };
      score_case.before = &first;
    }

  return cli_score_add (self->scorer, self->options, &score_case, time->lesion->name, scored, error) &&
         keep (self, &score_case, time, ((CliScored *) scored->pdata[scored->len - 1])->score, error);
}

/* What is named, else all that is no organ and was not rejected. */
static gboolean
is_asked_for (const Run           *self,
              const RimLesionTime *time)
{
  if (self->options->rois != NULL && g_strcmp0 (self->options->rois[0], "all") != 0)
    return g_strv_contains ((const char *const *) self->options->rois, time->lesion->name);

  return rim_lesion_is_disease (time->lesion);
}

/* A lesion that has no score is told, and the others go on. */
static gboolean
score_study (Run     *self,
             gint64   study_id,
             GError **error)
{
  g_autoptr(GPtrArray) scored = cli_scored_new_list ();
  const RimDrawnImage *image = NULL;

  for (guint i = 0; i < self->times->len; i++)
    {
      RimLesionTime *time = self->times->pdata[i];
      g_autoptr(GError) reason = NULL;
      g_autofree char *warning = NULL;

      if (time->image->study_id != study_id)
        continue;
      image = time->image;
      if (score_time (self, time, scored, &reason))
        continue;
      if (!g_error_matches (reason, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      warning = g_strdup_printf ("%s, %s: %s", image->date != NULL ? image->date : "no date", time->lesion->name,
                                 reason->message);
      cli_warn (warning);
    }

  if (self->builder != NULL)
    {
      json_builder_begin_object (self->builder);
      cli_json_string (self->builder, "study_uid", image->study_uid);
      cli_json_string (self->builder, "date", image->date);
    }
  else
    {
      g_print ("\n%s\n", image->date != NULL ? image->date : "no date");
    }
  cli_score_print (rim_scorer_get_signature (self->scorer), scored, self->builder);
  if (self->builder != NULL)
    json_builder_end_object (self->builder);

  return TRUE;
}

static gboolean
is_first_of_study (Run   *self,
                   guint  time)
{
  for (guint i = 0; i < time; i++)
    if (((RimLesionTime *) self->times->pdata[i])->image->study_id ==
        ((RimLesionTime *) self->times->pdata[time])->image->study_id)
      return FALSE;

  return TRUE;
}

static gboolean
score_patient (Run     *self,
               GError **error)
{
  RimSignature *signature = rim_scorer_get_signature (self->scorer);

  cli_score_begin (signature, self->builder);
  if (self->builder != NULL)
    {
      cli_json_string (self->builder, "patient_id", self->options->patient);
      json_builder_set_member_name (self->builder, "studies");
      json_builder_begin_array (self->builder);
    }
  for (guint i = 0; i < self->times->len; i++)
    if (is_first_of_study (self, i) &&
        !score_study (self, ((RimLesionTime *) self->times->pdata[i])->image->study_id, error))
      return FALSE;
  if (self->builder != NULL)
    json_builder_end_array (self->builder);
  cli_score_end (self->builder);

  return TRUE;
}

static gboolean
find_patient (RimLibrary  *library,
              const char  *patient,
              gint64      *id,
              GError     **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_patients (library, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const RimLibraryRow *row = rows->pdata[i];

      if (g_strcmp0 (row->uid, patient) == 0)
        {
          *id = row->id;
          return TRUE;
        }
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the library has no patient “%s”", patient);

  return FALSE;
}

/**
 * cli_score_library:
 * @scorer: what scores
 * @options: what the command line says
 * @error: where to put an error
 *
 * Scores all lesions of a patient, study by study.
 *
 * Returns: whether it could; the scores are printed, and kept where that is asked for
 */
gboolean
cli_score_library (RimScorer              *scorer,
                   const CliScoreOptions  *options,
                   GError                **error)
{
  g_autoptr(RimLibrary) library = cli_library_open (options->library, error);
  g_autoptr(GHashTable) clinical = library != NULL ? cli_score_load_clinical (options, error) : NULL;
  g_autoptr(GPtrArray) studies = g_ptr_array_new_with_free_func (study_free);
  g_autoptr(GPtrArray) times = NULL;
  g_autoptr(JsonBuilder) builder = options->json ? json_builder_new () : NULL;
  Run run = { scorer, options, library, clinical, NULL, studies, builder };
  gint64 id;

  if (clinical == NULL || !find_patient (library, options->patient, &id, error))
    return FALSE;

  run.times = times = rim_library_list_lesions (library, id, NULL, NULL, error);
  if (times == NULL)
    return FALSE;
  for (guint i = times->len; i-- > 0;)
    if (!is_asked_for (&run, times->pdata[i]))
      g_ptr_array_remove_index (times, i);
  if (times->len > 0)
    return score_patient (&run, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no lesion is drawn of the patient “%s”", options->patient);

  return FALSE;
}
