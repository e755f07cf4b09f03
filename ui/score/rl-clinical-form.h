/* rl-clinical-form.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "signature/rim-score.h"

G_BEGIN_DECLS

#define RL_TYPE_CLINICAL_FORM (rl_clinical_form_get_type ())

/**
 * RlClinicalForm:
 *
 * What a signature asks of a patient beside images: a row each, a number or one of some
 * levels. What is not known is left empty. There is no form where nothing is asked.
 *
 * Signal "changed": the user gave another value.
 */
G_DECLARE_FINAL_TYPE (RlClinicalForm, rl_clinical_form, RL, CLINICAL_FORM, GtkWidget)

GtkWidget  *rl_clinical_form_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_clinical_form_set_signature (RlClinicalForm *self,
                                            RimSignature   *signature);
guint       rl_clinical_form_get_n_rows    (RlClinicalForm *self);
guint       rl_clinical_form_get_n_missing (RlClinicalForm *self);
void        rl_clinical_form_set_values    (RlClinicalForm *self,
                                            GHashTable     *values);
GHashTable *rl_clinical_form_dup_values    (RlClinicalForm *self) G_GNUC_WARN_UNUSED_RESULT;
void        rl_clinical_form_set_value     (RlClinicalForm *self,
                                            const char     *name,
                                            const char     *text);

G_END_DECLS
