/* rim-scorer.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-scorer.h"

#include <math.h>
#include <string.h>

#include "core/rim-ref-count.h"
#include "feature/rim-named-features.h"
#include "rim-score-clinical.h"
#include "rim-score-private.h"

#define DELTA "delta_"

/* Where the value of an input comes from. */
typedef struct
{
  gboolean is_feature;           /* else it is known or not */
  gboolean is_change;            /* from the earlier of two time points to the later */
  guint    feature;
} Source;

struct _RimScorer
{
  RimRefCount       ref_count;
  RimSignature     *signature;
  RimNamedFeatures *features;    /* nullable: there are none */
  Source           *sources;     /* by input */
  guint             n_features;
};

/* Names without image and VOI are of the only ones of the signature. */
static char *
complete_name (const char             *name,
               const RimFeatureColumn *column,
               const RimStudySettings *study)
{
  const gboolean is_one = study->images != 0 && (study->images & (study->images - 1)) == 0 &&
                          study->vois != 0 && (study->vois & (study->vois - 1)) == 0;

  if (column->has_study || !is_one)
    return g_strdup (name);

  return g_strdup_printf ("%s_%s_%s",
                          rim_study_image_get_id ((RimStudyImage) g_bit_nth_lsf (study->images, -1)),
                          rim_voi_kind_get_id ((RimVoiKind) g_bit_nth_lsf (study->vois, -1)), name);
}

/* Returns: (transfer full) (nullable): the feature that an input is, or is the change of */
static char *
find_feature (RimSettings            *settings,
              const RimStudySettings *study,
              const RimFitInput      *input,
              gboolean               *is_change)
{
  g_auto(RimFeatureColumn) column = { .image_type = NULL };
  const char *name = input->name;

  *is_change = g_str_has_prefix (name, DELTA);
  name += *is_change ? strlen (DELTA) : 0;
  if (settings == NULL || input->role != RIM_COLUMN_FEATURE || input->type == RIM_COLUMN_CATEGORY ||
      !rim_feature_column_parse (&column, name, rim_settings_get_profile (settings), NULL))
    return NULL;

  return complete_name (name, &column, study);
}

static guint
add_name (GPtrArray *names,
          char      *name)
{
  for (guint i = 0; i < names->len; i++)
    if (strcmp (names->pdata[i], name) == 0)
      {
        g_free (name);
        return i;
      }

  g_ptr_array_add (names, name);

  return names->len - 1;
}

static gboolean
find_sources (RimScorer  *self,
              GError    **error)
{
  RimFit *fit = rim_signature_get_fit (self->signature);
  RimSettings *settings = rim_signature_get_settings (self->signature);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  RimStudySettings study;
  const gboolean has_study = rim_signature_get_study (self->signature, &study);

  self->sources = g_new0 (Source, MAX (rim_fit_get_n_inputs (fit), 1));
  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      Source *source = &self->sources[i];
      char *name = find_feature (settings, &study, rim_fit_get_input (fit, i), &source->is_change);

      source->is_feature = name != NULL;
      if (name != NULL)
        source->feature = add_name (names, name);
    }

  self->n_features = names->len;
  if (names->len == 0)
    return TRUE;

  g_ptr_array_add (names, NULL);
  self->features = rim_named_features_new (settings, has_study ? &study : NULL, (const char *const *) names->pdata,
                                           error);

  return self->features != NULL;
}

/**
 * rim_scorer_new:
 * @signature: what to apply
 * @error: where to put a #RimSignatureError
 *
 * Returns: (transfer full) (nullable): what applies it; %NULL where its settings do not have
 *   the features that it wants
 */
RimScorer *
rim_scorer_new (RimSignature  *signature,
                GError       **error)
{
  g_autoptr(RimScorer) self = g_new0 (RimScorer, 1);
  g_autoptr(GError) reason = NULL;

  g_return_val_if_fail (signature != NULL, NULL);

  rim_ref_count_init (&self->ref_count);
  self->signature = rim_signature_ref (signature);
  if (find_sources (self, &reason))
    return g_steal_pointer (&self);

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE,
               "The signature “%s” wants what its own settings do not have: %s", rim_signature_get_title (signature),
               reason->message);

  return NULL;
}

