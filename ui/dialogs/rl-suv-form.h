/* rl-suv-form.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dicom/rim-suv.h"

G_BEGIN_DECLS

#define RL_TYPE_SUV_FORM (rl_suv_form_get_type ())

/**
 * RlSuvForm:
 *
 * Where what an SUV stands on is typed in: an empty field leaves the file's own
 * value.
 *
 * Signal "apply": the user wants what is typed in to be taken.
 * Signal "take-back": the user wants the file's own values again.
 */
G_DECLARE_FINAL_TYPE (RlSuvForm, rl_suv_form, RL, SUV_FORM, GtkBox)

GtkWidget       *rl_suv_form_new (void) G_GNUC_WARN_UNUSED_RESULT;
void             rl_suv_form_set           (RlSuvForm             *self,
                                            RimSuv                *suv,
                                            const RimSuvOverrides *correction);
void             rl_suv_form_set_text      (RlSuvForm             *self,
                                            const char            *name,
                                            const char            *text);
void             rl_suv_form_set_error     (RlSuvForm             *self,
                                            const char            *message);
const char      *rl_suv_form_get_error     (RlSuvForm             *self);
RimSuvOverrides *rl_suv_form_dup_overrides (RlSuvForm             *self,
                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
