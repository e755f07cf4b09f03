/* rim-patient-score.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-patient-score.h"

#include <math.h>

#include "rim-score-private.h"

static guint
find_largest (const double *volumes,
              guint         n)
{
  guint largest = 0;

  for (guint i = 1; i < n; i++)
    if (volumes[i] > volumes[largest])
      largest = i;

  return largest;
}

static guint
find_highest (const RimScore *const *scores,
              guint                  n)
{
  guint highest = 0;

  for (guint i = 1; i < n; i++)
    if (scores[i]->margin > scores[highest]->margin)
      highest = i;

  return highest;
}

static double
find_mean (const RimScore *const *scores,
           const double          *volumes,
           guint                  n)
{
  double sum = 0.0, weight = 0.0;

  for (guint i = 0; i < n; i++)
    {
      sum += volumes[i] * scores[i]->margin;
      weight += volumes[i];
    }

  return sum / weight;
}

static void
apply_rule (RimPatientScore       *self,
            const RimScore *const *scores,
            const double          *volumes,
            guint                  n)
{
  switch (self->rule)
    {
    case RIM_LESION_RULE_LARGEST:
      self->lesion = (int) find_largest (volumes, n);
      self->margin = scores[self->lesion]->margin;
      self->text = g_strdup_printf ("The score of the largest of %u lesions (%.1f ml).", n,
                                    volumes[self->lesion] / 1000.0);
      break;
    case RIM_LESION_RULE_HIGHEST:
      self->lesion = (int) find_highest (scores, n);
      self->margin = scores[self->lesion]->margin;
      self->text = g_strdup_printf ("The highest score of %u lesions.", n);
      break;
    case RIM_LESION_RULE_MEAN:
      self->margin = find_mean (scores, volumes, n);
      self->text = g_strdup_printf ("The mean of the scores of %u lesions, weighted by volume.", n);
      break;
    case RIM_LESION_RULE_EACH:
    default:
      self->text = g_strdup ("The signature has a score for each lesion, and none for the patient.");
      break;
    }
}

/**
 * rim_patient_score_new:
 * @signature: whose scores they are
 * @scores: (array length=n_lesions): of the lesions of one time point
 * @volumes: (array length=n_lesions): of the lesions, mm³, above 0
 * @n_lesions: how many, at least one
 *
 * Returns: (transfer full): what the signature says of the patient; of lesions that are
 *   alike the first counts
 */
RimPatientScore *
rim_patient_score_new (RimSignature          *signature,
                       const RimScore *const *scores,
                       const double          *volumes,
                       guint                  n_lesions)
{
  RimFit *fit = rim_signature_get_fit (signature);
  RimPatientScore *self;

  g_return_val_if_fail (n_lesions > 0, NULL);

  self = g_new (RimPatientScore, 1);
  *self = (RimPatientScore) {
    .rule = rim_signature_get_rule (signature), .margin = NAN, .probability = NAN, .percentile = NAN, .lesion = -1,
  };
  apply_rule (self, scores, volumes, n_lesions);
  if (isnan (self->margin))
    return self;

  self->probability = rim_fit_get_probability (fit, self->margin);
  self->is_high = self->margin > rim_fit_get_cut_off (fit);
  self->percentile = rim_score_find_percentile (fit, self->margin);

  return self;
}

void
rim_patient_score_free (RimPatientScore *self)
{
  g_free (self->text);
  g_free (self);
}
