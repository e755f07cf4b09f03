/* rim-score-clinical.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/* What is known of a patient by the names of inputs: a hash table (element-type utf8 utf8),
 * filled by its maker and not changed after that. Numbers are text as C writes it, so that
 * levels and numbers come from forms and files the same way. */
GHashTable *rim_score_clinical_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void        rim_score_clinical_set_text    (GHashTable        *self,
                                            const char        *name,
                                            const char        *text);
void        rim_score_clinical_set_number  (GHashTable        *self,
                                            const char        *name,
                                            double             value);
GHashTable *rim_score_clinical_parse       (const char        *text,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *rim_score_clinical_from_row    (RimCohort         *cohort,
                                            gsize              row) G_GNUC_WARN_UNUSED_RESULT;

/* The value that an input has, as rim_fit_predict() takes it; NAN where nothing is known. */
gboolean    rim_score_clinical_get         (GHashTable        *self,
                                            const RimFitInput *input,
                                            double            *value,
                                            GError           **error);

G_END_DECLS