RimScorer *
rim_scorer_ref (RimScorer *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_scorer_unref (RimScorer *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  rim_signature_unref (self->signature);
  g_clear_pointer (&self->features, rim_named_features_unref);
  g_free (self->sources);
  g_free (self);
}

/* Returns: (transfer none): what it applies */
RimSignature *
rim_scorer_get_signature (RimScorer *self)
{
  return self->signature;
}

/**
 * rim_scorer_get_needs:
 * @self: a scorer
 * @needs_ct: (out): whether there is a feature that needs a CT
 * @needs_pet: (out): whether there is one that needs a PET
 */
void
rim_scorer_get_needs (RimScorer *self,
                      gboolean  *needs_ct,
                      gboolean  *needs_pet)
{
  *needs_ct = *needs_pet = FALSE;
  if (self->features != NULL)
    rim_named_features_get_needs (self->features, needs_ct, needs_pet);
}

/* Returns: (transfer full) (nullable): the values of features at a time point */
static double *
compute_features (RimScorer           *self,
                  const RimScoreCase  *score_case,
                  GPtrArray           *reasons,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_autofree double *values = g_new (double, MAX (self->n_features, 1));
  RimBox bounds;

  if (self->features == NULL)
    return g_steal_pointer (&values);
  if (score_case->lesion == NULL || !rim_mask_get_bounds (score_case->lesion, &bounds))
    {
      g_set_error_literal (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                           "There is no contour to compute features of");
      return NULL;
    }
  if (score_case->ct == NULL && score_case->pet == NULL)
    {
      g_set_error_literal (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                           "There is no image to compute features of");
      return NULL;
    }
  if (!rim_named_features_compute (self->features, score_case->ct, score_case->pet, score_case->lesion, values, reasons,
                                   cancellable, error))
    return NULL;

  return g_steal_pointer (&values);
}

static gboolean
needs_before (RimScorer *self)
{
  for (guint i = 0; i < rim_fit_get_n_inputs (rim_signature_get_fit (self->signature)); i++)
    if (self->sources[i].is_feature && self->sources[i].is_change)
      return TRUE;

  return FALSE;
}

/* What is known of an input that is no feature. A level that nobody had is as good as none. */
static double
get_known (GHashTable        *clinical,
           const RimFitInput *input,
           GPtrArray         *reasons)
{
  g_autoptr(GError) error = NULL;
  double value;

  if (!rim_score_clinical_get (clinical, input, &value, &error) && reasons != NULL)
    g_ptr_array_add (reasons, g_strdup (error->message));

  return value;
}

static void
drop_repeated (GPtrArray *reasons)
{
  for (guint i = reasons->len; i-- > 1;)
    for (guint k = 0; k < i; k++)
      if (strcmp (reasons->pdata[i], reasons->pdata[k]) == 0)
        {
          g_ptr_array_remove_index (reasons, i);
          break;
        }
}

/**
 * rim_scorer_compute:
 * @self: a scorer
 * @score_case: images, contour and what else is known
 * @values: (out caller-allocates): a value per input of the fit: of "delta_" features the
 *   later value less the earlier; of others that of the earlier time point where there are
 *   two; NAN where it cannot be had
 * @reasons: (nullable) (element-type utf8): gets why not
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: whether there are images, a contour and as many time points as are needed
 */
gboolean
rim_scorer_compute (RimScorer           *self,
                    const RimScoreCase  *score_case,
                    double              *values,
                    GPtrArray           *reasons,
                    GCancellable        *cancellable,
                    GError             **error)
{
  RimFit *fit = rim_signature_get_fit (self->signature);
  const RimScoreCase *first = score_case->before != NULL ? score_case->before : score_case;
  g_autofree double *before = NULL;
  g_autofree double *after = NULL;

  if (needs_before (self) && score_case->before == NULL)
    {
      g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                   "The signature “%s” is about a change and needs two time points",
                   rim_signature_get_title (self->signature));
      return FALSE;
    }

  before = compute_features (self, first, reasons, cancellable, error);
  if (before != NULL && needs_before (self))
    after = compute_features (self, score_case, reasons, cancellable, error);
  if (before == NULL || (needs_before (self) && after == NULL))
    return FALSE;

  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const Source *source = &self->sources[i];

      if (!source->is_feature)
        values[i] = get_known (score_case->clinical, rim_fit_get_input (fit, i), reasons);
      else if (source->is_change)
        values[i] = after[source->feature] - before[source->feature];
      else
        values[i] = before[source->feature];
    }
  if (reasons != NULL)
    drop_repeated (reasons);

  return TRUE;
}

/**
 * rim_scorer_score:
 * @self: a scorer
 * @score_case: images, contour and what else is known
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the score; %NULL where an input is missing that the
 *   signature does not fill in
 */
RimScore *
rim_scorer_score (RimScorer           *self,
                  const RimScoreCase  *score_case,
                  GCancellable        *cancellable,
                  GError             **error)
{
  const guint n = rim_fit_get_n_inputs (rim_signature_get_fit (self->signature));
  g_autofree double *values = g_new (double, MAX (n, 1));
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  gboolean needs_ct, needs_pet;
  RimScore *score;

  g_return_val_if_fail (score_case != NULL, NULL);

  if (!rim_scorer_compute (self, score_case, values, reasons, cancellable, error))
    return NULL;

  score = rim_score_new_with_reasons (self->signature, values, reasons, error);
  if (score == NULL)
    return NULL;

  rim_scorer_get_needs (self, &needs_ct, &needs_pet);
  if (self->features != NULL)
    rim_score_check_case (score, self->signature, score_case, needs_ct, needs_pet);
  rim_score_sort_limits (score);

  return score;
}

/**
 * rim_score_new:
 * @signature: a signature
 * @score_case: images, contour and what else is known
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what rim_scorer_score() gives, for one contour
 */
RimScore *
rim_score_new (RimSignature        *signature,
               const RimScoreCase  *score_case,
               GCancellable        *cancellable,
               GError             **error)
{
  g_autoptr(RimScorer) scorer = rim_scorer_new (signature, error);

  return scorer != NULL ? rim_scorer_score (scorer, score_case, cancellable, error) : NULL;
}

/**
 * rim_score_perturb:
 * @self: a score of the case
 * @signature: whose it is
 * @score_case: what it is of
 * @distance_mm: as of rim_scorer_perturb(), as all that follow
 * @n: how many contours
 * @seed: of what is drawn
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Returns: whether the score has an interval now
 */
gboolean
rim_score_perturb (RimScore            *self,
                   RimSignature        *signature,
                   const RimScoreCase  *score_case,
                   double               distance_mm,
                   guint                n,
                   guint64              seed,
                   RimExtractProgress   progress,
                   gpointer             data,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autoptr(RimScorer) scorer = rim_scorer_new (signature, error);

  return scorer != NULL &&
         rim_scorer_perturb (scorer, self, score_case, distance_mm, n, seed, progress, data, cancellable, error);
}
