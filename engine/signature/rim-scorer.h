/* rim-scorer.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-score.h"

G_BEGIN_DECLS

/**
 * RimScorer:
 *
 * Applies a signature to one contour after the other and keeps what it made of the images
 * in between, which makes a score follow a stroke. Reference counted; safe on any thread,
 * on several at a time.
 */
typedef struct _RimScorer RimScorer;

RimScorer    *rim_scorer_new              (RimSignature         *signature,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimScorer    *rim_scorer_ref              (RimScorer            *self);
void          rim_scorer_unref            (RimScorer            *self);
RimSignature *rim_scorer_get_signature    (RimScorer            *self);
void          rim_scorer_get_needs        (RimScorer            *self,
                                           gboolean             *needs_ct,
                                           gboolean             *needs_pet);

/* A value per input of the fit, as rim_score_new_values() takes them; NAN where missing. */
gboolean      rim_scorer_compute          (RimScorer            *self,
                                           const RimScoreCase   *score_case,
                                           double               *values,
                                           GPtrArray            *reasons,
                                           GCancellable         *cancellable,
                                           GError              **error);
RimScore     *rim_scorer_score            (RimScorer            *self,
                                           const RimScoreCase   *score_case,
                                           GCancellable         *cancellable,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* How much the contour matters */
gboolean      rim_scorer_perturb          (RimScorer            *self,
                                           RimScore             *score,
                                           const RimScoreCase   *score_case,
                                           double                distance_mm,
                                           guint                 n,
                                           guint64               seed,
                                           RimExtractProgress    progress,
                                           gpointer              data,
                                           GCancellable         *cancellable,
                                           GError              **error);
gboolean      rim_scorer_compare          (RimScorer            *self,
                                           RimScore             *score,
                                           const RimScoreCase   *score_case,
                                           RimMask *const       *contours,
                                           guint                 n_contours,
                                           RimExtractProgress    progress,
                                           gpointer              data,
                                           GCancellable         *cancellable,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimScorer, rim_scorer_unref)

G_END_DECLS
