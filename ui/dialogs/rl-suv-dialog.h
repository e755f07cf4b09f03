/* rl-suv-dialog.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dialogs/rl-suv-form.h"
#include "dicom/rim-suv.h"

G_BEGIN_DECLS

#define RL_TYPE_SUV_DIALOG (rl_suv_dialog_get_type ())

/**
 * RlSuvDialog:
 *
 * How the SUV of a PET comes about: every tag that was read, its value, what
 * was made of it, what to be wary of, and what can be typed in instead. Can be
 * copied as text.
 *
 * Signal "correct" (const RimSuvOverrides *typed): the user wants this to be
 * taken, which has a reason and, where the file's own values are wanted again,
 * nothing else.
 */
G_DECLARE_FINAL_TYPE (RlSuvDialog, rl_suv_dialog, RL, SUV_DIALOG, AdwWindow)

GtkWindow *rl_suv_dialog_new (GtkWindow *parent,
                              RimSuv    *suv) G_GNUC_WARN_UNUSED_RESULT;
void       rl_suv_dialog_set_suv (RlSuvDialog           *self,
                                  RimSuv                *suv,
                                  const RimSuvOverrides *correction,
                                  GPtrArray             *history);
RlSuvForm *rl_suv_dialog_get_form (RlSuvDialog *self);

G_END_DECLS
