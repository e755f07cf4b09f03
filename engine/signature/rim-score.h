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
 * @name: the column, as the signature names it
 * @value: of this patient, of a category the number of its level; NAN where it is missing
 * @text: (nullable): of a category its level
 * @contribution: what it adds to the margin, in all levels of a category
 * @low: the least value that the signature was trained on
 * @high: the greatest
 * @is_outside: whether @value lies outside of them
 * @is_category: whether it is one of some levels
 * @is_clinical: whether it is not computed of images
 * @is_filled: whether it is missing and was filled in as in training
 * @fill: what it was filled in with, if it was
 */
typedef struct
{
  char     *name;
  double    value;
  char     *text;
  double    contribution;
  double    low;
  double    high;
  gboolean  is_outside;
  gboolean  is_category;
  gboolean  is_clinical;
  gboolean  is_filled;
  double    fill;
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
 * @limits: (element-type RimScoreLimit): shown before the number, serious ones first
 * @low: 2.5 % of margins of other contours are below; NAN where none were scored
 * @high: 2.5 % of them are above
 * @deviation: their standard deviation
 * @flips: what part of them is in the other group, 0 to 1
 * @n_contours: how many other contours have a score
 * @n_asked: how many were asked for
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
  double     deviation;
  double     flips;
  guint      n_contours;
  guint      n_asked;
} RimScore;

/**
 * RimScoreCase:
 * @ct: (nullable): in HU, all slices ready
 * @pet: (nullable): in SUV, all slices ready
 * @lesion: the contour, on any grid in their frame of reference
 * @clinical: (nullable) (element-type utf8 utf8): what is known of the patient by the names
 *   of inputs, as rim_score_clinical_new() has it: numbers as C writes them, levels by name;
 *   also what the images' headers say, by the names of rim-acquisition.h
 * @before: (nullable): the earlier of two time points, of which this is the later
 *
 * What a signature is applied to. Belongs to the caller.
 */
typedef struct _RimScoreCase RimScoreCase;

struct _RimScoreCase
{
  RimVolume          *ct;
  RimVolume          *pet;
  RimMask            *lesion;
  GHashTable         *clinical;
  const RimScoreCase *before;
};

/* From values in the order of the inputs of the fit, as rim_fit_predict() takes them. */
RimScore *rim_score_new_values  (RimSignature        *signature,
                                 const double        *values,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* From images and a contour: extracts the features that the signature has, and no others.
 * A RimScorer does the same for one contour after the other, and faster. */
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
                                 RimExtractProgress   progress,
                                 gpointer             data,
                                 GCancellable        *cancellable,
                                 GError             **error);
void      rim_score_free        (RimScore            *self);
gboolean  rim_score_is_serious  (const RimScore      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimScore, rim_score_free)

G_END_DECLS
