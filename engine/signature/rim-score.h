/* rim-score.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/**
 * RimScoreInput:
 * @name: the input, as the signature names it
 * @value: of this patient; NAN where it is missing
 * @contribution: what it adds to the margin
 * @low: the least value that the signature was trained on
 * @high: the greatest
 * @is_outside: whether @value lies outside of them
 * @is_clinical: whether it is not computed of images
 */
typedef struct
{
  char     *name;
  double    value;
  double    contribution;
  double    low;
  double    high;
  gboolean  is_outside;
  gboolean  is_clinical;
} RimScoreInput;

/**
 * RimScoreLimit:
 * @is_serious: whether the score should not be used
 * @text: a sentence
 *
 * Why a score may not apply.
 */
typedef struct
{
  gboolean  is_serious;
  char     *text;
} RimScoreLimit;

/**
 * RimScore:
 * @margin: what the model says
 * @base: what it says of nobody in particular
 * @probability: of class 1; NAN unless the outcome is binary
 * @is_high: whether it is above the cut-off
 * @percentile: what part of the training cohort has a lower margin, 0 to 1
 * @distance: Mahalanobis distance from the training cohort; NAN where it is not known
 * @part_beyond: what part of the training cohort is further away
 * @inputs: (element-type RimScoreInput): by the size of their contribution
 * @limits: (element-type RimScoreLimit): shown before the number
 * @low: of the interval from perturbed contours; NAN where none was made
 * @high: its upper end
 *
 * What a signature says of a lesion or a patient.
 */
typedef struct
{
  double     margin;
  double     base;
  double     probability;
  gboolean   is_high;
  double     percentile;
  double     distance;
  double     part_beyond;
  GPtrArray *inputs;
  GPtrArray *limits;
  double     low;
  double     high;
} RimScore;

/**
 * RimScoreCase:
 * @ct: (nullable): in HU
 * @pet: (nullable): in SUV
 * @lesion: the contour
 * @clinical: (nullable): values of clinical inputs by name (name -> double*, or level -> char* through rim_score_clinical_set())
 *
 * What a signature is applied to. Belongs to the caller.
 */
typedef struct
{
  RimVolume  *ct;
  RimVolume  *pet;
  RimMask    *lesion;
  GHashTable *clinical;
} RimScoreCase;

/* From values by the names of inputs: what a table of features and clinical data has. */
RimScore *rim_score_new_values  (RimSignature        *signature,
                                 const double        *values,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* From images and a contour: extracts the features that the signature has, and no others. */
RimScore *rim_score_new         (RimSignature        *signature,
                                 const RimScoreCase  *score_case,
                                 GCancellable        *cancellable,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* How much the contour matters: the interval of margins of contours that are shifted,
 * grown and shrunk by up to distance_mm. */
gboolean  rim_score_perturb     (RimScore            *self,
                                 RimSignature        *signature,
                                 const RimScoreCase  *score_case,
                                 double               distance_mm,
                                 guint                n,
                                 guint64              seed,
                                 GCancellable        *cancellable,
                                 GError             **error);
void      rim_score_free        (RimScore            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimScore, rim_score_free)

G_END_DECLS
