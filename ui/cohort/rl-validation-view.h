/* rl-validation-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "validate/rim-validation.h"

G_BEGIN_DECLS

#define RL_TYPE_VALIDATION_VIEW (rl_validation_view_get_type ())

/**
 * RlValidationView:
 *
 * How good predictions are: every measure with its interval, and the plots.
 *
 * Signal "message" (const char *message): how saving a plot went.
 */
G_DECLARE_FINAL_TYPE (RlValidationView, rl_validation_view, RL, VALIDATION_VIEW, GtkWidget)

GtkWidget     *rl_validation_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           rl_validation_view_set_validation (RlValidationView *self,
                                                  RimValidation    *validation);
RimValidation *rl_validation_view_get_validation (RlValidationView *self);
void           rl_validation_view_set_aside      (RlValidationView *self,
                                                  GtkWidget        *widget);
void           rl_validation_view_add_plot       (RlValidationView *self,
                                                  const RimPlot    *plot);

G_END_DECLS
