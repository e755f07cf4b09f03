/* rl-suv-dialog.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dicom/rim-suv.h"

G_BEGIN_DECLS

#define RL_TYPE_SUV_DIALOG (rl_suv_dialog_get_type ())

/**
 * RlSuvDialog:
 *
 * How the SUV of a PET comes about: every tag that was read, its value, what
 * was made of it, and what to be wary of. Can be copied as text.
 */
G_DECLARE_FINAL_TYPE (RlSuvDialog, rl_suv_dialog, RL, SUV_DIALOG, AdwWindow)

GtkWindow *rl_suv_dialog_new (GtkWindow *parent,
                              RimSuv    *suv) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
